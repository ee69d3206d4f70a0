"""Lines kept open, and each contact along them.

Rules. In lines and contacts a person is a handle; the name is kept apart or nowhere. No place finer than a town's
name, no coordinates, no live location, ever. A failed attempt, "nothing new" and "why we waited" are contacts too.
What was promised has somebody who owes it and a day.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from .dates import Date
from .fields import Choice, about
from .record import Record
from .tracks import Track

__all__ = ["Contact", "Direction", "FollowUp", "Line", "LineLink", "LineType", "Means", "Outcome", "Purpose"]


class LineType(Choice):
    """What a line is for, beside others to the same principal."""

    PRIMARY = "primary", "Primary"
    CONFIRMING = "confirming", "Confirming"
    OTHER = "other", "Other"


class LineLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One carrier in a line."""

    handle: Annotated[str, about("Handle", "A word for the person; no name.", handle=True, min_length=1)]
    relation: Annotated[
        str, about("Relation", "How this person stands to the party.", example="friend of the movement")
    ] = ""


class Line(Record, frozen=True, kw_only=True, tag="line"):
    """A maintained path to a principal through named links."""

    title_: ClassVar[str] = "Line"
    subjects_: ClassVar[tuple[str, ...]] = ("party", "intermediary")

    party: Annotated[str, about("To which party", "The party the line reaches.", ref="actor")]
    intermediary: Annotated[str, about("Kept by", "Who keeps it.", ref="actor")]
    principal: Annotated[
        str, about("To whom in it", "The principal it reaches: a handle or a position.", handle=True)
    ] = ""
    type: Annotated[
        LineType,
        about("What for", "Primary, confirming, or other.", source="Ó Dochartaigh 2011; Pruitt 2015"),
    ] = LineType.OTHER
    keeper: Annotated[str, about("Keeper", "The handle of the member who keeps it.", handle=True)] = ""
    links: Annotated[tuple[LineLink, ...], about("Links", "Through whom it runs, in order.")] = ()
    engagement: Annotated[str, about("Part of", "The engagement it belongs to.", ref="engagement")] = ""
    cadence_days: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=3660)] | None,
        about("Cadence in days", "How often contact was agreed.", example=30),
    ] = None
    at_rest: Annotated[bool, about("Following at rest", "Whether silence was agreed.")] = False
    deniable: Annotated[bool, about("Deniable", "Whether the sides may deny it.")] = False
    if_exposed: Annotated[str, about("Words if exposed", "What each side has agreed to say.", long=True)] = ""


class Purpose(Choice):
    """What a contact was for."""

    FOLLOW = "follow", "Follow events"
    SOUND_OUT = "sound out", "Sound out"
    LEARN = "learn", "Learn"
    DELIVER = "deliver", "Deliver a message"
    NEGOTIATE = "negotiate", "Negotiate"
    PREPARE = "prepare", "Prepare for talks"


class Outcome(Choice):
    """Whether it came about."""

    HAPPENED = "happened", "We were in touch"
    ATTEMPTED = "attempted", "We tried and did not reach them"
    NOTHING_NEW = "nothing new", "In touch, nothing new"
    WAITED = "waited", "We waited on purpose"
    REFUSED = "refused", "They refused"


class Direction(Choice):
    """Who reached out."""

    OURS = "intermediary", "The intermediary reached out"
    THEIRS = "party", "The party reached out"
    BOTH = "both", "Both"
    UNKNOWN = "unknown", "Not known"


class Means(Choice):
    """How, never where."""

    MEETING = "meeting", "Meeting"
    CALL = "call", "Call"
    LETTER = "letter", "Letter or message"
    THROUGH_OTHERS = "through others", "Through others"
    UNKNOWN = "unknown", "Not known"


class Contact(Record, frozen=True, kw_only=True, tag="contact"):
    """One occurrence of contact, or a failed attempt, or a chosen silence."""

    title_: ClassVar[str] = "Contact"
    subjects_: ClassVar[tuple[str, ...]] = ("parties", "third_parties")

    parties: Annotated[
        tuple[str, ...],
        about("With whom", "The parties in contact.", example=["CNDD"], ref="actor", min_length=1),
    ]
    third_parties: Annotated[
        tuple[str, ...],
        about(
            "Through whom",
            "The intermediaries who were there or carried it.",
            example=["Community of Sant'Egidio"],
            ref="actor",
        ),
    ] = ()
    tracks: Annotated[
        tuple[Track, ...],
        about("Track", "The track or tracks of this contact; left out, its engagement's.", example=["7"]),
    ] = ()
    outcome: Annotated[Outcome, about("What came of it", "Whether you were in touch.")] = Outcome.HAPPENED
    purpose: Annotated[Purpose | None, about("Purpose", "What it was for.")] = None
    direction: Annotated[Direction, about("Who reached out", "Who took the step.")] = Direction.UNKNOWN
    means: Annotated[Means, about("How", "By which means; never where.")] = Means.UNKNOWN
    summary: Annotated[str, about("What happened", "What was said and done, in your words.", long=True)] = ""
    understood: Annotated[str, about("What they understood", "What they said back.", long=True)] = ""
    symbols: Annotated[str, about("Symbols used", "Titles, flags, venue, level.")] = ""
    handles: Annotated[tuple[str, ...], about("Who was there", "Handles of persons; no names.", handle=True)] = ()
    next_step: Annotated[str, about("Next step promised", "What was promised, by whom.")] = ""
    line: Annotated[str, about("Line", "The line it belongs to.", ref="line", form=False)] = ""
    engagement: Annotated[str, about("Engagement", "The engagement it belongs to.", ref="engagement", form=False)] = ""


class FollowUp(Record, frozen=True, kw_only=True, tag="follow-up"):
    """Something promised: who owes it to whom, by when."""

    title_: ClassVar[str] = "Follow-up"
    subjects_: ClassVar[tuple[str, ...]] = ("owed_to",)

    what: Annotated[str, about("What", "What was promised.", example="Come back with the agenda", min_length=1)]
    owed_by: Annotated[str, about("Owed by", "Who promised: an actor or a handle.", handle=True, min_length=1)]
    owed_to: Annotated[tuple[str, ...], about("Owed to", "To whom.", ref="actor")] = ()
    due: Annotated[Date | None, about("Due", "By when.", example="2026-12-01")] = None
    done: Annotated[Date | None, about("Done", "When it was done.")] = None
    contact: Annotated[
        str, about("Promised at", "The contact at which it was promised.", ref="contact", form=False)
    ] = ""
