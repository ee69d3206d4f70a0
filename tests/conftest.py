"""What every test stands on: its own home, no network but loopback, a time limit, the public datasets if
here.

No test sees the user's home, settings or workspace, and none can reach another machine: a connection that
tries fails the test instead of leaving. Time limits come from pytest-timeout (``timeout`` in
``pyproject.toml``).
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPO = Path(__file__).resolve().parent.parent

settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "dev", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# Kept from the real environment: where things of the test run itself are found.
_KEPT = frozenset({"MULTITRACK_SHARED", "MULTITRACK_CHROMIUM", "MULTITRACK_VENV"})


def _shared_root() -> Path:
    named = os.environ.get("MULTITRACK_SHARED")
    return (Path(named) if named else REPO.parent / "shared") / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked ``shared`` are skipped, with the reason said, where the public datasets are not there."""
    root = _shared_root()
    if root.is_dir():
        return
    reason = "the public datasets are not in ../shared/data; name their parent folder with MULTITRACK_SHARED"
    for item in items:
        if item.get_closest_marker("shared") or "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the clone."""
    return REPO


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the public datasets, read-only by agreement; its layout is told in its SOURCES.md."""
    return _shared_root()


@pytest.fixture(scope="session")
def chromium() -> str:
    """A Chromium to drive, for tests marked ``browser``; ``scripts/test`` finds or installs one.

    Without one the test is skipped, with the reason said; under CI it fails, so that no green run hides it.
    """
    named = os.environ.get("MULTITRACK_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        reason = "no Chromium here: install one, or name one with MULTITRACK_CHROMIUM"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return found


@pytest.fixture(autouse=True)
def tmp_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home for every test: HOME, the XDG and Windows folders, and no MULTITRACK_* of the user's."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("MULTITRACK_") and name not in _KEPT]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for variable, leaf in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }.items():
        monkeypatch.setenv(variable, str(home / leaf))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    for variable in ("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(variable, raising=False)
    return home


def _is_loopback(host: object) -> bool:
    if host in {"localhost", "", b"localhost", None}:
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


class LeftTheMachine(AssertionError):
    """The program under test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """No connection, datagram or name look-up beyond loopback, in this process, for the whole run."""
    patch = pytest.MonkeyPatch()

    def guard(name: str) -> None:
        real = getattr(socket.socket, name)

        def call(self: socket.socket, *args: object) -> object:
            address = args[-1]
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                host = address[0] if isinstance(address, tuple) else address
                if not _is_loopback(host):
                    raise LeftTheMachine(f"{name} to {address!r}")
            return real(self, *args)

        patch.setattr(socket.socket, name, call)

    for name in ("connect", "connect_ex", "sendto"):
        guard(name)

    look_up = socket.getaddrinfo

    def getaddrinfo(host: object, *args: object, **kwargs: object) -> object:
        if not _is_loopback(host):
            raise LeftTheMachine(f"look-up of {host!r}")
        return look_up(host, *args, **kwargs)  # type: ignore[arg-type]

    patch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    patch.undo()
