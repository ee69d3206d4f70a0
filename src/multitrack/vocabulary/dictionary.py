"""The data dictionary: every kind of record and every field, written out from the vocabulary itself.

Rule. ``docs/data-dictionary.md`` is this module's output and nothing else; a test compares them. Write it anew with
``python -m multitrack.vocabulary.dictionary docs/data-dictionary.md``.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from multitrack.vocabulary import KINDS, Account, Marking, Source
from multitrack.vocabulary.fields import Field, fields_of

__all__ = ["markdown"]

_HEAD = """# Data dictionary

Every kind of record and each of its fields, written out from `src/multitrack/vocabulary` by
`python -m multitrack.vocabulary.dictionary docs/data-dictionary.md`. A field that is not needed may be left out; what
is not known is left out, never guessed. Dates are EDTF level 0-1: `1998`, `1998-05`, `1998-05-17`, `1998-05~` (about),
`1998-XX` (some month), `1990/1991` (a span), `1999/..` (since 1999).
"""


def _shape(field: Field) -> str:
    shape = {"long": "text", "yesno": "true or false", "number": "whole number"}.get(field.shape, field.shape)
    if field.ref:
        shape = " or ".join(field.ref)
    if field.handle:
        shape = "handle"
    return f"{shape}, several" if field.many else shape


def _table(fields: tuple[Field, ...]) -> Iterator[str]:
    yield "| field | needed | holds | meaning |"
    yield "|---|---|---|---|"
    for field in fields:
        parts = [f"**{field.title}.** {field.help}"]
        if field.choices:
            parts.append("One of: " + ", ".join(f"`{value}`" for value, _label in field.choices) + ".")
        if field.example is not None:
            example = ", ".join(field.example) if isinstance(field.example, list) else field.example
            parts.append(f"Such as `{example}`.")
        if field.source:
            parts.append(f"After {field.source}.")
        yield f"| `{field.name}` | {'yes' if field.required else ''} | {_shape(field)} | {' '.join(parts)} |"


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").split("\n", 1)[0]


def _nested() -> Iterator[type[msgspec.Struct]]:
    found: dict[str, type[msgspec.Struct]] = {}

    def walk(kind: type[msgspec.Struct]) -> None:
        for field in fields_of(kind, kind.__name__):
            part = field.type
            if issubclass(part, msgspec.Struct) and part not in common and part.__name__ not in found:
                found[part.__name__] = part
                walk(part)

    common: tuple[type[msgspec.Struct], ...] = (Source, Account)
    roots: tuple[type[msgspec.Struct], ...] = (*KINDS.values(), Marking)
    for kind in roots:
        walk(kind)
    yield from common
    yield Marking
    yield from (found[name] for name in sorted(found))


def markdown() -> str:
    """The whole dictionary as Markdown."""
    lines = [_HEAD]
    shared = {"when", "sources", "accounts", "language", "remarks"}
    for name, kind in KINDS.items():
        fields = tuple(field for field in fields_of(kind) if field.name not in shared)
        lines += [f"## {kind.title_} (`{name}`)", "", _first_line(kind), "", *_table(fields), ""]
    everywhere = tuple(field for field in fields_of(KINDS["actor"], "every record") if field.name in shared)
    lines += ["## In every record", "", *_table(everywhere), ""]
    lines += ["# Parts of records", ""]
    for part in _nested():
        lines += [f"## {part.__name__}", "", _first_line(part), "", *_table(fields_of(part, part.__name__)), ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(markdown(), encoding="utf-8")
