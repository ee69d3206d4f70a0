"""From drafts to entries: what is refused, and what is written in one transaction.

Rules. All drafts of a call are recorded, or none. The originator of a marking is who records; a draft that says
otherwise is refused. A correction names an entry that stands now; if it was replaced meanwhile, nothing is written
unless the writer asks for the two to stand beside each other. A record keeps its kind. Only the originator lowers a
marking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, insert, select

import multitrack
from multitrack.clock import from_millis
from multitrack.errors import Conflict, InvalidRecord
from multitrack.i18n import _
from multitrack.vocabulary import Marking, join, kind_of, plain, read_record

from . import codec, feeds, schema
from .entry import ACT_RECORD, Body, write_body
from .gate import sound
from .index import Indexed, index_of
from .interning import Interning, canonical
from .spelling import is_id, new_id
from .statement import Draft, Receipt

__all__ = ["Prepared", "lowers", "prepare", "prepare_act", "resolve", "write"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft that may be written: its bytes and by what it is found."""

    body: bytes
    index: Indexed | None


def prepare(draft: Draft, author: str) -> Prepared:
    """The body of one draft.

    Raises:
        InvalidRecord: the record or the marking breaks a rule of the vocabulary, or names another originator.
    """
    kind = kind_of(draft.record)
    data = plain(draft.record)
    record = read_record(data)
    marking = _marked(draft.marking, author, kind)
    body = Body(
        author=author,
        marking=plain(marking),
        record=data,
        program=multitrack.__version__,
        act=ACT_RECORD,
        kind=kind,
        record_id=draft.record_id or new_id(),
        replaces=draft.replaces,
        origin=draft.origin,
    )
    try:
        return Prepared(write_body(body), index_of(body, record))
    except codec.NotCanonical as error:
        raise InvalidRecord(f"{kind}: {error}") from None


def prepare_act(act: str, author: str, says: dict[str, object]) -> Prepared:
    """The body of an act that states nothing about the process; nobody but its author may see it."""
    marking = plain(Marking(originator=author))
    body = Body(author=author, marking=marking, record=says, program=multitrack.__version__, act=act)
    return Prepared(write_body(body), None)


def _marked(marking: Marking, author: str, kind: str) -> Marking:
    if marking.originator not in ("", author):
        raise InvalidRecord(
            _("the marking names another originator than who records it"),
            place=kind,
            advice=_("Nothing was recorded. Leave the originator out."),
        )
    marked = msgspec.structs.replace(marking, originator=author)
    if sound(marked) != marked:
        raise InvalidRecord(_("the marking breaks a rule of the vocabulary"), place=kind)
    return marked


def lowers(new: Marking, old: Marking) -> bool:
    """Whether a marking shows more, or allows more, than the one before it, on any axis."""
    new, old = (msgspec.structs.replace(item, originator="") for item in (new, old))
    return canonical(join(new, old)) != canonical(join(new, new))


def resolve(connection: Connection, drafts: Iterable[Draft], author: str, *, beside: bool) -> list[Draft]:
    """The drafts with the record that each states anew, under the write lock.

    Raises:
        Conflict: what a draft replaces is not what stands now.
        InvalidRecord: a draft changes the kind of a record, names no id where one is due, or lowers a marking.
    """
    return [_resolved(connection, draft, author, beside=beside) for draft in drafts]


def _resolved(connection: Connection, draft: Draft, author: str, *, beside: bool) -> Draft:
    kind = kind_of(draft.record)
    if draft.record_id and not is_id(draft.record_id):
        raise InvalidRecord(_("this is not the id of a record"), place=kind)
    if not draft.record_id and not draft.replaces:
        return draft
    table = schema.statement
    stands = (
        select(table)
        .where(~select(schema.replaced.c.n).where(schema.replaced.c.entry == table.c.entry).exists())
        .where(table.c.record_id == draft.record_id if draft.record_id else table.c.entry == draft.replaces)
    )
    heads = {row.entry: row for row in connection.execute(stands)}
    if not draft.replaces:
        if heads and not beside:
            raise Conflict(_("this record stands already; say which entry of it is replaced"), place=kind)
        _keeps_kind(kind, {row.kind for row in heads.values()})
        return draft
    old = heads.get(draft.replaces)
    if old is None and beside:
        old = connection.execute(select(table).where(table.c.entry == draft.replaces)).first()
    if old is None or (draft.record_id and old.record_id != draft.record_id):
        raise Conflict(_("the entry to be replaced is not what stands now"), place=kind)
    _keeps_kind(kind, {old.kind})
    _may_mark(connection, draft, author, old.marking)
    return msgspec.structs.replace(draft, record_id=old.record_id)


def _keeps_kind(kind: str, before: set[str]) -> None:
    if before - {kind}:
        raise InvalidRecord(_("a record keeps its kind; record a new one instead"), place=kind)


def _may_mark(connection: Connection, draft: Draft, author: str, number: int) -> None:
    data = connection.execute(select(schema.marking.c.canonical).where(schema.marking.c.id == number)).scalar_one()
    old = sound(msgspec.json.decode(data))
    if old.originator != author and lowers(draft.marking, old):
        raise InvalidRecord(
            _("only the originator lowers a marking"),
            place=kind_of(draft.record),
            advice=_("Nothing was recorded. Mark it at least as strictly as what it replaces."),
        )


def write(
    connection: Connection, feed: feeds.Feed, items: Sequence[Prepared], recorded: int, interning: Interning
) -> list[Receipt]:
    """Write entries and their index onto the end of a feed, under the write lock."""
    known = max((number for number, _data in interning.dump()), default=0)
    n = feeds.next_n(connection)
    sealed = feeds.extend(connection, feed, [item.body for item in items], recorded)
    statements, subjects, replaced, receipts = [], [], [], []
    for offset, (item, entry) in enumerate(zip(items, sealed, strict=True)):
        name = entry.id
        index = item.index
        receipts.append(Receipt(entry=name, record_id=index.record_id if index else "", recorded=from_millis(recorded)))
        if index is None:
            continue
        number = interning.number(index.marking)
        statements.append(index.row(n + offset, name, recorded, number))
        subjects += [
            {"record_id": subject, "recorded": recorded, "marking": number, "n": n + offset}
            for subject in index.subjects
        ]
        if index.replaces:
            replaced.append({"entry": index.replaces, "n": n + offset, "recorded": recorded})
    markings = [{"id": number, "canonical": data} for number, data in interning.dump(known)]
    for table, rows in (
        (schema.marking, markings),
        (schema.statement, statements),
        (schema.subject, subjects),
        (schema.replaced, replaced),
    ):
        if rows:
            connection.execute(insert(table), rows)
    return receipts
