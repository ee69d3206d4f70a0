"""In touch or not: which contacts keep an engagement or a line alive, and for how long.

Rules. What counts is contact that came about, "nothing new", and silence chosen on purpose; an attempt that reached
nobody does not. A table that the party sat at with the intermediary counts as contact does. Following at rest is agreed
silence, and is life: it has no cadence to miss. A contact belongs to the engagement or line that it names, and, if it
names none, to those of the same intermediary with the same party that went on then; a table, to those that went on
then. What an intermediary did with one party is no contact with another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from multitrack.picture.moment import CLOSED
from multitrack.picture.picture import Held, Picture, in_time
from multitrack.vocabulary import ABSENT, Agreement, Contact, Date, Engagement, EngagementState, Line, Meeting, Outcome

__all__ = [
    "KEPT",
    "at_rest",
    "cadence_of",
    "contacts_on",
    "day_of",
    "engagement_live",
    "freshness",
    "last_kept",
    "last_kept_with",
    "line_live",
    "quiet_since",
    "tables_on",
]

Kept = Contact | Meeting | Agreement

KEPT = frozenset({Outcome.HAPPENED, Outcome.NOTHING_NEW, Outcome.WAITED})
"""The outcomes that keep a line alive."""


def day_of(when: Date | None, day: date) -> date | None:
    """The last day, up to ``day``, that a date may mean; ``None`` if it is not recorded or later."""
    if when is None or not when.begun_by(day):
        return None
    return min(when.latest or day, day)


def contacts_on(picture: Picture, held: Held[Engagement] | Held[Line]) -> Iterator[Held[Contact]]:
    """The contacts that belong to an engagement or a line, by date."""
    record = held.record
    parties = {record.party} if isinstance(record, Line) else set(record.parties)
    if isinstance(record, Line):
        over = [held.id, *filter(None, (record.engagement,))]
    else:
        over = [held.id, *(line.id for line in picture.part_of(held.id, Line))]
    told = [each for part in over for each in picture.part_of(part, Contact)]
    told += [
        each
        for party in parties
        for each in picture.between(record.intermediary, party)
        if not (each.record.engagement or each.record.line) and _at_once(each.record.when, record.when)
    ]
    found = {each.statement.entry: each for each in told}
    yield from sorted(found.values(), key=in_time)


def tables_on(picture: Picture, held: Held[Engagement] | Held[Line]) -> Iterator[Held[Meeting] | Held[Agreement]]:
    """The meetings and agreements at which the party sat with the intermediary of an engagement or a line."""
    record = held.record
    parties = {record.party} if isinstance(record, Line) else set(record.parties)
    tables: list[Held[Meeting] | Held[Agreement]] = [*picture.part_of(held.id, Meeting)]
    tables += picture.about(record.intermediary, Meeting)
    tables += picture.about(record.intermediary, Agreement)
    for table in {each.statement.entry: each for each in tables}.values():
        third = {role.actor for role in table.record.roles}
        if isinstance(table.record, Meeting):
            third |= {*table.record.convened_by, table.record.engagement}
        sat = {part.party for part in table.record.parties if part.presence not in ABSENT}
        if parties & sat and third & {record.intermediary, held.id} and _at_once(table.record.when, record.when):
            yield table


def _at_once(when: Date | None, other: Date | None) -> bool:
    """Whether two times may share a day; one that is not recorded may share any."""
    if when is None or other is None:
        return True
    return (when.earliest or date.min) <= (other.latest or date.max) and (other.earliest or date.min) <= (
        when.latest or date.max
    )


def last_kept(picture: Picture, held: Held[Engagement] | Held[Line]) -> Held[Kept] | None:
    """The latest contact or table, up to the picture's day, that keeps an engagement or a line alive."""
    return picture.once("last kept", held, lambda: _last_kept(picture, held))


def last_kept_with(
    picture: Picture, held: Held[Engagement] | Held[Line], parties: Collection[str]
) -> Held[Kept] | None:
    """The latest of those in which one of these parties had a part: an engagement may have many."""
    among = frozenset(parties)
    question = " ".join(("last kept with", *sorted(among)))
    return picture.once(question, held, lambda: _last_kept(picture, held, among))


def _last_kept(
    picture: Picture, held: Held[Engagement] | Held[Line], among: frozenset[str] | None = None
) -> Held[Kept] | None:
    kept: list[Held[Kept]] = [each for each in contacts_on(picture, held) if each.record.outcome in KEPT]
    kept += tables_on(picture, held)
    if among is not None:
        kept = [each for each in kept if among & _present(each.record)]
    dated = [(day, each) for each in kept if (day := day_of(each.record.when, picture.day)) is not None]
    return max(dated, key=lambda item: item[0])[1] if dated else None


def _present(record: Kept) -> frozenset[str]:
    """The parties of a contact, or those that sat at a table."""
    if isinstance(record, Contact):
        return frozenset(record.parties)
    return frozenset(part.party for part in record.parties if part.presence not in ABSENT)


def cadence_of(picture: Picture, held: Held[Engagement] | Held[Line]) -> int | None:
    """The cadence agreed, in days: its own, or else that of the engagement of a line, or of an engagement's line."""
    record = held.record
    if record.cadence_days is not None:
        return record.cadence_days
    if isinstance(record, Line):
        engagement = picture.get(record.engagement, Engagement)
        return engagement.record.cadence_days if engagement else None
    own = [line.record.cadence_days for line in picture.part_of(held.id, Line)]
    return min((days for days in own if days is not None), default=None)


def quiet_since(picture: Picture, held: Held[Engagement] | Held[Line]) -> date | None:
    """The day from which silence is counted: of the last contact, or else of the beginning."""
    last = last_kept(picture, held)
    if last is not None:
        return day_of(last.record.when, picture.day)
    when = held.record.when
    return when.earliest if when is not None and when.begun_by(picture.day) else None


def at_rest(picture: Picture, held: Held[Engagement] | Held[Line]) -> bool:
    """Whether an engagement or a line follows at rest: silence was agreed."""
    record = held.record
    if isinstance(record, Engagement):
        return record.state is EngagementState.AT_REST
    engagement = picture.get(record.engagement, Engagement)
    return record.at_rest or (engagement is not None and engagement.record.state is EngagementState.AT_REST)


def freshness(picture: Picture, held: Held[Engagement] | Held[Line]) -> int | None:
    """Percent of the agreed cadence still unspent, 0 to 100; ``None`` without a cadence or when following at rest."""
    cadence, since = cadence_of(picture, held), quiet_since(picture, held)
    if cadence is None or since is None or at_rest(picture, held):
        return None
    return max(0, 100 - 100 * (picture.day - since).days // cadence)


def engagement_live(held: Held[Engagement], day: date) -> bool:
    """Whether an engagement may have been going on at a day; what follows at rest is alive."""
    record = held.record
    if record.when is not None and (not record.when.begun_by(day) or record.when.over_by(day)):
        return False
    return record.state not in CLOSED and record.state is not EngagementState.SUSPENDED


def line_live(picture: Picture, held: Held[Line], day: date) -> bool:
    """Whether a line may have been alive at a day: neither it nor its engagement is over."""
    when = held.record.when
    if when is not None and (not when.begun_by(day) or when.over_by(day)):
        return False
    engagement = picture.get(held.record.engagement, Engagement)
    return engagement is None or engagement_live(engagement, day)
