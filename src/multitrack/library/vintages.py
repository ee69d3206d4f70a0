"""Vintages: published data as it stood in one file, kept for ever and never changed.

Invariant: the name of a vintage says which bytes it came from, and ``vintage.json`` says the hash of what is
kept. A vintage is read only if that hash still holds. It comes into being by one rename, so there is no half
of one.

Layout of a library, format 1::

    vintages/ucdp-ged-0123456789ab/data.parquet
    vintages/ucdp-ged-0123456789ab/vintage.json
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

import msgspec

from multitrack.errors import DamagedVintage, NewerFormat
from multitrack.i18n import _

__all__ = [
    "DATA",
    "FACTS",
    "FOLDER",
    "FORMAT",
    "Vintage",
    "file_hash",
    "read_vintage",
    "verify",
    "vintage_name",
    "vintages_in",
    "write_facts",
]

FORMAT = 1
"""Number of the layout that this program writes and reads."""

FOLDER = "vintages"
DATA = "data.parquet"
FACTS = "vintage.json"


class Vintage(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about one vintage.

    Args:
        name: name of its folder: kind and the first twelve digits of ``source_sha256``.
        kind: kind of dataset, as in :data:`multitrack.library.readers.READERS`.
        publisher_version: the publisher's version, where the file states it.
        source_file: base name of the file that was added.
        source_sha256: SHA-256 of that file's bytes.
        data_sha256: SHA-256 of ``data.parquet``.
        rows: rows kept.
        added_on: when it was added (UTC).
        available_on: day on which the publisher published it, if known.
        covers_from: first day covered, if the kind has days.
        covers_to: last day covered.
        licence: the publisher's licence.
        citation: what to cite.
        attribution: one line for pages.
        notes: what a reader of the data must know, as said by whoever added it.
        counts: what was counted in the file, by the code of the reader's note.
        partial: the file was cut down before it came here, so that counts are not totals.
        format: number of the layout.
        program: version of the program that wrote it.
    """

    name: str
    kind: str
    publisher_version: str | None
    source_file: str
    source_sha256: str
    data_sha256: str
    rows: int
    added_on: datetime
    available_on: date | None
    covers_from: date | None
    covers_to: date | None
    licence: str
    citation: str
    attribution: str
    notes: tuple[str, ...] = ()
    counts: dict[str, int] = {}
    partial: bool = False
    format: int = FORMAT
    program: str = ""

    @property
    def counts_from(self) -> date:
        """The day from which this vintage counts as published: the stated day, or else the day it was added."""
        return self.available_on or self.added_on.date()


class _Header(msgspec.Struct):
    format: int


def vintage_name(kind: str, source_sha256: str) -> str:
    """The folder name of a vintage."""
    return f"{kind}-{source_sha256[:12]}"


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_facts(folder: Path, vintage: Vintage) -> None:
    """Write ``vintage.json`` into a folder that is being prepared."""
    text = msgspec.json.format(msgspec.json.encode(vintage), indent=2)
    (folder / FACTS).write_bytes(text + b"\n")


def read_vintage(folder: Path) -> Vintage:
    """The facts of the vintage in ``folder``.

    Raises:
        DamagedVintage: a part is missing or cannot be read.
        NewerFormat: a newer program wrote it.
    """
    place = f"{folder.name}/{FACTS}"
    try:
        raw = (folder / FACTS).read_bytes()
        written = msgspec.json.decode(raw, type=_Header).format
    except (OSError, msgspec.MsgspecError) as error:
        raise DamagedVintage(_("The facts of this vintage cannot be read."), place=place) from error
    if written > FORMAT:
        raise NewerFormat(
            _("This vintage has format {written}; this program reads up to format {known}.").format(
                written=written, known=FORMAT
            ),
            place=place,
            advice=_("The library was not changed. Use a newer Multitrack, or add the published file to another one."),
        )
    try:
        vintage = msgspec.json.decode(raw, type=Vintage)
    except msgspec.MsgspecError as error:
        raise DamagedVintage(_("The facts of this vintage cannot be read."), place=place) from error
    if vintage.name != folder.name or not (folder / DATA).is_file():
        raise DamagedVintage(_("The folder of this vintage and its facts do not belong together."), place=place)
    return vintage


def vintages_in(library: Path) -> list[Vintage]:
    """The vintages of a library, later ones last: by the day they count as published, then by when they were added."""
    folder = library / FOLDER
    # A name that begins with a dot is one being prepared, or what an interrupted addition left: it is not read.
    found = [read_vintage(entry) for entry in sorted(folder.iterdir()) if entry.is_dir() and entry.name[0] != "."]
    return sorted(found, key=lambda vintage: (vintage.counts_from, vintage.added_on, vintage.name))


def verify(library: Path, vintage: Vintage) -> Path:
    """The data file of ``vintage``, after checking that it still has the recorded hash.

    Raises:
        DamagedVintage: the file differs or cannot be read.
    """
    path = library / FOLDER / vintage.name / DATA
    try:
        found = file_hash(path)
    except OSError as error:
        raise DamagedVintage(_("The data of this vintage cannot be read."), place=vintage.name) from error
    if found != vintage.data_sha256:
        raise DamagedVintage(
            _("The data of this vintage is not what was added: its hash differs from the recorded one."),
            place=f"{vintage.name}/{DATA}",
        )
    return path
