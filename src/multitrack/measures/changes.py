"""Which changes are listed, out of the probabilities of every month.

Rule. For each direction apart: take the month with the highest windowed probability; among the months within the
window around it that have nearly that probability (within 0.02), the change stands at the one whose own step is
likeliest, and its windowed probability is what is reported. Then every month whose window overlaps with that of the
change is struck out, and the rule starts again, until no month reaches ``listed_from``. So two listed changes of one
direction are more than twice the window apart, and a month above the threshold is within twice the window of a change.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from multitrack.i18n import N_
from multitrack.measures.hyperparameters import HYPERPARAMETERS, Hyperparameters
from multitrack.measures.panel import month_name

__all__ = ["DOWN", "UP", "Change", "list_changes", "peaks"]

Floats = NDArray[np.float64]

DOWN = N_("down")
UP = N_("up")

_NEARLY = 0.02


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A likely change of the violence recorded."""

    month: str
    """First month of the new segment, at its likeliest place."""
    probability: float
    """Posterior probability that at least one change in this direction lies within the window around the month."""
    direction: str
    """``down`` or ``up``."""
    before: float
    """Expected deaths a month at the last month before the window."""
    after: float
    """Expected deaths a month at the last month of the window."""
    events: int
    """Events recorded within the window: how little or much the change rests on there."""


def peaks(windowed: Floats, here: Floats, window: int, threshold: float) -> list[int]:
    """The places of changes in one direction, by the rule of this module.

    Args:
        windowed: probability of a change within the window around each month, shape (T,).
        here: probability of a change into each month, shape (T,).
        window: months on each side.
        threshold: least windowed probability to be listed.
    """
    left = windowed.copy()
    found: list[int] = []
    while len(left) and left.max() >= threshold:
        top = int(left.argmax())
        start, stop = max(0, top - window), min(len(left), top + window + 1)
        near = left[start:stop] >= left[top] - _NEARLY
        place = start + int(np.where(near, here[start:stop], -1.0).argmax())
        found.append(place)
        left[max(0, place - 2 * window) : place + 2 * window + 1] = -1.0
    return sorted(found)


def list_changes(
    first_month: int,
    ease: tuple[Floats, Floats],
    rise: tuple[Floats, Floats],
    level: Floats,
    events: NDArray[np.int64],
    parameters: Hyperparameters = HYPERPARAMETERS,
) -> tuple[Change, ...]:
    """The likely changes of one group, in the order of time.

    Args:
        first_month: number of the first month.
        ease: windowed and own-month probabilities of steps down, each of shape (T,).
        rise: the same of steps up.
        level: expected deaths a month, shape (T,).
        events: events recorded in each month, shape (T,).
        parameters: window and threshold.
    """
    found: list[tuple[int, Change]] = []
    window = parameters.window
    for direction, (windowed, here) in ((DOWN, ease), (UP, rise)):
        for place in peaks(windowed, here, window, parameters.listed_from):
            start, stop = max(0, place - window), min(len(level), place + window + 1)
            change = Change(
                month=month_name(first_month + place),
                probability=round(float(windowed[place]), 4),
                direction=direction,
                before=round(float(level[max(0, start - 1)]), 1),
                after=round(float(level[stop - 1]), 1),
                events=int(events[start:stop].sum()),
            )
            found.append((place, change))
    return tuple(change for _, change in sorted(found, key=lambda pair: (pair[0], pair[1].direction)))
