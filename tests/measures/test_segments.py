"""The segment model is exact: it agrees with the sum over every possible segmentation, written out."""

from __future__ import annotations

import itertools
import math

import msgspec
import numpy as np
import pytest

from multitrack.measures.emission import level_grid, log_gamma, log_probability
from multitrack.measures.hyperparameters import HYPERPARAMETERS
from multitrack.measures.segments import segment, steps_between

SMALL = msgspec.structs.replace(
    HYPERPARAMETERS, levels=4, lowest_level=0.1, highest_level=60.0, hazard=0.15, spreads=(0.3, 2.0), window=1
)
SERIES = [[0, 3, 4, 0, 0, 9], [0, 0, 0, 40, 31, 55], [7, 7, 7, 7, 7, 7], [0, 0, 0, 0, 0, 0], [900, 0, 1, 0, 0, 2]]


def _probability_of(deaths: int, level: float, spread: float, tail: float) -> float:
    """The beta negative binomial by its definition, through the standard library's own gamma function."""
    beta = level * tail / spread
    g = math.lgamma
    log = g(spread + deaths) - g(spread) - g(deaths + 1)
    log += g(tail + spread) + g(beta + deaths) - g(tail + beta + spread + deaths)
    return math.exp(log - g(tail) - g(beta) + g(tail + beta))


def _by_enumeration(series: list[int]) -> dict[str, np.ndarray]:
    """Every path of levels under every spread, one by one: weights, then sums over those that meet the condition."""
    p = SMALL
    levels = level_grid(p.lowest_level, p.highest_level, p.levels)
    every = steps_between(levels, p).every
    months = len(series)
    sums = {
        "p_change": np.zeros(months),
        "p_ease": np.zeros(months),
        "p_rise": np.zeros(months),
        "ease_here": np.zeros(months),
        "level": np.zeros(months),
    }
    total = 0.0
    for spread in p.spreads:
        table = [[_probability_of(y, float(level), spread, p.tail) for level in levels] for y in series]
        for path in itertools.product(range(p.levels), repeat=months):
            weight = 1 / p.levels / len(p.spreads) * table[0][path[0]]
            for month in range(1, months):
                weight *= every[path[month - 1], path[month]] * table[month][path[month]]
            total += weight
            step = [0] + [path[m] - path[m - 1] for m in range(1, months)]
            for month in range(months):
                near = step[max(0, month - p.window) : month + p.window + 1]
                sums["p_change"][month] += weight * any(near)
                sums["p_ease"][month] += weight * any(s < 0 for s in near)
                sums["p_rise"][month] += weight * any(s > 0 for s in near)
                sums["ease_here"][month] += weight * (step[month] < 0)
                sums["level"][month] += weight * levels[path[month]]
    result = {name: values / total for name, values in sums.items()}
    result["log_evidence"] = np.array(math.log(total))
    return result


@pytest.mark.parametrize("series", SERIES)
def test_every_probability_is_the_sum_over_all_segmentations(series: list[int]) -> None:
    exact = _by_enumeration(series)
    found = segment(np.array([series], dtype=float), parameters=SMALL)
    for name, expected in exact.items():
        assert getattr(found, name)[0] == pytest.approx(expected, abs=1e-10), name


@pytest.mark.parametrize("series", SERIES)
def test_as_stood_is_the_sum_over_all_segmentations_of_the_months_so_far(series: list[int]) -> None:
    found = segment(np.array([series], dtype=float), parameters=SMALL)
    for month in range(1, len(series)):
        exact = _by_enumeration(series[: month + 1])
        for name in ("p_change", "p_ease", "p_rise"):
            assert getattr(found, f"{name}_as_stood")[0, month] == pytest.approx(exact[name][month], abs=1e-10)


