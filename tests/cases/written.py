"""A case folder read straight from its files, for tests.

Rule. It does not use the program's own import, so that an error there cannot hide one in a case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from multitrack.vocabulary import Date

__all__ = ["CASES", "Case", "Written", "accounts_in", "citations_in", "walk"]

CASES = Path(__file__).resolve().parents[2] / "cases"


class Written(NamedTuple):
    """One record as it stands in its file."""

    place: str
    slug: str
    kind: str
    data: dict[str, Any]

    @property
    def when(self) -> Date:
        """When it was so."""
        return Date.parse(self.data["when"])

    @property
    def parties(self) -> set[str]:
        """The parties of a contact, engagement, meeting or agreement, by id."""
        return {part if isinstance(part, str) else part["party"] for part in self.data.get("parties", [])}


def walk(data: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every value with its path and the name of its field."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield f"{path}.{name}", name, value
            yield from walk(value, f"{path}.{name}")
    elif isinstance(data, list):
        for value in data:
            yield from walk(value, path)


def citations_in(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every citation with the path of the field that holds it."""
    for path, name, value in walk(data):
        if name == "sources":
            yield from ((path, citation) for citation in value)


def accounts_in(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every account with the path of the field that holds it."""
    for path, name, value in walk(data):
        if name == "accounts":
            yield from ((path, account) for account in value)


class Case:
    """The files of one case."""

    def __init__(self, name: str) -> None:
        self.folder = CASES / name
        self.about = self._load("case.toml")
        self.works = self._load("sources.toml")
        self.files = sorted(path.name for path in self.folder.glob("[0-9]*.toml"))
        self.records = [
            Written(f"{file}: {item['id']}", item["id"], kind, {key: item[key] for key in item if key != "id"})
            for file in self.files
            for kind, items in self._load(file).items()
            for item in items
        ]

    def _load(self, file: str) -> dict[str, Any]:
        return tomllib.loads((self.folder / file).read_text(encoding="utf-8"))

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each record, by id."""
        return {item.slug: item.kind for item in self.records}

    def of(self, *kinds: str) -> list[Written]:
        """The records of some kinds."""
        return [item for item in self.records if item.kind in kinds]

    def table(self, slug: str) -> dict[str, dict[str, Any]]:
        """Each party's part at one meeting or in one agreement."""
        (found,) = [item for item in self.records if item.slug == slug]
        return {part["party"]: part for part in found.data.get("parties", [])}

    def cited(self, data: Any) -> Any:
        """The same with each citation's key resolved to its work."""
        if isinstance(data, list):
            return [self.cited(value) for value in data]
        if not isinstance(data, dict):
            return data
        if "key" in data:
            work = {name: value for name, value in self.works[data["key"]].items() if name != "limits"}
            return {**work, **{name: value for name, value in data.items() if name != "key"}}
        return {name: self.cited(value) for name, value in data.items()}
