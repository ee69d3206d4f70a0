"""Bytes as text: ids in lower-case base 32, and what people read out or type in Crockford's.

Rules. An id is 16 bytes written as 26 letters and digits (RFC 4648, lower case, no padding). On paper no letter is
taken for a digit: I and L are read as 1, O as 0, U does not occur, and case, hyphens and spaces do not matter
(Douglas Crockford, "Base 32"). What is read must be the only spelling of its bytes.
"""

from __future__ import annotations

import base64
import secrets

__all__ = ["ID_LENGTH", "from_paper", "is_id", "new_id", "spell", "to_paper", "unspell"]

ID_LENGTH = 26
"""The letters of an id."""

_RFC = "abcdefghijklmnopqrstuvwxyz234567"
_PAPER = "0123456789abcdefghjkmnpqrstvwxyz"
# Two letters at a time: the standard library's encoder is ten times slower, and every entry has an id.
_PAIRS = [one + other for one in _RFC for other in _RFC]
_TO_PAPER = str.maketrans(_RFC, _PAPER)
_FROM_PAPER = str.maketrans(_PAPER, _RFC)
_LIKE = str.maketrans({"i": "1", "l": "1", "o": "0", **dict.fromkeys("- \n\r\t")})


def spell(data: bytes) -> str:
    """Bytes as lower-case base 32, without padding."""
    length = -(-len(data) * 8 // 5)
    pairs = (length + 1) // 2
    number = int.from_bytes(data, "big") << pairs * 10 - len(data) * 8
    text = "".join([_PAIRS[number >> at & 1023] for at in range(pairs * 10 - 10, -1, -10)])
    return text[:length]


def unspell(text: str) -> bytes:
    """The bytes that a text spells.

    Raises:
        ValueError: it spells none, or is not their only spelling.
    """
    data = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    if spell(data) != text:
        raise ValueError("not the only spelling of its bytes")
    return data


def to_paper(data: bytes) -> str:
    """Bytes in capitals for paper, without gaps."""
    return spell(data).translate(_TO_PAPER).upper()


def from_paper(text: str) -> bytes:
    """The bytes that somebody typed from paper.

    Raises:
        ValueError: a letter does not occur in this spelling, or some are missing.
    """
    plain = text.lower().translate(_LIKE)
    if set(plain) - set(_PAPER):
        raise ValueError("a letter that does not occur in this spelling")
    return unspell(plain.translate(_FROM_PAPER))


def new_id() -> str:
    """A fresh random id of 128 bits; it tells nothing of when, where and by whom it was made."""
    return spell(secrets.token_bytes(16))


def is_id(text: str) -> bool:
    """Whether a text is an id, in its only spelling."""
    try:
        return len(text) == ID_LENGTH and len(unspell(text)) == 16
    except ValueError:
        return False
