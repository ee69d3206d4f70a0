"""Every way out of the program, by name: what is not registered here may not answer anybody.

Rule. A sink takes statements, or things derived from a picture: never a record the gate has not seen. Each route of the
pages, each command, each export, error text, log line, count, calendar, bundle and paper is registered where it is
defined, with a probe where it matters how it is asked; a way out that the tests can neither ask nor excuse fails them.
They ask each as a reader outside the audience of records that hold canaries, and compare the answer about something
hidden with the answer about something that never was (``tests/leaks``).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

__all__ = ["THING", "Sink", "Way", "registered", "sink", "sinks_of"]

THING = "{thing}"
"""Stands in a probe for a record's name or id: the tests put in a visible, a hidden and an absent one."""


class Way(StrEnum):
    """How something goes out."""

    PAGE = "page"
    COMMAND = "command"
    API = "api"
    EXPORT = "export"
    ERROR = "error"
    LOG = "log"
    COUNT = "count"
    CALENDAR = "calendar"
    BUNDLE = "bundle"
    PAPER = "paper"


@dataclass(frozen=True, kw_only=True)
class Sink:
    """One way out.

    Attributes:
        name: what it is called, once per way.
        way: how it goes out.
        function: the route's endpoint, the command's function, or the writer.
        probe: how it is asked: for a page or an API the address, for a command its words; :data:`THING` stands for a
            name or an id.
        unprobed: why it cannot be asked on its own; another test must then show that it tells nothing.
    """

    name: str
    way: Way
    function: Callable[..., Any]
    probe: tuple[str, ...] = ()
    unprobed: str = ""


F = TypeVar("F", bound=Callable[..., Any])

_sinks: dict[tuple[Way, str], Sink] = {}


def _place(function: Callable[..., Any]) -> tuple[str, str]:
    bare = inspect.unwrap(function)
    return str(bare.__module__), str(bare.__qualname__)


def _way(word: Way | str) -> Way:
    for way in Way:
        if way.value == word:
            return way
    raise ValueError(f"{word!r} is no way out; the ways are: " + ", ".join(str(way) for way in Way))


def sink(name: str, way: Way | str, *, probe: str | tuple[str, ...] = (), unprobed: str = "") -> Callable[[F], F]:
    """Register a function as a way out; the function itself is left as it is.

    Args:
        name: what it is called, once per way.
        way: how it goes out.
        probe: one or several ways to ask it; see :class:`Sink`.
        unprobed: why there is no probe.

    Raises:
        ValueError: the way is not known, the name is taken by another function, or there are both a probe and a reason
            for none. These are defects of the program, found when it is imported.
    """
    found_way = _way(way)
    probes = (probe,) if isinstance(probe, str) else tuple(probe)
    if probes and unprobed:
        raise ValueError(f"the sink {name!r} has a probe and a reason for having none")

    def register(function: F) -> F:
        key = (found_way, name)
        taken = _sinks.get(key)
        if taken is not None and _place(taken.function) != _place(function):
            raise ValueError(f"two functions are registered as the {found_way} {name!r}")
        _sinks[key] = Sink(name=name, way=found_way, function=function, probe=probes, unprobed=unprobed)
        return function

    return register


def registered(way: Way | str | None = None) -> tuple[Sink, ...]:
    """All sinks of the modules imported so far, by way and name; only those of one way if it is given."""
    found = sorted(_sinks.values(), key=lambda item: (str(item.way), item.name))
    return tuple(found) if way is None else tuple(item for item in found if item.way is _way(way))


def sinks_of(function: Callable[..., Any]) -> tuple[Sink, ...]:
    """The sinks that a function, looked at under its decorators, is registered as; none for an unregistered one."""
    place = _place(function)
    return tuple(item for item in registered() if _place(item.function) == place)
