"""Entry format 1: a signed header that tells nothing, and a body that tells all (``docs/format.md``).

Rules. The header holds the device, the sequence, the recorded time and a salted commitment, and nothing else; kind,
subject, words, author and marking lie in the body. Canonical or refused: every part is re-encoded and compared. A
body of format 1 has exactly the fields of format 1; one of a higher format is refused untouched. A kind or an act that
this program does not know is kept, and shown to its originator alone as unknown. An entry's id is drawn from its
commitment, so that it tells nothing of its place in the feed.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from multitrack.errors import NewerFormat, Tampered

from . import codec
from .keys import DeviceKey, verify
from .spelling import spell

__all__ = [
    "ACT_DEVICE",
    "ACT_ERASURE",
    "ACT_RECORD",
    "FORMAT",
    "Body",
    "Header",
    "Sealed",
    "commitment",
    "id_of",
    "read_body",
    "read_header",
    "seal",
    "signed_by",
    "write_body",
    "write_header",
]

FORMAT = 1
"""The entry format that this program writes."""
ACT_RECORD = "record"
ACT_ERASURE = "erasure"
ACT_DEVICE = "device"

_ENTRY_DOMAIN = b"multitrack entry 1\x00"
_BODY_DOMAIN = b"multitrack body 1\x00"
_DEVICE = codec.head(5, 4) + codec.head(3, 6) + b"device" + codec.head(2, 32)
_RECORDED = codec.head(3, 8) + b"recorded"
_SEQUENCE = codec.head(3, 8) + b"sequence"
_COMMITMENT = codec.head(3, 10) + b"commitment" + codec.head(2, 32)
_TEXTS = ("act", "author", "id", "kind", "origin", "program", "replaces")
_BODY_FIELDS = {*_TEXTS, "format", "marking", "record"}
_MAX_MILLIS = 253_402_300_799_999  # the last millisecond of the year 9999


@dataclass(frozen=True, slots=True)
class Header:
    """What an overseer sees of an entry."""

    device: bytes
    """The public key of the device that wrote it, 32 bytes."""
    sequence: int
    """Its place in the device's feed, from 0."""
    recorded: int
    """When it was recorded, in milliseconds since 1970 in UTC."""
    commitment: bytes
    """SHA-256 over the salt and the body, 32 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an entry says, and who may see it."""

    author: str
    marking: dict[str, Any]
    record: dict[str, Any]
    program: str
    act: str = ACT_RECORD
    kind: str = ""
    record_id: str = ""
    replaces: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it is kept: header, signature, and apart from them the salt and the body."""

    header: bytes
    signature: bytes
    salt: bytes
    body: bytes
    id: str
    """The entry's id, as :func:`id_of` draws it from the commitment."""

    @property
    def leaf(self) -> bytes:
        """What stands in the device's tree."""
        return self.header + self.signature


def write_body(body: Body) -> bytes:
    """The canonical bytes of a body.

    Raises:
        codec.NotCanonical: it holds a float or another thing without a place in the format, or is too big or deep.
    """
    return codec.encode(
        {
            "act": body.act,
            "author": body.author,
            "format": FORMAT,
            "id": body.record_id,
            "kind": body.kind,
            "marking": body.marking,
            "origin": body.origin,
            "program": body.program,
            "record": body.record,
            "replaces": body.replaces,
        }
    )


def read_body(data: bytes) -> Body:
    """The body that the bytes spell.

    Raises:
        Tampered: they are not the only spelling of a body.
        NewerFormat: they are of a higher format.
    """
    try:
        plain = codec.decode(data)
    except codec.NotCanonical as error:
        raise Tampered(f"the body of an entry cannot be read: {error}") from None
    number = plain.get("format") if isinstance(plain, dict) else None
    if type(number) is int and number > FORMAT:
        raise NewerFormat(f"an entry is of format {number}; this program reads up to {FORMAT}")
    if (
        number != FORMAT
        or type(number) is not int
        or plain.keys() != _BODY_FIELDS
        or not all(isinstance(plain[name], str) for name in _TEXTS)
        or not isinstance(plain["marking"], dict)
        or not isinstance(plain["record"], dict)
    ):
        raise Tampered("the body of an entry does not have the fields of format 1")
    return Body(
        author=plain["author"],
        marking=plain["marking"],
        record=plain["record"],
        program=plain["program"],
        act=plain["act"],
        kind=plain["kind"],
        record_id=plain["id"],
        replaces=plain["replaces"],
        origin=plain["origin"],
    )


def write_header(header: Header) -> bytes:
    """The canonical bytes of a header, which the device signs: a map whose keys stand in a fixed order."""
    return b"".join(
        (
            _DEVICE,
            header.device,
            _RECORDED,
            codec.head(0, header.recorded),
            _SEQUENCE,
            codec.head(0, header.sequence),
            _COMMITMENT,
            header.commitment,
        )
    )


def read_header(data: bytes) -> Header:
    """The header that the bytes spell.

    Raises:
        Tampered: they are not the only spelling of a header of format 1.
    """
    at = len(_DEVICE)
    try:
        device = data[at : at + 32]
        _major, recorded, at = codec.read_head(data, at + 32 + len(_RECORDED))
        _major, sequence, at = codec.read_head(data, at + len(_SEQUENCE))
        header = Header(device, sequence, recorded, data[at + len(_COMMITMENT) :])
        exact = len(device) == len(header.commitment) == 32 and write_header(header) == data
    except (codec.NotCanonical, IndexError):
        exact = False
    if not exact:
        raise Tampered("the header of an entry is not the only spelling of a header of format 1")
    if recorded > _MAX_MILLIS:
        raise Tampered("the header of an entry has a time after the year 9999")
    return header


def commitment(salt: bytes, body: bytes) -> bytes:
    """SHA-256 over the salt and the body. Without the salt nobody can try out a guess of the body."""
    return hashlib.sha256(_BODY_DOMAIN + salt + body).digest()


def id_of(committed: bytes) -> str:
    """The id of an entry: the first 128 bits of its commitment, as text."""
    return spell(committed[:16])


def seal(key: DeviceKey, *, sequence: int, recorded: int, body: bytes, salt: bytes = b"") -> Sealed:
    """Sign an entry. The salt is 32 fresh random bytes unless one is given."""
    salt = salt or secrets.token_bytes(32)
    committed = commitment(salt, body)
    header = write_header(Header(key.public, sequence, recorded, committed))
    return Sealed(header, key.sign(_ENTRY_DOMAIN, header), salt, body, id_of(committed))


def signed_by(device: bytes, header: bytes, signature: bytes) -> bool:
    """Whether the device signed these bytes as a header of format 1."""
    return verify(device, _ENTRY_DOMAIN, header, signature)
