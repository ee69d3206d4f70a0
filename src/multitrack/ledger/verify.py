"""Verifying a whole file: that nothing in it was changed, removed or put in another order since it was signed.

Rules. Each entry is judged by itself and in its place; what is found is told by entry and code, never by content.
Every page's seal, every header, signature, commitment, leaf, root and checkpoint is checked, the order of sequences
and times, and that the index says what the bodies say. An entry without a body is in order only if an act of
erasure names it. A verified file may still be an older copy: that is what :mod:`.state` and an overseer's
checkpoint are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, func, select

from multitrack.errors import MultitrackError, Tampered
from multitrack.i18n import N_, _

from . import schema, tree
from .container import PAGE
from .entry import Body, Header, commitment, id_of, read_body, read_header, signed_by
from .erasure import erased_place
from .feeds import STORED_LEVEL
from .index import Indexed, index_of, readable
from .interning import canonical
from .spelling import spell
from .store import Store
from .writer import fact

__all__ = ["CODES", "Problem", "Progress", "Report", "verify"]

_BATCH = 2000
_SLICE = 250
_MOST = 1000
"""The most problems that are told one by one."""

Progress = Callable[[int, int], None]
"""Told how many entries of how many have been looked at."""


CODES = {
    "page": N_("A page of the file is damaged, or the file is cut off."),
    "structure": N_("The inner structure of the file is damaged."),
    "header": N_("The header is not one, or stands in the wrong place."),
    "signature": N_("The device did not sign this header."),
    "commitment": N_("The words are not those that were signed."),
    "body": N_("The words cannot be read as an entry."),
    "order": N_("An entry is missing, was added, or stands in another place."),
    "time": N_("The recorded time falls."),
    "missing": N_("The words are gone, and no act of erasure says so."),
    "tree": N_("The tree does not have the root that was kept."),
    "checkpoint": N_("A signed checkpoint does not fit the history."),
    "index": N_("The index says something else than the entries."),
    "owner": N_("The file names another owner than its first entry."),
}
"""What each code of a problem means."""


class Problem(NamedTuple):
    """One thing that does not hold."""

    code: str
    """One of :data:`CODES`."""
    where: str
    """The entry's id, or the device's key, or ``file``."""


class Report(msgspec.Struct, kw_only=True):
    """What verifying found."""

    entries: int = 0
    erased: int = 0
    unknown: int = 0
    """Entries of a kind or act that this program does not know."""
    devices: int = 0
    checkpoints: int = 0
    problems: list[Problem] = []

    @property
    def ok(self) -> bool:
        """Whether all holds."""
        return not self.problems

    def add(self, code: str, where: str) -> None:
        """Note a problem, unless there are too many to read already."""
        if len(self.problems) < _MOST:
            self.problems.append(Problem(code, where))

    def lines(self) -> list[str]:
        """The report in words, a line each."""
        told = _("Entries: {entries}; devices: {devices}; erased: {erased}; of a kind not known here: {unknown}.")
        head = told.format(entries=self.entries, devices=self.devices, erased=self.erased, unknown=self.unknown)
        if self.ok:
            return [
                head,
                _("All pages, signatures, commitments, trees and {n} checkpoints hold.").format(n=self.checkpoints),
            ]
        return [head, *(f"{problem.where}: {_(CODES[problem.code])}" for problem in self.problems)]


def verify(store: Store, progress: Progress | None = None) -> Report:
    """Verify an open file from its pages to its index.

    Args:
        store: the file; nothing is written to it.
        progress: told after every few thousand entries.
    """
    report = Report()
    try:
        with store.read() as connection:
            _pages(connection, store, report)
            _Verifier(connection, report, progress).run()
    except MultitrackError:
        # What cannot be read ends the walk; what was found before it is told.
        report.add("page", "file")
    return report


def _pages(connection: Connection, store: Store, report: Report) -> None:
    for _page in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        report.add("page", "file")
    size, logged = store.sizes()
    pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    if not logged and size != pages * PAGE:
        report.add("page", "file")
    if report.ok and connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
        report.add("structure", "file")


class _Verifier:
    def __init__(self, connection: Connection, report: Report, progress: Progress | None) -> None:
        self._connection = connection
        self._report = report
        self._progress = progress
        self._markings = {row.id: row.canonical for row in connection.execute(select(schema.marking))}
        self._used: set[int] = set()
        self._erased: set[tuple[str, int]] = set()
        self._bodiless: dict[tuple[str, int], int] = {}
        self._indexed = {"statement": 0, "subject": 0, "replaced": 0}
        self._first_author = ""

    def run(self) -> None:
        self._total = self._count(schema.entry)
        devices = self._connection.execute(select(schema.device).order_by(schema.device.c.id)).all()
        self._report.devices = len(devices)
        with ThreadPoolExecutor(2) as pool:
            for device in devices:
                self._feed(device, pool)
        for place in self._bodiless.keys() - self._erased:
            self._report.add("missing", f"{place[0]} {place[1]}")
        self._report.erased = len(self._bodiless)
        self._leftovers()
        if self._first_author != fact(self._connection, "me").decode():
            self._report.add("owner", "file")

    def _count(self, table: Any) -> int:
        return int(self._connection.execute(select(func.count()).select_from(table)).scalar_one())

    def _feed(self, device: Row[Any], pool: ThreadPoolExecutor) -> None:
        where, report = spell(device.public), self._report
        checkpoints = self._checkpoints(device)
        peaks: list[bytes] = []
        size, last, subtrees = 0, 0, 0
        stored = self._subtrees(device.id)
        for rows in self._batches(device.id):
            good = _signatures(device.public, rows, pool)
            headers = [_header(row.header) for row in rows]
            self._index(
                rows,
                [
                    self._entry(row, header, device, signed)
                    for row, header, signed in zip(rows, headers, good, strict=True)
                ],
            )
            for row, header in zip(rows, headers, strict=True):
                if row.sequence != size:
                    report.add("order", where)
                    return
                peaks, full = tree.append(size, peaks, tree.leaf_hash(row.header + row.signature))
                size += 1
                if header is not None and header.recorded < last:
                    report.add("time", where)
                last = max(header.recorded if header is not None else 0, last)
                for level, position, node in full:
                    if level >= STORED_LEVEL:
                        subtrees += 1
                        if stored.get((level, position)) != node:
                            report.add("tree", where)
                if size in checkpoints and checkpoints.pop(size) != tree.root(peaks):
                    report.add("checkpoint", where)
            report.entries += len(rows)
            if self._progress is not None:
                self._progress(report.entries, self._total)
        if checkpoints or (size != device.size) or b"".join(peaks) != device.peaks or subtrees != len(stored):
            report.add("tree", where)
        if last != device.last:
            report.add("time", where)

    def _checkpoints(self, device: Row[Any]) -> dict[int, bytes]:
        table, found = schema.checkpoint, {}
        for row in self._connection.execute(select(table).where(table.c.device == device.id)):
            self._report.checkpoints += 1
            try:
                said = tree.read_checkpoint(row.message, row.signature)
            except Tampered:
                self._report.add("checkpoint", spell(device.public))
                continue
            if said.device != device.public:
                self._report.add("checkpoint", spell(device.public))
            found[said.size] = said.root
        if device.size not in found:
            self._report.add("checkpoint", spell(device.public))
        return found

    def _subtrees(self, device: int) -> dict[tuple[int, int], bytes]:
        table = schema.subtree
        rows = self._connection.execute(select(table).where(table.c.device == device))
        return {(row.level, row.position): row.hash for row in rows}

    def _batches(self, device: int) -> Iterator[Sequence[Row[Any]]]:
        table, body, statement = schema.entry, schema.body, schema.statement
        query = (
            select(
                table,
                body.c.salt,
                body.c.body,
                statement.c.entry,
                statement.c.record_id,
                statement.c.kind,
                statement.c.origin,
                statement.c.recorded,
                statement.c.marking,
            )
            .outerjoin(body, body.c.n == table.c.n)
            .outerjoin(statement, statement.c.n == table.c.n)
            .where(table.c.device == device)
            .order_by(table.c.sequence)
            .limit(_BATCH)
        )
        after = -1
        while rows := self._connection.execute(query.where(table.c.sequence > after)).all():
            yield rows
            after = rows[-1].sequence

    def _entry(self, row: Row[Any], header: Header | None, device: Row[Any], signed: bool) -> Indexed | None:
        """Judge one entry by itself; how it should be indexed."""
        report = self._report
        if header is None:
            report.add("header", spell(device.public))
            return None
        name = id_of(header.commitment)
        if header.device != device.public or header.sequence != row.sequence:
            report.add("header", name)
        if not signed:
            report.add("signature", name)
        if row.body is None:
            self._bodiless[spell(device.public), row.sequence] = row.n
            return None
        if commitment(row.salt, row.body) != header.commitment:
            report.add("commitment", name)
        try:
            body = read_body(row.body)
        except MultitrackError:
            report.add("body", name)
            return None
        self._first_author = self._first_author or body.author
        if (place := erased_place(body)) is not None:
            self._erased.add(place)
        return self._judge_index(row, header, body, name)

    def _judge_index(self, row: Row[Any], header: Header, body: Body, name: str) -> Indexed | None:
        index = index_of(body)
        if index is None:
            self._report.unknown += body.act not in ("erasure", "device")
            if row.entry is not None:
                self._report.add("index", name)
            return None
        if row.entry is None:
            self._report.add("index", name)
            return None
        self._report.unknown += readable(body) is None
        self._indexed["statement"] += 1
        self._used.add(row.marking)
        found = (row.entry, row.record_id, row.kind, row.origin, row.recorded)
        if found != (name, index.record_id, index.kind, index.origin, header.recorded) or (
            self._markings.get(row.marking) != canonical(index.marking)
        ):
            self._report.add("index", name)
        return index

    def _index(self, rows: Sequence[Row[Any]], indexed: Sequence[Indexed | None]) -> None:
        """Compare what a batch of entries is about, and what it replaces, with the index."""
        about: set[tuple[Any, ...]] = set()
        replaces: set[tuple[Any, ...]] = set()
        for row, index in zip(rows, indexed, strict=True):
            if index is not None:
                about |= {(subject, row.marking, row.recorded, row.n) for subject in index.subjects}
                if index.replaces:
                    replaces.add((index.replaces, row.n, row.recorded))
        mine = {row.n for row in rows}
        bodiless = {row.n for row in rows if row.body is None}
        for table, wanted in ((schema.subject, about), (schema.replaced, replaces)):
            query = select(table).where(table.c.n.between(min(mine), max(mine)))
            found = {tuple(row) for row in self._connection.execute(query) if row.n in mine}
            self._indexed[table.name] += len(found)
            left = {row for row in found - wanted if table is schema.subject or row[1] not in bodiless}
            if left or wanted - found:
                self._report.add("index", "file")

    def _leftovers(self) -> None:
        """Rows that belong to no entry that was looked at."""
        for table in (schema.statement, schema.subject, schema.replaced):
            if self._count(table) != self._indexed[table.name]:
                self._report.add("index", "file")
        bodies = self._report.entries - len(self._bodiless)
        if self._count(schema.entry) != self._report.entries or self._count(schema.body) != bodies:
            self._report.add("order", "file")
        if set(self._markings) != self._used:
            self._report.add("index", "file")


def _header(data: bytes) -> Header | None:
    try:
        return read_header(data)
    except Tampered:
        return None


def _signatures(device: bytes, rows: Sequence[Row[Any]], pool: ThreadPoolExecutor) -> list[bool]:
    """Whether each entry of a batch is signed, worked out by several threads at once: libsodium lets go of the lock."""

    def work(part: Sequence[Row[Any]]) -> list[bool]:
        return [signed_by(device, row.header, row.signature) for row in part]

    slices = [rows[at : at + _SLICE] for at in range(0, len(rows), _SLICE)]
    return [signed for part in pool.map(work, slices) for signed in part]
