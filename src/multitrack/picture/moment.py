"""A record as it stood on a day: what began later is not there, and what ended later had not ended yet.

Rules. Nothing is told about the time after the day where the record dates it: the end of a span, how a role ended, a
closed state, a revocation, a thing done. What is not dated cannot be hidden, so texts stay as they were written. A
record without a date stays. An assessment is an act of the day it was made on, so one made later is not there.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import msgspec

from multitrack.vocabulary import (
    Attendance,
    Date,
    Engagement,
    EngagementState,
    FollowUp,
    Mandate,
    Meeting,
    Phase,
    Presence,
    Record,
    Role,
)

__all__ = ["CLOSED", "as_it_stood", "until"]

CLOSED = frozenset(
    {EngagementState.HANDED_OVER, EngagementState.STEPPED_DOWN, EngagementState.WITHDRAWN, EngagementState.ENDED}
)
"""The states of an engagement that is over."""

_DECIDED = frozenset({Presence.SIGNED, Presence.SIGNED_WITH_RESERVATIONS, Presence.DID_NOT_SIGN, Presence.WITHDREW})

R = TypeVar("R", bound=Record)


def until(when: Date | None, day: date) -> Date | None:
    """A date as it could be told on a day: a span that ends later is still going on.

    ``None`` if nothing can be told but that it had begun, at a time that is not known.
    """
    if when is None or not when.is_span or when.latest is None or when.latest <= day:
        return when
    start = when.text.split("/")[0]
    return Date.parse(f"{start}/..") if start not in ("", "..") else None


def as_it_stood(record: R, day: date) -> R | None:
    """The record as it stood at the end of a day; ``None`` if it was not there yet."""
    if record.when is not None and not record.when.begun_by(day):
        return None
    when = until(record.when, day)
    changes: dict[str, Any] = {} if when == record.when else {"when": when}
    if isinstance(record, Phase) and not record.assessed_on.begun_by(day):
        return None
    if isinstance(record, Engagement):
        changes |= _engagement(record, day, going_on="when" in changes)
    elif isinstance(record, Role) and "when" in changes:
        changes["ended"] = None
    elif isinstance(record, Mandate) and record.revoked is not None and not record.revoked.begun_by(day):
        changes["revoked"] = None
    elif isinstance(record, FollowUp) and record.done is not None and not record.done.begun_by(day):
        changes["done"] = None
    elif isinstance(record, Meeting) and "when" in changes:
        changes["parties"] = tuple(_undecided(part) for part in record.parties)
    return msgspec.structs.replace(record, **changes) if changes else record


def _undecided(part: Attendance) -> Attendance:
    if part.presence not in _DECIDED:
        return part
    return msgspec.structs.replace(part, presence=Presence.ATTENDED, signatory="")


def _engagement(record: Engagement, day: date, *, going_on: bool) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if going_on and record.state in CLOSED:
        changes["state"] = EngagementState.ACTIVE
    consents = tuple(each for each in record.consents if each.since is None or each.since.begun_by(day))
    if len(consents) != len(record.consents):
        changes["consents"] = consents
    return changes
