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

from multitrack.measures.emission import level_grid, log_likelihood
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
    """Expected deaths a month of the segment that the month belongs to."""
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


def segment(deaths: Floats, lengths: Ints | None = None, parameters: Hyperparameters = HYPERPARAMETERS) -> Posterior:
    """The posterior of changes and levels of many series at once.

    Args:
        deaths: whole numbers of deaths, shape (G, T), each series from column 0 on, padded at its end.
        lengths: months of each series, shape (G,); all T if None.
        parameters: the prior; one set for all series.

    Returns:
        Probabilities per series and month, shape (G, T).
    """
    groups, months = deaths.shape
    lengths = np.full(groups, months, dtype=np.int64) if lengths is None else lengths
    levels = level_grid(parameters.lowest_level, parameters.highest_level, parameters.levels)
    steps = steps_between(levels, parameters)
    beyond = np.arange(months)[:, None] >= lengths[None, :]
    log_like = log_likelihood(deaths, levels, parameters.spreads, parameters.tail)
    log_like[:, beyond] = 0.0
    filtered = _forward_backward(log_like, steps.every)
    weigh = _Weights(filtered.log_evidence)

    windows = _Windows(filtered, lengths, parameters.window)
    p_change, change_stood, _ = windows.none_of(steps.stay)
    p_ease, ease_stood, ease_here = windows.none_of(steps.not_down)
    p_rise, rise_stood, rise_here = windows.none_of(steps.not_up)
    level = (filtered.forward * filtered.backward) @ levels
    return Posterior(
        p_change=weigh.all_months(1.0 - p_change),
        p_ease=weigh.all_months(1.0 - p_ease),
        p_rise=weigh.all_months(1.0 - p_rise),
        p_change_as_stood=weigh.months_so_far(1.0 - change_stood),
        p_ease_as_stood=weigh.months_so_far(1.0 - ease_stood),
        p_rise_as_stood=weigh.months_so_far(1.0 - rise_stood),
        ease_here=weigh.all_months(1.0 - ease_here),
        rise_here=weigh.all_months(1.0 - rise_here),
        level=weigh.all_levels(level),
        log_evidence=weigh.total,
    )


@dataclass(frozen=True)
class _Filtered:
    """Forward and backward recursions, each month scaled to one; shapes (R, T, G, K), evidence (R, T, G)."""

    forward: Floats
    """P(level | months up to this one)."""
    backward: Floats
    """P(later months | level) / P(later months | months up to this one)."""
    scaled: Floats
    """P(month | level) / P(month | months before it)."""
    log_evidence: Floats
    """Log P(months up to this one)."""


def _forward_backward(log_like: Floats, every: Floats) -> _Filtered:
    spreads, months, groups, count = log_like.shape
    peak = log_like.max(axis=-1, keepdims=True)
    like = np.exp(log_like - peak)
    forward = np.empty_like(like)
    backward = np.ones_like(like)
    norm = np.empty((spreads, months, groups, 1))
    prior = np.full((spreads, groups, count), 1.0 / count)
    for month in range(months):
        joint = prior * like[:, month]
        norm[:, month] = joint.sum(axis=-1, keepdims=True)
        forward[:, month] = joint / norm[:, month]
        prior = forward[:, month] @ every
    like /= norm
    into = np.ascontiguousarray(every.T)
    for month in range(months - 2, -1, -1):
        backward[:, month] = (backward[:, month + 1] * like[:, month + 1]) @ into
    log_evidence = np.cumsum((np.log(norm) + peak)[..., 0], axis=1)
    return _Filtered(forward=forward, backward=backward, scaled=like, log_evidence=log_evidence)


class _Windows:
    """The third recursion: through the window around every month, with some steps left out."""

    def __init__(self, filtered: _Filtered, lengths: Ints, window: int) -> None:
        self._filtered = filtered
        self._window = window
        months = filtered.forward.shape[1]
        self._months = np.arange(months)
        self._lengths = lengths

    def none_of(self, allowed: Floats) -> tuple[Floats, Floats, Floats]:
        """Probabilities that only allowed steps lie in the window, in the months of it so far, and in the month alone.

        Args:
            allowed: step probabilities, (K, K), or (K,) where only staying is allowed.

        Returns:
            Three arrays (R, T, G): given all months; given months up to this one; given all months, this step alone.
        """
        f = self._filtered
        months = len(self._months)
        state = f.forward[:, np.maximum(self._months - self._window - 1, 0)]
        so_far = np.empty(state.shape[:-1])
        for shift in range(-self._window, self._window + 1):
            into = self._months + shift
            state = self._step(state, into, allowed)
            if shift == 0:
                so_far = state.sum(axis=-1)
        last = np.minimum(self._months + self._window, months - 1)
        whole = np.einsum("rtgk,rtgk->rtg", state, f.backward[:, last])
        alone = np.ones_like(whole)
        stepped = _apply(f.forward[:, :-1], allowed) * f.scaled[:, 1:]
        alone[:, 1:] = np.einsum("rtgk,rtgk->rtg", stepped, f.backward[:, 1:])
        return whole, so_far, alone

    def _step(self, state: Floats, into: Ints, allowed: Floats) -> Floats:
        """One month on, for all windows at once; windows that reach outside the series wait where they are."""
        f = self._filtered
        months = len(self._months)
        inside = np.flatnonzero((into >= 1) & (into < months))
        moved = state.copy() if len(inside) < months else state
        run = slice(inside[0], inside[-1] + 1) if len(inside) else slice(0, 0)
        source = slice(into[run.start], into[run.start] + len(inside)) if len(inside) else slice(0, 0)
        after = _apply(state[:, run], allowed) * f.scaled[:, source]
        beyond = into[run][:, None] >= self._lengths[None, :]
        if beyond.any():
            after[:, beyond] = state[:, run][:, beyond]
        if len(inside) == months:
            return after
        moved[:, run] = after
        return moved


def _apply(state: Floats, allowed: Floats) -> Floats:
    return state * allowed if allowed.ndim == 1 else state @ allowed


class _Weights:
    """Integrates the scatter out: posterior weights of the spreads, from all months and from the months so far."""

    def __init__(self, log_evidence: Floats) -> None:
        spreads = len(log_evidence)
        peak = log_evidence.max(axis=0)
        share = np.exp(log_evidence - peak)
        self._so_far = share / share.sum(axis=0)
        self._all = self._so_far[:, -1:]
        self.total: Floats = peak[-1] + np.log(share[:, -1].sum(axis=0) / spreads)

    def all_months(self, probability: Floats) -> Floats:
        return _unit((self._all * probability).sum(axis=0).T)

    def months_so_far(self, probability: Floats) -> Floats:
        return _unit((self._so_far * probability).sum(axis=0).T)

    def all_levels(self, level: Floats) -> Floats:
        return np.ascontiguousarray((self._all * level).sum(axis=0).T)


def _unit(probability: Floats) -> Floats:
    """Rounding errors of 1e-16 must not leave [0, 1]."""
    return np.clip(np.ascontiguousarray(probability), 0.0, 1.0)
