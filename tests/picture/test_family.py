"""What was with the predecessor stands under its name and ends at the split."""

from __future__ import annotations

from tests.picture.statements import actor, said, seen

from multitrack.ledger.statement import Statement
from multitrack.picture import Picture, dossier


def history(split: str = "1998-05~/..") -> list[Statement]:
    """A group, its splinter, a wing of the splinter, and contacts before and after."""
    return [
        actor("old", "CNDD", ucdp="431"),
        actor("new", "CNDD-FDD", ucdp="434"),
        actor("wing", "CNDD-FDD (Nkurunziza)", "wing"),
        actor("rome", "Community of Sant'Egidio", "religious body"),
        actor("state", "Government", "government body"),
        said("s1", "relation", first="new", type="splinter of", second="old", when=split),
        said("s2", "relation", first="wing", type="wing of", second="new", when="2001-10/.."),
        said("c1", "contact", parties=["old", "state"], third_parties=["rome"], when="1996-10/1997-05", tracks=["7"]),
        said("c2", "contact", parties=["old"], when="1999-01-05", tracks=["1"]),
        said("c3", "contact", parties=["new"], when="2000-03-20", tracks=["1"]),
        said("c4", "contact", parties=["wing"], when="2003-03-15", tracks=["2"]),
        said("c5", "contact", parties=["old"], when="1998", tracks=["1"]),
    ]


def contacts(picture: Picture, name: str) -> list[tuple[str, tuple[str, ...], bool]]:
    return [
        (each.id, tuple(ref.name for ref in each.with_), each.before_split) for each in dossier(picture, name).contacts
    ]


def test_contacts_before_the_split_stand_under_the_predecessors_name() -> None:
    """Rome 1996-97 is CNDD's, marked before the split, in the story of CNDD-FDD; what came later is not."""
    assert contacts(seen(*history()), "CNDD-FDD") == [
        ("c1", ("CNDD",), True),
        ("c3", ("CNDD-FDD",), False),
        ("c4", ("CNDD-FDD (Nkurunziza)",), False),
    ]


def test_the_other_party_at_the_table_is_named_apart() -> None:
    """The government at the Rome talks is another party, Sant'Egidio a third one."""
    contact = dossier(seen(*history()), "CNDD-FDD").contacts[0]
    assert [ref.name for ref in contact.others] == ["Government"]
    assert [ref.name for ref in contact.third_parties] == ["Community of Sant'Egidio"]


def test_the_predecessor_keeps_all_its_own() -> None:
    """In the predecessor's own dossier nothing is before a split, and nothing of the splinter is there."""
    assert [(each, before) for each, _with, before in contacts(seen(*history()), "CNDD")] == [
        ("c1", False),
        ("c5", False),
        ("c2", False),
    ]


def test_a_span_that_begins_after_the_split_does_not_lie_before_it() -> None:
    """An engagement with the predecessor from the month after the split on is the predecessor's alone."""
    later = said("e1", "engagement", intermediary="rome", parties=["old"], tracks=["1"], when="1998-06/2000-08")
    across = said("e2", "engagement", intermediary="rome", parties=["old"], tracks=["7"], when="1996/1999")
    picture = seen(*history(), later, across)
    assert [(each.id, each.before_split) for each in dossier(picture, "CNDD-FDD").engagements] == [("e2", True)]
    assert len(dossier(picture, "CNDD").engagements) == 2


def test_without_a_date_of_the_split_nothing_lies_before_it() -> None:
    """A split of which no day is recorded gives the splinter nothing of its predecessor."""
    undated = [each for each in history() if each.record_id != "s1"]
    undated.append(said("s1", "relation", first="new", type="splinter of", second="old"))
    assert [each for each, _with, _before in contacts(seen(*undated), "CNDD-FDD")] == ["c3", "c4"]


def test_a_contact_dated_no_finer_than_the_split_is_not_claimed_for_before() -> None:
    """ "1998" may lie before or after a split in May 1998, so it is not said to lie before."""
    assert "c5" not in [each for each, _with, _before in contacts(seen(*history()), "CNDD-FDD")]


def test_a_wing_has_what_its_group_had_before_it_was_one() -> None:
    """The wing's story holds the group's contacts up to the wing's beginning, and the predecessor's before that."""
    assert contacts(seen(*history()), "CNDD-FDD (Nkurunziza)") == [
        ("c1", ("CNDD",), True),
        ("c3", ("CNDD-FDD",), True),
        ("c4", ("CNDD-FDD (Nkurunziza)",), False),
    ]


def test_two_groups_that_each_came_from_the_other_do_not_loop() -> None:
    """Contradicting relations are shown and end the search."""
    circle = [*history(), said("s3", "relation", first="old", type="splinter of", second="new", when="1990")]
    assert contacts(seen(*circle), "CNDD-FDD")