def test_series_of_different_lengths_do_not_disturb_each_other() -> None:
    """Padding carries no information: a series has the same answer alone and beside a longer one."""
    rng = np.random.default_rng(5)
    long, short = rng.negative_binomial(0.5, 0.05, 90), rng.negative_binomial(0.5, 0.2, 31)
    both = np.zeros((2, 90))
    both[0], both[1, :31] = long, short
    together = segment(both, np.array([90, 31]))
    alone = segment(short[None].astype(float))
    for name in ("p_change", "p_ease", "p_rise", "p_ease_as_stood", "level", "ease_here"):
        assert getattr(together, name)[1, :31] == pytest.approx(getattr(alone, name)[0], abs=1e-9), name
    assert together.log_evidence[1] == pytest.approx(alone.log_evidence[0])


def test_what_stood_at_a_date_uses_nothing_later() -> None:
    rng = np.random.default_rng(6)
    series = np.concatenate([rng.poisson(20, 60), rng.poisson(2, 40)]).astype(float)
    whole = segment(series[None])
    for cut in (1, 2, 3, 30, 61, 63, 99):
        stood = segment(series[None, : cut + 1])
        for name in ("p_change", "p_ease", "p_rise"):
            assert getattr(whole, f"{name}_as_stood")[0, cut] == pytest.approx(getattr(stood, name)[0, cut], abs=1e-9)


def test_directions_make_up_the_change() -> None:
    rng = np.random.default_rng(7)
    found = segment(rng.negative_binomial(0.3, 0.02, (40, 200)).astype(float))
    assert (found.p_change <= found.p_ease + found.p_rise + 1e-9).all()
    assert (np.maximum(found.p_ease, found.p_rise) <= found.p_change + 1e-9).all()
    for name in ("p_change", "p_ease", "p_rise", "p_ease_as_stood", "p_rise_as_stood", "p_change_as_stood"):
        values = getattr(found, name)
        assert values.min() >= 0.0
        assert values.max() <= 1.0


def test_a_step_is_at_least_as_large_as_stated() -> None:
    """The prior gives no weight to steps smaller than the stated ratio, and each row is a distribution."""
    p = HYPERPARAMETERS
    levels = level_grid(p.lowest_level, p.highest_level, p.levels)
    steps = steps_between(levels, p)
    assert steps.every.sum(axis=1) == pytest.approx(1.0)
    ratio = np.maximum(levels[:, None] / levels[None, :], levels[None, :] / levels[:, None])
    off = ~np.eye(p.levels, dtype=bool)
    assert (steps.every[off & (ratio < p.least_ratio)] == 0).all()
    assert (steps.every[off & (ratio >= p.least_ratio)] > 0).all()
    assert (steps.not_down + steps.not_up - np.diag(steps.stay)) == pytest.approx(steps.every)


def test_the_scatter_is_a_distribution_whose_mean_is_as_stated() -> None:
    y = np.arange(200_000, dtype=float)
    for spread in HYPERPARAMETERS.spreads:
        p = np.exp(log_probability(y, np.array([5.0]), spread, 3.5))[:, 0]
        assert p.sum() == pytest.approx(1.0, abs=1e-6)
        assert (p * y).sum() == pytest.approx(5.0 * 3.5 / 2.5, rel=1e-3)


def test_log_gamma_agrees_with_the_standard_library() -> None:
    x = np.concatenate([np.geomspace(1e-4, 1e7, 400), np.arange(1, 40)])
    expected = np.array([math.lgamma(value) for value in x])
    assert log_gamma(x) == pytest.approx(expected, rel=1e-12, abs=1e-11)


def test_no_number_of_deaths_breaks_the_arithmetic() -> None:
    """A month with half a million deaths, a century of zeros, a series of one month."""
    for series in ([0] * 300 + [500_000] + [0] * 300, [0] * 1200, [3], [1_000_000]):
        found = segment(np.array([series], dtype=float))
        for name in ("p_change", "p_ease_as_stood", "level", "log_evidence"):
            assert np.isfinite(getattr(found, name)).all()
