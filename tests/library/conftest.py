"""Small published files, made up, in the layouts in which the publisher releases them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from multitrack.library import Library
from multitrack.library.readers.ucdp_ged import PUBLISHED_ORDER

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

EVENT: dict[str, Any] = {
    "id": 1001,
    "relid": "BUR-2001-1-287-1",
    "year": 2001,
    "active_year": 1,
    "code_status": "Clear",
    "type_of_violence": 1,
    "conflict_new_id": 287,
    "conflict_name": "Burundi: Government",
    "dyad_new_id": 597,
    "dyad_name": "Government of Burundi - CNDD-FDD",
    "side_a_new_id": 93,
    "side_a": "Government of Burundi",
    "side_b_new_id": 434,
    "side_b": "CNDD-FDD",
    "where_prec": 2,
    "adm_1": "Bubanza province",
    "latitude": -3.08,
    "longitude": 29.39,
    "country": "Burundi",
    "date_prec": 1,
    "date_start": "2001-03-04 00:00:00.000",
    "date_end": "2001-03-04 00:00:00.000",
    "best": 5,
    "low": 4,
    "high": 9,
}
ACTORS = (
    {"ActorId": 93, "NameData": "Government of Burundi", "Org": 4, "Location": "Burundi"},
    {"ActorId": 431, "NameData": "CNDD", "Org": 1, "Location": "Burundi"},
    {
        "ActorId": 434,
        "NameData": "CNDD-FDD ",
        "NameOrigFull": "Conseil national pour la défense de la démocratie-Forces pour la défense de la démocratie",
        "Org": 1,
        "Location": "Burundi, DR Congo (Zaire)",
        "ActorIdPrev": "431",
        "NamePrev": "CNDD",
    },
    {"ActorId": 283, "NameData": "RIRA", "Org": 1, "Location": "United Kingdom", "ActorIdPrev": "283"},
    {"ActorId": 1162, "NameData": "SRF", "Org": 1, "Location": "Sudan, Libya"},
    {"ActorId": 6011, "NameData": "SRF", "Org": 1, "Location": "Syria"},
    {"ActorId": 900, "NameData": "Interahamwe, ex-FAR", "Org": 1, "Location": "Rwanda"},
)


def event(**changed: Any) -> dict[str, Any]:
    """One event, with some cells changed."""
    return EVENT | changed


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Iterable[str], header: bool = True) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), extrasaction="ignore", restval="", lineterminator="\n")
    if header:
        writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def ged_text(*rows: Mapping[str, Any]) -> str:
    """Events in the full published layout."""
    return csv_text(rows or (EVENT,), PUBLISHED_ORDER)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A sound file of two events."""
    path = tmp_path / "good.csv"
    path.write_text(ged_text(event(), event(id=1002, date_start="2001-04-01", date_end="2001-04-02")), "utf-8")
    return path


@pytest.fixture
def actors(tmp_path: Path) -> Path:
    """A sound actor list."""
    path = tmp_path / "actors.csv"
    columns = ("ActorId", "NameData", "NameOrigFull", "Org", "NamePrev", "ActorIdPrev", "Location")
    path.write_text(csv_text(ACTORS, columns), "utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library.open(tmp_path / "library", create=True)


@pytest.fixture(scope="session")
def sample() -> Library:
    """The sample library that ships with the program."""
    return Library.open()
