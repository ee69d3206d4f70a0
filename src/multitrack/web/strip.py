"""The strip of a group: one time axis for violence recorded, changes, phases, and what is known of tracks and talks.

Rules. Pure geometry in a coordinate space of its own; templates draw it. Every mark leads to what it stands on and
says itself in words. Heights of violence are square roots, so that quiet months stay visible beside terrible ones,
and the grid says so with its figures. Months outside the data's coverage are hatched, never empty; a month inside
without events is empty. What was done with the predecessor before the split is hollow and broken; contact that did
not come about, a table that the group was not at and a text that it did not sign are hollow. Time runs from left to
right in every language, as the figures on the axis do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt

from multitrack.i18n import _
from multitrack.picture.shapes import Dossier

from .things import Thing, things
from .words import count, percent, when

__all__ = ["GUTTER", "WIDTH", "Bar", "Change", "Lane", "Mark", "Strip", "strip"]

WIDTH, GUTTER, END = 960, 152, 8
TOP, VIOLENCE, AXIS = 20, 96, 22
ROW, GAP = 20, 10
MIN_SPAN = 7


@dataclass(frozen=True)
class Bar:
    """One month of recorded violence."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True)
class Change:
    """One change of recorded violence: a thin rule with an arrow."""

    x: float
    up: bool
    label: str
    words: str
    anchor: str


@dataclass(frozen=True)
class Mark:
    """One thing in a lane; ``shape`` is ``span``, ``tick``, ``diamond``, ``split`` or ``said``."""

    x: float
    width: float
    row: int
    shape: str
    words: str
    entry: str
    label: str = ""
    before_split: bool = False
    missed: bool = False


@dataclass(frozen=True)
class Lane:
    """Marks of one kind under the axis."""

    title: str
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Year:
    """The bars of one year, which share one link."""

    year: int
    x: float
    width: float
    bars: tuple[Bar, ...]
    words: str
    labelled: bool


@dataclass(frozen=True)
class Strip:
    """All that is drawn."""

    height: float
    years: tuple[Year, ...]
    hatched: tuple[tuple[float, float], ...]
    grid: tuple[tuple[float, str], ...]
    changes: tuple[Change, ...]
    lanes: tuple[Lane, ...]
    as_of: float | None
    floor: float
    top: float = TOP
    measured: bool = True


@dataclass
class _Axis:
    """Days to places."""

    first: date
    last: date
    days: int = field(init=False)

    def __post_init__(self) -> None:
        self.days = max((self.last - self.first).days, 1)

    def x(self, day: date) -> float:
        """The place of a day, kept inside the axis."""
        inside = min(max(day, self.first), self.last)
        return round(GUTTER + (inside - self.first).days * (WIDTH - GUTTER - END) / self.days, 1)

    def span(self, start: str, end: str) -> tuple[float, float]:
        """Where two days lie: the first, and how far on the second is."""
        begins = self.x(date.fromisoformat(start))
        return begins, round(max(self.x(date.fromisoformat(end)) - begins, 0), 1)


def strip(dossier: Dossier, as_of: date | None) -> Strip:
    """Measure the strip of one group.

    Args:
        dossier: the group as one reader sees it at one moment.
        as_of: the day that was asked for, to be marked; None for today.
    """
    found = list(things(dossier))
    axis = _axis(dossier, found, as_of or date.fromisoformat(dossier.as_of), reach=as_of)
    peak = max((_deaths(row) for row in dossier.months), default=0)
    floor = TOP + VIOLENCE
    y: float = floor + AXIS
    lanes = []
    for title in dict.fromkeys(thing.lane for thing in found):
        lane = _lane(title, [thing for thing in found if thing.lane == title], axis, y)
        lanes.append(lane)
        y += lane.height + GAP
    return Strip(
        height=y,
        years=tuple(_years(dossier, axis, peak, floor)),
        hatched=tuple(_hatched(dossier, axis)),
        grid=tuple((round(floor - _height(deaths, peak), 1), count(deaths)) for deaths in _grid(peak)),
        changes=tuple(_changes(dossier, axis)),
        lanes=tuple(lanes),
        as_of=axis.x(as_of) if as_of else None,
        floor=floor,
        measured=bool(dossier.months),
    )


def _deaths(row: dict[str, object]) -> int:
    value = row.get("deaths")
    return int(value) if isinstance(value, int | float) else 0


def _month(text: object) -> date | None:
    try:
        return date.fromisoformat(f"{str(text)[:7]}-01")
    except ValueError:
        return None


def _axis(dossier: Dossier, dated: Sequence[Thing], end: date, reach: date | None) -> _Axis:
    """From the first year of anything to the last, or to the day that was asked for: its rule stands at that day."""
    days = [day for row in dossier.months if row.get("events") and (day := _month(row.get("month")))]
    days += [date.fromisoformat(day) for thing in dated for day in (thing.start, thing.end)]
    days = [day for day in days if day <= end] or [end]
    return _Axis(date(min(days).year, 1, 1), date(max(reach or end.min, *days).year, 12, 31))


def _height(deaths: int, peak: int) -> float:
    return round(VIOLENCE * sqrt(deaths / peak), 1) if peak else 0.0


