"""What somebody with the key finds in the bytes of a ledger file: every page of it and of its write-ahead log,
decrypted.

Written from the description of SQLCipher 4 alone: AES-256-CBC, the initialisation vector and the seal in the last
80 bytes of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVED = 80


def pages(path: Path, key: bytes) -> Iterator[bytes]:
    data = path.read_bytes()
    for at in range(0, len(data), PAGE):
        yield plain(data[at : at + PAGE], key, first=at == 0)
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes()[32:] if log.exists() else b""
    for at in range(0, len(frames), PAGE + 24):
        page = frames[at + 24 : at + 24 + PAGE]
        if len(page) == PAGE:
            yield plain(page, key, first=frames[at : at + 4] == b"\x00\x00\x00\x01")


def plain(page: bytes, key: bytes, *, first: bool) -> bytes:
    vector = page[-RESERVED : -RESERVED + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[16 if first else 0 : -RESERVED])


def holds(path: Path, key: bytes, *words: str) -> list[str]:
    """Which of the words stand anywhere in the decrypted pages."""
    whole = b"".join(pages(path, key))
    return [word for word in words if word.encode() in whole]


def left_in_clear(folder: Path, *words: str) -> list[tuple[str, str]]:
    """Which of the words stand in which file of a folder, as they are."""
    found = []
    for item in sorted(folder.rglob("*")):
        if item.is_file():
            data = item.read_bytes()
            found += [
                (item.name, word)
                for word in words
                for spelt in (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode())
                if spelt in data
            ]
    return found
