"""Adding published data: from a file to one immutable vintage, or to an error that names what is wrong with it.

Invariant: the library is changed by one rename at the end. Before it, everything stands in a folder whose
name begins with a dot, which is never read; an addition that is interrupted leaves nothing that is.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multitrack import __version__, clock
from multitrack.errors import InvalidFile, LibraryError, UsageError
from multitrack.i18n import _
from multitrack.library.columns import cell, quoted, typed
from multitrack.library.judging import judge
from multitrack.library.readers import READERS, Reader
from multitrack.library.source import Source, open_source
from multitrack.library.table import Table, load
from multitrack.library.vintages import (
    DATA,
    FACTS,
    FOLDER,
    Vintage,
    file_hash,
    read_vintage,
    vintage_name,
    write_facts,
)

if TYPE_CHECKING:
    import duckdb

__all__ = ["Addition", "add"]

_STAGE = ".adding-"
_STALE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be added, and how it is described.

    Args:
        kind: kind of dataset.
        file: the published file.
        available_on: day on which the publisher published it, if known.
        encoding: encoding of its text where that is not UTF-8.
        publisher_version: the publisher's version where the file does not state it.
        partial: the file was cut down before, so that counts are not totals.
        notes: what else a reader of the data must know.
    """

    kind: str
    file: Path
    available_on: date | None = None
    encoding: str | None = None
    publisher_version: str | None = None
    partial: bool = False
    notes: tuple[str, ...] = ()


def add(
    library: Path,
    what: Addition,
    *,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
    now: clock.Clock = clock.system,
) -> tuple[Vintage, bool]:
    """Add a published file to the library in the folder ``library``.

    Args:
        library: the library's folder; made if it is not there.
        what: the file and its description.
        dry_run: judge the file and write nothing.
        progress: told what is being done.
        now: the clock.

    Returns:
        The vintage, and whether it is new; the same bytes added again give the vintage that is there.

    Raises:
        InvalidFile: the file breaks a rule; nothing was added.
        UsageError: the kind or the day of publication is off.
        LibraryError: the library cannot be written to.
    """
    reader = _reader(what.kind)
    if what.available_on and what.available_on > clock.today(now):
        raise UsageError(_("The day of publication lies in the future."), place=what.available_on.isoformat())
    with _work_folder(library, dry_run, now) as work:
        source = open_source(what.file, work, what.encoding, progress)
        name = vintage_name(what.kind, source.sha256)
        if (library / FOLDER / name).is_dir():
            return read_vintage(library / FOLDER / name), False
        vintage = _prepare(source, reader, what, work, now, progress)
        if dry_run:
            return vintage, True
        return vintage, _publish(work / "vintage", library / FOLDER / name)


def _silent(_text: str) -> None:
    """Tell nobody."""


def _reader(kind: str) -> Reader:
    try:
        return READERS[kind]
    except KeyError as error:
        raise UsageError(
            _("There is no kind of dataset called {kind}.").format(kind=kind[:40]),
            place="kind",
            advice=_("Kinds: {kinds}.").format(kinds=", ".join(READERS)),
        ) from error


