"""Checks on the tracks together: a fighting party to which no line is known.

Rules. What is missing is missing on this picture: the text never says that nobody was in touch, and what sources
claim of contact stands beside it. Fighting is what the public record holds; where it does not reach, nothing is
noticed. A table that the party sat at is contact, as a line and an engagement are; a wing's are its group's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from multitrack.checks.noticed import Noticed
from multitrack.i18n import _
from multitrack.picture.family import Family, family
from multitrack.picture.picture import Held, Picture
from multitrack.picture.touch import KEPT, day_of, engagement_live, last_kept, line_live
from multitrack.vocabulary import (
    ABSENT,
    Account,
    Actor,
    Agreement,
    Attendance,
    Claim,
    ClaimTopic,
    Contact,
    Date,
    Engagement,
    Line,
    Meeting,
)

__all__ = ["GAP_DAYS", "no_line_known"]

GAP_DAYS = 365
"""A past time of fighting without a line known is noticed from so many days on; events so far apart are one time."""

_DAY = timedelta(days=1)
_ON_CONTACT = (ClaimTopic.CONTACT, ClaimTopic.INTENTIONS)

Span = tuple[date, date]


def no_line_known(picture: Picture) -> Iterator[Noticed]:
    """T1: no live engagement with a fighting party on this picture, now or for a year or more in the past."""
    for actor in picture.armed_groups():
        number = actor.record.identifier("ucdp")
        if number.isdigit():
            yield from _of_group(picture, actor, int(number))


def _of_group(picture: Picture, actor: Held[Actor], number: int) -> Iterator[Noticed]:
    kin = family(picture, actor.id)
    met = [*_met(picture, kin)]
    # A live engagement or line reaches to the day, so that no gap does.
    touched = sorted([*_kept_lines(picture, kin), *met])
    now = picture.public.fighting(number, picture.day, picture.day) is True
    lately = any((picture.day - end).days <= GAP_DAYS for _start, end in met)
    for fought in _fought(picture, number):
        going_on = now and (picture.day - fought[1]).days <= GAP_DAYS
        for gap in _gaps((fought[0], picture.day) if going_on else fought, touched):
            if going_on and gap[1] == picture.day:
                if not lately:
                    yield _noticed(picture, actor, kin, number, gap, now=True)
            elif (gap[1] - gap[0]).days >= GAP_DAYS:
                yield _noticed(picture, actor, kin, number, gap, now=False)


def _fought(picture: Picture, number: int) -> Iterator[Span]:
    """Times of fighting: days of events, and years of an active dyad that no event lies in, joined where near."""
    days = [(day, day) for day, _deaths in picture.public.events(number) if day <= picture.day]
    years = {day.year for day, _end in days}
    days += [(date(year, 1, 1), date(year, 12, 31)) for year in picture.public.dyad_years(number) if year not in years]
    joined: list[Span] = []
    for start, end in sorted(days):
        if joined and (start - joined[-1][1]).days <= GAP_DAYS:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    yield from joined


def _kept_lines(picture: Picture, kin: Family) -> Iterator[Span]:
    """Times of engagements and lines with the group or a wing.

    One that is over, without a recorded end, was kept for as long as contact shows.
    """
    for actor in kin.own:
        for engagement in picture.about(actor, Engagement):
            if actor in engagement.record.parties:
                yield from _kept(picture, engagement, live=engagement_live(engagement, picture.day))
        for line in picture.about(actor, Line):
            if line.record.party == actor:
                yield from _kept(picture, line, live=line_live(picture, line, picture.day))


def _kept(picture: Picture, held: Held[Engagement] | Held[Line], *, live: bool) -> Iterator[Span]:
    when = held.record.when
    if live and when is None:
        # Alive, since when is not recorded: nothing can be said to have been without it.
        yield date.min, picture.day
    elif live or (when is not None and when.latest is not None):
        yield from _span(when, picture.day)
    elif (last := last_kept(picture, held)) is not None:
        first = when.earliest if when is not None else None
        yield from ((first or start, end) for start, end in _span(last.record.when, picture.day))


def _met(picture: Picture, kin: Family) -> Iterator[Span]:
    """Times of contacts that came about and of tables that the group or a wing sat at."""
    for actor in kin.own:
        for contact in picture.about(actor, Contact):
            if contact.record.outcome in KEPT and actor in contact.record.parties:
                yield from _span(contact.record.when, picture.day)
        for meeting in picture.about(actor, Meeting):
            if _sat(actor, meeting.record.parties):
                yield from _span(meeting.record.when, picture.day)
        for agreement in picture.about(actor, Agreement):
            if _sat(actor, agreement.record.parties):
                yield from _span(agreement.record.when, picture.day)


def _sat(actor: str, parties: tuple[Attendance, ...]) -> bool:
    return any(part.party == actor and part.presence not in ABSENT for part in parties)


def _span(when: Date | None, day: date) -> Iterator[Span]:
    end = day_of(when, day)
    if when is not None and end is not None:
        yield when.earliest or date.min, end


def _gaps(span: Span, touched: list[Span]) -> Iterator[Span]:
    start, end = span
    for began, ceased in touched:
        if began > end:
            break
        if began > start:
            yield start, began - _DAY
        start = max(start, ceased + _DAY) if ceased < date.max else end + _DAY
    if start <= end:
        yield start, end


def _meets(claim: Held[Claim], gap: Span) -> bool:
    when = claim.record.when
    return when is None or ((when.earliest or date.min) <= gap[1] and (when.latest or date.max) >= gap[0])


def _noticed(picture: Picture, actor: Held[Actor], kin: Family, number: int, gap: Span, *, now: bool) -> Noticed:
    first, last = (f"{day:%Y-%m}" for day in gap)
    claims = [
        each
        for each in picture.of(Claim)
        if each.record.topic in _ON_CONTACT and kin.own & set(each.record.concerning) and _meets(each, gap)
    ]
    if now:
        said = _("From {first} to {day} no line to {group} is known on this picture.")
    else:
        said = _("From {first} to {last} no line to {group} is known on this picture.")
    proof = picture.public.fighting_evidence(number, *gap, around=False)
    parts = [
        said.format(first=first, last=last, day=picture.day.isoformat(), group=actor.record.name),
        proof.text,
        _("Others may have been in touch: unofficial contact is recorded late or never."),
    ]
    if claims:
        who = "; ".join(dict.fromkeys(picture.said(each.record.by) for each in claims))
        parts.append(_("Beside this stands what others say ({who}).").format(who=who))
    return Noticed(
        text=" ".join(parts),
        key=f"{actor.id}:{gap[0].isoformat()}",
        about=(picture.ref(actor.id),),
        when=f"{first}/.." if now else f"{first}/{last}",
        evidence=(proof, *(each.evidence(each.record.says) for each in claims)),
        accounts=tuple(
            Account(says=each.record.says, by=picture.said(each.record.by), sources=each.record.sources)
            for each in claims
        ),
    )
