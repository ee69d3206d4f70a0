"""The private notebook: what is not recorded yet, unsigned, in no tree, and truly deleted when it goes.

Rules. A draft belongs to the owner of the file and passes no gate, because nobody else is ever shown it. Nothing signed
tells that there was one. Its words lie in pages of their own, which are overwritten when they are freed, and the
write-ahead log is emptied. Committing records it and takes it out, in one transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from multitrack.clock import Clock, to_millis
from multitrack.errors import InvalidRecord
from multitrack.i18n import _
from multitrack.vocabulary import Marking, decode_hook, kind_of, plain, read_record

from . import codec, schema, traces
from .container import PAGE
from .people import absent
from .spelling import spell, unspell
from .statement import Draft, Receipt
from .store import Store
from .writer import Pen

__all__ = ["Notebook"]

_PAD = bytes(PAGE)


class Notebook:
    """The drafts of one file; :attr:`multitrack.ledger.Ledger.notebook`."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        pen: Callable[[], AbstractContextManager[Pen]],
        append: Callable[[Pen, Sequence[Draft]], list[Receipt]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._pen = pen
        self._append = append

    def add(self, draft: Draft) -> str:
        """Note a draft. Returns its id in the notebook.

        Raises:
            InvalidRecord: it breaks a rule of the vocabulary, or is too big.
        """
        words = self._words(draft)
        number = secrets.randbits(62)
        with self._store.write() as connection:
            connection.execute(insert(schema.draft).values(n=number, pad=_PAD, words=words))
        return _id(number)

    def list(self) -> list[tuple[str, Draft]]:
        """All drafts with their ids, the last changed first."""
        with self._store.read() as connection:
            rows = connection.execute(select(schema.draft.c.n, schema.draft.c.words)).all()
        said = sorted(
            ((codec.decode(row.words)["saved"], _id(row.n), _draft(row)) for row in rows), key=lambda item: item[:2]
        )
        return [(note_id, draft) for _saved, note_id, draft in reversed(said)]

    def get(self, note_id: str) -> Draft:
        """One draft.

        Raises:
            NotFound: there is none of this id.
        """
        with self._store.read() as connection:
            return _draft(_row(connection, note_id))

    def change(self, note_id: str, draft: Draft) -> None:
        """Put another draft in its place; of the former one nothing is left.

        Raises:
            NotFound: there is none of this id.
            InvalidRecord: it breaks a rule of the vocabulary, or is too big.
        """
        words = self._words(draft)
        with self._store.write() as connection:
            row = _row(connection, note_id)
            connection.execute(update(schema.draft).where(schema.draft.c.n == row.n).values(words=words))
            traces.leave(connection)
        traces.remove(self._store)

    def delete(self, note_id: str) -> None:
        """Delete a draft; nothing of it is left.

        Raises:
            NotFound: there is none of this id.
        """
        with self._store.write() as connection:
            _take_out(connection, note_id)
        traces.remove(self._store)

    def commit(self, note_id: str) -> Receipt:
        """Record a draft and take it out of the notebook.

        Raises:
            NotFound: there is none of this id.
            Conflict: what it replaces is not what stands now; it stays in the notebook.
        """
        with self._pen() as pen:
            draft = _draft(_take_out(pen.connection, note_id))
            receipt = self._append(pen, [draft])[0]
        traces.remove(self._store)
        return receipt

    def _words(self, draft: Draft) -> bytes:
        record = plain(draft.record)
        read_record(record)
        words = {
            "marking": plain(draft.marking),
            "origin": draft.origin,
            "record": record,
            "record_id": draft.record_id,
            "replaces": draft.replaces,
            "saved": to_millis(self._clock()),
        }
        try:
            return codec.encode(words)
        except codec.NotCanonical as error:
            raise InvalidRecord(f"{kind_of(draft.record)}: {error}") from None


def _take_out(connection: Connection, note_id: str) -> Any:
    row = _row(connection, note_id)
    connection.execute(delete(schema.draft).where(schema.draft.c.n == row.n))
    traces.leave(connection)
    return row


def _id(number: int) -> str:
    return spell(number.to_bytes(8, "big"))


def _row(connection: Connection, note_id: str) -> Any:
    try:
        number = int.from_bytes(unspell(note_id), "big")
    except ValueError:
        number = -1
    table = schema.draft
    query = select(table.c.n, table.c.words).where(table.c.n == (number if number < 1 << 63 else -1))
    row = connection.execute(query).first()
    if row is None or _id(row.n) != note_id:
        raise absent(note_id)
    return row


def _draft(row: Any) -> Draft:
    words = codec.decode(row.words)
    try:
        marking = msgspec.convert(words["marking"], Marking, dec_hook=decode_hook)
    except msgspec.ValidationError:
        raise InvalidRecord(_("the marking breaks a rule of the vocabulary"), place=_id(row.n)) from None
    return Draft(
        record=read_record(words["record"], place=_id(row.n)),
        marking=marking,
        record_id=words["record_id"],
        replaces=words["replaces"],
        origin=words["origin"],
    )
