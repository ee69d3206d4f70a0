"""A dossier says what is recorded, what is measured, and what neither knows."""

from __future__ import annotations

import time
from typing import Any

import msgspec
import pytest
from tests.picture.statements import actor, said, seen

from multitrack.errors import NotFound
from multitrack.ledger.statement import Statement
from multitrack.library.library import Library
from multitrack.picture import Dossier, dossier, groups
from multitrack.vocabulary import encode_hook

KEYS = {
    *("group", "as_of", "coverage", "months", "changes", "pattern", "assessments", "relations", "contacts"),
    *("agreements", "findings", "sources"),
}
CONTACT_KEYS = {"date", "with", "third_parties", "tracks", "before_split", "sources"}


def as_json(shown: Dossier) -> Any:
    return msgspec.json.decode(msgspec.json.encode(shown, enc_hook=encode_hook))


def test_the_json_of_a_dossier_has_its_keys(burundi: list[Statement], library: Library) -> None:
    """The keys that other programs rely on are there, at the top and in each contact."""
    shown = as_json(dossier(seen(*burundi, library=library), "CNDD-FDD"))
    assert set(shown) >= KEYS
    assert shown["contacts"]
    assert all(set(contact) >= CONTACT_KEYS for contact in shown["contacts"])
    assert all(contact["sources"] for contact in shown["contacts"])


def test_the_rome_talks_are_cndds(burundi: list[Statement], library: Library) -> None:
    """Contacts of 1996-97 with Sant'Egidio stand under CNDD, before the split, in the dossier of CNDD-FDD."""
    shown = dossier(seen(*burundi, library=library), "CNDD-FDD")
    rome = [each for each in shown.contacts if any("Egidio" in ref.name for ref in each.third_parties)]
    early = [each for each in rome if each.date < "1998"]
    assert early
    assert {tuple(ref.name for ref in each.with_) for each in early} == {("CNDD",)}
    assert all(each.before_split for each in early)


def test_agreements_name_the_wing_that_signed(burundi: list[Statement], library: Library) -> None:
    """Those of 2002 and 2003 hold the wings, not the group as one."""
    shown = dossier(seen(*burundi, library=library), "CNDD-FDD")
    signed = {each.date: {ref.name for ref in each.signed} for each in shown.agreements if not each.from_library}
    assert any("Ndayikengurukiye" in name for name in signed["2002-10-07"])
    assert any("Nkurunziza" in name for name in signed["2002-12-02"])
    assert any("Nkurunziza" in name for name in signed["2003-11-16"])


def test_an_agreement_of_the_ledger_is_not_shown_again_from_the_public_record(
    burundi: list[Statement], library: Library
) -> None:
    """A row with the number that a record names is the same agreement."""
    shown = dossier(seen(*burundi, library=library), "CNDD-FDD")
    numbers = [number for each in shown.agreements for number in each.identifiers if number.startswith("ucdp:")]
    assert len(numbers) == len(set(numbers))


def test_a_dossier_takes_less_than_a_second(burundi: list[Statement], library: Library) -> None:
    """With the library open, on the bundled case; the best of three, as the machine may be busy."""
    library.groups()
    times = []
    for day in ("2005-01-01", "2005-01-02", "2005-01-03"):
        start = time.perf_counter()
        dossier(seen(*burundi, library=library, as_of=day), "CNDD-FDD")
        times.append(time.perf_counter() - start)
    assert min(times) < 1


@pytest.mark.parametrize("name", ["cndd fdd", "CNDD–FDD", "Forces for the Défense of Democracy", "ucdp:434", "434"])
def test_a_group_is_found_by_any_alias_accent_or_case(name: str, library: Library) -> None:
    """Case, accents and punctuation do not tell two names apart; numbers and other names lead to it too."""
    named = actor("fdd", "CNDD-FDD", ucdp="434", names=[{"text": "Forces for the Defense of Democracy"}])
    assert dossier(seen(named, library=library), name).group["id"] == "fdd"


def test_a_name_of_the_public_record_leads_to_the_picture_s_own_actor(library: Library) -> None:
    """A group that the ledger calls otherwise is found under the public record's name for it."""
    picture = seen(actor("x", "The Movement", ucdp="434"), library=library)
    assert dossier(picture, "CNDD-FDD").group["id"] == "x"


def test_a_name_that_may_mean_several_names_them() -> None:
    """Nothing is guessed: the reader is told between which to choose."""
    picture = seen(actor("one", "FNL", ucdp="432"), actor("two", "F.N.L.", "wing"))
    with pytest.raises(NotFound) as error:
        dossier(picture, "fnl")
    assert "FNL" in error.value.diagnostics()
    assert "F.N.L." in error.value.diagnostics()


