"""A file that is not what it should be is refused with its place and a remedy, and leaves no trace."""

from __future__ import annotations

import random
import struct
import zipfile
from pathlib import Path

import pytest

from multitrack.errors import InvalidFile, UsageError
from multitrack.library import Library
from multitrack.library.readers.ucdp_ged import PUBLISHED_ORDER
from multitrack.library.source import LINE_LIMIT
from multitrack.library.vintages import FOLDER

from .conftest import NOON, csv_text, event, ged_text


def refused(library: Library, file: Path, good: Path, **options: str) -> InvalidFile:
    """The error with which ``file`` is refused; nothing remains of it and a sound file goes in afterwards."""
    with pytest.raises(InvalidFile) as caught:
        library.add("ucdp-ged", file, clock=lambda: NOON, **options)  # type: ignore[arg-type]
    error = caught.value
    assert file.name in error.place, error.diagnostics()
    assert "Nothing was added" in error.advice
    assert list((library.path / FOLDER).iterdir()) == []
    assert library.add("ucdp-ged", good, clock=lambda: NOON).rows == 2
    return error


def written(tmp_path: Path, content: str | bytes, name: str = "bad.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def test_binary_junk(tmp_path: Path, library: Library, good: Path) -> None:
    """Bytes of no meaning are told as such, not read as a table."""
    error = refused(library, written(tmp_path, random.Random(1).randbytes(50_000)), good)
    assert "line" in error.place


def test_missing_columns(tmp_path: Path, library: Library, good: Path) -> None:
    """Every missing column is named, and the nearest one that is there."""
    columns = [name for name in PUBLISHED_ORDER if name not in ("best", "side_b")]
    error = refused(library, written(tmp_path, csv_text([event()], [*columns, "bestt"])), good)
    assert "side_b, best" in error.message
    assert "best: bestt?" in error.advice


def test_a_line_of_ten_megabytes(tmp_path: Path, library: Library, good: Path) -> None:
    """A line beyond the limit is refused by its number before the engine sees it."""
    text = ged_text(event()) + ged_text(event(id=7, where_description="x" * 10_000_000)).split("\n", 1)[1]
    error = refused(library, written(tmp_path, text), good)
    assert "longer than 2 MB" in error.message
    assert "line 3" in error.place


def test_a_record_of_many_short_lines(tmp_path: Path, library: Library, good: Path) -> None:
    """Line breaks inside quotation marks do not get a record around the limit."""
    rows = ged_text(event(where_description="word\n" * (LINE_LIMIT // 4)), event(id=2))
    refused(library, written(tmp_path, rows), good)


def test_wrong_encoding_is_named_with_its_line(tmp_path: Path, library: Library, good: Path) -> None:
    """A Latin-1 file is not half read: the error shows the words as Latin-1 and names the option."""
    text = ged_text(event(), event(id=2, side_b="Forces de défense"))
    error = refused(library, written(tmp_path, text.encode("latin-1")), good)
    assert "line 3" in error.place
    assert "défense" in error.message
    assert "latin-1" in error.advice


def test_naming_the_encoding_reads_the_file(tmp_path: Path, library: Library) -> None:
    """What the error advises works, and the words come out right."""
    file = written(tmp_path, ged_text(event(side_b="Forces de défense")).encode("latin-1"))
    library.add("ucdp-ged", file, encoding="latin-1")
    assert library.connection().execute("SELECT side_b FROM events").fetchall() == [("Forces de défense",)]


def test_an_unknown_encoding_is_a_slip_of_the_caller(good: Path, library: Library) -> None:
    """An encoding that does not exist is told as such; one that is no text encoding too."""
    for name in ("utf-99", "base64"):
        with pytest.raises(UsageError):
            library.add("ucdp-ged", good, encoding=name)


def test_utf16_is_named(tmp_path: Path, library: Library, good: Path) -> None:
    """A UTF-16 file, as spreadsheets save it, is named and not called junk."""
    error = refused(library, written(tmp_path, ged_text().encode("utf-16")), good)
    assert "utf-16" in error.advice


def test_formula_cells(tmp_path: Path, library: Library, good: Path) -> None:
    """A spreadsheet formula where a name belongs never reaches a page or an export."""
    for number, cell in enumerate(("=cmd|' /C calc'!A0", "@SUM(1+1)", " =1+1")):
        file = written(tmp_path, ged_text(event(), event(id=2, side_b=cell)), f"formula{number}.csv")
        other = Library.open(library.path.parent / f"library{number}", create=True)
        error = refused(other, file, good)
        assert "row 3, column side_b" in error.message


def test_invisible_signs(tmp_path: Path, library: Library, good: Path) -> None:
    """A name that turns the direction of text around is refused."""
    error = refused(library, written(tmp_path, ged_text(event(country="Bur\u202eidnu"))), good)
    assert "row 2, column country" in error.message


@pytest.mark.parametrize("day", ["2003-02-31", "31/02/2003", "yesterday", "2150-01-01", "1789-07-14", "infinity"])
def test_a_day_that_is_not_one(day: str, tmp_path: Path, library: Library, good: Path) -> None:
    """A day that the calendar does not have, or that lies outside any record, is never bent into another."""
    error = refused(library, written(tmp_path, ged_text(event(), event(id=2, date_start=day))), good)
    assert "row 3, column date_start" in error.message
    assert day in error.message


def test_negative_deaths(tmp_path: Path, library: Library, good: Path) -> None:
    """Deaths below zero are refused with the row as a spreadsheet counts it."""
    error = refused(library, written(tmp_path, ged_text(event(), event(id=2), event(id=3, best=-4))), good)
    assert "row 4, column best: the number is negative: '-4'" in error.message
    assert "row 4" in error.place


@pytest.mark.parametrize("best", ["five", "1.5", "99999999999", "", "1,000"])
def test_deaths_that_are_no_number(best: str, tmp_path: Path, library: Library, good: Path) -> None:
    """A count that cannot be read is refused, not rounded, cut or taken for zero."""
    error = refused(library, written(tmp_path, ged_text(event(best=best))), good)
    assert "column best" in error.message


def test_estimates_turned_around(tmp_path: Path, library: Library, good: Path) -> None:
    """A file whose low and high columns are exchanged is refused; the rare published slip is not (see layouts)."""
    error = refused(library, written(tmp_path, ged_text(event(low=9, best=5, high=4))), good)
    assert "exchanged" in error.advice


def test_duplicate_ids(tmp_path: Path, library: Library, good: Path) -> None:
    """Two rows with one id are told with both rows."""
    error = refused(library, written(tmp_path, ged_text(event(), event(id=5), event(id=1001))), good)
    assert "row 4, column id: the same id as in row 2: '1001'" in error.message


def test_an_event_that_ends_before_it_begins(tmp_path: Path, library: Library, good: Path) -> None:
    """The order of two dates is a rule about the row."""
    error = refused(library, written(tmp_path, ged_text(event(date_end="2001-03-01"))), good)
    assert "column date_end" in error.message


@pytest.mark.parametrize(
    ("column", "value"),
    [("latitude", "91"), ("longitude", "-181"), ("latitude", "nan0"), ("type_of_violence", "4"), ("date_prec", "9")],
)
def test_values_out_of_bounds(column: str, value: str, tmp_path: Path, library: Library, good: Path) -> None:
    """Codes and places that do not exist are refused by column."""
    error = refused(library, written(tmp_path, ged_text(event(**{column: value}))), good)
    assert f"column {column}" in error.message


def test_all_violations_are_counted_and_the_first_are_told(tmp_path: Path, library: Library, good: Path) -> None:
    """Many mistakes give one error with the total and the first ten, in the order of the file."""
    rows = [event(id=number, best=-1, country="") for number in range(1, 31)]
    error = refused(library, written(tmp_path, ged_text(*rows)), good)
    assert "60 values" in error.message
    assert len(error.message.splitlines()) == 11
    assert "row 2" in error.place


def test_a_long_value_is_shortened(tmp_path: Path, library: Library, good: Path) -> None:
    """An error shows enough of a value to find it, and no more."""
    error = refused(library, written(tmp_path, ged_text(event(best="9" * 5000))), good)
    assert len(error.message) < 500


def test_an_empty_file(tmp_path: Path, library: Library, good: Path) -> None:
    """A file of no bytes is told as empty."""
    assert "empty" in refused(library, written(tmp_path, b""), good).message


@pytest.mark.parametrize(
    "text", [",".join(PUBLISHED_ORDER), ",".join(PUBLISHED_ORDER) + "\n", "\ufeff" + ged_text().split("\n")[0]]
)
def test_a_header_alone(text: str, tmp_path: Path, library: Library, good: Path) -> None:
    """A header without rows is not an empty vintage."""
    assert "no rows" in refused(library, written(tmp_path, text), good).message


def test_a_header_of_nothing(tmp_path: Path, library: Library, good: Path) -> None:
    """Blank lines are no table."""
    refused(library, written(tmp_path, "\n\n\n"), good)


def test_a_row_with_too_few_columns(tmp_path: Path, library: Library, good: Path) -> None:
    """A row cut short is told by its line and both counts."""
    error = refused(library, written(tmp_path, ged_text(event()) + "7,cut,short\n"), good)
    assert "line 3" in error.place
    assert "3 columns instead of 49" in error.message


def test_a_row_with_too_many_columns(tmp_path: Path, library: Library, good: Path) -> None:
    """A row with an extra value is not silently cut."""
    row = ged_text(event(id=9)).split("\n")[1]
    error = refused(library, written(tmp_path, ged_text(event()) + row + ",extra\n"), good)
    assert "line 3" in error.place


def test_unbalanced_quotation_marks(tmp_path: Path, library: Library, good: Path) -> None:
    """A quotation mark that is never closed does not swallow the rest of the file."""
    rows = ged_text(event(), event(id=2, side_b="OPEN"), event(id=3)).replace("OPEN", '"open')
    error = refused(library, written(tmp_path, rows), good)
    assert "line" in error.place


def test_nul_bytes(tmp_path: Path, library: Library, good: Path) -> None:
    """A NUL inside a value is found with its line."""
    text = ged_text(event(), event(id=2, side_b="CN\0DD"))
    error = refused(library, written(tmp_path, text), good)
    assert "NUL" in error.message
    assert "line 3" in error.place


def test_a_column_named_twice(tmp_path: Path, library: Library, good: Path) -> None:
    """Which of two columns of one name is meant is not guessed."""
    text = ged_text().replace("relid", "best", 1)
    assert "twice: best" in refused(library, written(tmp_path, text), good).message


def test_no_header_and_another_number_of_columns(tmp_path: Path, library: Library, good: Path) -> None:
    """A file without a header is read by place only in the published order of 49 columns."""
    text = csv_text([event()], PUBLISHED_ORDER[:30], header=False)
    error = refused(library, written(tmp_path, text), good)
    assert "no header row" in error.message
    assert "30" in error.message


def zipped(tmp_path: Path, members: dict[str, str | bytes], name: str = "bad.zip") -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def test_a_zip_cut_short(tmp_path: Path, library: Library, good: Path) -> None:
    """An archive whose end is missing is told as cut."""
    whole = zipped(tmp_path, {"ged.csv": ged_text(*(event(id=n) for n in range(1, 500)))}).read_bytes()
    error = refused(library, written(tmp_path, whole[: len(whole) // 2], "cut.zip"), good)
    assert "cut short" in error.message


def test_a_zip_with_a_damaged_member(tmp_path: Path, library: Library, good: Path) -> None:
    """Flipped bytes inside an archive are found by its checksum, not read as data."""
    whole = bytearray(zipped(tmp_path, {"ged.csv": ged_text(*(event(id=n) for n in range(1, 500)))}).read_bytes())
    whole[200:220] = bytes(20)
    refused(library, written(tmp_path, bytes(whole), "damaged.zip"), good)


def test_a_zip_bomb(tmp_path: Path, library: Library, good: Path) -> None:
    """A small archive that unpacks to hundreds of times its size is refused before it is unpacked."""
    bomb = zipped(tmp_path, {"ged.csv": bytes(64 * 1024 * 1024)})
    assert bomb.stat().st_size < 100_000
    error = refused(library, bomb, good)
    assert "67 MB" in error.message
    assert "200 times" in error.advice


def test_a_zip_that_lies_about_its_size(tmp_path: Path, library: Library, good: Path) -> None:
    """An archive that states a small size for a large file yields no part of it."""
    whole = bytearray(zipped(tmp_path, {"ged.csv": bytes(64 * 1024 * 1024)}).read_bytes())
    at = whole.rfind(b"PK\x01\x02")
    struct.pack_into("<I", whole, at + 24, 1000)
    refused(library, written(tmp_path, bytes(whole), "liar.zip"), good)


def test_a_zip_with_two_files(tmp_path: Path, library: Library, good: Path) -> None:
    """Which of two files is meant is not guessed."""
    file = zipped(tmp_path, {"a.csv": ged_text(), "b.csv": ged_text(event(id=2))})
    assert "2 files" in refused(library, file, good).message


@pytest.mark.parametrize("member", ["../../evil.csv", "/etc/evil.csv", "C:\\evil.csv", "folder/ged.csv"])
def test_a_zip_with_path_names(member: str, tmp_path: Path, library: Library, good: Path) -> None:
    """A member that names a place among folders is refused and nothing is written there."""
    refused(library, zipped(tmp_path, {member: ged_text()}), good)
    assert not list(tmp_path.rglob("evil.csv"))


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_parquet_cut_short(keep: float, tmp_path: Path, library: Library, good: Path) -> None:
    """A Parquet file without its end is refused."""
    import duckdb

    whole = tmp_path / "whole.parquet"
    duckdb.connect().execute(f"COPY (SELECT * FROM read_csv('{good}')) TO '{whole}'")
    content = whole.read_bytes()
    refused(library, written(tmp_path, content[: int(len(content) * keep)], "cut.parquet"), good)


def test_parquet_of_something_else(tmp_path: Path, library: Library, good: Path) -> None:
    """A sound Parquet file of another table lacks the columns, and says so."""
    import duckdb

    other = tmp_path / "other.parquet"
    duckdb.connect().execute(f"COPY (SELECT 1 AS a, [1, 2] AS b) TO '{other}'")
    assert "missing" in refused(library, other, good).message


def test_parquet_of_endless_rows(tmp_path: Path, library: Library, good: Path) -> None:
    """A Parquet file of a few kilobytes that states tens of millions of rows is not unpacked."""
    import duckdb

    bomb = tmp_path / "bomb.parquet"
    cells = ", ".join(f"'1' AS {name}" for name in PUBLISHED_ORDER)
    duckdb.connect().execute(f"COPY (SELECT {cells} FROM range(25000000)) TO '{bomb}' (COMPRESSION zstd)")
    assert "at most 20000000" in refused(library, bomb, good).message


@pytest.mark.parametrize(
    ("content", "what"), [(b"\x1f\x8b\x08", "gzip"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel"), (b"%PDF-1.7", "PDF")]
)
def test_files_of_other_kinds(content: bytes, what: str, tmp_path: Path, library: Library, good: Path) -> None:
    """A file of another kind is called by its name, whatever its ending says."""
    assert what in refused(library, written(tmp_path, content), good).message


def test_a_folder_and_a_missing_file(tmp_path: Path, library: Library, good: Path) -> None:
    """A folder is no file, and a file that is not there is told."""
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "folder" in refused(library, folder, good).message
    with pytest.raises(InvalidFile, match="cannot be opened"):
        library.add("ucdp-ged", tmp_path / "absent.csv")


def test_a_file_of_another_kind_of_dataset(actors: Path, library: Library, good: Path) -> None:
    """An actor list given as events is refused by its columns."""
    assert "type_of_violence" in refused(library, actors, good).message
