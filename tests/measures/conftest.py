"""Event tables for the measures: small ones written out by a test, and the public data where it is here.

The views have the columns that the library promises to the measures; the measures read nothing else of a library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

EVENT_COLUMNS = (
    "event_id BIGINT, date_start DATE, date_end DATE, date_prec TINYINT, type TINYINT, conflict_id BIGINT, "
    "conflict_name VARCHAR, dyad_id BIGINT, side_a VARCHAR, side_a_id BIGINT, side_b VARCHAR, side_b_id BIGINT, "
    "country VARCHAR, adm1 VARCHAR, latitude DOUBLE, longitude DOUBLE, where_prec TINYINT, best INTEGER, "
    "low INTEGER, high INTEGER"
)
ACTOR_COLUMNS = (
    "actor_id BIGINT, name VARCHAR, is_state BOOLEAN, split_from_ids BIGINT[], temporary_split_ids BIGINT[], "
    "alliance_ids BIGINT[], joined_ids BIGINT[]"
)
PARTICIPANT_COLUMNS = "event_id BIGINT, side VARCHAR, actor_id BIGINT, name VARCHAR, members TINYINT, kind VARCHAR"


class Cover(msgspec.Struct, frozen=True):
    """The part of a library's coverage that the measures read."""

    first: date | None
    last: date | None
    notes: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    partial: bool = False


def _kind(name: str) -> str:
    if name == "Civilians":
        return "civilians"
    return "state" if name.startswith("Government of ") else "group"


@dataclass
class EventTable:
    """A library of its own making: real DuckDB tables under the names of the views."""

    cover: Cover = field(default_factory=lambda: Cover(date(1989, 1, 1), date(2017, 12, 31)))
    database: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)
    events: int = 0

    def __post_init__(self) -> None:
        self.database.execute(f"CREATE TABLE events ({EVENT_COLUMNS})")
        self.database.execute(f"CREATE TABLE participants ({PARTICIPANT_COLUMNS})")
        self.database.execute(f"CREATE TABLE actors ({ACTOR_COLUMNS})")

    def connection(self) -> duckdb.DuckDBPyConnection:
        return self.database

    def coverage(self) -> Cover:
        return self.cover

    def actor(self, actor_id: int, name: str, *, is_state: bool = False) -> None:
        self.database.execute(
            "INSERT INTO actors (actor_id, name, is_state) VALUES (?, ?, ?)", [actor_id, name, is_state]
        )

    def tie(self, actor_id: int, column: str, *others: int) -> None:
        """Write a tie into an actor's row, under one of the list's columns of ids."""
        self.database.execute(f"UPDATE actors SET {column} = ? WHERE actor_id = ?", [list(others), actor_id])

    def event(
        self,
        day: date,
        deaths: int | tuple[int, int, int],
        a: list[tuple[int | None, str]],
        b: list[tuple[int | None, str]],
        **more: Any,
    ) -> None:
        self.events += 1
        low, best, high = (deaths, deaths, deaths) if isinstance(deaths, int) else deaths
        row = {
            "event_id": self.events,
            "date_start": day,
            "type": 1,
            "side_a": ", ".join(name for _, name in a),
            "side_b": ", ".join(name for _, name in b),
            "best": best,
            "low": low,
            "high": high,
            **more,
        }
        self.database.execute(
            f"INSERT INTO events ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        )
        for side, parties in (("a", a), ("b", b)):
            for ident, name in parties:
                self.database.execute(
                    "INSERT INTO participants VALUES (?, ?, ?, ?, ?, ?)",
                    [self.events, side, ident, name, len(parties), _kind(name)],
                )


@pytest.fixture
def table() -> EventTable:
    """An empty record of 1989 to 2017."""
    return EventTable()


@pytest.fixture
def make_table() -> Callable[..., EventTable]:
    """Makes further empty records, with a first and last day of one's own."""
    return lambda first, last: EventTable(Cover(first, last))


@pytest.fixture(scope="session")
def public_record(shared_data: Path) -> Iterator[EventTable]:
    """The shared extract of UCDP GED 21.1 (precisely placed events to 2017) and the actor list 22.1."""
    record = EventTable()
    ged = str(shared_data / "ucdp_ged" / "ged_211_precise.parquet")
    actors = str(shared_data / "ucdp_other" / "ucdp_actor_221.parquet")
    record.database.execute(
        "INSERT INTO events SELECT id, CAST(date_start AS DATE), NULL, NULL, type_of_violence, NULL, conflict_name, "
        "NULL, side_a, side_a_id, side_b, side_b_id, country, NULL, latitude, longitude, NULL, best, low, high "
        "FROM read_parquet(?)",
        [ged],
    )
    record.database.execute(
        "INSERT INTO actors SELECT ActorId, trim(NameData), Org = '4', "
        + ", ".join(
            f"CAST(regexp_extract_all({column}, '[0-9]+') AS BIGINT[])"
            for column in ("ActorIdPrev", "ActorIdSplitTemp", "ActorIdAlliance", "ActorIdGroup")
        )
        + " FROM read_parquet(?)",
        [actors],
    )
    record.database.execute(
        "INSERT INTO participants WITH sides AS ("
        "SELECT event_id, 'a' AS side, side_a_id AS ident, side_a AS name FROM events UNION ALL "
        "SELECT event_id, 'b', side_b_id, side_b FROM events), "
        "split AS (SELECT event_id, side, ident, "
        "unnest(CASE WHEN ident IS NULL THEN string_split(name, ', ') ELSE [name] END) AS name, "
        "CASE WHEN ident IS NULL THEN len(string_split(name, ', ')) ELSE 1 END AS members FROM sides), "
        "named AS (SELECT name, min(actor_id) AS actor_id FROM actors GROUP BY name HAVING count(*) = 1) "
        "SELECT event_id, side, coalesce(ident, named.actor_id), trim(split.name), members, CASE "
        "WHEN trim(split.name) = 'Civilians' THEN 'civilians' "
        "WHEN starts_with(trim(split.name), 'Government of') THEN 'state' ELSE 'group' END "
        "FROM split LEFT JOIN named ON named.name = trim(split.name)"
    )
    yield record
    record.database.close()
