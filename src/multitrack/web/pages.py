"""The pages that show: this week, the board, a group, groups found by name, one entry, and what is not promised.

Rules. A page asks the workspace one question and shows the answer, for the moment and the reader that the address
names. What cannot be seen and what is not there give the same page. Every page is a registered way out.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from multitrack import clock
from multitrack.errors import UsageError
from multitrack.i18n import N_, _
from multitrack.ledger.sinks import THING, sink
from multitrack.vocabulary import Track
from multitrack.workspace import Workspace

from . import marks
from .asked import Asked, asked
from .render import page
from .strip import strip

__all__ = ["ask", "show_about", "show_board", "show_entry", "show_group", "show_groups", "show_week"]

WEIGHTS = (("act", N_("To act on")), ("look", N_("To look at")), ("note", N_("To note")))


def ask(request: Request) -> tuple[Workspace, Asked]:
    """The workspace, and what the address asks of it.

    Raises:
        UsageError: the address asks for something that is not a day or a track.
    """
    return request.app.state.workspace, asked(request, clock.today(request.app.state.clock))


@sink("This week", "page", probe=("/", "/?as_of=1999"))
async def show_week(request: Request) -> Response:
    """What changed, what is owed, awaited, expiring."""
    workspace, question = ask(request)
    week = workspace.week(**question.moment)
    weights = [
        (key, _(title), [each for each in marks.newest(week.findings) if each.weight == key]) for key, title in WEIGHTS
    ]
    notes = [] if question.reader else workspace.notebook()
    return page(request, "week.html", question, week=week, weights=weights, drafts=notes)


@sink("Board", "page", probe=("/board", "/board?track=7", "/board?as_of=1999"))
async def show_board(request: Request) -> Response:
    """Who is in touch with whom, on which track."""
    workspace, question = ask(request)
    board = workspace.board(tracks=question.tracks or None, **question.moment)
    shown = tuple(track for track in board.tracks if not question.tracks or track[0] in question.tracks)
    return page(
        request,
        "board.html",
        question,
        board=board,
        shown=shown,
        all_tracks=tuple(Track),
        span=marks.years_span(row.years for row in board.rows),
        ruler=_ruler(board.period),
    )


def _ruler(period: tuple[str, str]) -> range:
    """The years from the first to the last of anything recorded: the date handle of the page."""
    first, last = (text[:4] for text in period)
    return range(int(first), int(last) + 1) if first.isdigit() and last.isdigit() else range(0)


@sink("Group", "page", probe=f"/group/{THING}")
async def show_group(request: Request) -> Response:
    """Where a group is in its life, and what is really known."""
    workspace, question = ask(request)
    dossier = workspace.group(request.path_params["name"], **question.moment)
    return page(request, "group.html", question, dossier=dossier, strip=strip(dossier, question.as_of))


@sink("Groups", "page", probe=("/groups", f"/groups?q={THING}"))
async def show_groups(request: Request) -> Response:
    """Groups of the ledger and the public record by any of their names."""
    workspace, question = ask(request)
    text = request.query_params.get("q", "").strip()
    if len(text) > 200:
        raise UsageError(_("that is too long for a name"), place=_("Name"), advice=_("Write a name or a part of it."))
    found = workspace.groups(text, reader=question.reader)
    return page(request, "groups.html", question, text=text, found=found)


@sink("Entry", "page", probe=f"/entry/{THING}")
async def show_entry(request: Request) -> Response:
    """What a mark, a number or a finding stands on."""
    workspace, question = ask(request)
    view = workspace.entry(request.path_params["entry"], reader=question.reader)
    return page(request, "entry.html", question, view=view)


@sink("About", "page", probe="/about")
async def show_about(request: Request) -> Response:
    """Whose data these are, under which licences, and what is not promised."""
    workspace, question = ask(request)
    board = None if workspace.locked else workspace.board(**question.moment)
    return page(request, "about.html", question, board=board)
