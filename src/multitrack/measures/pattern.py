"""The violence pattern of a month, in one of six words: a stated function of level and direction.

Rules, the first that applies:

* ``none recorded``: no event in the month and the eleven before it, inside coverage. Not "peace", nor "dormant".
* ``rising``, ``easing``: it is more likely than not that a change in that direction lies within the window around the
  month; where both are, the likelier one.
* ``intense``: a level of at least 1,000 deaths a year; ``sustained``: of at least 25; ``low``: below. These are the
  thresholds by which UCDP calls a state-based conflict a war, or an armed conflict, in a year (Gleditsch et al. 2002,
  Journal of Peace Research 39(5)), here per month and over all kinds of violence in which the group is a party.

``too little data`` stands where a group has too few events for any of this. Words, not scores: they rank nobody.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multitrack.i18n import N_

__all__ = ["PATTERNS", "TOO_LITTLE_DATA", "pattern"]

Floats = NDArray[np.float64]

PATTERNS = (
    N_("none recorded"),
    N_("low"),
    N_("rising"),
    N_("sustained"),
    N_("intense"),
    N_("easing"),
)
TOO_LITTLE_DATA = N_("too little data")

_ARMED_CONFLICT = 25 / 12
_WAR = 1000 / 12
_MORE_LIKELY_THAN_NOT = 0.5
_SILENT_FOR = 12


def pattern(p_ease: Floats, p_rise: Floats, level: Floats, events: NDArray[np.int64]) -> NDArray[np.str_]:
    """The word of each month of one group; all arguments and the result have shape (T,).

    Args:
        p_ease: probability of a step down within the window.
        p_rise: probability of a step up within the window.
        level: typical deaths a month of the segment.
        events: events recorded in each month.
    """
    so_far = np.concatenate([[0], np.cumsum(events)])
    months = np.arange(len(events))
    silent = so_far[months + 1] == so_far[np.maximum(months + 1 - _SILENT_FOR, 0)]
    likelier = np.maximum(p_ease, p_rise)
    moving = likelier > _MORE_LIKELY_THAN_NOT
    word = np.where(level >= _WAR, "intense", np.where(level >= _ARMED_CONFLICT, "sustained", "low"))
    word = np.where(moving, np.where(p_ease >= p_rise, "easing", "rising"), word)
    return np.where(silent, "none recorded", word)
