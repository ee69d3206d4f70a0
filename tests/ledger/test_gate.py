"""The gate against a slow, independent model, and against what may never be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger import model
from tests.ledger.model import Question, questions

from multitrack.ledger.gate import Level, Purpose, Reader, attribution_for, release, sound
from multitrack.vocabulary import Attribution, Audience, CircleAt, Date, Disclosure, Marking, Onward, Use, join, plain

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
OPEN = Marking(
    originator="ana",
    audience=Audience(everyone=True),
    attribution=Attribution.ON_RECORD,
    use=Use.QUOTE,
    raise_with=("group-a",),
    onward=Onward.WITHIN,
)
ANYBODY = Reader()


def ask(q: Question) -> tuple[Level, datetime | None]:
    return release(q.marking, q.reader, q.purpose, q.now, party=q.party)


def level_of(marking: Marking, reader: Reader, purpose: Purpose = Purpose.READ, party: str = "group-a") -> Level:
    return release(marking, reader, purpose, NOW, party=party)[0]


@settings(max_examples=600)
@given(questions)
def test_the_gate_answers_as_the_model_does(q: Question) -> None:
    """Two programs written from the same rules, built differently, give the same level."""
    assert ask(q)[0] == model.level(q)


@settings(max_examples=400)
@given(questions)
def test_until_is_the_exact_moment_at_which_the_answer_changes(q: Question) -> None:
    """Before it nothing changes, at it the level is another; without it the answer holds for good."""
    assert ask(q)[1] == model.changes_at(q)


@settings(max_examples=200)
@given(questions, st.floats(0, 1, exclude_max=True))
def test_an_answer_kept_until_its_end_is_never_stale(q: Question, part: float) -> None:
    """Whoever keeps an answer and uses it before its end gives what the gate would give then."""
    level, until = ask(q)
    later = q.now + ((until or datetime(2100, 1, 1, tzinfo=UTC)) - q.now) * part
    if until is not None:
        later = min(later, until - timedelta(microseconds=1))
    assert ask(but(q, now=max(later, q.now)))[0] == level


def but(q: Question, **changes: Any) -> Question:
    return Question(**({name: getattr(q, name) for name in q.__dataclass_fields__} | changes))


def _tighter(marking: Marking) -> list[Marking]:
    """The marking with one axis made stricter, in every way there is."""
    audience = marking.audience
    found: list[dict[str, Any]] = []
    for name in ("members", "circles", "partners"):
        held = getattr(audience, name)
        found += [
            {"audience": msgspec.structs.replace(audience, **{name: tuple(x for x in held if x != one)})}
            for one in held
        ]
    found += [{"audience": msgspec.structs.replace(audience, own_organisation=False)}]
    found += [{"audience": msgspec.structs.replace(audience, everyone=False)}]
    for name, stricter_first in (("attribution", False), ("use", True), ("disclosure", True), ("onward", True)):
        held = getattr(marking, name)
        choices: list[Any] = list(type(held).__members__.values())
        at = choices.index(held)
        found += [{name: choice} for choice in (choices[:at] if stricter_first else choices[at + 1 :])]
    found += [{"raise_with": tuple(x for x in marking.raise_with if x != one)} for one in marking.raise_with]
    found += [{"caveats": (*marking.caveats, "not abroad")}]
    for text, (first, last) in model.DAYS.items():
        day = Date.parse(text)
        embargo, expiry = marking.embargo_until, marking.expires_on
        if embargo is None or (model.DAYS[embargo.text][1] and (not last or last >= model.DAYS[embargo.text][1])):
            found += [{"embargo_until": day}]
        if expiry is None or (model.DAYS[expiry.text][0] and (not first or first <= model.DAYS[expiry.text][0])):
            found += [{"expires_on": day}]
    return [msgspec.structs.replace(marking, **change) for change in found]


@settings(max_examples=60)
@given(questions)
def test_a_stricter_marking_never_releases_more(q: Question) -> None:
    """Whichever axis is tightened, nobody gets more for any purpose at any moment."""
    for marking in _tighter(q.marking):
        assert ask(but(q, marking=marking))[0] <= ask(q)[0], marking


@settings(max_examples=400)
@given(questions, model.markings)
def test_two_joined_markings_release_at_most_what_each_does(q: Question, other: Marking) -> None:
    """The strictest of each axis wins, whoever asks: nothing is gained by joining."""
    joined = ask(but(q, marking=join(q.marking, other)))[0]
    assert joined <= min(ask(q)[0], ask(but(q, marking=other))[0])


@settings(max_examples=100)
@given(questions)
def test_an_empty_audience_is_nobody_but_the_originator(q: Question) -> None:
    """Nothing given means the author alone, for every purpose."""
    level, until = ask(but(q, marking=msgspec.structs.replace(q.marking, audience=Audience())))
    assert q.mine or (level, until) == (Level.NONE, None)


def test_nobody_is_the_originator_of_a_marking_without_one() -> None:
    """An empty originator is not an empty reader's."""
    assert level_of(Marking(), Reader(member="")) is Level.NONE
    assert level_of(Marking(audience=Audience(members=("",), partners=("",))), Reader()) is Level.NONE


