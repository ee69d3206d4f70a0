"""What goes into the ledger and what comes out of it: drafts in, receipts back, statements to one reader.

Rule. A statement holds only what the gate released to its reader: at level ``existence`` there is no record in it, at
``summary`` a record with its texts taken away. Code above the ledger sees statements and nothing else.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

import msgspec

from multitrack.vocabulary import Marking, Record

__all__ = ["Draft", "Level", "Receipt", "Statement"]


class Level(IntEnum):
    """How much of a record is released; higher shows more."""

    NONE = 0
    EXISTENCE = 1
    SUMMARY = 2
    CONTENT = 3


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record to be written, with who may see it.

    Attributes:
        record: what is stated; its references are record ids.
        marking: who may see it; the default is nobody but the author.
        record_id: the record that is stated anew; empty for a new record.
        replaces: the entry that this one corrects; empty for a new record.
        origin: where an imported record comes from, as ``case/key``; empty for what a person wrote.
    """

    record: Record
    marking: Marking = Marking()
    record_id: str = ""
    replaces: str = ""
    origin: str = ""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The acknowledgement of one entry: it is on disk."""

    entry: str
    """The entry's id, drawn from its salted commitment: it tells nothing of its place in the feed."""
    record_id: str
    recorded: datetime
    """When it was recorded, in UTC."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One current entry as one reader may see it."""

    entry: str
    record_id: str
    kind: str
    record: Record | None
    """``None`` at level existence."""
    level: Level
    recorded: datetime
    author: str
    """The member who recorded it, by id; empty where the attribution withholds it."""
    marking: Marking
    origin: str = ""
    subjects: tuple[str, ...] = ()
    """The record ids it is about; kept at level existence."""
