"""The face is closed to all but this launch's browser, and changes nothing that our own forms did not ask for."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from tests.web.conftest import NOW, TOKEN, Client
from tests.web.sample import SampleWorkspace

from multitrack.errors import Unavailable, UsageError
from multitrack.settings import Settings
from multitrack.web.access import BODY_LIMIT, POLICY
from multitrack.web.app import ROUTES, create_app
from multitrack.web.serving import serve

PAGES = (
    "/",
    "/board",
    "/board?track=7&as_of=1999",
    "/groups",
    "/groups?q=cndd",
    "/group/fdd",
    "/entry/e1",
    "/after",
    "/after?group=fdd",
    "/notebook",
    "/about",
    "/group/nobody",
    "/nowhere",
    "/board?as_of=2003-02-31",
)
CONTACT = {"when": "2026-11-20", "parties": "fdd", "summary": "Heard from them.", "audience": "only me"}


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the texts of its titles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.titles: list[str] = []
        self._within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.append((tag, dict(attrs)))
        self._within = tag

    def handle_data(self, data: str) -> None:
        """Keep the title of the page; an svg's titles are not tabs."""
        if self._within == "title" and not any(tag == "svg" for tag, _ in self.found):
            self.titles.append(data)
        self._within = ""


@pytest.mark.parametrize("path", ["/", "/board", "/group/fdd", "/static/veil.js", "/nowhere", "/about", "/lock"])
def test_without_the_token_every_address_gives_one_plain_refusal(outsider: Client, path: str) -> None:
    """Nothing is told, not even whether an address exists."""
    answer = outsider.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/plain; charset=utf-8")
    assert answer.text == outsider.get("/another").text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("wrong", ["", "x", TOKEN + "x", TOKEN[:-1], "ö"])
def test_a_wrong_token_opens_nothing(outsider: Client, wrong: str) -> None:
    """The token is the whole token."""
    assert outsider.get("/", params={"token": wrong}).status_code == 403
    assert outsider.get("/").status_code == 403


def test_an_address_with_hundreds_of_fields_is_refused_like_any_other(outsider: Client) -> None:
    answer = outsider.get("/?" + "&".join(f"a{number}=1" for number in range(200)))
    assert answer.status_code == 403
    assert answer.headers["content-security-policy"] == POLICY


def test_the_token_becomes_a_cookie_and_leaves_the_address(outsider: Client) -> None:
    """The address bar and the history of the browser do not keep the token; scripts and other sites get no cookie."""
    answer = outsider.get(f"/board?as_of=1999-01-01&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/board?as_of=1999-01-01")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert outsider.get("/board").status_code == 200


def test_the_redirect_stays_on_this_machine(outsider: Client) -> None:
    """An address that begins with two slashes is not read as another host."""
    assert outsider.get(f"http://127.0.0.1//evil.example/?token={TOKEN}").headers["location"] == "/evil.example/"


