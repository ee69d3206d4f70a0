"""The dossier of one group: what is recorded of it, beside the violence measured from the public record.

Rules. What a person assessed and what was measured stand side by side and are never mixed. What was with the
predecessor before a split stands under the predecessor's name. A wing has no measure of its own: its group's is shown,
and said to be. Where nothing is recorded, that is said, and that others may be in touch. Each work that anything here
stands on is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from multitrack.i18n import _
from multitrack.picture.board import silence
from multitrack.picture.family import Family, family, involving, ucdp_of
from multitrack.picture.picture import Held, Picture
from multitrack.picture.rows import library_agreements, library_ref, library_relations
from multitrack.picture.search import find_group, library_key
from multitrack.picture.shapes import (
    AgreementView,
    Dossier,
    EngagementView,
    Finding,
    LineView,
    Ref,
    RelationView,
    Shape,
)
from multitrack.picture.timeline import strip
from multitrack.picture.touch import last_kept, quiet_since
from multitrack.picture.views import (
    agreement_view,
    assessment_view,
    claim_view,
    contact_view,
    engagement_view,
    label_view,
    line_view,
    meeting_view,
    relation_view,
    resource_view,
    role_view,
)
from multitrack.vocabulary import (
    Actor,
    ActorType,
    Agreement,
    Claim,
    Contact,
    Engagement,
    Label,
    Line,
    Meeting,
    Phase,
    Record,
    Relation,
    Resource,
    Role,
    Source,
    plain,
)

if TYPE_CHECKING:
    from multitrack.library.records import GroupHit
    from multitrack.measures.violence import Violence

__all__ = ["dossier"]


def dossier(picture: Picture, name: str, *, findings: Sequence[Finding] = ()) -> Dossier:
    """Where is this group in its life, and what do we really know?

    Args:
        picture: for one reader at one moment.
        name: any name, id or number of a group of the ledger or, failing that, of the public record.
        findings: what the checks noticed on the same picture; those about the group are kept.

    Raises:
        NotFound: there is no such group in this picture, or the name may mean several.
    """
    found = find_group(picture, name)
    if isinstance(found, Held):
        return _from_ledger(picture, found, findings)
    return _from_library(picture, found)


def _from_ledger(picture: Picture, actor: Held[Actor], findings: Sequence[Finding]) -> Dossier:
    kin = family(picture, actor.id)
    number, owner = ucdp_of(picture, kin)
    measured = _measured(picture, number, _whose(picture, kin, owner))
    engagements = tuple(_engagements(picture, kin))
    lines = tuple(_lines(picture, kin))
    contacts = tuple(contact_view(picture, each) for each in involving(picture, kin, Contact))
    before = [*(each.before_split for each in contacts), *(each.before_split for each in engagements)]
    claims = tuple(claim_view(picture, each) for each in picture.of(Claim) if kin.own & set(each.record.concerning))
    return _assembled(
        picture,
        group=_group(actor, number if owner == actor.id else None),
        measured=measured,
        assessments=tuple(assessment_view(picture, each) for each in _own(picture, kin, Phase)),
        relations=tuple(_relations(picture, kin, number, owner)),
        roles=tuple(role_view(picture, each) for each in _own(picture, kin, Role)),
        resources=tuple(resource_view(picture, each) for each in _own(picture, kin, Resource)),
        labels=tuple(label_view(picture, each) for each in _own(picture, kin, Label)),
        engagements=engagements,
        lines=lines,
        contacts=contacts,
        meetings=tuple(meeting_view(picture, each) for each in involving(picture, kin, Meeting)),
        agreements=_agreements(picture, kin, number if owner == actor.id else None),
        claims=claims,
        findings=tuple(each for each in findings if any(about.id in kin.own for about in each.about)),
        silence="" if lines or not all(before) else silence(),
        strip=strip(picture, kin, measured["months"], measured["changes"]),
        own_sources=actor.record.sources,
    )


def _from_library(picture: Picture, hit: GroupHit) -> Dossier:
    number = hit.ucdp_id
    own = library_ref(picture, number, hit.name)
    measured = _measured(picture, number, "")
    agreements = tuple(library_agreements(picture, number)) if number is not None else ()
    return _assembled(
        picture,
        group={
            "id": library_key(number) if number is not None else "",
            "name": hit.name,
            "type": str(ActorType.ARMED_GROUP),
            "names": [{"text": alias} for alias in hit.aliases],
            "identifiers": [{"scheme": "ucdp", "value": str(number)}] if number is not None else [],
            "description": _("Known from the public record only. {location}").format(location=hit.location).strip(),
            "ucdp_id": number,
            "from_library": True,
        },
        measured=measured,
        relations=tuple(library_relations(picture, number, own)) if number is not None else (),
        agreements=agreements,
        silence=silence(),
        strip=strip(picture, Family(own.id, (), {}, ()), measured["months"], measured["changes"]),
    )


def _assembled(
    picture: Picture, *, measured: dict[str, Any], own_sources: tuple[Source, ...] = (), **parts: Any
) -> Dossier:
    empty = dict.fromkeys(
        ("assessments", "roles", "resources", "labels", "engagements", "lines", "contacts", "meetings"), ()
    )
    parts = {**empty, "claims": (), "findings": (), **parts}
    shown = [view for value in parts.values() if isinstance(value, tuple) for view in value]
    return Dossier(
        as_of=picture.day.isoformat(),
        as_known=picture.as_known.isoformat() if picture.as_known else "",
        coverage=measured["coverage"],
        months=tuple(measured["months"]),
        changes=tuple(measured["changes"]),
        pattern=measured["pattern"],
        sources=tuple(_works(picture, shown, own_sources)),
        **parts,
    )


def _group(actor: Held[Actor], number: int | None) -> dict[str, object]:
    record = actor.record
    return {
        "id": actor.id,
        "name": record.name,
        "type": str(record.type),
        "names": [plain(each) for each in record.names],
        "identifiers": [plain(each) for each in record.identifiers],
        "description": record.description,
        "headquarters": record.headquarters,
        "ucdp_id": number,
        "from_library": False,
    }


def _whose(picture: Picture, kin: Family, owner: str) -> str:
    if not owner or owner == kin.actor:
        return ""
    return _("What is measured is {group} as a whole: the data do not separate its wings.").format(
        group=picture.ref(owner).name
    )


def _measured(picture: Picture, number: int | None, whose: str) -> dict[str, Any]:
    violence = picture.public.violence(number) if number is not None else None
    covered = picture.public.coverage
    if violence is None:
        text = (
            _("This group has no number in the public data at hand, so the violence recorded of it is not known here.")
            if number is None
            else picture.public.coverage_text()
        )
    else:
        text = violence.coverage
    return {
        "coverage": {
            "first": covered.first.isoformat() if covered and covered.first else "",
            "last": covered.last.isoformat() if covered and covered.last else "",
            "text": f"{text} {whose}".strip(),
            "partial": bool(covered and covered.partial),
            "enough": bool(violence and violence.enough),
            "reason": violence.reason if violence else text,
            "measured_for": whose,
            "notes": list(covered.notes) if covered else [],
        },
        "months": [msgspec.to_builtins(month) for month in violence.months] if violence else [],
        "changes": [msgspec.to_builtins(change) for change in violence.changes] if violence else [],
        "pattern": _pattern(violence),
    }


def _pattern(violence: Violence | None) -> dict[str, object]:
    if violence is None:
        return {"pattern": "", "month": "", "events": None, "deaths": None, "method": "", "cautions": []}
    return {
        "pattern": violence.pattern,
        "month": violence.months[-1].month if violence.months else "",
        "events": violence.events if violence.months else None,
        "deaths": violence.deaths if violence.months else None,
        "method": violence.method,
        "cautions": list(violence.cautions),
    }


def _own(picture: Picture, kin: Family, kind: type[Any]) -> list[Held[Any]]:
    found = {(each.id, each.statement.entry): each for actor in kin.own for each in picture.about(actor, kind)}
    return [each for each in picture.of(kind) if (each.id, each.statement.entry) in found]


def _engagements(picture: Picture, kin: Family) -> Iterator[EngagementView]:
    for each in involving(picture, kin, Engagement):
        last = last_kept(picture, each.held)
        yield engagement_view(picture, each, last.record.when if last else None)


def _lines(picture: Picture, kin: Family) -> Iterator[LineView]:
    for held in picture.of(Line):
        if held.record.party in kin.own or held.record.intermediary == kin.actor:
            last = last_kept(picture, held)
            yield line_view(picture, held, last.record.when if last else None, quiet_since(picture, held))


def _relations(picture: Picture, kin: Family, number: int | None, owner: str) -> Iterator[RelationView]:
    seen: set[str] = set()
    for held in picture.of(Relation):
        if held.statement.entry not in seen and kin.own & {held.record.first, held.record.second}:
            seen.add(held.statement.entry)
            yield relation_view(picture, held)
    if number is not None and owner == kin.actor:
        yield from library_relations(picture, number, picture.ref(kin.actor))


def _agreements(picture: Picture, kin: Family, number: int | None) -> tuple[AgreementView, ...]:
    own = [agreement_view(picture, each) for each in involving(picture, kin, Agreement)]
    public = list(library_agreements(picture, number, own)) if number is not None else []
    return tuple(sorted((*own, *public), key=lambda view: (not view.date, view.date)))


def _sources_in(view: object) -> Iterator[Source]:
    if isinstance(view, Source):
        yield view
    elif isinstance(view, tuple):
        for each in view:
            yield from _sources_in(each)
    elif isinstance(view, msgspec.Struct) and not isinstance(view, Ref | Record):
        for name in view.__struct_fields__:
            yield from _sources_in(getattr(view, name))


def _works(picture: Picture, shown: Iterable[Shape], own: tuple[Source, ...]) -> Iterator[dict[str, object]]:
    works: dict[tuple[str, str], dict[str, object]] = {}
    vintages = {each.name for each in picture.public.vintages}
    for source in (*own, *(each for view in shown for each in _sources_in(view))):
        if source.address not in vintages:
            works.setdefault(
                (source.work, source.address), {"work": source.work, "address": source.address, "note": source.note}
            )
    yield from works.values()
    for vintage in picture.public.vintages:
        yield {
            "work": vintage.citation,
            "address": vintage.name,
            "note": " ".join(vintage.notes),
            "licence": vintage.licence,
            "attribution": vintage.attribution,
        }
