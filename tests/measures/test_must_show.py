"""Known turns of five wars appear in the public record where mediators remember them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from multitrack.library import Library
from multitrack.measures.violence import violence


@pytest.fixture(scope="module")
def sample() -> Iterator[Library]:
    """The library that ships with the program."""
    with Library.open(None) as library:
        yield library


@pytest.mark.shared
def test_the_sample_and_the_extract_it_was_made_of_agree(sample: Library, public_record: Any) -> None:
    """Two ways to the same numbers, for a group without coalitions."""
    assert violence(sample, 282).months == violence(public_record, 282).months
    assert violence(sample, 1160).changes == violence(public_record, 1160).changes


def test_lebanons_militias_before_1989_are_outside_coverage(sample: Library) -> None:
    found = violence(sample, 239, date(1985, 6, 30))
    assert found.group == "Amal"
    assert found.months == ()
    assert "outside the data's coverage" in found.coverage
    assert violence(sample, 239).months[0].month == "1989-01"


def _number(month: str) -> int:
    year, part = month.split("-")
    return 12 * int(year) + int(part)


@pytest.mark.parametrize(
    ("ucdp_id", "direction", "month"),
    [
        pytest.param(282, "down", "1994-09", id="PIRA down near its ceasefire"),
        pytest.param(466, "down", "2005-01", id="SPLM/A down near the comprehensive agreement"),
        pytest.param(1160, "up", "2012-04", id="M23 up near its mutiny"),
        pytest.param(1160, "down", "2013-12", id="M23 down near its end"),
        pytest.param(743, "down", "2015-07", id="FARC down near its unilateral ceasefire"),
    ],
)
def test_a_known_turn_is_found(sample: Library, ucdp_id: int, direction: str, month: str) -> None:
    found = violence(sample, ucdp_id)
    near = [
        change
        for change in found.changes
        if change.direction == direction and abs(_number(change.month) - _number(month)) <= 2
    ]
    assert len(near) == 1, found.changes
    assert near[0].probability > 0.5
    assert (near[0].after < near[0].before) == (direction == "down")


@pytest.mark.shared
def test_as_of_1994_12_the_ira_series_uses_nothing_later(public_record: Any) -> None:
    """Every month and every change is the same from a record from which all later events were taken out."""
    as_of = violence(public_record, 282, date(1994, 12, 31))
    database = public_record.connection()
    database.execute("CREATE TEMP TABLE later AS SELECT * FROM events WHERE date_start > DATE '1994-12-31'")
    database.execute("DELETE FROM events WHERE date_start > DATE '1994-12-31'")
    cut = violence(public_record, 282, date(1994, 12, 31))
    database.execute("INSERT INTO events SELECT * FROM later")
    assert as_of.months == cut.months
    assert as_of.months[-1].month == "1994-12"
    assert as_of.changes == cut.changes
    assert violence(public_record, 282).months[-1].month > "1998"


def test_as_stood_is_what_as_of_says_at_its_last_month(sample: Library) -> None:
    whole = {row.month: row for row in violence(sample, 743).months}
    for day in (date(2012, 6, 30), date(2015, 8, 31), date(2016, 2, 29)):
        last = violence(sample, 743, day).months[-1]
        assert last.p_ease == pytest.approx(whole[last.month].p_ease_as_stood, abs=1e-4)
        assert last.p_rise == pytest.approx(whole[last.month].p_rise_as_stood, abs=1e-4)


def test_one_group_takes_less_than_half_a_second_of_work(sample: Library) -> None:
    violence(sample, 282)
    start = time.process_time()
    violence(sample, 743)
    assert time.process_time() - start < 0.5


def test_the_answer_is_ready_for_json(sample: Library) -> None:
    text = msgspec.json.decode(msgspec.json.encode(violence(sample, 282)))
    assert text["group"] == "PIRA"
    assert set(text["changes"][0]) == {"month", "probability", "direction", "before", "after", "events"}
