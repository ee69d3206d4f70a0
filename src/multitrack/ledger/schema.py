"""The tables inside a ledger file.

Rules. ``entry`` and ``body`` are the history; ``statement``, ``subject``, ``replaced`` and ``marking`` are an index
that can be computed from it, and :mod:`.verify` does so. Header and body stand apart, so that a body can be erased
while the tree goes on to verify. Times are milliseconds since 1970 in UTC. ``n`` counts the entries of this file,
whichever device wrote them; it is nobody's business outside this room.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import UserDefinedType

__all__ = [
    "body",
    "checkpoint",
    "device",
    "draft",
    "entry",
    "finding",
    "marking",
    "meta",
    "replaced",
    "statement",
    "subject",
    "subtree",
    "tables",
]

tables = MetaData()


class _Bytes(UserDefinedType[bytes]):
    """Bytes as they are: the driver takes and gives them, and wrapping each one costs a tenth of an append."""

    cache_ok = True

    def get_col_spec(self, **_more: Any) -> str:
        """The type's name in SQL."""
        return "BLOB"


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False)


def _bytes(name: str, *, nullable: bool = False, unique: bool = False) -> Column[bytes]:
    return Column(name, _Bytes, nullable=nullable, unique=unique)


# Facts about the file: its format, the member who owns it, its office, whether a kit was made.
meta = Table("meta", tables, _text("name", key=True), _bytes("value"), sqlite_strict=True)

# One row a feed. `seed` is the secret key of the device that writes now; those of former devices are deleted.
device = Table(
    "device",
    tables,
    _number("id", key=True),
    _bytes("public", unique=True),
    _bytes("seed", nullable=True),
    _number("size"),
    _bytes("peaks"),
    _number("last"),
    sqlite_strict=True,
)

entry = Table(
    "entry",
    tables,
    _number("n", key=True),
    _number("device"),
    _number("sequence"),
    _bytes("header"),
    _bytes("signature"),
    Index("entry_place", "device", "sequence", unique=True),
    sqlite_strict=True,
)

body = Table("body", tables, _number("n", key=True), _bytes("salt"), _bytes("body"), sqlite_strict=True)

# The marking stands before the time in every index: a question goes straight to the markings it was given, so that rows
# under others cost it nothing and their number shows in no timing.
statement = Table(
    "statement",
    tables,
    _number("n", key=True),
    Column("entry", Text, nullable=False, unique=True),
    _text("record_id"),
    _text("kind"),
    _text("origin"),
    _number("recorded"),
    _number("marking"),
    Index("statement_record", "record_id", "marking"),
    Index("statement_kind", "kind", "marking", "recorded"),
    Index("statement_marking", "marking", "recorded"),
    sqlite_strict=True,
)
Index("statement_origin", statement.c.origin, sqlite_where=statement.c.origin != "")

subject = Table(
    "subject",
    tables,
    _text("record_id", key=True),
    _number("marking", key=True),
    _number("recorded", key=True),
    _number("n", key=True),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
Index("subject_entry", subject.c.n)

# Which entries were replaced, by which, when. The row outlives the erasure of the newer entry: what was corrected does
# not come back because the correction is erased.
replaced = Table(
    "replaced",
    tables,
    _text("entry", key=True),
    _number("n", key=True),
    _number("recorded"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)

Index("replaced_by", replaced.c.n)

marking = Table("marking", tables, _number("id", key=True), _bytes("canonical", unique=True), sqlite_strict=True)

# The full subtrees of each feed from a stated level up, so that a proof reads few leaves.
subtree = Table(
    "subtree",
    tables,
    _number("device", key=True),
    _number("level", key=True),
    _number("position", key=True),
    _bytes("hash"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)

# The last signed checkpoint of each feed on each day.
checkpoint = Table(
    "checkpoint",
    tables,
    _number("device", key=True),
    _number("day", key=True),
    _bytes("message"),
    _bytes("signature"),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)

# The private notebook. `pad` fills what SQLite keeps of a row inside a shared page, so that the words lie in pages of
# their own, which are overwritten as soon as they are freed.
draft = Table("draft", tables, _number("n", key=True), _bytes("pad"), _bytes("words"), sqlite_strict=True)

finding = Table(
    "finding", tables, _text("code", key=True), _number("at", key=True), sqlite_with_rowid=False, sqlite_strict=True
)
