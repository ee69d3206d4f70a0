"""Checks on who is at the table: a party that is recorded as fighting and is left out.

Rules. The manner of the absence is said as it was recorded and never guessed: not invited, invited on conditions,
stayed away, came and did not sign, withdrew, not known. Where it is disputed, every account is told. Tables that a
party missed in the same manner, one after another, are one finding. Where the data on fighting do not reach, that is
said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from multitrack.checks.noticed import Noticed
from multitrack.i18n import N_, _
from multitrack.picture.family import family, ucdp_of
from multitrack.picture.picture import ARMED, Held, Picture, said_when
from multitrack.picture.shapes import Evidence
from multitrack.vocabulary import ABSENT, Account, Actor, Agreement, Attendance, Form, Meeting, Presence

__all__ = ["PERIOD_DAYS", "left_out"]

PERIOD_DAYS = 370
"""Tables that were missed in the same manner are one period if no more than so many days lie between them."""

_PREPARING = frozenset({Form.WORKSHOP, Form.SEMINAR, Form.TRAINING})

_AT_MEETING = {
    Presence.NOT_INVITED: N_("{party} was not invited: {tables}."),
    Presence.INVITED_ON_CONDITIONS: N_("{party} was outside, with conditions set for its coming: {tables}."),
    Presence.STAYED_AWAY: N_("{party} was invited and stayed away: {tables}."),
    Presence.DID_NOT_SIGN: N_("{party} came and did not sign: {tables}."),
    Presence.WITHDREW: N_("{party} withdrew: {tables}."),
    Presence.ABSENT: N_("{party} was not at the table: {tables}."),
}
_AT_AGREEMENT = {
    **_AT_MEETING,
    Presence.INVITED_ON_CONDITIONS: N_("{party} did not sign, with conditions set for its coming: {tables}."),
    Presence.STAYED_AWAY: N_("{party} was invited, stayed away and did not sign: {tables}."),
    Presence.ABSENT: N_("{party} did not sign: {tables}."),
}


@dataclass(frozen=True, slots=True)
class _Absence:
    held: Held[Meeting] | Held[Agreement]
    part: Attendance
    day: date

    @property
    def first(self) -> date | None:
        when = self.held.record.when
        return (when.earliest or when.latest) if when is not None else None

    @property
    def last(self) -> date | None:
        when = self.held.record.when
        if when is None:
            return None
        # What was still going on reaches to the picture's day.
        return min(when.latest or self.day, self.day)


@dataclass(slots=True)
class _Period:
    absences: list[_Absence] = field(default_factory=list)

    def goes_on(self, absence: _Absence) -> bool:
        """Whether an absence is of the same manner and near enough in time; an agreement, only of a meeting then."""
        if not self.absences:
            return True
        begins = [each.first for each in self.absences if each.first is not None]
        ends = [each.last for each in self.absences if each.last is not None]
        latest = self.absences[-1].part
        if latest.presence is not absence.part.presence or absence.first is None or not ends:
            return False
        if any(isinstance(each.held.record, Agreement) for each in (self.absences[0], absence)):
            return min(begins) <= (absence.last or absence.first) and absence.first <= max(ends)
        disputed = any(each.part.disputed for each in self.absences)
        return disputed is absence.part.disputed and (absence.first - max(ends)).days <= PERIOD_DAYS


def left_out(picture: Picture) -> Iterator[Noticed]:
    """P2: a party recorded as fighting is not at the table, in which manner, with the dispute."""
    for actor in picture.armed_groups():
        for period in _periods(_tables(picture, actor.id)):
            noticed = _noticed(picture, actor, period.absences)
            if noticed is not None:
                yield noticed


def _tables(picture: Picture, party: str) -> Iterator[_Absence]:
    """Every table up to the day at which the party's presence is recorded, in time."""
    meetings = (each for each in picture.about(party, Meeting) if each.record.form not in _PREPARING)
    found: list[Held[Meeting] | Held[Agreement]] = [*meetings, *picture.about(party, Agreement)]
    found.sort(key=lambda held: held.record.when.sort_key if held.record.when else (date.max, date.max))
    for held in found:
        when = held.record.when
        if when is None or when.begun_by(picture.day):
            yield from (_Absence(held, part, picture.day) for part in held.record.parties if part.party == party)


