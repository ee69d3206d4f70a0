"""The shapes that pages, commands and papers show: one answer each to one question, for one reader at one moment.

Rules. Every shape holds plain data only, ready for JSON, and nothing that its reader may not see. Each thing shown
names the record (or library row) that it stands on. An empty list is said in words by whoever shows it: "not recorded
here", never nothing.
"""

from __future__ import annotations

from multitrack.picture.record_shapes import (
    AgreementView,
    AssessmentView,
    AttendanceView,
    ClaimView,
    ContactView,
    EngagementView,
    Evidence,
    LabelView,
    LineView,
    LinkView,
    MeetingView,
    PartView,
    Ref,
    RelationView,
    ResourceView,
    RoleView,
    Shape,
)
from multitrack.vocabulary import Account

__all__ = [
    "AgreementView",
    "AssessmentView",
    "AttendanceView",
    "Board",
    "BoardRow",
    "Cell",
    "ClaimView",
    "ContactView",
    "Dossier",
    "Due",
    "EngagementView",
    "Evidence",
    "Finding",
    "LabelView",
    "Lane",
    "LineView",
    "LinkView",
    "Mark",
    "MeetingView",
    "PartView",
    "Ref",
    "RelationView",
    "ResourceView",
    "RoleView",
    "Shape",
    "Strip",
    "Week",
]


class Finding(Shape, frozen=True):
    """What a check noticed on this picture."""

    code: str
    """Stable code, such as ``P2``."""
    weight: str
    """``act``, ``look`` or ``note``."""
    name: str
    text: str
    """What was noticed, in words, with the dispute where there is one."""
    because: str
    """The documented failure, or the sentence of the seed, behind the check."""
    remedy: str
    about: tuple[Ref, ...] = ()
    when: str = ""
    evidence: tuple[Evidence, ...] = ()
    key: str = ""
    """What the finding is about, so that it does not repeat itself."""
    accounts: tuple[Account, ...] = ()


class Cell(Shape, frozen=True):
    """One engagement (or contact without one) of one party on one track."""

    id: str
    kind: str
    """``engagement`` or ``contact``."""
    intermediary: Ref
    initials: str
    state: str
    live: bool
    """Whether it may have been going on at the date asked for."""
    when: str
    last_contact: str
    freshness: int | None
    """Percent of the agreed cadence still unspent, 0 to 100; ``None`` where no cadence is agreed."""
    backing: str
    status_explained: bool
    summary: str
    before_split: bool = False


class BoardRow(Shape, frozen=True):
    """One party with its engagements by track."""

    party: Ref
    type: str
    fighting: bool | None
    """Whether it is recorded as fighting at the date; ``None`` outside the data's coverage."""
    phases: tuple[str, ...]
    cells: dict[str, tuple[Cell, ...]]
    """By track number."""
    years: tuple[tuple[int, int | None, int | None], ...] = ()
    """(year, events, deaths) recorded; ``None`` outside coverage. Counts are what the sample holds, not totals."""
    silence: str = ""
    """What is said where no contact is known."""


class Board(Shape, frozen=True):
    """Who is in touch with whom, on which track, on this picture?"""

    title: str
    reader: str
    as_of: str
    as_known: str
    tracks: tuple[tuple[str, str], ...]
    """(number, label)."""
    rows: tuple[BoardRow, ...]
    links: tuple[LinkView, ...]
    claims: tuple[ClaimView, ...]
    findings: tuple[Finding, ...]
    coverage: str
    silence: str
    attribution: tuple[str, ...]
    period: tuple[str, str] = ("", "")
    """The first and last day of anything recorded: the ends of the date handle."""


class Due(Shape, frozen=True):
    """Something owed, awaited or expiring."""

    id: str
    what: str
    kind: str
    """``follow-up``, ``review``, ``backing``, ``mandate``, ``expiry``."""
    due: str
    overdue: bool
    owed_by: str
    about: tuple[Ref, ...]


class Week(Shape, frozen=True):
    """What changed since I looked, what is owed, awaited, expiring?"""

    reader: str
    as_of: str
    since: str
    findings: tuple[Finding, ...]
    owed: tuple[Due, ...]
    expiring: tuple[Due, ...]
    recent: tuple[ContactView, ...]
    notes: tuple[str, ...]
    """Standing findings of the workspace itself: no kit, clock, copy."""
    earlier: tuple[Finding, ...] = ()
    """Findings about what is long past: they stand, but are no news."""


class Mark(Shape, frozen=True):
    """One thing on the strip: a day where ``start`` and ``end`` are equal, else a span."""

    id: str
    """The record it leads to; empty for a row of the library."""
    kind: str
    """The kind of record, such as ``contact``; ``change`` for a measured change."""
    text: str
    """What it is, in a sentence that can stand alone as a text alternative."""
    when: str
    """The date as it is known (EDTF)."""
    start: str
    """ISO day, cut to the ends of the strip."""
    end: str
    open_start: bool = False
    """It began before the strip does, or its start is not known."""
    open_end: bool = False
    """It was still going on at the end of the strip, or its end is not known."""
    about: bool = False
    """The date is marked "about" or "perhaps"."""
    before_split: bool = False
    detail: str = ""
    """The track, the direction of a change, the type of a relation."""


class Lane(Shape, frozen=True):
    """One row of marks."""

    key: str
    """``phases``, ``leaders``, ``splits``, ``contact-TRACK``, ``talks``, ``agreements``, ``claims``, ``changes``."""
    title: str
    marks: tuple[Mark, ...]


class Strip(Shape, frozen=True):
    """Everything dated about one group on one axis of time; the months of violence stand beneath it."""

    first: str
    last: str
    covered_first: str
    """The first day of the data on violence, cut to the strip; empty where all of it is outside coverage."""
    covered_last: str
    lanes: tuple[Lane, ...]


class Dossier(Shape, frozen=True):
    """Where is this group in its life, and what do we really know?"""

    group: dict[str, object]
    """``id``, ``name``, ``type``, ``names``, ``identifiers``, ``description``, ``ucdp_id``."""
    as_of: str
    as_known: str
    coverage: dict[str, object]
    """``first``, ``last``, ``text``, ``partial``, ``enough`` and ``reason`` of the recorded violence."""
    months: tuple[dict[str, object], ...]
    changes: tuple[dict[str, object], ...]
    pattern: dict[str, object]
    assessments: tuple[AssessmentView, ...]
    relations: tuple[RelationView, ...]
    roles: tuple[RoleView, ...]
    resources: tuple[ResourceView, ...]
    labels: tuple[LabelView, ...]
    engagements: tuple[EngagementView, ...]
    lines: tuple[LineView, ...]
    contacts: tuple[ContactView, ...]
    meetings: tuple[MeetingView, ...]
    agreements: tuple[AgreementView, ...]
    claims: tuple[ClaimView, ...]
    findings: tuple[Finding, ...]
    silence: str
    sources: tuple[dict[str, object], ...]
    """Every work that the dossier stands on, with address and licence or attribution."""
    strip: Strip | None = None
