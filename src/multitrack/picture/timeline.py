"""The strip: everything dated about one group on one axis of time, in lanes.

Rules. A mark is as long as its date is uncertain or its span is long; what was still going on has an open end. Marks
are cut to the strip, which ends at the picture's day. A record without a date is on no strip; the lists show it.
Claims stand in a lane of their own, beside the record and never in it. The track of a mark is that of the engagement
or contact, not of an organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from multitrack.i18n import _
from multitrack.picture.family import Family, Involved, involving
from multitrack.picture.picture import Held, Picture, said_when
from multitrack.picture.shapes import Lane, Mark, Strip
from multitrack.picture.views import tracks_of
from multitrack.vocabulary import (
    Agreement,
    Claim,
    Contact,
    Date,
    Engagement,
    Label,
    Meeting,
    Phase,
    Record,
    Relation,
    RelationType,
    Resource,
    Role,
    Track,
)

__all__ = ["strip"]

_SPLITS = frozenset({RelationType.SPLINTER, RelationType.SUCCESSOR, RelationType.WING, RelationType.FACTION})


@dataclass(frozen=True, slots=True)
class _Dated:
    held: Held[Record]
    when: Date
    text: str
    before_split: bool = False
    detail: str = ""


def strip(
    picture: Picture,
    kin: Family,
    months: Iterable[dict[str, object]] = (),
    changes: Iterable[dict[str, object]] = (),
) -> Strip | None:
    """The strip of a group.

    Args:
        picture: for one reader at one moment.
        kin: the group's family.
        months: the months of violence that stand beneath, for the ends of the axis.
        changes: the measured changes, each with ``month``, ``direction`` and ``probability``.

    Returns:
        The strip, or ``None`` if nothing at all is dated.
    """
    lanes = [
        (key, title, sorted(found, key=lambda each: each.when.sort_key)) for key, title, found in _lanes(picture, kin)
    ]
    measured = sorted(str(month["month"]) for month in months)
    days = [day for key, _title, found in lanes if key != "claims" for each in found for day in _days(each.when)]
    days += [date.fromisoformat(f"{month}-01") for month in (measured[:1] + measured[-1:])]
    if not days:
        return None
    first, last = min(days), min(max(days), picture.day)
    if first > last:
        return None
    drawn = [Lane(key=key, title=title, marks=tuple(_marks(found, first, last))) for key, title, found in lanes]
    drawn.append(Lane(key="changes", title=_("Measured changes"), marks=tuple(_changes(changes, last))))
    covered = picture.public.coverage
    inside = covered is not None and covered.first is not None and covered.last is not None
    low = max(covered.first, first) if inside and covered and covered.first else None
    high = min(covered.last, last) if inside and covered and covered.last else None
    known = low is not None and high is not None and low <= high
    return Strip(
        first=first.isoformat(),
        last=last.isoformat(),
        covered_first=low.isoformat() if known and low else "",
        covered_last=high.isoformat() if known and high else "",
        lanes=tuple(lane for lane in drawn if lane.marks),
    )


def _lanes(picture: Picture, kin: Family) -> Iterator[tuple[str, str, list[_Dated]]]:
    own = sorted(kin.own, key=lambda actor: (actor != kin.actor, actor))
    yield "phases", _("Phases as assessed"), list(_phases(picture, own))
    yield "leaders", _("Leaders"), list(_leaders(picture, own))
    yield "splits", _("Splits"), list(_splits(picture, kin))
    for track in Track:
        title = _("Track {number}: {label}").format(number=track, label=_(track.label))
        yield f"contact-{track}", title, list(_touches(picture, kin, str(track)))
    yield "contact-", _("Contact, track not recorded"), list(_touches(picture, kin, ""))
    yield (
        "talks",
        _("Talks"),
        [_titled(picture, each) for each in involving(picture, kin, Meeting) if each.held.record.when],
    )
    yield (
        "agreements",
        _("Agreements"),
        [_titled(picture, each) for each in involving(picture, kin, Agreement) if each.held.record.when],
    )
    yield "base", _("Economic base"), list(_base(picture, own))
    yield "labels", _("What others call it"), list(_labels(picture, own))
    yield "claims", _("Claims, beside the record"), list(_claims(picture, kin))


def _phases(picture: Picture, own: list[str]) -> Iterator[_Dated]:
    for actor in own:
        for each in picture.about(actor, Phase):
            words = ", ".join(_(phase.label) for phase in each.record.phases)
            text = _("{group}: {phases}, assessed by {who} on {day}").format(
                group=picture.ref(actor).name,
                phases=words,
                who=picture.said(each.record.assessed_by),
                day=each.record.assessed_on.text,
            )
            yield _Dated(each, each.record.when or each.record.assessed_on, text)


def _leaders(picture: Picture, own: list[str]) -> Iterator[_Dated]:
    for actor in own:
        for each in picture.about(actor, Role):
            if each.record.leads and each.record.when is not None:
                text = _("{person}, {position} of {group}, {when}").format(
                    person=picture.said(each.record.person),
                    position=each.record.position,
                    group=picture.ref(actor).name,
                    when=each.record.when.text,
                )
                yield _Dated(each, each.record.when, text, detail=str(each.record.ended or ""))


def _splits(picture: Picture, kin: Family) -> Iterator[_Dated]:
    seen: set[str] = set()
    for actor in (*kin.own, *kin.before):
        for each in picture.about(actor, Relation):
            relation = each.record
            # A sibling that left the predecessor later is no part of this group's story.
            theirs = relation.first in kin.own or relation.first in kin.before or relation.second in kin.own
            if relation.type not in _SPLITS or relation.when is None or each.id in seen or not theirs:
                continue
            seen.add(each.id)
            began = relation.when.text.split("/")[0]
            when = Date.parse(began) if began not in ("", "..") else relation.when
            text = _("{first}: {relation} {second}, {when}").format(
                first=picture.ref(relation.first).name,
                relation=_(relation.type.label).lower(),
                second=picture.ref(relation.second).name,
                when=when.text,
            )
            yield _Dated(each, when, text, detail=str(relation.type))


def _touches(picture: Picture, kin: Family, track: str) -> Iterator[_Dated]:
    for engagement in involving(picture, kin, Engagement):
        record = engagement.held.record
        if record.when is not None and track in ([str(each) for each in record.tracks] or [""]):
            text = _("{engagement}, {when}").format(
                engagement=picture.ref(engagement.held.id).name, when=record.when.text
            )
            yield _Dated(engagement.held, record.when, text, engagement.before_split, track)
    for contact in involving(picture, kin, Contact):
        when = contact.held.record.when
        if when is not None and track in (tracks_of(picture, contact.held.record) or ("",)):
            yield _Dated(contact.held, when, picture.ref(contact.held.id).name, contact.before_split, track)


def _titled(picture: Picture, each: Involved[Meeting] | Involved[Agreement]) -> _Dated:
    when = each.held.record.when
    text = _("{title}, {when}").format(title=each.held.record.title, when=said_when(when))
    return _Dated(each.held, when or Date.of(picture.day), text, each.before_split)


def _base(picture: Picture, own: list[str]) -> Iterator[_Dated]:
    for actor in own:
        for each in picture.about(actor, Resource):
            if each.record.when is not None:
                text = _("{base}, {when}").format(base=_(each.record.base.label), when=each.record.when.text)
                yield _Dated(each, each.record.when, text)


def _labels(picture: Picture, own: list[str]) -> Iterator[_Dated]:
    for actor in own:
        for each in picture.about(actor, Label):
            if each.record.when is not None:
                text = _("called {words!r} by {who}").format(words=each.record.words, who=picture.said(each.record.by))
                yield _Dated(each, each.record.when, text)


def _claims(picture: Picture, kin: Family) -> Iterator[_Dated]:
    for each in picture.of(Claim):
        if each.record.when is not None and kin.own & set(each.record.concerning):
            text = _("{who} says: {claim}").format(who=picture.said(each.record.by), claim=each.record.says)
            yield _Dated(each, each.record.when, text)


def _days(when: Date) -> list[date]:
    return [day for day in (when.earliest, when.latest) if day is not None]


def _marks(found: list[_Dated], first: date, last: date) -> Iterator[Mark]:
    for each in found:
        start, end = each.when.earliest or first, each.when.latest or last
        if start > last or end < first:
            continue
        yield Mark(
            id=each.held.id,
            kind=each.held.statement.kind,
            text=each.text,
            when=each.when.text,
            start=max(start, first).isoformat(),
            end=min(end, last).isoformat(),
            open_start=each.when.earliest is None or start < first,
            open_end=each.when.latest is None or end > last,
            about=each.when.approximate or each.when.uncertain,
            before_split=each.before_split,
            detail=each.detail,
        )


def _changes(changes: Iterable[dict[str, object]], last: date) -> Iterator[Mark]:
    for change in changes:
        month = str(change["month"])
        day = min(date.fromisoformat(f"{month}-01"), last)
        direction = str(change["direction"])
        share = round(100 * float(str(change["probability"])))
        text = _("The violence recorded changed near {month}: {direction}, probability {share}%").format(
            month=month, direction=_(direction), share=share
        )
        yield Mark(
            id="",
            kind="change",
            text=text,
            when=month,
            start=day.isoformat(),
            end=day.isoformat(),
            detail=direction,
        )
