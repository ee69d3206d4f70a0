"""Every way out, asked by a reader outside the audience: nothing hidden comes out, in whatever form.

The strongest question is asked of all: the same words, put to a workspace that holds hidden things and to one in which
they never were, must be answered with the same bytes, the same code and the same headers. Counts, sizes, orders,
suggestions, error texts and titles are all in that.
"""

from __future__ import annotations

import asyncio
import functools
import io
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.leaks.office import PASSPHRASE, READER, Office, Pair, build

from multitrack import settings
from multitrack.ledger.sinks import THING, Way, registered, sinks_of

Answer = tuple[int, str, str]

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

MORE = {
    "week": ["week --json --since 1990", "week --as-of 1999"],
    "board": ["board --json --track 7", "board --as-of 1999 --json", "board --as-known 2026-11-22 --json"],
    "group": [f"group --list {THING} --json", "group --list", "group CNDD-FDD --json --as-of 1999"],
    "violence": ["violence CNDD-FDD --json"],
}
"""Further questions than those in the register."""

NOT_FOR_OTHERS = {
    "notebook list": "the owner's drafts, for whoever holds the passphrase; there is no asking as another",
    "verify": "tells whoever holds the file how many entries it has (SP4); its words are searched below",
}
"""Commands with a probe that answer whoever holds the file, with the reason."""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The two workspaces; made once."""
    return build(tmp_path_factory.mktemp("leaks"), lambda: NOW)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same moment for all, however long the walk takes."""
    monkeypatch.setattr("multitrack.clock.system", lambda: NOW)


@pytest.fixture(autouse=True)
def one_library(monkeypatch: pytest.MonkeyPatch, sample: Callable[[Any], Any]) -> None:
    """The public record is opened once for all questions: it holds nothing hidden, and opening takes a second."""
    monkeypatch.setattr("multitrack.workspace._library", sample)


@pytest.fixture(scope="module")
def sample() -> Callable[[Any], Any]:
    """The sample library, opened once."""
    from multitrack.library import Library

    return functools.cache(lambda _place: Library.open(None))


