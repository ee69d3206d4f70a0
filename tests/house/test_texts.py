"""Nothing in the clone ties it to a machine or a registry, or puts off until later what is claimed to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.house.tree import REPO, modules, tracked_texts

# Written in pieces, so that this file does not find itself.
REGISTRIES = [
    *("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "registry." + "yarnpkg"),
    *("crates" + ".io", "proxy.golang" + ".org", "rubygems" + ".org", "deb.debian" + ".org", "archive.ubuntu" + ".com"),
    *("anaconda" + ".org", "repo.maven" + ".apache", "docker" + ".io", "ghcr" + ".io", "/simple" + "/"),
]
MACHINE = re.compile(
    r"(?<![\w.~*}$)/-])/(?:wor" + r"k|roo" + r"t|opt|tm" + r"p|hom" + r"e/[a-z]+|User" + r"s)/(?!\s|$)"
)
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b|\bXX" + r"X(?=[: ])")
CODE = (".py", ".toml", ".html", ".css", ".js", ".sql", ".sh", ".md", ".cfg", ".yml", "")


def lines(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Place and text of every line under git."""
    for name, text in tracked_texts(*suffixes):
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{name}:{number}", line


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_package_registry(host: str) -> None:
    """Where packages come from is the machine's affair: locks, documents and scripts name no registry's host."""
    assert [place for place, line in lines() if host in line] == []


def test_locks_hold_hashes_and_no_address() -> None:
    """Every requirement of a lock is pinned exactly, carries hashes, and there is no address or option line."""
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (REPO / name).read_text(encoding="utf-8")
        assert "://" not in text
        entries = re.split(r"\n(?=\S)", text.strip())
        assert len(entries) > 20
        for entry in entries:
            assert re.match(r"[a-z0-9][a-z0-9._-]*==[^\s;]+", entry), entry
            assert "--hash=sha256:" in entry, entry


def test_no_file_names_a_path_of_one_machine() -> None:
    """A clone works wherever it lies."""
    assert [place for place, line in lines() if MACHINE.search(line)] == []


def test_nothing_is_put_off_in_the_text() -> None:
    """What is open stands in an issue, not in a comment."""
    assert [place for place, line in lines(*CODE) if LATER.search(line)] == []


def test_names_are_of_the_craft() -> None:
    """No class is called after what any program has; names are the field's words."""
    empty = re.compile(r"^class \w*(?:Manager|Helper|Util|Utils|Handler)\b", re.MULTILINE)
    assert [module.place for module in modules() if empty.search(module.text)] == []
