"""The gate: what one reader may have of what is marked so, for one purpose, at one moment, and until when.

Rules. The answer depends on the marking, the reader, the purpose and the moment, and on nothing else.

* Empty means nobody. An empty, unknown, malformed or expired audience is open to the originator alone; a marking that
  is not exactly what the vocabulary allows is read as the strictest one (:func:`sound`).
* The originator sees all they marked, always: audience, embargo, expiry, disclosure, passing on and caveats bind
  others. But what is said further (raised, quoted, given out) was promised to a source: there attribution, use and the
  parties named bind the originator too, until they mark it anew. What is not to be used is read only, by anybody.
* A circle matches at its exact epoch. A member who left reads nothing, not even what they recorded.
* Dates fall on the strict side: an embargo lasts to the latest day it may mean and lifts as that day begins; an expiry
  or a leaving counts from the earliest day it may mean. Days are days of UTC. An open side never opens.
* Words that a program cannot weigh (caveats) stop all that goes further than reading and analysis.

The reasons and what was weighed against them: ``docs/adr/0005-gate.md``. No clock, no file, no network here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from multitrack.vocabulary import Attribution, Audience, CircleAt, Date, Disclosure, Marking, Onward, Use, decode_hook
from multitrack.vocabulary import plain as _plain
from multitrack.vocabulary.fields import Choice

from .redaction import cut, redact, redact_statement, references
from .statement import Level, Statement

__all__ = [
    "Level",
    "Purpose",
    "Reader",
    "attribution_for",
    "cut",
    "is_originator",
    "redact",
    "redact_statement",
    "references",
    "release",
    "show",
    "sound",
]


class Purpose(Choice):
    """What somebody wants to do with what they are given."""

    READ = "read", "Read", "see it on a page, in a command's answer, in a search, a list or a count"
    ANALYSE = "analyse", "Use in analysis", "let it count in an assessment or a comparison that is shown apart from it"
    RAISE = "raise", "Raise with a party", "bring it up with one named party"
    QUOTE = "quote", "Quote", "repeat the words"
    EXPORT = "export", "Give out", "a paper, a file or a bundle; the reader is who receives it"


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who asks, as far as markings can name them.

    Attributes:
        member: the member's id; empty for somebody who is no member, who sees what is public.
        own: whether the member is of this office.
        organisation: the key of the partner organisation; empty for this office.
        circles: the circles the member belongs to, each at an epoch.
        left: when the member left, if so.
    """

    member: str = ""
    own: bool = False
    organisation: str = ""
    circles: frozenset[CircleAt] = frozenset()
    left: Date | None = None


_LEVEL = {
    Disclosure.EXISTENCE: Level.EXISTENCE,
    Disclosure.SUMMARY: Level.SUMMARY,
    Disclosure.CONTENT: Level.CONTENT,
}
_INFORMS_ONLY = frozenset({Attribution.OFF_RECORD, Attribution.NOT_USED})
_BEYOND_ANALYSIS = frozenset({Purpose.RAISE, Purpose.QUOTE, Purpose.EXPORT})


def sound(marking: object) -> Marking:
    """The marking itself where it is exactly what the vocabulary allows; else one that only its originator passes.

    Args:
        marking: a :class:`Marking`, or the plain maps and lists of one as an entry holds them.
    """
    data: Any = marking
    try:
        if isinstance(marking, Marking):
            data = _plain(marking)
        read = msgspec.convert(data, Marking, dec_hook=decode_hook)
        if read == marking or not isinstance(marking, Marking):
            return read
    except (msgspec.ValidationError, ValueError, TypeError, NotImplementedError, RecursionError):
        pass
    originator = marking.originator if isinstance(marking, Marking) else None
    if isinstance(data, dict):
        originator = data.get("originator")
    return Marking(
        originator=originator if isinstance(originator, str) else "",
        attribution=Attribution.NOT_USED,
        disclosure=Disclosure.EXISTENCE,
    )


def is_originator(marking: Marking, reader: Reader) -> bool:
    """Whether the reader set this marking. Nobody is the originator of a marking that names none."""
    return bool(reader.member) and marking.originator == reader.member


