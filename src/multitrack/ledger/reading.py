"""Questions to the ledger, answered for one reader.

Rules. The gate is asked once for each distinct marking; the query receives the numbers it released, and no rule. What
comes back is taken down to what was released (:func:`~multitrack.ledger.gate.show`), and references to records that the
reader may not see are cut. What was replaced by an entry that the reader may not see does not come back for them, as
history or as what was known on an earlier day: a marking is one value, and what it has become counts. One thing that
is asked for by id takes the same path whether it is absent or hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from multitrack.clock import from_millis

from . import schema
from .entry import read_body
from .gate import Purpose, Reader, attribution_for, cut, redact_statement, show
from .index import read_marking, readable
from .interning import Interning
from .statement import Level, Statement

__all__ = ["Asker", "Question"]

_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for; all that is given must hold.

    Attributes:
        kinds: kinds of record, by name.
        record_ids: records, by id.
        subject: the id of whom or what it is about.
        until: recorded by this moment, in milliseconds; ``None`` asks for all.
        heads_only: without what was replaced by then.
    """

    kinds: Collection[str] | None = None
    record_ids: Collection[str] | None = None
    subject: str | None = None
    until: int | None = None
    heads_only: bool = True


class Asker:
    """One reader with one purpose at one moment, inside one reading transaction.

    Args:
        connection: the transaction.
        reader: who asks.
        purpose: what for.
        levels: what the gate released: marking numbers with how much.
        interning: the markings of the file.
    """

    def __init__(
        self,
        connection: Connection,
        reader: Reader,
        purpose: Purpose,
        levels: Mapping[int, Level],
        interning: Interning,
    ) -> None:
        self._connection = connection
        self._reader = reader
        self._purpose = purpose
        self._levels = levels
        self._interning = interning
        self._sees_all = len(levels) == len(interning) and set(levels.values()) <= {Level.CONTENT}

    def answer(self, question: Question) -> list[Statement]:
        """The statements that the reader may see, in the order in which they were recorded."""
        if not self._levels:
            return []
        found = [statement for row in self._rows(question) if (statement := self._shown(row)) is not None]
        if question.until is not None or not question.heads_only:
            found = list(self._as_marked_now(found))
        if not self._sees_all:
            visible = _Visible(self)
            found = [whole for statement in found if (whole := cut(statement, visible)) is not None]
        # A question for one subject must not find what withholds that it is about them.
        return [item for item in found if question.subject is None or question.subject in item.subjects]

    def _as_marked_now(self, found: list[Statement]) -> Iterator[Statement]:
        """What was replaced since, taken down to what the record's present marking releases as well."""
        heads = self._heads({statement.record_id for statement in found})
        for statement in found:
            present = heads.get(statement.record_id, {})
            left: Statement | None = statement
            if statement.entry not in present:
                if not present and statement.marking.originator != self._reader.member:
                    continue
                for number in present.values():
                    if left is not None:
                        level = min(self._levels.get(number, Level.NONE), left.level)
                        marking = self._interning.marking(number)
                        left = redact_statement(left, level, attribution_for(marking, self._reader, self._purpose))
            if left is not None:
                yield left

    def _heads(self, record_ids: Collection[str]) -> dict[str, dict[str, int]]:
        """For each record its present entries, each with the number of its marking."""
        found: dict[str, dict[str, int]] = {}
        table, ids = schema.statement, sorted(record_ids)
        stands = ~select(schema.replaced.c.n).where(schema.replaced.c.entry == table.c.entry).exists()
        query = select(table.c.record_id, table.c.entry, table.c.marking).where(stands)
        for at in range(0, len(ids), _CHUNK):
            for row in self._connection.execute(query.where(table.c.record_id.in_(ids[at : at + _CHUNK]))):
                found.setdefault(row.record_id, {})[row.entry] = row.marking
        return found

    def _rows(self, question: Question) -> Iterator[Any]:
        if question.record_ids is None:
            yield from self._connection.execute(_ordered(self._query(question)))
            return
        ids = sorted(set(question.record_ids))
        rows = [
            row
            for at in range(0, len(ids), _CHUNK)
            for row in self._connection.execute(
                self._query(question).where(schema.statement.c.record_id.in_(ids[at : at + _CHUNK]))
            )
        ]
        yield from sorted(rows, key=lambda row: (row.recorded, row.n))

    def _query(self, question: Question) -> Select[Any]:
        table, body = schema.statement, schema.body
        query = select(
            table.c.n, table.c.entry, table.c.record_id, table.c.kind, table.c.recorded, table.c.marking, body.c.body
        ).join(body, body.c.n == table.c.n)
        if question.subject is not None:
            about = schema.subject
            query = query.join(about, about.c.n == table.c.n).where(
                about.c.record_id == question.subject, about.c.marking.in_(self._levels)
            )
        else:
            query = query.where(table.c.marking.in_(self._levels))
        if question.kinds is not None:
            query = query.where(table.c.kind.in_(list(question.kinds)))
        later = schema.replaced
        replaced = select(later.c.n).where(later.c.entry == table.c.entry)
        if question.until is not None:
            query = query.where(table.c.recorded <= question.until)
            replaced = replaced.where(later.c.recorded <= question.until)
        return query.where(~replaced.exists()) if question.heads_only else query

    def _shown(self, row: Any) -> Statement | None:
        body = read_body(row.body)
        record = readable(body)
        level = self._levels[row.marking]
        if record is None:
            # Of what this program does not know nobody but its author learns, and they only that it is there.
            if self._reader.member != body.author:
                return None
            level = min(level, Level.EXISTENCE)
        statement = Statement(
            entry=row.entry,
            record_id=row.record_id,
            kind=row.kind,
            record=record,
            level=level,
            recorded=from_millis(row.recorded),
            author=body.author,
            marking=read_marking(body),
            origin=body.origin,
            subjects=record.subjects() if record is not None else (),
        )
        return show(statement, self._reader, self._purpose, level)


class _Visible:
    """The ids of the records of which a reader may see anything; looked up when asked for."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._known: dict[str, bool] = {}

    def __contains__(self, record_id: object) -> bool:
        if not isinstance(record_id, str):
            return False
        if record_id not in self._known:
            self._known[record_id] = True  # holds while records that point at each other are looked at
            question = Question(record_ids=(record_id,))
            shown = (self._asker._shown(row) for row in self._asker._rows(question))
            self._known[record_id] = any(item is not None and cut(item, self) is not None for item in shown)
        return self._known[record_id]


def _ordered(query: Select[Any]) -> Select[Any]:
    return query.order_by(schema.statement.c.recorded, schema.statement.c.n)