def test_an_invented_session_opens_nothing(outsider: Client) -> None:
    """A cookie of the right name needs the right value."""
    assert outsider.get("/", headers={"cookie": "multitrack-0=invented"}).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:99", "localhost:", "", "[::1", "127.0.0.2"]
)
def test_another_host_name_is_refused(client: Client, host: str) -> None:
    """A name that somebody else's DNS points at this machine (rebinding) gets the plain refusal."""
    assert client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_the_names_of_this_machine_are_served(client: Client, host: str) -> None:
    """The check can pass."""
    assert client.get("/about", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_not_answered(client: Client, method: str) -> None:
    """Only looking and our forms."""
    assert client.ask(method, "/board").status_code == 405


@pytest.mark.parametrize("path", [*PAGES, "/static/multitrack.css", "/static/nothing"])
def test_every_answer_carries_the_headers(client: Client, outsider: Client, path: str) -> None:
    """Pages, files, errors and refusals alike."""
    for answer in (client.get(path), outsider.get(path)):
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["x-frame-options"] == "DENY"


def test_the_policy_allows_no_inline_code_and_no_other_place() -> None:
    """What SP11 says, word for word."""
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_inline_code_styles_or_addresses_elsewhere(client: Client, path: str) -> None:
    """The policy would stop them; they are not there in the first place."""
    page = Elements(client.get(path).text)
    for tag, attributes in page.found:
        assert "style" not in attributes, (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        assert tag not in {"style", "iframe", "object", "embed", "base"}
        assert tag != "script" or attributes.get("src", "").startswith("/static/")
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            value = attributes.get(name) or ""
            assert value.startswith(("/", "#", "data:,")) or not value, (tag, value)
            assert not value.startswith("//")


@pytest.mark.parametrize("path", PAGES)
def test_the_title_of_a_tab_tells_nothing(client: Client, path: str) -> None:
    """Tabs and histories are seen by others."""
    assert Elements(client.get(path).text).titles == ["Multitrack"]


def test_hidden_absent_and_no_address_are_one_page(client: Client) -> None:
    """Nobody learns from a 404 whether there is something to hide."""
    answers = [client.get(path) for path in ("/group/nobody", "/entry/no-entry", "/nowhere", "/group/another")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text.replace(str(answer.url.path), "") for answer in answers}) == 1


def test_a_form_of_ours_is_taken(client: Client, workspace: SampleWorkspace) -> None:
    """The refusals below can fail."""
    assert client.post("/after", CONTACT).status_code == 303
    assert len(workspace.notes) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
        {"sec-fetch-site": ""},
    ],
)
def test_a_form_from_elsewhere_changes_nothing(
    client: Client, workspace: SampleWorkspace, headers: dict[str, str]
) -> None:
    """Another page in the same browser cannot record, even with the token of a form."""
    assert client.post("/after", CONTACT, headers=headers).status_code == 403
    assert workspace.notes == {}


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1:99"])
def test_an_old_browser_must_name_our_origin(client: Client, workspace: SampleWorkspace, origin: str | None) -> None:
    """Where the browser does not say where a request comes from, only the exact origin will do."""
    headers = {"origin": origin} if origin else {}
    data = {"form_token": client.form_token(), **CONTACT}
    assert client.ask("POST", "/after", data=data, headers=headers).status_code == 403
    assert client.ask("POST", "/after", data=data, headers={"origin": "http://127.0.0.1"}).status_code == 303
    assert len(workspace.notes) == 1


@pytest.mark.parametrize("token", [None, "", "0" * 64, ["a", "b"]])
def test_a_form_without_its_token_changes_nothing(client: Client, workspace: SampleWorkspace, token: object) -> None:
    """Missing, wrong, doubled."""
    data: dict[str, Any] = dict(CONTACT) if token is None else {**CONTACT, "form_token": token}
    answer = client.ask("POST", "/after", data=data, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 403
    assert workspace.notes == {}


def test_the_token_of_another_session_does_not_count(app: Any, workspace: SampleWorkspace) -> None:
    """A form token belongs to its session."""
    one, other = Client(app).enter(), Client(app).enter()
    assert one.form_token() != other.form_token()
    data = {**CONTACT, "form_token": other.form_token()}
    assert one.ask("POST", "/after", data=data, headers={"sec-fetch-site": "same-origin"}).status_code == 403
    assert workspace.notes == {}


def test_what_changes_something_cannot_be_done_by_looking(client: Client, workspace: SampleWorkspace) -> None:
    """A link, a preview or a prefetch commits, deletes and locks nothing."""
    client.post("/after", CONTACT)
    note = next(iter(workspace.notes))
    for path in (f"/notebook/{note}/commit", f"/notebook/{note}/discard", "/unlock", "/language", "/lock"):
        client.get(path)
    assert list(workspace.notes) == [note]
    assert not workspace.locked


def test_a_long_form_is_refused_whole(client: Client, workspace: SampleWorkspace) -> None:
    """Over the limit nothing is read on; under it, it is."""
    assert client.post("/after", {**CONTACT, "summary": "x" * BODY_LIMIT}).status_code == 413
    assert workspace.notes == {}
    assert client.post("/after", {**CONTACT, "summary": "x" * (BODY_LIMIT - 500)}).status_code == 303


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data; boundary=b", b"--b--", 415),
        ("text/plain", b"form_token=x", 415),
        ("application/x-www-form-urlencoded", b"summary=%ff\xff", 400),
        ("application/x-www-form-urlencoded", b"a=1&" * 500, 400),
    ],
)
def test_only_plain_forms_are_read(client: Client, kind: str, body: bytes, status: int) -> None:
    """No other body, no broken text, no flood of fields."""
    headers = {"content-type": kind, "sec-fetch-site": "same-origin"}
    assert client.ask("POST", "/after", content=body, headers=headers).status_code == status


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\nb"])
def test_choosing_a_language_leads_nowhere_else(client: Client, back: str) -> None:
    """The address to go back to is one of ours."""
    assert client.post("/language", {"language": "ar", "back": back}).headers["location"] == "/"
    assert client.post("/language", {"language": "ar", "back": "/board?a=1"}).headers["location"] == "/board?a=1"


