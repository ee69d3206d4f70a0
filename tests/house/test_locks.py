"""The locks hold what the project file asks for: a dependency added without `sh scripts/lock` fails here."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from tests.house.tree import REPO

PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
TEST = [*RUNTIME, *PROJECT["project"]["optional-dependencies"]["test"]]


def pinned(lock: str) -> dict[str, list[Version]]:
    """The versions that a lock pins by name; two where Pythons or systems differ."""
    versions: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", (REPO / lock).read_text(encoding="utf-8"), re.MULTILINE):
        versions.setdefault(canonicalize_name(name), []).append(Version(version))
    return versions


@pytest.mark.parametrize(("lock", "asked"), [("requirements.lock", RUNTIME), ("requirements-test.lock", TEST)])
def test_a_lock_holds_all_that_is_asked_for_within_its_range(lock: str, asked: list[str]) -> None:
    """Every dependency is pinned, and to a version of its range."""
    versions = pinned(lock)
    wrong = [
        text
        for text in asked
        if not versions.get(canonicalize_name(Requirement(text).name))
        or not all(
            version in Requirement(text).specifier for version in versions[canonicalize_name(Requirement(text).name)]
        )
    ]
    assert wrong == []


def test_the_lock_of_the_tests_holds_the_other() -> None:
    """What is tested is what is run: an environment for tests serves the demo too."""
    tested = pinned("requirements-test.lock")
    assert {name: tested.get(name) for name in pinned("requirements.lock")} == pinned("requirements.lock")


def test_every_dependency_is_held_below_its_next_major() -> None:
    """A range has an upper end."""
    assert [text for text in TEST if "<" not in str(Requirement(text).specifier)] == []
