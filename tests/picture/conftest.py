"""The sample library, opened once, and the bundled case, read once, for pictures and checks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.picture.statements import bundled

from multitrack.ledger.statement import Statement
from multitrack.library.library import Library


@pytest.fixture(scope="session")
def library() -> Iterator[Library]:
    """The sample library that ships with the program."""
    with Library.open(None) as opened:
        yield opened


@pytest.fixture(scope="session")
def burundi(repo: Path) -> list[Statement]:
    """The statements of the Burundi case."""
    return bundled(repo / "cases" / "burundi")
