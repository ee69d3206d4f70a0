"""Assessments: the violence recorded changed since, or what they stand on did."""

from __future__ import annotations

from typing import Any

import pytest
from tests.picture.statements import actor, said, seen

from multitrack import checks
from multitrack.library.library import Library
from multitrack.picture import Finding

FDD = actor("fdd", "CNDD-FDD", ucdp="434")


def found(code: str, *statements: Any, library: Library | None = None, **moment: Any) -> list[Finding]:
    return [each for each in checks.run(seen(FDD, *statements, library=library, **moment)) if each.code == code]


def phase(on: str, **fields: Any) -> Any:
    return said("p", "phase", group="fdd", phases=["negotiating"], assessed_by="desk-one", assessed_on=on, **fields)


def test_g1_a_measured_change_since_the_assessment_is_noticed(library: Library) -> None:
    """The fall after the agreements of 2003 came after an assessment of 2003; it is one indicator, and says so."""
    (finding,) = found("G1", phase("2003-06-01"), library=library, as_of="2006-01-01")
    assert "since the phase assessment of 2003-06-01 by desk-one" in finding.text
    assert "down near" in finding.text
    assert "up near" not in finding.text
    assert "one indicator" in finding.text


def test_g1_says_where_there_is_no_assessment_yet(library: Library) -> None:
    """Measured changes without any assessment: the finding says that there is none."""
    (finding,) = found("G1", library=library, as_of="2006-01-01")
    assert "no phase assessment is on this picture" in finding.text


@pytest.mark.parametrize(("on", "day"), [("2005-12-01", "2006-01-01"), ("1998-06-01", "1998-07-01")])
def test_g1_is_silent_when_nothing_changed_since(library: Library, on: str, day: str) -> None:
    """An assessment made after the last measured change, and a change still to come."""
    assert found("G1", phase(on), library=library, as_of=day) == []


def test_g1_is_silent_without_a_number_or_a_library(library: Library) -> None:
    """What cannot be measured has not changed, as far as can be said."""
    picture = seen(actor("x", "New group"), library=library)
    assert [each for each in checks.run(picture) if each.code == "G1"] == []
    assert found("G1") == []


RELATION = said("r", "relation", first="fdd", type="ally of", second="other", when="2026-05/..")
OTHER = actor("other", "Other group")


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        ([phase("2026-01-01", review="2026-10")], "its review was due 2026-10"),
        ([phase("2026-01-01"), OTHER, RELATION], "ally of Other group, changed 2026-05"),
        (
            [
                phase("2026-01-01"),
                OTHER,
                said("r", "relation", first="other", type="splinter of", second="fdd", when="2026-06"),
            ],
            "Other group: splinter of CNDD-FDD",
        ),
        (
            [phase("2026-01-01"), said("b", "resource", actor="fdd", base="sponsor", when="2020/2026-03")],
            "economic base: a sponsor, 2026-03",
        ),
        (
            [
                phase("2026-01-01"),
                said("r1", "role", person="A", actor="fdd", position="head", leads=True, when="2020/2026-02"),
            ],
            "the leader changed, 2026-02",
        ),
    ],
    ids=["review", "alliance", "split", "economic base", "leader"],
)
def test_g2_a_stale_assessment_is_noticed_with_the_reason(statements: list[Any], reason: str) -> None:
    """Past its review, or leader, alliance, split or economic base changed since."""
    (finding,) = found("G2", *statements)
    assert reason in finding.text


@pytest.mark.parametrize(
    "statements",
    [
        [phase("2026-01-01", review="2026-11")],
        [phase("2026-06-01"), OTHER, RELATION],
        [],
        [said("p0", "phase", group="fdd", phases=["growing"], assessed_by="x", assessed_on="2010", review="2011"),
         phase("2026-01-01")],
    ],
    ids=["review this month", "changed before", "no assessment", "an older one was superseded"],
)  # fmt: skip
def test_g2_is_silent(statements: list[Any]) -> None:
    """While the review lies ahead, after later assessments, and where there is none."""
    assert found("G2", *statements) == []
