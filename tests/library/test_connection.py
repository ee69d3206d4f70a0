"""The engine reaches the library's data and nothing else; its views keep their columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from multitrack.library import Library
from multitrack.library.connection import VIEWS

EVENTS = {
    "event_id": "BIGINT", "date_start": "DATE", "date_end": "DATE", "date_prec": "TINYINT", "type": "TINYINT",
    "conflict_id": "BIGINT", "conflict_name": "VARCHAR", "dyad_id": "BIGINT", "side_a": "VARCHAR",
    "side_a_id": "BIGINT", "side_b": "VARCHAR", "side_b_id": "BIGINT", "country": "VARCHAR", "adm1": "VARCHAR",
    "latitude": "DOUBLE", "longitude": "DOUBLE", "where_prec": "TINYINT", "best": "INTEGER", "low": "INTEGER",
    "high": "INTEGER", "vintage": "VARCHAR",
}  # fmt: skip
PARTICIPANTS = {
    "event_id": "BIGINT", "side": "VARCHAR", "actor_id": "BIGINT", "name": "VARCHAR", "members": "TINYINT",
    "kind": "VARCHAR",
}  # fmt: skip


def described(library: Library, view: str) -> dict[str, str]:
    return {row[0]: row[1] for row in library.connection().execute(f"DESCRIBE {view}").fetchall()}


@pytest.mark.parametrize("which", ["sample", "library"])
def test_the_views_keep_their_columns(which: str, request: pytest.FixtureRequest) -> None:
    """Measures stand on these names and types, also where a library is empty."""
    library = request.getfixturevalue(which)
    assert described(library, "events") == EVENTS
    assert described(library, "participants") == PARTICIPANTS
    assert described(library, "actors")["actor_id"] == "BIGINT"
    assert described(library, "actors")["is_state"] == "BOOLEAN"


def test_an_empty_library_answers_with_nothing(library: Library) -> None:
    """No data is no error: every view is there and empty, and coverage says that nothing is known."""
    for view in (*VIEWS.values(), "participants"):
        assert library.connection().execute(f"SELECT count(*) FROM {view}").fetchone() == (0,)
    assert library.groups() == []
    assert library.find("anyone") == []
    assert (library.coverage().first, library.coverage().last, library.coverage().partial) == (None, None, False)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM glob('{folder}/*')",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "ATTACH '{folder}/other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM 'https://example.org/a.parquet'",
        "SET enable_external_access = true",
        "SET allowed_paths = ['{secret}']",
    ],
)
def test_no_other_file_is_in_reach(statement: str, tmp_path: Path, good: Path, library: Library) -> None:
    """A statement cannot read a file beside the library, write one, or bring in an extension."""
    import duckdb

    secret = tmp_path / "secret.txt"
    secret.write_text("ledger")
    library.add("ucdp-ged", good)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(duckdb.Error):
        library.connection().execute(statement.format(secret=secret, folder=tmp_path)).fetchall()
    assert sorted(tmp_path.rglob("*")) == before


def test_data_changed_after_opening_is_found_at_the_first_question(good: Path, library: Library) -> None:
    """The hash is checked when the data is first used, not only when it was added."""
    from multitrack.errors import DamagedVintage

    vintage = library.add("ucdp-ged", good)
    (library.path / "vintages" / vintage.name / "data.parquet").write_bytes(b"PAR1PAR1")
    with pytest.raises(DamagedVintage):
        library.connection()


def test_an_addition_is_seen_by_the_open_library(good: Path, library: Library) -> None:
    """After an addition the same library answers with the new rows."""
    assert library.find("CNDD-FDD") == []
    library.add("ucdp-ged", good)
    assert library.find("CNDD-FDD")[0].events == 2


def test_a_relative_place(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library named from the working folder stays in reach when that folder changes."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    library = Library.open(Path("lib"), create=True)
    library.add("ucdp-ged", good)
    monkeypatch.chdir(tmp_path)
    assert library.connection().execute("SELECT count(*) FROM events").fetchone() == (2,)
