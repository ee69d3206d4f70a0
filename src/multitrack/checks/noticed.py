"""What a check noticed, before its row of the registry says what it is called, how grave it is and what may be done.

Rule. A check adds no judgement to what it noticed: weight, reason and remedy are the registry's, so that they can be
read, translated and disputed without reading code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from multitrack.picture.picture import Picture
from multitrack.picture.shapes import Evidence, Ref
from multitrack.vocabulary import Account

__all__ = ["Notice", "Noticed"]


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was noticed.

    Attributes:
        text: what, in the reader's language, with the dispute where there is one.
        key: what it is about, from ids and dates alone, so that it does not repeat itself and can be answered.
        about: the actors it is about.
        when: since when or at what time (EDTF).
        evidence: what it stands on.
        accounts: what sources say differently, or beside it.
    """

    text: str
    key: str
    about: tuple[Ref, ...] = ()
    when: str = ""
    evidence: tuple[Evidence, ...] = ()
    accounts: tuple[Account, ...] = ()


Notice = Callable[[Picture], Iterator[Noticed]]
"""A check's function: what it notices on one picture, and nothing else."""
