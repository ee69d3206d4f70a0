"""Build the sample library from the public datasets: same input, same engine, same bytes.

The clock stands still at the day the sample was put together, so that no file holds the moment of the build.
Run it with the folder of the datasets (``../shared/data`` by default); the result is at most four million
bytes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from multitrack.i18n import N_
from multitrack.library.adding import Addition, add
from multitrack.library.library import SAMPLE
from multitrack.library.vintages import FOLDER

__all__ = ["LIMIT", "PARTS", "build", "main"]

REPO = Path(__file__).resolve().parent.parent
LIMIT = 4_000_000
BUILT_ON = datetime(2026, 11, 23, tzinfo=UTC)

GED_NOTES = (
    N_(
        "Cut down from UCDP GED Global 21.1 (261,864 events, 1989 to 2020): only events placed exactly or within "
        "about 25 km (where_prec 1 and 2) with no value missing, and only to the end of 2017: 150,686 events."
    ),
    N_(
        "About a third of the events are missing, more in older wars and for battles known only to province; counts "
        "are not event totals. Of the events of Sudan in 1989 to 2020, 61% remain."
    ),
    N_(
        "End dates, date precision, conflict and dyad ids and districts are not in it: an event of many days looks "
        "like one day."
    ),
    N_(
        "Actor ids were added by exact name match to the UCDP Actor list 22.1, not by UCDP; coalitions carry none, "
        "their members are matched by name."
    ),
)
PARTS = (
    Addition(
        "ucdp-ged",
        Path("ucdp_ged/ged_211_precise.parquet"),
        publisher_version="21.1",
        partial=True,
        notes=GED_NOTES,
    ),
    Addition("ucdp-actor", Path("ucdp_other/ucdp_actor_221.parquet"), publisher_version="22.1"),
    Addition("ucdp-dyadic", Path("ucdp_other/ucdp_dyadic_241.parquet"), publisher_version="24.1"),
    Addition(
        "ucdp-termination",
        Path("ucdp_other/ucdp_termination_dyad_v3_2021.parquet"),
        publisher_version="3-2021",
    ),
    Addition("ucdp-agreements", Path("ucdp_other/ucdp_peace_agreements_221.parquet"), publisher_version="22.1"),
)
"""What the sample holds. The days of publication are not known for certain, so none is given."""


def build(data: Path, target: Path) -> int:
    """Build the sample from the datasets in ``data`` into ``target``; the size of the result in bytes."""
    shutil.rmtree(target / FOLDER, ignore_errors=True)
    for part in PARTS:
        described = Addition(
            part.kind,
            data / part.file,
            publisher_version=part.publisher_version,
            partial=part.partial,
            notes=part.notes,
        )
        add(target, described, now=lambda: BUILT_ON)
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


def main() -> int:
    """Build, print the size, fail if it is too large."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=REPO.parent / "shared" / "data")
    parser.add_argument("target", nargs="?", type=Path, default=SAMPLE)
    given = parser.parse_args()
    size = build(given.data, given.target)
    print(f"sample of {date.fromisoformat(BUILT_ON.date().isoformat())}: {size:,} bytes, at most {LIMIT:,}")
    return 0 if size <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
