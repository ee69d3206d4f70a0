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
    """Deaths a month, on average, from the listed change before this one (or the first month) until this one."""
    after: float
    """Deaths a month, on average, from this change until the next one listed (or the last month)."""
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
    deaths: NDArray[np.int64],
    events: NDArray[np.int64],
    parameters: Hyperparameters = HYPERPARAMETERS,
) -> tuple[Change, ...]:
    """The likely changes of one group, in the order of time.

    Args:
        first_month: number of the first month.
        ease: windowed and own-month probabilities of steps down, each of shape (T,).
        rise: the same of steps up.
        deaths: deaths recorded in each month, shape (T,).
        events: events recorded in each month, shape (T,).
        parameters: window and threshold.
    """
    window = parameters.window
    found = sorted(
        (place, direction, float(windowed[place]))
        for direction, (windowed, here) in ((DOWN, ease), (UP, rise))
        for place in peaks(windowed, here, window, parameters.listed_from)
    )
    edges = sorted({0, len(deaths), *(place for place, _, _ in found)})
    return tuple(
        Change(
            month=month_name(first_month + place),
            probability=round(probability, 4),
            direction=direction,
            before=_mean(deaths[max((edge for edge in edges if edge < place), default=0) : place]),
            after=_mean(deaths[place : min(edge for edge in edges if edge > place)]),
            events=int(events[max(0, place - window) : place + window + 1].sum()),
        )
        for place, direction, probability in found
    )


def _mean(deaths: NDArray[np.int64]) -> float:
    return round(float(deaths.mean()), 1) if len(deaths) else 0.0
