"""The small drawings of the board: an engagement in a cell, the years of recorded violence beside a party.

Rules. A mark never says by colour alone what its words do not say as well: each drawing here is hidden from readers
of words, and :func:`cell_words` or :func:`years_words` stands beside it. Geometry only; no markup, no styles: the
content policy forbids styles in a page, and templates draw what is measured here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from multitrack.i18n import _, ngettext
from multitrack.picture.record_shapes import EngagementView
from multitrack.picture.shapes import Cell, Dossier, Finding
from multitrack.vocabulary import Date

from .words import count, inline, when

__all__ = [
    "MISSED",
    "Year",
    "cell_words",
    "depth",
    "newest",
    "ring",
    "soft",
    "touch_words",
    "without_accounts",
    "years",
    "years_span",
    "years_words",
]

MISSED = frozenset({"attempted", "refused"})
"""Outcomes of a contact that did not come about; they are no contact, and their mark is struck through."""

_OVER = frozenset({"suspended", "handed over", "stepped down", "withdrawn", "ended"})
_DEPTHS = (1, 25, 100, 500)
YEAR_WIDTH = 8


@dataclass(frozen=True)
class Year:
    """One year of recorded violence, measured: ``depth`` 0 to 4, or None outside the data's coverage."""

    year: int
    x: int
    depth: int | None


def depth(deaths: int | None, events: int | None) -> int | None:
    """How deep the grey of a year is: 0 none recorded, then under 25, under 100, under 500, and more deaths."""
    if deaths is None or events is None:
        return None
    if not events:
        return 0
    return max(1, sum(deaths >= bound for bound in _DEPTHS))


def years_span(rows: Iterable[Sequence[tuple[int, int | None, int | None]]]) -> tuple[int, int]:
    """The first and last year that any row shows, so that all rows share one axis; (0, -1) for none."""
    shown = [year for row in rows for year, _events, _deaths in row]
    return (min(shown), max(shown)) if shown else (0, -1)


def years(row: Sequence[tuple[int, int | None, int | None]], span: tuple[int, int]) -> tuple[Year, ...]:
    """The years of one party on the axis that all rows share."""
    found = {year: depth(deaths, events) for year, events, deaths in row}
    return tuple(Year(year, (year - span[0]) * YEAR_WIDTH, found.get(year)) for year in range(span[0], span[1] + 1))


def years_words(row: Sequence[tuple[int, int | None, int | None]]) -> str:
    """The same in words: what is recorded, and where the data do not reach."""
    known = [(year, events, deaths or 0) for year, events, deaths in row if events is not None]
    if not known:
        return _("Violence: outside the data's coverage, so not known.")
    events = sum(each for _year, each, _deaths in known)
    if not events:
        return _("Violence: none recorded in the sample, %(first)s to %(last)s.") % {
            "first": known[0][0],
            "last": known[-1][0],
        }
    active = [year for year, each, _deaths in known if each]
    said = ngettext(
        "Violence recorded: %(events)s event, %(deaths)s deaths, %(first)s to %(last)s.",
        "Violence recorded: %(events)s events, %(deaths)s deaths, %(first)s to %(last)s.",
        events,
    )
    deaths = sum(each for _year, _events, each in known)
    return said % {"events": count(events), "deaths": count(deaths), "first": active[0], "last": active[-1]}


_SOFT = {"Government": "Govern\u00adment", "Professional": "Profes\u00adsional", "communication": "communi\u00adcation"}


def soft(label: str) -> str:
    """A track's label for a narrow column: English long words may break; a translation brings its own hyphens."""
    for long, broken in _SOFT.items():
        label = label.replace(long, broken)
    return label


def ring(backing: str) -> str:
    """How the ring of a mark is drawn: ``tacit``, ``stated``, ``written``, or nothing."""
    return backing if backing in {"tacit", "stated", "written"} else ""


def cell_words(cell: Cell) -> str:
    """All that a mark of the board shows, in words."""
    said = [when(cell.when)]
    if cell.kind == "engagement":
        said.append(inline(cell.state, "state") if cell.live else _("over by then"))
    elif cell.state in MISSED:
        said.append(_("no contact came of it: %(outcome)s") % {"outcome": inline(cell.state, "outcome")})
    else:
        said.append(_("a single contact"))
    if cell.before_split:
        said.append(_("with the predecessor, before the split"))
    if cell.kind == "engagement":
        said.append(
            _("last contact with this party: %(date)s")
            % {"date": when(cell.last_contact) if cell.last_contact else _("not recorded here")}
        )
        said.append(
            _("no cadence agreed")
            if cell.freshness is None
            else _("%(share)s%% of the agreed time between contacts is left") % {"share": cell.freshness}
        )
        said.append(_("backing: %(level)s") % {"level": inline(cell.backing or "unknown", "backing")})
        if not cell.status_explained:
            said.append(_("whether its status was explained to the party is not recorded here"))
    return "; ".join(said)


def _may_go_on(engagement: EngagementView, day: str) -> bool:
    """Whether an engagement may be going on at a day; what follows at rest does."""
    if engagement.state in _OVER:
        return False
    return not engagement.when or not Date.parse(engagement.when).over_by(date.fromisoformat(day))


def touch_words(dossier: Dossier) -> tuple[str, ...]:
    """How much contact is recorded: the group's own, what of it may be going on, and the predecessor's apart."""
    said = []
    for before in (False, True):
        engagements = [each for each in dossier.engagements if each.before_split is before]
        contacts = [each for each in dossier.contacts if each.before_split is before]
        if not engagements and not contacts and (before or not dossier.lines):
            continue
        parts = [
            ngettext("%(num)s engagement", "%(num)s engagements", len(engagements)) % {"num": len(engagements)},
            ngettext("%(num)s contact", "%(num)s contacts", len(contacts)) % {"num": len(contacts)},
        ]
        if before:
            said.append(_("With the predecessor, before the split: %(what)s.") % {"what": ", ".join(parts)})
            continue
        if dossier.lines:
            parts.append(ngettext("%(num)s line", "%(num)s lines", len(dossier.lines)) % {"num": len(dossier.lines)})
        said.append(_("Recorded here up to this day: %(what)s.") % {"what": ", ".join(parts)})
        if engagements:
            live = sum(_may_go_on(each, dossier.as_of) for each in engagements)
            said.append(
                ngettext(
                    "%(num)s engagement may be going on at this day.",
                    "%(num)s engagements may be going on at this day.",
                    live,
                )
                % {"num": live}
                if live
                else _("No engagement recorded here is known to go on at this day.")
            )
    return tuple(said)


def newest(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a reader needs them: the gravest first, of equal weight the latest first, the undated before them."""
    order = {"act": 0, "look": 1, "note": 2}
    latest = sorted(findings, key=lambda each: _last_day(each.when), reverse=True)
    return sorted(latest, key=lambda each: order.get(each.weight, 3))


def _last_day(when: str) -> date:
    if not when:
        return date.max
    try:
        return Date.parse(when).latest or date.max
    except ValueError:
        return date.max


def without_accounts(finding: Finding) -> str:
    """What was noticed, without the accounts that its text tells one after another: they stand side by side below."""
    text = finding.text
    for account in finding.accounts:
        text = text.replace(f"{account.by}: {account.says}", "", 1)
    return " ".join(text.split())
