"""What a body is indexed by: the one function from a body to its rows, used on writing and on verifying.

Rule. The index says nothing that the body does not say. A record or a marking that this program cannot read is indexed
under the strictest marking, so that only its author learns that it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from multitrack.errors import InvalidRecord
from multitrack.vocabulary import Marking, Record, kind_of, read_record

from .entry import ACT_RECORD, Body
from .gate import sound

__all__ = ["Indexed", "index_of", "read_marking", "readable"]


@dataclass(frozen=True, slots=True)
class Indexed:
    """By what one entry is found."""

    record_id: str
    kind: str
    origin: str
    replaces: str
    marking: Marking
    subjects: tuple[str, ...]

    def row(self, n: int, entry: str, recorded: int, marking: int) -> dict[str, Any]:
        """Its row of the table ``statement``."""
        return {
            "n": n,
            "entry": entry,
            "record_id": self.record_id,
            "kind": self.kind,
            "origin": self.origin,
            "recorded": recorded,
            "marking": marking,
        }


def index_of(body: Body, record: Record | None = None) -> Indexed | None:
    """How a body is indexed; ``None`` for an act, which states nothing.

    Args:
        body: what the entry says.
        record: its record, where it has been read already.
    """
    if body.act != ACT_RECORD:
        return None
    record = record if record is not None else readable(body)
    return Indexed(
        record_id=body.record_id,
        kind=body.kind,
        origin=body.origin,
        replaces=body.replaces,
        marking=read_marking(body) if record is not None else sound({"originator": body.author, "unknown": True}),
        subjects=record.subjects() if record is not None else (),
    )


def readable(body: Body) -> Record | None:
    """The record of a body; ``None`` where its kind or a field of it is not known to this program."""
    try:
        record = read_record(body.record)
    except InvalidRecord:
        return None
    return record if kind_of(record) == body.kind else None


def read_marking(body: Body) -> Marking:
    """The marking of a body; the strictest, open to its author alone, where it names another originator."""
    marking = sound(body.marking)
    return marking if marking.originator == body.author else sound({"originator": body.author, "unknown": True})
