"""The cases that come with the program, and the demonstration ledger that is built from one of them.

Rules. A bundled case takes the path of a user's own records. The demonstration is a real encrypted file whose
passphrase is public, so nothing real belongs in it; it is built aside and put in place whole, once for each state
of the case.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from multitrack import __version__, clock, settings
from multitrack.errors import NotFound
from multitrack.i18n import _
from multitrack.vocabulary import Date

from .desk import Desk
from .reading import read_folder

if TYPE_CHECKING:
    from multitrack.ledger import Ledger

__all__ = ["DEMO_PASSPHRASE", "bundled_case", "demo_ledger", "last_day"]

DEMO_PASSPHRASE = "demonstration"  # noqa: S105 - said to be public wherever the demonstration is shown
"""Public on purpose: the demonstration holds nothing but the public record."""

_DEMO = "burundi"


def bundled_case(name: str) -> Path:
    """The folder of a case that comes with the program.

    Raises:
        NotFound: there is no such case.
    """
    package = Path(__file__).parent.parent
    for root in (package / "cases", package.parent.parent / "cases"):
        if (root / name / "case.toml").is_file():
            return root / name
    raise NotFound(_("there is no bundled case called {name!r}").format(name=name))


def last_day() -> date | None:
    """The last day of the period that the demonstration's case tells."""
    about = tomllib.loads((bundled_case(_DEMO) / "case.toml").read_text(encoding="utf-8"))
    return Date.parse(about["period"]).latest


def demo_ledger(now: clock.Clock) -> Ledger:
    """The demonstration's ledger, built from the bundled case where it is not there yet."""
    from multitrack.ledger import Kdf, Ledger

    folder = bundled_case(_DEMO)
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.read_bytes())
    place = settings.demo_dir() / f"{_DEMO}-{digest.hexdigest()[:16]}.mtk"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        building = place.with_name(f".{place.stem}-{os.getpid()}.mtk")
        ledger, _kit = Ledger.create(
            building,
            DEMO_PASSPHRASE,
            owner="visitor",
            office="Demonstration",
            clock=now,
            kdf=Kdf.PUBLIC,
            kit=False,
        )
        with ledger:
            ledger.record(Desk(ledger).plan(read_folder(folder)).drafts)
        building.replace(place)
    return Ledger.open(place, passphrase=DEMO_PASSPHRASE, clock=now)
