"""Tracks: nine, by activity, plus 1.5; no track is higher than another.

Rule. A track belongs to an engagement for a period, not to an organisation. The declared track and the track that
others perceive are two fields. Source of the nine: Institute for Multi-Track Diplomacy (Diamond and McDonald 1991,
1996), by activity; of 1.5: officials in an unofficial capacity together with non-officials (USIP 2019). Lederach's
levels (Building Peace, 1997) are another axis with the same word, so they are kept apart.
"""

from __future__ import annotations

from .fields import Choice

__all__ = ["Level", "Track"]


class Track(Choice):
    """One of the nine tracks, or 1.5."""

    ONE = "1", "Government", "officials, inter-governmental organisations, third-party governments"
    ONE_FIVE = (
        "1.5",
        "Officials unofficially",
        "officials in an unofficial capacity together with non-officials",
    )
    TWO = "2", "Professional conflict resolution", "non-governmental peacemaking by professionals"
    THREE = "3", "Business", "peacemaking through commerce"
    FOUR = "4", "Private citizens", "peacemaking through personal involvement"
    FIVE = "5", "Research, training and education", "peacemaking through learning"
    SIX = "6", "Activism", "peacemaking through advocacy"
    SEVEN = "7", "Religious", "peacemaking through faith in action"
    EIGHT = "8", "Funding", "peacemaking through providing resources"
    NINE = "9", "Public opinion and communication", "peacemaking through information"


class Level(Choice):
    """Lederach's levels of leadership: another axis than the tracks."""

    TOP = "top", "Top leadership"
    MIDDLE = "middle", "Middle range"
    GRASSROOTS = "grassroots", "Grassroots"
