"""What the checks notice in the case of Burundi."""

from __future__ import annotations

import pytest
from tests.picture.statements import seen

from multitrack import checks
from multitrack.ledger.statement import Statement
from multitrack.library.library import Library
from multitrack.picture import Finding

FORBIDDEN = ("nobody was in touch", "no one was in touch", "nobody is in touch", "no contact was made")


@pytest.fixture(scope="module")
def findings(burundi: list[Statement], library: Library) -> tuple[Finding, ...]:
    return checks.run(seen(*burundi, library=library))


def of_fdd(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    return [each for each in findings if each.code == code and "CNDD-FDD" in [ref.name for ref in each.about]]


def test_the_absence_of_1998_99_and_the_signing_of_2000_are_told_differently(findings: tuple[Finding, ...]) -> None:
    """Both are noticed, each in its own manner and with its own dispute."""
    (rounds,) = [each for each in of_fdd(findings, "P2") if each.when.startswith("1998-06")]
    (signing,) = [each for each in of_fdd(findings, "P2") if each.when == "2000-08-28"]
    assert "conditions" in rounds.text
    assert "did not sign" in signing.text
    assert all("disputed" in each.text for each in (rounds, signing))
    assert {account.says for account in rounds.accounts}.isdisjoint(account.says for account in signing.accounts)


def test_february_2000_is_told_with_both_accounts(findings: tuple[Finding, ...]) -> None:
    """Stayed away, by the record; whether it was invited is disputed."""
    (february,) = [each for each in of_fdd(findings, "P2") if each.when.startswith("2000-02-21")]
    assert len(february.accounts) >= 2


def test_no_line_known_stands_beside_what_the_paper_says(findings: tuple[Finding, ...]) -> None:
    """The years without a line known to CNDD-FDD are told beside the claim that organisations kept contact."""
    gaps = of_fdd(findings, "T1")
    assert gaps
    assert any("Hottinger" in account.by for each in gaps for account in each.accounts)
    assert all("known on this picture" in each.text for each in gaps)


@pytest.mark.parametrize("day", ["", "1996-01-01", "1999-06-01", "2000-09-01", "2002-06-01", "2005-12-31"])
def test_no_finding_says_that_nobody_was_in_touch(burundi: list[Statement], library: Library, day: str) -> None:
    """Whatever the day, missing contact is missing on this picture."""
    for finding in checks.run(seen(*burundi, library=library, as_of=day)):
        assert not any(words in finding.text.lower() for words in FORBIDDEN)
        if finding.code in {"L1", "L3", "T1"}:
            assert "thers may" in finding.text


def test_every_finding_names_what_it_stands_on(findings: tuple[Finding, ...]) -> None:
    """Evidence leads to records of the case or rows of the library."""
    assert findings
    for finding in findings:
        assert finding.evidence
        assert finding.about
        assert "Palipehutu" in finding.text or "CNDD" in finding.text or finding.about[0].name in finding.text
