"""What is installed elsewhere is the whole program: code, data, cases, texts and pages, and nothing beside them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.house.tree import PACKAGE, REPO, tracked

pytest.importorskip("hatchling", reason="the builder is not in this environment; scripts/test installs it")


def test_the_wheel_holds_every_file_of_the_package_and_the_cases(tmp_path: Path) -> None:
    """Each file under src/multitrack and cases is in the wheel at its place, and no other is beside them."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=REPO,
        env=os.environ | {"HATCH_BUILD_HOOKS_ENABLE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = set()
    for path in tracked():
        name = path.relative_to(REPO).as_posix()
        if name.startswith(f"src/{PACKAGE}/"):
            wanted.add(name.removeprefix("src/"))
        elif name.startswith("cases/"):
            wanted.add(f"{PACKAGE}/{name}")
    assert held == wanted
    assert any(name.endswith(".mo") for name in held)
