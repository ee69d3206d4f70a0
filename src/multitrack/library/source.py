"""A file from outside, made safe to read: what it is by its content, unpacked within limits, proved to be UTF-8
text.

Invariant: nothing here trusts a name, a stated size or a stated encoding, and nothing is written outside the
work folder that the caller gives and removes. What comes out is a file that the table reader can open, or an
:class:`~multitrack.errors.InvalidFile` with the line and what to do.
"""

from __future__ import annotations

import codecs
import hashlib
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from multitrack.errors import InvalidFile, UsageError
from multitrack.i18n import _

__all__ = ["LINE_LIMIT", "RATIO_LIMIT", "UNPACKED_LIMIT", "Source", "open_source"]

CHUNK = 1 << 20
LINE_LIMIT = 2 * 1024 * 1024
"""Longest line read, in bytes; the longest of the published files is far under 100,000."""

UNPACKED_LIMIT = 4 * 1024**3
"""Largest file taken out of a zip archive, in bytes (GED has 0.3 GB)."""

RATIO_LIMIT = 200
"""How many times larger than packed a file in a zip archive may be, from 10 MB on (GED: about 12)."""

_RATIO_FROM = 10 * 1024 * 1024
_FOREIGN = {
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "Excel",
    b"%PDF": "PDF",
    b"7z\xbc\xaf": "7-Zip",
    b"RDX": "R",
    b"BZh": "bzip2",
}
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file ready to be read.

    Args:
        path: the file to open: the one given, or a copy in the work folder.
        name: base name of the file given, followed by the member's name for an archive; for messages.
        file: base name of the file given.
        sha256: SHA-256 of the bytes given.
        parquet: whether it is Parquet; else it is UTF-8 text without NUL and without overlong lines.
        mark: bytes of the byte order mark at its start.
    """

    path: Path
    name: str
    file: str
    sha256: str
    parquet: bool
    mark: int = 0


def open_source(file: Path, work: Path, encoding: str | None = None, progress: Progress | None = None) -> Source:
    """Make ``file`` safe to read.

    Args:
        file: CSV, a zip archive with one CSV or Parquet file in it, or Parquet; told by content.
        work: folder for copies.
        encoding: the encoding of the text where it is not UTF-8, by its Python name.
        progress: told what is being done.

    Raises:
        InvalidFile: the file cannot be read.
        UsageError: there is no such encoding.
    """
    say = progress or _silent
    say(_("reading {file}").format(file=file.name))
    try:
        if file.is_dir():
            raise InvalidFile(
                _("This is a folder."), place=file.name, advice=_("Nothing was added. Name one file in it.")
            )
        with file.open("rb") as stream:
            head = stream.read(8)
            stream.seek(0)
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InvalidFile(
            _("The file cannot be opened: {reason}.").format(reason=error.strerror or error),
            place=file.name,
            advice=_("Nothing was added. Check its name and whether you may read it."),
        ) from error
    path, name = file, file.name
    if head.startswith(b"PK"):
        say(_("unpacking {file}").format(file=file.name))
        path, member = _unpack(file, work)
        name = f"{file.name}/{member}"
        with path.open("rb") as stream:
            head = stream.read(8)
    _refuse_foreign(head, name)
    if head.startswith(b"PAR1"):
        return Source(path, name, file.name, sha256, parquet=True)
    if encoding is not None and _codec(encoding) != "utf-8":
        path = _transcode(path, work / "text.csv", encoding, name)
    say(_("checking the text of {file}").format(file=name))
    return Source(path, name, file.name, sha256, parquet=False, mark=_prove_text(path, name))


def _silent(_text: str) -> None:
    """Tell nobody."""


def _codec(encoding: str) -> str:
    """The canonical name of an encoding.

    Raises:
        UsageError: there is no such text encoding.
    """
    try:
        found = codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError) as error:
        raise UsageError(
            _("There is no text encoding called {name}.").format(name=encoding[:40]),
            place="encoding",
            advice=_("Common names: utf-8, latin-1, windows-1252, utf-16."),
        ) from error
    return found.name


def _refuse_foreign(head: bytes, name: str) -> None:
    if not head:
        raise InvalidFile(_("The file is empty."), place=name, advice=_("Nothing was added. Download it again."))
    for magic, what in _FOREIGN.items():
        if head.startswith(magic):
            raise InvalidFile(
                _("This is a {what} file, not a table.").format(what=what),
                place=name,
                advice=_("Nothing was added. Give the CSV, zipped CSV or Parquet file."),
            )


def _unpack(file: Path, work: Path) -> tuple[Path, str]:
    try:
        with zipfile.ZipFile(file) as archive:
            member = _only_member(archive, file.name)
            target = work / "unpacked"
            with archive.open(member) as packed, target.open("wb") as out:
                _copy_within(packed, out, f"{file.name}/{member.filename}")
            return target, member.filename
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InvalidFile(
            _("The zip archive is cut short or damaged."),
            place=file.name,
            advice=_("Nothing was added. Download it again, or unpack it yourself and give the file inside."),
        ) from error


def _only_member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    members = [item for item in archive.infolist() if not item.is_dir()]
    if len(members) != 1:
        raise InvalidFile(
            _("The zip archive holds {count} files; which one is meant cannot be told.").format(count=len(members)),
            place=name,
            advice=_("Nothing was added. Unpack it and give the one table in it."),
        )
    member = members[0]
    if any(sign in member.filename for sign in ("/", "\\", ":")) or member.filename.startswith("."):
        raise InvalidFile(
            _("The file in the zip archive names a place among folders, not just a file: {name}.").format(
                name=member.filename[:80]
            ),
            place=name,
            advice=_("Nothing was added. Unpack it and give the table in it."),
        )
    if member.flag_bits & 0x1:
        raise InvalidFile(
            _("The zip archive is locked with a password."),
            place=name,
            advice=_("Nothing was added. Unpack it and give the table in it."),
        )
    swollen = member.file_size > _RATIO_FROM and member.file_size > RATIO_LIMIT * max(1, member.compress_size)
    if member.file_size > UNPACKED_LIMIT or swollen:
        raise InvalidFile(
            _("The zip archive would unpack to {size} MB from {packed} kB.").format(
                size=member.file_size // 1_000_000, packed=member.compress_size // 1000
            ),
            place=name,
            advice=_(
                "Nothing was added. At most {limit} GB and {ratio} times the packed size are unpacked; "
                "if the file is what it should be, unpack it yourself."
            ).format(limit=UNPACKED_LIMIT // 1024**3, ratio=RATIO_LIMIT),
        )
    return member


def _copy_within(packed: IO[bytes], out: IO[bytes], name: str) -> None:
    # The size an archive states is a claim; what comes out is counted.
    total = 0
    while chunk := packed.read(CHUNK):
        total += len(chunk)
        if total > UNPACKED_LIMIT:
            raise InvalidFile(_("The zip archive unpacks to more than it states."), place=name)
        out.write(chunk)


def _transcode(path: Path, target: Path, encoding: str, name: str) -> Path:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as source, target.open("wb") as out:
        while True:
            chunk = source.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                raise InvalidFile(
                    _("The text is not {encoding}.").format(encoding=encoding),
                    place=_("{file}, after line {line}").format(file=name, line=line),
                    advice=_("Nothing was added. Give the encoding in which the file was saved."),
                ) from error
            line += text.count("\n")
            out.write(text.encode("utf-8"))
            if not chunk:
                return target


def _prove_text(path: Path, name: str) -> int:
    """Read the whole file once: UTF-8, no NUL, no overlong line. The length of the byte order mark."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = carried = 0
    with path.open("rb") as stream:
        head = stream.read(4)
        wide = next((encoding for mark, encoding in _WIDE.items() if head.startswith(mark)), None)
        if wide:
            raise InvalidFile(
                _("The text is UTF-16, not UTF-8."),
                place=name,
                advice=_("Nothing was added. Save it as UTF-8, or name its encoding: {name}.").format(name=wide),
            )
        stream.seek(0)
        while chunk := stream.read(CHUNK):
            if (at := chunk.find(b"\0")) >= 0:
                raise InvalidFile(
                    _("The file holds a NUL byte: it is not a text table, or it is damaged."),
                    place=_place(path, name, offset + at),
                    advice=_("Nothing was added. Give the CSV, zipped CSV or Parquet file as published."),
                )
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                # The decoder counts from the bytes it had kept back from the chunk before.
                kept = len(error.object) - len(chunk)
                raise _not_utf8(path, name, offset - kept + error.start) from error
            first = chunk.find(b"\n")
            carried = carried + len(chunk) if first < 0 else max(carried + first, 0)
            if carried > LINE_LIMIT:
                raise _overlong(path, name, offset)
            if first >= 0:
                carried = len(chunk) - chunk.rfind(b"\n") - 1
            offset += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _not_utf8(path, name, max(0, offset - 4)) from error
    return 3 if head.startswith(codecs.BOM_UTF8) else 0


def _overlong(path: Path, name: str, offset: int) -> InvalidFile:
    return InvalidFile(
        _("A line is longer than {limit} MB.").format(limit=LINE_LIMIT // 1024**2),
        place=_place(path, name, offset),
        advice=_("Nothing was added. A quotation mark may be missing, or the file is not a table."),
    )


def _not_utf8(path: Path, name: str, offset: int) -> InvalidFile:
    with path.open("rb") as stream:
        stream.seek(max(0, offset - 12))
        around = stream.read(32)
    shown = "".join(sign if sign.isprintable() else "?" for sign in around.decode("latin-1"))
    return InvalidFile(
        _("The text is not UTF-8; read as Latin-1 it says: {shown}").format(shown=shown),
        place=_place(path, name, offset),
        advice=_("Nothing was added. If that reads well, name the encoding: latin-1. Else save the file as UTF-8."),
    )


def _place(path: Path, name: str, offset: int) -> str:
    line, left = 1, offset
    with path.open("rb") as stream:
        while left > 0 and (chunk := stream.read(min(CHUNK, left))):
            line += chunk.count(b"\n")
            left -= len(chunk)
    return _("{file}, line {line}").format(file=name, line=line)
