"""A library: the folder of the public record, opened for looking things up and for adding to it.

Invariant: a library is read as it stood when it was opened; adding makes a new vintage and never touches
another. The sample that ships with the program is read-only. What a figure does not cover is said with it, by
:meth:`Library.coverage`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from multitrack import clock
from multitrack.errors import NoLibrary, UsageError
from multitrack.i18n import N_, _
from multitrack.library.adding import Addition, add
from multitrack.library.connection import connect
from multitrack.library.groups import Groups
from multitrack.library.readers import READERS
from multitrack.library.records import (
    AgreementRow,
    Coverage,
    DyadYear,
    EventRow,
    Group,
    GroupHit,
    Relation,
    TerminationRow,
)
from multitrack.library.vintages import FOLDER, Vintage, vintages_in

if TYPE_CHECKING:
    import duckdb

__all__ = ["SAMPLE", "SAMPLE_ATTRIBUTION", "Library", "notes_on"]

SAMPLE = Path(__file__).parent / "sample"
"""The folder of the sample library."""

SAMPLE_ATTRIBUTION = N_(
    "Data: Uppsala Conflict Data Program (UCDP), Uppsala University, CC BY 4.0, cut down: events placed within 25 km, "
    "about two thirds of all, to 2017. Counts are not totals."
)
"""The sentence that stands wherever the sample is shown; translate it with gettext."""


def notes_on(vintage: Vintage) -> tuple[str, ...]:
    """What a reader of the data of ``vintage`` must know, in the reader's language."""
    reader = READERS[vintage.kind]
    counted = [note for note in reader.notes if note.code in vintage.counts]
    return (
        *(_(note) for note in vintage.notes),
        *(_(note.text).format(count=vintage.counts[note.code]) for note in counted),
    )


