"""What the library answers with: small typed rows, each with the vintage and the key that cite it.

Invariant: every row names the vintage it stands on, so that a page can say where a figure comes from. No row
holds coordinates: nothing here serves for finding people.
"""

from __future__ import annotations

import datetime as dt
from datetime import date

import msgspec

__all__ = [
    "AgreementRow",
    "Coverage",
    "DyadYear",
    "EventRow",
    "Group",
    "GroupHit",
    "Relation",
    "Source",
    "TerminationRow",
]


class Source(msgspec.Struct, frozen=True):
    """The row that an answer stands on: vintage, view, key of the row."""

    vintage: str
    view: str
    key: str


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What the library can speak about. Outside it nothing is known: it is never zero.

    Args:
        first: first day covered by events; nothing if there are none.
        last: last day covered by events.
        notes: what a reader must know before reading a figure.
        attribution: one line for each publisher.
        partial: some events were left out before they came here, so that counts are not totals.
    """

    first: date | None
    last: date | None
    notes: tuple[str, ...]
    attribution: tuple[str, ...]
    partial: bool


class GroupHit(msgspec.Struct, frozen=True, kw_only=True):
    """A group found by a name.

    Args:
        ucdp_id: UCDP actor id; none for a party that the events name without one.
        name: its name in the actor list, or in the events.
        aliases: other names.
        location: countries, as published.
        events: events of the library that it took part in.
        first: day of the first of them.
        last: day of the last of them.
        reason: why it was found.
        suggestion: the name was not found; this one is like it.
    """

    ucdp_id: int | None
    name: str
    aliases: tuple[str, ...]
    location: str
    events: int
    first: date | None
    last: date | None
    reason: str = ""
    suggestion: bool = False


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """A tie between two groups, as the actor list has it. The list gives no dates for ties.

    Args:
        relation: ``split_from``, ``splinter``, ``temporary_split_from``, ``temporary_splinter``, ``alliance_of``,
            ``ally_in``, ``joined`` or ``joined_by``, read from the group asked about.
        other_id: the other group's id.
        other_name: the other group's name.
        source: the row.
    """

    relation: str
    other_id: int | None
    other_name: str
    source: Source


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A group as the library knows it; ``notes`` hold the contradictions of its record."""

    ucdp_id: int | None
    name: str
    aliases: tuple[str, ...]
    location: str
    organisation: int | None
    regions: tuple[int, ...]
    events: int
    first: date | None
    last: date | None
    relations: tuple[Relation, ...]
    notes: tuple[str, ...]
    source: Source | None


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event that a group took part in. ``members`` is how many parties its side has, for dividing the figures."""

    event_id: int
    date_start: date
    date_end: date | None
    date_prec: int | None
    type: int
    side: str
    against: str
    members: int
    country: str
    best: int
    low: int
    high: int
    source: Source


class AgreementRow(msgspec.Struct, frozen=True, kw_only=True):
    """A peace agreement, with the publisher's own words about signatories and third parties."""

    agreement_id: int
    date: dt.date
    name: str
    conflict_id: int | None
    conflict_name: str | None
    dyad_ids: tuple[int, ...]
    actor_ids: tuple[int, ...]
    actor_names: str | None
    signatories: str | None
    third_parties: str | None
    comment: str | None
    ended: bool | None
    ended_on: dt.date | None
    kind: int | None
    inclusive: int | None
    provisions: tuple[str, ...]
    source: Source


class TerminationRow(msgspec.Struct, frozen=True, kw_only=True):
    """The end of an episode of fighting. ``outcome`` is 1 to 6 as in the reader, or none where not stated."""

    dyad_id: int
    conflict_id: int
    year: int
    side_a: str
    side_b: str
    start_date: date | None
    end_date: date | None
    end_prec: int | None
    outcome: int | None
    ceasefire: str | None
    agreement: str | None
    recurred: bool | None
    source: Source


class DyadYear(msgspec.Struct, frozen=True, kw_only=True):
    """A year in which a pair was active. ``intensity``: 1 from 25 deaths a year, 2 from 1,000."""

    dyad_id: int
    conflict_id: int
    year: int
    side_a: str
    side_b: str
    location: str | None
    incompatibility: int | None
    territory: str | None
    intensity: int | None
    start_date: date | None
    source: Source
