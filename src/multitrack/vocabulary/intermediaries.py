"""Intermediaries: who asked whom to do what, and what sustained contact there is.

Rules. A mandate names who asked, whom, for what and within which limits. An engagement carries the track, for its
period; an organisation has none. "Following at rest" is agreed silence, and is life. Backing is none until somebody
who can give it did. Completion criteria are agreed at the start. Aims are Montville's (1982); the functions, the
seed's.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from .dates import Date
from .fields import Choice, Known, about
from .record import Record
from .tracks import Level, Track

__all__ = [
    "Aim",
    "Backing",
    "BackingLevel",
    "Consent",
    "ConsentState",
    "Engagement",
    "EngagementLink",
    "EngagementState",
    "Feeding",
    "Function",
    "Linkage",
    "Mandate",
    "Posture",
    "Visibility",
]


class Function(Choice):
    """What an intermediary was asked to do."""

    LISTEN = "listen", "Listen"
    FOLLOW = "follow", "Follow events"
    CARRY = "carry messages", "Carry messages"
    CONVENE = "convene", "Convene"
    FACILITATE = "facilitate", "Facilitate"
    TRAIN = "train", "Train and prepare"
    PROPOSE = "propose", "Propose"
    MEDIATE = "mediate", "Mediate"
    MONITOR = "monitor", "Monitor"
    GUARANTEE = "guarantee", "Guarantee"


class Mandate(Record, frozen=True, kw_only=True, tag="mandate"):
    """Who asked whom to do what, towards whom, within which limits."""

    title_: ClassVar[str] = "Mandate"
    subjects_: ClassVar[tuple[str, ...]] = ("by", "to", "towards")

    by: Annotated[tuple[str, ...], about("Asked by", "Who gave the mandate.", ref="actor", min_length=1)]
    to: Annotated[str, about("Asked", "Who was asked.", ref="actor")]
    towards: Annotated[tuple[str, ...], about("Towards", "With whom it allows contact.", ref="actor")] = ()
    functions: Annotated[tuple[Function, ...], about("To do what", "What was asked.", example=["facilitate"])] = ()
    task: Annotated[str, about("Task", "The task in words.", long=True)] = ""
    limits: Annotated[str, about("Limits", "What may not be done or said.", long=True)] = ""
    written: Annotated[Known, about("In writing", "Was it given in writing?")] = Known.UNKNOWN
    revoked: Annotated[Date | None, about("Revoked", "When it was taken back.")] = None
    challenged: Annotated[str, about("Challenged", "Who disputes it, and why.", long=True)] = ""
    parent: Annotated[
        str, about("Under which mandate", "The mandate of the intermediary who asks another.", ref="mandate")
    ] = ""


class Aim(Choice):
    """What an engagement is for."""

    STRATEGIES = "develop strategies", "Develop strategies"
    OPINION = "influence opinion", "Influence opinion"
    RESOURCES = "organise resources", "Organise human and material resources"
    RESOLVE = "resolve", "Resolve the conflict"
    MANAGE = "manage", "Manage the conflict"
    UNDERSTAND = "understand", "Understand"
    PREVENT = "prevent", "Prevent deterioration"
    PREPARE = "prepare", "Prepare for talks"


class Posture(Choice):
    """How far an intermediary goes (seed: they "do not try to impose themselves")."""

    ACCOMPANY = "accompany", "Accompany"
    FACILITATE = "facilitate", "Facilitate"
    PROPOSE = "propose", "Propose"


class Visibility(Choice):
    """Who knows of an engagement."""

    SECRET = "secret", "Secret"
    DISCREET = "discreet", "Discreet"
    PUBLIC = "public", "Public"
    UNKNOWN = "unknown", "Not known"


class ConsentState(Choice):
    """How a side stands to an intermediary's part."""

    INVITED = "invited", "Invited"
    TOLERATED = "tolerated", "Tolerated"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNKNOWN = "unknown", "Not known"


class Consent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How one side stands to the engagement, since when."""

    party: Annotated[str, about("Side", "Which side.", ref="actor")]
    state: Annotated[ConsentState, about("Consent", "Invited, tolerated, refused or withdrawn.")]
    since: Annotated[Date | None, about("Since", "Since when.")] = None


class BackingLevel(Choice):
    """How firmly somebody above stands behind an engagement."""

    NONE = "none", "None"
    TACIT = "tacit", "Tacit"
    STATED = "stated", "Stated"
    WRITTEN = "written", "Written"
    UNKNOWN = "unknown", "Not known"


class Backing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who stands behind an engagement, how firmly, until when."""

    level: Annotated[BackingLevel, about("Backing", "None, tacit, stated or written.")] = BackingLevel.UNKNOWN
    by: Annotated[tuple[str, ...], about("By whom", "Who gives it.", ref="actor")] = ()
    until: Annotated[Date | None, about("Until", "When it ends.")] = None