def _periods(tables: Iterable[_Absence]) -> Iterator[_Period]:
    period = _Period()
    for table in tables:
        absent = table.part.presence in ABSENT
        if not absent or not period.goes_on(table):
            if period.absences:
                yield period
            period = _Period()
        if absent:
            period.absences.append(table)
    if period.absences:
        yield period


def _noticed(picture: Picture, actor: Held[Actor], absences: list[_Absence]) -> Noticed | None:
    first = min((each.first for each in absences if each.first), default=None)
    last = max((each.last for each in absences if each.last), default=None)
    fighting, proof = _fighting(picture, actor, first, last)
    if fighting is False:
        return None
    part = absences[0].part
    tables = "; ".join(
        _("{title} ({when})").format(title=each.held.record.title, when=said_when(each.held.record.when))
        for each in absences
    )
    accounts = _accounts(absences)
    signing = all(isinstance(each.held.record, Agreement) for each in absences)
    manner = (_AT_AGREEMENT if signing else _AT_MEETING)[part.presence]
    parts = [_(manner).format(party=actor.record.name, tables=tables), proof.text]
    if any(each.part.disputed for each in absences):
        # Semicolons: a name may bring commas of its own.
        who = "; ".join(dict.fromkeys(each.by for each in accounts if each.by))
        parts.append(
            _("How this came about is disputed; accounts differ ({who}).").format(who=who)
            if who
            else _("How this came about is disputed.")
        )
    elif part.presence is Presence.ABSENT:
        parts.append(_("How this came about is not recorded here."))
    start = first.isoformat() if first else ""
    evidence = tuple(each.held.evidence(each.held.record.title, each.part.sources) for each in absences)
    return Noticed(
        text=" ".join(parts),
        key=f"{actor.id}:{part.presence}:{start}",
        about=(picture.ref(actor.id),),
        when=_when(absences),
        evidence=(*evidence, proof),
        accounts=accounts,
    )


def _when(absences: list[_Absence]) -> str:
    dated = [(each.first, each.last, each.held.record.when) for each in absences if each.first and each.last]
    texts = [when.text for _first, _last, when in dated if when is not None]
    if len(texts) < 2:
        return texts[0] if texts else ""
    first = min(dated, key=lambda each: each[0])[2]
    last = max(dated, key=lambda each: each[1])[2]
    return f"{first.text.split('/')[0] if first else '..'}/{last.text.split('/')[-1] if last else '..'}"


def _accounts(absences: list[_Absence]) -> tuple[Account, ...]:
    own = [account for each in absences for account in each.part.accounts]
    if not own and any(each.part.disputed for each in absences):
        own = [account for each in absences for account in each.held.record.accounts]
    return tuple({(account.by, account.says): account for account in own}.values())


def _fighting(
    picture: Picture, actor: Held[Actor], first: date | None, last: date | None
) -> tuple[bool | None, Evidence]:
    number, owner = ucdp_of(picture, family(picture, actor.id))
    if actor.record.type not in ARMED or number is None or first is None or last is None:
        return None, Evidence(text=_("Whether it was fighting then is not known here."))
    end = min(last, picture.day)
    fighting = picture.public.fighting(number, first, end)
    proof = picture.public.fighting_evidence(number, first, end)
    if owner == actor.id:
        return fighting, proof
    whose = _("The data do not separate the wings of {group}.").format(group=picture.ref(owner).name)
    return fighting, Evidence(text=f"{proof.text} {whose}", vintage=proof.vintage, row=proof.row)
