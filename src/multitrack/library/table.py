"""Published tables into SQL: headers matched to canonical columns, every cell as text, in the order of the file.

Invariant: a table either arrives whole, every row with the published number of columns, or is refused with
the line at which it breaks. Columns are found by name, never by place, except where a headerless file has the
published number of columns.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from multitrack.errors import InvalidFile
from multitrack.i18n import _
from multitrack.library.columns import cell, loaded, quoted
from multitrack.library.readers import Reader
from multitrack.library.source import LINE_LIMIT, Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["ROW_LIMIT", "Table", "load"]

ROW_LIMIT = 20_000_000
"""Most rows read from a Parquet file; GED has 0.4 million."""

_HEAD_BYTES = LINE_LIMIT
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """A table loaded as text into ``raw``, one row per record, in order.

    Args:
        found: canonical column name to the published column it was found under.
        extra: the published column that states the publisher's version, if the file has one.
        first_row: number of the first record, as a spreadsheet counts (the header is row 1).
    """

    found: dict[str, str]
    extra: str | None
    first_row: int


@dataclass(frozen=True, slots=True)
class _Layout:
    names: list[str]
    delimiter: str
    skip: int
    first_row: int


def load(connection: duckdb.DuckDBPyConnection, source: Source, reader: Reader) -> Table:
    """Load ``source`` into the temporary table ``raw`` of ``connection``.

    Raises:
        InvalidFile: columns are missing or a record cannot be read.
    """
    if source.parquet:
        return _load_parquet(connection, source, reader)
    layout = _layout(source, reader)
    found, extra = _match(layout.names, reader, source)
    cells = _cells(reader, found, extra, {name: f"c{place}" for place, name in enumerate(layout.names)})
    columns = {f"c{number}": "VARCHAR" for number in range(len(layout.names))}
    spec = ", ".join(f"'{name}': '{sql}'" for name, sql in columns.items())
    import duckdb

    try:
        connection.execute(
            f"CREATE TEMP TABLE raw AS SELECT {cells} FROM read_csv(?, header=false, auto_detect=false, "
            f"columns={{{spec}}}, delim=?, quote='\"', escape='\"', skip=?, strict_mode=true, "
            f"null_padding=false, ignore_errors=false, max_line_size={LINE_LIMIT + 1024}, nullstr='')",
            [str(source.path), layout.delimiter, layout.skip],
        )
    except duckdb.Error as error:
        raise _broken_record(error, source, layout) from error
    _refuse_empty(connection, source)
    return Table(found, extra, layout.first_row)


def _cells(reader: Reader, found: dict[str, str], extra: str | None, places: dict[str, str]) -> str:
    """SQL for the loaded text of every canonical column found, and of the publisher's version."""
    cells = [
        f"{loaded(column, f'CAST({quoted(places[found[column.name]])} AS VARCHAR)')} AS {cell(column.name)}"
        for column in reader.columns
        if column.name in found
    ]
    cells.append(f"CAST({quoted(places[extra]) if extra else 'NULL'} AS VARCHAR) AS {cell('')}")
    return ", ".join(cells)


def _refuse_empty(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    if not connection.execute("SELECT 1 FROM raw LIMIT 1").fetchone():
        raise InvalidFile(
            _("The file has a header but no rows."),
            place=source.name,
            advice=_("Nothing was added. Download the file again."),
        )


def _load_parquet(connection: duckdb.DuckDBPyConnection, source: Source, reader: Reader) -> Table:
    import duckdb

    try:
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(source.path)]).fetchall()
        names = [str(row[0]) for row in described]
        found, extra = _match([name.strip().lower() for name in names], reader, source)
        original = {name.strip().lower(): name for name in names}
        cells = _cells(reader, found, extra, original)
        _refuse_endless(connection, source)
        connection.execute(f"CREATE TEMP TABLE raw AS SELECT {cells} FROM read_parquet(?)", [str(source.path)])
    except duckdb.Error as error:
        raise InvalidFile(
            _("The Parquet file is cut short, damaged, or written in a way this program cannot read."),
            place=source.name,
            advice=_("Nothing was added. Download it again, or give the CSV file."),
        ) from error
    _refuse_empty(connection, source)
    return Table(found, extra, 1)


