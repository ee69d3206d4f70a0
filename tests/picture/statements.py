"""Statements as the ledger releases them, made by hand or from the bundled case, for pictures in tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from multitrack.intake import marking_from, plan, read_path
from multitrack.ledger.statement import Level, Statement
from multitrack.library.library import Library
from multitrack.picture import Picture
from multitrack.vocabulary import Marking, Record, kind_of, read_record

TODAY = date(2026, 11, 23)
RECORDED = datetime(2026, 11, 20, 12, tzinfo=UTC)
_numbers = count()


def said(record_id: str, kind: str, origin: str = "", recorded: datetime = RECORDED, **fields: Any) -> Statement:
    """One record as it is stated to a reader, from the plain fields that a file would hold."""
    record = read_record({"kind": kind, **fields})
    return state(record, record_id, origin, recorded)


def state(record: Record, record_id: str, origin: str = "", recorded: datetime = RECORDED) -> Statement:
    """One statement of a record."""
    return Statement(
        entry=f"device:{next(_numbers)}",
        record_id=record_id,
        kind=kind_of(record),
        record=record,
        level=Level.CONTENT,
        recorded=recorded,
        author="member",
        marking=Marking(),
        origin=origin,
        subjects=record.subjects(),
    )


def actor(record_id: str, name: str = "", kind: str = "armed group", ucdp: str = "", **fields: Any) -> Statement:
    """An actor; its id is its key."""
    numbers = [{"scheme": "ucdp", "value": ucdp}] if ucdp else []
    return said(record_id, "actor", name=name or record_id, type=kind, identifiers=numbers, **fields)


def seen(*statements: Statement, as_of: str = "", today: date = TODAY, library: Library | None = None) -> Picture:
    """A picture of some statements."""
    day = date.fromisoformat(as_of) if as_of else None
    return Picture(statements, reader="desk-one", today=today, as_of=day, library=library)


def bundled(folder: Path) -> list[Statement]:
    """The statements that importing a case folder makes; ids are the case's own keys."""

    def lookup(kinds: Iterable[str], text: str) -> str:
        raise AssertionError(f"{text} is not in the case")

    ids = (f"r{number}" for number in count())
    planned = plan(
        read_path(folder),
        known={},
        lookup=lookup,
        marking=lambda value, place: marking_from(value, members=lookup, circles=lookup, place=place),
        new_id=lambda: next(ids),
    )
    return [state(draft.record, draft.record_id, draft.origin) for draft in planned.drafts]
