"""Dates that say how exactly they are known: EDTF level 0 and 1 (ISO 8601-2:2019), the Gregorian calendar.

Rules. A date never claims more than its writer knew: ``1998-05~`` is "about May 1998", ``1998-XX`` "some month of
1998", ``1990-05/1991-06`` a span, ``../1999`` "until 1999", ``1999/..`` "since 1999, still going on". ``earliest``
and ``latest`` bound the days it may mean; an open side has none. What does not exist (2003-02-31) is refused. A
span whose end lies wholly before its start is refused. Own reader because the published libraries cost 10 ms a date
or drop the mark "about" (docs/adr/0002-parts.md); the tests compare it with one of them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache

from multitrack.errors import UsageError
from multitrack.i18n import _

__all__ = ["Date", "Precision", "last_day", "span"]

_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|[0-9]X|XX))?)?(?P<mark>[~?%]?)",
)


class Precision(StrEnum):
    """How exactly a date is known: the finest part that is written."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SPAN = "span"


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if "X" in year:
        if month is not None:
            raise ValueError(_("a decade or century has no month"))
        precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
        return date(first_year or 1, 1, 1), date(last_year, 12, 31), precision
    if first_year == 0:
        raise ValueError(_("year 0 is out of range"))
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(_("a day needs a month"))
        return date(first_year, 1, 1), date(last_year, 12, 31), Precision.YEAR
    number = int(month)
    if not 1 <= number <= 12:
        raise ValueError(_("a month lies between 01 and 12"))
    length = monthrange(first_year, number)[1]
    if day is None or day == "XX":
        return date(first_year, number, 1), date(first_year, number, length), Precision.MONTH
    if day.endswith("X"):
        low, high = int(day[0]) * 10, min(int(day[0]) * 10 + 9, length)
        return date(first_year, number, max(low, 1)), date(first_year, number, high), Precision.MONTH
    if not 1 <= int(day) <= length:
        raise ValueError(_("day is out of range for month"))
    return date(first_year, number, int(day)), date(first_year, number, int(day)), Precision.DAY


def _point(text: str) -> tuple[date, date, Precision, str]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(_("not an EDTF date"))
    earliest, latest, precision = _bounds(match["year"], match["month"], match["day"])
    return earliest, latest, precision, match["mark"]


class Date:
    """One date or span with its precision; immutable; equal when its text is equal.

    Attributes:
        text: the EDTF text as written.
        earliest: the first day it may mean; ``None`` when the start is open or unknown.
        latest: the last day it may mean; ``None`` when the end is open or unknown.
        precision: the finest part that is written.
        approximate: marked "about" (``~`` or ``%``) on either side.
        uncertain: marked "perhaps" (``?`` or ``%``) on either side.
    """

    __slots__ = ("approximate", "earliest", "latest", "precision", "text", "uncertain")

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool
    uncertain: bool

    def __init__(self, text: str) -> None:
        parts = text.split("/")
        if len(parts) > 2:
            raise ValueError(_complaint(text, _("a span has two ends")))
        try:
            if len(parts) == 1:
                ends: tuple[date | None, date | None, Precision, str] = _point(text)
            else:
                ends = _span(parts[0], parts[1])
        except ValueError as error:
            raise ValueError(_complaint(text, str(error))) from None
        earliest, latest, precision, marks = ends
        put = object.__setattr__
        put(self, "text", text)
        put(self, "earliest", earliest)
        put(self, "latest", latest)
        put(self, "precision", precision)
        put(self, "approximate", "~" in marks or "%" in marks)
        put(self, "uncertain", "?" in marks or "%" in marks)

    @staticmethod
    @lru_cache(maxsize=65_536)
    def parse(text: str) -> Date:
        """Read an EDTF text.

        Raises:
            ValueError: it is not EDTF level 0-1, or names a day that does not exist.
        """
        return Date(text)

    @classmethod
    def of(cls, day: date) -> Date:
        """The date of exactly one day."""
        return cls.parse(day.isoformat())

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a date does not change")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Date) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Date({self.text!r})"

    def __str__(self) -> str:
        return self.text

    @property
    def is_span(self) -> bool:
        """Whether two ends were written."""
        return "/" in self.text

    @property
    def open_ended(self) -> bool:
        """Whether it is written as still going on."""
        return self.text.endswith("/..")

    @property
    def sort_key(self) -> tuple[date, date]:
        """Order by the earliest possible day, then by the latest."""
        return (self.earliest or date.min, self.latest or date.max)

    def begun_by(self, day: date) -> bool:
        """Whether it may have begun by that day (an open start has)."""
        return self.earliest is None or self.earliest <= day

    def over_by(self, day: date) -> bool:
        """Whether it was certainly over before that day. One moment is over once it has passed."""
        return self.latest is not None and self.latest < day

    def overlaps(self, other: Date) -> bool:
        """Whether the two may share a day."""
        begins = max(self.earliest or date.min, other.earliest or date.min)
        ends = min(self.latest or date.max, other.latest or date.max)
        return begins <= ends


def _span(start: str, end: str) -> tuple[date | None, date | None, Precision, str]:
    earliest: date | None = None
    latest: date | None = None
    marks = ""
    if start not in ("", ".."):
        earliest, _last, _precision, mark = _point(start)
        marks += mark
    if end not in ("", ".."):
        _first, latest, _precision, mark = _point(end)
        marks += mark
    if earliest is None and latest is None:
        raise ValueError(_("a span with neither start nor end says nothing"))
    if earliest is not None and latest is not None and latest < earliest:
        raise ValueError(_("the span ends before it starts"))
    return earliest, latest, Precision.SPAN, marks


def _complaint(text: str, why: str) -> str:
    shown = text if len(text) <= 40 else text[:37] + "..."
    return _(
        "{shown!r} is not a date that can be read ({why}); write 1998, 1998-05, 1998-05-17, 1998-05~ (about), "
        "1998-XX (some month), 1990/1991 (a span) or 1999/.. (since 1999)"
    ).format(shown=shown, why=why)


def span(start: Date | None, end: Date | None) -> Date:
    """A span from the start of one date to the end of another; a missing side is open."""
    return Date.parse(f"{start.text.split('/')[0] if start else '..'}/{end.text.split('/')[-1] if end else '..'}")


def last_day(text: str) -> date:
    """The last day that a date as people write it may mean: 1994-12 is 1994-12-31.

    Raises:
        UsageError: it is not a date, or its end is open.
    """
    try:
        found = Date.parse(text).latest
    except ValueError as error:
        raise UsageError(str(error)) from None
    if found is None:
        raise UsageError(_("{text!r} has no last day").format(text=text))
    return found
