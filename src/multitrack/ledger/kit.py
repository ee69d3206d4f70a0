"""The recovery kit: the file key as text on paper, for the day on which the passphrase is gone.

Rules. Whoever holds the kit opens the file. It is 16 groups of four letters and digits, in lines of four groups:
what it is (1: a whole key; other numbers are left for shares of one), a mark of the file it belongs to, the key,
and a checksum that finds every slip of one letter. It is made when the file is, read back, and the file opened with
it, before anybody relies on it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from multitrack.errors import WrongPassphrase
from multitrack.i18n import _

from .spelling import from_paper, to_paper

__all__ = ["Kit"]

_WHOLE_KEY = 1
_DOMAIN = b"multitrack kit 1\x00"


@dataclass(frozen=True, slots=True)
class Kit:
    """What the paper says."""

    key: bytes
    """The file key, 32 bytes."""
    mark: bytes
    """Three bytes that tell whether a kit and a file belong together; they reveal nothing of the key."""

    @classmethod
    def of(cls, head: bytes, key: bytes) -> Kit:
        """The kit of a file with these first bytes and this key."""
        return cls(key, _mark(head))

    @classmethod
    def read(cls, text: str) -> Kit:
        """The kit that somebody typed in; case, spaces and hyphens do not matter.

        Raises:
            WrongPassphrase: it is not a kit, or a letter is wrong or missing.
        """
        try:
            data = from_paper(text)
        except ValueError:
            data = b""
        body, check = data[:-4], data[-4:]
        if len(data) != 40 or _check(body) != check:
            raise WrongPassphrase(
                _("this is not a recovery kit, or a letter of it is wrong or missing"),
                advice=_("The file was not changed. A kit has 16 groups of four; compare them with the paper."),
            )
        if body[0] != _WHOLE_KEY:
            raise WrongPassphrase(_("this paper is of another kind than this program knows"))
        return cls(body[4:], body[1:4])

    def belongs_to(self, head: bytes) -> bool:
        """Whether it was made for the file with these first bytes."""
        return self.mark == _mark(head)

    @property
    def text(self) -> str:
        """What is printed: four lines of four groups."""
        body = bytes([_WHOLE_KEY]) + self.mark + self.key
        letters = to_paper(body + _check(body))
        groups = [letters[at : at + 4] for at in range(0, len(letters), 4)]
        return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))

    def __repr__(self) -> str:
        return "Kit(...)"


def _mark(head: bytes) -> bytes:
    return hashlib.sha256(_DOMAIN + head).digest()[:3]


def _check(body: bytes) -> bytes:
    return hashlib.sha256(_DOMAIN + body).digest()[:4]
