"""A fighting party left out: noticed in the manner that is recorded, with the dispute."""

from __future__ import annotations

from typing import Any

import pytest
from tests.picture.statements import actor, said, seen

from multitrack import checks
from multitrack.library.library import Library
from multitrack.picture import Finding

FDD = actor("fdd", "CNDD-FDD", ucdp="434")
PARTY = actor("p", "A party", "political party")


def table(record_id: str, when: str, presence: str, kind: str = "meeting", party: str = "fdd", **part: Any) -> Any:
    fields: dict[str, Any] = {"title": f"Table {record_id}", "when": when}
    fields |= {"form": "round"} if kind == "meeting" else {"stage": "comprehensive"}
    return said(record_id, kind, parties=[{"party": party, "presence": presence, **part}], **fields)


def found(*statements: Any, library: Library | None = None, **moment: Any) -> list[Finding]:
    picture = seen(FDD, PARTY, *statements, library=library, **moment)
    return [each for each in checks.run(picture) if each.code == "P2"]


def test_p2_a_fighting_party_that_is_absent_is_noticed(library: Library) -> None:
    """With the manner, the record of its fighting and both accounts of the dispute."""
    accounts = [{"says": "There were conditions.", "by": "Facilitator"}, {"says": "It was refused.", "by": "CNDD-FDD"}]
    (finding,) = found(
        table("m", "1999-01", "invited on conditions", disputed=True, accounts=accounts), library=library
    )
    assert "with conditions set for its coming: Table m (1999-01)" in finding.text
    assert "Recorded as fighting" in finding.text
    assert "disputed; accounts differ (Facilitator; CNDD-FDD)." in finding.text
    assert [account.says for account in finding.accounts] == ["There were conditions.", "It was refused."]
    assert any(each.vintage or each.record_id for each in finding.evidence)


@pytest.mark.parametrize(
    "presence",
    [
        "not invited",
        "invited on conditions",
        "invited and stayed away",
        "came and did not sign",
        "withdrew",
        "absent, reason unknown",
    ],
)
@pytest.mark.parametrize("kind", ["meeting", "agreement"])
def test_p2_each_manner_of_absence_has_words_of_its_own(library: Library, presence: str, kind: str) -> None:
    """No two manners are told alike, and an unknown reason is said to be unknown."""
    (finding,) = found(table("m", "2000-08-28", presence, kind), library=library)
    others = {
        found(table("m", "2000-08-28", other, kind), library=library)[0].text
        for other in ("not invited", "came and did not sign", "withdrew")
        if other != presence
    }
    assert finding.text not in others
    assert ("not recorded here" in finding.text) is (presence == "absent, reason unknown")


@pytest.mark.parametrize(
    "statement",
    [
        table("m", "2012-05", "not invited"),
        table("m", "1999-01", "attended"),
        table("m", "1999-01", "signed"),
        table("m", "1999-01", "not invited", party="p"),
        said(
            "w",
            "meeting",
            title="Seminar",
            form="seminar",
            when="1999-01",
            parties=[{"party": "fdd", "presence": "not invited"}],
        ),
    ],
    ids=["not fighting then", "attended", "signed", "no armed group", "a seminar"],
)
def test_p2_is_silent(library: Library, statement: Any) -> None:
    """Inside coverage without fighting; for those present; for parties that are not armed; for seminars."""
    assert found(statement, library=library) == []


def test_p2_outside_the_data_it_is_not_known_whether_it_was_fighting(library: Library) -> None:
    """Unknown is not "no": the absence is noticed, and the text says what is not known."""
    (finding,) = found(table("m", "2024-05", "not invited"), library=library)
    assert "outside the data's coverage" in finding.text


def test_p2_rounds_missed_in_one_manner_are_one_finding(library: Library) -> None:
    """Several rounds within a period are told together; a change of manner, an attended round or a year ends it."""
    rounds = [
        table("a", "1998-10", "not invited"),
        table("b", "1999-03", "not invited"),
        table("c", "2000-02", "invited and stayed away"),
        table("d", "2001-02", "not invited"),
        table("e", "2001-05", "attended"),
        table("f", "2001-07", "not invited"),
    ]
    assert [(each.when, each.text.count("Table")) for each in found(*rounds, library=library)] == [
        ("1998-10/1999-03", 2),
        ("2000-02", 1),
        ("2001-02", 1),
        ("2001-07", 1),
    ]


def test_p2_an_agreement_is_told_apart_from_the_rounds_before_it(library: Library) -> None:
    """Absence from a signing is another thing than absence from the rounds, unless it was signed at one of them."""
    apart = [table("a", "2000-02", "not invited"), table("b", "2000-08-28", "not invited", "agreement")]
    within = [table("a", "2000-08-26/2000-08-28", "not invited"), table("b", "2000-08-28", "not invited", "agreement")]
    assert len(found(*apart, library=library)) == 2
    assert len(found(*within, library=library)) == 1


def test_p2_a_wing_is_measured_by_its_group_and_says_so(library: Library) -> None:
    """The data do not separate wings: its group's fighting is what is known."""
    wing = [actor("w", "The wing", "wing"), said("r", "relation", first="w", type="wing of", second="fdd")]
    (finding,) = found(*wing, table("m", "2002-10-07", "not invited", "agreement", party="w"), library=library)
    assert "do not separate the wings of CNDD-FDD" in finding.text


def test_p2_a_table_later_than_the_day_is_not_there(library: Library) -> None:
    """Asked about a day before the round, nothing is noticed."""
    assert found(table("m", "2000-02-21", "not invited"), library=library, as_of="2000-02-20") == []
