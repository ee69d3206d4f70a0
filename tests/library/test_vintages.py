"""A vintage is whole, unchanged and dated, or it is not there; where vintages overlap the later one counts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from multitrack.errors import DamagedVintage, LibraryError, NewerFormat, NoLibrary, UsageError
from multitrack.library import Library
from multitrack.library.vintages import DATA, FACTS, FOLDER, file_hash

from .conftest import NOON, event, ged_text


def folder_of(library: Library) -> Path:
    (vintage,) = library.vintages()
    return library.path / FOLDER / vintage.name


def file(tmp_path: Path, name: str, *rows: dict[str, object]) -> Path:
    path = tmp_path / name
    path.write_text(ged_text(*rows), "utf-8")
    return path


def test_a_vintage_says_where_it_comes_from(good: Path, library: Library) -> None:
    """Kind, bytes, rows, days, licence and both dates stand beside the data; only the base name of the source."""
    vintage = library.add("ucdp-ged", good, available_on=date(2021, 6, 1), clock=lambda: NOON)
    assert vintage.name == f"ucdp-ged-{file_hash(good)[:12]}"
    assert (vintage.source_file, vintage.source_sha256) == ("good.csv", file_hash(good))
    assert (vintage.rows, vintage.covers_from, vintage.covers_to) == (2, date(2001, 3, 4), date(2001, 4, 2))
    assert (vintage.added_on, vintage.available_on) == (NOON, date(2021, 6, 1))
    assert vintage.licence == "CC BY 4.0"
    assert "Sundberg" in vintage.citation
    assert vintage.data_sha256 == file_hash(folder_of(library) / DATA)
    assert str(good.parent) not in (folder_of(library) / FACTS).read_text("utf-8")


def test_adding_the_same_bytes_twice_changes_nothing(good: Path, library: Library) -> None:
    """The second addition gives the first vintage, says so, and touches no file."""
    first = library.add("ucdp-ged", good, clock=lambda: NOON)
    before = {path: path.stat().st_mtime_ns for path in library.path.rglob("*")}
    said: list[str] = []
    later = NOON + timedelta(days=3)
    assert library.add("ucdp-ged", good, progress=said.append, clock=lambda: later) == first
    assert any("already" in text for text in said)
    assert {path: path.stat().st_mtime_ns for path in library.path.rglob("*") if path.is_file()} == {
        path: stamp for path, stamp in before.items() if path.is_file()
    }


def test_a_dry_run_writes_nothing(good: Path, tmp_path: Path) -> None:
    """A dry run judges the file as an addition would and leaves the folder as it was."""
    library = Library.open(tmp_path / "new", create=True)
    before = sorted(library.path.rglob("*"))
    assert library.add("ucdp-ged", good, dry_run=True).rows == 2
    assert sorted(library.path.rglob("*")) == before
    assert library.vintages() == []


def test_the_same_file_gives_the_same_bytes(good: Path, tmp_path: Path) -> None:
    """A library that was deleted is rebuilt to the byte."""
    hashes = set()
    for name in ("one", "two"):
        library = Library.open(tmp_path / name, create=True)
        hashes.add(library.add("ucdp-ged", good, clock=lambda: NOON).data_sha256)
    assert len(hashes) == 1


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_one_changed_byte_is_damage(place: float, good: Path, library: Library) -> None:
    """Data that is not what was added is never read."""
    library.add("ucdp-ged", good)
    data = folder_of(library) / DATA
    content = bytearray(data.read_bytes())
    content[int(len(content) * place)] ^= 1
    data.write_bytes(content)
    with pytest.raises(DamagedVintage) as caught:
        Library.open(library.path).connection()
    assert "deleted and rebuilt" in caught.value.advice


@pytest.mark.parametrize("change", ["", "{}", "no json", '{"format": 1}'])
def test_facts_that_cannot_be_read_are_damage(change: str, good: Path, library: Library) -> None:
    """A vintage without its facts is not half a vintage."""
    library.add("ucdp-ged", good)
    (folder_of(library) / FACTS).write_text(change)
    with pytest.raises(DamagedVintage):
        Library.open(library.path)


def test_a_renamed_vintage_is_damage(good: Path, library: Library) -> None:
    """A folder that does not carry the name of its source was tampered with."""
    library.add("ucdp-ged", good)
    folder_of(library).rename(library.path / FOLDER / "ucdp-ged-000000000000")
    with pytest.raises(DamagedVintage):
        Library.open(library.path)


def test_a_newer_format_is_refused_untouched(good: Path, library: Library) -> None:
    """A vintage of a newer program is named as such and left as it is."""
    library.add("ucdp-ged", good)
    facts = folder_of(library) / FACTS
    newer = msgspec.json.decode(facts.read_bytes()) | {"format": 2, "of_the_future": True}
    facts.write_bytes(msgspec.json.encode(newer))
    before = facts.read_bytes()
    with pytest.raises(NewerFormat, match="format 2"):
        Library.open(library.path)
    assert facts.read_bytes() == before


def test_what_an_interrupted_addition_left_is_not_read_and_goes(good: Path, library: Library) -> None:
    """Leftovers are invisible at once, and swept a day later; a younger one may belong to a running process."""
    left = library.path / FOLDER / ".adding-left"
    young = library.path / FOLDER / ".adding-young"
    for folder in (left, young):
        (folder / "vintage").mkdir(parents=True)
        (folder / "vintage" / DATA).write_bytes(b"half")
    os.utime(left, (0, 0))
    os.utime(young, (time.time(), time.time()))
    assert Library.open(library.path).vintages() == []
    library.add("ucdp-ged", good)
    assert not left.exists()
    assert young.exists()
    assert len(Library.open(library.path).vintages()) == 1


_KILLED = """
import os, signal, sys
from pathlib import Path
from multitrack.library import Library
def stop(text):
    if text.startswith(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
Library.open(Path(sys.argv[1])).add("ucdp-ged", Path(sys.argv[2]), progress=stop)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("step", ["reading", "loading", "checking the rows", "writing"])
def test_a_killed_addition_leaves_nothing_that_is_read(step: str, good: Path, library: Library) -> None:
    """Killed at any step, an addition has not happened; the next one works."""
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(library.path), str(good), step], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert Library.open(library.path).vintages() == []
    assert Library.open(library.path).add("ucdp-ged", good).rows == 2


