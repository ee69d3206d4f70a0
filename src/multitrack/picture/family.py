"""A group's family: its wings, and what it came from up to the day of the split.

Rules. What happened with the predecessor before the split belongs to the story of the splinter, under the
predecessor's name and marked so; what happened with the predecessor after it does not. A wing stands to its group as
a splinter does to its predecessor where the day it became one is recorded. Without a recorded day nothing can be said
to lie before it. What is dated no finer than the split counts as before only when it lies wholly before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from multitrack.picture.picture import Held, Picture, in_time
from multitrack.vocabulary import (
    Actor,
    Agreement,
    Contact,
    Date,
    Engagement,
    Meeting,
    Record,
    Relation,
    RelationType,
)

__all__ = ["Family", "Involved", "family", "involving", "parties_of", "ucdp_of"]

R = TypeVar("R", bound=Record)

_WINGS = frozenset({RelationType.WING, RelationType.FACTION})
_DESCENT = frozenset({RelationType.SPLINTER, RelationType.SUCCESSOR}) | _WINGS


@dataclass(frozen=True, slots=True)
class Family:
    """A group with its wings and predecessors.

    Attributes:
        actor: the group.
        wings: its wings, and theirs.
        before: for each predecessor the date of the split that its part of the story ends at.
        parents: what the group is a wing of, nearest first.
    """

    actor: str
    wings: tuple[str, ...]
    before: dict[str, Date]
    parents: tuple[str, ...]

    @property
    def own(self) -> frozenset[str]:
        """The group and its wings."""
        return frozenset((self.actor, *self.wings))


@dataclass(frozen=True, slots=True)
class Involved(Generic[R]):
    """A record in which members of a family have a part."""

    held: Held[R]
    members: tuple[str, ...]
    before_split: bool


def family(picture: Picture, actor: str) -> Family:
    """The family of an actor, as far as this picture holds relations."""
    wings: list[str] = []
    todo = [actor]
    while todo:
        parent = todo.pop()
        for each in picture.about(parent, Relation):
            relation = each.record
            if relation.second == parent and relation.type in _WINGS and relation.first not in (actor, *wings):
                wings.append(relation.first)
                todo.append(relation.first)
    return Family(actor, tuple(wings), _before(picture, actor), _parents(picture, actor))


def _before(picture: Picture, actor: str) -> dict[str, Date]:
    found: dict[str, Date] = {}
    todo: list[tuple[str, Date | None]] = [(actor, None)]
    while todo:
        child, bound = todo.pop()
        for each in picture.about(child, Relation):
            relation = each.record
            if relation.first != child or relation.type not in _DESCENT or relation.second in (actor, *found):
                continue
            split = _start(relation.when)
            if split is None:
                continue
            split = split if bound is None else min(split, bound, key=lambda when: when.sort_key)
            found[relation.second] = split
            todo.append((relation.second, split))
    return found


def _parents(picture: Picture, actor: str) -> tuple[str, ...]:
    found: list[str] = []
    child = actor
    while True:
        above = [
            each.record.second
            for each in picture.about(child, Relation)
            if each.record.first == child and each.record.type in _WINGS and each.record.second not in (actor, *found)
        ]
        if not above:
            return tuple(found)
        child = above[0]
        found.append(child)


def _start(when: Date | None) -> Date | None:
    if when is None or when.earliest is None:
        return None
    return Date.parse(when.text.split("/")[0])


def _lies_before(when: Date | None, split: Date) -> bool:
    begin = split.earliest or date.min
    if when is None:
        return False
    if when.is_span:
        return (when.earliest or when.latest or date.max) < begin
    return (when.latest or date.max) < begin


def parties_of(record: Record) -> tuple[str, ...]:
    """The parties of a contact, engagement, meeting or agreement; for other records nobody."""
    if isinstance(record, Contact | Engagement):
        return record.parties
    if isinstance(record, Meeting | Agreement):
        return tuple(part.party for part in record.parties)
    return ()


def involving(picture: Picture, kin: Family, kind: type[R]) -> Iterator[Involved[R]]:
    """Records of a kind with the group, with its wings, and with its predecessors before the split, by date.

    ``members`` are those of the family that are parties; of a record before the split, the predecessors.
    For an actor that is a third party, its records as such.
    """
    told = [each for actor in (*kin.own, *kin.before) for each in picture.about(actor, kind)]
    for held in sorted({each.statement.entry: each for each in told}.values(), key=in_time):
        parties = parties_of(held.record)
        members = tuple(each for each in parties if each in kin.own)
        if members:
            yield Involved(held, members, before_split=False)
            continue
        past = tuple(
            each for each in parties if each in kin.before and _lies_before(held.record.when, kin.before[each])
        )
        if past:
            yield Involved(held, past, before_split=True)
        elif kin.actor in held.record.subjects():
            yield Involved(held, parties, before_split=False)


def ucdp_of(picture: Picture, kin: Family) -> tuple[int | None, str]:
    """The group's number in the UCDP data, and whose it is: its own, or its parent's for a wing that has none."""
    for actor in (kin.actor, *kin.parents):
        held = picture.get(actor, Actor)
        number = held.record.identifier("ucdp") if held is not None else ""
        if number.isdigit():
            return int(number), actor
    return None, ""
