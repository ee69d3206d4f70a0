"""Taking fields away: the only code that does.

Rules. What may stay is listed; what is not listed goes, so that a field, a kind or an attribution that is new here is
treated as the strictest. Fields are judged by their metadata (:func:`multitrack.vocabulary.fields_of`), nested structs
are walked, and nothing is ever put in: a withheld field takes its default, a required one an empty value of its type,
or :data:`WITHHELD` where a text must stand. Such structs are not checked again, and are never recorded.

* **existence**: no record at all.
* **summary**: dates, numbers, choices, references and the names things go by; no running text, no handle, no source.
* **on background**: no handle and no speaker; of a source only how far it can be relied on and what it is, not which.
* **Chatham House Rule**: what was learned may be used; who spoke, who took part and to whom they belong is gone: every
  handle, source, account, track and reference, but the one the information is about.
* **off the record**, **not to be used**: bind what a reader does (:mod:`.gate`), and take nothing away here.

A reference to a record that the reader may not see is cut as well (:func:`cut`): its id would tell that it exists. A
handle that is a record's id (who owes a follow-up) is a reference too.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from multitrack.i18n import N_
from multitrack.vocabulary import KINDS, Attribution, Audience, Field, Marking, Record, Track, fields_of, kind_of
from multitrack.vocabulary.sources import Account, Source

from .spelling import is_id
from .statement import Level, Statement

__all__ = ["WITHHELD", "cut", "redact", "redact_statement", "references"]

WITHHELD = N_("withheld")
"""Stands in a required text that was taken away."""

S = TypeVar("S", bound=msgspec.Struct)

# What things go by: texts that stay in a summary.
_NAMES = frozenset(
    {
        "actor.name",
        "Name.text",
        "Name.language",
        "Name.script",
        "Identifier.scheme",
        "Identifier.value",
        "role.position",
        "meeting.title",
        "agreement.title",
        "agreement.identifiers",
        "circle.name",
    }
)
_LANGUAGE = "language"

# What the information is about, as against who gave it or took part: references that stay under the Chatham House Rule.
_ABOUT = frozenset(
    {
        "label.actor",
        "relation.first",
        "relation.second",
        "role.actor",
        "resource.actor",
        "phase.group",
        "claim.concerning",
    }
)
# Texts that carry the information itself and are not meant to name anybody who gave it. Remarks are not among them.
_INFORMATION = frozenset(
    {
        "actor.name",
        "actor.description",
        "Name.text",
        "Name.language",
        "Name.script",
        "Identifier.scheme",
        "Identifier.value",
        "label.words",
        "role.position",
        "resource.pays_for",
        "resource.description",
        "mandate.task",
        "mandate.limits",
        "engagement.purpose",
        "engagement-link.description",
        "contact.summary",
        "contact.understood",
        "follow-up.what",
        "meeting.agenda",
        "meeting.summary",
        "agreement.summary",
        "phase.seen",
        "phase.not_seen",
        "phase.intentions",
        "phase.reasoning",
        "phase.strategy",
        "phase.evolution",
        "claim.says",
        "claim.caution",
        "circle.name",
    }
)
# Texts that name who spoke or signed.
_SPEAKERS = frozenset({"Account.by", "claim.by", "Attendance.signatory", "AgreementRole.by"})
_SOURCE_DESCRIBED = frozenset({"Source.reliability", "Source.credibility", "Source.note"})
_PLAIN_SHAPES = frozenset({"date", "number", "yesno", "choice"})
_NOTHING_WITHHELD = frozenset({Attribution.ON_RECORD, Attribution.OFF_RECORD, Attribution.NOT_USED})

_Keep = Callable[[Field], bool]


def _is_struct(field: Field) -> bool:
    return isinstance(field.type, type) and issubclass(field.type, msgspec.Struct)


def _name_of(kind: type[msgspec.Struct]) -> str:
    return str(kind.__struct_config__.tag or kind.__name__)


@lru_cache(maxsize=512)
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, Field, Any], ...]:
    """Attribute name, meaning, and the value that stands for nothing."""
    found = []
    for item, field in zip(msgspec.structs.fields(kind), fields_of(kind, _name_of(kind)), strict=True):
        found.append((item.name, field, _nothing(item, field)))
    return tuple(found)


def _nothing(item: msgspec.structs.FieldInfo, field: Field) -> Any:
    if item.default is not msgspec.NODEFAULT:
        return item.default
    if item.default_factory is not msgspec.NODEFAULT:
        return item.default_factory()
    if field.many:
        return ()
    if field.type is str:
        return "" if field.ref else WITHHELD
    return None


def _in_summary(field: Field) -> bool:
    if field.handle or field.type is Source or field.type is Account:
        return False
    if _is_struct(field) or field.shape in _PLAIN_SHAPES or field.ref:
        return True
    return field.key in _NAMES or field.name == _LANGUAGE


def _on_background(field: Field) -> bool:
    if field.record == Source.__name__:
        return field.key in _SOURCE_DESCRIBED
    return not field.handle and field.key not in _SPEAKERS


def _under_chatham_house(field: Field) -> bool:
    if field.handle or field.type is Track:
        return False
    if field.ref:
        return field.key in _ABOUT
    if _is_struct(field):
        return field.type is not Source and not _tells_who(field.type)
    return field.shape in _PLAIN_SHAPES or field.key in _INFORMATION or field.name == _LANGUAGE


@lru_cache(maxsize=512)
def _tells_who(kind: type[msgspec.Struct]) -> bool:
    """Whether a nested struct names somebody or a source; it then goes whole, so that not even its number shows."""
    return kind is Account or any(
        field.ref or field.handle or field.type is Source or (_is_struct(field) and _tells_who(field.type))
        for _, field, _ in _fields(kind)
    )


def _walk(value: S, keep: _Keep) -> S:
    changes: dict[str, Any] = {}
    for name, field, nothing in _fields(type(value)):
        held = getattr(value, name)
        if held is None or held == nothing:
            continue
        if not keep(field):
            changes[name] = nothing
        elif _is_struct(field):
            new = tuple(_walk(item, keep) for item in held) if field.many else _walk(held, keep)
            if new != held:
                changes[name] = new
    return msgspec.structs.replace(value, **changes) if changes else value


def redact(record: Record, level: Level, attribution: Attribution) -> Record | None:
    """The record with everything taken away that the level and the attribution do not release.

    Args:
        record: the record as it was stated.
        level: how much the gate released.
        attribution: what was promised to the source, as :func:`multitrack.ledger.gate.attribution_for` says it for
            the reader.

    Returns:
        A record of the same type, not checked again; ``None`` at existence and none, and for a kind unknown here.
    """
    if level not in (Level.SUMMARY, Level.CONTENT) or KINDS.get(kind_of(record)) is not type(record):
        return None
    keeps: list[_Keep] = [] if level is Level.CONTENT else [_in_summary]
    if attribution is Attribution.BACKGROUND:
        keeps.append(_on_background)
    elif attribution not in _NOTHING_WITHHELD:
        keeps.append(_under_chatham_house)
    for keep in keeps:
        record = _walk(record, keep)
    return record


def _redact_marking(marking: Marking, level: Level, *, anonymous: bool) -> Marking:
    """What a reader is told of the marking: all that binds them; at existence no names and no words."""
    if level < Level.SUMMARY:
        audience = marking.audience
        marking = msgspec.structs.replace(
            marking,
            audience=Audience(own_organisation=audience.own_organisation, everyone=audience.everyone),
            raise_with=(),
            caveats=(),
        )
    return msgspec.structs.replace(marking, originator="") if anonymous else marking


def redact_statement(statement: Statement, level: Level, attribution: Attribution) -> Statement | None:
    """The statement as the level and the attribution release it; ``None`` where nothing is.

    Who recorded it, where it was imported from and what it is about would tell what the record withholds, so they go
    with it: author, origin and originator where the source is withheld or only existence is shown; the subjects too for
    an unknown kind, and under the Chatham House Rule but for what the information is about. The ids of the entry and
    the record are drawn at random and tell nothing.
    """
    if level is Level.NONE:
        return None
    known = statement.kind in KINDS
    record = redact(statement.record, level, attribution) if statement.record is not None else None
    level = level if record is not None else Level.EXISTENCE
    named = attribution in _NOTHING_WITHHELD and level is not Level.EXISTENCE
    if level is Level.CONTENT and named and record is statement.record:
        return statement
    subjects = statement.subjects if known else ()
    if attribution not in _NOTHING_WITHHELD and attribution is not Attribution.BACKGROUND:
        subjects = record.subjects() if record is not None else ()
    return msgspec.structs.replace(
        statement,
        record=record,
        level=level,
        author=statement.author if named else "",
        origin=statement.origin if named else "",
        subjects=subjects,
        marking=_redact_marking(statement.marking, level, anonymous=not named),
    )


def _referred(value: msgspec.Struct) -> Iterator[str]:
    for name, field, _ in _fields(type(value)):
        held = getattr(value, name)
        items = held if field.many else (held,)
        if field.ref or field.handle:
            yield from (item for item in items if item and (field.ref or is_id(item)))
        elif _is_struct(field) and held is not None:
            for item in items:
                yield from _referred(item)


def references(record: Record) -> frozenset[str]:
    """The ids of all records that this one points to, at any depth."""
    return frozenset(_referred(record))


def _cut(value: S, visible: Container[str]) -> S | None:
    changes: dict[str, Any] = {}
    for name, field, nothing in _fields(type(value)):
        held = getattr(value, name)
        if held is None or held == nothing or not (field.ref or field.handle or _is_struct(field)):
            continue
        items = held if field.many else (held,)
        if field.handle:
            new = [item for item in items if item in visible or not is_id(item)]
        elif field.ref:
            new = [item for item in items if item in visible]
        else:
            new = [left for left in (_cut(item, visible) for item in items) if left is not None]
        if not new and field.required:
            return None
        if not field.many:
            changes[name] = new[0] if new else nothing
        elif tuple(new) != held:
            changes[name] = tuple(new)
    return msgspec.structs.replace(value, **changes) if changes else value


def cut(statement: Statement, visible: Container[str]) -> Statement | None:
    """The statement without references to records that the reader may not see.

    Args:
        statement: as :func:`redact_statement` left it.
        visible: the ids of the records that the gate releases to the reader for this purpose, at whatever level.

    Returns:
        ``None`` where the statement says nothing any more without what it points to: a required reference is cut
        wholly, so the blank would tell that there is something.
    """
    subjects = tuple(item for item in statement.subjects if item in visible)
    if statement.record is None:
        return None if statement.subjects and not subjects else msgspec.structs.replace(statement, subjects=subjects)
    record = _cut(statement.record, visible)
    return None if record is None else msgspec.structs.replace(statement, record=record, subjects=subjects)
