"""The house as the tests of this folder see it: modules, their syntax trees and imports, and the files under git.

Nothing here imports the modules it looks at, so a module that cannot be imported is still looked at.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

__all__ = ["PACKAGE", "REPO", "SOURCE", "Module", "modules", "tracked", "tracked_texts"]

REPO = Path(__file__).resolve().parents[2]
SOURCE = REPO / "src"
PACKAGE = "multitrack"


@dataclass(frozen=True)
class Module:
    """One module of the package, by its dotted name and file."""

    name: str
    path: Path

    @property
    def place(self) -> str:
        """The path as messages name it."""
        return self.path.relative_to(REPO).as_posix()

    @property
    def room(self) -> str:
        """The room it belongs to: the name right under the package; the package itself is its own room."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else PACKAGE

    @cached_property
    def text(self) -> str:
        """The source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, filename=self.place)

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every dotted name imported, anywhere in the module, with its line; relative names made absolute.

        ``from a import b`` gives ``a.b``: whether ``b`` is a module or a name in one, the longer name starts with
        the module's.
        """
        package = self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    above = package.split(".")[: len(package.split(".")) - node.level + 1]
                    base = ".".join([*above, base] if base else above)
                yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package, by name."""
    found = []
    for path in sorted((SOURCE / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found.append(Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return tuple(found)


@cache
def tracked() -> tuple[Path, ...]:
    """The files under git; in an unpacked archive without git, every file that is not hidden or made."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=REPO,
            capture_output=True,
            check=True,
        ).stdout.decode()
        paths = [REPO / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [
            path
            for path in REPO.rglob("*")
            if not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(REPO).parts)
        ]
    return tuple(path for path in paths if path.is_file())


def tracked_texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Name and text of each file under git that is text, of these suffixes if any are given."""
    for path in tracked():
        if suffixes and path.suffix not in suffixes:
            continue
        try:
            yield path.relative_to(REPO).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
