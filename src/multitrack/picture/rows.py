"""Rows of the public record as the shapes of a dossier, beside what the ledger holds.

Rules. A row that the ledger has already is not shown twice. The publisher's coding and the publisher's own words are
both shown, because they are known to differ. The actor list dates no tie: asked about an earlier day, a split is shown
only if the younger group is on record by then, and other ties not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from multitrack.i18n import N_, _
from multitrack.library.names import fold
from multitrack.picture.picture import Picture
from multitrack.picture.search import actor_numbered, library_key
from multitrack.picture.shapes import AgreementView, Ref, RelationView
from multitrack.vocabulary import Relation, RelationType, Source

if TYPE_CHECKING:
    from multitrack.library.records import AgreementRow

__all__ = ["library_agreements", "library_ref", "library_relations"]

_STAGES = {1: "comprehensive", 2: "partial", 3: "pre-negotiation"}

_TIES: dict[str, tuple[RelationType, str, bool]] = {
    "split_from": (RelationType.SPLINTER, N_("Splinter of"), True),
    "splinter": (RelationType.SPLINTER, N_("Splinter of"), False),
    "temporary_split_from": (RelationType.SPLINTER, N_("For a time splinter of"), True),
    "temporary_splinter": (RelationType.SPLINTER, N_("For a time splinter of"), False),
    "alliance_of": (RelationType.UMBRELLA, N_("Alliance of"), True),
    "ally_in": (RelationType.UMBRELLA, N_("Alliance of"), False),
    "joined": (RelationType.PART, N_("Joined"), True),
    "joined_by": (RelationType.PART, N_("Joined"), False),
}


def library_ref(picture: Picture, ucdp_id: int | None, name: str) -> Ref:
    """A group of the public record: the picture's own actor if there is one of that number."""
    if ucdp_id is None:
        return Ref(id="", name=name)
    actor = actor_numbered(picture, ucdp_id)
    return picture.ref(actor.id) if actor else Ref(id=library_key(ucdp_id), name=name)


def library_relations(picture: Picture, ucdp_id: int, own: Ref) -> Iterator[RelationView]:
    """The ties of a group in the actor list that the ledger does not have."""
    group = picture.public.group(ucdp_id)
    known = {(each.record.first, each.record.type, each.record.second) for each in picture.of(Relation)}
    for tie in group.relations if group else ():
        kind, label, forward = _TIES[tie.relation]
        other = library_ref(picture, tie.other_id, tie.other_name)
        first, second = (own, other) if forward else (other, own)
        if (first.id, kind, second.id) in known or not _by_then(picture, tie.other_id, ucdp_id, kind, forward=forward):
            continue
        yield RelationView(
            id="",
            when="",
            first=first,
            type=str(kind),
            label=_(label),
            second=second,
            from_library=True,
            sources=(_source(picture, tie.source.vintage, _("actor {key}").format(key=tie.source.key)),),
        )


def _by_then(picture: Picture, other: int | None, own: int, kind: RelationType, *, forward: bool) -> bool:
    if picture.as_of is None:
        return True
    younger = own if forward else other
    if kind is not RelationType.SPLINTER or younger is None:
        return False
    group = picture.public.group(younger)
    return group is not None and group.first is not None and group.first <= picture.as_of


def library_agreements(picture: Picture, ucdp_id: int, known: Iterable[AgreementView] = ()) -> Iterator[AgreementView]:
    """The agreements of a group in the public record that are not among ``known``.

    One is known by its number there (``ucdp:1099``), or by its date where the record that has it names no such number.
    """
    views = tuple(known)
    numbers = {number for view in views for number in view.identifiers}
    days = {view.date for view in views if not any(fold(number).startswith("ucdp") for number in view.identifiers)}
    for row in picture.public.agreements(ucdp_id):
        number = f"ucdp:{row.agreement_id}"
        if number in numbers or row.date.isoformat() in days:
            continue
        words = [
            (_("Signatories as published: {text}"), row.signatories),
            (_("Third parties as published: {text}"), row.third_parties),
            (_("Actors as coded, whatever their part: {text}"), row.actor_names),
        ]
        yield AgreementView(
            id="",
            date=row.date.isoformat(),
            title=row.name,
            stage=_STAGES.get(row.kind or 0, "other"),
            status="public",
            signed=tuple(_parties(picture, ucdp_id, row)),
            parties=(),
            parts=(),
            before_split=False,
            summary="\n".join(text.format(text=said) for text, said in words if said),
            identifiers=(number,),
            from_library=True,
            sources=(_source(picture, row.source.vintage, _("agreement {key}").format(key=row.source.key)),),
        )


def _parties(picture: Picture, ucdp_id: int, row: AgreementRow) -> Iterator[Ref]:
    """The coded actors that are a side of the dyads: guarantors and witnesses are coded beside them."""
    sides = picture.public.sides(ucdp_id, row.dyad_ids)
    names = (row.actor_names or "").split(", ")
    named = names if len(names) == len(row.actor_ids) else [""] * len(row.actor_ids)
    for number, name in zip(row.actor_ids, named, strict=True):
        if number == ucdp_id or name in sides:
            yield library_ref(picture, number, name or _("UCDP actor {id}").format(id=number))


def _source(picture: Picture, vintage: str, place: str) -> Source:
    found = next((each for each in picture.public.vintages if each.name == vintage), None)
    return Source(work=found.attribution if found else vintage, address=vintage, place=place)