class Library:
    """A library, open for reading. Close it, or use it in a ``with`` statement."""

    def __init__(self, path: Path, vintages: list[Vintage], *, is_sample: bool) -> None:
        self.path = path
        self.is_sample = is_sample
        self._vintages = vintages

    @classmethod
    def open(cls, path: Path | None = None, *, create: bool = False, as_known: date | None = None) -> Library:
        """Open the library in the folder ``path``, or the sample library.

        Args:
            path: the folder; the sample if none.
            create: make an empty library if there is none.
            as_known: leave out what was not yet published on that day.

        Raises:
            NoLibrary: there is none at ``path``.
            DamagedVintage: a vintage cannot be read.
            NewerFormat: a newer program wrote a vintage.
        """
        folder = path.resolve() if path is not None else SAMPLE
        if create and path is not None and not path.exists():
            (path / FOLDER).mkdir(parents=True)
        elif create and path is not None and path.is_dir() and not any(path.iterdir()):
            (path / FOLDER).mkdir()
        if not (folder / FOLDER).is_dir():
            raise NoLibrary(_("There is no library here."), place=str(folder))
        found = [vintage for vintage in vintages_in(folder) if as_known is None or vintage.counts_from <= as_known]
        return cls(folder, found, is_sample=path is None or folder.resolve() == SAMPLE.resolve())

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection, if there is one."""
        held = self.__dict__.pop("_held", None)
        self.__dict__.pop("_groups", None)
        if held is not None:
            held.close()

    def vintages(self) -> list[Vintage]:
        """The vintages, later ones last."""
        return list(self._vintages)

    def add(
        self,
        kind: str,
        file: Path,
        *,
        available_on: date | None = None,
        encoding: str | None = None,
        dry_run: bool = False,
        progress: Callable[[str], None] | None = None,
        clock: clock.Clock = clock.system,
    ) -> Vintage:
        """Add a published file. Adding the same bytes again changes nothing and says so through ``progress``.

        Args:
            kind: kind of dataset.
            file: CSV, zipped CSV or Parquet.
            available_on: day on which the publisher published it, if known; never a guess.
            encoding: encoding of its text where that is not UTF-8.
            dry_run: judge the file and write nothing.
            progress: told what is being done.
            clock: the clock.

        Returns:
            The vintage.

        Raises:
            InvalidFile: the file breaks a rule.
            UsageError: the library is the sample, or an argument is off.
            LibraryError: the library cannot be written.
        """
        if self.is_sample and not dry_run:
            raise UsageError(
                _("The sample library that ships with the program cannot be changed."),
                place="library",
                advice=_(
                    "Name a library of your own with --library or MULTITRACK_LIBRARY; it is made if it is not there."
                ),
            )
        what = Addition(kind, file, available_on=available_on, encoding=encoding)
        vintage, new = add(self.path, what, dry_run=dry_run, progress=progress, now=clock)
        if not new and progress is not None:
            progress(_("these very bytes are in the library already, as {name}").format(name=vintage.name))
        if new and not dry_run:
            self.close()
            self._vintages = vintages_in(self.path)
        return vintage

    def connection(self) -> duckdb.DuckDBPyConnection:
        """The engine, with the views ``events``, ``participants``, ``actors``, ``dyads``, ``terminations`` and
        ``agreements``; their columns are told in ``sql/``.

        It can read nothing but this library and write nothing at all.
        """
        return self._held

    @cached_property
    def _held(self) -> duckdb.DuckDBPyConnection:
        return connect(self.path, self._vintages)

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self._held)

    def coverage(self) -> Coverage:
        """What the library can speak about."""
        kinds = list(READERS)
        ordered = sorted(self._vintages, key=lambda vintage: kinds.index(vintage.kind))
        events = [vintage for vintage in ordered if vintage.kind == "ucdp-ged"]
        first = min((vintage.covers_from for vintage in events if vintage.covers_from), default=None)
        last = max((vintage.covers_to for vintage in events if vintage.covers_to), default=None)
        notes = [_(SAMPLE_ATTRIBUTION)] if self.is_sample else []
        notes += [note for vintage in ordered for note in notes_on(vintage)]
        notes.append(_("Before the first and after the last day covered nothing is known; it is never zero."))
        return Coverage(
            first=first,
            last=last,
            notes=tuple(dict.fromkeys(notes)),
            attribution=tuple(dict.fromkeys(vintage.attribution for vintage in ordered)),
            partial=any(vintage.partial for vintage in self._vintages),
        )

    def groups(self) -> list[GroupHit]:
        """Every group: the armed groups of the actor list and those that only the events name, by name."""
        return self._groups.all()

    def find(self, text: str, limit: int = 20) -> list[GroupHit]:
        """Groups by any name, alias or acronym, whatever the accents, case and signs; best first.

        A hit with ``suggestion`` is only like the text.
        """
        return self._groups.find(text, limit)

    def group(self, group: int | str) -> Group:
        """One group by its UCDP id, or by its exact name where the events name it without one.

        Raises:
            NotFound: the library has no such group.
        """
        return self._groups.group(group)

    def splits_of(self, ucdp_id: int) -> list[Relation]:
        """What the group split from and what split from it. A split from itself is a contradiction and left out."""
        splits = {"split_from", "splinter", "temporary_split_from", "temporary_splinter"}
        return [relation for relation in self.group(ucdp_id).relations if relation.relation in splits]

    def agreements_of(self, ucdp_id: int) -> list[AgreementRow]:
        """Peace agreements in which the publisher codes the group as a party, by date."""
        return self._groups.agreements(ucdp_id)

    def terminations_of(self, ucdp_id: int) -> list[TerminationRow]:
        """Ended episodes of fighting of the group, by date."""
        return self._groups.terminations(ucdp_id)

    def dyads_of(self, ucdp_id: int) -> list[DyadYear]:
        """Years of activity of the group's dyads."""
        return self._groups.dyads(ucdp_id)

    def events_of(self, group: int | str, until: date | None = None) -> list[EventRow]:
        """Events that the group took part in, by date, up to and including the day ``until``.

        ``group`` is a UCDP id, or an exact name that the events carry without one.
        """
        return self._groups.events(group, until)

    def event_days(
        self, ucdp_ids: Collection[int], until: date | None = None
    ) -> dict[int, tuple[tuple[date, int], ...]]:
        """(day, best estimate of deaths) of each event of several groups at once, by day, up to ``until``."""
        return self._groups.event_days(ucdp_ids, until)