def test_the_originator_sees_all_they_marked() -> None:
    """Embargoed, expired, existence only, for nobody: the originator reads the content."""
    marking = Marking(
        originator="ana",
        disclosure=Disclosure.EXISTENCE,
        embargo_until=Date.parse("2999"),
        expires_on=Date.parse("1999"),
        attribution=Attribution.NOT_USED,
    )
    assert release(marking, Reader(member="ana"), Purpose.READ, NOW) == (Level.CONTENT, None)


def test_a_promise_to_a_source_binds_the_originator_too() -> None:
    """What was said off the record is not proposed to its own author for quoting, raising or giving out."""
    ana = Reader(member="ana", own=True)
    marking = msgspec.structs.replace(OPEN, attribution=Attribution.OFF_RECORD)
    assert [purpose for purpose in Purpose if level_of(marking, ana, purpose)] == [Purpose.READ, Purpose.ANALYSE]


def test_a_member_who_left_reads_nothing() -> None:
    """Not what is public, not their own; on an inexact day, from the first day it may mean."""
    left = Reader(member="ana", own=True, left=Date.parse("2026-03"))
    assert release(OPEN, left, Purpose.READ, NOW) == (Level.NONE, None)
    day_before = datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)
    assert release(OPEN, left, Purpose.READ, day_before) == (Level.CONTENT, datetime(2026, 3, 1, tzinfo=UTC))


def test_a_circle_matches_at_its_exact_epoch() -> None:
    """Neither an earlier nor a later epoch of the same circle opens a record."""
    marking = Marking(originator="ana", audience=Audience(circles=(CircleAt(circle="keepers", epoch=1),)))
    levels = [
        level_of(marking, Reader(member="bo", own=True, circles=frozenset({CircleAt(circle="keepers", epoch=epoch)})))
        for epoch in (0, 1, 2)
    ]
    assert levels == [Level.NONE, Level.CONTENT, Level.NONE]


def test_a_partner_is_not_this_office_and_this_office_no_partner() -> None:
    """A partner's member is not reached by "own organisation", nor is ours by a partner's key."""
    office = Marking(originator="ana", audience=Audience(own_organisation=True))
    partner = Marking(originator="ana", audience=Audience(partners=("north",)))
    assert level_of(office, Reader(member="n", organisation="north")) is Level.NONE
    assert level_of(partner, Reader(member="n", organisation="north")) is Level.CONTENT
    assert level_of(partner, Reader(member="bo", own=True, organisation="north")) is Level.NONE


def test_what_is_public_and_quotable_is_for_every_purpose() -> None:
    """Everyone, on the record, may quote, within the audience: content for whatever purpose, whoever asks."""
    assert {level_of(OPEN, ANYBODY, purpose, party="anybody") for purpose in Purpose} == {Level.CONTENT}


def test_you_may_know_and_may_not_raise_it_with_them() -> None:
    """Raising needs the right and the party by name."""
    marking = msgspec.structs.replace(OPEN, audience=Audience(own_organisation=True), use=Use.RAISE)
    bo = Reader(member="bo", own=True)
    assert level_of(marking, bo, Purpose.RAISE, "group-a") is Level.CONTENT
    assert level_of(marking, bo, Purpose.RAISE, "group-b") is Level.NONE
    assert level_of(marking, bo, Purpose.RAISE, "") is Level.NONE
    assert level_of(msgspec.structs.replace(marking, use=Use.KNOW), bo, Purpose.RAISE) is Level.NONE


def test_a_limit_in_words_stops_what_goes_further() -> None:
    """A program cannot weigh "not to party B": others read and analyse; only who wrote the words goes further."""
    marking = msgspec.structs.replace(OPEN, caveats=("not to party B",))
    read = [Purpose.READ, Purpose.ANALYSE]
    assert [purpose for purpose in Purpose if level_of(marking, Reader(member="bo"), purpose)] == read
    assert [purpose for purpose in Purpose if level_of(marking, Reader(member="ana"), purpose)] == list(Purpose)


