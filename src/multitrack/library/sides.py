"""Sides of several parties: who the members are, when all that is published is one text ("A, B, C").

Invariant: an id is given to a member only if it is certain: published, or an exact name that one actor alone
bears, in the country of the event where several bear it. A member that cannot be told stays a named party
without an id; none is lost, none is made up. Names hold commas of their own ("Interahamwe, ex-FAR"), so the
longest known name is taken first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["ActorNames", "Member", "members"]

CIVILIANS = "Civilians"
"""How UCDP writes the target of one-sided violence; its id differs between releases (1, 9999)."""

_STATE = "Government of "
_UNCLEAR = re.compile(r"XXX\d+")


@dataclass(frozen=True, slots=True)
class Member:
    """One party of a side."""

    actor_id: int | None
    name: str
    kind: str


@dataclass(slots=True)
class ActorNames:
    """The actors of the library by id and by exact name.

    Args:
        by_id: actor id to name and whether it is a state.
        by_name: name to actor ids and the countries of each.
    """

    by_id: dict[int, tuple[str, bool]] = field(default_factory=dict)
    by_name: dict[str, list[tuple[int, frozenset[str]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[int, str, str | None, bool]]) -> ActorNames:
        """From rows of actor id, name, location and whether it is a state."""
        known = cls()
        for actor_id, name, location, is_state in rows:
            known.by_id[actor_id] = (name, is_state)
            places = frozenset(part.strip() for part in (location or "").split(","))
            known.by_name.setdefault(name, []).append((actor_id, places))
        return known

    def certain(self, name: str, country: str) -> int | None:
        """The id of the one actor of this name, or of the only one of this name in the country."""
        bearers = self.by_name.get(name, [])
        if len(bearers) == 1:
            return bearers[0][0]
        here = [actor_id for actor_id, places in bearers if country in places]
        return here[0] if len(here) == 1 else None


def members(side: str, side_id: int | None, country: str, known: ActorNames) -> list[Member]:
    """The members of a side, in the order of its text.

    Args:
        side: the side as published.
        side_id: its published id, if any.
        country: the country of the event.
        known: the actors of the library.
    """
    if side_id in known.by_id:
        name, is_state = known.by_id[side_id]
        return [Member(side_id, name, "state" if is_state else "group")]
    if side == CIVILIANS:
        return [Member(side_id, side, "civilians")]
    parts = list(_parts(side, known.by_name))
    if side_id is not None and not any(part in known.by_name for part in parts):
        # An id of its own and no member that we know: the publisher's id stands for the whole side.
        return [Member(side_id, side, _kind(side))]
    return [_member(part, country, known) for part in parts]


def _member(name: str, country: str, known: ActorNames) -> Member:
    actor_id = known.certain(name, country)
    if actor_id is None:
        return Member(None, name, _kind(name))
    return Member(actor_id, name, "state" if known.by_id[actor_id][1] else "group")


def _kind(name: str) -> str:
    if name.startswith(_STATE):
        return "state"
    if name == CIVILIANS:
        return "civilians"
    return "unknown" if _UNCLEAR.fullmatch(name) else "group"


def _parts(side: str, names: Mapping[str, object]) -> Iterator[str]:
    words = [part.strip() for part in side.split(",")]
    words = [word for word in words if word] or [side]
    start = 0
    while start < len(words):
        for end in range(len(words), start, -1):
            joined = ", ".join(words[start:end])
            if joined in names or end == start + 1:
                yield joined
                start = end
                break
