"""The desk: where what a person wrote becomes drafts for one ledger, with names found and audiences understood.

Rule. Nothing is written here: a desk reads the ledger as its owner and gives back plans and drafts. What is wrong
is told before anything could be recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from multitrack.errors import NotFound, UsageError
from multitrack.i18n import _
from multitrack.ledger import new_id
from multitrack.ledger.circles import current
from multitrack.ledger.statement import Draft, Statement
from multitrack.vocabulary import CircleAt, Marking

from .finding import Names, name_of
from .importing import Known, Plan, plan
from .reading import Case, Item
from .resolving import marking_from

if TYPE_CHECKING:
    from multitrack.ledger import Ledger

__all__ = ["Desk"]


class Desk:
    """Prepares drafts for one open ledger, as its owner sees it at this moment."""

    def __init__(self, ledger: Ledger) -> None:
        """Look at what the owner may see."""
        self._ledger = ledger
        self._statements: list[Statement] = ledger.statements(ledger.reader())
        self._names = Names(self._statements)

    def plan(self, case: Case) -> Plan:
        """What writing these items would add.

        Raises:
            InvalidFile: something is wrong; every problem with its place.
        """
        known = {
            item.origin: Known(item.record_id, item.entry, item.record) for item in self._statements if item.origin
        }
        return plan(case, known=known, lookup=self._names.find, marking=self.marking, new_id=new_id)

    def one(self, case: Case, audience: str | None = None, *, kind: str = "") -> Draft:
        """The draft of the one item that was read.

        Args:
            case: what was read.
            kind: the kind it must be of, where one was named.
            audience: who may see it, in the words of :meth:`audiences`; ``None`` leaves what the item says.

        Raises:
            UsageError: there is not exactly one item.
            InvalidFile: something is wrong with it.
        """
        if len(case.items) != 1:
            raise UsageError(
                _("one record at a time"), advice=_("Nothing was recorded. Use `multitrack import` for several.")
            )
        item = case.items[0]
        if kind and item.kind != kind:
            told = _("this is a record of the kind {found}, not {wanted}").format(found=item.kind, wanted=kind)
            raise UsageError(told, place=item.place, advice=_("Nothing was recorded. Name the kind that it is."))
        if audience is not None:
            item = Item(item.kind, item.slug, {**item.data, "marking": audience}, item.place)
        return self.plan(Case(name="", about={}, works=case.works, items=(item,))).drafts[0]

    def entered(self, kind: str, data: Mapping[str, Any], audience: str) -> Draft:
        """The draft of one record entered field by field, as on a page."""
        return self.one(Case(name="", about={}, works={}, items=(Item(kind, "", dict(data), kind),)), audience)

    def marking(self, value: object, place: str = "") -> Marking:
        """The marking that a word or a table means; see :func:`.resolving.marking_from`."""
        return marking_from(value, members=self._names.find, circles=self._circle, place=place)

    def _circle(self, name: str) -> CircleAt:
        found = current(name, self._ledger.circles())
        if found is None:
            raise NotFound(_("there is no circle called {name!r}").format(name=name))
        return found

    def audiences(self) -> list[tuple[str, str]]:
        """The audiences that can be chosen: the word to write, and whom it means."""
        found = [("only me", _("only me")), ("own organisation", _("own organisation"))]
        for kind in ("circle", "member"):
            names = {name_of(item.record) for item in self._statements if item.kind == kind and item.record is not None}
            found.extend((f"{kind}:{name}", name) for name in sorted(names))
        return [*found, ("everyone", _("everyone"))]
