"""Files of the size of GED: made up by the bench, read in seconds."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from multitrack.library import Library


@pytest.fixture
def bench(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(repo / "bench"))


@pytest.mark.usefixtures("bench")
def test_the_made_up_file_is_the_same_for_the_same_numbers(tmp_path: Path) -> None:
    """The bench is repeatable, and another seed makes another file."""
    from make_ged import write

    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write(tmp_path / name, events=300, groups=40, seed=seed)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() != (tmp_path / "c").read_bytes()


@pytest.mark.slow
@pytest.mark.usefixtures("bench")
def test_a_tenth_of_ged_is_added_in_a_tenth_of_the_time(tmp_path: Path, library: Library) -> None:
    """40,000 events of 49 columns with 1,800 groups, in their share of 15 seconds, doubled for noise."""
    from make_ged import write

    write(tmp_path / "ged.csv", events=40_000)
    began = time.process_time()
    assert library.add("ucdp-ged", tmp_path / "ged.csv").rows == 40_000
    assert time.process_time() - began < 2 * 2 * 1.5, sys.version
    assert len(library.groups()) > 1_500