@contextmanager
def _work_folder(library: Path, dry_run: bool, now: clock.Clock) -> Iterator[Path]:
    if dry_run:
        with tempfile.TemporaryDirectory(prefix="multitrack-") as name:
            yield Path(name)
        return
    try:
        (library / FOLDER).mkdir(parents=True, exist_ok=True)
        _sweep(library / FOLDER, now)
        work = Path(tempfile.mkdtemp(prefix=_STAGE, dir=library / FOLDER))
    except OSError as error:
        raise LibraryError(
            _("The library cannot be written to: {reason}.").format(reason=error.strerror or error),
            place=library.name,
            advice=_("Nothing was added. Name another folder with --library."),
        ) from error
    try:
        yield work
    except OSError as error:
        raise LibraryError(
            _("The library could not be written: {reason}.").format(reason=error.strerror or error),
            place=library.name,
            advice=_("Nothing was added. Free some space or mend the folder, and add the file again."),
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep(folder: Path, now: clock.Clock) -> None:
    # What a killed process left; a day is longer than any addition, so none that still runs is touched.
    limit = (now() - _STALE).timestamp()
    for left in folder.glob(f"{_STAGE}*"):
        if left.stat().st_mtime < limit:
            shutil.rmtree(left, ignore_errors=True)


def _prepare(
    source: Source,
    reader: Reader,
    what: Addition,
    work: Path,
    now: clock.Clock,
    progress: Callable[[str], None] | None,
) -> Vintage:
    say = progress or _silent
    import duckdb

    folder = work / "vintage"
    folder.mkdir()
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET threads = 2")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET autoload_known_extensions = false")
        connection.execute(f"SET temp_directory = '{str(work).replace(chr(39), chr(39) * 2)}'")
        say(_("loading the rows of {file}").format(file=source.name))
        table = load(connection, source, reader)
        _type(connection, reader, table)
        say(_("checking the rows of {file}").format(file=source.name))
        judge(connection, source, reader, table, clock.today(now))
        counts = _observe(connection, reader, source)
        say(_("writing the vintage"))
        facts = _write(connection, reader, folder / DATA)
    vintage = Vintage(
        name=vintage_name(what.kind, source.sha256),
        kind=what.kind,
        publisher_version=what.publisher_version or facts["version"],
        source_file=source.file,
        source_sha256=source.sha256,
        data_sha256=file_hash(folder / DATA),
        rows=facts["rows"],
        added_on=now(),
        available_on=what.available_on,
        covers_from=facts["first"],
        covers_to=facts["last"],
        licence=reader.licence,
        citation=reader.citation,
        attribution=reader.attribution,
        notes=what.notes,
        counts=counts,
        partial=what.partial,
        program=__version__,
    )
    write_facts(folder, vintage)
    return vintage


def _type(connection: duckdb.DuckDBPyConnection, reader: Reader, table: Table) -> None:
    cells = [
        f"{typed(column)} AS {quoted(column.name)}"
        if column.name in table.found
        else f"CAST(NULL AS {column.sql}) AS {quoted(column.name)}"
        for column in reader.columns
    ]
    connection.execute(f"CREATE TEMP TABLE canonical AS SELECT rowid AS source_row, {', '.join(cells)} FROM raw")


def _observe(connection: duckdb.DuckDBPyConnection, reader: Reader, source: Source) -> dict[str, int]:
    asked = ["count(*)", *(f"count(*) FILTER ({note.where})" for note in reader.notes)]
    row = connection.execute(f"SELECT {', '.join(asked)} FROM canonical").fetchone()
    assert row is not None
    rows, *counts = row
    for note, count in zip(reader.notes, counts, strict=True):
        if count * 100 > note.most * rows:
            raise InvalidFile(
                _(note.text).format(count=count),
                place=source.name,
                advice=_("Nothing was added.") + " " + _(note.remedy),
            )
    return {note.code: count for note, count in zip(reader.notes, counts, strict=True) if count}


def _write(connection: duckdb.DuckDBPyConnection, reader: Reader, path: Path) -> dict[str, Any]:
    names = ", ".join(quoted(column.name) for column in reader.columns)
    # One thread and a total order make the bytes a function of the data and the engine's version.
    connection.execute(
        f"COPY (SELECT {names} FROM canonical WHERE {reader.keep} ORDER BY {reader.order}) "
        f"TO '{str(path).replace(chr(39), chr(39) * 2)}' "
        "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE 122880)"
    )
    version = f"(SELECT max(trim({cell('')})) FROM raw)"
    row = connection.execute(
        f"SELECT count(*) FILTER ({reader.keep}), {reader.first}, {reader.last}, {version} FROM canonical"
    ).fetchone()
    assert row is not None
    if not row[0]:
        raise InvalidFile(
            _("None of the rows of the file is of a kind that is kept."),
            advice=_("Nothing was added. Give the file of {title} as published.").format(title=reader.title),
        )
    return dict(zip(("rows", "first", "last", "version"), row, strict=True))


def _publish(prepared: Path, target: Path) -> bool:
    for name in (DATA, FACTS):
        with (prepared / name).open("rb+") as stream:
            os.fsync(stream.fileno())
    try:
        prepared.rename(target)
    except OSError:
        if target.is_dir():  # another process added the same bytes meanwhile
            return False
        raise
    return True
