"""The shapes that pages, commands and papers show: one answer each to one question, for one reader at one moment.

Rules. Every shape holds plain data only, ready for JSON, and nothing that its reader may not see. Each thing shown
names the record (or library row) that it stands on. An empty list is said in words by whoever shows it: "not recorded
here", never nothing.
"""

from __future__ import annotations

import msgspec

from multitrack.vocabulary import Account, Source

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


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all shapes."""


class Ref(Shape, frozen=True):
    """A record by its id and the name to show; ``kind`` tells which page it leads to."""

    id: str
    name: str
    kind: str = "actor"


class Evidence(Shape, frozen=True):
    """What something stands on: an entry of the ledger, or a row of a vintage of the library."""

    entry: str = ""
    record_id: str = ""
    text: str = ""
    vintage: str = ""
    row: str = ""
    sources: tuple[Source, ...] = ()


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


class ContactView(Shape, frozen=True):
    """One contact, under the name of the party it was with."""

    id: str
    date: str
    with_: tuple[Ref, ...] = msgspec.field(name="with")
    third_parties: tuple[Ref, ...]
    tracks: tuple[str, ...]
    before_split: bool
    """Whether it was with the predecessor, before the split; ``with`` then names the predecessor."""
    outcome: str
    summary: str
    purpose: str = ""
    means: str = ""
    next_step: str = ""
    handles: tuple[str, ...] = ()
    recorded_here: bool = False
    """Whether a member recorded it, not a bundled case."""
    others: tuple[Ref, ...] = ()
    """Other parties who were there, such as the government at talks with the group."""
    entry: str = ""
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()


class AttendanceView(Shape, frozen=True):
    """One party's part at a table."""

    party: Ref
    presence: str
    label: str
    disputed: bool
    signatory: str = ""
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()


class PartView(Shape, frozen=True):
    """A third party's part: mediator, witness, guarantor and so on."""

    actor: Ref
    part: str
    by: str = ""


class AgreementView(Shape, frozen=True):
    """One agreement, with who signed and who did not."""

    id: str
    date: str
    title: str
    stage: str
    status: str
    signed: tuple[Ref, ...]
    parties: tuple[AttendanceView, ...]
    parts: tuple[PartView, ...]
    before_split: bool
    summary: str
    identifiers: tuple[str, ...] = ()
    from_library: bool = False
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()


class MeetingView(Shape, frozen=True):
    """One meeting or round, with who was at the table."""

    id: str
    date: str
    title: str
    form: str
    tracks: tuple[str, ...]
    convened_by: tuple[Ref, ...]
    parties: tuple[AttendanceView, ...]
    parts: tuple[PartView, ...]
    before_split: bool
    summary: str
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()


class AssessmentView(Shape, frozen=True):
    """One phase assessment, by whom, when."""

    id: str
    when: str
    phases: tuple[str, ...]
    by: str
    on: str
    seen: tuple[str, ...]
    not_seen: tuple[str, ...]
    narratives: tuple[tuple[str, str], ...]
    """Pairs of title and text: intentions, reasoning, strategy, evolution."""
    measured: str
    dissent: str
    review: str
    sources: tuple[Source, ...] = ()


class RelationView(Shape, frozen=True):
    """How a group hangs together with another: read "first is type second"."""

    id: str
    when: str
    first: Ref
    type: str
    label: str
    second: Ref
    from_library: bool = False
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()


class RoleView(Shape, frozen=True):
    """Who holds or held a position."""

    id: str
    when: str
    person: str
    actor: Ref
    position: str
    leads: bool
    can_commit: str
    ended: str
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()


class ResourceView(Shape, frozen=True):
    """A part of the economic base, as somebody reports it."""

    id: str
    when: str
    actor: Ref
    base: str
    trend: str
    description: str
    sources: tuple[Source, ...] = ()


class LabelView(Shape, frozen=True):
    """What somebody calls the group."""

    id: str
    when: str
    words: str
    by: str
    sources: tuple[Source, ...] = ()


class ClaimView(Shape, frozen=True):
    """What a source says, beside the record."""

    id: str
    when: str
    says: str
    by: str
    about: tuple[Ref, ...]
    caution: str
    sources: tuple[Source, ...] = ()


class LineView(Shape, frozen=True):
    """A line and how fresh it is."""

    id: str
    party: Ref
    intermediary: Ref
    type: str
    keeper: str
    last_contact: str
    cadence_days: int | None
    at_rest: bool
    quiet_days: int | None


class EngagementView(Shape, frozen=True):
    """An intermediary's engagement."""

    id: str
    when: str
    intermediary: Ref
    parties: tuple[Ref, ...]
    tracks: tuple[str, ...]
    state: str
    functions: tuple[str, ...]
    purpose: str
    backing: str
    assists: str
    before_split: bool
    last_contact: str = ""
    visibility: str = ""
    backed_by: tuple[Ref, ...] = ()
    backed_until: str = ""
    review: str = ""
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()


class LinkView(Shape, frozen=True):
    """How two engagements run beside each other."""

    id: str
    when: str
    first: Ref
    second: Ref
    linkage: str
    feeding: str
    description: str
    sources: tuple[Source, ...] = ()


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
