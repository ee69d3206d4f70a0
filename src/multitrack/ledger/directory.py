"""What an open ledger keeps in mind between questions: the markings by number, and who belongs where.

Rules. Both are read again as soon as another process has written, and forgotten when a write fails, since numbers given
in it are in no file. Membership is read at the present moment, whatever day a question is about.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select

from multitrack.vocabulary import Circle, Member

from . import schema
from .entry import read_body
from .index import readable
from .interning import Interning
from .people import People
from .store import Store

__all__ = ["Directory", "current"]


def current(kind: str | None = None) -> ColumnElement[bool]:
    """The condition that a row of ``statement`` stands now, and is of a kind."""
    table = schema.statement
    stands = ~select(schema.replaced.c.n).where(schema.replaced.c.entry == table.c.entry).exists()
    return stands if kind is None else (table.c.kind == kind) & stands


class Directory:
    """Markings and people of one open file; used under the store's lock."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version: int | None = None
        self._people: People | None = None
        self.interning = Interning()

    def refresh(self, connection: Connection) -> None:
        """Read again what another process may have changed."""
        version = self._store.version()
        if version == self._version:
            return
        table = schema.marking
        rows = connection.execute(select(table.c.id, table.c.canonical).order_by(table.c.id)).all()
        self.interning = Interning((row.id, row.canonical) for row in rows)
        self._people = None
        self._version = version

    def forget(self) -> None:
        """Read everything again at the next question."""
        self._version = None

    def membership_changed(self) -> None:
        """Somebody joined, left, or was recorded anew."""
        self._people = None
        self.interning.forget()

    def people(self, connection: Connection) -> People:
        """Members and circles as they stand now."""
        if self._people is None:
            members: list[tuple[str, Member]] = []
            circles: list[tuple[str, Circle]] = []
            table = schema.statement
            for kind in ("member", "circle"):
                query = (
                    select(table.c.record_id, schema.body.c.body)
                    .join(schema.body, schema.body.c.n == table.c.n)
                    .where(current(kind))
                    .order_by(table.c.n)
                )
                for row in connection.execute(query):
                    record = readable(read_body(row.body))
                    if isinstance(record, Member):
                        members.append((row.record_id, record))
                    elif isinstance(record, Circle):
                        circles.append((row.record_id, record))
            self._people = People.of(members, circles)
        return self._people
