"""The encrypted file as a database: one connection, two ways in, and every failure in our own words.

Rules. What :meth:`Store.write` has let go of is on disk (WAL, ``synchronous=FULL``), whole or not at all. A writer
takes the lock before it reads anything. What is deleted is overwritten; nothing temporary is written to disk; SQLCipher
logs nothing. This is the only file that knows ``sqlcipher3``. One connection serves all threads of a process, one at a
time.
"""

from __future__ import annotations

import contextlib
import shutil
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from multitrack.errors import Busy, NotAWorkspace, StorageFull, Tampered, WorkspaceError
from multitrack.i18n import _

from . import container, schema

__all__ = ["Store", "open_store"]

_PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""
_LITTLE = 1 << 20


class Store:
    """An open ledger file.

    Args:
        path: the file.
        head: its first 16 bytes.
        key: its key.
        read_only: open it without ever writing beside it.
    """

    def __init__(self, path: Path, head: bytes, key: bytes, *, read_only: bool = False) -> None:
        self.path = path
        self.head = head
        self.key = key
        self.read_only = read_only
        self._lock = threading.RLock()
        self._depth = 0
        self._engine: Engine = create_engine(
            "sqlite://",
            creator=self._connect,
            module=sqlcipher3,
            poolclass=StaticPool,
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
        )
        with self._words():
            self._connection: Connection = self._engine.connect()

    @classmethod
    def create(cls, path: Path, head: bytes, key: bytes) -> Store:
        """A new file with empty tables."""
        store = cls(path, head, key)
        with store.write() as connection:
            schema.tables.create_all(connection)
        return store

    def _connect(self) -> Any:
        mode = "mode=ro&immutable=1" if self.read_only else "mode=rwc"
        connection = sqlcipher3.connect(
            f"{self.path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        settings = [
            "cipher_log_level = NONE",
            f"key = \"x'{self.key.hex()}{self.head.hex()}'\"",
            "temp_store = MEMORY",
            "secure_delete = ON",
            "cell_size_check = ON",
            "trusted_schema = OFF",
            "foreign_keys = OFF",
        ]
        if not self.read_only:
            settings += ["journal_mode = WAL", "synchronous = FULL", "fullfsync = ON"]
        try:
            for setting in settings:
                connection.execute(f"PRAGMA {setting}").fetchall()
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        except sqlcipher3.Error:
            connection.close()
            raise
        return connection

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """One state of the file for as long as the block lasts. May be nested."""
        with self._lock, self._words():
            if self._depth:
                yield self._connection
                return
            with self._transaction("BEGIN"):
                yield self._connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """The write lock, from before the first read until all is on disk; nothing is kept if the block raises.

        Raises:
            Busy: another process keeps writing.
            StorageFull: the disk is full.
            WorkspaceError: the file was opened read-only.
        """
        with self._lock, self._words():
            self.must_be_writable()
            if self._depth:
                raise RuntimeError("a write inside another transaction")
            with self._transaction("BEGIN IMMEDIATE"):
                yield self._connection

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self._connection.exec_driver_sql(begin)
        self._depth += 1
        try:
            yield
            self._connection.exec_driver_sql("COMMIT")
        except BaseException:
            # SQLite may have rolled back by itself already, as it does when the disk is full.
            with contextlib.suppress(DBAPIError):
                self._connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            self._depth -= 1

    def must_be_writable(self) -> None:
        """Refuse to write to a file that was opened read-only."""
        if self.read_only:
            raise WorkspaceError(
                _("this file may only be read"),
                place=str(self.path),
                advice=_("Nothing was written. Make a copy that may be written to, and open that."),
            )

    def version(self) -> int:
        """A number that changes whenever another process has written."""
        with self._lock, self._words():
            return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def sizes(self) -> tuple[int, int]:
        """The bytes of the file and of the write-ahead log beside it."""
        log = self.path.with_name(self.path.name + "-wal")
        return self.path.stat().st_size, log.stat().st_size if log.exists() else 0

    def scrub(self, *, whole: bool = False) -> bool:
        """Leave no trace of what was deleted: neither in the write-ahead log nor, if ``whole``, in any slack of a page.

        Args:
            whole: also write the file anew, which takes a while and as much memory as the file is large.

        Returns:
            Whether it could be done; another process that is reading prevents it.
        """
        with self._lock, self._words():
            if whole:
                self._connection.exec_driver_sql("VACUUM")
            row = self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        return int(row[0]) == 0

    @property
    def closed(self) -> bool:
        """Whether the file was let go of."""
        return self._connection.closed

    def close(self) -> None:
        """Let go of the file. The last to do so folds the write-ahead log into it and removes it."""
        with self._lock:
            self._connection.close()
            self._engine.dispose()

    @contextlib.contextmanager
    def _words(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._said(str(error.orig)) from None
        except sqlcipher3.Error as error:
            raise self._said(str(error)) from None

    def _said(self, message: str) -> WorkspaceError:
        place = str(self.path)
        text = message.lower()
        if "locked" in text or "busy" in text:
            return Busy(_("another process is writing to this file"), place=place)
        nearly_full = "disk i/o error" in text and shutil.disk_usage(self.path.parent).free < _LITTLE
        if "full" in text or nearly_full:
            return StorageFull(_("there is no room left to write"), place=place)
        if "not a database" in text or "malformed" in text:
            return Tampered(_("the file is damaged: a page of it does not hold"), place=place)
        if "readonly" in text:
            return WorkspaceError(_("this file may only be read"), place=place)
        if "unable to open" in text:
            return NotAWorkspace(_("the file, or the folder it lies in, cannot be opened for writing"), place=place)
        return WorkspaceError(_("the file cannot be used: {why}").format(why=message), place=place)


def open_store(path: Path, head: bytes, key: bytes) -> Store:
    """Open a file whose key is known to fit; only for reading where its own mode lets nobody write.

    Raises:
        NotAWorkspace: pages are missing at its end; nothing was written.
    """
    may_write = bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    if not container.has_log(path):
        try:
            Store(path, head, key, read_only=True).close()
        except Tampered:
            raise NotAWorkspace(_("the file is cut off: its end is missing"), place=str(path)) from None
    return Store(path, head, key, read_only=not may_write)
