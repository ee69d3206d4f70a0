"""A text tells nothing later than its date, so that a picture as of an earlier day gives nothing away.

Rule. A record is shown from the earliest day of its ``when``, and whatever the day if it has none or no known start.
What a program can see of a later fact is the year or month it names, and the name of a body that did not yet exist.
Citations may be later, for that is what sources are; so may ``by``, which says who told it and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from tests.cases.written import CASES, Case, Written

from multitrack.vocabulary import KINDS, Date, Identifier, Source, fields_of

MONTHS = {
    "January": 1,
    "February": 2,
    "March": 3,
    "April": 4,
    "May": 5,
    "June": 6,
    "July": 7,
    "August": 8,
    "September": 9,
    "October": 10,
    "November": 11,
    "December": 12,
}
NAMED = re.compile(rf"(?:(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) )?\b(?<!:)((?:19|20)\d\d)\b")

LATER_YEAR = {
    ("van-eck-analysis", "1996"): "an account of when the same work began, which another dates about a year earlier",
}
"""What may name a later year or month, by record and words, each with the reason for which it stays."""

LATER_BODY = {
    ("rome-1996-97", "CNDD-FDD"): "how a dataset codes these talks; the account says that the movement did not exist",
    ("rome-rounds-1996-97", "CNDD-FDD"): "how a dataset codes these talks; the account says the same",
}
"""What may name a body before it was there, by record and name, each with the reason for which it stays."""


@pytest.fixture(scope="module", params=sorted(path.parent.name for path in CASES.glob("*/case.toml")))
def case(request: pytest.FixtureRequest) -> Case:
    """Each bundled case in turn."""
    return Case(request.param)


def told(struct: type[msgspec.Struct], data: dict[str, Any]) -> Iterator[str]:
    """The free texts of a record or of a part of it, citations left out."""
    for field in fields_of(struct):
        values = data.get(field.name, [])
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                if field.type not in (Source, Identifier):
                    yield from told(field.type, value)
            elif field.shape in {"text", "long"} and not field.ref and field.name != "by":
                yield value


def shown_from(case: Case, item: Written) -> Date:
    """The time at which a record begins; the first year of the case where no start is known."""
    start = item.data.get("when", "").split("/")[0]
    return Date.parse(case.about["period"][:4] if start in {"", ".."} else start)


def first_day(words: re.Match[str]) -> date:
    """The earliest day that words such as ``2001``, ``May 2001`` or ``9 May 2001`` may mean."""
    day, month, year = words.groups()
    return date(int(year), MONTHS.get(month, 1), int(day or 1))


def later_years(case: Case) -> Iterator[tuple[str, str]]:
    """Each year or month that a text names and that lies after the time at which its record begins."""
    for item in case.records:
        begins = shown_from(case, item).latest or date.max
        for text in told(KINDS[item.kind], item.data):
            yield from ((item.slug, words[0]) for words in NAMED.finditer(text) if first_day(words) > begins)


def later_bodies(case: Case) -> Iterator[tuple[str, str]]:
    """Each actor that a text names before the day from which it exists."""
    since = {item.data["name"]: item.when.earliest or date.min for item in case.of("actor") if "when" in item.data}
    for item in case.records:
        begins = shown_from(case, item).latest or date.max
        text = " ".join(told(KINDS[item.kind], item.data))
        for name, day in since.items():
            if day > begins and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
                yield item.slug, name


def test_no_text_names_a_year_later_than_its_date(case: Case) -> None:
    """Every year and month in a free text lies at or before the start of its record, but for the reviewed few."""
    assert {found for found in later_years(case) if found not in LATER_YEAR} == set()


def test_no_text_names_a_body_that_did_not_exist(case: Case) -> None:
    """A movement, wing or organisation is in no text before it was there, but for the reviewed few."""
    assert {found for found in later_bodies(case) if found not in LATER_BODY} == set()


def test_each_exception_is_still_needed() -> None:
    """What was reviewed once and is gone, or said otherwise now, is no longer excepted."""
    cases = [Case(path.parent.name) for path in CASES.glob("*/case.toml")]
    assert set(LATER_YEAR) == {found for each in cases for found in later_years(each)}
    assert set(LATER_BODY) == {found for each in cases for found in later_bodies(each)}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It signed in October 2002.", ["October 2002"]),
        ("Until 2001, when it split on 9 May 2001.", ["2001", "9 May 2001"]),
        ("On 30 June 1998 and earlier in 1998.", []),
        ("On 1 July 1998.", ["1 July 1998"]),
    ],
)
def test_the_search_sees_what_runs_ahead(case: Case, words: str, found: list[str]) -> None:
    """A text that runs ahead of its record is found, also in a part of it; who said so and when is not."""
    part = {"party": "x", "presence": "attended", "accounts": [{"says": words, "by": "IRIN, 2005", "sources": []}]}
    round_ = {"when": "1998-06/2003-07", "title": "A round", "form": "round", "parties": [part]}
    item = Written("here", "here", "meeting", round_)
    assert list(told(KINDS[item.kind], item.data)) == ["A round", words]
    begins = shown_from(case, item).latest
    assert begins == date(1998, 6, 30)
    assert [each[0] for each in NAMED.finditer(words) if first_day(each) > begins] == found


def test_every_claim_has_a_known_start(case: Case) -> None:
    """A claim about the year 2000 is not there in 1996: each says from when on what it tells is told."""
    assert [item.place for item in case.of("claim") if "when" not in item.data or item.when.earliest is None] == []


def test_what_has_no_known_start_has_little_to_say(case: Case) -> None:
    """Only who somebody is, and what is older than the case, stands without a start; anything else has its day."""
    loose = [item for item in case.records if "when" not in item.data or item.when.earliest is None]
    assert {item.kind for item in loose} <= {"actor", "relation", "role"}
