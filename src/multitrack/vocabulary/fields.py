"""What a field means, said once: the only source for forms, validation, JSON schema, templates and the data
dictionary.

Rule. Each field of a record is ``Annotated`` with :func:`about`, each closed list of words is a :class:`Choice`;
all other places read them through :func:`fields_of`. Titles, helps and choice labels are English message ids of
gettext; the context is the key (``actor.name``), so that one word may be translated in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from .dates import Date

__all__ = ["Choice", "Field", "Handle", "Known", "about", "choices_of", "fields_of"]


class Choice(str, Enum):
    """A closed list of words. A member is written ``NAME = "value", "Label", "note"``."""

    label: str
    note: str

    def __new__(cls, value: str, label: str, note: str = "") -> Choice:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.note = note
        return member

    def __str__(self) -> str:
        return str(self.value)


class Known(Choice):
    """An answer that may be missing."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


Handle = Annotated[str, msgspec.Meta(extra={"handle": True})]
"""A word that stands for a person. The name is kept apart or nowhere."""


def about(
    title: str,
    help_text: str,
    *,
    example: object = None,
    source: str = "",
    ref: str | tuple[str, ...] = (),
    form: bool = True,
    long: bool = False,
    handle: bool = False,
    **limits: Any,
) -> msgspec.Meta:
    """The meaning of one field.

    Args:
        title: its name on pages, as a gettext message id.
        help_text: one sentence that a mediator understands.
        example: a value, as it would be written in a file.
        source: the paper, standard or practice the field comes from.
        ref: the kinds of record it may point to, by name, key or id.
        form: whether capture forms show it.
        long: whether it holds running text.
        handle: whether it holds handles of persons.
        **limits: further limits that msgspec checks (``min_length``, ``pattern``, ``ge``...).
    """
    kinds = (ref,) if isinstance(ref, str) else ref
    extra = {"source": source, "ref": kinds, "form": form, "long": long, "handle": handle}
    examples = None if example is None else [example]
    return msgspec.Meta(title=title, description=help_text, examples=examples, extra=extra, **limits)


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a record as forms, templates and the data dictionary need it."""

    record: str
    name: str
    title: str
    help: str
    example: Any
    source: str
    ref: tuple[str, ...]
    required: bool
    many: bool
    shape: str
    """``text``, ``long``, ``date``, ``number``, ``yesno``, ``choice``, or the name of a nested struct."""
    choices: tuple[tuple[str, str], ...]
    form: bool
    handle: bool
    type: Any

    @property
    def key(self) -> str:
        """The translation context: ``record.field``."""
        return f"{self.record}.{self.name}"


def _peel(annotation: Any) -> tuple[Any, list[msgspec.Meta], bool]:
    """The bare type under ``Annotated``, ``| None`` and ``tuple[X, ...]``, the metas met, and whether it is many."""
    metas: list[msgspec.Meta] = []
    many = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *found = get_args(annotation)
            metas.extend(meta for meta in found if isinstance(meta, msgspec.Meta))
        elif origin in (Union, UnionType):
            bare = [arg for arg in get_args(annotation) if arg is not type(None)]
            if len(bare) != 1:
                return annotation, metas, many
            annotation = bare[0]
        elif origin is tuple:
            annotation, many = get_args(annotation)[0], True
        else:
            return annotation, metas, many


def _shape(bare: Any, *, long: bool) -> str:
    if bare is Date:
        return "date"
    if bare is bool:
        return "yesno"
    if bare is int:
        return "number"
    if isinstance(bare, type) and issubclass(bare, Choice):
        return "choice"
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        return bare.__name__
    return "long" if long else "text"


def fields_of(record: type[msgspec.Struct], name: str = "") -> tuple[Field, ...]:
    """The fields of a record or nested struct, in the order in which they are defined."""
    owner = name or str(record.__struct_config__.tag or record.__name__.lower())
    return tuple(_fields(record, owner))


def _fields(record: type[msgspec.Struct], owner: str) -> Iterator[Field]:
    hints = msgspec.structs.fields(record)
    for item in hints:
        bare, metas, many = _peel(item.type)
        said = [meta for meta in metas if meta.title]
        if not said:
            raise TypeError(f"{owner}.{item.name} has no meaning: annotate it with about(...)")
        meta = said[0]
        extra = dict(meta.extra or {})
        is_choice = isinstance(bare, type) and issubclass(bare, Choice)
        yield Field(
            record=owner,
            name=item.encode_name,
            title=str(meta.title),
            help=str(meta.description),
            example=meta.examples[0] if meta.examples else None,
            source=str(extra.get("source", "")),
            ref=tuple(extra.get("ref", ())),
            required=item.required,
            many=many,
            shape=_shape(bare, long=bool(extra.get("long"))),
            choices=choices_of(bare) if is_choice else (),
            form=bool(extra.get("form", True)),
            handle=bool(extra.get("handle")),
            type=bare,
        )


def choices_of(choice: type[Choice]) -> tuple[tuple[str, str], ...]:
    """The values of a closed list with their English labels, in order."""
    return tuple((str(member.value), member.label) for member in choice)
