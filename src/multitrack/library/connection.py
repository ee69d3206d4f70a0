"""The engine over a library: an in-memory database with views of the rows that count, and nothing else in reach.

Invariant: whoever holds the connection can read the library's own data files and no other file, load no
extension and open no network; and the views show, per key, the row of the latest vintage.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from multitrack.library.columns import quoted
from multitrack.library.readers import READERS, Reader
from multitrack.library.sides import ActorNames, members
from multitrack.library.vintages import Vintage, verify

if TYPE_CHECKING:
    import duckdb

__all__ = ["VIEWS", "connect", "statement"]

VIEWS = {
    "ucdp-ged": "events",
    "ucdp-actor": "actors",
    "ucdp-dyadic": "dyads",
    "ucdp-termination": "terminations",
    "ucdp-agreements": "agreements",
}
"""The view that shows each kind."""


def statement(name: str) -> str:
    """The text of ``sql/NAME.sql``."""
    return files("multitrack.library").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def connect(library: Path, vintages: Sequence[Vintage]) -> duckdb.DuckDBPyConnection:
    """A connection with the views of :data:`VIEWS` and ``participants`` over ``vintages``, later ones last.

    Raises:
        DamagedVintage: the data of a vintage is not what was added.
    """
    import duckdb

    paths = {vintage.name: verify(library, vintage) for vintage in vintages}
    connection = duckdb.connect(":memory:")
    allowed = ", ".join(_text(str(path)) for path in paths.values())
    for setting in (
        "threads = 2",
        "temp_directory = ''",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "allow_community_extensions = false",
        f"allowed_paths = [{allowed}]",
        "enable_external_access = false",
    ):
        connection.execute(f"SET {setting}")
    for kind, view in VIEWS.items():
        ranked = [(rank, vintage) for rank, vintage in enumerate(vintages) if vintage.kind == kind]
        _rows(connection, READERS[kind], view, ranked, paths)
        _winning(connection, READERS[kind], view, several=len(ranked) > 1)
        connection.execute(statement(view))
    _participants(connection)
    connection.execute("SET lock_configuration = true")
    return connection


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _rows(
    connection: duckdb.DuckDBPyConnection,
    reader: Reader,
    view: str,
    ranked: Sequence[tuple[int, Vintage]],
    paths: dict[str, Path],
) -> None:
    names = ", ".join(quoted(column.name) for column in reader.columns)
    selects = [
        f"SELECT {names}, {_text(vintage.name)} AS vintage, {rank} AS vintage_rank "
        f"FROM read_parquet({_text(str(paths[vintage.name]))})"
        for rank, vintage in ranked
    ]
    if not selects:
        empty = ", ".join(f"CAST(NULL AS {column.sql}) AS {quoted(column.name)}" for column in reader.columns)
        selects = [f"SELECT {empty}, CAST(NULL AS VARCHAR) AS vintage, 0 AS vintage_rank WHERE false"]
    connection.execute(f"CREATE VIEW {view}_rows AS {' UNION ALL '.join(selects)}")


def _winning(connection: duckdb.DuckDBPyConnection, reader: Reader, view: str, *, several: bool) -> None:
    key = ", ".join(quoted(name) for name in reader.key)
    if not several:
        connection.execute(f"CREATE VIEW {view}_winning AS SELECT * EXCLUDE (vintage_rank) FROM {view}_rows")
        return
    superseded = f"{view}_superseded"
    connection.execute(statement("winners").format(rows=f"{view}_rows", key=key, superseded=superseded))
    connection.execute(
        f"CREATE VIEW {view}_winning AS SELECT * EXCLUDE (vintage_rank) "
        f"FROM {view}_rows ANTI JOIN {superseded} USING ({key}, vintage_rank)"
    )


def _participants(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute("SELECT actor_id, name, location, is_state FROM actors").fetchall()
    known = ActorNames.of(rows)
    connection.execute(
        "CREATE TABLE side_members (side VARCHAR, side_id BIGINT, country VARCHAR, actor_id BIGINT, "
        "name VARCHAR, kind VARCHAR, members TINYINT)"
    )
    found = []
    for side, side_id, country in connection.execute(statement("sides")).fetchall():
        parties = members(side, side_id or None, country, known)
        found += [(side, side_id, country, party.actor_id, party.name, party.kind, len(parties)) for party in parties]
    if found:
        # One statement over one list per column: row by row, thousands of inserts would take seconds.
        columns = [list(column) for column in zip(*found, strict=True)]
        connection.execute(
            "INSERT INTO side_members SELECT unnest(?::VARCHAR[]), unnest(?::BIGINT[]), unnest(?::VARCHAR[]), "
            "unnest(?::BIGINT[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::TINYINT[])",
            columns,
        )
    connection.execute(statement("participants"))
