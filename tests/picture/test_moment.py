"""Asked about a day, the picture shows nothing that came after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.picture.statements import actor, said, seen

from multitrack.ledger.statement import Statement
from multitrack.picture import board, dossier
from multitrack.picture.moment import as_it_stood, until
from multitrack.vocabulary import Date, Engagement, EngagementState, FollowUp, Phase, Role, read_record

DAY = date(2000, 6, 15)
DATED = {"date", "when", "start", "end", "on", "last_contact"}


def engagement(**fields: Any) -> Engagement:
    record = read_record({"kind": "engagement", "intermediary": "i", "parties": ["g"], "tracks": ["2"], **fields})
    assert isinstance(record, Engagement)
    return record


@pytest.mark.parametrize("when", ["2000-06-16", "2000-07", "2001~", "2000-06-16/.."])
def test_what_began_later_is_not_there(when: str) -> None:
    """A record whose earliest possible day lies after the day asked for is dropped."""
    assert as_it_stood(engagement(when=when), DAY) is None


@pytest.mark.parametrize("when", ["2000-06-15", "2000", "2000-06", "../1999", "1990/2010", "1990/.."])
def test_what_may_have_begun_stays(when: str) -> None:
    """A record that may have begun by the day is shown."""
    assert as_it_stood(engagement(when=when), DAY) is not None


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("1998-05/2001-10", "1998-05/.."),
        ("1998-05/2000-05", "1998-05/2000-05"),
        ("1998~/2000", "1998~/.."),
        ("1999/..", "1999/.."),
        ("2000-06", "2000-06"),
    ],
)
def test_a_span_that_ends_later_is_still_going_on(when: str, told: str) -> None:
    """The end of a span after the day is not told; one before it is."""
    assert str(until(Date.parse(when), DAY)) == told


def test_a_span_of_which_only_a_later_end_is_known_tells_nothing() -> None:
    """ "Until 2003", asked about 2000, is "begun at a time not recorded"."""
    assert until(Date.parse("../2003"), DAY) is None


def test_a_state_reached_later_is_not_told() -> None:
    """An engagement that ended later is active, with the consent of that time."""
    record = engagement(
        when="1998/2001",
        state="ended",
        consents=[{"party": "g", "state": "withdrawn", "since": "2001-01"}],
    )
    stood = as_it_stood(record, DAY)
    assert stood is not None
    assert (stood.state, stood.consents) == (EngagementState.ACTIVE, ())


def test_a_state_reached_before_stays() -> None:
    """An engagement that had ended by the day is ended."""
    stood = as_it_stood(engagement(when="1996/1997", state="ended"), DAY)
    assert stood is not None
    assert stood.state is EngagementState.ENDED


def test_how_a_role_ended_later_is_not_told() -> None:
    """A leader who fell in 2001 still leads in 2000, and how it ended is unknown then."""
    role = read_record(
        {
            "kind": "role",
            "person": "p",
            "actor": "g",
            "position": "leader",
            "leads": True,
            "when": "1998-05/2001-02",
            "ended": "internal struggle",
        }
    )
    stood = as_it_stood(role, DAY)
    assert isinstance(stood, Role)
    assert (str(stood.when), stood.ended) == ("1998-05/..", None)


def test_a_thing_done_later_is_not_done_yet() -> None:
    """A follow-up that was kept later is owed at the day."""
    stood = as_it_stood(read_record({"kind": "follow-up", "what": "w", "owed_by": "p", "done": "2000-07"}), DAY)
    assert isinstance(stood, FollowUp)
    assert stood.done is None


def test_a_later_assessment_is_not_there() -> None:
    """An assessment is an act of the day it was made on, whatever time it speaks of."""
    fields = {"kind": "phase", "group": "g", "phases": ["growing"], "assessed_by": "p", "when": "1999"}
    assert as_it_stood(read_record({**fields, "assessed_on": "2005"}), DAY) is None
    assert isinstance(as_it_stood(read_record({**fields, "assessed_on": "2000-05"}), DAY), Phase)


def test_what_hangs_on_a_later_record_goes_with_it() -> None:
    """A follow-up without a date of its own, promised at a later contact, is not there yet."""
    picture = seen(
        actor("g"),
        said("c", "contact", when="2000-07-01", parties=["g"]),
        said("f", "follow-up", what="come back", owed_by="desk-one", contact="c"),
        as_of="2000-06-15",
    )
    assert picture.of(FollowUp) == ()


def test_a_record_without_a_date_stays() -> None:
    """What has no date cannot be said to be later; the lists show it with an empty date."""
    picture = seen(actor("g"), said("c", "contact", parties=["g"]), as_of="1900-01-01")
    assert [contact.date for contact in dossier(picture, "g").contacts] == [""]


def dates_in(shape: Any) -> Iterator[str]:
    """Every date that a shape shows."""
    if isinstance(shape, dict):
        for name, value in shape.items():
            if name in DATED and isinstance(value, str) and value:
                yield value
            elif name not in {"sources", "accounts", "read", "identifiers"}:
                yield from dates_in(value)
    elif isinstance(shape, list | tuple):
        for each in shape:
            yield from dates_in(each)


@pytest.mark.parametrize("day", ["1994-12-31", "1998-06-01", "2000-06-15", "2002-11-30"])
def test_no_date_of_the_case_lies_after_the_day(burundi: list[Statement], day: str) -> None:
    """Neither the board nor any dossier of the bundled case shows a date after the day asked for."""
    picture = seen(*burundi, as_of=day)
    shown = [msgspec.to_builtins(board(picture), enc_hook=str)]
    shown += [msgspec.to_builtins(dossier(picture, held.id), enc_hook=str) for held in picture.armed_groups()]
    last = date.fromisoformat(day)
    later = set()
    for text in dates_in(shown):
        when = Date.parse(text)
        if (when.earliest or date.min) > last or (when.is_span and (when.latest or date.min) > last):
            later.add(text)
    assert later == set()


@given(st.dates(date(1990, 1, 1), date(2010, 12, 31)), st.dates(date(1990, 1, 1), date(2010, 12, 31)))
def test_moving_the_day_back_never_adds(one: date, other: date) -> None:
    """What is there on a day is there on every later day."""
    early, late = sorted((one, other))
    record = engagement(when="1995-03/2004-07")
    assert as_it_stood(record, early) is None or as_it_stood(record, late) is not None
