"""Exact Bayesian segmentation of monthly deaths into stretches of constant level.

Model. Each month has a level out of a fixed grid. From one month to the next the level stays (a segment goes on) with
probability ``1 - hazard``, or steps to a level that is at least ``least_ratio`` times larger or smaller (a change).
Given the level, months are independent beta negative binomial (:mod:`multitrack.measures.emission`), with one scatter
out of ``spreads`` for the whole series. Segment boundaries, levels and scatter are all unknown, and all are integrated
out by sums over finitely many values, none of them sampled or pruned.

Invariants. ``p_ease[t]`` is the posterior probability that at least one step down leads into a month within ``window``
months of ``t``, given all months; ``p_ease_as_stood[t]`` is the same given the months up to ``t`` and equals ``p_ease``
of the series cut after ``t``. Steps into months outside the series are not counted. All lie in [0, 1], and
``max(p_ease, p_rise) <= p_change <= p_ease + p_rise``.

Sources: product-partition models and their exact recursions, Fearnhead (2006), Exact and efficient Bayesian inference
for multiple changepoint problems, Statistics and Computing 16(2). Levels on a grid turn the sum over all segmentations
into the forward-backward recursions of a hidden Markov model, Rabiner (1989), Proceedings of the IEEE 77(2). The window
is a third recursion between the two, with the steps in one direction left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multitrack.measures.emission import level_grid, likelihood
from multitrack.measures.hyperparameters import HYPERPARAMETERS, Hyperparameters

__all__ = ["Posterior", "Steps", "segment", "steps_between"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Steps:
    """Prior probabilities of going from one level (rows) to another (columns), shape (K, K), split by direction."""

    every: Floats
    not_down: Floats
    not_up: Floats
    stay: Floats


@dataclass(frozen=True)
class Posterior:
    """What is known of each series, arrays of shape (G, T); months beyond a series' length mean nothing."""

    p_change: Floats
    p_ease: Floats
    p_rise: Floats
    p_change_as_stood: Floats
    p_ease_as_stood: Floats
    p_rise_as_stood: Floats
    ease_here: Floats
    """Probability of a step down into this very month."""
    rise_here: Floats
    """Probability of a step up into this very month."""
    level: Floats
    """Typical deaths a month of the segment that the month belongs to: the expected level."""
    log_evidence: Floats
    """Log probability of the whole series under the model, shape (G,)."""


def steps_between(levels: Floats, parameters: Hyperparameters) -> Steps:
    """The prior of a month's step: stay, or a change whose weight falls exponentially with the size of the step.

    Args:
        levels: ascending, shape (K,).
        parameters: ``hazard``, ``least_ratio`` and ``step_scale`` are used.
    """
    distance = np.abs(np.log(levels)[:, None] - np.log(levels)[None, :])
    weight = np.exp(-distance / parameters.step_scale) * (distance >= math.log(parameters.least_ratio) - 1e-9)
    every = parameters.hazard * weight / weight.sum(axis=1, keepdims=True)
    stay = 1.0 - parameters.hazard
    np.fill_diagonal(every, stay)
    return Steps(every=every, not_down=np.triu(every), not_up=np.tril(every), stay=np.full(len(levels), stay))


def segment(
    deaths: Floats,
    lengths: Ints | None = None,
    parameters: Hyperparameters = HYPERPARAMETERS,
    *,
    places: bool = True,
) -> Posterior:
    """The posterior of changes and levels of many series at once.

    Args:
        deaths: whole numbers of deaths, shape (G, T), each series from column 0 on, padded at its end.
        lengths: months of each series, shape (G,); all T if None.
        parameters: the prior; one set for all series.
        places: whether to tell ``ease_here`` and ``rise_here``, which cost a sixth more; zeros otherwise.

    Returns:
        Probabilities per series and month, shape (G, T).
    """
    groups, months = deaths.shape
    lengths = np.full(groups, months, dtype=np.int64) if lengths is None else lengths
    levels = level_grid(parameters.lowest_level, parameters.highest_level, parameters.levels)
    steps = steps_between(levels, parameters)
    like, peak = likelihood(deaths, levels, parameters.spreads, parameters.tail)
    beyond = np.tile(np.arange(months)[:, None] >= lengths[None, :], len(parameters.spreads))
    like[beyond], peak[beyond] = 1.0, 0.0
    filtered = _forward_backward(like, peak, steps.every)
    weigh = _Weights(filtered.log_evidence, len(parameters.spreads))

    windows = _Windows(filtered, beyond, parameters.window)
    change, change_stood = windows.none_of(steps.stay)
    ease, ease_stood = windows.none_of(steps.not_down)
    rise, rise_stood = windows.none_of(steps.not_up)
    nowhere = np.ones_like(ease)
    return Posterior(
        p_change=weigh.by_all(1.0 - change),
        p_ease=weigh.by_all(1.0 - ease),
        p_rise=weigh.by_all(1.0 - rise),
        p_change_as_stood=weigh.by_months_so_far(1.0 - change_stood),
        p_ease_as_stood=weigh.by_months_so_far(1.0 - ease_stood),
        p_rise_as_stood=weigh.by_months_so_far(1.0 - rise_stood),
        ease_here=weigh.by_all(1.0 - (filtered.without(steps.not_down) if places else nowhere)),
        rise_here=weigh.by_all(1.0 - (filtered.without(steps.not_up) if places else nowhere)),
        level=weigh.levels(np.einsum("tnk,tnk,k->tn", filtered.forward, filtered.backward, levels)),
        log_evidence=weigh.total,
    )