def test_a_group_of_the_public_record_alone_has_its_violence_and_no_contact(library: Library) -> None:
    """Without an actor record: relations, agreements and months come from the library, contacts are unknown."""
    shown = dossier(seen(library=library), "Palipehutu-FNL")
    assert shown.group["from_library"] is True
    assert shown.months
    assert shown.agreements
    assert all(each.from_library for each in shown.agreements)
    assert [each.second.name for each in shown.relations if each.first.name == "Palipehutu-FNL"] == ["Palipehutu"]
    assert shown.contacts == ()
    assert "Others may be in touch" in shown.silence


def test_signing_parties_of_the_public_record_are_the_sides_alone(library: Library) -> None:
    """Guarantors and facilitators are coded beside the parties there; they are not shown as having signed."""
    shown = dossier(seen(library=library), "CNDD-FDD")
    assert {ref.name for each in shown.agreements for ref in each.signed} == {"Government of Burundi", "CNDD-FDD"}


def test_an_undated_split_of_the_public_record_is_not_told_before_it_shows(library: Library) -> None:
    """Asked about a day before the younger group's first event, the splinter is not known yet."""
    early = dossier(seen(library=library, as_of="1995-01-01"), "ucdp:431")
    late = dossier(seen(library=library, as_of="2005-01-01"), "ucdp:431")
    assert "CNDD-FDD" not in [each.first.name for each in early.relations]
    assert "CNDD-FDD" in [each.first.name for each in late.relations]


def test_a_wing_shows_its_groups_violence_and_says_so(library: Library) -> None:
    """The data do not separate wings, and nothing pretends that they do."""
    wing = [
        actor("g", "CNDD-FDD", ucdp="434"),
        actor("w", "The wing", "wing"),
        said("r", "relation", first="w", type="wing of", second="g", when="2001-10/.."),
    ]
    shown = dossier(seen(*wing, library=library), "The wing")
    assert shown.months
    assert shown.group["ucdp_id"] is None
    assert "the data do not separate its wings" in str(shown.coverage["text"])


def test_a_group_without_a_number_says_that_its_violence_is_not_known(library: Library) -> None:
    """No number is not no violence."""
    shown = dossier(seen(actor("g", "A new group"), library=library), "A new group")
    assert shown.months == ()
    assert "not known here" in str(shown.coverage["text"])
    assert shown.pattern["events"] is None


def test_outside_coverage_there_are_no_months(library: Library) -> None:
    """Asked about a day before the data begin, the dossier has no month and says why."""
    shown = dossier(seen(actor("g", "Amal", ucdp="434"), library=library, as_of="1985-01-01"), "Amal")
    assert shown.months == ()
    assert "outside the data's coverage" in str(shown.coverage["text"])


def test_without_a_library_the_ledger_still_speaks() -> None:
    """A picture without public record is a picture; what was recorded of violence is not known."""
    shown = dossier(seen(actor("g", "G", ucdp="434"), said("c", "contact", parties=["g"], when="2001")), "G")
    assert len(shown.contacts) == 1
    assert "never zero" in str(shown.coverage["text"])


def test_two_current_versions_of_one_record_both_stand() -> None:
    """Two people who corrected the same contact apart are both heard."""
    one = said("c", "contact", parties=["g"], when="2026-11-01", summary="They asked for time.")
    two = said("c", "contact", parties=["g"], when="2026-11-01", summary="They refused.")
    shown = dossier(seen(actor("g"), one, two), "g")
    assert {each.summary for each in shown.contacts} == {"They asked for time.", "They refused."}
    assert len({each.entry for each in shown.contacts}) == 2


def test_every_work_that_is_shown_is_listed_once(burundi: list[Statement], library: Library) -> None:
    """Sources hold each work with its address, and the public data with licence and attribution."""
    shown = dossier(seen(*burundi, library=library), "CNDD-FDD")
    works = [(each["work"], each["address"]) for each in shown.sources]
    assert len(works) == len(set(works))
    assert any("CC BY 4.0" in str(each.get("licence", "")) for each in shown.sources)


def test_the_list_finds_actors_first_and_then_the_public_record(burundi: list[Statement], library: Library) -> None:
    """`group --list` finds by part of a name in the ledger and by any name in the public record, once each."""
    found = groups(seen(*burundi, library=library), "FNL")
    assert "Palipehutu-FNL" in [each["name"] for each in found]
    numbers = [each["ucdp_id"] for each in found if each["ucdp_id"] is not None]
    assert len(numbers) == len(set(numbers))
    assert next(each["events"] for each in found if each["name"] == "Palipehutu-FNL") > 0
    assert any(each["name"] == "PIRA" for each in groups(seen(library=library), "provisional ira"))


def test_the_strip_has_a_lane_for_each_track_in_contact(burundi: list[Statement], library: Library) -> None:
    """Leaders, splits, contact by track, talks, agreements and claims are lanes; marks lie within the strip."""
    strip = dossier(seen(*burundi, library=library), "CNDD-FDD").strip
    assert strip is not None
    assert {"leaders", "splits", "contact-1", "contact-7", "talks", "agreements", "claims"} <= {
        lane.key for lane in strip.lanes
    }
    assert all(strip.first <= mark.start <= mark.end <= strip.last for lane in strip.lanes for mark in lane.marks)
