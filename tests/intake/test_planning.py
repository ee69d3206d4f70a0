"""Planning an import writes nothing, knows what is there already, and says where something leads nowhere."""

from __future__ import annotations

from itertools import count

import pytest

from multitrack.errors import InvalidFile, InvalidRecord, NotFound
from multitrack.intake import Case, Known, Plan, marking_from, plan, read_text
from multitrack.vocabulary import Attribution, CircleAt, Contact, Marking

TEXT = """
[[actor]]
id = "cndd"
name = "CNDD"
type = "armed group"

[[actor]]
id = "egidio"
name = "Community of Sant'Egidio"
type = "religious body"

[[contact]]
id = "rome"
when = "1997-03-10"
parties = ["cndd"]
third_parties = ["egidio"]
tracks = ["7"]
sources = [{ key = "AN34", place = "first paragraph", read = "2026-11-23" }]
"""
WORKS = {"AN34": {"work": "ANB-BIA Supplement 334, 1997", "address": "nr334", "note": "read in excerpt"}}


def nobody(kinds: tuple[str, ...], text: str) -> str:
    raise NotFound(f"nothing called {text!r} is in this picture")


def planned(text: str, known: dict[str, Known] | None = None, works: dict[str, dict[str, str]] | None = None) -> Plan:
    numbers = count()
    read = read_text(text, "notes.toml")
    case = Case(name="burundi", about={}, works=WORKS if works is None else works, items=read.items)
    return plan(
        case,
        known=known or {},
        lookup=nobody,
        marking=lambda value, place: marking_from(value, members=nobody, circles=no_circle, place=place),
        new_id=lambda: f"id-{next(numbers)}",
    )


def no_circle(name: str) -> CircleAt:
    raise NotFound(f"no circle {name}")


def test_references_inside_a_file_become_ids_and_works_are_cited_in_full() -> None:
    made = planned(TEXT)
    assert made.counts == {"new": 3, "changed": 0, "unchanged": 0}
    contact = made.drafts[2].record
    assert isinstance(contact, Contact)
    assert contact.parties == (made.drafts[0].record_id,)
    assert contact.sources[0].work == "ANB-BIA Supplement 334, 1997"
    assert contact.sources[0].place == "first paragraph"
    assert contact.sources[0].note == "read in excerpt"
    assert made.drafts[2].origin == "burundi/rome"


def test_what_was_imported_before_is_left_alone_and_what_changed_is_a_correction() -> None:
    first = planned(TEXT)
    known = {draft.origin: Known(draft.record_id, f"entry-{draft.origin}", draft.record) for draft in first.drafts}
    again = planned(TEXT, known)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 3}
    assert again.drafts == ()
    changed = planned(TEXT.replace("1997-03-10", "1997-03"), known)
    assert changed.counts == {"new": 0, "changed": 1, "unchanged": 2}
    assert changed.drafts[0].replaces == "entry-burundi/rome"
    assert changed.drafts[0].record_id == first.drafts[2].record_id


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('parties = ["cndd"]', 'parties = ["cnnd"]', "did you mean cndd?"),
        ('parties = ["cndd"]', 'parties = ["rome"]', "'rome' is a contact"),
        ('key = "AN34"', 'key = "AN35"', "no work has the key 'AN35'"),
        ('tracks = ["7"]', 'tracks = ["12"]', "tracks"),
        ("third_parties", "third_partys", "did you mean third_parties?"),
        ('place = "first paragraph"', 'page = "1"', "page"),
    ],
)
def test_what_leads_nowhere_is_told_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        planned(TEXT.replace(old, new))
    assert says in caught.value.message
    assert "notes.toml:12" in caught.value.message


def test_a_marking_is_a_word_or_a_table_and_never_wider_than_meant() -> None:
    def mark(value: object) -> Marking:
        return marking_from(
            value, members=lambda kinds, text: f"m-{text}", circles=lambda n: CircleAt(circle=n, epoch=3)
        )

    assert mark(None).audience.empty
    assert mark("only me").audience.empty
    assert mark("own organisation").audience.own_organisation
    assert mark("everyone").attribution is Attribution.ON_RECORD
    both = mark("circle:keepers, member:desk").audience
    assert both.circles == (CircleAt(circle="keepers", epoch=3),)
    assert both.members == ("m-desk",)
    assert mark({"audience": {"own_organisation": True}, "use": "analyse"}).audience.own_organisation
    for wrong in ("everybody", "everyone, only me?", 7, {"audience": {"all": True}}, ["everyone"]):
        with pytest.raises(InvalidRecord):
            mark(wrong)
