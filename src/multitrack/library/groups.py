"""Armed groups of a library: found by any name, and what the record holds about each.

Invariant: governments and civilians are not groups. What the record contradicts is said in ``notes`` and not
used: an actor published as split from itself has no predecessor here until another source names one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from multitrack.errors import NotFound
from multitrack.i18n import N_, _
from multitrack.library.connection import statement
from multitrack.library.names import Match, NameIndex
from multitrack.library.other_names import OTHER_NAMES
from multitrack.library.readers.ucdp_agreements import PROVISIONS
from multitrack.library.records import (
    AgreementRow,
    DyadYear,
    EventRow,
    Group,
    GroupHit,
    Relation,
    Source,
    TerminationRow,
)

if TYPE_CHECKING:
    import duckdb

__all__ = ["Groups"]

_REASONS = {
    "exact": N_("known as {name}"),
    "words": N_("all the words are in its name {name}"),
    "begins": N_("words of its name {name} begin so"),
    "acronym": N_("these are the first letters of its name {name}"),
    "like": N_("not found; {name} is like it"),
}


def _either(group: int | str) -> dict[str, int | str | None]:
    if isinstance(group, str):
        return {"actor": None, "name": group}
    return {"actor": group, "name": None}


class Groups:
    """Questions about the groups of one connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def _ask(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        answer = self._connection.execute(statement(query), parameters or None)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    @cached_property
    def _hits(self) -> list[GroupHit]:
        return [
            GroupHit(
                ucdp_id=row["actor_id"],
                name=row["name"],
                aliases=tuple(row["aliases"]),
                location=row["location"],
                events=row["events"],
                first=row["first"],
                last=row["last"],
            )
            for row in self._ask("groups")
        ]

    @cached_property
    def _index(self) -> NameIndex:
        index = NameIndex()
        places = {hit.ucdp_id: place for place, hit in enumerate(self._hits) if hit.ucdp_id is not None}
        for place, hit in enumerate(self._hits):
            index.add(place, [hit.name, *hit.aliases])
        for row in self._ask("written"):
            if row["actor_id"] in places:
                index.add(places[row["actor_id"]], [row["name"]])
        for actor_id, names in OTHER_NAMES.items():
            if actor_id in places:
                index.add(places[actor_id], names)
        return index

    def all(self) -> list[GroupHit]:
        """Every group, by name."""
        return list(self._hits)

    def find(self, text: str, limit: int) -> list[GroupHit]:
        """Groups whose names match ``text``, best first; among equals the one with more events."""
        matches = self._index.find(text, limit * 3)
        matches.sort(key=lambda match: (-match.likeness, -self._hits[match.key].events, match.key))
        return [self._hit(match) for match in matches[:limit]]

    def _hit(self, match: Match) -> GroupHit:
        import msgspec

        hit = self._hits[match.key]
        reason = _(_REASONS[match.how]).format(name=match.name)
        if hit.ucdp_id is not None and match.name in OTHER_NAMES.get(hit.ucdp_id, ()):
            reason += " " + _("(a name in common use, not in the actor list)")
        return msgspec.structs.replace(
            hit,
            reason=reason,
            suggestion=match.how == "like",
        )

    def group(self, group: int | str) -> Group:
        """One group, by id, or by exact name where it has none.

        Raises:
            NotFound: there is no such group.
        """
        given = _either(group)
        same = (hit for hit in self._hits if hit.ucdp_id == given["actor"])
        hit = next((hit for hit in same if hit.ucdp_id is not None or hit.name == group), None)
        if hit is None:
            raise NotFound(_("There is no group {group} in this library.").format(group=group))
        ucdp_id = hit.ucdp_id
        listed = self._connection.execute(
            "SELECT organisation, regions, list_contains(split_from_ids, actor_id), vintage "
            "FROM actors WHERE actor_id = ?",
            [ucdp_id],
        ).fetchone()
        organisation, regions, own, vintage = listed or (None, None, None, None)
        notes = []
        if own:
            notes.append(
                _("The actor list gives {name} as split from itself; that is a contradiction and not used.").format(
                    name=hit.name
                )
            )
        if listed is None:
            notes.append(_("Named by the events only; it is not in the actor list of this library."))
        return Group(
            ucdp_id=hit.ucdp_id,
            name=hit.name,
            aliases=hit.aliases,
            location=hit.location,
            organisation=organisation,
            regions=tuple(regions or ()),
            events=hit.events,
            first=hit.first,
            last=hit.last,
            relations=self._relations(ucdp_id) if ucdp_id is not None else (),
            notes=tuple(notes),
            source=Source(vintage, "actors", str(ucdp_id)) if vintage else None,
        )

    def _relations(self, ucdp_id: int) -> tuple[Relation, ...]:
        return tuple(
            Relation(
                relation=row["relation"],
                other_id=row["other_id"],
                other_name=row["name"] or _("UCDP actor {id}").format(id=row["other_id"]),
                source=Source(row["vintage"], "actors", str(row["row_of"])),
            )
            for row in self._ask("group_relations", actor=ucdp_id)
        )

    def events(self, group: int | str, until: date | None) -> list[EventRow]:
        """Events that the group took part in, up to and including ``until``."""
        return [
            EventRow(
                **{name: row[name] for name in EventRow.__struct_fields__ if name != "source"},
                source=Source(row["vintage"], "events", str(row["event_id"])),
            )
            for row in self._ask("group_events", until=until, **_either(group))
        ]

    def event_days(self, ucdp_ids: Collection[int], until: date | None) -> dict[int, tuple[tuple[date, int], ...]]:
        """Day and best estimate of each event of several groups: one question costs as much as each alone."""
        found: dict[int, list[tuple[date, int]]] = {number: [] for number in ucdp_ids}
        for row in self._ask("event_days", actors=sorted(ucdp_ids), until=until):
            found[row["actor_id"]].append((row["date_start"], row["best"]))
        return {number: tuple(days) for number, days in found.items()}

    def agreements(self, ucdp_id: int) -> list[AgreementRow]:
        """Peace agreements of the group."""
        told_apart = {"dyad_ids", "actor_ids", "provisions", "source"}
        plain = [name for name in AgreementRow.__struct_fields__ if name not in told_apart]
        return [
            AgreementRow(
                **{name: row[name] for name in plain},
                dyad_ids=tuple(row["dyad_ids"] or ()),
                actor_ids=tuple(row["actor_ids"] or ()),
                provisions=tuple(name for name in PROVISIONS if row[name]),
                source=Source(row["vintage"], "agreements", str(row["agreement_id"])),
            )
            for row in self._ask("group_agreements", actor=ucdp_id)
        ]

    def terminations(self, ucdp_id: int) -> list[TerminationRow]:
        """Ended episodes of fighting of the group."""
        told_apart = {"ceasefire", "agreement", "source"}
        plain = [name for name in TerminationRow.__struct_fields__ if name not in told_apart]
        return [
            TerminationRow(
                **{name: row[name] for name in plain},
                ceasefire=row["ceasefire_noted"],
                agreement=row["agreement_noted"],
                source=Source(row["vintage"], "terminations", f"{row['dyad_id']}/{row['year']}"),
            )
            for row in self._ask("group_terminations", actor=ucdp_id)
        ]

    def dyads(self, ucdp_id: int) -> list[DyadYear]:
        """Years of activity of the group's dyads."""
        return [
            DyadYear(
                **{name: row[name] for name in DyadYear.__struct_fields__ if name != "source"},
                source=Source(row["vintage"], "dyads", f"{row['dyad_id']}/{row['year']}"),
            )
            for row in self._ask("group_dyads", actor=ucdp_id)
        ]
