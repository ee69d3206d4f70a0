"""What holds of every bundled case: each fact has its place, each reference leads somewhere, no word takes a side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from tests.cases.written import CASES, Case, accounts_in, citations_in, walk

from multitrack.errors import InvalidRecord
from multitrack.vocabulary import KINDS, Date, fields_of, read_record

NOT_REREAD = "not re-read"
LOADED = re.compile(
    r"terroris|rebel|insurgen|massacre|genocid|extremis|regime|militia|hardline|bandit|brutal|notorious|\bthugs?\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module", params=sorted(path.parent.name for path in CASES.glob("*/case.toml")))
def case(request: pytest.FixtureRequest) -> Case:
    """Each bundled case in turn."""
    return Case(request.param)


def test_the_case_lists_its_files_in_order(case: Case) -> None:
    """case.toml names each record file once, in the order in which they are best read, and warns its reader."""
    assert case.about["files"] == case.files
    assert case.about["marking"] == "everyone"
    assert case.about["cautions"]


def test_each_record_is_one_of_the_vocabulary(case: Case) -> None:
    """With its citations resolved, each record is read by the vocabulary, which refuses unknown fields."""
    faults = []
    for item in case.records:
        try:
            read_record({"kind": item.kind, **case.cited(item.data)}, place=item.place)
        except InvalidRecord as error:
            faults.append(str(error))
    assert faults == []


def test_ids_are_unique_plain_words(case: Case) -> None:
    """An id names one record of the whole case."""
    assert [slug for slug, count in Counter(item.slug for item in case.records).items() if count > 1] == []
    assert [slug for slug in case.kinds if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def _lost(case: Case, struct: type[msgspec.Struct], data: dict[str, Any], path: str) -> Iterator[str]:
    for field in fields_of(struct, path):
        values = data.get(field.name, [])
        values = values if isinstance(values, list) else [values]
        if field.ref:
            yield from (f"{path}.{field.name}: {value}" for value in values if case.kinds.get(value) not in field.ref)
        elif isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            for value in values:
                yield from _lost(case, field.type, value, f"{path}.{field.name}")


def test_references_lead_to_records_of_the_right_kind(case: Case) -> None:
    """What a field points to is in the case, and is an actor where an actor is meant."""
    assert [lost for item in case.records for lost in _lost(case, KINDS[item.kind], item.data, item.place)] == []


def test_each_record_can_be_checked(case: Case) -> None:
    """Each record cites a work; each citation gives the work, its address, the place in it and the day it was read."""
    assert [item.place for item in case.records if not item.data.get("sources")] == []
    faults = [
        f"{item.place}{path}: {name}"
        for item in case.records
        for path, citation in citations_in(case.cited(item.data))
        for name in ("work", "address", "place", "read")
        if not citation.get(name)
    ]
    assert faults == []


def test_works_are_defined_and_used(case: Case) -> None:
    """No citation hangs in the air, and the register holds nothing that is not cited."""
    assert {citation["key"] for item in case.records for _, citation in citations_in(item.data)} == set(case.works)


def test_the_register_says_what_was_read_again(case: Case) -> None:
    """A citation carries a whole day only where the register does not say that the work was not read again."""
    faults = [
        f"{item.place}: {citation['key']}"
        for item in case.records
        for _, citation in citations_in(item.data)
        if (NOT_REREAD in case.works[citation["key"]].get("note", "")) != (len(citation["read"]) < len("2026-11-23"))
    ]
    assert faults == []


def test_every_account_names_whose_it_is_and_where_it_stands(case: Case) -> None:
    """An account without a source would be ours, and a case has no word of its own in a dispute."""
    faults = [
        f"{item.place}{path}: {account['says']}"
        for item in case.records
        for path, account in accounts_in(item.data)
        if not account.get("by") or not account.get("sources")
    ]
    assert faults == []


def test_a_dispute_has_more_than_one_side(case: Case) -> None:
    """What is marked as disputed has at least two accounts, there or at the meeting it came from."""
    faults = []
    for item in case.of("meeting", "agreement"):
        meeting = case.table(item.data["meeting"]) if "meeting" in item.data else {}
        for part in item.data.get("parties", []):
            accounts = part.get("accounts", []) + meeting.get(part["party"], {}).get("accounts", [])
            if part.get("disputed") and len(accounts) < 2:
                faults.append(f"{item.place}: {part['party']}")
    assert faults == []


def test_exact_words_are_short(case: Case) -> None:
    """At most twenty words of anybody else's."""
    quoted = [citation.get("quoted", "") for item in case.records for _, citation in citations_in(item.data)]
    assert [words for words in quoted if len(words.split()) > 20] == []


def test_words_are_neutral(case: Case) -> None:
    """Loaded words stand only where somebody's words are the fact: in quotations and labels."""
    faults = [
        f"{item.place}{path}: {value}"
        for item in case.records
        for path, name, value in walk(item.data)
        if isinstance(value, str) and name not in {"quoted", "words", "key"} and LOADED.search(value)
    ]
    assert faults == []


def test_contacts_hold_no_handles_of_persons(case: Case) -> None:
    """A published case names public persons in its text; it keeps no list of who sat in which room."""
    assert [item.place for item in case.of("contact") if "handles" in item.data] == []


def test_dates_lie_in_the_period_of_the_case(case: Case) -> None:
    """Nothing begins outside the period; what is older is left open, what went on says until when."""
    period = Date.parse(case.about["period"])
    assert period.earliest is not None and period.latest is not None
    faults = [
        f"{item.place}: {item.data['when']}"
        for item in case.records
        if "when" in item.data
        and not (
            item.when.overlaps(period) and period.earliest <= (item.when.earliest or period.earliest) <= period.latest
        )
    ]
    assert faults == []