class EngagementState(Choice):
    """Where an engagement stands."""

    EXPLORING = "exploring", "Exploring"
    ACTIVE = "active", "Active"
    AT_REST = "following at rest", "Following at rest"
    SUSPENDED = "suspended", "Suspended"
    HANDED_OVER = "handed over", "Handed over"
    STEPPED_DOWN = "stepped down", "Stepped down"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENDED = "ended", "Ended"


class Engagement(Record, frozen=True, kw_only=True, tag="engagement"):
    """An intermediary's sustained contact with one or more parties; contact is not endorsement."""

    title_: ClassVar[str] = "Engagement"
    subjects_: ClassVar[tuple[str, ...]] = ("intermediary", "parties")

    intermediary: Annotated[
        str, about("Intermediary", "Who keeps the contact.", example="Community of Sant'Egidio", ref="actor")
    ]
    parties: Annotated[tuple[str, ...], about("With whom", "The parties in contact.", ref="actor", min_length=1)]
    tracks: Annotated[
        tuple[Track, ...],
        about(
            "Track",
            "The track or tracks of this engagement, as declared.",
            example=["7"],
            source="IMTD",
            min_length=1,
        ),
    ]
    perceived_tracks: Annotated[
        tuple[Track, ...], about("Track as perceived", "The track that the parties take it for.", form=False)
    ] = ()
    level: Annotated[
        Level | None,
        about("Level", "Which level of leadership it works with.", source="Lederach 1997", form=False),
    ] = None
    state: Annotated[EngagementState, about("State", "Where it stands.")] = EngagementState.ACTIVE
    aims: Annotated[tuple[Aim, ...], about("Aims", "What it is for.", source="Montville 1982")] = ()
    functions: Annotated[tuple[Function, ...], about("Functions", "What is done.")] = ()
    posture: Annotated[Posture | None, about("Posture", "How far the intermediary goes.")] = None
    visibility: Annotated[Visibility, about("Visibility", "Who knows of it.")] = Visibility.UNKNOWN
    consents: Annotated[tuple[Consent, ...], about("Consent", "How each side stands to it.")] = ()
    assists: Annotated[
        str,
        about("Assists", "The official process or leader it assists, or: none.", example="the Arusha talks"),
    ] = ""
    backing: Annotated[Backing, about("Backing", "Who stands behind it.")] = Backing()
    purpose: Annotated[str, about("Purpose", "What it does, in words.", long=True)] = ""
    cadence_days: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=3660)] | None, about("Cadence in days", "How often contact was agreed.")
    ] = None
    funded_until: Annotated[Date | None, about("Funded until", "How far the funding reaches.")] = None
    completion: Annotated[
        tuple[str, ...],
        about("Task fulfilled when", "What was agreed at the start to show that the task is done."),
    ] = ()
    review: Annotated[Date | None, about("Review on", "When it is to be looked at again.")] = None


class Linkage(Choice):
    """How two engagements run beside each other (seed: "in sequence or parallel, or ... knitted together")."""

    SEQUENCE = "in sequence", "In sequence"
    PARALLEL = "in parallel", "In parallel"
    KNITTED = "knitted", "Knitted together"


class Feeding(Choice):
    """What one engagement does for another."""

    FEEDS = "feeds", "Feeds"
    DEPENDS = "depends on", "Depends on"
    DUPLICATES = "duplicates", "Duplicates"


class EngagementLink(Record, frozen=True, kw_only=True, tag="engagement-link"):
    """How one engagement hangs together with another."""

    title_: ClassVar[str] = "Link between engagements"
    subjects_: ClassVar[tuple[str, ...]] = ("first", "second")

    first: Annotated[str, about("First", "One engagement.", ref="engagement")]
    second: Annotated[str, about("Second", "The other engagement.", ref="engagement")]
    linkage: Annotated[Linkage, about("How they run", "In sequence, in parallel, or knitted.", source="Hottinger 2005")]
    feeding: Annotated[Feeding | None, about("What it does for the other", "Feeds, depends on, duplicates.")] = None
    description: Annotated[str, about("Description", "How, in words.", long=True)] = ""
