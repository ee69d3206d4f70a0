"""The write side of an open file: whose feed is written to, and at what time.

Rules. All is decided under the write lock. A file that lacks what this machine remembers of it, or of which it
remembers nothing, goes on under a new device key, whose feed begins with an act that says why. Recorded time never
precedes that of the last entry in the file; a clock that is off by more than a day leaves a finding, once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from multitrack.clock import Clock, elapsed, to_millis

from . import feeds, schema
from .append import Prepared, prepare_act, write
from .directory import Directory
from .entry import ACT_DEVICE
from .state import Memory, Standing
from .statement import Receipt
from .store import Store

__all__ = ["Pen", "Writer", "last_leaf"]

_DAY = 86_400_000


def last_leaf(connection: Connection) -> bytes:
    """Header and signature of the newest entry of the file; empty for a file without any."""
    table = schema.entry
    row = connection.execute(select(table.c.header, table.c.signature).order_by(table.c.n.desc()).limit(1)).first()
    return b"" if row is None else bytes(row.header + row.signature)


def begin_feed(connection: Connection, author: str, reason: str, recorded: int) -> feeds.Feed:
    """A new device, whose feed begins with the act that says why: created, moved or restored."""
    feed = feeds.open_feed(connection)
    feeds.extend(connection, feed, [prepare_act(ACT_DEVICE, author, {"reason": reason}).body], recorded)
    return feed


@dataclass(slots=True)
class Pen:
    """The right to append, for as long as the write lock is held."""

    connection: Connection
    feed: feeds.Feed
    recorded: int
    directory: Directory

    def write(self, items: list[Prepared]) -> list[Receipt]:
        """Append entries and their index."""
        return write(self.connection, self.feed, items, self.recorded, self.directory.interning)


class Writer:
    """Hands out the pen.

    Args:
        store: the open file.
        directory: its markings and people.
        memory: what this machine remembers of it.
        clock: what time it is.
        author: the member who records.
    """

    def __init__(self, store: Store, directory: Directory, memory: Memory, clock: Clock, author: str) -> None:
        self._store = store
        self._directory = directory
        self._memory = memory
        self._clock = clock
        self._author = author
        self._began = (to_millis(clock()), elapsed())
        self.remembers = True
        """Whether the last head could be remembered."""
        with store.read() as connection:
            self.standing = memory.standing(connection)

    @contextlib.contextmanager
    def pen(self) -> Iterator[Pen]:
        """The write lock, a feed to write to, and the time. All is on disk when the block has ended."""
        try:
            with self._store.write() as connection:
                self._directory.refresh(connection)
                recorded = self._moment(connection)
                feed = self._feed(connection, recorded)
                yield Pen(connection, feed, recorded, self._directory)
                leaf = last_leaf(connection)
        except BaseException:
            self._directory.forget()
            raise
        self.standing = Standing.KNOWN
        self.remembers = self._memory.remember(leaf)

    def _feed(self, connection: Connection, recorded: int) -> feeds.Feed:
        if self.standing is not Standing.KNOWN:
            self.standing = self._memory.standing(connection)
        if self.standing is Standing.KNOWN:
            return feeds.current_feed(connection)
        note(connection, self.standing.value, recorded)
        return begin_feed(connection, self._author, self.standing.value, recorded)

    def _moment(self, connection: Connection) -> int:
        now, running = to_millis(self._clock()), elapsed()
        last = int(connection.execute(select(func.max(schema.device.c.last))).scalar() or 0)
        recorded = max(now, last)
        wall, steady = self._began
        if last - now > _DAY:
            note(connection, "clock-back", recorded)
        elif abs((now - wall) - (running - steady)) > _DAY:
            note(connection, "clock-jump", recorded)
        self._began = (now, running)
        return recorded


def note(connection: Connection, code: str, at: int) -> None:
    """Leave a standing finding, once for each moment."""
    connection.execute(insert_or(schema.finding).values(code=code, at=at).on_conflict_do_nothing())


def set_fact(connection: Connection, name: str, value: bytes) -> None:
    """Keep a fact about the file."""
    connection.execute(schema.meta.delete().where(schema.meta.c.name == name))
    connection.execute(insert(schema.meta).values(name=name, value=value))


def fact(connection: Connection, name: str) -> bytes:
    """A fact about the file; empty where there is none."""
    return bytes(connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == name)).scalar() or b"")
