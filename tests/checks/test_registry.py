"""The registry is data that can be read, and says of each check what its tests show."""

from __future__ import annotations

import re
from pathlib import Path

from tests.picture.statements import actor, said, seen

from multitrack import checks
from multitrack.checks.registry import CHECKS, WEIGHTS, as_markdown
from multitrack.ledger.statement import Statement
from multitrack.library.library import Library

SEED = "../shared/seed/track-one-track-two.txt"


def test_codes_are_unique_and_weights_known() -> None:
    """A code is stable and means one thing."""
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert {check.weight for check in CHECKS} <= set(WEIGHTS)
    assert {"L1", "L3", "L5", "P2", "T1", "G1", "G2"} == {check.code for check in CHECKS}


def test_each_row_says_all_and_quotes_little() -> None:
    """Rule, reason, remedy, case and near miss stand in every row; no quotation is longer than 20 words."""
    for check in CHECKS:
        assert all((check.name, check.rule, check.because, check.remedy, check.case, check.near_miss)), check.code
        assert all(len(words.split()) <= 20 for words in re.findall(r'"([^"]+)"', check.because)), check.code


def test_what_is_quoted_of_the_paper_is_in_it(repo: Path) -> None:
    """Words quoted from Hottinger 2005 are there, letter by letter."""
    seed = repo / SEED
    if not seed.is_file():
        return
    text = " ".join(seed.read_text(encoding="utf-8").replace("’", "'").split())
    for check in CHECKS:
        for words in re.findall(r'Hottinger 2005: "([^"]+)"', check.because):
            assert words in text, (check.code, words)


def test_each_check_has_a_test_of_its_case_and_of_its_near_miss(repo: Path) -> None:
    """No check without a test that shows it firing and one that shows it silent."""
    text = "".join(path.read_text(encoding="utf-8") for path in (repo / "tests" / "checks").glob("test_*.py"))
    for check in CHECKS:
        names = re.findall(rf"def test_{check.code.lower()}_(\w+)", text)
        assert any("noticed" in name for name in names), check.code
        assert any("silent" in name for name in names), check.code


def test_the_document_is_the_registry(repo: Path) -> None:
    """`docs/checks.md` is what the registry says, word for word."""
    assert (repo / "docs" / "checks.md").read_text(encoding="utf-8") == as_markdown()


def test_two_versions_of_one_record_are_noticed_once() -> None:
    """A promise that two people corrected apart is overdue once."""
    versions = [said("f", "follow-up", what=what, owed_by="desk-one", due="2020") for what in ("one", "two")]
    assert [finding.code for finding in checks.run(seen(*versions))] == ["L5"]


def test_no_finding_repeats_itself(burundi: list[Statement], library: Library) -> None:
    """Each key stands once, and a second run gives the same findings."""
    picture = seen(*burundi, library=library)
    findings = checks.run(picture)
    keys = [finding.key for finding in findings]
    assert len(keys) == len(set(keys))
    assert checks.run(picture) == findings


def test_findings_come_gravest_first(burundi: list[Statement], library: Library) -> None:
    """By weight, then by code, then by time."""
    findings = checks.run(seen(*burundi, library=library))
    ranks = [(list(WEIGHTS).index(each.weight), each.code, each.when) for each in findings]
    assert ranks == sorted(ranks)


def test_a_new_workspace_runs_the_checks_that_start_and_others_join() -> None:
    """An empty picture has no finding; with an actor alone nothing fires without a public record."""
    assert checks.run(seen()) == ()
    assert checks.run(seen(actor("g", ucdp="434"))) == ()
    promise = said("f", "follow-up", what="w", owed_by="desk-one", due="2020")
    assert [finding.code for finding in checks.run(seen(promise))] == ["L5"]


def test_asking_about_one_group_gives_what_all_findings_hold_of_it(burundi: list[Statement], library: Library) -> None:
    """The quicker question for a dossier leaves out nothing that is about the group or its wings."""
    picture = seen(*burundi, library=library)
    fdd = picture.find_actor("CNDD-FDD").id
    wings = {held.id for held in picture.armed_groups() if held.record.name.startswith("CNDD-FDD")}
    whole = tuple(each for each in checks.run(picture) if {ref.id for ref in each.about} & (wings | {fdd}))
    assert whole
    assert checks.run(picture, about="cndd-fdd") == whole
    assert checks.run(picture, about="no such group") == ()
