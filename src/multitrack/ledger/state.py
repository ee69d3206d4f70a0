"""What this user's machine remembers of a file: its last head, so that an old copy that was put back is noticed.

Rules. The memory is one small file in the user's state folder, named and filled by HMAC under keys drawn from the file
key: it tells nobody without that key which file it belongs to, how many entries there are, or that there are any. A
device's key belongs to one file on one machine: where nothing is remembered, or something that the file does not
hold, the next write takes a new device key (``house.md``, rule 12).
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import threading
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection, select

from . import schema, tree
from .keys import derive

__all__ = ["Memory", "Standing"]

_BATCH = 1000
_TOKEN = 32


class Standing(Enum):
    """How the file stands to what is remembered of it."""

    KNOWN = "known"
    """The file holds the remembered head."""
    MOVED = "moved"
    """Nothing is remembered here: the file came from elsewhere."""
    RESTORED = "restored"
    """The file lacks the remembered head: an older copy, or one that another device went on from."""


class Memory:
    """The remembered head of one file.

    Args:
        folder: the user's state folder; made when first needed.
        key: the file key.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._token_key = derive(key, "state head")
        self._path = folder / hmac.new(derive(key, "state name"), b"", hashlib.sha256).hexdigest()[:32]

    def standing(self, connection: Connection) -> Standing:
        """Whether the file still holds what is remembered; the newest entries are tried first."""
        try:
            remembered = self._path.read_bytes()
        except OSError:
            return Standing.MOVED
        if len(remembered) != _TOKEN:
            return Standing.MOVED
        table = schema.entry
        before: int | None = None
        while True:
            query = select(table.c.n, table.c.header, table.c.signature).order_by(table.c.n.desc()).limit(_BATCH)
            rows = connection.execute(query if before is None else query.where(table.c.n < before)).all()
            for row in rows:
                if hmac.compare_digest(self._token(row.header + row.signature), remembered):
                    return Standing.KNOWN
            if not rows:
                return Standing.RESTORED
            before = rows[-1].n

    def remember(self, leaf: bytes) -> bool:
        """Remember the head: header and signature of the last entry. Whether that could be done."""
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(self._token(leaf))
            temporary.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()
            return False
        return True

    def _token(self, leaf: bytes) -> bytes:
        return hmac.new(self._token_key, tree.leaf_hash(leaf), hashlib.sha256).digest()
