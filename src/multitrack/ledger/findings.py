"""Standing findings: what is not in order about a file, said until somebody has seen to it.

Rule. A finding says what was seen, what it may mean, and what to do; it holds nothing of any record.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from multitrack.i18n import N_, _

__all__ = ["CODES", "Standing", "standing"]


class Standing(NamedTuple):
    """One standing finding."""

    code: str
    text: str
    when: datetime | None


CODES = {
    "no-kit": N_(
        "No recovery kit was made for this file. Whoever forgets the passphrase loses everything in it: there is no "
        "other way in. Make a new file with a kit, or keep the passphrase with somebody else as well."
    ),
    "restored": N_(
        "This file lacks something that was written here before: it is an older copy that was put back, or another "
        "copy went its own way. What was recorded in the other one is not here. It is written on under a new device "
        "key, so that the two can be told apart; compare them."
    ),
    "moved": N_(
        "This file came from another machine or another user, and is written on here under a new device key. If "
        "nobody brought it here, ask who did."
    ),
    "clock-back": N_(
        "The clock stood more than a day before the last entry. Entries made then carry the time of the last entry, "
        "not their own. Set the clock right."
    ),
    "clock-jump": N_(
        "The clock jumped by more than a day while the file was open. The times of entries made around then are not "
        "to be relied on. Set the clock right."
    ),
    "unverified": N_(
        "The history of this file has not been verified for 90 days or more. `multitrack verify` does it."
    ),
    "no-memory": N_(
        "This machine cannot remember where the history of this file stands, so an older copy that is put back would "
        "not be noticed. Make the folder for the program's state writable."
    ),
    "traces": N_(
        "Something was erased or taken out of the notebook while another program had the file open, so traces of it "
        "are still in the encrypted file. Close the other program; they go when the file is next closed or opened."
    ),
}
"""The text of each finding by its code."""


def standing(code: str, when: datetime | None = None) -> Standing:
    """A finding in the language in use."""
    return Standing(code, _(CODES[code]), when)
