"""The one door for people who write Python: open, record, look, check, verify.

Rules. The door decides nothing: the gate says who may see what, the vocabulary what a record is, the checks what is
noticed. What is asked for is always for one reader at one moment. With no workspace named, the demonstration is
opened: the bundled case of Burundi in an encrypted file whose passphrase is public, so nothing real belongs there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from multitrack import clock
from multitrack.errors import WorkspaceError
from multitrack.i18n import _
from multitrack.intake import Plan, read_path, read_text
from multitrack.intake.bundled import demo_ledger, last_day
from multitrack.intake.desk import Desk
from multitrack.ledger.statement import Draft, Receipt, Statement
from multitrack.vocabulary import kind_named
from multitrack.vocabulary.dates import last_day as moment

if TYPE_CHECKING:
    from multitrack.ledger import Kit, Ledger, Report
    from multitrack.library import Library
    from multitrack.measures.violence import Violence
    from multitrack.picture import Board, Dossier, EntryView, Finding, Note, Picture, Ref, Week

__all__ = ["Workspace", "moment"]


class Workspace:
    """One ledger and one library, open; looked at for one reader at one moment."""

    def __init__(
        self, ledger: Ledger, library: Library, *, path: Path, now: clock.Clock, is_demo: bool = False
    ) -> None:
        """Join what is open already; use :meth:`open` or :meth:`create`."""
        self._ledger: Ledger | None = ledger
        self._library = library
        self._clock = now
        self.path = path
        self.is_demo = is_demo

    # Opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        owner: str,
        office: str = "",
        kit: bool = True,
        library: Path | None = None,
        now: clock.Clock = clock.system,
    ) -> tuple[Workspace, Kit | None]:
        """Create a workspace file that is not there yet.

        Args:
            path: the file; an existing one is never overwritten.
            passphrase: opens it.
            owner: the handle of who uses it.
            office: the organisation's name.
            kit: whether a recovery kit is made; without one a finding stands.
            library: the folder of the public record; ``None`` for the bundled sample.
            now: the clock.

        Returns:
            The open workspace, and its recovery kit.
        """
        from multitrack.ledger import Ledger

        ledger, made = Ledger.create(path, passphrase, owner=owner, office=office, clock=now, kit=kit)
        return cls(ledger, _library(library), path=path, now=now), made

    @classmethod
    def open(
        cls,
        path: Path | None = None,
        *,
        passphrase: str | None = None,
        kit: str | None = None,
        library: Path | None = None,
        now: clock.Clock = clock.system,
    ) -> Workspace:
        """Open a workspace; with no path, the demonstration.

        Raises:
            WorkspaceError: the file cannot be opened; it was not changed.
        """
        from multitrack.ledger import Ledger

        if path is None:
            ledger = demo_ledger(now)
            return cls(ledger, _library(library), path=ledger.path, now=now, is_demo=True)
        ledger = Ledger.open(path, passphrase=passphrase, kit=kit, clock=now)
        return cls(ledger, _library(library), path=path, now=now)

    def close(self) -> None:
        """Close the file; nothing of it stays in this process's hands."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def locked(self) -> bool:
        """Whether the ledger is closed."""
        return self._ledger is None

    def lock(self) -> None:
        """Close the ledger until :meth:`unlock`."""
        self.close()

    def unlock(self, passphrase: str) -> None:
        """Open the ledger again.

        Raises:
            WrongPassphrase: it does not open it; the file was not changed.
        """
        from multitrack.ledger import Ledger

        if self._ledger is None:
            self._ledger = Ledger.open(self.path, passphrase=passphrase, clock=self._clock)

    @property
    def ledger(self) -> Ledger:
        """The open ledger.

        Raises:
            WorkspaceError: the workspace is locked.
        """
        if self._ledger is None:
            raise WorkspaceError(_("the workspace is locked"), advice=_("Unlock it with its passphrase."))
        return self._ledger

    @property
    def library(self) -> Library:
        """The public record."""
        return self._library

    @property
    def office(self) -> str:
        """The organisation whose workspace it is."""
        return self.ledger.office

    @property
    def me(self) -> str:
        """The handle of its owner."""
        owner = self.ledger.members().get(self.ledger.me, ())
        return owner[-1].handle if owner else ""

    @property
    def last_day(self) -> date | None:
        """The last day of the case that the demonstration tells; ``None`` for a workspace of one's own."""
        return last_day() if self.is_demo else None

    # Looking

    def picture(self, *, reader: str | None = None, as_of: date | None = None, as_known: date | None = None) -> Picture:
        """The picture for one reader at one moment.

        Args:
            reader: a member's handle; ``None`` for the owner.
            as_of: what was so up to that day, by what is known now.
            as_known: only what had been recorded, or published in a vintage, by that day.
        """
        from multitrack.library import Library
        from multitrack.picture import Picture

        return Picture(
            self._statements(reader, as_known),
            reader=reader or self.me,
            today=clock.today(self._clock),
            as_of=as_of,
            as_known=as_known,
            library=self._library if as_known is None else Library.open(self._library.path, as_known=as_known),
            office=self.office,
        )

    def _statements(self, reader: str | None, as_known: date | None = None) -> list[Statement]:
        return self.ledger.statements(self.ledger.reader(reader), as_known=as_known)

    def board(self, *, tracks: Collection[str] | None = None, **moment: Any) -> Board:
        """Who is in touch with whom, on which track, on this picture?"""
        from multitrack import checks
        from multitrack.picture import board

        picture = self.picture(**moment)
        return board(picture, tracks=tracks, findings=checks.run(picture))

    def week(self, *, since: date | None = None, **moment: Any) -> Week:
        """What changed since I looked, what is owed, awaited, expiring?"""
        from multitrack import checks
        from multitrack.picture import week

        picture = self.picture(**moment)
        # What is out of order about the file tells of its history, so it is its owner's to know.
        notes = () if moment.get("reader") else tuple(finding.text for finding in self.ledger.findings())
        return week(picture, since=since, findings=checks.run(picture), notes=notes)

    def group(self, name: str, **moment: Any) -> Dossier:
        """Where is this group in its life, and what do we really know?

        Raises:
            NotFound: no group of that name is in this picture, or more than one.
        """
        from multitrack import checks
        from multitrack.picture import dossier

        picture = self.picture(**moment)
        return dossier(picture, name, findings=checks.run(picture, about=name))

    def groups(self, text: str = "", *, reader: str | None = None) -> list[dict[str, Any]]:
        """The groups that a text may mean, of the ledger and of the public record, with the reason."""
        from multitrack.picture import groups

        return groups(self.picture(reader=reader), text)

    def check(self, **moment: Any) -> tuple[Finding, ...]:
        """What the checks notice on one reader's picture."""
        from multitrack import checks

        return checks.run(self.picture(**moment))

    def actors(self, reader: str | None = None) -> list[Ref]:
        """The actors that a reader may see, by name."""
        return self.picture(reader=reader).actors()

    def violence(self, name: str, *, as_of: date | None = None, reader: str | None = None) -> Violence:
        """The violence recorded of one group, with its changes and pattern: one indicator, never a phase."""
        from multitrack.measures.violence import violence

        return violence(self.library, self.ucdp_id(name, reader=reader), as_of=as_of)

    def ucdp_id(self, name: str, *, reader: str | None = None) -> int:
        """The UCDP number of a group by any of its names.

        Raises:
            NotFound: there is none, or several fit equally well.
        """
        return self.picture(reader=reader).ucdp_id(name)

    def violence_all(
        self, out: Path, *, as_of: date | None = None, progress: Callable[[int, int], None] | None = None
    ) -> int:
        """Write one row per group and month of the whole library to Parquet; returns the number of rows."""
        from multitrack.measures.sweep import violence_all

        return violence_all(self.library, out, as_of=as_of, progress=progress)

    def entry(self, entry: str, *, reader: str | None = None) -> EntryView:
        """One entry in words, with its sources: what a number, a mark or a finding stands on.

        Raises:
            NotFound: it is not there, or not for this reader.
        """
        from multitrack.picture import find_entry

        who, naming = self.ledger.reader(reader), self.picture(reader=reader).ref
        return find_entry(self.ledger.statements(who, heads_only=False), self.ledger.statements(who), entry, naming)

    # Recording

    def plan(self, path: Path) -> Plan:
        """What importing a case folder or a file would add; nothing is written.

        Raises:
            InvalidFile: something is wrong with it; every problem with its place.
        """
        return Desk(self.ledger).plan(read_path(path))

    def carry_out(self, plan: Plan) -> list[Receipt]:
        """Write a plan, whole or not at all."""
        return self.ledger.record(plan.drafts) if plan.drafts else []

    def read(self, kind: str, text: str, *, name: str = "-", audience: str | None = None) -> Draft:
        """Make a draft of one record written as TOML or JSON; nothing is written.

        Raises:
            InvalidFile: it is not readable, or breaks a rule; the message names field and line.
        """
        kind_named(kind)
        return Desk(self.ledger).one(read_text(text, name, kind=kind), audience, kind=kind)

    def draft(self, kind: str, data: Mapping[str, Any], audience: str = "") -> str:
        """Put one record into the private notebook: unsigned, in no tree, truly deletable.

        Returns:
            The note's id.
        """
        kind_named(kind)
        return self.ledger.notebook.add(Desk(self.ledger).entered(kind, data, audience))

    def record(self, draft: Draft) -> Receipt:
        """Write one draft to the ledger; acknowledged means on disk."""
        return self.ledger.record([draft])[0]

    def keep(self, draft: Draft) -> str:
        """Put a draft into the private notebook; returns the note's id."""
        return self.ledger.notebook.add(draft)

    def notebook(self) -> list[Note]:
        """The owner's private drafts, newest first."""
        return [self._note(note_id, draft) for note_id, draft in self.ledger.notebook.list()]

    def note(self, note_id: str) -> Note:
        """One private draft."""
        return self._note(note_id, self.ledger.notebook.get(note_id))

    def commit(self, note_id: str) -> Receipt:
        """Move a draft from the notebook into the ledger: signed from now on, and kept."""
        return self.ledger.notebook.commit(note_id)

    def discard(self, note_id: str) -> None:
        """Delete a draft for good."""
        self.ledger.notebook.delete(note_id)

    def _note(self, note_id: str, draft: Draft) -> Note:
        from multitrack.picture import note_view

        return note_view(note_id, draft, self.picture().ref)

    def audiences(self) -> list[tuple[str, str]]:
        """The audiences that can be chosen: the word to write, and whom it means."""
        return Desk(self.ledger).audiences()

    # Keeping

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Report:
        """Check every entry, signature, commitment and tree."""
        return self.ledger.verify(progress=progress)


def _library(path: Path | None) -> Library:
    from multitrack.library import Library

    return Library.open(path)
