"""The week holds what is owed until it is done, and what expires before it has."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.picture.statements import actor, said, seen

from multitrack.picture import week

OLD = datetime(2020, 1, 1, tzinfo=UTC)
BASIS = [actor("g", "Group"), actor("i", "Us", "non-governmental organisation")]


def follow_up(**fields: Any) -> Any:
    return said("f", "follow-up", what="Come back", owed_by="desk-one", owed_to=["g"], **fields)


@pytest.mark.parametrize(
    ("fields", "overdue"),
    [
        ({"due": "2026-11-22"}, True),
        ({"due": "2026-11-23"}, False),
        ({"due": "2026-11"}, False),
        ({"due": "2020"}, True),
        ({}, False),
    ],
)
def test_what_is_owed_is_overdue_only_when_its_last_possible_day_has_passed(
    fields: dict[str, str], overdue: bool
) -> None:
    """A promise for "November" is not overdue in November; one without a day is owed all the same."""
    owed = week(seen(*BASIS, follow_up(**fields))).owed
    assert [due.overdue for due in owed] == [overdue]


def test_what_is_done_is_not_owed() -> None:
    """A follow-up that was kept is gone from the list, but stands in a picture of the time before."""
    done = follow_up(due="2026-10-01", done="2026-10-05")
    assert week(seen(*BASIS, done)).owed == ()
    assert len(week(seen(*BASIS, done, as_of="2026-10-02")).owed) == 1


def test_reviews_backing_and_funding_that_end_soon_are_shown() -> None:
    """Within the days ahead, and after their day while the engagement goes on."""
    engagement = said(
        "e",
        "engagement",
        intermediary="i",
        parties=["g"],
        tracks=["2"],
        when="2026-01-01/..",
        review="2026-12-15",
        backing={"level": "stated", "until": "2026-11-30"},
        funded_until="2027-12",
    )
    assert [(due.kind, due.overdue) for due in week(seen(*BASIS, engagement)).expiring] == [
        ("backing", False),
        ("review", False),
    ]


def test_an_engagement_that_is_over_expires_no_more() -> None:
    """Reviews of history are not owed."""
    over = said("e", "engagement", intermediary="i", parties=["g"], tracks=["2"], when="1996/1997", review="1997-01")
    assert week(seen(*BASIS, over)).expiring == ()


def test_recent_is_what_was_recorded_or_took_place_since() -> None:
    """An old contact recorded by a member this week is news; an imported case's is not."""
    contacts = [
        said("c1", "contact", parties=["g"], when="2026-11-20", recorded=OLD),
        said("c2", "contact", parties=["g"], when="1998"),
        said("c3", "contact", parties=["g"], when="1998", origin="burundi/c3"),
        said("c4", "contact", parties=["g"], when="2026-01", recorded=OLD),
    ]
    assert {each.id for each in week(seen(*BASIS, *contacts), since=date(2026, 11, 16)).recent} == {"c1", "c2"}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_have_a_week_too(day: str) -> None:
    """A week before the first day, or one ahead of the last, is cut short and no defect."""
    assert week(seen(*BASIS, follow_up(due="2026"), as_of=day)).as_of == day