def use(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MULTITRACK_WORKSPACE", str(office.path))
    monkeypatch.setenv("MULTITRACK_PASSPHRASE_FILE", str(office.passphrase_file))
    monkeypatch.setenv("MULTITRACK_STATE", str(office.state))


def command(office: Office, words: list[str], monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Run one command as a process would: its exit code, standard output and standard error."""
    from multitrack.cli.running import run

    use(office, monkeypatch)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["multitrack", *words])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as end:
            run()
    told = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    return int(end.value.code or 0), told[0], told[1]


class Pages:
    """A browser of one launch, without a network."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        import httpx

        from multitrack.web.app import create_app
        from multitrack.workspace import Workspace

        use(office, monkeypatch)
        self.workspace = Workspace.open(office.path, passphrase=PASSPHRASE, now=lambda: NOW)
        app = create_app(self.workspace, token="launch", settings=settings.Settings(), now=lambda: NOW)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://localhost")
        assert self.get("/?token=launch")[0] == 303

    def get(self, address: str) -> Answer:
        """The status, the headers and the page; what is drawn anew for each launch is put out of sight."""
        answer = asyncio.run(self._client.get(address))
        page = re.sub(r"\b[0-9a-f]{64}\b", "(form token)", answer.text)
        return answer.status_code, page, repr(sorted(answer.headers.items()))


@pytest.fixture
def pages(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Pages, Pages]]:
    """The pages of both workspaces."""
    both = Pages(pair.full, monkeypatch), Pages(pair.bare, monkeypatch)
    yield both
    for each in both:
        each.workspace.close()


def leaks(pair: Pair, *told: str) -> list[str]:
    """What is in the answer and must not be: canaries by their place, and ids."""
    text = "\n".join(told)
    found = [f"{word} of {place}" for word, place in pair.hidden.found_in(text).items()]
    found += [name for name in sorted(pair.hidden_ids) if name in text]
    found += [f"{word} of {place}" for word, place in pair.partly["existence"].found_in(text).items()]
    from tests.ledger.test_gate_redaction import IN_SUMMARY, UNDER_CHATHAM_HOUSE

    for flock, kept in (("summary", IN_SUMMARY), ("chatham", UNDER_CHATHAM_HOUSE)):
        for word, place in pair.partly[flock].found_in(text).items():
            kind, _, within = place.partition(".")
            if within not in kept.get(kind, set()):
                found.append(f"{word} of {place}")
    handles = ("person", "handle", "handles", "keeper", "principal", "owed_by", "assessed_by", "work", "quoted")
    for word, place in pair.partly["background"].found_in(text).items():
        if place.rpartition(".")[2] in handles:
            found.append(f"{word} of {place}")
    return found


def differ(one: str, other: str) -> str:
    """Where two answers part, without the rest of them."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"...{one[max(0, at - 80) : at + 120]!r} against {other[max(0, at - 80) : at + 120]!r}"


def asked(probe: str, pair: Pair) -> list[tuple[str, str]]:
    """The probe with each thing put in, and the thing: an answer may repeat it, since it was in the question."""
    if THING not in probe:
        return [(probe, "")]
    things = [*pair.hidden_things(), pair.visible[0], "no-such-thing"]
    return [(probe.replace(THING, thing), thing) for thing in things]


def compare(pair: Pair, question: str, thing: str, full: Answer, bare: Answer) -> None:
    """The two workspaces gave one answer, and nothing sings in it but what was in the question."""
    assert full[0] == bare[0], f"{question}: {full[0]} against {bare[0]}: {bare[1:]}"
    for one, other in zip(full[1:], bare[1:], strict=True):
        assert one == other, f"{question}: {differ(str(one), str(other))}"
    told = [str(text).replace(thing, "") if thing else str(text) for text in full[1:]]
    assert leaks(pair, *told) == [], question


def command_probes() -> list[str]:
    """All questions to commands: those of the register, and more."""
    from multitrack.cli.app import app

    assert app
    kept = [item for item in registered(Way.COMMAND) if item.name not in NOT_FOR_OTHERS]
    return sorted({probe for item in kept for probe in (*item.probe, *MORE.get(item.name, ()))})


@pytest.mark.parametrize("probe", command_probes())
def test_a_command_answers_as_if_the_hidden_were_not(probe: str, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, JSON, error and exit code: the same, asked for what is hidden or for all."""
    for words, thing in asked(probe, pair):
        argv = [*shlex.split(words), "--as", READER]
        full, bare = (command(office, argv, monkeypatch) for office in (pair.full, pair.bare))
        assert full[0] in (0, 3), f"{words}: {full[2]}"
        compare(pair, words, thing, full, bare)


def test_verifying_tells_no_word_of_what_is_verified(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of entries for whoever holds the file, and no canary."""
    for words in (["verify"], ["verify", "--json"]):
        code, *told = command(pair.full, words, monkeypatch)
        assert code == 0
        assert pair.hidden.found_in("\n".join(told)) == {}


def page_probes() -> list[tuple[str, str]]:
    import multitrack.web.app  # noqa: F401 - registers its ways out

    ways = (Way.PAGE, Way.API, Way.ERROR)
    return [(item.name, probe) for way in ways for item in registered(way) for probe in item.probe]


def test_every_page_answers_as_if_the_hidden_were_not(pair: Pair, pages: tuple[Pages, Pages]) -> None:
    """Every address of the register, through Bo's eyes: the same bytes, status and headers in both workspaces."""
    asked_of = page_probes()
    assert len(asked_of) >= 8
    for name, probe in asked_of:
        for address, thing in asked(probe, pair):
            through = address + ("&" if "?" in address else "?") + f"as={READER}"
            full, bare = (each.get(through) for each in pages)
            compare(pair, f"{name}: {through}", thing, full, bare)


def test_hidden_and_absent_are_one_page(pair: Pair, pages: tuple[Pages, Pages]) -> None:
    """What is hidden, what never was and what is no address: one status and one page."""
    full, _ = pages
    told = set()
    for thing in [*pair.hidden_things(), "no-such-thing"]:
        for address in (f"/group/{thing}", f"/entry/{thing}"):
            status, page, _headers = full.get(f"{address}?as={READER}")
            assert status == 404, address
            # The page leads back to the address that was asked for, and says no more of it.
            told.add(page.replace(address, "(address)"))
            assert thing not in page.replace(address, "(address)"), address
    assert len(told) == 1


def test_the_owner_does_find_what_is_hidden_from_others(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk can fail: the same question asked by the owner tells the two workspaces apart, and sings."""
    full, bare = (command(office, ["board", "--json"], monkeypatch) for office in (pair.full, pair.bare))
    assert full[0] == bare[0] == 0, full[2]
    assert full[1] != bare[1]
    assert leaks(pair, full[1]) != []


def test_every_route_is_a_registered_way_out() -> None:
    """A page that is not registered is not asked, so it may not answer."""
    from starlette.routing import Route

    from multitrack.web.app import ROUTES

    assert [route.path for route in ROUTES if isinstance(route, Route) and not sinks_of(route.endpoint)] == []
    assert [route.path for route in ROUTES if not isinstance(route, Route)] == ["/static"]


def test_every_page_can_be_asked_or_says_why_not() -> None:
    """No page stands in the register without a probe or a reason."""
    import multitrack.web.app  # noqa: F401 - registers its ways out

    bare = [item.name for item in registered() if item.way is not Way.COMMAND and not (item.probe or item.unprobed)]
    assert bare == []


def every_command(app: Any, above: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """The commands of a Typer application by their words."""
    for each in app.registered_commands:
        yield f"{above}{each.name or each.callback.__name__.rstrip('_').replace('_', '-')}", each.callback
    for group in app.registered_groups:
        yield from every_command(group.typer_instance, f"{above}{group.name} ")


def test_every_command_is_a_registered_way_out_and_is_asked() -> None:
    """A command that is not registered, or that the walk neither asks nor has a reason not to, fails."""
    from multitrack.cli.app import app

    commands = dict(every_command(app))
    assert [name for name, function in commands.items() if not sinks_of(function)] == []
    items = registered(Way.COMMAND)
    assert {item.name for item in items} == set(commands)
    assert [item.name for item in items if not (item.probe or item.unprobed)] == []
    assert set(NOT_FOR_OTHERS) | set(MORE) <= set(commands)
