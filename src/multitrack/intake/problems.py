"""What is wrong with what was read, each complaint with its place and its remedy.

Rule. Complaints are collected and told all at once, the first of them in words and the rest by their number, so that
one reading of a file is enough to mend it.
"""

from __future__ import annotations

import msgspec

from multitrack.errors import InvalidFile
from multitrack.i18n import ngettext

__all__ = ["Problem", "Problems"]


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong with what was read."""

    place: str
    """File and line."""
    message: str
    remedy: str = ""


class Problems:
    """Collects what is wrong, and raises it all at once."""

    SHOWN = 20

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Problem] = []

    def add(self, place: str, message: str, remedy: str = "") -> None:
        """Note one problem."""
        self.found.append(Problem(place, message, remedy))

    def raise_any(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            InvalidFile: with the first problems, each with its place and remedy, and their number.
        """
        if not self.found:
            return
        lines = [
            f"{item.place}: {item.message}" + (f" ({item.remedy})" if item.remedy else "")
            for item in self.found[: self.SHOWN]
        ]
        if len(self.found) > self.SHOWN:
            more = len(self.found) - self.SHOWN
            lines.append(ngettext("... and {n} more", "... and {n} more", more).format(n=more))
        count = ngettext("{n} problem:", "{n} problems:", len(self.found)).format(n=len(self.found))
        raise InvalidFile("\n".join((count, *lines)), place=self.name)
