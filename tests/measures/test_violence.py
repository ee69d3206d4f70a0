"""What is told of one group, and of one about whom the record can say little or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from multitrack.errors import NotFound
from multitrack.measures.violence import violence

GOVERNMENT = (90, "Government of Utopia")
NORTH = (1, "Front of the North")


@pytest.fixture
def record(table: Any) -> Any:
    table.actor(*NORTH)
    table.actor(*GOVERNMENT, is_state=True)
    return table


def fight(record: Any, months: int, deaths: int, start: int = 2000) -> None:
    for month in range(months):
        record.event(date(start + month // 12, month % 12 + 1, 15), deaths, [GOVERNMENT], [NORTH])


def test_a_group_with_few_events_gets_its_figures_and_no_probabilities(record: Any) -> None:
    fight(record, 23, 4)
    found = violence(record, 1)
    assert not found.enough
    assert "23 events" in found.reason
    assert (found.events, found.deaths) == (23, 92)
    assert {row.p_ease for row in found.months} == {None}
    assert {row.pattern for row in found.months} == {"too little data"}
    assert found.changes == ()


def test_one_event_more_and_there_are_probabilities(record: Any) -> None:
    fight(record, 24, 4)
    found = violence(record, 1)
    assert found.enough
    assert found.reason == ""
    assert all(0 <= row.p_ease <= 1 for row in found.months if row.p_ease is not None)
    assert [change.direction for change in found.changes] == ["up", "down"]
    assert found.pattern == "none recorded"


def test_a_day_before_coverage_is_outside_it_and_never_zero(record: Any) -> None:
    """Lebanon's militias before 1989: the data does not begin until later."""
    fight(record, 30, 4)
    found = violence(record, 1, date(1985, 6, 30))
    assert found.months == ()
    assert found.changes == ()
    assert "outside the data's coverage" in found.coverage
    assert "never zero" in found.coverage


def test_a_known_group_without_events_is_not_called_silent(record: Any) -> None:
    found = violence(record, 1)
    assert found.months == ()
    assert not found.enough
    assert "does not say that there was none" in found.coverage
    assert "outside the data's coverage" in found.coverage


def test_a_record_without_events_covers_nothing(make_table: Callable[..., Any]) -> None:
    record = make_table(None, None)
    record.actor(*NORTH)
    found = violence(record, 1)
    assert found.months == ()
    assert "outside the data's coverage" in found.coverage


def test_an_unknown_id_is_not_found(record: Any) -> None:
    with pytest.raises(NotFound, match="4711"):
        violence(record, 4711)


def test_a_state_is_not_measured(record: Any) -> None:
    fight(record, 30, 4)
    found = violence(record, 90)
    assert found.months == ()
    assert "state" in found.reason


def test_as_of_uses_nothing_later_and_says_so(record: Any) -> None:
    fight(record, 60, 30)
    earlier = violence(record, 1, date(2003, 6, 15))
    fight(record, 48, 500, start=2006)
    later = violence(record, 1, date(2003, 6, 15))
    assert earlier.months == later.months
    assert later.months[-1].month == "2003-06"
    assert any("not whole" in text for text in later.cautions)
    assert not any("not whole" in text for text in violence(record, 1, date(2003, 6, 30)).cautions)


def test_every_answer_says_that_silence_is_not_absence(record: Any) -> None:
    fight(record, 30, 4)
    for found in (violence(record, 1), violence(record, 1, date(1980, 1, 1))):
        assert any("Silence is not absence" in text for text in found.cautions)
        assert "Fearnhead" in found.method


def test_infighting_is_told_of_a_listed_group_and_null_for_one_outside_the_actor_list(record: Any) -> None:
    record.actor(2, "Front of the South")
    record.tie(2, "split_from_ids", 1)
    record.event(date(2000, 5, 3), 6, [NORTH], [(2, "Front of the South")], type=2)
    record.event(date(2000, 5, 4), 5, [NORTH], [(3, "Front of the East")], type=2)
    for ident, expected in ((1, (1, 6)), (2, (1, 6)), (3, (None, None))):
        row = next(row for row in violence(record, ident).months if row.events)
        assert (row.infighting_events, row.infighting_deaths) == expected
    assert violence(record, 1).months[0].infighting_events == 0


def test_figures_of_kinds_add_up_in_every_month(record: Any) -> None:
    chance = np.random.default_rng(2)
    for number in range(60):
        day = date(2000 + number // 12, number % 12 + 1, 3)
        record.event(day, int(chance.integers(0, 40)), [NORTH], [(None, "Civilians")], type=3)
        record.event(day, int(chance.integers(0, 40)), [GOVERNMENT], [NORTH], type=1)
    for row in violence(record, 1).months:
        assert row.events == row.events_state + row.events_groups + row.events_civilians
        assert row.deaths == row.deaths_state + row.deaths_groups + row.deaths_civilians


def test_the_last_day_of_the_calendar_can_be_asked_for(record: Any) -> None:
    fight(record, 23, 4)
    assert violence(record, 1, date.max).events == 23
