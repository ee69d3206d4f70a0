"""The one set of hyper-parameters of the segment model, for all groups alike, with what each one means.

Nobody tunes a group by hand: a figure that was chosen for one group could not be compared with another's. The values
were chosen on groups with even UCDP ids and reported on odd ones; ``docs/adr/0003-segment-model.md`` holds the numbers.
"""

from __future__ import annotations

import msgspec

__all__ = ["HYPERPARAMETERS", "Hyperparameters"]


class Hyperparameters(msgspec.Struct, frozen=True, kw_only=True):
    """Prior of the segment model and rules of what is reported; see :mod:`multitrack.measures.segments`."""

    lowest_level: float = 0.01
    """Smallest level of a segment, in typical deaths a month: nothing for years."""
    highest_level: float = 700.0
    """Largest level of a segment; months beyond it belong to the heavy tail."""
    levels: int = 20
    """Number of levels, equally spaced in their logarithm; neighbours differ by a factor of 1.8."""
    hazard: float = 1 / 90
    """Prior probability that a segment ends in a given month: segments last seven and a half years on average."""
    least_ratio: float = 3.0
    """A change makes the level at least three times as high, or cuts it to a third or less; smaller steps are not
    changes."""
    step_scale: float = 10.0
    """How fast the prior weight of a step falls with its size, in units of its natural logarithm."""
    spreads: tuple[float, ...] = (0.06, 0.15, 0.3, 0.6, 1.5)
    """Shapes of the monthly scatter within a segment, from bursts with many empty months to an even flow. Which of
    them fits a group is integrated out, with equal prior weights."""
    tail: float = 1.5
    """Tail index of the monthly scatter: P(deaths > y) falls like y to the power of minus this. Between 1 (so that
    the mean exists) and 2: single months far above the level are usual."""
    window: int = 2
    """A change is counted for a month if it lies within this many months of it."""
    margin: int = 24
    """Months without events that are counted as zeros before the first and after the last event, inside coverage."""
    least_events: int = 24
    """A group with fewer events gets its figures, and no probabilities."""
    listed_from: float = 0.5
    """A change is listed if it is more likely than not that one lies within the window."""


HYPERPARAMETERS = Hyperparameters()
"""What the program uses everywhere."""
