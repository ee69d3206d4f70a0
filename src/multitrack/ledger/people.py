"""Who reads: members and circles as the ledger states them, and the reader that a handle stands for.

Rule. This is where the gate learns who belongs where, so it reads all of it, past any marking; what it finds goes
into a :class:`~multitrack.ledger.gate.Reader` and nowhere else. Where a member or an epoch has two current
statements, the stricter counts: the earlier leaving, another organisation rather than our own, the members that
both name. A handle that nobody has and one that is withheld give the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from multitrack.errors import NotFound
from multitrack.i18n import _
from multitrack.vocabulary import Circle, CircleAt, Member

from .circles import circles_of
from .gate import Reader

__all__ = ["People", "absent"]


def absent(name: str) -> NotFound:
    """The one error for whatever is not there and for whatever may not be seen."""
    return NotFound(_("there is nothing called {name!r} here").format(name=name))


@dataclass(frozen=True, slots=True)
class People:
    """The members and circles of one file.

    Attributes:
        members: the current member records by record id; of several that stand beside each other, all.
        circles: the current records of all circles at all epochs, with their record ids.
    """

    members: Mapping[str, tuple[Member, ...]]
    circles: tuple[tuple[str, Circle], ...]

    def reader(self, handle: str) -> Reader:
        """The reader that a handle, or a member's id, stands for.

        Raises:
            NotFound: nobody, or more than one member, is called so.
        """
        # An id means its member, even where somebody else has taken it for a handle.
        found = [handle] if handle in self.members else []
        found = found or [key for key, stated in self.members.items() if any(m.handle == handle for m in stated)]
        if len(found) != 1:
            raise absent(handle)
        stated = self.members[found[0]]
        organisations = {member.organisation for member in stated}
        return Reader(
            member=found[0],
            own=organisations == {""},
            organisation=max(organisations) if len(organisations) == 1 else "",
            circles=self._circles(found[0]),
            left=min((m.left for m in stated if m.left is not None), key=_begins, default=None),
        )

    def _circles(self, member: str) -> frozenset[CircleAt]:
        """The circles of a member by name, and by record id where all epochs are entries of one record."""
        named = circles_of(member, (circle for _id, circle in self.circles))
        by_id = (msgspec.structs.replace(circle, name=record_id) for record_id, circle in self.circles)
        return named | circles_of(member, by_id)

    @classmethod
    def of(cls, members: Iterable[tuple[str, Member]], circles: Iterable[tuple[str, Circle]]) -> People:
        """From current statements: member and circle records with their record ids."""
        stated: dict[str, tuple[Member, ...]] = {}
        for key, member in members:
            stated[key] = (*stated.get(key, ()), member)
        return cls(stated, tuple(circles))


def _begins(left: object) -> date:
    earliest = getattr(left, "earliest", None)
    return earliest if isinstance(earliest, date) else date.min
