"""A second implementation of entry format 1, written from ``docs/format.md`` alone, on other parts: cbor2, hashlib,
cryptography. It shares no code with the program."""

from __future__ import annotations

import hashlib
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
BODY_FIELDS = {"act", "author", "format", "id", "kind", "marking", "origin", "program", "record", "replaces"}


def canonical(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def strict(data: bytes) -> Any:
    value = cbor2.loads(data)
    if canonical(value) != data:
        raise ValueError("another spelling")
    return value


def allowed(value: Any, depth: int = 0) -> bool:
    if value is None or isinstance(value, str | bool):
        return True
    if isinstance(value, int):
        return -(2**64) <= value < 2**64
    if depth >= 32:
        return False
    if isinstance(value, list):
        return all(allowed(item, depth + 1) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and allowed(item, depth + 1) for key, item in value.items())
    return False


def refusal(header: bytes, signature: bytes, salt: bytes, body: bytes) -> str | None:
    """Why an entry is refused: at its header, signature, commitment or body, or as newer; None where it holds."""
    try:
        said = strict(header)
        sizes = [(type(said["device"]), len(said["device"])), (type(said["commitment"]), len(said["commitment"]))]
        fits = said.keys() == {"device", "sequence", "recorded", "commitment"} and sizes == [(bytes, 32)] * 2
        fits = fits and all(type(said[name]) is int and said[name] >= 0 for name in ("sequence", "recorded"))
        if not fits or said["recorded"] > 253402300799999:
            return "header"
    except Exception:  # noqa: BLE001 - whatever cbor2 says, it is refused
        return "header"
    try:
        Ed25519PublicKey.from_public_bytes(said["device"]).verify(signature, b"multitrack entry 1\x00" + header)
    except InvalidSignature:
        return "signature"
    if hashlib.sha256(b"multitrack body 1\x00" + salt + body).digest() != said["commitment"]:
        return "commitment"
    try:
        plain = strict(body)
        if not allowed(plain) or len(body) > 1 << 20:
            return "body"
        if type(plain["format"]) is int and plain["format"] > 1:
            return "newer"
        texts = BODY_FIELDS - {"format", "marking", "record"}
        fits = plain.keys() == BODY_FIELDS and plain["format"] == 1 and type(plain["format"]) is int
        fits = fits and all(isinstance(plain[name], str) for name in texts)
        if not fits or not isinstance(plain["marking"], dict) or not isinstance(plain["record"], dict):
            return "body"
    except Exception:  # noqa: BLE001 - whatever cbor2 says, it is refused
        return "body"
    return None


def make(seed: bytes, sequence: int, recorded: int, salt: bytes, says: dict[str, Any]) -> dict[str, str]:
    """The parts of an entry, in hexadecimal, made from what it says."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    body = canonical(says)
    committed = hashlib.sha256(b"multitrack body 1\x00" + salt + body).digest()
    device = key.public_key().public_bytes_raw()
    header = canonical({"device": device, "sequence": sequence, "recorded": recorded, "commitment": committed})
    signature = key.sign(b"multitrack entry 1\x00" + header)
    leaf = hashlib.sha256(b"\x00" + header + signature).digest()
    parts = {"body": body, "commitment": committed, "header": header, "signature": signature, "leaf": leaf}
    return {**{name: data.hex() for name, data in parts.items()}, "id": spell(committed[:16])}


def spell(data: bytes) -> str:
    bits = len(data) * 8
    number = int.from_bytes(data, "big") << (-bits % 5)
    length = -(-bits // 5)
    return "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(length)))


def unspell(text: str, length: int) -> bytes:
    number = 0
    for letter in text:
        number = number << 5 | ALPHABET.index(letter)
    return (number >> len(text) * 5 - length * 8).to_bytes(length, "big")
