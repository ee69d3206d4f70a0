"""Commands that keep house: the library, the ledger's history, the demonstration and the local server."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multitrack.i18n import _, ngettext
from multitrack.ledger.sinks import sink

from .app import app, library_app
from .options import Common, looks, opened, places, say, writes
from .printing import print_board, print_json, print_lines, print_table, progress

if TYPE_CHECKING:
    from multitrack.library import Vintage
    from multitrack.workspace import Workspace

__all__ = ["demo", "library_add", "library_list", "serve", "verify"]


@app.command()
@places
@sink("demo", way="command", unprobed="it shows the bundled case alone")
def demo(
    common: Common,
    once: Annotated[bool, typer.Option("--once", help="Print the board and its findings, and stop.")] = False,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes any free one.")] = None,
) -> None:
    """Show the bundled case, Burundi 1993-2005, from the public record and a real ledger."""
    from multitrack.workspace import Workspace

    with Workspace.open(None, library=common.settings.library) as workspace:
        say(
            _(
                "Demonstration: Burundi 1993-2005, from the public record. Its passphrase is public: "
                "record nothing real here."
            ),
            common,
        )
        if once:
            print_board(workspace.board(as_of=workspace.last_day))
            return
        _serve(workspace, common, port if port is not None else 0)


@app.command()
@places
@sink("serve", way="command", unprobed="the pages it opens are sinks of their own")
def serve(
    common: Common, port: Annotated[int | None, typer.Option(help="The port; 0 takes any free one.")] = None
) -> None:
    """Open the pages in a browser, on this machine alone."""
    with opened(common) as workspace:
        _serve(workspace, common, common.settings.port if port is None else port)


def _serve(workspace: Workspace, common: Common, port: int) -> None:
    from multitrack.web import serve as run

    run(workspace, settings=common.settings, port=port)


@app.command()
@looks
@sink("verify", way="command", probe=("verify", "verify --json"))
def verify(common: Common) -> None:
    """Check every entry, signature, commitment and tree of the ledger."""
    from multitrack.errors import Tampered

    with opened(common) as workspace, progress(_("Verifying")) as told:
        report = workspace.verify(told)
    if common.json:
        print_json(report)
    else:
        print_lines(report.lines())
    if not report.ok:
        raise Tampered(_("the history does not verify"))


@library_app.command("add")
@writes
@sink("library add", way="command", unprobed="the library holds the public record alone")
def library_add(
    common: Common,
    kind: Annotated[str, typer.Argument(help="ucdp-ged, ucdp-actor, ucdp-dyadic, ucdp-termination, ucdp-agreements.")],
    file: Annotated[Path, typer.Argument(help="The published file: CSV, zipped CSV or Parquet.")],
    available: Annotated[str | None, typer.Option(help="The day its publisher released it.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Its encoding, when it is not UTF-8.")] = None,
) -> None:
    """Add a published file to your library of the public record."""
    from multitrack.errors import NoLibrary
    from multitrack.library import Library
    from multitrack.workspace import moment

    place = common.settings.library
    if place is None:
        raise NoLibrary(_("no library is named, and the sample that comes with the program is not added to"))
    day = moment(available) if available else None
    dry = bool(common.dry_run)
    told = (lambda step: print(step, file=sys.stderr)) if sys.stderr.isatty() else None  # noqa: T201
    with tempfile.TemporaryDirectory() as aside, _kept_if_used(place):
        library = Library.open(Path(aside) / "library" if dry and not place.exists() else place, create=True)
        held = {item.name for item in library.vintages()}
        vintage = library.add(kind, file, available_on=day, encoding=encoding, dry_run=dry, progress=told)
    if common.json:
        print_json(vintage)
    else:
        say(_added(vintage, held=vintage.name in held, dry=dry), common)


def _added(vintage: Vintage, *, held: bool, dry: bool) -> str:
    done = _("there already, nothing was added") if held else _("would be added") if dry else _("added")
    rows = ngettext("{n} row", "{n} rows", vintage.rows).format(n=vintage.rows)
    if not vintage.covers_from:
        return _("{kind}: {rows}, {done}.").format(kind=vintage.kind, rows=rows, done=done)
    return _("{kind}: {rows}, {first} to {last}, {done}.").format(
        kind=vintage.kind, rows=rows, first=vintage.covers_from, last=vintage.covers_to, done=done
    )


@contextmanager
def _kept_if_used(place: Path) -> Iterator[None]:
    """A library folder that was made for a file which was then refused goes again."""
    there = place.exists()
    try:
        yield
    except BaseException:
        if not there:
            shutil.rmtree(place, ignore_errors=True)
        raise


@library_app.command("list")
@looks
@sink("library list", way="command", probe="library list")
def library_list(common: Common) -> None:
    """Which data, from when, how good?"""
    from multitrack.library import Library

    library = Library.open(common.settings.library)
    vintages, coverage = library.vintages(), library.coverage()
    if common.json:
        print_json({"vintages": vintages, "coverage": coverage, "sample": library.is_sample})
        return
    if library.is_sample:
        print_lines([_("This is the sample that comes with the program.")])
    print_table(
        (_("Kind"), _("Rows"), _("From"), _("To"), _("Licence")),
        [(item.kind, item.rows, item.covers_from or "", item.covers_to or "", item.licence) for item in vintages],
    )
    print_lines([*coverage.notes, *coverage.attribution])