def _refuse_endless(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    # Parquet packs repeated values to almost nothing, so a small file can state any number of rows.
    counted = connection.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [str(source.path)])
    (rows,) = counted.fetchone() or (0,)
    if rows > ROW_LIMIT:
        raise InvalidFile(
            _("The Parquet file has {rows} rows; at most {limit} are read.").format(rows=rows, limit=ROW_LIMIT),
            place=source.name,
            advice=_("Nothing was added. Give the file as published."),
        )


def _layout(source: Source, reader: Reader) -> _Layout:
    with source.path.open("rb") as stream:
        stream.seek(source.mark)
        head = stream.read(_HEAD_BYTES).decode("utf-8", errors="ignore")
    first = head.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda sign: (first.count(sign), -_DELIMITERS.index(sign)))
    try:
        records = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, strict=False)
        header = next(records, [])
        lines = records.line_num
        second = next(records, [])
        tag_lines = records.line_num
    except csv.Error as error:
        raise InvalidFile(
            _("The first rows cannot be read as a table."), place=_("{file}, line 1").format(file=source.name)
        ) from error
    names = [cell.strip().lower() for cell in header]
    if reader.headerless and re.fullmatch(r"\d+", names[0] if names else ""):
        if len(names) != len(reader.headerless):
            raise InvalidFile(
                _("The file has no header row, and {count} columns instead of the published {wanted}.").format(
                    count=len(names), wanted=len(reader.headerless)
                ),
                place=_("{file}, row 1").format(file=source.name),
                advice=_("Nothing was added. Put the row of column names back on top."),
            )
        return _Layout(list(reader.headerless), delimiter, 0, 1)
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise InvalidFile(
            _("The header names a column twice: {names}.").format(names=", ".join(doubled)[:120]),
            place=_("{file}, row 1").format(file=source.name),
        )
    if second and second[0].strip().startswith("#"):
        return _Layout(names, delimiter, tag_lines, 3)
    return _Layout(names, delimiter, lines, 2)


def _match(names: list[str], reader: Reader, source: Source) -> tuple[dict[str, str], str | None]:
    found: dict[str, str] = {}
    absent: list[str] = []
    for column in reader.columns:
        name = next((name for name in column.known_as if name in names), None)
        if name is not None:
            found[column.name] = name
        elif column.needed:
            absent.append(column.known_as[0])
    if absent:
        near = {name: get_close_matches(name, names, n=1) for name in absent}
        hints = "; ".join(f"{name}: {match[0]}?" for name, match in near.items() if match)
        shown = ", ".join(names)[:160]
        raise InvalidFile(
            _("Columns are missing: {absent}. The file has: {shown}.").format(absent=", ".join(absent), shown=shown),
            place=_("{file}, row 1").format(file=source.name),
            advice=_("Nothing was added. Give the file of {title} as published.").format(title=reader.title)
            + (f" {hints}" if hints else ""),
        )
    return found, next((name for name in reader.version if name in names), None)


def _broken_record(error: Exception, source: Source, layout: _Layout) -> InvalidFile:
    text = str(error)
    line = re.search(r"CSV Error on Line: (\d+)", text)
    place = f"{source.name}, " + _("line {line}").format(line=line[1]) if line else source.name
    counts = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", text)
    if counts:
        return InvalidFile(
            _("The row has {found} columns instead of {wanted}.").format(found=counts[2], wanted=counts[1]),
            place=place,
            advice=_("Nothing was added. Look for a missing separator or quotation mark on this line."),
        )
    if "quote" in text.lower():
        message = _("A quotation mark is opened and not closed, or stands inside a value.")
    elif "line size" in text.lower():
        message = _("A row is longer than {limit} MB.").format(limit=LINE_LIMIT // 1024**2)
    else:
        message = _("The row cannot be read as part of a table of {count} columns.").format(count=len(layout.names))
    return InvalidFile(
        message,
        place=place,
        advice=_("Nothing was added. Mend the row there, or download the file again."),
    )
