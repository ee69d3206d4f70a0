"""Keys: from a passphrase to the file key, and the Ed25519 keys by which devices sign.

Rules. A passphrase becomes the file key by Argon2id (RFC 9106) at a cost that the file names, salted with the
file's first 16 bytes; it is normalised (NFKC) first, so that two keyboards type the same one. What a device signs
begins with words that say what it is, so that no signature over one thing passes for another. Keys for other ends
are drawn from the file key by HMAC under a label. Nothing here writes or keeps anything.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from enum import Enum

from multitrack.errors import UsageError

__all__ = ["KDFS", "DeviceKey", "Kdf", "derive", "file_key", "verify"]

KEY_BYTES = 32


class Kdf(Enum):
    """How dear it is to guess a passphrase once: Argon2id's parameters, and the byte that names them in the file."""

    STANDARD = (1, 256 * 1024, 3, 4)
    """About half a second and 256 MiB for every guess."""
    PUBLIC = (2, 8 * 1024, 1, 1)
    """For the demo and tests, whose passphrase is public: cheap, and no protection."""

    def __init__(self, code: int, memory_kib: int, passes: int, lanes: int) -> None:
        self.code = code
        self.memory_kib = memory_kib
        self.passes = passes
        self.lanes = lanes


KDFS = {kdf.code: kdf for kdf in Kdf}
"""By the byte in the file."""


def file_key(passphrase: str, salt: bytes, kdf: Kdf) -> bytes:
    """The 32 bytes that open the file.

    Raises:
        UsageError: the passphrase is empty.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    text = unicodedata.normalize("NFKC", passphrase)
    if not text.strip():
        raise UsageError("the passphrase is empty", advice="Nothing was opened or created. Give one of several words.")
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=kdf.passes,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    ).derive(text.encode("utf-8"))


def derive(key: bytes, label: str) -> bytes:
    """Another key of 32 bytes, drawn from the file key for the end that the label names."""
    return hmac.new(key, b"multitrack " + label.encode(), hashlib.sha256).digest()


class DeviceKey:
    """The key by which one device signs its feed.

    Args:
        seed: its 32 secret bytes; fresh ones if not given.
    """

    __slots__ = ("_secret", "public", "seed")

    def __init__(self, seed: bytes | None = None) -> None:
        from nacl.bindings import crypto_sign_seed_keypair

        self.seed = seed if seed is not None else secrets.token_bytes(KEY_BYTES)
        self.public, self._secret = crypto_sign_seed_keypair(self.seed)

    def sign(self, domain: bytes, message: bytes) -> bytes:
        """The signature of 64 bytes over the domain and the message."""
        from nacl.bindings import crypto_sign

        return bytes(crypto_sign(domain + message, self._secret)[:64])


def verify(public: bytes, domain: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the device with this public key signed the message under this domain."""
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import CryptoError

    if len(public) != KEY_BYTES or len(signature) != 64:
        return False
    try:
        crypto_sign_open(signature + domain + message, public)
    except (CryptoError, ValueError):
        return False
    return True
