"""The only clock. No other module asks the system for the time; tests and rehearsals put their own in its place.

Times are aware datetimes in UTC, cut to the millisecond, because that is what an entry records.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

__all__ = ["Clock", "elapsed", "from_millis", "system", "to_millis", "today"]

Clock = Callable[[], datetime]
"""Anything that answers with the present moment, in UTC."""


def system() -> datetime:
    """The present moment by the system's clock, in UTC, cut to the millisecond."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def today(clock: Clock = system) -> date:
    """The present day in UTC."""
    return clock().date()


def to_millis(moment: datetime) -> int:
    """Milliseconds since 1970-01-01T00:00Z of an aware datetime."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    delta = moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def from_millis(millis: int) -> datetime:
    """The inverse of :func:`to_millis`."""
    seconds, rest = divmod(millis, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)


def elapsed() -> int:
    """Milliseconds that have run since some moment, whatever the clock was set to meanwhile, sleep included."""
    import time

    # Linux stops its monotonic clock while the machine sleeps, and has another; others count on, or have but one.
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return int((time.monotonic() if clock is None else time.clock_gettime(clock)) * 1000)
