"""What the library holds about a group, each row with the vintage and key that cite it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from multitrack.errors import NotFound
from multitrack.library import Library

CNDD, PALIPEHUTU_FNL, CNDD_FDD, RIRA, PIRA, SPLMA = 431, 432, 434, 283, 282, 466


def test_an_actor_split_from_itself_is_a_contradiction(actors: Path, library: Library) -> None:
    """RIRA points to itself in the list: said in the notes, used for nothing."""
    library.add("ucdp-actor", actors)
    group = library.group(RIRA)
    assert "contradiction" in group.notes[0]
    assert group.relations == ()
    assert library.splits_of(RIRA) == []


def test_splits_are_told_from_both_ends(sample: Library) -> None:
    """What a group split from, and what split from it, cite the row that says so."""
    (origin,) = sample.splits_of(CNDD_FDD)
    assert (origin.relation, origin.other_id) == ("split_from", CNDD)
    assert (origin.source.view, origin.source.key) == ("actors", str(CNDD_FDD))
    assert (CNDD_FDD, "splinter") in {(tie.other_id, tie.relation) for tie in sample.splits_of(CNDD)}


def test_agreements_of_a_group(sample: Library) -> None:
    """The agreements of 2002 and 2003 are those of CNDD-FDD, with the words about who signed."""
    found = sample.agreements_of(CNDD_FDD)
    assert [row.date for row in found] == [
        date(2002, 12, 2), date(2003, 10, 8), date(2003, 11, 2), date(2003, 11, 2), date(2003, 11, 16),
    ]  # fmt: skip
    assert "Nkurunziza" in (found[0].signatories or "")
    assert "ceasefire" in found[0].provisions
    assert found[0].source.view == "agreements"
    assert found[0].source.vintage in {vintage.name for vintage in sample.vintages()}
    assert date(2000, 8, 28) not in [row.date for row in found]


def test_ends_of_episodes(sample: Library) -> None:
    """The end of an episode comes with its outcome and its date in the right century."""
    (row,) = sample.terminations_of(CNDD_FDD)
    assert (row.outcome, row.end_date, row.source.key) == (1, date(2003, 11, 16), "597/2003")


def test_dyad_years(sample: Library) -> None:
    """The years of activity of a group's dyads, in order."""
    years = [row.year for row in sample.dyads_of(CNDD_FDD)]
    assert years == sorted(years)
    assert set(years) <= set(range(1998, 2004))


def test_events_come_in_order_and_stop_at_the_day(sample: Library) -> None:
    """Events up to a day hold nothing later, and say on which side the group was and against whom."""
    every = sample.events_of(CNDD_FDD)
    until = sample.events_of(CNDD_FDD, date(2001, 12, 31))
    assert 0 < len(until) < len(every) == sample.group(CNDD_FDD).events
    assert max(row.date_start for row in until) <= date(2001, 12, 31)
    assert [row.date_start for row in every] == sorted(row.date_start for row in every)
    assert {row.against for row in every if row.type == 1} == {"Government of Burundi"}


def test_no_row_holds_coordinates(sample: Library) -> None:
    """Nothing that the library answers with serves for finding people."""
    text = msgspec.json.encode(sample.events_of(CNDD_FDD)[:5]).decode()
    assert "latitude" not in text
    assert "longitude" not in text


def test_answers_are_ready_for_json(sample: Library) -> None:
    """Every kind of answer goes to JSON and back unchanged."""
    for answer in (
        sample.coverage(), sample.group(SPLMA), sample.find("SPLM")[0], sample.vintages()[0],
        sample.agreements_of(SPLMA)[0], sample.terminations_of(SPLMA)[0], sample.dyads_of(SPLMA)[0],
        sample.events_of(SPLMA)[0],
    ):  # fmt: skip
        assert msgspec.json.decode(msgspec.json.encode(answer), type=type(answer)) == answer


@pytest.mark.parametrize("group", [0, -1, 93, 10**12, "no such party", "Civilians", "Government of Sudan"])
def test_what_is_no_group_is_not_found(group: int | str, sample: Library) -> None:
    """Unknown ids, states and civilians are not found as groups."""
    with pytest.raises(NotFound):
        sample.group(group)


def test_a_group_without_events_is_still_a_group(sample: Library) -> None:
    """No event on this record is said as none recorded, not as no such group."""
    hit = sample.find("FRODEBU")[0]
    assert (hit.events, hit.first, hit.last) == (0, None, None)
    assert sample.events_of(hit.ucdp_id or 0) == []


def test_actors_of_another_time_come_from_the_list(sample: Library) -> None:
    """PIRA has its 109 events of the sample, the last of them after 1994-09."""
    group = sample.group(PIRA)
    assert group.events == 109
    assert group.organisation == 1
    assert "Provisional Irish Republican Army" in group.aliases


def test_a_member_of_an_alliance_is_not_taken_for_the_alliance(sample: Library) -> None:
    """The actor list names, in the row of a member, the alliance that it is part of: TPLF (410) in EPRDF (414)."""
    assert ("ally_in", 414) in {(tie.relation, tie.other_id) for tie in sample.group(410).relations}
    assert ("alliance_of", 410) in {(tie.relation, tie.other_id) for tie in sample.group(414).relations}
