"""The lists beside the events: ids in lists, days in the right century, one row per key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from multitrack.errors import InvalidFile
from multitrack.library import Library

from .conftest import csv_text

DYAD = {
    "dyad_id": 597, "conflict_id": 287, "year": 2003, "location": "Burundi", "side_a": "Government of Burundi",
    "side_a_id": 93, "side_b": "CNDD-FDD ", "side_b_id": "434", "incompatibility": 2, "intensity_level": 2,
    "type_of_conflict": 3, "start_date": "1998-06-07", "start_prec": 1, "version": "24.1",
}  # fmt: skip
END = DYAD | {
    "dyadepisode": 1, "dyadterm": 1, "start_date": "6/7/98", "start_date2": "6/7/98", "ependdate": "11/16/03",
    "ependprec": 1, "outcome": 1, "cfiredate": "", "peagdate": "11/16/03", "recur": 0,
}  # fmt: skip
AGREEMENT = {
    "paid": 1099, "pa_date": "2003-11-16", "pa_name": "Global Ceasefire agreement", "conflict_id": 287,
    "dyad_id": "597", "actor_id": "102, 100, 93, 434", "pa_sign": "Government: A\nCNDD-FDD: B", "ended": "",
    "cease": 1, "amn": 0, "pa_type": 2,
}  # fmt: skip


def put(tmp_path: Path, library: Library, kind: str, *rows: dict[str, object]) -> Library:
    path = tmp_path / f"{kind}-{len(library.vintages())}.csv"
    path.write_text(csv_text(rows, {name: None for row in rows for name in row}), "utf-8")
    library.add(kind, path)
    return library


def one(library: Library, sql: str) -> tuple[object, ...]:
    found = library.connection().execute(sql).fetchall()
    assert len(found) == 1
    return found[0]


def test_days_with_two_digit_years(tmp_path: Path, library: Library) -> None:
    """Two-digit years are those between 1930 and 2029: a war that ended in 1946 did not end in 2046."""
    put(
        tmp_path, library, "ucdp-termination", END,
        END | {"dyad_id": 1, "year": 1946, "start_date": "3/31/39", "start_date2": "", "ependdate": "7/21/46"},
    )  # fmt: skip
    found = library.connection().execute("SELECT start_date, end_date FROM terminations ORDER BY year").fetchall()
    assert found == [(date(1939, 3, 31), date(1946, 7, 21)), (date(1998, 6, 7), date(2003, 11, 16))]


def test_an_end_in_the_wrong_century_is_refused(tmp_path: Path, library: Library) -> None:
    """A date far from the year of its row is a mistake of the file or of the reading, and not kept."""
    with pytest.raises(InvalidFile, match="twenty years"):
        put(tmp_path, library, "ucdp-termination", END | {"year": 1946, "start_date": "", "start_date2": ""})


def test_a_remark_about_dates_keeps_its_words(tmp_path: Path, library: Library) -> None:
    """Where a date is a remark, the remark is kept beside the first day in it."""
    remark = "1996-04-27 (unilateral); 2003-11-16 (bilateral)"
    put(tmp_path, library, "ucdp-termination", END | {"cfiredate": remark})
    assert one(library, "SELECT ceasefire_date, ceasefire_noted FROM terminations") == (date(1996, 4, 27), remark)


def test_only_ends_are_kept_and_the_rest_counted(tmp_path: Path, library: Library) -> None:
    """Years in which an episode went on are no ends; how many there were is said."""
    put(
        tmp_path, library, "ucdp-termination", END, END | {"year": 2002, "dyadterm": 0, "outcome": "", "ependdate": "."}
    )
    assert one(library, "SELECT year, outcome FROM terminations") == (2003, 1)
    assert library.vintages()[0].counts["not_ended"] == 1
    assert any("went on" in note for note in library.coverage().notes)


def test_an_end_without_outcome_is_not_given_one(tmp_path: Path, library: Library) -> None:
    """What is not stated stays not stated."""
    put(tmp_path, library, "ucdp-termination", END | {"outcome": ""})
    assert one(library, "SELECT outcome FROM terminations") == (None,)


@pytest.mark.parametrize(("column", "value"), [("outcome", 7), ("ependdate", "13/45/03"), ("dyadterm", 2)])
def test_codes_of_ends_that_do_not_exist(column: str, value: object, tmp_path: Path, library: Library) -> None:
    """Codes and days outside the codebook are refused by column."""
    with pytest.raises(InvalidFile, match=column):
        put(tmp_path, library, "ucdp-termination", END | {column: value})


def test_one_row_per_dyad_and_year(tmp_path: Path, library: Library) -> None:
    """The key of the dyadic dataset is dyad and year; a second row of one key is refused."""
    with pytest.raises(InvalidFile, match="same dyad_id, year as in row 2"):
        put(tmp_path, library, "ucdp-dyadic", DYAD, DYAD | {"year": 2002}, DYAD)


def test_several_ids_of_one_side(tmp_path: Path, library: Library) -> None:
    """Interstate coalitions keep all their ids."""
    put(tmp_path, library, "ucdp-dyadic", DYAD | {"side_b_id": "33, 121, 28"})
    assert one(library, "SELECT side_b_ids, side_b FROM dyads") == ([33, 121, 28], "CNDD-FDD")
    assert [row.year for row in library.dyads_of(121)] == [2003]


def test_a_list_of_ids_with_something_else_in_it(tmp_path: Path, library: Library) -> None:
    """One unreadable id in a list is a violation, not a shorter list."""
    with pytest.raises(InvalidFile, match="not a list of whole numbers: '102, x, 93'"):
        put(tmp_path, library, "ucdp-agreements", AGREEMENT | {"actor_id": "102, x, 93"})


def test_agreements_keep_the_words_about_signatories(tmp_path: Path, library: Library) -> None:
    """The publisher's own words stay whole, line breaks and all, beside the coded ids."""
    put(tmp_path, library, "ucdp-agreements", AGREEMENT)
    (row,) = library.agreements_of(434)
    assert row.signatories == "Government: A\nCNDD-FDD: B"
    assert (row.actor_ids, row.provisions, row.ended) == ((102, 100, 93, 434), ("ceasefire",), None)


def test_later_lists_win_by_their_own_key(tmp_path: Path, library: Library, actors: Path) -> None:
    """On overlap an actor is as the later list has it, and one that the later list lacks remains."""
    library.add("ucdp-actor", actors)
    put(tmp_path, library, "ucdp-actor", {"ActorId": 434, "NameData": "FDD", "Org": 1, "Location": "Burundi"})
    assert one(library, "SELECT name FROM actors WHERE actor_id = 434") == ("FDD",)
    assert one(library, "SELECT count(*) FROM actors") == (7,)


@pytest.mark.shared
def test_the_shared_lists(shared_data: Path, library: Library) -> None:
    """The lists at hand are read whole."""
    folder = shared_data / "ucdp_other"
    rows = {
        "ucdp-actor": ("ucdp_actor_221.parquet", 1_725), "ucdp-dyadic": ("ucdp_dyadic_241.parquet", 3_357),
        "ucdp-termination": ("ucdp_termination_dyad_v3_2021.parquet", 852),
        "ucdp-agreements": ("ucdp_peace_agreements_221.parquet", 374),
    }  # fmt: skip
    for kind, (name, count) in rows.items():
        assert library.add(kind, folder / name).rows == count
    outcomes = library.connection().execute("SELECT outcome, count(*) FROM terminations GROUP BY 1 ORDER BY 1")
    assert outcomes.fetchall() == [(1, 106), (2, 95), (3, 143), (4, 69), (5, 352), (6, 84), (None, 3)]
