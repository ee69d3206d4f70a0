"""Bytes as text that people can copy, read out and type: Crockford's base 32.

Rules. Ids are 16 bytes written as 26 lower-case letters and digits. No letter is taken for a digit: I and L are read
as 1, O as 0, and U does not occur. What is read must be the only spelling of its bytes, but for case, hyphens and
spaces. Source: Douglas Crockford, "Base 32".
"""

from __future__ import annotations

import base64
import secrets

__all__ = ["ID_LENGTH", "is_id", "new_id", "spell", "unspell"]

ID_LENGTH = 26
"""The letters of an id."""

_RFC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_TO = str.maketrans(_RFC, _CROCKFORD)
_FROM = str.maketrans(_CROCKFORD, _RFC)
_LIKE = str.maketrans({"i": "1", "l": "1", "o": "0", "-": None, " ": None, "\n": None, "\r": None, "\t": None})


def spell(data: bytes) -> str:
    """Bytes as lower-case base 32, without padding."""
    return base64.b32encode(data).decode("ascii").rstrip("=").translate(_TO)


def unspell(text: str) -> bytes:
    """The bytes that a text spells.

    Raises:
        ValueError: it spells none.
    """
    plain = text.lower().translate(_LIKE)
    if set(plain) - set(_CROCKFORD):
        raise ValueError("a letter that does not occur in this spelling")
    data = base64.b32decode(plain.translate(_FROM) + "=" * (-len(plain) % 8))
    if spell(data) != plain:
        raise ValueError("not the only spelling of its bytes")
    return data


def new_id() -> str:
    """A fresh random id of 128 bits; it tells nothing of when, where and by whom it was made."""
    return spell(secrets.token_bytes(16))


def is_id(text: str) -> bool:
    """Whether a text is an id, in its only spelling."""
    try:
        return len(text) == ID_LENGTH and spell(unspell(text)) == text
    except ValueError:
        return False
