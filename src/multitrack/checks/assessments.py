"""Checks on assessments: the violence recorded changed since, or what the assessment stands on did.

Rules. A measured change is one indicator and never a phase: the check asks a person to look again and assesses
nothing. Only the latest assessment of a group is looked at. A wing has no measure of its own and is not noticed for
its group's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from multitrack.checks.lines import leader_changes
from multitrack.checks.noticed import Noticed
from multitrack.i18n import _, ngettext
from multitrack.picture.picture import Held, Picture, said_when
from multitrack.picture.shapes import Evidence
from multitrack.vocabulary import Actor, Date, Phase, Record, Relation, Resource

__all__ = ["SHOWN_CHANGES", "changes_since", "stale_assessments"]

SHOWN_CHANGES = 4
"""The latest changes that are told; how many there are is told too."""


def _latest(picture: Picture, group: str) -> Held[Phase] | None:
    assessed = [each for each in picture.about(group, Phase) if each.record.assessed_on.begun_by(picture.day)]
    return max(assessed, key=lambda each: each.record.assessed_on.sort_key, default=None)


def changes_since(picture: Picture) -> Iterator[Noticed]:
    """G1: the violence recorded changed since the last phase assessment, or there is none yet."""
    for actor in picture.armed_groups():
        number = actor.record.identifier("ucdp")
        violence = picture.public.violence(int(number)) if number.isdigit() else None
        if violence is None or not violence.changes:
            continue
        latest = _latest(picture, actor.id)
        on = latest.record.assessed_on.latest if latest is not None else None
        since = [change for change in violence.changes if on is None or change.month > f"{on:%Y-%m}"]
        if not since:
            continue
        told = ", ".join(
            _("{direction} near {month} (probability {share}%)").format(
                direction=_(change.direction), month=change.month, share=round(100 * change.probability)
            )
            for change in since[-SHOWN_CHANGES:]
        )
        if latest is None:
            text = _("{group}: no phase assessment is on this picture. The violence recorded changed: {changes}.")
        else:
            text = _("{group}: since the phase assessment of {day} by {who} the violence recorded changed: {changes}.")
        said = text.format(
            group=actor.record.name,
            day=latest.record.assessed_on.text if latest else "",
            who=picture.said(latest.record.assessed_by) if latest else "",
            changes=told,
        )
        more = len(since) - SHOWN_CHANGES
        if more > 0:
            said += " " + ngettext("{count} earlier.", "{count} earlier.", more).format(count=more)
        yield Noticed(
            text=f"{said} " + _("This is one indicator, not the group's life."),
            key=f"{actor.id}:{since[-1].month}:{since[-1].direction}",
            about=(picture.ref(actor.id),),
            when=since[-1].month,
            evidence=(
                Evidence(text=_("Measured from the public record: {text}").format(text=violence.coverage)),
                *((latest.evidence(_("The assessment")),) if latest else ()),
            ),
        )


def stale_assessments(picture: Picture) -> Iterator[Noticed]:
    """G2: past its review date, or leader, alliance, split or economic base changed since."""
    for actor in picture.of(Actor):
        latest = _latest(picture, actor.id)
        if latest is None:
            continue
        reasons = list(_reasons(picture, actor.id, latest))
        if reasons:
            text = _("{group}: the phase assessment of {day} by {who} is to be looked at again: {reasons}.")
            yield Noticed(
                text=text.format(
                    group=actor.record.name,
                    day=latest.record.assessed_on.text,
                    who=picture.said(latest.record.assessed_by),
                    reasons="; ".join(reason for reason, _held in reasons),
                ),
                key=f"{latest.id}:{len(reasons)}",
                about=(picture.ref(actor.id),),
                when=latest.record.review.text if latest.record.review else latest.record.assessed_on.text,
                evidence=(
                    latest.evidence(),
                    *(held.evidence(reason) for reason, held in reasons if held is not latest),
                ),
            )


def _reasons(picture: Picture, group: str, latest: Held[Phase]) -> Iterator[tuple[str, Held[Record]]]:
    on = latest.record.assessed_on.latest or picture.day
    review = latest.record.review
    if review is not None and review.over_by(picture.day):
        yield _("its review was due {day}").format(day=review.text), latest
    for change in leader_changes(picture, group):
        held = change.came or change.went
        if change.day > on and held is not None:
            yield _("the leader changed, {when}").format(when=change.when), held
    for relation in picture.about(group, Relation):
        if (when := _turned(relation.record.when, on, picture.day)) is not None:
            text = _("{first}: {relation} {second}, changed {when}")
            yield (
                text.format(
                    first=picture.ref(relation.record.first).name,
                    relation=_(relation.record.type.label).lower(),
                    second=picture.ref(relation.record.second).name,
                    when=when,
                ),
                relation,
            )
    for resource in picture.about(group, Resource):
        if (when := _turned(resource.record.when, on, picture.day)) is not None:
            base = _(resource.record.base.label).lower()
            yield _("economic base: {base}, {when}").format(base=base, when=when), resource


def _turned(when: Date | None, after: date, day: date) -> str | None:
    """The date at which something began or ended after one day and up to another, as it is recorded."""
    if when is None:
        return None
    if when.earliest is not None and after < when.earliest <= day:
        return said_when(when).split("/")[0]
    if when.is_span and when.latest is not None and after < when.latest <= day:
        return said_when(when).split("/")[-1]
    return None
