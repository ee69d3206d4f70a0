"""Measure the way from events to the violence of every group, in a file; and of one group alone.

Needs a library with events: ``--library FOLDER``, or a GED file that is added to a library of its own for the run
(``--ged FILE``; ``bench/make_ged.py`` makes one of full size). Prints a table, or JSON with ``--json``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from multitrack.library import Library
from multitrack.measures.sweep import violence_all
from multitrack.measures.violence import violence

__all__ = ["main", "measure"]

LIMIT_ALL = 15.0
LIMIT_ONE = 0.5


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that a call took, and what it returned."""
    start = time.perf_counter()
    answer = call()
    return time.perf_counter() - start, answer


def measure(folder: Path | None, out: Path) -> dict[str, Any]:
    """Open a library, write all groups, ask for the one with most events; figures of it all."""
    opening, library = timed(lambda: Library.open(folder))
    reading, connection = timed(library.connection)
    every, rows = timed(lambda: violence_all(library, out))
    events = connection.execute("SELECT count(*) FROM events").fetchone()[0]
    with duckdb.connect(":memory:") as reader:
        groups, busiest = reader.execute(
            "SELECT count(*), arg_max(ucdp_id, n) "
            "FROM (SELECT ucdp_id, sum(events) AS n FROM read_parquet(?) GROUP BY 1)",
            [str(out)],
        ).fetchone()
    one, answer = timed(lambda: violence(library, int(busiest)))
    return {
        "events": events,
        "groups": groups,
        "rows": rows,
        "cores": os.cpu_count(),
        "open_seconds": round(opening + reading, 3),
        "all_seconds": round(every, 3),
        "total_seconds": round(opening + reading + every, 3),
        "one_group_seconds": round(one, 3),
        "one_group_months": len(answer.months),
        "file_bytes": out.stat().st_size,
        "within_limits": opening + reading + every < LIMIT_ALL and one < LIMIT_ONE,
    }


def main() -> int:
    """Measure and print; exit code 1 if a limit was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--library", type=Path, help="a library; the sample if neither is given")
    where.add_argument("--ged", type=Path, help="a GED file to be added to a library made for this run")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.library
        adding = None
        if given.ged:
            folder = Path(scratch) / "library"
            adding, _vintage = timed(lambda: Library.open(folder, create=True).add("ucdp-ged", given.ged))
        figures = measure(folder, Path(scratch) / "violence.parquet")
    if adding is not None:
        figures["add_seconds"] = round(adding, 3)
    if given.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:20} {value:>12,}" if isinstance(value, int | float) else f"{name:20} {value!s:>12}")
    return 0 if figures["within_limits"] else 1


if __name__ == "__main__":
    sys.exit(main())
