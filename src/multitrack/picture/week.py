"""This week: what changed since I looked, what is owed, awaited, expiring.

Rules. What is owed is shown until it is done, however old. What expires is shown from :data:`AHEAD_DAYS` before its day
and, for what is still alive, after it. A finding about what was over :data:`EARLIER_DAYS` ago stands apart. A contact
is recent if it was recorded, or took place, since the day asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from multitrack.i18n import _
from multitrack.picture.family import Involved
from multitrack.picture.picture import Held, Picture
from multitrack.picture.shapes import ContactView, Due, Finding, Week
from multitrack.picture.touch import day_of, engagement_live
from multitrack.picture.views import contact_view
from multitrack.vocabulary import Contact, Date, Engagement, FollowUp, Mandate, Phase

__all__ = ["AHEAD_DAYS", "EARLIER_DAYS", "WEEK_DAYS", "overdue", "week"]

AHEAD_DAYS = 60
WEEK_DAYS = 7
EARLIER_DAYS = 730


def week(
    picture: Picture,
    *,
    since: date | None = None,
    findings: Sequence[Finding] = (),
    notes: Sequence[str] = (),
) -> Week:
    """What changed since I looked, what is owed, awaited, expiring?

    Args:
        picture: for one reader at one moment.
        since: the day of the last look; a week before the picture's day if not given.
        findings: what the checks noticed on the same picture.
        notes: standing findings of the workspace itself.
    """
    start = since or _days_from(picture.day, -WEEK_DAYS)
    past = [finding for finding in findings if _long_past(finding, picture.day)]
    return Week(
        reader=picture.reader,
        as_of=picture.day.isoformat(),
        since=start.isoformat(),
        findings=tuple(finding for finding in findings if finding not in past),
        earlier=tuple(past),
        owed=tuple(sorted(_owed(picture), key=lambda due: (not due.due, due.due))),
        expiring=tuple(sorted(_expiring(picture), key=lambda due: due.due)),
        recent=tuple(_recent(picture, start)),
        notes=tuple(notes),
    )


def _days_from(day: date, days: int) -> date:
    """A day that many days later; the ends of the calendar stay where they are."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _long_past(finding: Finding, day: date) -> bool:
    """Whether it is wholly about a time more than :data:`EARLIER_DAYS` before the day."""
    if not finding.when:
        return False
    try:
        return Date.parse(finding.when).over_by(_days_from(day, -EARLIER_DAYS))
    except ValueError:
        return False


def overdue(due: Date | None, day: date) -> bool:
    """Whether the last possible day has passed."""
    return due is not None and due.over_by(day)


def _owed(picture: Picture) -> Iterator[Due]:
    for held in picture.of(FollowUp):
        record = held.record
        if record.done is None:
            yield Due(
                id=held.id,
                what=record.what,
                kind="follow-up",
                due=record.due.text if record.due else "",
                overdue=overdue(record.due, picture.day),
                owed_by=picture.said(record.owed_by),
                about=picture.refs(record.owed_to),
            )


def _expiring(picture: Picture) -> Iterator[Due]:
    for engagement in picture.of(Engagement):
        record = engagement.record
        if not engagement_live(engagement, picture.day):
            continue
        who = picture.ref(record.intermediary).name
        dates = (
            ("review", record.review, _("Review of the engagement")),
            ("backing", record.backing.until, _("Backing ends")),
            ("expiry", record.funded_until, _("Funding ends")),
        )
        for kind, when, what in dates:
            if when is not None and _near(when, picture.day):
                yield _due(picture, engagement, kind, when, what, who, record.parties)
    for phase in picture.of(Phase):
        review = phase.record.review
        if review is not None and _near(review, picture.day):
            who = picture.said(phase.record.assessed_by)
            yield _due(
                picture, phase, "review", review, _("Review of the phase assessment"), who, (phase.record.group,)
            )
    for mandate in picture.of(Mandate):
        when = mandate.record.when
        end = when if when is not None and when.is_span and when.latest is not None else None
        # A mandate of years ago is history, not something that expires.
        if end is not None and mandate.record.revoked is None and _near(end, picture.day, behind=AHEAD_DAYS):
            who = picture.ref(mandate.record.to).name
            yield _due(picture, mandate, "mandate", end, _("Mandate ends"), who, mandate.record.towards)


def _due(
    picture: Picture,
    held: Held[Engagement] | Held[Phase] | Held[Mandate],
    kind: str,
    when: Date,
    what: str,
    who: str,
    about: tuple[str, ...],
) -> Due:
    end = when.text.split("/")[-1]
    return Due(
        id=held.id,
        what=what,
        kind=kind,
        due=end,
        overdue=overdue(when, picture.day),
        owed_by=who,
        about=picture.refs(about),
    )


def _near(when: Date, day: date, behind: int | None = None) -> bool:
    end = when.latest
    if end is None or end > _days_from(day, AHEAD_DAYS):
        return False
    return behind is None or end >= _days_from(day, -behind)


def _recent(picture: Picture, since: date) -> Iterator[ContactView]:
    for held in reversed(picture.of(Contact)):
        happened = day_of(held.record.when, picture.day)
        # A bundled case is recorded on the day it is loaded, which tells nothing about contact.
        recorded = not held.statement.origin and since <= held.statement.recorded.date() <= picture.day
        if recorded or (happened is not None and happened >= since):
            yield contact_view(picture, Involved(held, held.record.parties, before_split=False))
