"""The application: which address is answered by which page, what errors look like, and when it locks by itself.

Rules. Every address is in :data:`ROUTES` and every one is a registered way out. An error of ours is a page with its
message and advice; what is hidden, absent or no address at all give one and the same page. A locked workspace shows
nothing but the way to unlock it. Nothing of a request is logged.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from multitrack import clock, i18n
from multitrack.errors import (
    Busy,
    Conflict,
    InvalidRecord,
    MultitrackError,
    NotFound,
    UserError,
    WorkspaceError,
    WrongPassphrase,
)
from multitrack.i18n import _
from multitrack.ledger.sinks import THING, sink
from multitrack.settings import Settings
from multitrack.workspace import Workspace

from . import capture, pages
from .access import Access, Scope
from .asked import Asked
from .render import LANGUAGES, page

__all__ = ["ROUTES", "create_app"]

LOOK_EVERY = 10.0
"""Seconds between two looks at whether anybody still works here."""

_LANGUAGE_COOKIE = "multitrack-language"
_STATUS: tuple[tuple[type[MultitrackError], int], ...] = (
    (NotFound, 404),
    (InvalidRecord, 422),
    (Conflict, 409),
    (UserError, 400),
    (WrongPassphrase, 403),
    (Busy, 503),
)


@sink("Lock", "page", probe="/lock")
async def show_lock(request: Request) -> Response:
    """The way back in, once locked."""
    if not request.app.state.workspace.locked:
        return RedirectResponse("/", status_code=303)
    return page(request, "lock.html", _plain(request), error=None)


@sink("Lock now", "page", unprobed="takes a form without fields, and answers with the lock's address")
async def lock_now(request: Request) -> Response:
    """Close the ledger."""
    request.app.state.workspace.lock()
    return RedirectResponse("/lock", status_code=303)


@sink("Unlock", "page", unprobed="takes a passphrase, and answers with an address or the lock again")
async def unlock(request: Request) -> Response:
    """Open the ledger again."""
    typed = dict(request.scope["multitrack.form"])
    try:
        request.app.state.workspace.unlock(typed.get("passphrase", ""))
    except WorkspaceError as error:
        return page(request, "lock.html", _plain(request), status=403, error=error)
    return RedirectResponse("/", status_code=303)


@sink("Language", "page", unprobed="chooses the language of the pages, and answers with an address of ours")
async def choose_language(request: Request) -> Response:
    """Remember a language for this browser, and go back to the page it was chosen on."""
    typed = dict(request.scope["multitrack.form"])
    back = typed.get("back", "/")
    # Only an address of our own: a path, and not one that a browser reads as another host.
    safe = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    answer = RedirectResponse(back if safe else "/", status_code=303)
    if typed.get("language") in LANGUAGES:
        answer.set_cookie(_LANGUAGE_COOKIE, typed["language"], httponly=True, samesite="strict", path="/")
    return answer


ROUTES: tuple[Route | Mount, ...] = (
    Route("/", pages.show_week),
    Route("/board", pages.show_board),
    Route("/groups", pages.show_groups),
    Route("/group/{name:path}", pages.show_group),
    Route("/entry/{entry:path}", pages.show_entry),
    Route("/after", capture.show_after),
    Route("/after", capture.write_note, methods=["POST"]),
    Route("/notebook", capture.show_notebook),
    Route("/notebook/{note}/commit", capture.commit_note, methods=["POST"]),
    Route("/notebook/{note}/discard", capture.discard_note, methods=["POST"]),
    Route("/about", pages.show_about),
    Route("/lock", show_lock),
    Route("/lock", lock_now, methods=["POST"]),
    Route("/unlock", unlock, methods=["POST"]),
    Route("/language", choose_language, methods=["POST"]),
    Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static"),
)
_OPEN_WHEN_LOCKED = ("/lock", "/unlock", "/static/", "/language")


def create_app(workspace: Workspace, *, token: str, settings: Settings, now: clock.Clock = clock.system) -> Starlette:
    """The web face of one open workspace.

    Args:
        workspace: what is shown and recorded in.
        token: the launch's token; whoever has it gets in.
        settings: the language, the host, and after how many idle minutes it locks.
        now: the clock.
    """
    before = _Before(workspace, settings, now)
    hosts = {"127.0.0.1", "localhost", "[::1]", settings.host.lower()}
    app = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(Access, token=token, hosts=hosts, before=before),
            Middleware(_Manners),
        ],
        exception_handlers={MultitrackError: _said, HTTPException: _no_address},
        lifespan=before.watching,
    )
    app.state.workspace = workspace
    app.state.clock = now
    return app


class _Before:
    """Lock when idle for too long, whether or not a request comes; choose the language of each request."""

    def __init__(self, workspace: Workspace, settings: Settings, now: clock.Clock) -> None:
        self._workspace = workspace
        self._idle = timedelta(minutes=settings.idle_lock_minutes)
        self._language = settings.language
        self._now = now
        self._last = now()

    def __call__(self, scope: Scope) -> None:
        self.lock_if_idle()
        self._last = self._now()
        i18n.set_locale(i18n.best([Request(scope).cookies.get(_LANGUAGE_COOKIE, ""), self._language]))

    def lock_if_idle(self) -> None:
        """Close the ledger if nobody asked for anything for too long."""
        if self._now() - self._last >= self._idle and not self._workspace.locked:
            self._workspace.lock()

    @asynccontextmanager
    async def watching(self, _app: Starlette) -> AsyncIterator[None]:
        """Look now and then, as long as the pages are served: a laptop left alone locks by itself."""

        async def watch() -> None:
            while True:
                await asyncio.sleep(LOOK_EVERY)
                self.lock_if_idle()

        looking = asyncio.create_task(watch())
        try:
            yield
        finally:
            looking.cancel()


class _Manners:
    """A locked workspace answers nothing but the lock."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Callable[..., object], send: Callable[..., object]) -> None:
        if scope["type"] == "http" and scope["app"].state.workspace.locked:
            path = scope["path"]
            if not any(path == each or (each.endswith("/") and path.startswith(each)) for each in _OPEN_WHEN_LOCKED):
                await RedirectResponse("/lock", status_code=303)(scope, receive, send)  # type: ignore[arg-type]
                return
        await self._app(scope, receive, send)


def _plain(request: Request) -> Asked:
    return Asked(today=clock.today(request.app.state.clock))


@sink("Error", "error", probe=(f"/group/{THING}", f"/entry/{THING}", "/board?as_of=no-date"))
async def _said(request: Request, error: Exception) -> Response:
    """An error of ours: what happened, what was not changed, what to do."""
    assert isinstance(error, MultitrackError)
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    if status == 404:
        # Advice of its own names what this reader may see, such as the groups that a name may mean.
        return _absent(request, error.advice if error.advice != NotFound.advice else "")
    return page(request, "error.html", _plain(request), status=status, error=error)


async def _no_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _absent(request)
    said = MultitrackError(_("This address does not answer that."), advice=_("Nothing was changed."))
    return page(request, "error.html", _plain(request), status=error.status_code, error=said)


def _absent(request: Request, advice: str = "") -> Response:
    """Hidden, absent and no address: one page, which names nothing of what was asked."""
    said = NotFound(_("Nothing of that name is in this picture."))
    said.advice = advice or _("Check the spelling, the reader and the dates asked for.")
    return page(request, "error.html", _plain(request), status=404, error=said)
