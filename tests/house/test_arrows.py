"""A room imports only what the table of the house allows, lazily or not; unlisted rooms and wild arrows fail here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.house.tree import PACKAGE, Module, modules

GROUND = {"errors", "settings", "clock", "i18n"}

# A room, and the rooms named beside it; it may also import what those may import.
TABLE: dict[str, set[str]] = {
    "errors": set(),
    "clock": set(),
    "i18n": set(),
    "settings": set(),
    "vocabulary": set(),
    "ledger": {"vocabulary"},
    "library": {"vocabulary"},
    "measures": {"library"},
    "evaluation": {"measures"},
    "picture": {"ledger", "library", "measures"},
    "checks": {"picture"},
    "sharing": {"ledger"},
    "intake": {"ledger", "library"},
    "briefs": {"picture", "checks"},
    "workspace": {"checks", "sharing", "intake", "briefs"},
    "web": {"workspace", "briefs", "evaluation"},
    # `multitrack serve` is a command that starts the web face.
    "cli": {"workspace", "briefs", "evaluation", "web"},
    "__main__": {"cli"},
    PACKAGE: set(),
}

NETWORK = {
    *("socket", "socketserver", "ssl", "select", "selectors", "asyncio", "http", "ftplib", "smtplib", "poplib"),
    *("imaplib", "telnetlib", "xmlrpc", "webbrowser", "urllib.request", "urllib.error", "wsgiref"),
    *("starlette", "uvicorn", "httpx", "httpcore", "anyio", "h11", "multipart", "python_multipart", "requests"),
}
FILES_AND_TIME = {"os", "io", "pathlib", "shutil", "tempfile", "time", "datetime.datetime.now"}


def within(name: str, roots: set[str]) -> bool:
    """Whether a dotted name is one of the roots or lies under one."""
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def allowed(room: str) -> set[str]:
    """All rooms that a room may import, itself and the ground floor among them."""
    reach, todo = {room} | GROUND, [room]
    while todo:
        for below in TABLE[todo.pop()]:
            if below not in reach:
                reach.add(below)
                todo.append(below)
    return reach


def arrows(module: Module) -> Iterator[tuple[str, int]]:
    """The rooms that a module imports from, with the line."""
    for name, line in module.imports():
        parts = name.split(".")
        if parts[0] == PACKAGE:
            yield (parts[1] if len(parts) > 1 else PACKAGE), line


def reached(start: Module) -> Iterator[tuple[Module, str, int]]:
    """Every import of a module and of those modules of the package that it reaches."""
    by_name = {module.name: module for module in modules()}
    seen, todo = {start.name}, [start]
    while todo:
        module = todo.pop()
        for name, line in module.imports():
            yield module, name, line
            for target in (name, name.rpartition(".")[0]):
                if target in by_name and target not in seen:
                    seen.add(target)
                    todo.append(by_name[target])


def test_every_room_stands_in_the_table() -> None:
    """A new room is a decision: it gets its row before its code."""
    assert {module.room for module in modules()} <= set(TABLE)


def test_the_table_has_no_circle() -> None:
    """No room is reached from what it imports."""
    assert [room for room, below in TABLE.items() if any(room in allowed(other) - {other} for other in below)] == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_no_arrow_points_where_the_table_does_not_allow(module: Module) -> None:
    """A room imports only rooms below it by the table; `from multitrack import __version__` is open to all."""
    may = allowed(module.room) | {"__version__", PACKAGE}
    wild = [f"{module.place}:{line} imports {room}" for room, line in arrows(module) if room not in may]
    assert wild == []


@pytest.mark.parametrize("room", ["vocabulary", "ledger.gate", "measures", "sharing"])
def test_rooms_that_judge_reach_no_network(room: str) -> None:
    """Vocabulary, gate, measures and sharing, with all they import of ours, name no web and no network module."""
    inside = [module for module in modules() if within(module.name, {f"{PACKAGE}.{room}"})]
    leaks = {
        f"{module.place}:{line} imports {name}"
        for start in inside
        for module, name, line in reached(start)
        if within(name, NETWORK)
    }
    assert leaks == set()


def test_sharing_opens_no_file_and_asks_no_clock() -> None:
    """Sharing is pure functions and generators: transport, files and time are at the rim."""
    found = [
        f"{module.place}:{line} imports {name}"
        for module in modules()
        if module.room == "sharing"
        for name, line in module.imports()
        if within(name, FILES_AND_TIME | {f"{PACKAGE}.clock"})
    ]
    assert found == []


def test_only_the_command_and_the_face_import_the_evaluation() -> None:
    """How well the measures do is never an input to a picture."""
    users = {module.room for module in modules() for room, _line in arrows(module) if room == "evaluation"}
    assert users <= {"evaluation", "cli", "web"}