def test_disjoint_events_add_up(tmp_path: Path, library: Library) -> None:
    """Two files without a common event show all events of both."""
    library.add("ucdp-ged", file(tmp_path, "a.csv", event(id=1), event(id=2)))
    library.add("ucdp-ged", file(tmp_path, "b.csv", event(id=3)))
    assert library.connection().execute("SELECT list(event_id ORDER BY event_id) FROM events").fetchone() == (
        [1, 2, 3],
    )


@pytest.mark.parametrize("turned", [False, True])
def test_the_later_published_wins_per_event(turned: bool, tmp_path: Path, library: Library) -> None:
    """On overlap the row of the vintage published later counts, in whichever order they were added."""
    old = (file(tmp_path, "old.csv", event(id=1, best=4), event(id=2)), date(2021, 6, 1))
    new = (file(tmp_path, "new.csv", event(id=1, best=8), event(id=3)), date(2022, 6, 1))
    for path, day in (new, old) if turned else (old, new):
        library.add("ucdp-ged", path, available_on=day, clock=lambda: NOON)
    found = library.connection().execute("SELECT event_id, best FROM events ORDER BY 1").fetchall()
    assert found == [(1, 8), (2, 5), (3, 5)]


def test_without_a_day_a_vintage_counts_from_when_it_was_added(tmp_path: Path, library: Library) -> None:
    """A day of publication is never made up: unknown counts as the day it came here, and no earlier."""
    library.add("ucdp-ged", file(tmp_path, "a.csv", event(best=4)), clock=lambda: NOON)
    library.add("ucdp-ged", file(tmp_path, "b.csv", event(best=8)), available_on=date(2021, 1, 1), clock=lambda: NOON)
    library.add("ucdp-ged", file(tmp_path, "c.csv", event(best=9)), clock=lambda: NOON + timedelta(hours=1))
    assert library.connection().execute("SELECT best FROM events").fetchall() == [(9,)]
    assert [vintage.source_file for vintage in library.vintages()] == ["b.csv", "a.csv", "c.csv"]


def test_as_known_leaves_out_what_was_published_later(tmp_path: Path, library: Library) -> None:
    """The record as known on a day holds the vintages published by then."""
    library.add("ucdp-ged", file(tmp_path, "a.csv", event(best=4)), available_on=date(2020, 1, 1))
    library.add("ucdp-ged", file(tmp_path, "b.csv", event(best=8)), available_on=date(2022, 1, 1))
    for day, expected in ((date(2019, 1, 1), []), (date(2021, 1, 1), [(4,)]), (date(2022, 1, 1), [(8,)])):
        with Library.open(library.path, as_known=day) as then:
            assert then.connection().execute("SELECT best FROM events").fetchall() == expected


def test_a_day_of_publication_in_the_future_is_refused(good: Path, library: Library) -> None:
    """Nothing can have been published tomorrow."""
    with pytest.raises(UsageError):
        library.add("ucdp-ged", good, available_on=date(2026, 11, 24), clock=lambda: NOON)


def test_no_library_is_an_error_and_makes_none(tmp_path: Path) -> None:
    """Opening a folder that is no library leaves it as it is."""
    (tmp_path / "other").mkdir()
    for name in ("absent", "other"):
        with pytest.raises(NoLibrary):
            Library.open(tmp_path / name)
    assert list((tmp_path / "other").iterdir()) == []
    assert not (tmp_path / "absent").exists()


def test_a_folder_with_other_things_is_not_made_a_library(tmp_path: Path) -> None:
    """``create`` fills an empty place only."""
    (tmp_path / "letters.txt").write_text("private")
    with pytest.raises(NoLibrary):
        Library.open(tmp_path, create=True)


def test_a_library_where_nothing_can_be_written(good: Path, tmp_path: Path) -> None:
    """A place that cannot be written to is told, and nothing is added."""
    (tmp_path / "library" / FOLDER).mkdir(parents=True)
    library = Library.open(tmp_path / "library")
    (tmp_path / "library" / FOLDER).rmdir()
    (tmp_path / "library" / FOLDER).write_text("in the way")
    with pytest.raises(LibraryError, match="cannot be written"):
        library.add("ucdp-ged", good)


def test_times_are_kept_in_utc(good: Path, library: Library) -> None:
    """The moment of addition reads back as it was given."""
    library.add("ucdp-ged", good, clock=lambda: NOON)
    (vintage,) = Library.open(library.path).vintages()
    assert vintage.added_on == datetime.fromisoformat("2026-11-23T12:00:00+00:00")
