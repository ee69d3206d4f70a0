"""Checks on lines: gone quiet, a leader changed, a promise not kept.

Rules. Only what is alive at the picture's day is looked at. What follows at rest is agreed silence and never noticed.
Missing contact is missing on this picture, and the text says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from multitrack.checks.noticed import Noticed
from multitrack.i18n import _, ngettext
from multitrack.picture.picture import Held, Picture, said_when
from multitrack.picture.touch import (
    at_rest,
    cadence_of,
    contacts_on,
    day_of,
    engagement_live,
    last_kept,
    line_live,
    quiet_since,
)
from multitrack.picture.week import overdue
from multitrack.vocabulary import Actor, Contact, Ending, Engagement, FollowUp, Line, Outcome, Role

__all__ = [
    "SUCCESSION_DAYS",
    "WINDOW_DAYS",
    "LeaderChange",
    "leader_changes",
    "leaders_changed",
    "promises_overdue",
    "quiet_lines",
]

SUCCESSION_DAYS = 180
"""The end of one leader's role and the start of another's are one change if they lie within so many days."""


def _live(picture: Picture) -> Iterator[Held[Line] | Held[Engagement]]:
    """The live lines, and the live engagements that no live line belongs to."""
    lines = [line for line in picture.of(Line) if line_live(picture, line, picture.day)]
    carried = {line.record.engagement for line in lines}
    yield from lines
    yield from (
        held for held in picture.of(Engagement) if engagement_live(held, picture.day) and held.id not in carried
    )


def _parties(held: Held[Line] | Held[Engagement]) -> tuple[str, ...]:
    return (held.record.party,) if isinstance(held.record, Line) else held.record.parties


def quiet_lines(picture: Picture) -> Iterator[Noticed]:
    """L1: no contact beyond the agreed cadence, unless following at rest."""
    for held in _live(picture):
        cadence, since = cadence_of(picture, held), quiet_since(picture, held)
        if cadence is None or since is None or at_rest(picture, held):
            continue
        days = (picture.day - since).days
        if days <= cadence:
            continue
        last = last_kept(picture, held)
        if last is None:
            said = ngettext(
                "No contact is recorded since it began, {days} day ago.",
                "No contact is recorded since it began, {days} days ago.",
                days,
            )
        else:
            said = ngettext(
                "The last contact recorded is {days} day old.", "The last contact recorded is {days} days old.", days
            )
        agreed = ngettext("Agreed was contact every {days} day.", "Agreed was contact every {days} days.", cadence)
        parts = [f"{picture.ref(held.id).name}:", said.format(days=days), agreed.format(days=cadence)]
        parts += _tries(picture, held, since)
        parts.append(
            _("This is on this picture; others may be in touch: unofficial contact is recorded late or never.")
        )
        yield Noticed(
            text=" ".join(parts),
            key=f"{held.id}:{since.isoformat()}",
            about=picture.refs(_parties(held)),
            when=(since + timedelta(days=cadence)).isoformat(),
            evidence=(held.evidence(), *((last.evidence(picture.ref(last.id).name),) if last else ())),
        )


def _tries(picture: Picture, held: Held[Line] | Held[Engagement], since: date) -> list[str]:
    tries = [
        each
        for each in contacts_on(picture, held)
        if each.record.outcome in (Outcome.ATTEMPTED, Outcome.REFUSED)
        and (day_of(each.record.when, picture.day) or date.min) >= since
    ]
    if not tries:
        return []
    text = ngettext("{count} attempt since reached nobody.", "{count} attempts since reached nobody.", len(tries))
    return [text.format(count=len(tries))]


WINDOW_DAYS = 365
"""How long after a change of leader a line is noticed that has no contact recorded at all."""


@dataclass(frozen=True, slots=True)
class LeaderChange:
    """A change of leader: the day it may first have come about, who went, who came."""

    day: date
    went: Held[Role] | None
    came: Held[Role] | None

    @property
    def when(self) -> str:
        """The change's date as it is recorded."""
        if self.came is not None and self.came.record.when is not None:
            return self.came.record.when.text.split("/")[0]
        when = self.went.record.when if self.went is not None else None
        return when.text.split("/")[-1] if when is not None else self.day.isoformat()


