"""Canonical bytes: the subset of DAG-CBOR that entry format 1 is written in.

Rules. One value has one spelling: what is read is written again and compared, and any difference is refused. There
are texts, whole numbers (64 bits), yes and no, nothing, lists and maps with text keys; floats, links and tags are
refused everywhere, and byte strings in bodies too, because libipld writes bytes that look like a content identifier
as a link. Headers and checkpoints, which need byte strings, are flat maps written here by hand. This is the only
file that knows libipld; the tests read and write the same bytes with cbor2. Source: IPLD, DAG-CBOR specification;
RFC 8949, section 4.2.
"""

from __future__ import annotations

from typing import Any

import libipld

__all__ = [
    "MAX_BODY",
    "MAX_DEPTH",
    "NotCanonical",
    "decode",
    "decode_flat",
    "encode",
    "encode_flat",
    "head",
    "read_head",
]

MAX_BODY = 1 << 20
"""The most bytes that one body may have."""
MAX_DEPTH = 32
"""The deepest nesting of lists and maps in a body."""

_WORD = 1 << 64
_PLAIN = frozenset({str, int, bool, type(None)})
_NESTS = frozenset({dict, list})


class NotCanonical(ValueError):
    """The bytes or the value have no place in format 1; the text says why, never what stood there."""


def encode(value: Any) -> bytes:
    """The one spelling of a value; tuples are written as lists.

    Raises:
        NotCanonical: it holds a float, bytes, or another thing without a place in the format, or is too big or deep.
    """
    try:
        data: bytes = libipld.encode_dag_cbor(_checked(value, 0))
    except (ValueError, RecursionError) as error:
        raise NotCanonical(_why(error)) from None
    if len(data) > MAX_BODY:
        raise NotCanonical(f"larger than {MAX_BODY} bytes")
    return data


def decode(data: bytes) -> Any:
    """The value whose one spelling the bytes are.

    Raises:
        NotCanonical: they are not DAG-CBOR, or not its only spelling, or hold what the format leaves out.
    """
    if len(data) > MAX_BODY:
        raise NotCanonical(f"larger than {MAX_BODY} bytes")
    try:
        value = libipld.decode_dag_cbor(data)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(_why(error)) from None
    _look(value, 0)
    if libipld.encode_dag_cbor(value) != data:
        raise NotCanonical("not the only spelling of its value")
    return value


def _look(value: Any, depth: int) -> None:
    """The checks of :func:`_checked` on what the decoder made: plain lists and maps, of which no copy is needed."""
    items = value.values() if type(value) is dict else value if type(value) is list else (value,)
    if type(value) in _NESTS:
        depth += 1
        if depth > MAX_DEPTH:
            raise NotCanonical(f"nested deeper than {MAX_DEPTH}")
    for item in items:
        kind = type(item)
        if kind in _NESTS:
            _look(item, depth)
        elif kind not in _PLAIN:
            raise NotCanonical(f"a {kind.__name__} has no place in the format")


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, NotCanonical) else "not DAG-CBOR"


def _checked(value: Any, depth: int) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if depth >= MAX_DEPTH:
        raise NotCanonical(f"nested deeper than {MAX_DEPTH}")
    if kind is dict:
        return {key: _checked(item, depth + 1) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [_checked(item, depth + 1) for item in value]
    if isinstance(value, str):
        return str(value)
    raise NotCanonical(f"a {kind.__name__} has no place in the format")


def encode_flat(fields: dict[str, int | bytes]) -> bytes:
    """The one spelling of a map of whole numbers (0 to 2^64-1) and byte strings, keys in DAG-CBOR's order."""
    parts = [head(5, len(fields))]
    for key in sorted(fields, key=lambda name: (len(name.encode()), name.encode())):
        item = fields[key]
        parts += [head(3, len(key.encode())), key.encode()]
        parts += [head(2, len(item)), item] if isinstance(item, bytes) else [head(0, item)]
    return b"".join(parts)


def decode_flat(data: bytes) -> dict[str, int | bytes]:
    """The inverse of :func:`encode_flat`.

    Raises:
        NotCanonical: the bytes are not the only spelling of such a map.
    """
    found: dict[str, int | bytes] = {}
    try:
        major, count, at = read_head(data, 0)
        if major != 5 or count > len(data):
            raise NotCanonical("not a map")
        for _ in range(count):
            major, size, at = read_head(data, at)
            key = data[at : at + size].decode("utf-8")
            major, number, at = read_head(data, at + size)
            if major == 2:
                found[key] = data[at : at + number]
                at += number
            elif major == 0:
                found[key] = number
            else:
                raise NotCanonical("neither a number nor bytes")
    except (IndexError, UnicodeDecodeError):
        raise NotCanonical("not DAG-CBOR") from None
    if encode_flat(found) != data:
        raise NotCanonical("not the only spelling of its value")
    return found


def head(major: int, number: int) -> bytes:
    """How an item of a major type begins: its number, length or count, in the fewest bytes."""
    if not 0 <= number < _WORD:
        raise NotCanonical("a number out of range")
    if number < 24:
        return bytes([major << 5 | number])
    for extra, width in enumerate((1, 2, 4, 8), start=24):
        if number < 1 << 8 * width:
            return bytes([major << 5 | extra]) + number.to_bytes(width, "big")
    raise AssertionError("unreachable: the range was checked")


def read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """The inverse of :func:`head`: major type, number, and where what follows begins.

    Raises:
        NotCanonical: the bytes end, or the length is not definite.
        IndexError: there are no bytes at this place.
    """
    major, short = data[at] >> 5, data[at] & 31
    if short < 24:
        return major, short, at + 1
    if short > 27:
        raise NotCanonical("a length that is not definite")
    width = 1 << (short - 24)
    if at + 1 + width > len(data):
        raise NotCanonical("not DAG-CBOR")
    return major, int.from_bytes(data[at + 1 : at + 1 + width], "big"), at + 1 + width
