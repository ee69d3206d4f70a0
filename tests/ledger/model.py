"""The gate a second time, slowly and otherwise built: a list of objections, each a sentence, asked one by one.

Nothing of ``multitrack.ledger.gate`` is used here. Days come from the table below, written by hand, not from the
program's reader of dates. When an answer changes is found by asking at every day's beginning that matters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from multitrack.ledger.gate import Purpose, Reader
from multitrack.vocabulary import Attribution, Audience, CircleAt, Date, Disclosure, Marking, Onward, Use

# EDTF text: first and last day it may mean, "" where that side is open.
DAYS = {
    "2026-03-10": ("2026-03-10", "2026-03-10"),
    "2026-03-11": ("2026-03-11", "2026-03-11"),
    "2026-03~": ("2026-03-01", "2026-03-31"),
    "2026": ("2026-01-01", "2026-12-31"),
    "2026-02-2X": ("2026-02-20", "2026-02-28"),
    "202X": ("2020-01-01", "2029-12-31"),
    "2026-03-10/2026-04-02": ("2026-03-10", "2026-04-02"),
    "2026-03-10/..": ("2026-03-10", ""),
    "../2026-03-10": ("", "2026-03-10"),
}
PEOPLE = ["ana", "bo", "cy"]
PARTIES = ["group-a", "group-b"]
PARTNERS = ["north", "south"]
CIRCLES = [CircleAt(circle=name, epoch=epoch) for name in ("keepers", "drafters") for epoch in (0, 1)]
TICK = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Question:
    """One question to the gate."""

    marking: Marking
    reader: Reader
    purpose: Purpose
    now: datetime
    party: str

    @property
    def mine(self) -> bool:
        return self.marking.originator != "" and self.marking.originator == self.reader.member


def midnight(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _gone(q: Question) -> bool:
    """Who has left, perhaps already, reads nothing."""
    if q.reader.left is None:
        return False
    first, _ = DAYS[q.reader.left.text]
    return first == "" or q.now >= midnight(first)


def _named_nowhere(q: Question) -> bool:
    """Others must be named: by id, by a circle at its epoch, as this office, as a partner, or as everyone."""
    if q.mine:
        return False
    audience = q.marking.audience
    ways = [
        audience.everyone,
        any(name == q.reader.member for name in audience.members if name),
        any(circle in q.reader.circles for circle in audience.circles),
        audience.own_organisation and q.reader.own,
        not q.reader.own and any(key == q.reader.organisation for key in audience.partners if key),
    ]
    return True not in ways


def _too_early(q: Question) -> bool:
    """Until the last day that an embargo may mean has begun, others wait."""
    if q.mine or q.marking.embargo_until is None:
        return False
    _, last = DAYS[q.marking.embargo_until.text]
    return last == "" or q.now < midnight(last)


def _too_late(q: Question) -> bool:
    """From the first day that an expiry may mean, others are too late."""
    if q.mine or q.marking.expires_on is None:
        return False
    first, _ = DAYS[q.marking.expires_on.text]
    return first == "" or q.now >= midnight(first)


def _not_to_be_used(q: Question) -> bool:
    """What is not to be used is read and no more."""
    return q.marking.attribution == Attribution.NOT_USED and q.purpose != Purpose.READ


def _off_the_record(q: Question) -> bool:
    """What is off the record informs: it is not said, not quoted, not given out."""
    return q.marking.attribution == Attribution.OFF_RECORD and q.purpose not in (Purpose.READ, Purpose.ANALYSE)


def _only_to_know(q: Question) -> bool:
    """What others may only know does not enter their analysis."""
    return q.purpose == Purpose.ANALYSE and not q.mine and q.marking.use == Use.KNOW


def _not_with_that_party(q: Question) -> bool:
    """It is raised with parties that are named, if it may be raised; or with anybody, if it is public and quotable."""
    if q.purpose != Purpose.RAISE:
        return False
    if q.party == "":
        return True
    if q.marking.audience.everyone and q.marking.use == Use.QUOTE:
        return False
    return q.marking.use in (Use.KNOW, Use.ANALYSE) or q.party not in q.marking.raise_with


def _not_quotable(q: Question) -> bool:
    """It is quoted only where that is said."""
    return q.purpose == Purpose.QUOTE and q.marking.use != Use.QUOTE


def _not_passed_on(q: Question) -> bool:
    """It goes out to the originator, or within the audience where that is said; leave that was not given is none."""
    return q.purpose == Purpose.EXPORT and not q.mine and q.marking.onward in (Onward.NO, Onward.ASK)


def _caveat(q: Question) -> bool:
    """Limits in words stop what others would do beyond reading and analysis."""
    further = q.purpose in (Purpose.RAISE, Purpose.QUOTE, Purpose.EXPORT)
    return further and not q.mine and len(q.marking.caveats) > 0


OBJECTIONS: list[Callable[[Question], bool]] = [
    _gone,
    _named_nowhere,
    _too_early,
    _too_late,
    _not_to_be_used,
    _off_the_record,
    _only_to_know,
    _not_with_that_party,
    _not_quotable,
    _not_passed_on,
    _caveat,
]


def level(q: Question) -> int:
    """0 none, 1 existence, 2 summary, 3 content."""
    if any(objection(q) for objection in OBJECTIONS):
        return 0
    if q.mine:
        return 3
    return {Disclosure.EXISTENCE: 1, Disclosure.SUMMARY: 2, Disclosure.CONTENT: 3}[q.marking.disclosure]


def moments() -> list[datetime]:
    """Every beginning of a day at which any answer may change."""
    return sorted({midnight(day) for ends in DAYS.values() for day in ends if day})


def changes_at(q: Question) -> datetime | None:
    """The first moment after now at which the level is another than now."""
    before = level(q)
    for moment in moments():
        if moment > q.now and level(Question(q.marking, q.reader, q.purpose, moment, q.party)) != before:
            return moment
    return None


def _some(items: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([*items, ""]), unique=True, max_size=2).map(tuple)


dates = st.sampled_from(sorted(DAYS)).map(Date.parse)
maybe_dates = st.none() | st.none() | dates
audiences = st.builds(
    Audience,
    members=_some(PEOPLE),
    circles=st.lists(st.sampled_from(CIRCLES), unique=True, max_size=2).map(tuple),
    own_organisation=st.booleans(),
    partners=_some(PARTNERS),
    everyone=st.sampled_from([False, False, True]),
)
markings = st.builds(
    Marking,
    originator=st.sampled_from([*PEOPLE, ""]),
    audience=audiences,
    attribution=st.sampled_from([Attribution.ON_RECORD] * 4 + list(Attribution)),
    use=st.sampled_from([Use.QUOTE] * 3 + list(Use)),
    raise_with=_some(PARTIES),
    disclosure=st.sampled_from(list(Disclosure)),
    onward=st.sampled_from([Onward.WITHIN] * 2 + list(Onward)),
    embargo_until=maybe_dates,
    expires_on=maybe_dates,
    retain_until=maybe_dates,
    caveats=st.sampled_from([(), (), ("not to party B",)]),
)
readers = st.builds(
    Reader,
    member=st.sampled_from([*PEOPLE, ""]),
    own=st.booleans(),
    organisation=st.sampled_from([*PARTNERS, ""]),
    circles=st.frozensets(st.sampled_from(CIRCLES), max_size=2),
    left=maybe_dates,
)
nows = st.one_of(
    st.sampled_from([moment + offset for moment in moments() for offset in (-TICK, timedelta(0), TICK)]),
    st.datetimes(datetime(2019, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - st adds UTC
)
questions = st.builds(
    Question,
    marking=markings,
    reader=readers,
    purpose=st.sampled_from(list(Purpose)),
    now=nows,
    party=st.sampled_from([*PARTIES, ""]),
)
