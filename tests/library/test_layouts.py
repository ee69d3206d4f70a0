"""Events come in many layouts; each gives the same canonical rows, and no value is lost or bent on the way."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from multitrack.errors import UsageError
from multitrack.library import Library
from multitrack.library.library import notes_on
from multitrack.library.readers.ucdp_ged import PUBLISHED_ORDER

from .conftest import csv_text, event, ged_text

CANONICAL = (
    1001, date(2001, 3, 4), date(2001, 3, 4), 1, 1, 287, "Burundi: Government", 597, "Government of Burundi", 93,
    "CNDD-FDD", 434, "Burundi", "Bubanza province", -3.08, 29.39, 2, 5, 4, 9,
)  # fmt: skip
REDUCED = (
    "id", "date_start", "year", "month", "country", "type_of_violence", "conflict_name", "side_a", "side_a_id",
    "side_b", "side_b_id", "latitude", "longitude", "best", "low", "high",
)  # fmt: skip


def rows(library: Library) -> list[tuple[Any, ...]]:
    return library.connection().execute("SELECT * EXCLUDE (vintage) FROM events ORDER BY event_id").fetchall()


def put(tmp_path: Path, library: Library, text: str | bytes, name: str = "ged.csv") -> Library:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    library.add("ucdp-ged", path)
    return library


def test_the_published_layout(tmp_path: Path, library: Library) -> None:
    """All 49 columns: every canonical column is filled."""
    assert rows(put(tmp_path, library, ged_text())) == [CANONICAL]


def test_no_header_row(tmp_path: Path, library: Library) -> None:
    """A Candidate file without a header is read in the published order, and its first row is a row."""
    text = csv_text([event(), event(id=1002)], PUBLISHED_ORDER, header=False)
    assert [row[0] for row in rows(put(tmp_path, library, text))] == [1001, 1002]


def test_a_row_of_tags_under_the_header(tmp_path: Path, library: Library) -> None:
    """The row of HXL tags in humanitarian exports is no event."""
    tags = ",".join("#event+id" if name == "id" else "" for name in PUBLISHED_ORDER)
    head, body = ged_text().split("\n", 1)
    assert rows(put(tmp_path, library, f"{head}\n{tags}\n{body}")) == [CANONICAL]


def test_rows_are_counted_past_the_tags(tmp_path: Path, library: Library) -> None:
    """The row in an error is the spreadsheet's also where there are tags."""
    from multitrack.errors import InvalidFile

    tags = ",".join("#event+id" if name == "id" else "" for name in PUBLISHED_ORDER)
    head, body = ged_text(event(), event(id=2, best="x")).split("\n", 1)
    with pytest.raises(InvalidFile, match="row 4, column best"):
        put(tmp_path, library, f"{head}\n{tags}\n{body}")


def test_a_reduced_layout(tmp_path: Path, library: Library) -> None:
    """Sixteen columns with side ids: what is not there is empty, never made up."""
    reduced = event(side_a_id=93, side_b_id=434, date_start="2001-03-04")
    (row,) = rows(put(tmp_path, library, csv_text([reduced], REDUCED)))
    assert row[:3] == (1001, date(2001, 3, 4), None)
    assert (row[9], row[11]) == (93, 434)
    assert row[3] is row[5] is row[7] is row[13] is row[16] is None


def test_upper_case_names_and_older_names_of_the_estimates(tmp_path: Path, library: Library) -> None:
    """Columns are found whatever their case, and the estimates under their older names."""
    text = ged_text()
    head, body = text.split("\n", 1)
    old = head.upper().replace(",BEST,HIGH,LOW,", ",BEST_EST,HIGH_EST,LOW_EST,")
    assert rows(put(tmp_path, library, f"{old}\n{body}")) == [CANONICAL]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators(delimiter: str, tmp_path: Path, library: Library) -> None:
    """A file saved by a spreadsheet with semicolons or tabs is read as it is."""
    text = ged_text().replace(",", delimiter)
    assert rows(put(tmp_path, library, text)) == [CANONICAL]


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path, library: Library) -> None:
    """What Windows programs add at the start and at line ends is no part of a value."""
    assert rows(put(tmp_path, library, ("\ufeff" + ged_text()).replace("\n", "\r\n"))) == [CANONICAL]


