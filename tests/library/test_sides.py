"""Sides of several parties are divided among their members; an id is given only where it is certain."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from multitrack.library import Library
from multitrack.library.sides import ActorNames, Member, members

from .conftest import event, ged_text

KNOWN = ActorNames.of(
    [
        (1, "FPRC", "Central African Republic", False),
        (2, "UPC", "Cameroon", False),
        (3, "UPC", "DR Congo (Zaire)", False),
        (4, "UPC", "Central African Republic", False),
        (5, "Interahamwe, ex-FAR", "Rwanda", False),
        (6, "ex-FAR", "Rwanda", False),
        (7, "Government of Rwanda", "Rwanda", True),
        (8, "DPR", "Ukraine", False),
        (9, "DPR", "Ukraine", False),
    ]
)


def test_a_published_id_is_believed() -> None:
    """Where the record gives an id that the actor list knows, the side is that actor, whatever its text."""
    assert members("any text, at all", 1, "Chad", KNOWN) == [Member(1, "FPRC", "group")]


def test_names_are_found_one_by_one() -> None:
    """A coalition without an id is its members, each by exact name."""
    found = members("FPRC, Government of Rwanda", None, "Chad", KNOWN)
    assert found == [Member(1, "FPRC", "group"), Member(7, "Government of Rwanda", "state")]


def test_a_name_with_a_comma_of_its_own() -> None:
    """The longest known name is taken first, so a name is not torn at its own comma."""
    found = members("FPRC, Interahamwe, ex-FAR, ex-FAR", None, "Rwanda", KNOWN)
    assert [party.actor_id for party in found] == [1, 5, 6]


def test_one_name_of_several_groups_is_told_by_the_country() -> None:
    """Of three groups called UPC the one of the event's country is meant; elsewhere none is."""
    assert members("UPC", None, "DR Congo (Zaire)", KNOWN) == [Member(3, "UPC", "group")]
    assert members("UPC", None, "France", KNOWN) == [Member(None, "UPC", "group")]


def test_two_of_one_name_in_one_country_stay_open() -> None:
    """What cannot be told stays a named party without an id."""
    assert members("DPR", None, "Ukraine", KNOWN) == [Member(None, "DPR", "group")]


def test_the_unmatched_remainder_is_a_party() -> None:
    """A member that no list knows is not lost and gets no id."""
    assert members("FPRC, Somebody else", None, "Chad", KNOWN)[1] == Member(None, "Somebody else", "group")


def test_a_coalition_with_an_id_of_its_own() -> None:
    """A published coalition id is kept while no member is known, and gives way to the members once one is."""
    assert members("A, B", 3832, "Sudan", KNOWN) == [Member(3832, "A, B", "group")]
    assert members("A, FPRC", 3832, "Sudan", KNOWN) == [Member(None, "A", "group"), Member(1, "FPRC", "group")]


def test_who_is_no_group() -> None:
    """Civilians, governments and unclear sides are told apart from groups, with any id or none."""
    for number in (None, 1000, 9999):
        assert members("Civilians", number, "Chad", KNOWN)[0].kind == "civilians"
    assert members("Government of Chad", None, "Chad", KNOWN)[0].kind == "state"
    assert members("XXX625", 3740, "Sudan", KNOWN)[0].kind == "unknown"


@given(
    st.lists(st.sampled_from(["FPRC", "UPC", "ex-FAR", "Interahamwe, ex-FAR", "Foo", "Bar"]), min_size=1, max_size=6)
)
def test_no_word_of_a_side_is_lost(parts: list[str]) -> None:
    """Whatever the members are taken to be, together they are the text of the side."""
    side = ", ".join(parts)
    found = members(side, None, "Rwanda", KNOWN)
    assert ", ".join(party.name for party in found) == side
    assert all(party.actor_id is None or KNOWN.by_id[party.actor_id][0] == party.name for party in found)


@given(st.text(max_size=30))
def test_any_text_is_a_side(side: str) -> None:
    """No text that a file may hold, not even commas alone, is without a party."""
    assert members(side, None, "Chad", KNOWN)


def test_participants_divide_an_event_by_its_sides(tmp_path: Path, actors: Path, library: Library) -> None:
    """Every event has each side once per member, with how many members the side has."""
    file = tmp_path / "ged.csv"
    row = event(side_b="CNDD, SRF, Others", side_b_new_id="", country="Syria")
    file.write_text(ged_text(row), "utf-8")
    library.add("ucdp-actor", actors)
    library.add("ucdp-ged", file)
    found = library.connection().execute(
        "SELECT side, actor_id, name, members, kind FROM participants WHERE event_id = 1001 ORDER BY ALL"
    )
    assert found.fetchall() == [
        ("a", 93, "Government of Burundi", 1, "state"),
        ("b", 431, "CNDD", 3, "group"),
        ("b", 6011, "SRF", 3, "group"),
        ("b", None, "Others", 3, "group"),
    ]


def test_without_an_actor_list_ids_of_the_events_stand(good: Path, library: Library) -> None:
    """Events alone make a library: groups are known by the ids and names that the events carry."""
    library.add("ucdp-ged", good)
    (hit,) = library.groups()
    assert (hit.ucdp_id, hit.name, hit.events) == (434, "CNDD-FDD", 2)
    assert "not in the actor list" in library.group(434).notes[0]


def test_sample_has_every_side_of_every_event(sample: Library) -> None:
    """In the sample each event has both sides, and the members of a side are as many as it says."""
    counted = sample.connection().execute(
        "SELECT count(*) FROM (SELECT event_id, side, count(*) AS n, any_value(members) AS m FROM participants "
        "GROUP BY 1, 2) WHERE n <> m"
    )
    assert counted.fetchone() == (0,)
    sides = sample.connection().execute("SELECT count(DISTINCT (event_id, side)) FROM participants").fetchone()
    events = sample.connection().execute("SELECT 2 * count(*) FROM events").fetchone()
    assert sides == events
