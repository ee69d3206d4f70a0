"""The register of ways out: nothing twice, nothing unnamed, and nothing hidden by a decorator."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from multitrack.ledger import sinks
from multitrack.ledger.sinks import Way, registered, sink, sinks_of


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A register of its own for each test."""
    monkeypatch.setattr(sinks, "_sinks", {})
    yield


def test_a_registered_function_is_found_and_left_as_it_is() -> None:
    """Registering adds a row and changes nothing in the function."""

    @sink("board", way="page", probe="/board")
    @sink("board", way=Way.API, probe=("/board.json", "/board.json?as_of=1998"))
    def board() -> str:
        return "answer"

    assert board() == "answer"
    assert [(item.way, item.name, item.probe) for item in registered()] == [
        (Way.API, "board", ("/board.json", "/board.json?as_of=1998")),
        (Way.PAGE, "board", ("/board",)),
    ]
    assert {item.way for item in sinks_of(board)} == {Way.PAGE, Way.API}
    assert [item.way for item in registered("page")] == [Way.PAGE]


def test_a_decorated_function_is_still_its_sink() -> None:
    """Wrapping a command or a route after it was registered does not lose it; another function is not it."""

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def inner(*args: object) -> object:
            return function(*args)

        return inner

    @wrap
    @sink("week", way="command")
    def week() -> None: ...

    def other() -> None: ...

    assert len(sinks_of(week)) == 1
    assert sinks_of(other) == ()


def test_two_functions_cannot_share_a_name() -> None:
    """A second function under a name would leave one of them unprobed."""

    @sink("group", way="page")
    def one() -> None: ...

    def two() -> None: ...

    with pytest.raises(ValueError, match="two functions"):
        sink("group", way="page")(two)
    sink("group", way="page")(one)
    sink("group", way="command")(two)


def test_an_unknown_way_and_a_contradiction_are_refused() -> None:
    """A way out that nobody thought of is thought of first."""
    with pytest.raises(ValueError, match="no way out"):
        sink("x", way="fax")
    with pytest.raises(ValueError, match="reason"):
        sink("x", way="log", probe="x", unprobed="because")
