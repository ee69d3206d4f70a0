"""How deaths in a month scatter around the level of a segment: the beta negative binomial distribution.

Deaths in a month are Poisson with a rate that is the level times a ratio of two gamma variables, each of mean one. The
shape of the upper one (``spread``) makes bursts and empty months, the shape of the lower one (``tail``) makes single
months that lie far above the level. Invariant: the level scales the rate and nothing else; the mean of a month is the
level times ``tail / (tail - 1)``, drawn up by its rare extremes. A negative binomial is the limit for a large tail;
its thin tail takes every massacre for a change (``docs/adr/0003-segment-model.md``).

Source: the beta negative binomial as in Johnson, Kemp & Kotz (2005), Univariate Discrete Distributions, section 6.2.3.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["level_grid", "likelihood", "log_gamma", "log_probability"]

Floats = NDArray[np.float64]

_SHIFT = 12


def level_grid(lowest: float, highest: float, count: int) -> Floats:
    """``count`` levels from ``lowest`` to ``highest`` deaths a month, equally spaced in the logarithm."""
    return np.exp(np.linspace(math.log(lowest), math.log(highest), count))


def log_gamma(x: Floats) -> Floats:
    """The logarithm of the gamma function for positive numbers, to about 1e-13.

    Recurrence up to 12, then Stirling's series (Abramowitz & Stegun 6.1.41): NumPy has none, and SciPy costs half a
    second to import.
    """
    x = np.asarray(x, dtype=np.float64)
    product = np.ones_like(x)
    shifted = x.copy()
    for _step in range(_SHIFT):
        small = shifted < _SHIFT
        if not small.any():
            break
        product = np.where(small, product * shifted, product)
        shifted = np.where(small, shifted + 1.0, shifted)
    inverse = 1.0 / shifted
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
    stirling = (shifted - 0.5) * np.log(shifted) - shifted + 0.5 * math.log(2 * math.pi) + series
    return stirling - np.log(product)


def log_probability(deaths: Floats, levels: Floats, spread: float, tail: float) -> Floats:
    """Log probability of each number of deaths under each level.

    Args:
        deaths: whole numbers of deaths in a month, shape (N,).
        levels: typical deaths a month, shape (K,).
        spread: shape of the upper gamma variable, positive; small means bursts.
        tail: shape of the lower gamma variable, positive; small means months far above the level.

    Returns:
        Shape (N, K).
    """
    y = deaths[:, None]
    beta = (levels * tail / spread)[None, :]
    of_deaths = log_gamma(y + spread) - log_gamma(y + 1.0) - math.lgamma(spread)
    upper = math.lgamma(tail + spread) + log_gamma(beta + y) - log_gamma(beta + y + (tail + spread))
    lower = math.lgamma(tail) + log_gamma(beta) - log_gamma(beta + tail)
    return of_deaths + upper - lower


def likelihood(deaths: Floats, levels: Floats, spreads: tuple[float, ...], tail: float) -> tuple[Floats, Floats]:
    """Probability of every month of every series under every spread and level, scaled month by month.

    Args:
        deaths: shape (G, T): groups by months.
        levels: shape (K,).
        spreads: R of them.
        tail: see :func:`log_probability`.

    Returns:
        The probabilities divided by the highest of the month, shape (T, R * G, K), in the order in which the recursions
        walk, all groups of the first spread first; and the logarithms of those highest ones, shape (T, R * G).
    """
    values, where = np.unique(deaths, return_inverse=True)
    index = where.reshape(deaths.shape).T
    table = np.stack([log_probability(values, levels, spread, tail) for spread in spreads], axis=1)
    peak = table.max(axis=-1)
    scaled = np.exp(table - peak[..., None])
    groups, months = deaths.shape
    shape = (months, len(spreads) * groups)
    return (
        np.ascontiguousarray(scaled[index].swapaxes(1, 2)).reshape(*shape, len(levels)),
        np.ascontiguousarray(peak[index].swapaxes(1, 2)).reshape(shape),
    )
