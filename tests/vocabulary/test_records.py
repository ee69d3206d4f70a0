"""Each record is defined once: what the definition says is what is checked, written, listed and translated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from multitrack.errors import InvalidRecord, NotFound
from multitrack.vocabulary import (
    KINDS,
    Choice,
    Date,
    Source,
    fields_of,
    json_schema,
    kind_named,
    kind_of,
    plain,
    read_record,
    texts,
)
from multitrack.vocabulary.dictionary import markdown
from multitrack.vocabulary.fields import Field


def _example(field: Field) -> Any:
    """A value for a field, made from its own metadata."""
    if field.example is not None:
        return field.example if field.many == isinstance(field.example, list) else [field.example]
    if field.choices:
        value: Any = field.choices[0][0]
    elif field.shape in ("text", "long"):
        value = "some words"
    elif field.shape == "date":
        value = "1998-05~"
    elif field.shape == "number":
        value = 7
    elif field.shape == "yesno":
        value = True
    else:
        value = {part.name: _example(part) for part in fields_of(field.type, field.shape)}
    return [value] if field.many else value


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_full_of_its_own_examples_is_read_written_and_fits_the_schema(kind: str) -> None:
    data = {"kind": kind} | {field.name: _example(field) for field in fields_of(KINDS[kind])}
    record = read_record(data)
    assert kind_of(record) == kind
    written = msgspec.json.decode(msgspec.json.encode(plain(record)))
    assert read_record(written) == record
    jsonschema.Draft202012Validator(json_schema()).validate(written)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_means(kind: str) -> None:
    for field in fields_of(KINDS[kind]):
        assert field.title[:1].isupper(), field.key
        assert field.help.endswith((".", "?")), field.key
        assert all(ref in KINDS for ref in field.ref), field.key


def test_no_field_can_hold_a_number_with_a_point() -> None:
    def walk(kind: type[msgspec.Struct], seen: set[type]) -> None:
        for field in fields_of(kind, kind.__name__):
            assert field.type in (str, int, bool, Date) or issubclass(field.type, Choice | msgspec.Struct), field.key
            if issubclass(field.type, msgspec.Struct) and field.type not in seen:
                seen.add(field.type)
                walk(field.type, seen)

    for record in KINDS.values():
        walk(record, set())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"kind": "contact", "parties": []}, "parties"),
        ({"kind": "contact", "parties": ["x"], "when": "2003-02-31"}, "2003-02-31"),
        ({"kind": "contact", "parties": ["x"], "coordinates": [1, 2]}, "coordinates"),
        ({"kind": "agreement", "title": "x", "stage": "grand"}, "grand"),
        ({"kind": "line", "party": "x", "intermediary": "y", "cadence_days": -5}, "cadence_days"),
        ({"kind": "line", "party": "x", "intermediary": "y", "cadence_days": 1.5}, "cadence_days"),
        ({"kind": "role", "person": "x", "actor": "a", "position": "p", "leads": 1}, "leads"),
        ({"kind": "secret-weapon"}, "secret-weapon"),
        ({"parties": ["x"]}, "kind"),
        (["contact"], "kind"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_the_field_is_named(data: Any, says: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        read_record(data, place="notes.toml:12")
    assert says in caught.value.message
    assert caught.value.place == "notes.toml:12"


def test_a_long_quotation_is_refused() -> None:
    with pytest.raises(ValueError, match="20 words"):
        Source(work="A report", quoted="word " * 21)


def test_a_kind_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="threat"):
        kind_named("threat")


def test_the_texts_for_translation_hold_every_title_and_choice() -> None:
    found = set(texts())
    assert ("contact", "Contact") in found
    assert ("engagement.tracks", "Track") in found
    assert ("Track", "Religious") in found
    assert ("Attribution", "On the record") in found
    assert all(text.strip() for _context, text in found)


def test_the_data_dictionary_is_what_the_vocabulary_says(repo: Path) -> None:
    """Write it anew with: python -m multitrack.vocabulary.dictionary docs/data-dictionary.md"""
    assert (repo / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == markdown()
