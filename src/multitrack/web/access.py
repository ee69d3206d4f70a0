"""Who may ask anything of the web face, and what every answer carries.

Rules. Each request names this machine as its host (or the address that was set on purpose) and shows a session that
the launch's token opened; all else gets one plain refusal that tells nothing. A request that changes something comes
from one of our own pages: the browser says so, and a form token bound to the session says so as well. Bodies are
forms and small. Comparisons of secrets take the same time whatever they hold. Every answer forbids scripts and styles
other than our files, framing, caching and referrers. Sources: OWASP cheat sheets on cross-site request forgery and
on content security policy; WHATWG Fetch, `Origin` and `Sec-Fetch-Site`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from multitrack.i18n import _

__all__ = ["BODY_LIMIT", "POLICY", "TOKEN_PARAMETER", "Access"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_LIMIT = 64 * 1024
"""Bytes of the largest form that is read."""

TOKEN_PARAMETER = "token"  # noqa: S105 (a name, not a secret)

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_SESSIONS_KEPT = 16
_FORM = "application/x-www-form-urlencoded"


class _Refused(Exception):
    """A request that is not answered; carries the status and the words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class Access:
    """ASGI middleware that lets in this launch's browser alone.

    Args:
        app: what answers the requests that are let in. It finds the fields of a form in
            ``scope["multitrack.form"]`` (pairs, in order) and the form token in ``scope["multitrack.form_token"]``.
        token: the launch's token, printed once with the address.
        hosts: host names (without port) that a request may name.
        before: called for each request that is let in, before it is answered.
    """

    def __init__(self, app: App, *, token: str, hosts: Iterable[str], before: Callable[[Scope], None]) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(hosts)
        self._before = before
        self._secret = secrets.token_bytes(32)
        self._sessions: dict[str, None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError("the web face speaks HTTP alone")

        begun = False

        async def send_marked(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            answer = await self._admit(scope, receive)
        except _Refused as refused:
            answer = PlainTextResponse(f"{refused.words}\n", status_code=refused.status)
        if answer is None:
            try:
                self._before(scope)
                await self._app(scope, receive, send_marked)
            except Exception:
                # A defect of ours: what was asked and what was shown must not reach the page. The server gets it.
                if not begun:
                    await PlainTextResponse(f"{_defect()}\n", status_code=500)(scope, receive, send_marked)
                raise
        else:
            await answer(scope, receive, send_marked)

    async def _admit(self, scope: Scope, receive: Receive) -> Response | None:
        """None to go on; an answer instead; or the refusal is raised."""
        headers = Headers(scope=scope)
        port = int((scope.get("server") or ("", 0))[1] or 0)
        self._check_host(headers, port)
        if scope["method"] not in {"GET", "HEAD", "POST"}:
            raise _Refused(405, _("This method is not answered here."))
        if entering := self._entering(scope, port):
            return entering
        session = cookie_parser(headers.get("cookie", "")).get(_cookie(port), "")
        if sum(hmac.compare_digest(session.encode(), known.encode()) for known in self._sessions) == 0:
            raise _closed()
        form_token = hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()
        scope["multitrack.form_token"] = form_token
        scope["multitrack.form"] = []
        if scope["method"] == "POST":
            _check_own_page(headers)
            fields = await _fields(headers, receive)
            given = [value for name, value in fields if name == "form_token"]
            if len(given) != 1 or not hmac.compare_digest(given[0].encode(), form_token.encode()):
                raise _Refused(
                    403, _("This form is not one of ours, or is from an earlier launch. Nothing was changed.")
                )
            scope["multitrack.form"] = [(name, value) for name, value in fields if name != "form_token"]
        return None

    def _check_host(self, headers: Headers, port: int) -> None:
        named = headers.getlist("host")
        if len(named) != 1:
            raise _closed()
        name, colon, given = named[0].rpartition(":")
        if not colon or name.endswith(":") or given.endswith("]"):
            name, given = named[0], "80"
        if name.lower() not in self._hosts or given != str(port or 80):
            raise _closed()

    def _entering(self, scope: Scope, port: int) -> Response | None:
        """The way in with the launch's token: a session cookie and the clean address."""
        try:
            query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, max_num_fields=100)
        except ValueError:
            raise _closed() from None
        given = [value for name, value in query if name == TOKEN_PARAMETER]
        if not given:
            return None
        if scope["method"] != "GET" or not hmac.compare_digest(given[0].encode(), self._token.encode()):
            raise _closed()
        session = secrets.token_urlsafe(32)
        self._sessions[session] = None
        while len(self._sessions) > _SESSIONS_KEPT:
            del self._sessions[next(iter(self._sessions))]
        rest = urlencode([(name, value) for name, value in query if name != TOKEN_PARAMETER])
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        answer.set_cookie(_cookie(port), session, httponly=True, samesite="strict", path="/")
        return answer


def _defect() -> str:
    return _("Something failed inside the program; what was acknowledged before is kept. Go back and try again.")


def _cookie(port: int) -> str:
    # Cookies do not tell ports apart, and two workspaces may be served at once.
    return f"multitrack-{port}"


def _closed() -> _Refused:
    return _Refused(403, _("Closed. Open the address that `multitrack serve` printed when it started."))


def _check_own_page(headers: Headers) -> None:
    """A page of ours sent this. Under `no-referrer` browsers write `Origin: null`, so their other word decides."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    ours = f"http://{headers['host']}"
    own = site == "same-origin" and origin in {None, "null", ours} if site is not None else origin == ours
    if not own:
        raise _Refused(403, _("This request does not come from one of our own pages. Nothing was changed."))


async def _fields(headers: Headers, receive: Receive) -> list[tuple[str, str]]:
    if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise _Refused(415, _("Only forms are read here. Nothing was changed."))
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise _Refused(400, _("The form did not arrive whole. Nothing was changed."))
        body += message.get("body", b"")
        if len(body) > BODY_LIMIT:
            raise _Refused(413, _("This form is too long. Nothing was changed; shorten the text and send it again."))
        more = bool(message.get("more_body"))
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=400)
    except ValueError:
        raise _Refused(400, _("The form cannot be read. Nothing was changed.")) from None
