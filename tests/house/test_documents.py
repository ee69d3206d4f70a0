"""Documents cannot rot: links lead somewhere, commands that are named exist, settings are all told."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from tests.house.tree import PACKAGE, REPO, SOURCE, tracked_texts

from multitrack.errors import every_error

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`[^`\n]+`")
COMMAND = re.compile(r"(?:^|[`$>]\s?|\|\s)multitrack ([a-z][a-z-]*)", re.MULTILINE)


def documents() -> Iterator[tuple[str, str]]:
    """Name and text of each document under git; the cases are data and have tests of their own."""
    for name, text in tracked_texts(".md"):
        if not name.startswith("cases/"):
            yield name, text


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings."""
    headings = re.findall(r"^#+\s+(.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_links_lead_somewhere() -> None:
    """Every link to a file of the clone finds it, and every anchor its heading."""
    broken = []
    for name, text in documents():
        for plain, picture in LINK.findall(FENCE.sub("", text)):
            target, _hash, anchor = unquote(plain or picture).partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            path = (REPO / name).parent / target if target else REPO / name
            if not path.exists() or (
                anchor and path.suffix == ".md" and anchor not in anchors(path.read_text(encoding="utf-8"))
            ):
                broken.append(f"{name}: {plain or picture}")
    assert broken == []


def test_every_document_is_reached_from_the_index() -> None:
    """`docs/index.md` leads, over links, to every page under docs."""
    todo, seen = [REPO / "docs" / "index.md"], set()
    while todo:
        page = todo.pop().resolve()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        for plain, _picture in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
            if plain and "://" not in plain:
                todo.append(page.parent / plain.partition("#")[0])
    pages = {(REPO / name).resolve() for name, _text in documents() if name.startswith("docs/")}
    assert sorted(page.relative_to(REPO).as_posix() for page in pages - seen) == []


def test_commands_that_are_named_exist() -> None:
    """What a document or an error's advice tells the reader to type is a command of the program."""
    if not (SOURCE / PACKAGE / "cli").joinpath("__init__.py").exists():
        pytest.skip("there is no command line yet")
    import typer.main

    app = importlib.import_module("multitrack.cli.app").app

    there = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    texts = [(name, "\n".join(FENCE.findall(text) + CODE_SPAN.findall(text))) for name, text in documents()]
    texts += [(f"advice of {cls.__name__}", cls.advice) for cls in every_error()]
    missing = {f"{name}: multitrack {word}" for name, text in texts for word in COMMAND.findall(text)} - {
        f"{name}: multitrack {word}" for name, _text in texts for word in there
    }
    assert sorted(missing) == []
