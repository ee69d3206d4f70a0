"""No line known: on this picture, beside what is claimed, and never "nobody was in touch"."""

from __future__ import annotations

from typing import Any

import pytest
from tests.picture.statements import actor, said, seen

from multitrack import checks
from multitrack.library.library import Library
from multitrack.picture import Finding

BASIS = [actor("fdd", "CNDD-FDD", ucdp="434"), actor("i", "Us", "non-governmental organisation")]


def found(*statements: Any, library: Library | None, as_of: str = "2000-01-15") -> list[Finding]:
    return [each for each in checks.run(seen(*BASIS, *statements, library=library, as_of=as_of)) if each.code == "T1"]


def engagement(when: str, **fields: Any) -> Any:
    return said("e", "engagement", intermediary="i", parties=["fdd"], tracks=["2"], when=when, **fields)


def test_t1_a_fighting_party_without_a_line_is_noticed(library: Library) -> None:
    """It says from when to when, that others may have been in touch, and tells the claim that some were."""
    about = {"by": "Hottinger 2005", "concerning": ["fdd"], "when": "1998/2000", "topic": "contact"}
    claim = said("q", "claim", says="NGOs kept contact.", **about)
    (finding,) = found(claim, library=library)
    assert finding.when == "1998-08/.."
    assert "no line to CNDD-FDD is known on this picture" in finding.text
    assert "Others may have been in touch" in finding.text
    assert "Beside this stands what others say (Hottinger 2005)." in finding.text
    assert [(account.by, account.says) for account in finding.accounts] == [("Hottinger 2005", "NGOs kept contact.")]


def test_t1_a_claim_about_another_time_is_not_told_beside_it(library: Library) -> None:
    """What is claimed of 1996, or of something else than contact, is left out; a claim without a date may stand."""
    claims = [
        said("q1", "claim", says="Then.", by="A", concerning=["fdd"], when="1996", topic="contact"),
        said("q2", "claim", says="Some time.", by="B", concerning=["fdd"], topic="contact"),
        said("q3", "claim", says="It was armed from outside.", by="C", concerning=["fdd"], topic="economic base"),
    ]
    (finding,) = found(*claims, library=library)
    assert [account.by for account in finding.accounts] == ["B"]


@pytest.mark.parametrize(
    "statement",
    [
        engagement("1998-06/.."),
        engagement("1998-06/..", state="following at rest"),
        said("l", "line", party="fdd", intermediary="i", when="1998-07/.."),
        said("l", "line", party="fdd", intermediary="i"),
    ],
    ids=["engagement", "at rest", "line", "line of unknown age"],
)
def test_t1_is_silent_with_a_line(library: Library, statement: Any) -> None:
    """A live engagement or line is a line known; agreed silence too."""
    assert found(statement, library=library) == []


def test_t1_is_silent_outside_the_data(library: Library) -> None:
    """Where it is not known whether the party is fighting, nothing is noticed at the day."""
    alive = [each for each in found(library=library, as_of="2026-01-01") if each.when.endswith("..")]
    assert alive == []
    assert found(library=None) == []


def test_t1_a_contact_within_the_year_is_a_line_for_the_time_being(library: Library) -> None:
    """A contact two months ago is enough at the day; the year before it is noticed as past."""
    contact = said("c", "contact", parties=["fdd"], when="1999-11-15")
    assert [each.when for each in found(contact, library=library)] == ["1998-08/1999-11"]


def test_t1_a_refusal_is_no_line(library: Library) -> None:
    """An attempt that was refused leaves the gap as it is."""
    refused = said("c", "contact", parties=["fdd"], when="1999-11-15", outcome="refused")
    assert [each.when for each in found(refused, library=library)] == ["1998-08/.."]


def test_t1_an_engagement_that_ended_leaves_no_line(library: Library) -> None:
    """Three months after an engagement was ended no line is known, however short the time."""
    assert [each.when for each in found(engagement("1998-06/1999-10-15"), library=library)] == ["1999-10/.."]


def test_t1_an_engagement_that_was_left_without_a_recorded_end_is_no_line(library: Library) -> None:
    """Its state says that it is over; it was kept for as long as contact shows."""
    left = engagement("1998-06/..", state="withdrawn")
    assert [each.when for each in found(left, library=library)] == ["1998-08/.."]
    contact = said("c", "contact", parties=["fdd"], third_parties=["i"], engagement="e", when="1998-12-01")
    assert [each.when for each in found(left, contact, library=library)] == ["1998-12/.."]


def test_t1_a_past_year_of_fighting_without_a_line_is_noticed_later(library: Library) -> None:
    """From the end of the fighting on, the gap stands with its two ends."""
    kept = engagement("2000-03/2004")
    assert [each.when for each in found(kept, library=library, as_of="2012-01-01")] == ["1998-08/2000-02"]


def test_t1_a_table_at_which_it_sat_ends_the_gap_and_one_it_missed_does_not(library: Library) -> None:
    """Presence is contact; absence is not."""

    def meeting(presence: str) -> Any:
        part = {"party": "fdd", "presence": presence}
        return said("m", "meeting", title="Round", form="round", when="1999-06", parties=[part])

    assert [each.when for each in found(meeting("attended"), library=library)] == []
    assert [each.when for each in found(meeting("not invited"), library=library)] == ["1998-08/.."]


def test_t1_a_line_to_a_wing_is_a_line_to_its_group(library: Library) -> None:
    """The data do not separate wings, so a wing's line counts."""
    wing = [
        actor("w", "The wing", "wing"),
        said("r", "relation", first="w", type="wing of", second="fdd", when="1998/.."),
        said("e", "engagement", intermediary="i", parties=["w"], tracks=["1"], when="1998-06/.."),
    ]
    assert found(*wing, library=library) == []
