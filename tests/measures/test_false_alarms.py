"""Constant series raise few alarms; changes of stated sizes are found where they were planted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from multitrack.measures.hyperparameters import HYPERPARAMETERS
from multitrack.measures.panel import read_panel
from multitrack.measures.segments import segment

MONTHS = 348
SERIES = 200


def _scattered(chance: np.random.Generator, level: Any, spread: float, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Negative binomial months about a level; an infinite spread is Poisson."""
    rate = level if np.isinf(spread) else chance.gamma(spread, np.broadcast_to(level, shape) / spread)
    return chance.poisson(rate, shape).astype(float)


def _massacres(chance: np.random.Generator, level: Any, shape: tuple[int, int]) -> NDArray[np.float64]:
    """A Poisson number of events a month, each with a log-normal number of deaths: heavy tails like real ones."""
    events = chance.poisson(level, shape)
    deaths = np.floor(chance.lognormal(0.3, 1.3, (*shape, int(events.max()))))
    return (deaths * (np.arange(deaths.shape[-1]) < events[..., None])).sum(axis=-1)


def _alarms(series: NDArray[np.float64]) -> float:
    """The share of series that have a month with a change more likely than not."""
    found = segment(series, places=False)
    return float((found.p_change > 0.5).any(axis=1).mean())


def test_at_most_one_constant_series_in_twenty_has_an_alarm() -> None:
    """200 series: even ones, overdispersed ones, heavy-tailed ones, from one death in ten months to 200 a month."""
    chance = np.random.default_rng(2026)
    part = SERIES // 4
    shape = (part, MONTHS)
    levels = 10 ** chance.uniform(-1.0, 2.3, (part, 1))
    series = [
        _scattered(chance, levels, np.inf, shape),
        np.concatenate(
            [_scattered(chance, levels[i : i + 1], [0.3, 0.5, 1, 2][i % 4], (1, MONTHS)) for i in range(part)]
        ),
        _massacres(chance, 10 ** chance.uniform(-1.0, 1.0, (part, 1)), shape),
        _scattered(chance, levels, 0.15, shape),
    ]
    assert _alarms(np.concatenate(series)) <= 0.05


@pytest.mark.parametrize("spread", [0.15, 0.3, 0.5, 1.0, np.inf])
def test_no_kind_of_scatter_alone_raises_alarms(spread: float) -> None:
    chance = np.random.default_rng(11)
    levels = 10 ** chance.uniform(-0.3, 2.3, (SERIES, 1))
    assert _alarms(_scattered(chance, levels, spread, (SERIES, 240))) <= 0.05


@pytest.mark.shared
def test_months_of_real_groups_in_random_order_raise_few_alarms(public_record: Any) -> None:
    """Shuffling takes the changes out and leaves the scatter: real groups are harder than any formula."""
    cover = public_record.coverage()
    panel = read_panel(public_record.connection(), cover.first, cover.last, margin=0)
    chance = np.random.default_rng(12)
    groups = chance.choice(np.flatnonzero(panel.total("events") >= HYPERPARAMETERS.least_events), SERIES)
    series = [chance.choice(panel.columns["deaths"][panel.rows(int(group))], MONTHS) for group in groups]
    assert _alarms(np.array(series, dtype=float)) <= 0.12


PLANTED = [
    # level before, level after, spread, least share found within two months
    (10.0, 2.0, np.inf, 0.95),
    (2.0, 20.0, np.inf, 0.95),
    (20.0, 2.0, 2.0, 0.9),
    (5.0, 50.0, 2.0, 0.9),
    (20.0, 2.0, 0.5, 0.6),
    (2.0, 20.0, 0.5, 0.6),
    (20.0, 0.0, 0.5, 0.9),
    (20.0, 0.0, 0.2, 0.85),
    (2.0, 0.0, 0.5, 0.85),
]


@pytest.mark.parametrize(("before", "after", "spread", "share"), PLANTED)
def test_a_planted_change_is_found(before: float, after: float, spread: float, share: float) -> None:
    """Five years at each level, 100 times: a change in the right direction, more likely than not, within two months."""
    chance = np.random.default_rng(13)
    series = np.concatenate(
        [_scattered(chance, level, spread, (100, 60)) for level in (before, after)],
        axis=1,
    )
    found = segment(series)
    right, wrong = (found.p_ease, found.p_rise) if after < before else (found.p_rise, found.p_ease)
    assert (right[:, 58:63] > 0.5).any(axis=1).mean() >= share
    assert (wrong[:, 58:63] > 0.5).any(axis=1).mean() <= 0.02


def test_one_massacre_is_not_a_change() -> None:
    """A single month far above the level, in an even series, is scatter."""
    chance = np.random.default_rng(14)
    series = _scattered(chance, 10.0, 1.0, (50, 160))
    series[:, 80] = 400.0
    found = segment(series)
    assert (found.p_rise[:, 75:86] > 0.5).any(axis=1).mean() <= 0.05
