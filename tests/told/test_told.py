"""What a mediator would type and see, told in plain files beside this one.

A told file is text. A line that starts with ``$`` is a command; the lines after it are what must be printed, on
standard output and standard error together; ``...`` alone on a line stands for any lines, within a line for any
text. ``[N]`` alone on a line is the exit code, when it is not 0. All else is for the reader. The commands of one
file run one after another in one empty folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.told"))


class Command:
    """One command with what must be printed."""

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        self.text = text
        self.expected: list[str] = []
        self.code = 0


def commands(path: Path) -> list[Command]:
    """The commands of a told file, in order."""
    found: list[Command] = []
    telling = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("$ "):
            found.append(Command(number, line[2:]))
            telling = True
        elif not line.strip():
            telling = False
        elif telling and (code := re.fullmatch(r"\[(\d+)\]", line)):
            found[-1].code = int(code[1])
        elif telling:
            found[-1].expected.append(line)
    return found


def matches(expected: list[str], printed: list[str]) -> bool:
    """Whether what was printed is what was told."""
    parts = [
        r"(?:.*\n)*?" if line.strip() == "..." else ".*?".join(map(re.escape, line.rstrip().split("..."))) + r" *\n"
        for line in expected
    ]
    return re.fullmatch("".join(parts), "".join(line.rstrip() + "\n" for line in printed)) is not None


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_it_goes_as_told(path: Path, tmp_path: Path, repo: Path) -> None:
    env = os.environ | {"CASES": str(repo / "cases"), "PYTHONIOENCODING": "utf-8"}
    for command in commands(path):
        line = command.text.replace("multitrack", f"{shlex.quote(sys.executable)} -m multitrack", 1)
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            stdin=subprocess.DEVNULL,
        )
        printed = (done.stdout + done.stderr).splitlines()
        told = "\n".join(command.expected)
        assert done.returncode == command.code, f"{path.name}:{command.line}: exit {done.returncode}\n" + "\n".join(
            printed
        )
        assert matches(command.expected, printed), (
            f"{path.name}:{command.line}: $ {command.text}\n--- told\n{told}\n--- printed\n" + "\n".join(printed)
        )
