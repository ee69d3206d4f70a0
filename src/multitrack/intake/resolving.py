"""Makes records of what was read: cites works by their key, names records by their id, marks who may see them.

Rules. Which fields point to other records is known from the vocabulary's metadata alone. A reference is looked up
first among the ids of the same file, then in the ledger by id, origin or name as its reader may see them; one that
leads nowhere, or to two, is a complaint with its place. A marking is a word a person understands or a table of the
vocabulary's own fields.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from multitrack.errors import InvalidRecord, NotFound
from multitrack.i18n import _
from multitrack.vocabulary import (
    KINDS,
    Attribution,
    Audience,
    CircleAt,
    Field,
    Marking,
    Onward,
    Record,
    Use,
    decode_hook,
    fields_of,
    read_record,
)

from .problems import Problems
from .reading import Item

__all__ = ["Lookup", "References", "marking_from"]

Lookup = Callable[[tuple[str, ...], str], str]
"""Finds a record's id by (kinds, text) in the ledger; raises NotFound where there is none, or more than one."""

_fields: dict[type, tuple[Field, ...]] = {}


def _fields_of(kind: type[msgspec.Struct]) -> tuple[Field, ...]:
    if kind not in _fields:
        _fields[kind] = fields_of(kind)
    return _fields[kind]


class References:
    """Resolves the items of one file, against each other and against the ledger."""

    def __init__(
        self,
        slugs: Mapping[str, tuple[str, str]],
        works: Mapping[str, Mapping[str, Any]],
        lookup: Lookup,
        problems: Problems,
    ) -> None:
        """Args:
        slugs: by id in the file, the kind and the record id.
        works: the register of works, by key.
        lookup: finds records that are already in the ledger.
        problems: where complaints go.
        """
        self.slugs = slugs
        self.works = works
        self.lookup = lookup
        self.problems = problems

    def record(self, item: Item) -> Record | None:
        """The record of one item, or ``None`` after a complaint."""
        before = len(self.problems.found)
        data = self._struct(KINDS[item.kind], {k: v for k, v in item.data.items() if k != "marking"}, item.place)
        if len(self.problems.found) > before:
            return None
        try:
            return read_record({**data, "kind": item.kind}, place=item.place)
        except InvalidRecord as error:
            self.problems.add(item.place, error.message)
            return None

    def _struct(self, kind: type[msgspec.Struct], data: Mapping[str, Any], place: str) -> dict[str, Any]:
        known = {field.name: field for field in _fields_of(kind)}
        found: dict[str, Any] = {}
        for key, value in data.items():
            field = known.get(key)
            if field is None:
                near = difflib.get_close_matches(key, known, n=1)
                remedy = _near(near) if near else _("leave it out")
                self.problems.add(place, _("unknown field {name!r}").format(name=key), remedy)
            elif key == "sources" and isinstance(value, list):
                found[key] = [self._source(source, place) for source in value]
            elif field.ref:
                found[key] = self._refs(field, value, place)
            elif isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
                found[key] = self._nested(field.type, value, place)
            else:
                found[key] = value
        return found

    def _nested(self, kind: type[msgspec.Struct], value: Any, place: str) -> Any:
        if isinstance(value, list):
            return [self._struct(kind, item, place) if isinstance(item, dict) else item for item in value]
        return self._struct(kind, value, place) if isinstance(value, dict) else value

    def _source(self, source: Any, place: str) -> Any:
        if not isinstance(source, dict) or "key" not in source:
            return source
        key = source["key"]
        work = self.works.get(key) if isinstance(key, str) else None
        if not isinstance(work, Mapping):
            self.problems.add(place, _("no work has the key {key!r}").format(key=key), _("add it to sources.toml"))
            return {"work": "?"}
        merged = {name: work[name] for name in ("work", "address", "note", "reliability") if name in work}
        merged.update({name: value for name, value in source.items() if name not in ("key", "note")})
        notes = [text for text in (work.get("note", ""), source.get("note", "")) if text]
        return {**merged, "note": "; ".join(notes)} if notes else merged

    def _refs(self, field: Field, value: Any, place: str) -> Any:
        if field.many and isinstance(value, list):
            return [self._ref(field, item, place) for item in value]
        if field.many and isinstance(value, str):
            return [self._ref(field, value, place)]
        return self._ref(field, value, place)

    def _ref(self, field: Field, value: Any, place: str) -> Any:
        if not isinstance(value, str) or not value:
            return value
        if value in self.slugs:
            kind, record_id = self.slugs[value]
            if kind not in field.ref:
                self.problems.add(
                    place,
                    _("{field}: {value!r} is a {kind}").format(field=field.name, value=value, kind=kind),
                    _("it must be a {kinds}").format(kinds=_(" or ").join(field.ref)),
                )
            return record_id
        try:
            return self.lookup(field.ref, value)
        except NotFound as error:
            near = difflib.get_close_matches(value, self.slugs, n=1)
            remedy = _near(near) if near else _("record it first, or check the spelling")
            self.problems.add(place, f"{field.name}: {error.message}", remedy)
            return value


def _near(names: Sequence[str]) -> str:
    return _("did you mean {name}?").format(name=names[0])


def marking_from(value: Any, *, members: Lookup, circles: Callable[[str], CircleAt], place: str = "") -> Marking:
    """A marking from a word or a table.

    Args:
        value: ``only me``, ``own organisation``, ``everyone``, ``circle:NAME``, ``member:HANDLE``, several of these
            joined by commas, or a table of the fields of :class:`Marking`.
        members: finds a member's id by handle.
        circles: finds a circle at its present epoch by name.
        place: where it stands, for the error.

    Raises:
        InvalidRecord: it is none of these; the record is not given a wider audience than was meant.
        NotFound: it names a member or circle that is not there.
    """
    if value is None or value == "":
        return Marking()
    if isinstance(value, dict):
        try:
            return msgspec.convert(value, Marking, dec_hook=decode_hook)
        except (msgspec.ValidationError, ValueError) as error:
            raise InvalidRecord(_("marking: {why}").format(why=error), place=place) from None
    if not isinstance(value, str):
        raise InvalidRecord(_("marking: write a word such as 'own organisation', or a table"), place=place)
    words = [word.strip() for word in value.split(",") if word.strip()]
    if words == ["everyone"]:
        return Marking(
            audience=Audience(everyone=True),
            attribution=Attribution.ON_RECORD,
            use=Use.QUOTE,
            onward=Onward.WITHIN,
        )
    return Marking(audience=_audience(words, members, circles, place))


def _audience(words: Iterable[str], members: Lookup, circles: Callable[[str], CircleAt], place: str) -> Audience:
    named: list[str] = []
    at: list[CircleAt] = []
    own = False
    for word in words:
        scheme, _colon, rest = word.partition(":")
        if word == "own organisation":
            own = True
        elif scheme == "member" and rest:
            named.append(members(("member",), rest.strip()))
        elif scheme == "circle" and rest:
            at.append(circles(rest.strip()))
        elif word != "only me":
            raise InvalidRecord(
                _("marking: {word!r} is no audience").format(word=word),
                place=place,
                advice=_(
                    "Nothing was recorded. Write: only me, own organisation, everyone, circle:NAME, member:HANDLE."
                ),
            )
    return Audience(members=tuple(sorted(set(named))), circles=tuple(sorted(set(at))), own_organisation=own)
