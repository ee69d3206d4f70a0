"""What a reader asks of a page: the moment, the reader's eyes, the tracks; and addresses that carry it on.

Rules. The address holds the whole question, so that a page can be kept, sent to oneself and asked again. What is
asked wrongly is said with its field, never guessed. `as_of` is what was so up to that day; `as_known` is what had
been recorded or published by that day; `as` is through whose eyes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from multitrack.errors import UsageError
from multitrack.i18n import _
from multitrack.vocabulary import Track
from multitrack.workspace import moment

__all__ = ["Asked", "asked"]

_CARRIED = ("as_of", "as_known", "as")


@dataclass(frozen=True)
class Asked:
    """One question about the picture, as the address puts it.

    Attributes:
        today: the day on which it is asked.
        as_of: the day up to which things are shown; None for today.
        as_known: the day up to which things were known; None for now.
        reader: the member through whose eyes; None for the owner's.
        tracks: the tracks shown; empty for all.
    """

    today: date
    as_of: date | None = None
    as_known: date | None = None
    reader: str | None = None
    tracks: tuple[str, ...] = ()

    @property
    def moment(self) -> dict[str, Any]:
        """The arguments with which a workspace is asked."""
        return {"as_of": self.as_of, "as_known": self.as_known, "reader": self.reader}

    @property
    def carried(self) -> dict[str, str]:
        """What every link and form takes along."""
        values = (self.as_of, self.as_known, self.reader)
        return {name: str(value) for name, value in zip(_CARRIED, values, strict=True) if value}

    def href(self, *path: str, **changed: str | date | None) -> str:
        """The address of a page that keeps the question, with some of it changed; None takes a part away.

        Args:
            path: the parts of the path, escaped here; the first is written with its slash, such as ``/group``.
            changed: parts of the question by name; ``as_`` stands for ``as``.
        """
        query: dict[str, str] = dict(self.carried)
        for name, value in changed.items():
            query.pop(name.rstrip("_"), None)
            if value is not None and value != "":
                query[name.rstrip("_")] = str(value)
        pairs = [*query.items()]
        address = "/".join([path[0].rstrip("/") if path[1:] else path[0], *(quote(part, safe="") for part in path[1:])])
        return f"{address}?{urlencode(pairs)}" if pairs else address

    @property
    def steps(self) -> tuple[tuple[str, date], ...]:
        """Days to move to from the day shown: a year and a month earlier and later."""
        day = self.as_of or self.today
        return (
            (_("a year earlier"), _shift(day, -12)),
            (_("a month earlier"), _shift(day, -1)),
            (_("a month later"), _shift(day, 1)),
            (_("a year later"), _shift(day, 12)),
        )


def asked(request: Request, today: date) -> Asked:
    """Read the question from an address.

    Raises:
        UsageError: a day or a track is not one; the field is named.
    """
    query = request.query_params
    known = {track.value for track in Track}
    tracks = tuple(dict.fromkeys(query.getlist("track")))
    if unknown := next((track for track in tracks if track not in known), None):
        raise UsageError(
            _("there is no track called %(name)s") % {"name": unknown[:40]},
            place=_("Tracks"),
            advice=_("Nothing was changed. Choose among the tracks that the page offers."),
        )
    return Asked(
        today=today,
        as_of=_day(query, "as_of", _("As of")),
        as_known=_day(query, "as_known", _("As known on")),
        reader=query.get("as") or None,
        tracks=() if set(tracks) == known else tracks,
    )


def _day(query: Mapping[str, str], name: str, title: str) -> date | None:
    given = query.get(name, "").strip()
    if not given:
        return None
    try:
        return moment(given[:60])
    except UsageError:
        advice = _("Nothing was changed. Write a day, a month or a year, such as 1998-05-31, 1998-05 or 1998.")
        raise UsageError(_("this is not a day that is known to the calendar"), place=title, advice=advice) from None


def _shift(day: date, months: int) -> date:
    """The same day of another month, or that month's last day; the ends of the calendar stay where they are."""
    ordinal = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    first = date(ordinal // 12, ordinal % 12 + 1, 1)
    last_day = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if first.year < 9999 else first
    return min(first + timedelta(days=day.day - 1), last_day) if first.year < 9999 else first
