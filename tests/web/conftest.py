"""A browser without a network for the pages, the sample and the real demonstration, and a server for Chromium."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from tests.web.sample import SampleWorkspace

from multitrack.settings import Settings
from multitrack.web.app import create_app
from multitrack.workspace import Workspace

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOKEN = "the-token-of-this-launch"


class Client:
    """One browser: keeps its cookies, follows nothing by itself, and sends what a browser sends."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.cookies = httpx.Cookies()

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        """One request, as it is given."""

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                client.cookies = self.cookies
                answer = await client.request(method, address, **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(once())

    def get(self, address: str, **more: Any) -> httpx.Response:
        """Look at a page."""
        return self.ask("GET", address, **more)

    def enter(self) -> Client:
        """Go in with the launch's token."""
        assert self.get(f"/?token={TOKEN}").status_code == 303
        return self

    def form_token(self) -> str:
        """The token that our own forms carry."""
        found = re.search(r'name="form_token" value="([0-9a-f]{64})"', self.get("/about").text)
        assert found is not None
        return found[1]

    def post(self, address: str, data: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form of ours, as a browser would."""
        headers = {"sec-fetch-site": "same-origin", "origin": "null", **more.pop("headers", {})}
        return self.ask("POST", address, data={"form_token": self.form_token(), **(data or {})}, headers=headers)


@pytest.fixture
def workspace() -> SampleWorkspace:
    """A hand-made workspace."""
    return SampleWorkspace()


@pytest.fixture
def app(workspace: SampleWorkspace) -> Any:
    """The pages of the hand-made workspace."""
    return create_app(workspace, token=TOKEN, settings=Settings(), now=lambda: NOW)  # type: ignore[arg-type]


@pytest.fixture
def outsider(app: Any) -> Client:
    """A browser without the token."""
    return Client(app)


@pytest.fixture
def client(app: Any) -> Client:
    """A browser that was let in."""
    return Client(app).enter()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demonstration of this run is built."""
    return tmp_path_factory.mktemp("demo")


def open_demo(folder: Path) -> Workspace:
    """The real demonstration, built in that folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MULTITRACK_DEMO", str(folder))
        return Workspace.open(None, now=lambda: NOW)


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Iterator[Client]:
    """A browser let into the real demonstration."""
    with open_demo(demo_folder) as real:
        yield Client(create_app(real, token=TOKEN, settings=Settings(), now=lambda: NOW)).enter()


@pytest.fixture(scope="session")
def served(demo_folder: Path) -> Iterator[str]:
    """The real demonstration, served on this machine; its address without the token."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    held: list[uvicorn.Server] = []
    ready = threading.Event()

    def run() -> None:
        with open_demo(demo_folder) as real:
            app = create_app(real, token=TOKEN, settings=Settings(), now=lambda: NOW)
            config = uvicorn.Config(app, access_log=False, log_level="critical", lifespan="off")
            held.append(uvicorn.Server(config))
            ready.set()
            held[0].run(sockets=[listening])

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(60)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    held[0].should_exit = True
    thread.join(10)
    listening.close()
