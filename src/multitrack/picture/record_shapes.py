"""Records as they are shown: one shape for each kind, in plain data, with names in place of references.

Rule. A shape holds what its record holds and nothing beside it; words of a closed list are the vocabulary's own values,
dates their EDTF texts, empty where they are not recorded. :mod:`.shapes` puts them together into answers.
"""

from __future__ import annotations

import msgspec

from multitrack.vocabulary import Account, Source

__all__ = [
    "AgreementView",
    "AssessmentView",
    "AttendanceView",
    "ClaimView",
    "ContactView",
    "EngagementView",
    "Evidence",
    "LabelView",
    "LineView",
    "LinkView",
    "MeetingView",
    "PartView",
    "Ref",
    "RelationView",
    "ResourceView",
    "RoleView",
    "Shape",
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
