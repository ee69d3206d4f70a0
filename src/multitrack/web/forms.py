"""Forms made from the vocabulary, and what was typed in them made into a record's plain fields.

Rules. A form has the fields that the vocabulary says it has, with its titles and helps: nothing is written twice.
What was typed is kept when something is wrong. A field left empty is left out, never guessed. A record points to an
actor by the id that was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from multitrack.i18n import pgettext
from multitrack.vocabulary import Record, fields_of
from multitrack.vocabulary.fields import Field

__all__ = ["Input", "inputs_of", "plain_of"]

_MAIN = frozenset({"when", "parties", "third_parties", "tracks", "outcome", "summary"})
_SEVERAL = 3


@dataclass(frozen=True)
class Input:
    """One field of a form, ready to be drawn.

    Attributes:
        name: the field's name in the record and in the form.
        control: ``date``, ``text``, ``long``, ``choose``, ``choose several``, ``actors``, ``number`` or ``yesno``.
        values: what stands in it: one text, or one for each choice made.
        main: whether it stands open on the page, not under "More".
        error: what is wrong with it, in words.
    """

    name: str
    title: str
    help: str
    control: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    values: tuple[str, ...] = ()
    main: bool = False
    error: str = ""
    slots: tuple[int, ...] = field(default=(0,))

    @property
    def value(self) -> str:
        """The one text that stands in it."""
        return self.values[0] if self.values else ""

    def at(self, slot: int) -> str:
        """What was chosen in one of several lists."""
        return self.values[slot] if slot < len(self.values) else ""


def inputs_of(
    record: type[Record],
    *,
    values: dict[str, Sequence[str]],
    actors: Sequence[tuple[str, str]],
    errors: dict[str, str],
) -> tuple[Input, ...]:
    """The fields of a form for one kind of record.

    Args:
        record: the kind.
        values: what stands in each field, by name.
        actors: ids and names of the actors that may be chosen.
        errors: what is wrong, by field.
    """
    found = [
        _input(each, tuple(values.get(each.name, ())), tuple(actors), errors.get(each.name, ""))
        for each in fields_of(record)
        if each.form
    ]
    return tuple(sorted(found, key=lambda each: not each.main))


def _input(each: Field, values: tuple[str, ...], actors: tuple[tuple[str, str], ...], error: str) -> Input:
    control = _control(each)
    choices: tuple[tuple[str, str], ...] = ()
    if control == "actors":
        choices = actors
    elif each.choices:
        kind = each.type.__name__
        choices = tuple((value, pgettext(kind, label)) for value, label in each.choices)
    slots = tuple(range(_SEVERAL)) if control == "actors" and each.many else (0,)
    return Input(
        name=each.name,
        title=pgettext(each.key, each.title),
        help=pgettext(each.key, each.help),
        control=control,
        required=each.required,
        choices=choices,
        values=values or _default(each),
        main=each.name in _MAIN,
        error=error,
        slots=slots,
    )


def _default(each: Field) -> tuple[str, ...]:
    default = next((item.default for item in msgspec.structs.fields(_owner(each)) if item.encode_name == each.name), "")
    return (str(default),) if each.choices and not each.many and isinstance(default, str) else ()


def _owner(each: Field) -> type[Record]:
    from multitrack.vocabulary import KINDS

    return KINDS[each.record]


def _control(each: Field) -> str:
    if "actor" in each.ref:
        return "actors"
    if each.shape == "choice":
        return "choose several" if each.many else "choose"
    return each.shape if each.shape in {"date", "long", "number", "yesno"} else "text"


def plain_of(record: type[Record], typed: Sequence[tuple[str, str]]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What was typed, as the plain fields of a record, and as it stood in the form.

    Args:
        record: the kind.
        typed: the pairs of the form, in order.
    """
    data: dict[str, Any] = {}
    kept: dict[str, list[str]] = {}
    for each in fields_of(record):
        given = [value.strip().replace("\r\n", "\n") for name, value in typed if name == each.name]
        if not each.form or not given:
            continue
        kept[each.name] = given
        filled = [value for value in given if value]
        if not filled:
            continue
        if each.many and each.shape == "text" and not each.ref:
            data[each.name] = [part.strip() for value in filled for part in value.split(",") if part.strip()]
        elif each.many:
            data[each.name] = list(dict.fromkeys(filled))
        elif each.shape == "number":
            data[each.name] = int(filled[0]) if filled[0].isascii() and filled[0].isdigit() else filled[0]
        elif each.shape == "yesno":
            data[each.name] = filled[0] == "yes"
        else:
            data[each.name] = filled[0]
    return data, kept