def test_whole_numbers_written_as_decimals(tmp_path: Path, library: Library) -> None:
    """Ids that went through a data frame ("93.0") are whole numbers still."""
    text = ged_text(event(side_a_new_id="93.0", side_b_new_id="434.0", best="5.0", dyad_new_id="597."))
    assert rows(put(tmp_path, library, text)) == [CANONICAL]


def test_space_around_names(tmp_path: Path, library: Library) -> None:
    """Names are stripped, of no-break spaces too; words for "missing" in number columns are missing."""
    text = ged_text(event(side_b=" CNDD-FDD\u00a0", country="Burundi ", date_prec="NA", where_prec="nan"))
    (row,) = rows(put(tmp_path, library, text))
    assert (row[10], row[12], row[3], row[16]) == ("CNDD-FDD", "Burundi", None, None)


def test_commas_quotation_marks_and_line_breaks_inside_values(tmp_path: Path, library: Library) -> None:
    """A value keeps the signs that a table is made of."""
    name = 'PVO - "White Band" faction, Government of Burundi'
    text = ged_text(event(side_b=name, where_description="a\nb,c"), event(id=1002))
    assert [row[10] for row in rows(put(tmp_path, library, text))] == [name, "CNDD-FDD"]


def test_estimates_out_of_order_are_kept_and_counted(tmp_path: Path, library: Library) -> None:
    """Published slips in the estimates are no reason to refuse a file; the vintage says how many."""
    slips = [event(id=n) for n in range(2, 200)] + [event(id=1, low=9, best=5, high=4)]
    put(tmp_path, library, ged_text(*slips))
    (vintage,) = library.vintages()
    assert vintage.counts["estimates_turned_around"] == 1
    assert rows(library)[0][-3:] == (5, 9, 4)
    assert any("out of order, kept as published: 1" in note for note in notes_on(vintage))


def test_the_same_rows_from_csv_zip_and_parquet(tmp_path: Path, good: Path) -> None:
    """What a file is, is told by its content: a zip called .csv and Parquet called .zip are read."""
    import duckdb

    archive, parquet = tmp_path / "zip.csv", tmp_path / "parquet.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(good, "GEDEvent.csv")
    duckdb.connect().execute(f"COPY (SELECT * FROM read_csv('{good}')) TO '{parquet}' (FORMAT parquet)")
    found = []
    for number, file in enumerate((good, archive, parquet)):
        library = Library.open(tmp_path / f"library{number}", create=True)
        library.add("ucdp-ged", file)
        found.append(rows(library))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 2


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path, good: Path) -> None:
    """Signs that engines read as patterns are plain signs in a file's and a library's name."""
    folder = tmp_path / "a[1]*b?"
    folder.mkdir()
    file = folder / "it's [x]*.csv"
    file.write_bytes(good.read_bytes())
    library = Library.open(folder / "lib'rary[2]", create=True)
    assert library.add("ucdp-ged", file).rows == 2
    assert len(rows(library)) == 2


def test_yemen_is_said(tmp_path: Path, library: Library) -> None:
    """A file with Yemen after January 2015 says that the Houthi side is coded as the government there."""
    text = ged_text(event(country="Yemen (North Yemen)", date_start="2016-01-01", date_end="2016-01-01"))
    put(tmp_path, library, text)
    assert any("Ansarallah" in note for note in library.coverage().notes)


def test_an_unknown_kind_lists_the_kinds(good: Path, library: Library) -> None:
    """A kind that does not exist is answered with those that do."""
    with pytest.raises(UsageError) as caught:
        library.add("acled", good)
    assert "ucdp-agreements" in caught.value.advice


@pytest.mark.shared
def test_the_shared_layouts(shared_data: Path, library: Library) -> None:
    """The reduced and the full-column files at hand are read whole; the later wins where they overlap."""
    library.add("ucdp-ged", shared_data / "ucdp_ged" / "ged_211_precise.parquet", available_on=date(2021, 6, 15))
    later = library.add("ucdp-ged", shared_data / "ucdp_ged" / "ged_sudan_southsudan.parquet")
    assert (later.rows, later.publisher_version) == (5_471, "25.1")
    counted = library.connection().execute("SELECT vintage, count(*) FROM events GROUP BY 1").fetchall()
    assert dict(counted)[later.name] == 5_471
    assert sum(dict(counted).values()) == 153_964
