"""The violence recorded of one armed group: its months, its changes, its pattern, and how sure each of them is.

Rules. This is an indicator out of the public record, not the group's life: a phase is what a person assesses. Silence
is not absence: outside coverage there are no months. With ``as_of``, nothing that ended later is used, in today's
vintage of the data. A group with too few events has its figures and no probabilities. The text that goes with the
numbers (coverage, method, cautions) is part of the answer.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import numpy as np

from multitrack.errors import NotFound
from multitrack.i18n import _, ngettext
from multitrack.measures.changes import Change, list_changes
from multitrack.measures.hyperparameters import HYPERPARAMETERS
from multitrack.measures.panel import COUNTS, Panel, month_name, month_number, read_panel
from multitrack.measures.pattern import TOO_LITTLE_DATA, pattern
from multitrack.measures.segments import Posterior, segment
from multitrack.measures.sweep import violence_all

if TYPE_CHECKING:
    import duckdb

__all__ = ["Covered", "MonthRow", "Record", "Violence", "violence", "violence_all"]


class Covered(Protocol):
    """First and last day that a record covers; None where it holds no event."""

    @property
    def first(self) -> date | None:
        """First day."""

    @property
    def last(self) -> date | None:
        """Last day."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader has to know about the data."""


class Record(Protocol):
    """What the measures need of a library: :class:`multitrack.library.Library` is one."""

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A connection with the views ``events``, ``participants`` and ``actors``."""

    def coverage(self) -> Covered:
        """What the events cover."""


class MonthRow(msgspec.Struct, frozen=True, kw_only=True):
    """One month of one group. Probabilities are null where there is too little data."""

    month: str
    events: int
    deaths: int
    """Best estimate of the deaths in events in which the group is a party, whoever died."""
    low: int
    high: int
    events_state: int
    """Against a state; deaths likewise."""
    events_groups: int
    """Against other groups; deaths likewise."""
    events_civilians: int
    """Against civilians; deaths likewise."""
    deaths_state: int
    deaths_groups: int
    deaths_civilians: int
    infighting_events: int | None
    """With a kin group on the other side: one that it split from or that split from it, the alliance it belongs to or
    a member of it, by the rule of :mod:`multitrack.measures.panel`. Null for a group that is not in the actor list."""
    infighting_deaths: int | None
    """All deaths of those events, the group's share; null likewise."""
    opponents: int
    """Different parties on the other side, civilians not counted."""
    days: int
    """Different days on which an event ended."""
    districts: int | None
    """First-level districts touched; null where the data names none."""
    spread_km: float | None
    """Root mean square distance of the events from their middle; null with fewer than two events placed."""
    level: float | None
    """Typical deaths a month of the segment that the month belongs to, by the model: rare extremes count little."""
    p_change: float | None
    """Probability of at least one change within two months; ``p_ease`` to a lower, ``p_rise`` to a higher level."""
    p_ease: float | None
    p_rise: float | None
    p_change_as_stood: float | None
    """The same from events up to that month only; likewise the next two."""
    p_ease_as_stood: float | None
    p_rise_as_stood: float | None
    pattern: str


class Violence(msgspec.Struct, frozen=True, kw_only=True):
    """The violence recorded of one group, ready for JSON."""

    group: str
    ucdp_id: int
    as_of: str | None
    """The day after which nothing was used, or null."""
    coverage: str
    enough: bool
    """Whether there are events enough for probabilities."""
    reason: str
    """Why not, or empty."""
    events: int
    """Events in all months together; likewise deaths."""
    deaths: int
    months: tuple[MonthRow, ...]
    changes: tuple[Change, ...]
    pattern: str
    """The pattern of the last month."""
    method: str
    cautions: tuple[str, ...]


def violence(record: Record, ucdp_id: int, as_of: date | None = None) -> Violence:
    """What the public record says of the violence in which a group was a party, month by month.

    Args:
        record: a library.
        ucdp_id: the group's UCDP actor id.
        as_of: use only events that ended on or before this day.

    Raises:
        NotFound: no actor has this id.
    """
    covered = record.coverage()
    connection = record.connection().cursor()
    name, is_state = _actor(connection, ucdp_id)
    outside = covered.first is None or covered.last is None or (as_of is not None and as_of < covered.first)
    panel = None
    if covered.first is not None and covered.last is not None and not outside and not is_state:
        panel = read_panel(connection, covered.first, covered.last, until=as_of, ucdp_id=ucdp_id)
    shown = panel is not None and len(panel) > 0
    events = int(panel.total("events")[0]) if panel is not None and shown else 0
    enough = events >= HYPERPARAMETERS.least_events
    posterior = segment(panel.block(np.zeros(1, np.int64))) if panel is not None and enough else None
    months = _months(panel, posterior) if panel is not None and shown else ()
    return Violence(
        group=panel.names[0] if panel is not None and shown and not name else name,
        ucdp_id=ucdp_id,
        as_of=as_of.isoformat() if as_of else None,
        coverage=_coverage_text(covered, as_of, name, recorded=shown),
        enough=enough,
        reason="" if enough else _reason(events, is_state=is_state),
        events=events,
        deaths=sum(row.deaths for row in months),
        months=months,
        changes=_changes(panel, posterior) if panel is not None and posterior is not None else (),
        pattern=months[-1].pattern if months else TOO_LITTLE_DATA,
        method=_method(),
        cautions=_cautions(covered, as_of),
    )