def _grid(peak: int) -> tuple[int, ...]:
    steps = [step for step in (10, 25, 100, 250, 500, 1000, 2500, 5000, 10000) if step <= peak]
    kept: list[int] = []
    for step in reversed(steps):
        if not kept or _height(kept[-1], peak) - _height(step, peak) >= 18:
            kept.append(step)
    return tuple(kept)


def _years(dossier: Dossier, axis: _Axis, peak: int, floor: float) -> Iterable[Year]:
    months: dict[int, list[tuple[date, dict[str, object]]]] = {}
    for row in dossier.months:
        if (day := _month(row.get("month"))) and axis.first <= day <= axis.last:
            months.setdefault(day.year, []).append((day, row))
    total = axis.last.year - axis.first.year + 1
    for year in range(axis.first.year, axis.last.year + 1):
        rows = months.get(year, [])
        start = axis.x(date(year, 1, 1))
        width = round(axis.x(date(year, 12, 31)) - start, 1)
        deaths = sum(_deaths(row) for _day, row in rows)
        events = sum(int(str(row.get("events") or 0)) for _day, row in rows)
        said = (
            _("%(year)s: %(events)s events, %(deaths)s deaths recorded")
            % {"year": year, "events": count(events), "deaths": count(deaths)}
            if rows
            else _("%(year)s: outside the data's coverage") % {"year": year}
        )
        bars = tuple(_bar(day, row, axis, peak, floor) for day, row in rows if _deaths(row))
        labelled = total <= 16 or year % 5 == 0 or (total <= 32 and year % 2 == 0)
        yield Year(year, start, width, bars, said, labelled)


def _bar(day: date, row: dict[str, object], axis: _Axis, peak: int, floor: float) -> Bar:
    height = max(_height(_deaths(row), peak), 1.5)
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    width = max(axis.x(following) - axis.x(day) - 0.8, 1)
    words_ = _("%(month)s: %(events)s events, %(deaths)s deaths recorded") % {
        "month": when(day.isoformat()[:7]),
        "events": count(row.get("events")),
        "deaths": count(row.get("deaths")),
    }
    return Bar(axis.x(day), round(floor - height, 1), round(width, 1), height, words_)


def _hatched(dossier: Dossier, axis: _Axis) -> Iterable[tuple[float, float]]:
    """Stretches of the axis that the data do not cover."""
    covered = [day for row in dossier.months if (day := _month(row.get("month")))]
    first = _month(dossier.coverage.get("first")) or min(covered, default=None)
    last = _month(dossier.coverage.get("last")) or max(covered, default=None)
    if first is None or last is None or not covered:
        yield GUTTER, WIDTH - GUTTER - END
        return
    end = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    if first > axis.first:
        yield GUTTER, round(axis.x(first) - GUTTER, 1)
    if end < axis.last:
        yield axis.x(end), round(WIDTH - END - axis.x(end), 1)


def _changes(dossier: Dossier, axis: _Axis) -> Iterable[Change]:
    for row in dossier.changes:
        day = _month(row.get("month"))
        if day is None or not axis.first <= day <= axis.last:
            continue
        up = str(row.get("direction")) in {"up", "rise"}
        said = _("rise") if up else _("easing")
        words_ = _(
            "%(month)s: measured %(change)s, probability %(share)s, from about %(before)s to %(after)s deaths a month"
        )
        x = axis.x(day)
        yield Change(
            x,
            up,
            percent(row.get("probability")),
            words_
            % {
                "month": when(day.isoformat()[:7]),
                "change": said,
                "share": percent(row.get("probability")),
                "before": count(row.get("before")),
                "after": count(row.get("after")),
            },
            "end" if x > WIDTH - 60 else "start",
        )


def _lane(title: str, dated: Sequence[Thing], axis: _Axis, y: float) -> Lane:
    """Marks of one lane in as few rows as keep them from lying on each other: moments first, spans beneath."""
    ends: list[float] = []
    found: list[Mark] = []
    for moments in (True, False):
        above = len(ends)
        for thing in sorted(dated, key=lambda each: (each.start, each.end)):
            x, width = axis.span(thing.start, thing.end)
            shape = "tick" if thing.shape == "span" and width < MIN_SPAN else thing.shape
            if (shape != "span") is not moments:
                continue
            wide = max(width, MIN_SPAN) if shape in {"span", "said"} else MIN_SPAN
            row = next((each for each, end in enumerate(ends) if each >= above and end + 2 <= x), len(ends))
            ends[row : row + 1] = [x + wide]
            label = _label(thing, width, shape)
            found.append(Mark(x, wide, row, shape, thing.words, thing.entry, label, thing.before_split, thing.missed))
    return Lane(title, y, max(len(ends), 1) * ROW, tuple(found))


def _label(thing: Thing, width: float, shape: str) -> str:
    """As much of the words as a span has room for; the initials of a name rather than a piece of it."""
    room = int((width - 8) // 6.8)
    if shape != "span":
        return ""
    if thing.short and len(thing.label) > room:
        return thing.short if len(thing.short) * 9 <= width - 8 else ""
    if room < 5:
        return ""
    return thing.label if len(thing.label) <= room else thing.label[: room - 1].rstrip(" ,") + "…"
