"""The sample that ships: small, openly licensed, said to be partial wherever it is shown, and never written to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from multitrack.errors import UsageError
from multitrack.library import SAMPLE_ATTRIBUTION, Library
from multitrack.library.library import SAMPLE


def test_it_is_small() -> None:
    """At most four million bytes, all told."""
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) <= 4_000_000


def test_all_of_it_is_openly_licensed(sample: Library) -> None:
    """Only UCDP data under CC BY 4.0 ships, each vintage with its citation; the attribution names each kind."""
    text = (SAMPLE / "ATTRIBUTION.md").read_text("utf-8")
    for vintage in sample.vintages():
        assert vintage.licence == "CC BY 4.0"
        assert "Journal of Peace Research" in vintage.citation
        assert f"`{vintage.kind}`" in text
        assert f"{vintage.rows:,}" in text
    assert {vintage.kind for vintage in sample.vintages()} == {
        "ucdp-ged", "ucdp-actor", "ucdp-dyadic", "ucdp-termination", "ucdp-agreements",
    }  # fmt: skip


def test_it_says_what_it_is(sample: Library) -> None:
    """Its coverage is partial, ends with 2017, and carries the attribution and the warning about counts."""
    coverage = sample.coverage()
    assert coverage.partial
    assert (str(coverage.first), str(coverage.last)) == ("1989-01-01", "2017-12-31")
    assert coverage.notes[0] == SAMPLE_ATTRIBUTION
    for words in ("25 km", "two thirds", "2017", "CC BY 4.0", "not totals"):
        assert words in SAMPLE_ATTRIBUTION
    assert any("not event totals" in note for note in coverage.notes)
    assert any("never zero" in note for note in coverage.notes)
    assert any("Ansarallah" in note for note in coverage.notes)
    assert all("CC BY 4.0" in line for line in coverage.attribution)


def test_it_cannot_be_changed(good: Path, sample: Library) -> None:
    """Nothing is added to what ships with the program, by whichever way it was opened; judging a file is allowed."""
    before = sorted(SAMPLE.rglob("*"))
    for library in (sample, Library.open(SAMPLE)):
        assert library.is_sample
        with pytest.raises(UsageError):
            library.add("ucdp-ged", good)
    assert sample.add("ucdp-ged", good, dry_run=True).rows == 2
    assert sorted(SAMPLE.rglob("*")) == before


def test_it_holds_over_a_thousand_groups(sample: Library) -> None:
    """Any of the groups of the actor list can be looked up; over a thousand have events."""
    groups = sample.groups()
    assert len(groups) > 1_500
    assert sum(group.events > 0 for group in groups) > 1_000


def test_no_file_of_it_names_a_place_on_a_machine() -> None:
    """Only base names of source files are in it."""
    for path in SAMPLE.rglob("*.json"):
        assert "/" not in path.read_text("utf-8").split('"source_file": "')[1].split('"')[0]


@pytest.mark.shared
@pytest.mark.slow
def test_it_is_rebuilt_to_the_byte(shared_data: Path, repo: Path, tmp_path: Path) -> None:
    """The script gives the very files that ship, so anyone can see what was done to the data."""
    command = [sys.executable, str(repo / "scripts" / "build_sample.py"), str(shared_data), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    shipped = {path.relative_to(SAMPLE): path.read_bytes() for path in (SAMPLE / "vintages").rglob("*.*")}
    built = {path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "vintages").rglob("*.*")}
    assert built == shipped