@dataclass(frozen=True)
class _Filtered:
    """Forward and backward recursions, each month scaled to one. N = R * G: every spread with every group."""

    forward: Floats
    """P(level | months up to this one), shape (T, N, K)."""
    backward: Floats
    """P(later months | level) / P(later months | months up to this one), shape (T, N, K)."""
    scaled: Floats
    """P(month | level) / P(month | months before it), shape (T, N, K)."""
    log_evidence: Floats
    """Log P(months up to this one), shape (T, N)."""

    def without(self, allowed: Floats) -> Floats:
        """P(the step into each month is an allowed one | all months), shape (T, N)."""
        alone = np.ones(self.forward.shape[:2])
        stepped = _through(self.forward[:-1], allowed)
        alone[1:] = np.einsum("tnk,tnk,tnk->tn", stepped, self.scaled[1:], self.backward[1:])
        return alone


def _forward_backward(like: Floats, peak: Floats, every: Floats) -> _Filtered:
    months, series, count = like.shape
    forward, backward = np.empty_like(like), np.ones_like(like)
    norm = np.empty((months, series))
    prior = np.full((series, count), 1.0 / count)
    for month in range(months):
        np.multiply(prior, like[month], out=forward[month])
        norm[month] = forward[month].sum(axis=-1)
        forward[month] /= norm[month][:, None]
        np.matmul(forward[month], every, out=prior)
    like /= norm[..., None]
    into = np.ascontiguousarray(every.T)
    for month in range(months - 2, -1, -1):
        np.matmul(backward[month + 1] * like[month + 1], into, out=backward[month])
    return _Filtered(
        forward=forward, backward=backward, scaled=like, log_evidence=np.cumsum(np.log(norm) + peak, axis=0)
    )


class _Windows:
    """The third recursion: through the window around every month, with some steps left out.

    Windows of neighbouring months are taken in blocks that stay in the processor's cache.
    """

    def __init__(self, filtered: _Filtered, beyond: NDArray[np.bool_], window: int) -> None:
        self._filtered = filtered
        self._beyond = beyond
        self._window = window
        series, count = filtered.forward.shape[1:]
        self._block = max(1, _CACHE // (series * count))

    def none_of(self, allowed: Floats) -> tuple[Floats, Floats]:
        """Probabilities that only allowed steps lead into the months of the window, and of its past and present half.

        Args:
            allowed: step probabilities, (K, K), or (K,) where only staying is allowed.

        Returns:
            Two arrays (T, N): the first given all months, the second given the months up to this one.
        """
        f, window = self._filtered, self._window
        months, series = f.forward.shape[:2]
        whole, so_far = np.empty((months, series)), np.empty((months, series))
        for start in range(0, months, self._block):
            stop = min(start + self._block, months)
            around = np.arange(start, stop)
            state = f.forward[np.maximum(around - window - 1, 0)]
            for shift in range(-window, window + 1):
                self._step(state, start + shift, allowed)
                if shift == 0:
                    so_far[start:stop] = state.sum(axis=-1)
            last = f.backward[np.minimum(around + window, months - 1)]
            whole[start:stop] = np.einsum("tnk,tnk->tn", state, last)
        return whole, so_far

    def _step(self, state: Floats, into: int, allowed: Floats) -> None:
        """One month on, in place: row i into month ``into + i``; outside the series a window waits where it is."""
        months = len(self._filtered.scaled)
        low, high = max(0, 1 - into), min(len(state), months - into)
        if low >= high:
            return
        beyond = self._beyond[into + low : into + high]
        waiting = state[low:high][beyond] if beyond.any() else None
        state[low:high] = _through(state[low:high], allowed)
        state[low:high] *= self._filtered.scaled[into + low : into + high]
        if waiting is not None:
            state[low:high][beyond] = waiting


_CACHE = 12_800
"""Numbers in a block of windows: small enough for the processor's nearest memory, and for the matrix product of a block
to stay below the size from which OpenBLAS wakes threads of its own (262,144 multiplications), which cost six times the
work here."""


def _through(state: Floats, allowed: Floats) -> Floats:
    """States after one step, shape (..., K); one product of two matrices, because many small ones are slow."""
    if allowed.ndim == 1:
        return state * allowed
    return (state.reshape(-1, state.shape[-1]) @ allowed).reshape(state.shape)


class _Weights:
    """Integrates the scatter out: posterior weights of the spreads, from all months and from the months so far."""

    def __init__(self, log_evidence: Floats, spreads: int) -> None:
        months = len(log_evidence)
        evidence = log_evidence.reshape(months, spreads, -1)
        peak = evidence.max(axis=1, keepdims=True)
        share = np.exp(evidence - peak)
        self._so_far = share / share.sum(axis=1, keepdims=True)
        self._all = self._so_far[-1:]
        self._shape = evidence.shape
        self.total: Floats = peak[-1, 0] + np.log(share[-1].mean(axis=0))

    def by_all(self, probability: Floats) -> Floats:
        return _unit((self._all * probability.reshape(self._shape)).sum(axis=1).T)

    def by_months_so_far(self, probability: Floats) -> Floats:
        return _unit((self._so_far * probability.reshape(self._shape)).sum(axis=1).T)

    def levels(self, level: Floats) -> Floats:
        return np.ascontiguousarray((self._all * level.reshape(self._shape)).sum(axis=1).T)


def _unit(probability: Floats) -> Floats:
    """Rounding errors of 1e-16 must not leave [0, 1]."""
    return np.clip(np.ascontiguousarray(probability), 0.0, 1.0)
