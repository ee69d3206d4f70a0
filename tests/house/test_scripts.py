"""The two commands of a fresh clone say plainly what is missing, and take no half-made environment for a whole one.

The scripts run for real, with a PATH that holds only what a test puts there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.tree import REPO

TOOLS = ("sh", "dirname", "cat", "rm", "sed", "id", "grep")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX scripts")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of the tools that the scripts need, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (folder / tool).symlink_to(found)
    return folder


def put_python(folder: Path, text: str) -> None:
    """A `python3` that is the shell script given."""
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def run(script: str, path: Path, venv: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the clone with this PATH and this place for its environment."""
    return subprocess.run(
        ["/bin/sh", str(REPO / "scripts" / script), *words],
        env={"PATH": str(path), "MULTITRACK_VENV": str(venv), "HOME": str(venv.parent)},
        capture_output=True,
        text=True,
        check=False,
        cwd=venv.parent,
    )


@pytest.mark.parametrize("script", ["demo", "test"])
def test_without_python_the_script_says_what_to_install(script: str, bare: Path, tmp_path: Path) -> None:
    """No Python at all: the version that is needed and how to get it, and a failure."""
    done = run(script, bare, tmp_path / "venv")
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_python_that_is_too_old_is_passed_over(bare: Path, tmp_path: Path) -> None:
    """A Python that says it is older counts as none."""
    put_python(bare, "exit 1")
    assert "none was found" in run("demo", bare, tmp_path / "venv").stderr


def test_a_python_without_venv_is_told_apart(bare: Path, tmp_path: Path) -> None:
    """Where only the package for environments is missing, that package is named."""
    put_python(bare, 'case "$2" in *ensurepip*) exit 1 ;; esac')
    done = run("demo", bare, tmp_path / "venv")
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_an_interrupted_environment_is_not_taken_for_a_whole_one(bare: Path, tmp_path: Path) -> None:
    """An environment without the mark of completion is renewed, and a failure to do so is a failure of the script."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--symlinks", str(venv)], check=True, capture_output=True)
    (venv / "pip.conf").write_text("[global]\nno-index = true\n", encoding="utf-8")
    done = run("demo", bare, venv, "--once")
    assert done.returncode == 1
    assert "Renewing" in done.stderr
    assert "could not be installed" in done.stderr
    assert not list(venv.glob(".ready-*"))


@pytest.mark.parametrize("name", ["scripts/demo", "scripts/test", "scripts/lock", "scripts/setup.sh", ".ci/run"])
def test_scripts_can_be_read_by_the_shell(name: str) -> None:
    """Every script parses in the shell that it is for."""
    shell = "bash" if name == ".ci/run" else "sh"
    subprocess.run([shell, "-n", str(REPO / name)], check=True, capture_output=True)