def leader_changes(picture: Picture, actor: str) -> list[LeaderChange]:
    """The changes of leader of an actor up to the picture's day, in time. The first leader is no change."""
    roles = [held for held in picture.about(actor, Role) if held.record.leads and held.record.when is not None]
    starts = [(day, held) for held in roles if (day := _start(held)) is not None and day <= picture.day]
    ends = [(day, held) for held in roles if (day := _end(held)) is not None and day <= picture.day]
    changes: list[LeaderChange] = []
    taken: set[str] = set()
    for day, came in sorted(starts, key=lambda item: item[0]):
        before = [(gone, held) for gone, held in ends if held.id != came.id and held.id not in taken]
        near = [item for item in before if abs((item[0] - day).days) <= SUCCESSION_DAYS]
        went = min(near, key=lambda item: abs((item[0] - day).days))[1] if near else None
        earlier = any(start < day for start, held in starts if held.id != came.id)
        if went is not None:
            taken.add(went.id)
        if went is not None or earlier:
            changes.append(LeaderChange(day, went, came))
    changes += [LeaderChange(day, held, None) for day, held in ends if held.id not in taken]
    return sorted(changes, key=lambda change: change.day)


def _start(held: Held[Role]) -> date | None:
    return held.record.when.earliest if held.record.when is not None else None


def _end(held: Held[Role]) -> date | None:
    when = held.record.when
    return when.latest if when is not None and when.is_span else None


def leaders_changed(picture: Picture) -> Iterator[Noticed]:
    """L3: a leader changed, and a line that was alive before has not been spoken on since.

    A line with contact before the change stays noticed until there is some after it; one without any recorded contact
    for :data:`WINDOW_DAYS`.
    """
    live: dict[str, list[Held[Line] | Held[Engagement]]] = defaultdict(list)
    for held in _live(picture):
        for party in _parties(held):
            live[party].append(held)
    for actor in picture.of(Actor):
        lines = live.get(actor.id, [])
        changes = leader_changes(picture, actor.id) if lines else []
        if not changes:
            continue
        change = changes[-1]
        lately = (picture.day - change.day).days <= WINDOW_DAYS
        open_lines = [held for held in lines if _unconfirmed(picture, held, change.day, lately=lately)]
        if open_lines:
            yield _changed(picture, actor, change, open_lines)


def _unconfirmed(picture: Picture, held: Held[Line] | Held[Engagement], changed: date, *, lately: bool) -> bool:
    when = held.record.when
    if when is not None and when.earliest is not None and when.earliest > changed:
        return False
    last = last_kept(picture, held)
    spoken = day_of(last.record.when, picture.day) if last is not None else None
    return lately if spoken is None else spoken <= changed


def _changed(
    picture: Picture, actor: Held[Actor], change: LeaderChange, lines: list[Held[Line] | Held[Engagement]]
) -> Noticed:
    went, came = change.went, change.came
    if went is not None and came is not None:
        text = _("{group}: {old} was followed as leader by {new}, {when}.")
    elif came is not None:
        text = _("{group}: {new} became leader, {when}.")
    else:
        text = _("{group}: {old} ceased to lead, {when}; who came after is not recorded here.")
    said = text.format(
        group=actor.record.name,
        old=picture.said(went.record.person) if went else "",
        new=picture.said(came.record.person) if came else "",
        when=change.when,
    )
    how = went.record.ended if went is not None else None
    parts = [said]
    if how is not None and how is not Ending.OTHER:
        parts.append(_("How it ended: {how}.").format(how=_(how.label).lower()))
    parts.append(
        _("No contact since then is on this picture along: {lines}. Others may be in touch.").format(
            lines="; ".join(picture.ref(held.id).name for held in lines)
        )
    )
    evidence = [held.evidence(held.record.position) for held in (went, came) if held is not None]
    return Noticed(
        text=" ".join(parts),
        key=f"{actor.id}:{change.day.isoformat()}",
        about=(picture.ref(actor.id),),
        when=change.when,
        evidence=(*evidence, *(held.evidence(picture.ref(held.id).name) for held in lines)),
        accounts=tuple(each for held in (went, came) if held is not None for each in held.record.accounts),
    )


def promises_overdue(picture: Picture) -> Iterator[Noticed]:
    """L5: a follow-up or reply is overdue."""
    for held in picture.of(FollowUp):
        record = held.record
        if record.done is not None or record.due is None or not overdue(record.due, picture.day):
            continue
        days = (picture.day - (record.due.latest or picture.day)).days
        text = ngettext(
            "{what}: owed by {who} to {whom}, due {due}, {days} day ago.",
            "{what}: owed by {who} to {whom}, due {due}, {days} days ago.",
            days,
        )
        whom = ", ".join(ref.name for ref in picture.refs(record.owed_to)) or _("nobody named")
        contact = picture.get(record.contact, Contact)
        yield Noticed(
            text=text.format(
                what=record.what, who=picture.said(record.owed_by), whom=whom, due=said_when(record.due), days=days
            ),
            key=f"{held.id}:{record.due.text}",
            about=picture.refs(record.owed_to),
            when=record.due.text,
            evidence=(held.evidence(), *((contact.evidence(picture.ref(contact.id).name),) if contact else ())),
        )
