"""Where a statement comes from, and how well we know.

Rules. A citation leads to the place: the work, its address or page, where in it, and when it was read. Exact words
stand only where the words are the fact: at most 20, marked as theirs. Reliability of the source and credibility of
the information are two grades, each judged alone (NATO AJP-2.1, "Admiralty"); they start at F and 6, "cannot be
judged". Where sources contradict each other, each account stands with its own sources.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from multitrack.i18n import _

from .dates import Date
from .fields import Choice, about

__all__ = ["Account", "Credibility", "Reliability", "Source"]


class Reliability(Choice):
    """How do we know: the source, judged alone."""

    A = "A", "Completely reliable"
    B = "B", "Usually reliable"
    C = "C", "Fairly reliable"
    D = "D", "Not usually reliable"
    E = "E", "Unreliable"
    F = "F", "Reliability cannot be judged"


class Credibility(Choice):
    """Has anyone else said so: the information, judged alone."""

    ONE = "1", "Confirmed by other, independent sources"
    TWO = "2", "Probably true"
    THREE = "3", "Possibly true"
    FOUR = "4", "Doubtful"
    FIVE = "5", "Improbable"
    SIX = "6", "Truth cannot be judged"


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A citation that leads to the place."""

    work: Annotated[
        str,
        about(
            "Work",
            "Author, title, publisher and year; or who told us.",
            example="IRIN, 1999-07-19",
            min_length=1,
        ),
    ]
    address: Annotated[
        str,
        about("Address", "Where it can be found: a web address, a page, an archive number.", example="page 33"),
    ] = ""
    place: Annotated[
        str, about("Place in it", "Where in the work: page, paragraph, field.", example="third paragraph")
    ] = ""
    read: Annotated[Date | None, about("Read on", "When it was read.", example="2026-11-23")] = None
    quoted: Annotated[
        str, about("Exact words", "Their words, only where the words are the fact: at most 20.", long=True)
    ] = ""
    reliability: Annotated[
        Reliability, about("How do we know", "The source, judged alone.", source="Admiralty code (AJP-2.1)")
    ] = Reliability.F
    credibility: Annotated[
        Credibility,
        about("Has anyone else said so", "The information, judged alone.", source="Admiralty code (AJP-2.1)"),
    ] = Credibility.SIX
    note: Annotated[
        str,
        about("About the source", "What a reader must know of it: partisan, its own account, read in excerpt."),
    ] = ""

    def __post_init__(self) -> None:
        if len(self.quoted.split()) > 20:
            raise ValueError(_("exact words may be at most 20 words long; tell the rest in your own"))


class Account(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of several accounts that contradict each other; none is chosen."""

    says: Annotated[str, about("Account", "What this account says, in our words.", long=True, min_length=1)]
    by: Annotated[str, about("Who says so", "Whose account it is.", example="CNDD-FDD's spokesman")] = ""
    sources: Annotated[tuple[Source, ...], about("Sources", "Where this account can be read.")] = ()
