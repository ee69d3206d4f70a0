"""Lines: gone quiet, a leader changed, a promise to come back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.picture.statements import actor, said, seen

from multitrack import checks
from multitrack.picture import Finding

BASIS = [actor("g", "Group"), actor("i", "Us", "non-governmental organisation")]


def found(code: str, *statements: Any, **moment: Any) -> list[Finding]:
    return [each for each in checks.run(seen(*BASIS, *statements, **moment)) if each.code == code]


def line(record_id: str = "l", **fields: Any) -> Any:
    basis = {"party": "g", "intermediary": "i", "when": "2026-01-01/..", "cadence_days": 30}
    return said(record_id, "line", **{**basis, **fields})


def contact(when: str, record_id: str = "c", **fields: Any) -> Any:
    return said(record_id, "contact", parties=["g"], third_parties=["i"], when=when, **fields)


def test_l1_a_line_beyond_its_cadence_is_noticed() -> None:
    """Last contact 45 days ago, agreed 30: the finding says both, and that others may be in touch."""
    (finding,) = found("L1", line(), contact("2026-10-09"))
    assert finding.weight == "act"
    assert "45 days old" in finding.text
    assert "every 30 days" in finding.text
    assert "others may be in touch" in finding.text
    assert [ref.name for ref in finding.about] == ["Group"]
    assert len(finding.evidence) == 2


@pytest.mark.parametrize(
    "statements",
    [
        [line(), contact("2026-10-24")],
        [line(at_rest=True), contact("2020")],
        [line(cadence_days=None), contact("2020")],
        [line(when="2020/2021"), contact("2020-05")],
        [line(), contact("2026-10-01"), contact("2026-11-20", "d", outcome="nothing new")],
        [line(), contact("2026-10-01"), contact("2026-11-20", "d", outcome="waited")],
        [line(), contact("2026-10")],
    ],
    ids=["in time", "at rest", "no cadence", "over", "nothing new", "waited on purpose", "some day of October"],
)
def test_l1_is_silent(statements: list[Any]) -> None:
    """Within the cadence, following at rest, without a cadence, when over, and after chosen silence."""
    assert found("L1", *statements) == []


def test_l1_tells_of_attempts_that_reached_nobody() -> None:
    """An attempt does not reset the cadence, and is told."""
    (finding,) = found("L1", line(), contact("2026-10-01"), contact("2026-11-01", "d", outcome="attempted"))
    assert "1 attempt since reached nobody" in finding.text


def test_l1_counts_from_the_beginning_where_no_contact_is_recorded() -> None:
    """A line that never had a contact on this picture is quiet since it began."""
    (finding,) = found("L1", line(when="2026-06-01/.."))
    assert "No contact is recorded since it began" in finding.text


def test_l1_notices_an_engagement_with_its_line_once() -> None:
    """Where a line carries the engagement, the line is what is noticed."""
    engagement = said(
        "e", "engagement", intermediary="i", parties=["g"], tracks=["2"], when="2026-01-01/..", cadence_days=30
    )
    assert [each.evidence[0].record_id for each in found("L1", engagement, line(engagement="e"))] == ["l"]
    assert [each.evidence[0].record_id for each in found("L1", engagement)] == ["e"]


def test_l1_a_table_sat_at_together_is_contact() -> None:
    """A round convened by the intermediary with the party at it keeps the line."""
    meeting = said(
        "m",
        "meeting",
        title="Round",
        form="round",
        when="2026-11-10",
        convened_by=["i"],
        parties=[{"party": "g", "presence": "attended"}],
    )
    assert found("L1", line(), contact("2026-09-01"), meeting) == []


def role(record_id: str, person: str, when: str, **fields: Any) -> Any:
    return said(record_id, "role", person=person, actor="g", position="leader", leads=True, when=when, **fields)


CHANGE = [role("r1", "First", "2020/2026-10-20", ended="internal struggle"), role("r2", "Second", "2026-10-20/..")]


def test_l3_a_line_without_contact_since_the_leader_changed_is_noticed() -> None:
    """It says who went, who came, how it ended, and which lines are to be confirmed anew."""
    (finding,) = found("L3", *CHANGE, line(), contact("2026-10-15"))
    assert "First was followed as leader by Second, 2026-10-20" in finding.text
    assert "internal struggle" in finding.text
    assert "Us with Group" in finding.text
    assert "Others may be in touch" in finding.text


@pytest.mark.parametrize(
    "statements",
    [
        [*CHANGE, line(), contact("2026-10-25")],
        [role("r2", "Second", "2026-10-20/.."), line(), contact("2026-10-15")],
        [*CHANGE, line(when="2026-11-01/..")],
        [*CHANGE, line(when="2020/2021")],
        CHANGE,
        [role("r1", "First", "2019/2020"), role("r2", "Second", "2020/.."), line(when="2018/..")],
    ],
    ids=["contact after", "first leader", "line began after", "line over", "no line", "long ago, no contact recorded"],
)
def test_l3_is_silent(statements: list[Any]) -> None:
    """After contact since; for a first leader; for lines that began after it, are over, or are not there."""
    assert found("L3", *statements) == []


def test_l3_two_successions_are_two_changes_and_the_last_counts() -> None:
    """Only the latest change is to be confirmed."""
    roles = [
        role("r1", "First", "2020/2026-03-01", ended="death"),
        role("r2", "Second", "2026-03-05/2026-10-01", ended="arrest"),
        role("r3", "Third", "2026-10-02/.."),
    ]
    (finding,) = found("L3", *roles, line(), contact("2026-05-01"))
    assert "Second was followed as leader by Third" in finding.text


def test_l3_nothing_is_known_of_a_change_before_it_came() -> None:
    """Asked about a day before the change, there is none."""
    assert found("L3", *CHANGE, line(), contact("2026-09-15"), as_of="2026-10-01") == []


def test_l5_an_overdue_promise_is_noticed() -> None:
    """With who owes it, to whom, and for how long."""
    promise = said("f", "follow-up", what="Bring the agenda", owed_by="desk-one", owed_to=["g"], due="2026-11-13")
    (finding,) = found("L5", promise)
    assert "Bring the agenda: owed by desk-one to Group, due 2026-11-13, 10 days ago" in finding.text


@pytest.mark.parametrize(
    "fields", [{"due": "2026-11-23"}, {"due": "2026-11"}, {}, {"due": "2026-10-01", "done": "2026-11-01"}]
)
def test_l5_is_silent(fields: dict[str, str]) -> None:
    """On the day itself, in the month of a promise without a day, without a date, and once it is kept."""
    assert found("L5", said("f", "follow-up", what="w", owed_by="desk-one", owed_to=["g"], **fields)) == []
