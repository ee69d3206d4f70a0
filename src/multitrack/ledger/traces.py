"""Leaving no trace of what was deleted: noted in the transaction that deletes, done after it, tried again if need be.

Rule. Whoever deletes words calls :func:`leave` under the same write lock; :func:`remove` then empties the write-
ahead log, and after an erasure writes the file anew, because SQLite may keep stale copies in the slack of a page
when rows were moved. Until that has been done, also after a crash, the file says so and a finding stands.
"""

from __future__ import annotations

from sqlalchemy import Connection

from multitrack.errors import Busy, StorageFull

from .store import Store
from .writer import fact, set_fact

__all__ = ["leave", "remove"]

_NAME = "traces"
_LOG, _WHOLE = b"log", b"whole"


def leave(connection: Connection, *, whole: bool = False) -> None:
    """Note that there are traces: in the log, or, after an erasure, anywhere in the file."""
    if fact(connection, _NAME) != _WHOLE:
        set_fact(connection, _NAME, _WHOLE if whole else _LOG)


def remove(store: Store) -> bool:
    """Remove what traces there are. Whether none are left; another process that is reading may prevent it."""
    with store.read() as connection:
        found = fact(connection, _NAME)
    if not found:
        return True
    if store.read_only:
        return False
    try:
        if not store.scrub(whole=found == _WHOLE):
            return False
        with store.write() as connection:
            set_fact(connection, _NAME, b"")
    except (Busy, StorageFull):
        return False
    return True
