"""Commands that look: each answers one question, for one reader, as of one day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from multitrack.errors import UsageError
from multitrack.i18n import _, ngettext
from multitrack.ledger.sinks import sink

from .app import app
from .options import Common, looks, opened, say
from .printing import (
    print_board,
    print_dossier,
    print_entry,
    print_findings,
    print_json,
    print_lines,
    print_table,
    print_week,
    progress,
)

if TYPE_CHECKING:
    from datetime import date

    from multitrack.workspace import Workspace

__all__ = ["board", "check", "entry", "group", "violence", "week"]


@app.command()
@looks
@sink("week", way="command", probe=("week", "week --json"))
def week(common: Common, since: Annotated[str | None, typer.Option(help="Changes since this day.")] = None) -> None:
    """What changed since I looked, what is owed, awaited, expiring?"""
    from multitrack.workspace import moment

    with opened(common) as workspace:
        answer = workspace.week(since=moment(since) if since else None, **common.moment)
    print_json(answer) if common.json else print_week(answer)


@app.command()
@looks
@sink("board", way="command", probe=("board", "board --json"))
def board(
    common: Common, track: Annotated[list[str] | None, typer.Option(help="Only this track; may be repeated.")] = None
) -> None:
    """Who is in touch with whom, on which track, on this picture?"""
    with opened(common) as workspace:
        answer = workspace.board(tracks=track or None, **common.moment)
    print_json(answer) if common.json else print_board(answer)


@app.command()
@looks
@sink("group", way="command", probe=("group {thing}", "group {thing} --json", "group --list {thing}"))
def group(
    common: Common,
    name: Annotated[str, typer.Argument(help="Any of the group's names.")] = "",
    list_: Annotated[bool, typer.Option("--list", help="List the groups that the name may mean.")] = False,
) -> None:
    """Where is this group in its life, and what do we really know?"""
    if not name and not list_:
        raise UsageError(_("which group?"), advice=_("Name one, or use --list to see those that can be looked up."))
    with opened(common) as workspace:
        answer: Any = workspace.groups(name, reader=common.reader) if list_ else workspace.group(name, **common.moment)
    if common.json:
        print_json(answer)
    elif list_:
        _print_groups(answer, name)
    else:
        print_dossier(answer)


def _print_groups(found: list[dict[str, Any]], name: str) -> None:
    if not found:
        nothing = _("No group called {name!r} is in the ledger or the library as this reader sees them.")
        print_lines([nothing.format(name=name)])
        return
    rows = [
        (hit["name"], hit.get("ucdp_id") or "", hit.get("location", ""), hit.get("events", ""), hit.get("reason", ""))
        for hit in found
    ]
    print_table((_("Group"), "UCDP", _("Where"), _("Events held"), _("Found by")), rows)


@app.command()
@looks
@sink("entry", way="command", probe=("entry {thing}", "entry {thing} --json"))
def entry(common: Common, name: Annotated[str, typer.Argument(help="The id of an entry or a record.")]) -> None:
    """What exactly was recorded, on which sources, by whom, for whom?"""
    with opened(common) as workspace:
        answer = workspace.entry(name, reader=common.reader)
    print_json(answer) if common.json else print_entry(answer)


@app.command()
@looks
@sink("violence", way="command", probe=("violence {thing}", "violence {thing} --json"))
def violence(
    common: Common,
    name: Annotated[str, typer.Argument(help="Any of the group's names.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="Every group of the library.")] = False,
    out: Annotated[Path | None, typer.Option(help="With --all: the Parquet file to write.")] = None,
) -> None:
    """The violence recorded of a group by month, its changes and pattern: one indicator, never a phase."""
    if all_ == bool(name):
        raise UsageError(_("name one group, or use --all"), advice=_("Nothing was computed."))
    if all_ and out is None:
        raise UsageError(_("--all wants --out FILE.parquet"), advice=_("Nothing was computed."))
    as_of = common.moment["as_of"]
    with opened(common) as workspace:
        if all_ and out is not None:
            rows = _measure_all(workspace, out, as_of)
            told = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", rows)
            print_json({"rows": rows, "out": out.name}) if common.json else say(
                told.format(n=rows, file=out.name), common
            )
            return
        answer = workspace.violence(name, as_of=as_of, reader=common.reader)
        covered = workspace.library.coverage()
    if common.json:
        print_json(answer)
        return
    _print_violence(answer)
    print_lines([*covered.notes[:1], *covered.attribution])


def _measure_all(workspace: Workspace, out: Path, as_of: date | None) -> int:
    with progress(_("Measuring")) as told:
        return workspace.violence_all(out, as_of=as_of, progress=told)


def _print_violence(answer: Any) -> None:
    from .printing import print_heading

    print_heading(answer.group)
    print_lines([answer.coverage if isinstance(answer.coverage, str) else str(getattr(answer.coverage, "text", ""))])
    print_lines([answer.reason] if answer.reason else [])
    if answer.changes:
        columns = (_("Month"), _("Direction"), _("Probability"), _("Before"), _("After"), _("Events near"))
        rows = [
            (
                item.month,
                _(item.direction),
                f"{item.probability:.2f}",
                f"{item.before:g}",
                f"{item.after:g}",
                item.events,
            )
            for item in answer.changes
        ]
        print_table(columns, rows)
    print_lines([_("Violence recorded in the last month shown: {pattern}.").format(pattern=_(answer.pattern))])


@app.command()
@looks
@sink("check", way="command", probe=("check", "check --json"))
def check(common: Common) -> None:
    """What do the checks notice on this picture?"""
    with opened(common) as workspace:
        found = workspace.check(**common.moment)
    print_json(found) if common.json else print_findings(found)
