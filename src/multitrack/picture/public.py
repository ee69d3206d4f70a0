"""The public record as one picture needs it: the library, asked once, up to one day.

Rules. Outside coverage is unknown, never zero: every answer that is a number may be ``None``, and "is it fighting?" has
three answers. Nothing after the picture's day is used: an event counts by the day it began, a dyad's year only when it
is over, an agreement by its date. Counts are what the library holds, not totals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from multitrack.errors import NotFound
from multitrack.i18n import _, current
from multitrack.picture.shapes import Evidence

if TYPE_CHECKING:
    from multitrack.library.library import Library
    from multitrack.library.records import AgreementRow, Coverage, Group
    from multitrack.library.vintages import Vintage
    from multitrack.measures.violence import Violence

__all__ = ["AROUND_DAYS", "PublicRecord"]

AROUND_DAYS = 365
"""A group is recorded as fighting on a day if an event lies within so many days of it."""


T = TypeVar("T")

_ANSWERS = 512
_asked: WeakKeyDictionary[Library, dict[Any, Any]] = WeakKeyDictionary()


class PublicRecord:
    """What the library says, up to and including ``until``; nothing at all without a library.

    ``numbers`` are the UCDP numbers that will be asked about.
    """

    def __init__(self, library: Library | None, until: date | None, numbers: Iterable[int] = ()) -> None:
        self.library = library
        self.until = until
        self.numbers = frozenset(numbers)

    @cached_property
    def coverage(self) -> Coverage | None:
        """What the library can speak about."""
        return self.library.coverage() if self.library is not None else None

    @property
    def attribution(self) -> tuple[str, ...]:
        """One line for each publisher, and what was cut."""
        return (*self.coverage.notes, *self.coverage.attribution) if self.coverage else ()

    @property
    def vintages(self) -> tuple[Vintage, ...]:
        """The vintages that everything here stands on."""
        return tuple(self.library.vintages()) if self.library is not None else ()

    def coverage_text(self) -> str:
        """What is covered, in a sentence."""
        covered = self.coverage
        if covered is None or covered.first is None or covered.last is None:
            return _("No public record of violence is at hand: what was recorded is not known here, and never zero.")
        text = _("The violence recorded is known here from {first} to {last}; outside that it is unknown, never zero.")
        return text.format(first=covered.first.isoformat(), last=covered.last.isoformat())

    def covers(self, first: date, last: date) -> bool:
        """Whether the data on events cover the whole of these days."""
        covered = self.coverage
        return bool(covered and covered.first and covered.last and covered.first <= first and last <= covered.last)

    def events(self, ucdp_id: int) -> tuple[tuple[date, int], ...]:
        """(day, best estimate of deaths) of each event of a group, by day."""
        library = self.library
        if library is None:
            return ()
        # One question for all groups of the picture: each alone would cost as much.
        asked = self.numbers if ucdp_id in self.numbers else frozenset({ucdp_id})

        def ask() -> dict[int, tuple[tuple[date, int], ...]]:
            return library.event_days(asked, self.until)

        return self._once(("events", asked), ask)[ucdp_id]

    def dyad_years(self, ucdp_id: int) -> dict[int, tuple[str, str]]:
        """The years in which a dyad of the group was active, with the vintage and row that say so."""
        library, last = self.library, self.until or date.max
        if library is None:
            return {}
        return self._once(
            ("dyads", ucdp_id),
            lambda: {
                row.year: (row.source.vintage, row.source.key)
                for row in library.dyads_of(ucdp_id)
                if date(row.year, 12, 31) <= last
            },
        )

    def fighting(self, ucdp_id: int, first: date, last: date) -> bool | None:
        """Whether the group is recorded as fighting within :data:`AROUND_DAYS` of these days.

        Returns:
            ``True`` with an event in that time or an active dyad in a year of these days; ``None`` where there is
            neither and the data do not cover all of that time, so that it is not known; else ``False``.
        """
        low, high = self._around(first, last)
        if any(low <= day <= high for day, _deaths in self.events(ucdp_id)):
            return True
        if any(first.year <= year <= last.year for year in self.dyad_years(ucdp_id)):
            return True
        return False if self.covers(low, high) else None

    def fighting_evidence(self, ucdp_id: int, first: date, last: date, *, around: bool = True) -> Evidence:
        """What :meth:`fighting` stands on, in a sentence with its rows; without ``around``, within these days alone."""
        low, high = self._around(first, last) if around else (first, last)
        near = [day for day, _deaths in self.events(ucdp_id) if low <= day <= high]
        years = {year: row for year, row in self.dyad_years(ucdp_id).items() if first.year <= year <= last.year}
        vintage, row = next(iter(years.values()), ("", ""))
        if near:
            text = _("Recorded as fighting: {count} events between {first} and {last} in this library (not a total).")
            said = text.format(count=len(near), first=min(near).isoformat(), last=max(near).isoformat())
        elif years:
            said = _("Recorded as fighting: active dyad in {years}.").format(years=", ".join(map(str, sorted(years))))
        else:
            said = _("Whether it was fighting then is outside the data's coverage.")
        return Evidence(text=said, vintage=vintage, row=row)

    def _around(self, first: date, last: date) -> tuple[date, date]:
        reach = timedelta(days=AROUND_DAYS)
        low = first - reach if first.year > 2 else first
        high = last + reach if last.year < 9998 else last
        return low, min(high, self.until) if self.until else high

    def years(self, ucdp_id: int, first: int, last: int) -> tuple[tuple[int, int | None, int | None], ...]:
        """(year, events, deaths) from ``first`` to ``last``; ``None`` in years that are not covered whole."""
        counts: dict[int, list[int]] = {}
        for day, deaths in self.events(ucdp_id):
            year = counts.setdefault(day.year, [0, 0])
            year[0] += 1
            year[1] += deaths
        rows: list[tuple[int, int | None, int | None]] = []
        for number in range(first, last + 1):
            events, killed = counts.get(number, (0, 0))
            end = min(date(number, 12, 31), self.until or date.max)
            known = events > 0 or self.covers(date(number, 1, 1), end)
            rows.append((number, events, killed) if known else (number, None, None))
        return tuple(rows)

    def group(self, ucdp_id: int) -> Group | None:
        """A group of the library, or ``None`` if the library has none of this number."""
        library = self.library
        if library is None:
            return None

        def ask() -> Group | None:
            try:
                return library.group(ucdp_id)
            except NotFound:
                return None

        return self._once(("group", ucdp_id), ask)

    def agreements(self, ucdp_id: int) -> list[AgreementRow]:
        """Agreements in which the publisher codes the group as a party, up to the day."""
        rows = self.library.agreements_of(ucdp_id) if self.library is not None else []
        return [row for row in rows if self.until is None or row.date <= self.until]

    def sides(self, ucdp_id: int, dyad_ids: tuple[int, ...]) -> frozenset[str]:
        """The names, as published, of the two sides of some dyads of the group."""
        rows = self.library.dyads_of(ucdp_id) if self.library is not None else []
        return frozenset(name for row in rows if row.dyad_id in dyad_ids for name in (row.side_a, row.side_b))

    def violence(self, ucdp_id: int) -> Violence | None:
        """The violence recorded of a group with its changes, or ``None`` where the library does not know it."""
        library = self.library
        if library is None:
            return None

        def ask() -> Violence | None:
            from multitrack.measures.violence import violence

            try:
                return violence(library, ucdp_id, self.until)
            except NotFound:
                return None

        return self._once(("violence", ucdp_id), ask)

    def _once(self, question: tuple[str, object], ask: Callable[[], T]) -> T:
        """The answer to a question about public data, kept while the library is open: it does not change meanwhile."""
        assert self.library is not None
        answers = _asked.setdefault(self.library, {})
        # The texts of an answer are in the language of whoever asked.
        key = (question, self.until, current(), len(self.vintages))
        if key not in answers:
            if len(answers) >= _ANSWERS:
                answers.clear()
            answers[key] = ask()
        found: T = answers[key]
        return found
