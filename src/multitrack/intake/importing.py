"""Plans what a file would add to the ledger, so that it can be looked at before anything is written.

Rules. Planning writes nothing. What was imported before under the same origin and has not changed is left alone;
what has changed becomes a correction of the entry it replaces, never an overwriting. A plan is written whole or not
at all. References inside a file are to ids that are given while planning, so that records may point to each other
in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from multitrack.errors import InvalidRecord, NotFound
from multitrack.i18n import _
from multitrack.ledger.statement import Draft
from multitrack.vocabulary import Marking, Record

from .problems import Problems
from .reading import Case, Item
from .resolving import Lookup, References

__all__ = ["Known", "Plan", "Step", "plan"]


class Known(msgspec.Struct, frozen=True):
    """What the ledger holds under one origin."""

    record_id: str
    entry: str
    record: Record | None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one item."""

    place: str
    kind: str
    name: str
    action: str
    """``new``, ``changed`` or ``unchanged``."""
    draft: Draft | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a file would add."""

    case: str
    steps: tuple[Step, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What is to be written, in the order of the file."""
        return tuple(step.draft for step in self.steps if step.draft is not None)

    @property
    def counts(self) -> dict[str, int]:
        """How many items are new, changed and unchanged."""
        found = Counter(step.action for step in self.steps)
        return {action: found[action] for action in ("new", "changed", "unchanged")}

    @property
    def kinds(self) -> dict[str, int]:
        """How many items there are of each kind."""
        return dict(Counter(step.kind for step in self.steps))


def plan(
    case: Case,
    *,
    known: Mapping[str, Known],
    lookup: Lookup,
    marking: Callable[[object, str], Marking],
    new_id: Callable[[], str],
) -> Plan:
    """Plan the import of what was read.

    Args:
        case: what was read.
        known: by origin (``case/id``), what the ledger holds already.
        lookup: finds other records of the ledger by kinds and text.
        marking: makes a marking of a word or table and the place where it stands.
        new_id: gives a fresh record id.

    Raises:
        InvalidFile: something is wrong; every problem with its place.
    """
    problems = Problems(case.name or _("records"))
    slugs: dict[str, tuple[str, str]] = {}
    for item in case.items:
        if item.slug:
            before = known.get(_origin(case, item.slug))
            slugs[item.slug] = (item.kind, before.record_id if before else new_id())
    references = References(slugs, case.works, lookup, problems)
    steps: list[Step] = []
    for item in case.items:
        record = references.record(item)
        try:
            mark = marking(item.data.get("marking", case.about.get("marking")), item.place)
        except (InvalidRecord, NotFound) as error:
            problems.add(item.place, error.message)
            continue
        if record is not None:
            origin = _origin(case, item.slug) if item.slug else ""
            steps.append(_step(item, record, mark, origin, slugs, known.get(origin)))
    problems.raise_any()
    return Plan(case=case.name, steps=tuple(steps))


def _step(
    item: Item,
    record: Record,
    marking: Marking,
    origin: str,
    slugs: Mapping[str, tuple[str, str]],
    before: Known | None,
) -> Step:
    name = str(getattr(record, "name", "") or getattr(record, "title", "") or item.slug)
    if before is not None and before.record == record:
        return Step(place=item.place, kind=item.kind, name=name, action="unchanged")
    draft = Draft(
        record=record,
        marking=marking,
        record_id=slugs[item.slug][1] if item.slug else "",
        replaces=before.entry if before else "",
        origin=origin,
    )
    action = "changed" if before else "new"
    return Step(place=item.place, kind=item.kind, name=name, action=action, draft=draft)


def _origin(case: Case, slug: str) -> str:
    return f"{case.name}/{slug}" if case.name else ""
