"""The panel: one row per armed group and month, from the library's events.

Rules. A month is counted from the one that lies ``margin`` months before a group's first event to the one ``margin``
months after its last, but never outside the dataset's coverage: inside, a month without events is a zero; outside,
there is no row at all. A group's deaths are all deaths of the events in which it is a party, whoever died. Deaths of an
event are divided equally among the parties of a side, totals kept; the event counts once for each. An event stands in
the month in which it ended. With ``until``, nothing that ended later is used. ``sql/panel.sql`` is the statement.

Infighting. An event is infighting for a group when a kin armed group is on the other side. Two groups are kin when
the UCDP actor list has one of them as split, for good or for a time, from the other (``ActorIdPrev``,
``ActorIdSplitTemp``), or as a member of the alliance that the other is (``ActorIdAlliance``). Only direct ties count:
two splinters of one group, or two members of one alliance, are not kin. Not used: an actor given as split from itself;
states, though groups are listed as split from a government; and a group that one joined (``ActorIdGroup``), because
fights between such groups mostly come before they merged. The list gives no dates: a tie holds in all months. Of a
group that is not in the list, infighting is unknown, which is not zero (:attr:`Panel.listed`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from multitrack.measures.hyperparameters import HYPERPARAMETERS

if TYPE_CHECKING:
    import duckdb

__all__ = ["COUNTS", "Panel", "month_name", "month_number", "read_panel"]

COUNTS = (
    "events",
    "deaths",
    "low",
    "high",
    "events_state",
    "events_groups",
    "events_civilians",
    "deaths_state",
    "deaths_groups",
    "deaths_civilians",
    "infighting_events",
    "infighting_deaths",
    "opponents",
    "days",
)
"""Columns that are zero in a month without events: whole numbers. ``deaths`` is the best estimate."""

_PLACED = ("districts", "placed")


def month_number(day: date) -> int:
    """Months since January of the year 0: the panel's count of time."""
    return 12 * day.year + day.month - 1


def month_name(number: int) -> str:
    """``"1994-09"`` for a month's number."""
    year, month = divmod(number, 12)
    return f"{year:04d}-{month + 1:02d}"


@dataclass(frozen=True)
class Panel:
    """All groups' months, one after another.

    Months of group ``i`` are the rows ``offsets[i]`` to ``offsets[i + 1]`` of every column, the first of them being
    month ``first[i]`` (see :func:`month_number`). Groups stand in the order of their UCDP ids.
    """

    ucdp_ids: NDArray[np.int64]
    names: tuple[str, ...]
    first: NDArray[np.int64]
    offsets: NDArray[np.int64]
    columns: dict[str, NDArray[np.int64]]
    """The columns of :data:`COUNTS`, and ``districts`` (first-level districts touched) and ``placed`` (events with
    coordinates)."""
    spread_km: NDArray[np.float64]
    """Root mean square distance of the month's events from their middle, in kilometres."""
    listed: NDArray[np.bool_]
    """Whether each group is in the actor list, shape (G,): of those that are not, the infighting is unknown."""

    def __len__(self) -> int:
        return len(self.ucdp_ids)

    @classmethod
    def empty(cls) -> Panel:
        """The panel of a record without events of armed groups."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(
            ucdp_ids=nothing,
            names=(),
            first=nothing,
            offsets=np.zeros(1, dtype=np.int64),
            columns=dict.fromkeys((*COUNTS, *_PLACED), nothing),
            spread_km=np.zeros(0),
            listed=np.zeros(0, dtype=np.bool_),
        )

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Months of each group, shape (G,)."""
        return np.diff(self.offsets)

    def rows(self, group: int) -> slice:
        """Where a group's months stand in the columns."""
        return slice(int(self.offsets[group]), int(self.offsets[group + 1]))

    def months(self, group: int) -> range:
        """The numbers of a group's months."""
        start = int(self.first[group])
        return range(start, start + int(self.lengths[group]))

    def total(self, column: str) -> NDArray[np.int64]:
        """The sum of a column for each group, shape (G,)."""
        return np.add.reduceat(self.columns[column], self.offsets[:-1]) if len(self) else np.zeros(0, np.int64)

    def block(self, groups: NDArray[np.int64], column: str = "deaths") -> NDArray[np.float64]:
        """A column of some groups as a table of groups by months, each from column 0 on, padded with zeros."""
        table = np.zeros((len(groups), int(self.lengths[groups].max(initial=0))))
        for row, group in enumerate(groups):
            values = self.columns[column][self.rows(int(group))]
            table[row, : len(values)] = values
        return table

    def blocks(self, groups: NDArray[np.int64], size: int) -> Iterator[NDArray[np.int64]]:
        """The groups in parts of at most ``size``, of like lengths, so that little padding is computed."""
        ordered = groups[np.argsort(self.lengths[groups], kind="stable")]
        for start in range(0, len(ordered), size):
            yield ordered[start : start + size]


@cache
def _statement() -> str:
    return resources.files("multitrack.measures").joinpath("sql/panel.sql").read_text(encoding="utf-8")


def read_panel(
    connection: duckdb.DuckDBPyConnection,
    first_day: date,
    last_day: date,
    *,
    until: date | None = None,
    ucdp_id: int | None = None,
    margin: int = HYPERPARAMETERS.margin,
) -> Panel:
    """The panel of one group or of all armed groups that have a UCDP id.

    Args:
        connection: a library's connection, with the views ``events``, ``participants`` and ``actors``.
        first_day: first day of the dataset's coverage.
        last_day: last day of the dataset's coverage.
        until: use nothing that ended after this day.
        ucdp_id: only this group.
        margin: months of zeros before a group's first and after its last event, inside coverage.

    Returns:
        The panel; empty if no event is on record.
    """
    # A cursor of its own: pages are served from several threads over one library.
    found = connection.cursor().execute(_statement(), {"until": until, "ucdp_id": ucdp_id}).fetchnumpy()
    ids = np.asarray(found["actor_id"], dtype=np.int64)
    month = np.asarray(found["month"], dtype=np.int64)
    if not len(ids):
        return Panel.empty()
    starts = np.flatnonzero(np.concatenate([[True], ids[1:] != ids[:-1]]))
    ends = np.concatenate([starts[1:], [len(ids)]]) - 1
    earliest = np.minimum(month_number(first_day), month[starts])
    first = np.maximum(month[starts] - margin, earliest)
    latest = month_number(last_day if until is None else min(until, last_day))
    last = np.maximum(np.minimum(month[ends] + margin, latest), month[ends])
    offsets = np.concatenate([[0], np.cumsum(last - first + 1)]).astype(np.int64)
    group = np.repeat(np.arange(len(starts)), ends - starts + 1)
    place = offsets[group] + month - first[group]
    return Panel(
        ucdp_ids=ids[starts],
        names=tuple(str(name) for name in found["name"][ends]),
        first=first,
        offsets=offsets,
        columns={name: _dense(found[name], place, int(offsets[-1])) for name in (*COUNTS, *_PLACED)},
        spread_km=_dense(found["spread_km"], place, int(offsets[-1]), np.float64),
        listed=np.asarray(found["listed"], dtype=np.bool_)[starts],
    )


def _dense(values: Any, place: NDArray[np.int64], length: int, kind: Any = np.int64) -> Any:
    column = np.zeros(length, dtype=kind)
    column[place] = np.ma.filled(np.ma.asarray(values), 0).astype(kind)
    return column
