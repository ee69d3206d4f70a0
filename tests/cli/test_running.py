"""How a command ends when something outside it ends first: its code and its words say so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "multitrack"]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and standard streams of POSIX")


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "MULTITRACK_STATE": str(folder / "state"), "MULTITRACK_WORKSPACE": str(folder / "w.mtk")}


def test_an_interrupted_command_never_ends_like_one_that_did_its_work(tmp_path: Path) -> None:
    """Whoever scripts it sees 130, and a reader is told that nothing half-written remains."""
    pipe = tmp_path / "record.toml"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [*COMMAND, "record", "contact", "--from", str(pipe)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(tmp_path),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    with pipe.open("w"):  # returns when the command has opened its end, and so stands in the middle of reading
        process.send_signal(signal.SIGINT)
        _out, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Interrupted" in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_finds_no_room_is_no_defect(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "record", "contact", "--fields"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(tmp_path),
            check=False,
        )
    assert (done.returncode, "no room" in done.stderr) == (15, True)


def test_a_command_without_standard_output_still_ends_well(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" -m multitrack record contact --fields >&-', sys.executable],
        stderr=subprocess.PIPE,
        text=True,
        env=environment(tmp_path),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
