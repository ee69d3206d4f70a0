"""One entry in words: what was stated, on which sources, who recorded it, who may see it.

Rule. It shows what the gate released, field by field, with the titles that the vocabulary gives; a field with
nothing in it is not shown, and a record of which only the existence is released says just that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from multitrack.errors import NotFound
from multitrack.i18n import _, pgettext
from multitrack.ledger.statement import Draft, Level, Statement
from multitrack.vocabulary import KINDS, Choice, Date, Field, Marking, fields_of, kind_of, plain, tlp
from multitrack.vocabulary.sources import Account, Source

from .shapes import Ref

__all__ = ["EntryField", "EntryView", "Note", "audience_words", "entry_view", "find_entry", "note_view"]

Naming = Callable[[str], Ref]


class EntryField(msgspec.Struct, frozen=True):
    """One field that holds something: its title, its text, and where its references lead."""

    title: str
    text: str
    refs: tuple[Ref, ...] = ()


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """One entry, ready to be shown."""

    entry: str
    record_id: str
    kind: str
    title: str
    fields: tuple[EntryField, ...]
    accounts: tuple[Account, ...]
    sources: tuple[Source, ...]
    recorded: str
    author: str
    audience: str
    handling: str
    origin: str
    superseded: bool = False
    """Whether a later entry corrects this one."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One draft in the private notebook, ready to be shown to its owner."""

    id: str
    kind: str
    title: str
    when: str
    record: dict[str, Any]
    audience: str


def note_view(note_id: str, draft: Draft, naming: Naming) -> Note:
    """Show one draft to its owner."""
    record = draft.record
    titles = (str(getattr(record, name, "")) for name in ("name", "title", "what", "summary"))
    return Note(
        id=note_id,
        kind=kind_of(record),
        title=next((title for title in titles if title), "")[:80],
        when=record.when.text if record.when else "",
        record=plain(record),
        audience=audience_words(draft.marking, naming),
    )


def entry_view(statement: Statement, naming: Naming, *, superseded: bool = False) -> EntryView:
    """Show one statement.

    Args:
        statement: as the gate released it.
        naming: turns a record id into the name that this reader may see.
        superseded: whether a later entry corrects it.
    """
    kind = KINDS.get(statement.kind)
    record = statement.record
    shown: tuple[EntryField, ...] = ()
    if record is None:
        shown = (EntryField(_("Content"), _("You may know that this exists, and no more."), _refs(statement, naming)),)
    elif kind is not None:
        skip = ("sources", "accounts")
        shown = tuple(field for field in _fields(record, fields_of(kind), naming, skip) if field.text or field.refs)
    return EntryView(
        entry=statement.entry,
        record_id=statement.record_id,
        kind=statement.kind,
        title=pgettext(statement.kind, kind.title_) if kind else _("Unknown kind of record"),
        fields=shown,
        accounts=record.accounts if record is not None else (),
        sources=record.sources if record is not None else (),
        recorded=statement.recorded.strftime("%Y-%m-%d %H:%M UTC"),
        author=naming(statement.author).name if statement.author else _("withheld"),
        audience=audience_words(statement.marking, naming) if statement.level is Level.CONTENT else "",
        handling=_handling(statement.marking),
        origin=statement.origin,
        superseded=superseded,
    )


def find_entry(every: Iterable[Statement], heads: Iterable[Statement], wanted: str, naming: Naming) -> EntryView:
    """Show the entry of that id, or the current entry of the record of that id.

    Args:
        every: all statements that the reader may see, replaced ones too.
        heads: those that stand.
        wanted: the id of an entry or a record.
        naming: as for :func:`entry_view`.

    Raises:
        NotFound: there is none for this reader.
    """
    standing = {item.entry for item in heads}
    for item in every:
        if wanted == item.entry or (wanted == item.record_id and item.entry in standing):
            return entry_view(item, naming, superseded=item.entry not in standing)
    raise NotFound(_("nothing of that name is in this picture"))


def _refs(statement: Statement, naming: Naming) -> tuple[Ref, ...]:
    return tuple(naming(subject) for subject in statement.subjects)


def _fields(
    value: msgspec.Struct, fields: tuple[Field, ...], naming: Naming, skip: tuple[str, ...]
) -> Iterator[EntryField]:
    for field in fields:
        if field.name in skip:
            continue
        item = getattr(value, field.name)
        items = item if isinstance(item, tuple) else (item,)
        if field.name == "language" and item == "en":
            continue
        title = pgettext(field.key, field.title)
        if field.ref:
            refs = tuple(naming(ref) for ref in items if ref)
            yield EntryField(title, "; ".join(ref.name for ref in refs), refs)
        else:
            yield EntryField(title, "; ".join(text for text in (_text(part, naming) for part in items) if text))


def _text(value: Any, naming: Naming) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Choice):
        return pgettext(type(value).__name__, value.label)
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, Date):
        return value.text
    if isinstance(value, msgspec.Struct):
        parts = _fields(value, fields_of(type(value), type(value).__name__), naming, ("sources", "accounts"))
        said = (f"{account.by or _('One account')}: {account.says}" for account in getattr(value, "accounts", ()))
        return ". ".join((", ".join(part.text for part in parts if part.text), *said))
    return str(value)


def audience_words(marking: Marking, naming: Naming) -> str:
    """Who may see it, in words, with the nearest TLP 2.0 word."""
    audience = marking.audience
    words: list[str] = []
    if audience.everyone:
        words.append(_("everyone"))
    if audience.own_organisation:
        words.append(_("own organisation"))
    words.extend(naming(member).name for member in audience.members)
    words.extend(naming(circle.circle).name for circle in audience.circles)
    words.extend(audience.partners)
    return f"{', '.join(words) or _('the author alone')} ({tlp(marking)})"


def _handling(marking: Marking) -> str:
    parts = [
        pgettext("Attribution", marking.attribution.label),
        pgettext("Use", marking.use.label),
        *marking.caveats,
    ]
    return "; ".join(parts)