def _actor(connection: duckdb.DuckDBPyConnection, ucdp_id: int) -> tuple[str, bool]:
    """Name and whether it is a state: from the actor list, or else from the events."""
    for statement in (
        "SELECT name, is_state FROM actors WHERE actor_id = ?",
        "SELECT name, kind = 'state' FROM participants WHERE actor_id = ? LIMIT 1",
    ):
        row = connection.execute(statement, [ucdp_id]).fetchone()
        if row is not None:
            return str(row[0]), bool(row[1])
    raise NotFound(
        _("No actor of the public record has the UCDP id {ucdp_id}.").format(ucdp_id=ucdp_id),
        advice=_("Look the group up by any of its names: `multitrack group --list`."),
    )


def _months(panel: Panel, posterior: Posterior | None) -> tuple[MonthRow, ...]:
    rows = panel.rows(0)
    events = panel.columns["events"][rows]
    counts: dict[str, list[Any]] = {name: panel.columns[name][rows].tolist() for name in COUNTS}
    if not panel.listed[0]:
        counts |= dict.fromkeys(("infighting_events", "infighting_deaths"), [None] * len(events))
    named = bool(panel.columns["districts"].any())
    districts = panel.columns["districts"][rows].tolist()
    placed = panel.columns["placed"][rows].tolist()
    spread = panel.spread_km[rows].tolist()
    length = len(events)
    nothing: list[Any] = [None] * length
    chances: dict[str, list[Any]] = dict.fromkeys(_CHANCES, nothing)
    words = [TOO_LITTLE_DATA] * length
    level = nothing
    if posterior is not None:
        chances = {name: np.round(getattr(posterior, name)[0], 4).tolist() for name in _CHANCES}
        level = np.round(posterior.level[0], 2).tolist()
        words = pattern(posterior.p_ease[0], posterior.p_rise[0], posterior.level[0], events).tolist()
    return tuple(
        MonthRow(
            month=month_name(number),
            districts=districts[at] if named else None,
            spread_km=round(spread[at], 1) if placed[at] > 1 else None,
            level=level[at],
            pattern=words[at],
            **{name: values[at] for name, values in counts.items()},
            **{name: values[at] for name, values in chances.items()},
        )
        for at, number in enumerate(panel.months(0))
    )


_CHANCES = ("p_change", "p_ease", "p_rise", "p_change_as_stood", "p_ease_as_stood", "p_rise_as_stood")


def _changes(panel: Panel, posterior: Posterior) -> tuple[Change, ...]:
    return list_changes(
        panel.months(0)[0],
        (posterior.p_ease[0], posterior.ease_here[0]),
        (posterior.p_rise[0], posterior.rise_here[0]),
        panel.columns["deaths"][panel.rows(0)],
        panel.columns["events"][panel.rows(0)],
    )


def _reason(events: int, *, is_state: bool) -> str:
    if is_state:
        return _("This actor is a state. Only armed groups are measured.")
    least = HYPERPARAMETERS.least_events
    return ngettext(
        "Too little data: {events} event on record, of the {least} needed for probabilities.",
        "Too little data: {events} events on record, of the {least} needed for probabilities.",
        events,
    ).format(events=events, least=least)


def _coverage_text(covered: Covered, as_of: date | None, name: str, *, recorded: bool) -> str:
    if covered.first is None or covered.last is None:
        return _("This library holds no events: everything is outside the data's coverage, unknown and never zero.")
    first, last = month_name(month_number(covered.first)), month_name(month_number(covered.last))
    if as_of is not None and as_of < covered.first:
        return _(
            "{day} is outside the data's coverage, which is {first} to {last}. What happened then is unknown here, "
            "never zero."
        ).format(day=as_of.isoformat(), first=first, last=last)
    text = _(
        "The data covers {first} to {last}. Whatever came before or after is outside the data's coverage: unknown, "
        "never zero."
    ).format(first=first, last=last)
    if recorded:
        return text
    nothing = _("No event of {name} is on record within it, which does not say that there was none.")
    return f"{text} {nothing.format(name=name)}"


def _cautions(covered: Covered, as_of: date | None) -> tuple[str, ...]:
    texts = [
        _(
            "Silence is not absence: a month without recorded events may have had some, and others may have been in "
            "touch with the group; unofficial contact is recorded late or never."
        ),
        _(
            "Deaths are all deaths, by best estimate, of the events in which the group is a party, whoever died. "
            "Where a side has several parties, its deaths are divided equally among them."
        ),
        _(
            "A change says when the violence on record changed, not why. Contact, agreements, seasons, reporting and "
            "the end of the data can all stand behind it."
        ),
        _(
            "Months without events count as zero only from {months} months before the first to {months} months after "
            "the last event, and only inside coverage."
        ).format(months=HYPERPARAMETERS.margin),
    ]
    if as_of is not None:
        texts.append(
            _(
                "As of {day}: events that ended later are not used. The data is today's, not what was published then."
            ).format(day=as_of.isoformat())
        )
        if as_of != date.max and (as_of + timedelta(days=1)).day != 1:
            texts.append(_("The last month is not whole: it ends on {day}.").format(day=as_of.isoformat()))
    return (*texts, *covered.notes)


def _method() -> str:
    return _(
        "Exact Bayesian segmentation (Fearnhead 2006) into stretches of constant level, each at least three times as "
        "high as the one beside it or at most a third, with heavy-tailed monthly scatter (beta negative binomial). "
        "Every segmentation is weighed, by forward-backward recursions. A probability is that of at least one change "
        "within {window} months. One set of hyper-parameters for all groups. Events: UCDP GED (Sundberg & Melander "
        "2013). See docs/adr/0003-segment-model.md."
    ).format(window=HYPERPARAMETERS.window)
