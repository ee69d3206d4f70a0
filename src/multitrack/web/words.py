"""Plain values in words of the reader's language: dates with their precision, choices, counts.

Rule. Words add nothing to a value and take nothing away: "about May 1998" stays about, an open end stays open, a
value that the vocabulary does not know is shown as it is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent

from multitrack.i18n import _, current, pgettext
from multitrack.vocabulary import (
    ActorType,
    AgreementStatus,
    Attribution,
    BackingLevel,
    Choice,
    Date,
    Direction,
    Ending,
    EngagementState,
    Feeding,
    Form,
    Function,
    LifePhase,
    LineType,
    Linkage,
    Means,
    Outcome,
    Part,
    Presence,
    Purpose,
    RelationType,
    ResourceBase,
    Stage,
    Trend,
    Use,
    Visibility,
)

__all__ = ["count", "dated", "inline", "locale", "percent", "when", "word"]

CHOICES: dict[str, type[Choice]] = {
    "actor": ActorType,
    "attribution": Attribution,
    "backing": BackingLevel,
    "base": ResourceBase,
    "direction": Direction,
    "ending": Ending,
    "feeding": Feeding,
    "form": Form,
    "function": Function,
    "line": LineType,
    "linkage": Linkage,
    "means": Means,
    "outcome": Outcome,
    "part": Part,
    "phase": LifePhase,
    "presence": Presence,
    "purpose": Purpose,
    "relation": RelationType,
    "stage": Stage,
    "state": EngagementState,
    "status": AgreementStatus,
    "trend": Trend,
    "use": Use,
    "visibility": Visibility,
}

_PART = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|\dX|XX))?)?(?P<mark>[~?%]?)")

# An Arabic "and" is written onto the date that follows it.
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?[~?%]?"
_WITHIN = re.compile(rf"(?<![A-Za-z0-9_/:.-]){_DAY}(?:/(?:{_DAY}|\d{{4}}[~?%]?|\.\.))?(?![\w/-])")


def word(value: str, choice: str) -> str:
    """The label of a choice's value; the value itself where the vocabulary has no such word."""
    kind = CHOICES[choice]
    member = next((member for member in kind if member.value == value), None)
    return pgettext(kind.__name__, member.label) if member is not None else value


def inline(value: str, choice: str) -> str:
    """The label of a choice's value inside a sentence, where English writes no capital."""
    said = word(value, choice)
    return said[:1].lower() + said[1:] if current().startswith("en") else said


def locale() -> Locale:
    """The conventions for dates and numbers of the language in force."""
    return _locale(current())


@lru_cache(maxsize=32)
def _locale(tag: str) -> Locale:
    try:
        # The texts are written in British English, so its dates are too.
        return Locale.parse("en_GB" if tag == "en" else tag)
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def when(text: str) -> str:
    """An EDTF text in words; what is not EDTF stays as it is; nothing is "date not recorded"."""
    if not text:
        return _("date not recorded")
    try:
        Date.parse(text)
    except ValueError:
        return text
    start, slash, end = text.partition("/")
    if not slash:
        return _point(start)
    if end in {"", ".."}:
        return _("since %(start)s") % {"start": _point(start)}
    if start in {"", ".."}:
        return _("until %(end)s") % {"end": _point(end)}
    return _("%(start)s to %(end)s") % {"start": _point(start), "end": _point(end)}


def dated(text: str) -> str:
    """A sentence with the EDTF dates in it in words; what only looks like one stays as it is."""
    return _WITHIN.sub(lambda found: when(found[0]), text)


def _point(text: str) -> str:
    match = _PART.fullmatch(text)
    if match is None:
        return text
    said = _bare(match["year"], match["month"], match["day"])
    if match["mark"] == "~":
        return _("about %(date)s") % {"date": said}
    if match["mark"] == "?":
        return _("perhaps %(date)s") % {"date": said}
    if match["mark"] == "%":
        return _("perhaps about %(date)s") % {"date": said}
    return said


def _bare(year: str, month: str | None, day: str | None) -> str:
    if "X" in year:
        return _("the %(years)ss") % {"years": year.replace("X", "0")}
    if month is None:
        return year
    if month == "XX":
        return _("some time in %(year)s") % {"year": year}
    first = date(int(year), int(month), 1)
    if day is None:
        return str(format_skeleton("yMMM", first, locale=locale()))
    if "X" in day:
        return _("some day of %(month)s") % {"month": format_skeleton("yMMM", first, locale=locale())}
    return str(format_skeleton("yMMMd", first.replace(day=int(day)), locale=locale()))


def count(number: object) -> str:
    """A number as the language writes it; nothing is "not known"."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return _("not known")
    return str(format_decimal(number, locale=locale(), format="#,##0.#"))


def percent(share: object) -> str:
    """A probability or share from 0 to 1 as whole percent."""
    return str(format_percent(share, locale=locale(), format="0%")) if isinstance(share, int | float) else ""