def test_locked_shows_nothing_but_the_way_back_in(client: Client, workspace: SampleWorkspace) -> None:
    """Every page of the register leads to the lock; a wrong passphrase does not open it."""
    token = client.form_token()
    assert client.post("/lock").headers["location"] == "/lock"
    assert workspace.locked
    for path in (path for path in PAGES if path != "/nowhere"):
        assert client.get(path).headers["location"] == "/lock"
    headers = {"sec-fetch-site": "same-origin"}
    wrong = client.ask("POST", "/unlock", data={"form_token": token, "passphrase": "no"}, headers=headers)
    assert wrong.status_code == 403
    assert workspace.locked
    right = client.ask("POST", "/unlock", data={"form_token": token, "passphrase": "demonstration"}, headers=headers)
    assert right.headers["location"] == "/"
    assert client.get("/board").status_code == 200


def test_it_locks_by_itself_when_idle(workspace: SampleWorkspace) -> None:
    """After the minutes that were set, the next request finds it closed; a busy one stays open."""
    moment = [NOW]
    settings = Settings(idle_lock_minutes=10)
    app = create_app(workspace, token=TOKEN, settings=settings, now=lambda: moment[0])  # type: ignore[arg-type]
    client = Client(app).enter()
    for _ in range(3):
        moment[0] += timedelta(minutes=9)
        assert client.get("/about").status_code == 200
    moment[0] += timedelta(minutes=10)
    assert client.get("/about").headers["location"] == "/lock"
    assert workspace.locked


def test_it_locks_by_itself_when_nobody_asks_at_all(
    workspace: SampleWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine left alone closes the ledger with no request to remind it."""
    monkeypatch.setattr("multitrack.web.app.LOOK_EVERY", 0.01)
    moment = [NOW]
    settings = Settings(idle_lock_minutes=10)
    app = create_app(workspace, token=TOKEN, settings=settings, now=lambda: moment[0])  # type: ignore[arg-type]

    async def left_alone() -> tuple[bool, bool]:
        async with app.router.lifespan_context(app):
            await asyncio.sleep(0.1)
            before = workspace.locked
            moment[0] += timedelta(minutes=10)
            await asyncio.sleep(0.2)
            return before, workspace.locked

    assert asyncio.run(left_alone()) == (False, True)


def test_a_defect_of_ours_tells_nothing(
    client: Client, workspace: SampleWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected error is a plain page with the headers, and holds nothing of what was asked or shown."""

    def broken(**_moment: object) -> None:
        raise RuntimeError("canary of a record")

    monkeypatch.setattr(workspace, "week", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "canary" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_every_route_is_a_registered_way_out() -> None:
    """A page that is not registered would escape the walk of the canaries."""
    from starlette.routing import Route

    from multitrack.ledger.sinks import sinks_of

    assert [route.path for route in ROUTES if isinstance(route, Route) and not sinks_of(route.endpoint)] == []


def test_it_is_not_opened_to_other_machines_by_the_way() -> None:
    """Only the settings, in so many words."""
    with pytest.raises(UsageError, match="other machines"):
        serve(SampleWorkspace(), settings=Settings(), host="0.0.0.0", port=0)  # type: ignore[arg-type]


def test_a_taken_port_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is served and no token is printed."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Unavailable, match="nothing can listen"):
            serve(SampleWorkspace(), settings=Settings(), port=taken.getsockname()[1])  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""
