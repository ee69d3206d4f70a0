"""Serving the pages on this machine until interrupted.

Rules. Loopback only, unless the settings say otherwise in so many words. The address is printed once, with the
launch's token, and never logged. One process, one thread: the workspace is asked one thing at a time.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from dataclasses import replace

import uvicorn

from multitrack import clock
from multitrack.errors import Unavailable
from multitrack.i18n import _
from multitrack.settings import Settings, load
from multitrack.workspace import Workspace

from .access import TOKEN_PARAMETER
from .app import create_app

__all__ = ["address_of", "serve"]


def address_of(host: str, port: int, token: str, path: str = "/") -> str:
    """The address to open in a browser, with the launch's token."""
    named = f"[{host}]" if ":" in host else host
    return f"http://{named}:{port}{path}{'&' if '?' in path else '?'}{TOKEN_PARAMETER}={token}"


def _first(workspace: Workspace) -> str:
    """The page that is opened first: of the demonstration, the board on the last day of its story."""
    day = workspace.last_day if workspace.is_demo else None
    return f"/board?as_of={day.isoformat()}" if day is not None else "/"


def serve(
    workspace: Workspace,
    *,
    settings: Settings | None = None,
    host: str | None = None,
    port: int | None = None,
    open_browser: bool = False,
    say: Callable[[str], None] = print,
    now: clock.Clock = clock.system,
) -> None:
    """Serve the pages until interrupted.

    Args:
        workspace: what is shown and recorded in; stays the caller's to close.
        settings: host, port, language and idle time; those in force if None.
        host: another address than the settings'; beyond this machine only where the settings allow it.
        port: another port than the settings'; 0 takes any free one.
        open_browser: whether to open the address in the user's browser.
        say: what the address is given to, once.
        now: the clock.

    Raises:
        UsageError: the host is open to other machines and the settings do not say so.
        Unavailable: the port is taken, or the host is not an address of this machine.
    """
    chosen = settings or load()
    if host is not None and host != chosen.host:
        chosen = replace(chosen, host=host)
    token = secrets.token_urlsafe(32)
    listening = _listen(chosen.host, chosen.port if port is None else port)
    address = address_of(chosen.host, listening.getsockname()[1], token, _first(workspace))
    config = uvicorn.Config(
        create_app(workspace, token=token, settings=chosen, now=now),
        access_log=False,
        log_level="critical",
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    say(address)
    if open_browser:
        import webbrowser

        webbrowser.open(address)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        # From here on the address is ours, and a browser that is quick waits instead of being refused.
        listening.listen()
    except (OSError, OverflowError):
        listening.close()
        raise Unavailable(
            _("nothing can listen on %(host)s, port %(port)s") % {"host": host, "port": port},
            advice=_("Nothing was opened. Another program may be using it: name another with --port, or 0 for any."),
        ) from None
    return listening