def _in_audience(audience: Audience, reader: Reader) -> bool:
    if audience.everyone:
        return True
    return (
        (bool(reader.member) and reader.member in audience.members)
        or not reader.circles.isdisjoint(audience.circles)
        or (audience.own_organisation and reader.own)
        or (bool(reader.organisation) and not reader.own and reader.organisation in audience.partners)
    )


def _may_raise(marking: Marking, party: str) -> bool:
    if not party:
        return False
    named = marking.use in (Use.RAISE, Use.QUOTE) and party in marking.raise_with
    said_to_anybody = marking.audience.everyone and marking.use is Use.QUOTE
    return named or said_to_anybody


def _permits(marking: Marking, reader: Reader, purpose: Purpose, party: str) -> bool:
    """Whether the handling axes allow the purpose."""
    if purpose is Purpose.READ:
        return True
    if marking.attribution is Attribution.NOT_USED:
        return False
    mine = is_originator(marking, reader)
    if purpose is Purpose.ANALYSE:
        return mine or marking.use is not Use.KNOW
    if marking.attribution in _INFORMS_ONLY or (marking.caveats and not mine):
        return False
    if purpose is Purpose.RAISE:
        return _may_raise(marking, party)
    if purpose is Purpose.QUOTE:
        return marking.use is Use.QUOTE
    return mine or marking.onward is Onward.WITHIN


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


_NEVER = datetime.max.replace(tzinfo=UTC)
_ALWAYS = datetime.min.replace(tzinfo=UTC)


def _opens(marking: Marking) -> datetime:
    if marking.embargo_until is None:
        return _ALWAYS
    return _NEVER if marking.embargo_until.latest is None else _begins(marking.embargo_until.latest)


def _closes(limit: Date | None) -> datetime:
    if limit is None:
        return _NEVER
    return _ALWAYS if limit.earliest is None else _begins(limit.earliest)


def release(
    marking: Marking, reader: Reader, purpose: Purpose, now: datetime, *, party: str = ""
) -> tuple[Level, datetime | None]:
    """How much the reader may have, and from when on the answer will be another.

    Args:
        marking: who may see it and what may be done with it.
        reader: who asks; for :attr:`Purpose.EXPORT`, who receives it.
        purpose: what for.
        now: the present moment, with a time zone; never the date of ``--as-of``.
        party: for :attr:`Purpose.RAISE`, the record id of the party it would be raised with.

    Returns:
        The level, and the moment at which it changes; ``None`` where it holds for good.

    Raises:
        ValueError: the moment has no time zone, or the purpose is none; both are defects of the caller.
    """
    if now.tzinfo is None:
        raise ValueError("a moment without a time zone")
    if not any(purpose is known for known in Purpose):
        raise ValueError(f"{purpose!r} is not a purpose")
    marking = sound(marking)
    left = _closes(reader.left)
    mine = is_originator(marking, reader)
    allowed = (mine or _in_audience(marking.audience, reader)) and _permits(marking, reader, purpose, party)
    if not allowed:
        return Level.NONE, None
    opens, closes = (_ALWAYS, left) if mine else (_opens(marking), min(_closes(marking.expires_on), left))
    if now >= closes or opens >= closes:
        return Level.NONE, None
    if now < opens:
        return Level.NONE, opens
    level = Level.CONTENT if mine else _LEVEL[marking.disclosure]
    return level, None if closes == _NEVER else closes


def attribution_for(marking: Marking, reader: Reader, purpose: Purpose) -> Attribution:
    """By which attribution a record is redacted for this reader and purpose.

    The originator reads and analyses their own records whole; in what goes further, what was promised to the source
    is kept for them too.
    """
    if is_originator(marking, reader) and purpose not in _BEYOND_ANALYSIS:
        return Attribution.ON_RECORD
    return marking.attribution


def show(statement: Statement, reader: Reader, purpose: Purpose, level: Level) -> Statement | None:
    """A statement as the store holds it, taken down to what was released; ``None`` at level none.

    A store that was asked for one subject looks for it in the subjects that are left here, not in its own index alone:
    else the question would find who took part where the Chatham House Rule withholds it.

    Args:
        statement: the whole statement, with its record and marking.
        reader: who asks.
        purpose: what for.
        level: what :func:`release` answered for its marking.
    """
    return redact_statement(statement, level, attribution_for(statement.marking, reader, purpose))