@pytest.mark.parametrize("onward", [Onward.NO, Onward.ASK])
def test_leave_that_was_not_given_is_none(onward: Onward) -> None:
    """What may not be passed on, or only with leave, is given out to its originator alone."""
    marking = msgspec.structs.replace(OPEN, onward=onward)
    assert level_of(marking, Reader(member="bo"), Purpose.EXPORT) is Level.NONE
    assert level_of(marking, Reader(member="ana"), Purpose.EXPORT) is Level.CONTENT


UNFIT: list[dict[str, Any]] = [
    {"audience": {"everyone": True}, "attribution": "whatever comes next"},
    {"audience": {"everyone": True}, "a_field_of_a_newer_program": 1},
    {"audience": {"everyone": True, "all_continents": True}},
    {"audience": {"everyone": 1}},
    {"audience": {"everyone": "true"}},
    {"audience": {"members": "bo"}},
    {"audience": {"circles": [{"circle": "keepers", "epoch": -1}]}},
    {"audience": {"everyone": True}, "expires_on": "2026-02-30"},
    {"audience": {"everyone": True}, "embargo_until": 20260310},
    {"audience": {"everyone": True}, "use": None},
    {"audience": ["everyone"]},
]


@pytest.mark.parametrize("data", UNFIT)
def test_a_marking_that_is_not_understood_is_open_to_its_originator_alone(data: dict[str, Any]) -> None:
    """Unknown fields, unknown words and wrong types fail closed, and never crash a reader's page."""
    marking = sound({"originator": "ana", **data})
    bo = Reader(member="bo", own=True, circles=frozenset(model.CIRCLES))
    assert {release(marking, bo, purpose, NOW, party="group-a")[0] for purpose in Purpose} == {Level.NONE}
    assert level_of(marking, Reader(member="ana")) is Level.CONTENT


@pytest.mark.parametrize("data", [None, 7, "everyone", [], {"originator": 7}, {"originator": ["ana"], "x": 1}, b"\xff"])
def test_what_is_no_marking_is_open_to_nobody(data: object) -> None:
    """Without a legible originator nobody reads it."""
    for reader in (Reader(), Reader(member="ana", own=True)):
        assert level_of(sound(data), reader) is Level.NONE


def test_a_marking_built_past_its_types_fails_closed() -> None:
    """A struct that was never validated is validated here: a date as text, a truthy word for yes."""
    unfit: list[Any] = [
        msgspec.structs.replace(OPEN, expires_on="2999"),
        msgspec.structs.replace(OPEN, audience=Audience(everyone="no")),  # type: ignore[arg-type]
        msgspec.structs.replace(OPEN, audience=None),
        msgspec.structs.replace(OPEN, attribution="on the record, I think"),
        msgspec.structs.replace(OPEN, originator=None),
    ]
    assert [level_of(marking, ANYBODY) for marking in unfit] == [Level.NONE] * len(unfit)


@settings(max_examples=100)
@given(model.markings)
def test_a_sound_marking_is_itself_and_its_plain_form_is_the_same(marking: Marking) -> None:
    """Being checked changes nothing in a marking that the vocabulary allows."""
    assert sound(marking) == marking == sound(plain(marking))


@pytest.mark.parametrize("word", ["export", "read", "", None])
def test_a_word_that_is_no_purpose_is_refused(word: Any) -> None:
    """A caller that does not say what for gets no answer, not even one for reading."""
    with pytest.raises(ValueError, match="purpose"):
        release(OPEN, Reader(member="ana"), word, NOW)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    """The gate does not guess which midnight is meant."""
    with pytest.raises(ValueError, match="time zone"):
        release(OPEN, ANYBODY, Purpose.READ, datetime(2026, 3, 15))  # noqa: DTZ001 - the point of the test


def test_the_originator_reads_whole_and_speaks_as_promised() -> None:
    """Chatham House: the author sees who spoke; a quotation made by the author withholds it."""
    marking = msgspec.structs.replace(OPEN, attribution=Attribution.CHATHAM_HOUSE)
    ana, bo = Reader(member="ana"), Reader(member="bo")
    assert attribution_for(marking, ana, Purpose.READ) is Attribution.ON_RECORD
    assert attribution_for(marking, ana, Purpose.QUOTE) is Attribution.CHATHAM_HOUSE
    assert attribution_for(marking, bo, Purpose.READ) is Attribution.CHATHAM_HOUSE
