"""Who is in which circle at which epoch, and how a circle changes.

Rules. A circle is known by its name, which an office uses once; each epoch is a record of its own. Somebody who joins
"from now" is in the new epoch alone. Somebody who joins "back to" a day is put, in so many words, into the epochs that
opened on that day or later. Who leaves is in no later epoch, and stays in the earlier ones: a marking never changes its
meaning by itself. Where two records claim the same epoch, only who is in both is in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from multitrack.errors import UsageError
from multitrack.vocabulary import Circle, CircleAt, Date

__all__ = ["circles_of", "current", "open_epoch"]


def _members(circles: Iterable[Circle]) -> dict[CircleAt, frozenset[str]]:
    found: dict[CircleAt, frozenset[str]] = {}
    for circle in circles:
        at = CircleAt(circle=circle.name, epoch=circle.epoch)
        members = frozenset(circle.members)
        found[at] = found[at] & members if at in found else members
    return found


def circles_of(member: str, circles: Iterable[Circle]) -> frozenset[CircleAt]:
    """The circles of a member, each at each epoch they are in.

    Args:
        member: the member's id.
        circles: the current records of all circles at all epochs.
    """
    return frozenset(at for at, members in _members(circles).items() if member and member in members)


def current(name: str, circles: Iterable[Circle]) -> CircleAt | None:
    """A circle at its latest epoch: what a marking made now names; ``None`` for a circle that is not there."""
    epochs = [circle.epoch for circle in circles if circle.name == name]
    return CircleAt(circle=name, epoch=max(epochs)) if epochs else None


def open_epoch(
    epochs: Iterable[Circle],
    on: date,
    *,
    joining: Iterable[str] = (),
    leaving: Iterable[str] = (),
    back_to: date | None = None,
) -> tuple[Circle, ...]:
    """The records that a change of a circle's membership states.

    Args:
        epochs: the current records of this circle, one for each epoch.
        on: the day of the change.
        joining: who joins, by member id.
        leaving: who leaves, by member id.
        back_to: who joins is also put into the epochs that opened on this day or later; none by default.

    Returns:
        The new epoch first; then, for a joining back to a day, each earlier epoch stated anew.

    Raises:
        UsageError: nobody joins or leaves, somebody does both, or it is not one circle.
    """
    known = sorted(epochs, key=lambda circle: circle.epoch)
    if len({circle.name for circle in known}) != 1 or len({circle.epoch for circle in known}) != len(known):
        raise UsageError("the epochs of exactly one circle are needed, each once")
    latest = known[-1]
    gone = set(leaving)
    come = [member for member in dict.fromkeys(joining) if back_to is not None or member not in latest.members]
    if gone & set(come):
        raise UsageError("somebody both joins and leaves the circle")
    if not come and not gone & set(latest.members):
        raise UsageError("nobody joins or leaves the circle")
    stayed = [member for member in latest.members if member not in gone]
    opened = msgspec.structs.replace(
        latest,
        when=Date.parse(f"{on.isoformat()}/.."),
        epoch=latest.epoch + 1,
        members=tuple(dict.fromkeys([*stayed, *come])),
    )
    return (opened, *_restated(known, come, back_to))


def _restated(known: list[Circle], come: list[str], back_to: date | None) -> list[Circle]:
    if back_to is None:
        return []
    return [
        msgspec.structs.replace(circle, members=tuple(dict.fromkeys([*circle.members, *come])))
        for circle in known
        if circle.when is not None and circle.when.earliest is not None and circle.when.earliest >= back_to
        if not set(come) <= set(circle.members)
    ]
