"""All groups in one file agree with each group alone, and a broken run leaves nothing behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from multitrack.errors import UsageError
from multitrack.measures.sweep import COLUMNS, violence_all
from multitrack.measures.violence import violence

GOVERNMENT = (90, "Government of Utopia")


@pytest.fixture
def record(table: Any) -> Any:
    table.actor(*GOVERNMENT, is_state=True)
    for group, (months, deaths) in enumerate([(40, 3), (5, 9), (90, 60), (30, 1)], start=1):
        table.actor(group, f"Front {group} d'Été")
        for month in range(months):
            day = date(1995 + group + month // 12, month % 12 + 1, 20)
            table.event(day, deaths * (1 + month % 3), [GOVERNMENT], [(group, f"Front {group} d'Été")])
    return table


def rows_of(file: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_the_file_says_of_each_group_what_the_group_alone_says(record: Any, tmp_path: Path) -> None:
    file = tmp_path / "all.parquet"
    written = violence_all(record, file, as_of=date(2004, 3, 31))
    rows = rows_of(file)
    assert len(rows) == written
    assert tuple(rows[0]) == COLUMNS
    for ucdp_id in (1, 2, 3, 4):
        alone = violence(record, ucdp_id, date(2004, 3, 31))
        mine = [row for row in rows if row["ucdp_id"] == ucdp_id]
        assert [row["month"] for row in mine] == [row.month for row in alone.months]
        for row, month in zip(mine, alone.months, strict=True):
            assert (row["name"], row["events"], row["deaths"]) == (alone.group, month.events, month.deaths)
            assert row["pattern"] == month.pattern
            for name in ("p_change", "p_ease", "p_rise", "p_ease_as_stood"):
                expected = getattr(month, name)
                assert row[name] == (None if expected is None else pytest.approx(expected, abs=1e-4))


def test_too_little_data_has_figures_a_word_and_no_probabilities(record: Any, tmp_path: Path) -> None:
    violence_all(record, tmp_path / "all.parquet")
    few = [row for row in rows_of(tmp_path / "all.parquet") if row["ucdp_id"] == 2]
    assert sum(row["events"] for row in few) == 5
    assert {row["p_ease"] for row in few} == {None}
    assert {row["pattern"] for row in few} == {"too little data"}


def test_progress_reaches_the_number_of_groups(record: Any, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    violence_all(record, tmp_path / "all.parquet", progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (4, 4)


def test_an_interruption_leaves_the_old_file_and_nothing_else(record: Any, tmp_path: Path) -> None:
    file = tmp_path / "all.parquet"
    file.write_bytes(b"what was there before")

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        violence_all(record, file, progress=stop)
    assert file.read_bytes() == b"what was there before"
    assert [path.name for path in tmp_path.iterdir()] == ["all.parquet"]


def test_a_folder_that_is_not_there_is_a_usage_error(record: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        violence_all(record, tmp_path / "nowhere" / "all.parquet")


def test_a_file_that_cannot_be_written_leaves_nothing(record: Any, tmp_path: Path) -> None:
    (tmp_path / "all.parquet").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        violence_all(record, tmp_path / "all.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["all.parquet"]


def test_an_odd_file_name_is_only_a_name(record: Any, tmp_path: Path) -> None:
    file = tmp_path / "it's; DROP TABLE 'x'.parquet"
    assert violence_all(record, file) == len(rows_of(file))


def test_an_empty_record_gives_an_empty_file(table: Any, tmp_path: Path) -> None:
    assert violence_all(table, tmp_path / "all.parquet") == 0
    assert rows_of(tmp_path / "all.parquet") == []
