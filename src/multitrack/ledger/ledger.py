"""The ledger: what members have recorded, in one encrypted file, told to one reader at a time.

Rules. Nothing is overwritten: a correction is a new entry that names the one it replaces, and what two people
changed apart stands twice until a person decides. Acknowledged means on disk. Nothing comes out but through the
gate. This class is a door to the parts of this room; it decides nothing itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from multitrack.clock import Clock, from_millis, system, to_millis
from multitrack.errors import UsageError, WorkspaceError, WrongPassphrase
from multitrack.i18n import _
from multitrack.settings import state_dir as default_state_dir
from multitrack.vocabulary import Circle, Member

from . import append, container, erasure, findings, schema, traces, tree
from .creating import make_file
from .directory import Directory, current
from .gate import Purpose, Reader
from .keys import Kdf, file_key
from .kit import Kit
from .memory import forbid_core_dumps
from .notebook import Notebook
from .people import absent
from .reading import Asker, Question
from .state import Memory, Standing
from .statement import Draft, Receipt, Statement
from .store import Store, open_store
from .verify import Progress, Report, verify
from .writer import Pen, Writer, fact, last_leaf, set_fact

__all__ = ["Ledger"]

_VERIFY_EVERY = timedelta(days=90)


class Ledger:
    """One open ledger file. Made by :meth:`create` and :meth:`open`; safe to use from several threads.

    Attributes:
        path: the file.
        me: the member who owns the file and records into it, by id.
        office: the name of the office; may be empty.
        notebook: drafts that are not recorded yet.
    """

    def __init__(self, store: Store, clock: Clock, memory: Memory) -> None:
        self.path = store.path
        self._store = store
        self._clock = clock
        with store.read() as connection:
            self.me = fact(connection, "me").decode()
            self.office = fact(connection, "office").decode()
        self._directory = Directory(store)
        self._writer = Writer(store, self._directory, memory, clock, self.me)
        self.notebook = Notebook(store, clock, self._writer.pen, self._append)
        traces.remove(store)

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        owner: str,
        office: str = "",
        clock: Clock = system,
        kdf: Kdf = Kdf.STANDARD,
        kit: bool = True,
        state_dir: Path | None = None,
    ) -> tuple[Ledger, Kit | None]:
        """Make a new file and open it.

        Args:
            path: where it shall lie; nothing may lie there yet.
            passphrase: what opens it.
            owner: the handle of the member who will record into it.
            office: the name of the office.
            clock: what time it is.
            kdf: how dear a guess of the passphrase is.
            kit: whether to make a recovery kit; without one a finding stands.
            state_dir: where this machine remembers the head; the user's state folder by default.

        Raises:
            Conflict: something lies there already.
            UsageError: the folder does not exist, or the passphrase is empty.
            InvalidRecord: the handle is not one.
        """
        forbid_core_dumps()
        made = make_file(path, passphrase, owner=owner, office=office, clock=clock, kdf=kdf, kit=kit)
        head = container.read_head(path)
        key = made.key if made is not None else file_key(passphrase, head, kdf)
        store = Store(path, head, key)
        memory = Memory(state_dir or default_state_dir(), key)
        with store.read() as connection:
            memory.remember(last_leaf(connection))
        return cls(store, clock, memory), made

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        passphrase: str | None = None,
        kit: str | None = None,
        clock: Clock = system,
        state_dir: Path | None = None,
    ) -> Self:
        """Open a file by its passphrase or its recovery kit. Nothing is written before the key is known to fit.

        Raises:
            NotAWorkspace: no file, another program's, or one that is cut off.
            NewerFormat: written by a newer program.
            WrongPassphrase: the passphrase, or the kit, does not open it.
            Tampered: the file is damaged.
        """
        forbid_core_dumps()
        if (passphrase is None) == (kit is None):
            raise UsageError(_("either a passphrase or a recovery kit opens a file"))
        head = container.read_head(path)
        if kit is not None:
            paper = Kit.read(kit)
            if not paper.belongs_to(head):
                raise WrongPassphrase(
                    _("this recovery kit belongs to another file, or the beginning of this one is damaged"),
                    place=str(path),
                    advice=_("The file was not changed. Look for the kit made with this file, or for a backup."),
                )
            key = paper.key
        else:
            key = file_key(passphrase or "", head, container.kdf_of(head))
        container.check_key(path, head, key)
        container.check_log(path, head, key)
        store = open_store(path, head, key)
        try:
            return cls(store, clock, Memory(state_dir or default_state_dir(), key))
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Let go of the file; traces of what was deleted go with it if they could not before."""
        if not self._store.closed:
            with contextlib.suppress(WorkspaceError):
                traces.remove(self._store)
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def record(self, drafts: Sequence[Draft], *, beside: bool = False) -> list[Receipt]:
        """Record all drafts, or none; when this returns they are on disk.

        Args:
            drafts: what to record. A draft with a fresh ``record_id`` (:func:`~multitrack.ledger.new_id`) and no
                ``replaces`` begins a record of that id, so that others of the same call may refer to it.
            beside: let a draft stand beside what it does not replace, as when two people changed the same thing.

        Raises:
            InvalidRecord: a record or marking breaks a rule of the vocabulary.
            Conflict: what a draft replaces is not what stands now.
            Busy: another process keeps writing.
            StorageFull: the disk is full.
        """
        if not drafts:
            return []
        with self._writer.pen() as pen:
            return self._append(pen, drafts, beside=beside)

    def _append(self, pen: Pen, drafts: Sequence[Draft], *, beside: bool = False) -> list[Receipt]:
        resolved = append.resolve(pen.connection, drafts, self.me, beside=beside)
        receipts = pen.write([append.prepare(draft, self.me) for draft in resolved])
        if any(isinstance(draft.record, Member | Circle) for draft in drafts):
            self._directory.membership_changed()
        return receipts

    def statements(
        self,
        reader: Reader,
        *,
        purpose: Purpose = Purpose.READ,
        party: str = "",
        kinds: Collection[str] | None = None,
        record_ids: Collection[str] | None = None,
        subject: str | None = None,
        as_known: date | None = None,
        heads_only: bool = True,
    ) -> list[Statement]:
        """What the reader may see, in the order in which it was recorded.

        Args:
            reader: who asks.
            purpose: what for; the gate runs at the present moment, whatever ``as_known`` says.
            party: for raising, the id of the party it would be raised with.
            kinds: only these kinds.
            record_ids: only these records.
            subject: only what is about this record.
            as_known: only what had been recorded by the end of this day, in UTC, with the corrections known then.
            heads_only: leave out what has been replaced. Two current entries of one record are both returned.
        """
        question = Question(
            kinds=kinds, record_ids=record_ids, subject=subject, until=_end_of(as_known), heads_only=heads_only
        )
        with self._asking() as connection:
            levels, _until = self._directory.interning.allowed(reader, purpose, self._clock(), party=party)
            return Asker(connection, reader, purpose, levels, self._directory.interning).answer(question)

    def history(self, record_id: str, reader: Reader) -> list[Statement]:
        """All entries of one record that the reader may see, oldest first.

        Raises:
            NotFound: there is none, or none that the reader may see.
        """
        found = self.statements(reader, record_ids=(record_id,), heads_only=False)
        if not found:
            raise absent(record_id)
        return found

    def erase(self, entry: str) -> Receipt:
        """Erase the words of one entry for good; the tree goes on to verify. The file is written anew.

        Returns:
            The receipt of the act, which names the device and the sequence of what was erased and nothing else.

        Raises:
            NotFound: there is no such entry, or it was erased before.
            Conflict: it is the statement that says who owns this file.
        """
        with self._writer.pen() as pen:
            receipt = pen.write([erasure.erase(pen.connection, entry, self.me)])[0]
        self._directory.forget()
        traces.remove(self._store)
        return receipt

    def verify(self, progress: Progress | None = None) -> Report:
        """See whether anything was changed, removed or put in another order since it was signed.

        Args:
            progress: told now and then how many entries of how many have been looked at.
        """
        other = Store(self.path, self._store.head, self._store.key, read_only=self._store.read_only)
        try:
            report = verify(other, progress)
        finally:
            other.close()
        if report.ok and not self._store.read_only:
            with self._store.write() as connection:
                set_fact(connection, "verified", str(to_millis(self._clock())).encode())
        return report

    def checkpoints(self) -> list[tree.Checkpoint]:
        """The last signed checkpoint of each device, for an overseer: who it is, how many entries, when; no content."""
        table = schema.checkpoint
        with self._store.read() as connection:
            rows = connection.execute(select(table).order_by(table.c.device, table.c.day)).all()
        last = {row.device: row for row in rows}
        return [tree.read_checkpoint(row.message, row.signature) for row in last.values()]

    def reader(self, handle: str | None = None) -> Reader:
        """Who a handle stands for; the owner if none is given.

        Raises:
            NotFound: nobody is called so.
        """
        with self._asking() as connection:
            return self._directory.people(connection).reader(self.me if handle is None else handle)

    @property
    def reader_handle(self) -> str:
        """The handle of the owner."""
        return self.members()[self.me][0].handle

    def members(self) -> Mapping[str, tuple[Member, ...]]:
        """The current member records by id, past any marking: for the gate and for the owner, not for a page."""
        with self._asking() as connection:
            return dict(self._directory.people(connection).members)

    def circles(self) -> tuple[Circle, ...]:
        """The current records of all circles at all epochs, past any marking: for the gate and for the owner."""
        with self._asking() as connection:
            return tuple(circle for _id, circle in self._directory.people(connection).circles)

    def origins(self) -> dict[str, tuple[str, str]]:
        """Where imported records came from: for each origin its record id and its current entry, past any marking."""
        table = schema.statement
        query = select(table.c.origin, table.c.record_id, table.c.entry).where(table.c.origin != "").where(current())
        with self._asking() as connection:
            return {row.origin: (row.record_id, row.entry) for row in connection.execute(query.order_by(table.c.n))}

    def findings(self) -> list[findings.Standing]:
        """What is not in order about the file, until somebody has seen to it."""
        with self._asking() as connection:
            noted = connection.execute(select(schema.finding).order_by(schema.finding.c.at)).all()
            kit, verified = fact(connection, "kit"), fact(connection, "verified")
            traces = fact(connection, "traces")
            first = connection.execute(
                select(schema.statement.c.recorded).order_by(schema.statement.c.n).limit(1)
            ).first()
        found = [findings.standing("no-kit")] if kit != b"yes" else []
        if self._writer.standing is Standing.RESTORED:
            found.append(findings.standing("restored"))
        found += [findings.standing(row.code, from_millis(row.at)) for row in noted]
        since = from_millis(int(verified)) if verified else (from_millis(first.recorded) if first else self._clock())
        if self._clock() - since >= _VERIFY_EVERY:
            found.append(findings.standing("unverified", since))
        if not self._writer.remembers:
            found.append(findings.standing("no-memory"))
        if traces:
            found.append(findings.standing("traces"))
        return found

    @contextlib.contextmanager
    def _asking(self) -> Iterator[Connection]:
        with self._store.read() as connection:
            self._directory.refresh(connection)
            yield connection


def _end_of(day: date | None) -> int | None:
    if day is None:
        return None
    return to_millis(datetime(day.year, day.month, day.day, tzinfo=UTC)) + 86_400_000 - 1
