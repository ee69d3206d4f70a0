"""The rule by which changes are listed, and the words of the pattern."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multitrack.measures.changes import list_changes, peaks
from multitrack.measures.panel import month_name, month_number
from multitrack.measures.pattern import PATTERNS, TOO_LITTLE_DATA, pattern
from multitrack.measures.segments import segment

CHANCES = arrays(np.float64, st.integers(1, 60), elements=st.floats(0, 1))


def test_a_plateau_of_the_window_is_one_change_at_its_likeliest_month() -> None:
    """Five months see the same change through their windows; it is listed once, where the step itself is likeliest."""
    windowed = np.array([0, 0, 0.99, 1.0, 1.0, 1.0, 0.99, 0, 0])
    here = np.array([0, 0, 0, 0.1, 0.2, 0.7, 0, 0, 0])
    assert peaks(windowed, here, window=2, threshold=0.5) == [5]


@given(CHANCES, st.integers(0, 3), st.floats(0.3, 0.9))
def test_changes_stand_apart_and_no_likely_month_is_far_from_one(
    windowed: np.ndarray, window: int, threshold: float
) -> None:
    found = peaks(windowed, windowed, window, threshold)
    assert all(second - first > 2 * window for first, second in pairwise(found))
    assert all(windowed[place] >= threshold - 0.02 for place in found)
    for month in np.flatnonzero(windowed >= threshold):
        assert any(abs(month - place) <= 2 * window for place in found)


def test_a_change_tells_what_it_rests_on() -> None:
    chance = np.random.default_rng(3)
    deaths = np.concatenate([chance.poisson(20, 40), chance.poisson(1, 40)]).astype(float)
    found = segment(deaths[None])
    (change,) = list_changes(
        12 * 1990,
        (found.p_ease[0], found.ease_here[0]),
        (found.p_rise[0], found.rise_here[0]),
        deaths.astype(int),
        np.full(80, 3),
    )
    assert (change.month, change.direction, change.events) == ("1993-05", "down", 15)
    assert change.before == pytest.approx(deaths[:40].mean(), abs=0.051)
    assert change.after == pytest.approx(deaths[40:].mean(), abs=0.051)
    assert found.level[0, 20] == pytest.approx(20, rel=0.4)
    assert found.level[0, 60] == pytest.approx(1, rel=0.6)


def test_months_are_counted_across_years() -> None:
    from datetime import date

    assert month_name(month_number(date(1989, 12, 31)) + 1) == "1990-01"


def test_every_month_has_exactly_one_of_the_six_words() -> None:
    chance = np.random.default_rng(4)
    words = pattern(chance.random(500), chance.random(500), 10 ** chance.uniform(-2, 3, 500), chance.poisson(0.2, 500))
    assert set(words.tolist()) == set(PATTERNS)
    assert TOO_LITTLE_DATA not in PATTERNS


@pytest.mark.parametrize(
    ("p_ease", "p_rise", "level", "word"),
    [
        (0.1, 0.1, 0.5, "low"),
        (0.1, 0.1, 2.0, "low"),
        (0.1, 0.1, 2.1, "sustained"),
        (0.1, 0.1, 83.0, "sustained"),
        (0.1, 0.1, 84.0, "intense"),
        (0.6, 0.1, 84.0, "easing"),
        (0.1, 0.6, 0.5, "rising"),
        (0.7, 0.6, 5.0, "easing"),
        (0.6, 0.7, 5.0, "rising"),
        (0.5, 0.5, 5.0, "sustained"),
    ],
)
def test_the_word_follows_level_and_direction(p_ease: float, p_rise: float, level: float, word: str) -> None:
    assert pattern(np.array([p_ease]), np.array([p_rise]), np.array([level]), np.array([1])).tolist() == [word]


def test_none_recorded_needs_a_year_without_events_and_is_never_called_peace() -> None:
    events = np.array([1, *[0] * 14])
    words = pattern(np.zeros(15), np.zeros(15), np.ones(15), events)
    assert words.tolist() == ["low"] * 12 + ["none recorded"] * 3
