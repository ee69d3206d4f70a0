"""The outside of a ledger file: its first 16 bytes, and telling files apart before anything is written.

Rules. The file begins with ``MTRK``, the format number, a byte that says how the passphrase becomes the key, and 10
random bytes; all 16 are the salt of the passphrase and of SQLCipher. So one look tells another program's file and a
newer format, and a page's seal (SQLCipher 4: HMAC-SHA512 over the encrypted page, its initialisation vector and its
number, keyed from the file key) tells a wrong key from a damaged page, without opening the database and without
writing. Source: Zetetic, "SQLCipher Design".
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from multitrack.errors import NewerFormat, NotAWorkspace, Tampered, WrongPassphrase
from multitrack.i18n import _

from .keys import KDFS, Kdf

__all__ = [
    "FORMAT",
    "HEAD",
    "PAGE",
    "check_key",
    "check_log",
    "damaged_pages",
    "has_log",
    "kdf_of",
    "new_head",
    "read_head",
]

FORMAT = 1
"""The file format that this program writes."""
HEAD = 16
"""The bytes at the beginning that are not encrypted."""
PAGE = 4096
"""The bytes of one page."""

_MAGIC = b"MTRK"
_SEAL = 64
_PROBES = 64
_LOG_HEAD = 32
_FRAME_HEAD = 24


def new_head(kdf: Kdf) -> bytes:
    """The first bytes of a new file."""
    return _MAGIC + bytes([FORMAT, kdf.code]) + secrets.token_bytes(HEAD - 6)


def kdf_of(head: bytes) -> Kdf:
    """How the passphrase of this file becomes its key."""
    return KDFS[head[5]]


def read_head(path: Path) -> bytes:
    """The first bytes of the file, once they are sure to be those of a ledger that this program reads.

    Raises:
        NotAWorkspace: no such file, another program's, or one that is cut off.
        NewerFormat: written in a later format.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            size = file.seek(0, 2)
    except OSError as error:
        why = _("there is no workspace here") if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise NotAWorkspace(why, place=str(path)) from None
    if head[: len(_MAGIC)] != _MAGIC:
        raise NotAWorkspace(_("this is not a workspace: the file is another program's, or damaged"), place=str(path))
    if len(head) > 4 and head[4] > FORMAT:
        raise NewerFormat(
            _("the file is of format {found}; this program reads up to {known}").format(found=head[4], known=FORMAT),
            place=str(path),
        )
    if len(head) == HEAD and (head[4] != FORMAT or head[5] not in KDFS):
        raise NotAWorkspace(_("the beginning of the file is damaged"), place=str(path))
    if size < PAGE or (size % PAGE and not has_log(path)):
        raise NotAWorkspace(_("the file is cut off: its end is missing"), place=str(path))
    return head


def check_key(path: Path, head: bytes, key: bytes) -> None:
    """See whether the key opens the file.

    Raises:
        WrongPassphrase: no page carries the seal of this key.
        Tampered: the first page is damaged, while others carry the seal of this key.
    """
    seal_key = _seal_key(head, key)
    with path.open("rb") as file:
        if _sealed(file, 1, seal_key):
            return
        pages = file.seek(0, 2) // PAGE
        step = max(1, pages // _PROBES)
        right_key = any(_sealed(file, number, seal_key) for number in range(2, pages + 1, step))
    if not right_key:
        raise WrongPassphrase(_("the passphrase or kit does not open the file"), place=str(path))
    if not has_log(path):
        raise Tampered(_("the first page of the file is damaged"), place=str(path))


def check_log(path: Path, head: bytes, key: bytes) -> None:
    """See whether a write-ahead log beside the file is this file's own, by the first frame that SQLite would read.

    SQLite asks a log for no key: it would fold the pages of another file into this one, and destroy both.

    Raises:
        Tampered: it was sealed under another key; nothing was changed.
    """
    log = path.with_name(path.name + "-wal")
    if not has_log(path):
        return
    with log.open("rb") as file:
        start, frame = file.read(_LOG_HEAD), file.read(_FRAME_HEAD + PAGE)
    page, number = frame[_FRAME_HEAD:], int.from_bytes(frame[:4], "big")
    # What a power cut tore has no right sum, and SQLite leaves it out.
    read = len(page) == PAGE and frame[8:16] == start[16:24] and _log_sum(start, frame[:8] + page) == frame[16:24]
    if read and not _holds(page, number, _seal_key(head, key)):
        advice = _("Nothing was changed. Move that log elsewhere, keep it, and open the file again.")
        raise Tampered(_("the log beside the file is another file's, or altered"), place=str(log), advice=advice)


def _log_sum(start: bytes, data: bytes) -> bytes:
    """The sum of a log's first frame. Source: SQLite, "Database File Format", section 4.2."""
    one, two = struct.unpack(">II", start[24:32])
    for first, second in struct.iter_unpack(">II" if start[3] & 1 else "<II", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return struct.pack(">II", one, two)


def damaged_pages(path: Path, head: bytes, key: bytes) -> Iterator[int]:
    """The numbers, from 1, of all pages whose seal does not hold; what hangs over the last page counts as one."""
    seal_key = _seal_key(head, key)
    with path.open("rb") as file:
        size = file.seek(0, 2)
        for number in range(1, -(-size // PAGE) + 1):
            if not _sealed(file, number, seal_key):
                yield number


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file, as after a crash or while it is open."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _seal_key(head: bytes, key: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in head), 2, 32)


def _sealed(file: BinaryIO, number: int, seal_key: bytes) -> bool:
    file.seek((number - 1) * PAGE)
    page = file.read(PAGE)
    return len(page) == PAGE and _holds(page, number, seal_key)


def _holds(page: bytes, number: int, seal_key: bytes) -> bool:
    body = page[HEAD if number == 1 else 0 : -_SEAL]
    found = hmac.new(seal_key, body + number.to_bytes(4, "little"), hashlib.sha512).digest()
    return hmac.compare_digest(found, page[-_SEAL:])
