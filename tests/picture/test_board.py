"""The board says who is in touch on this picture, and never that nobody is."""

from __future__ import annotations

from typing import Any

import pytest
from tests.picture.statements import actor, said, seen

from multitrack.library.library import Library
from multitrack.picture import BoardRow, board
from multitrack.picture.board import initials

PARTIES = [
    actor("b", "Beta"),
    actor("a", "Alpha", ucdp="434"),
    actor("w", "A wing", "wing"),
    actor("n", "Quiet Ones"),
    actor("s", "Some State", "government body"),
    actor("i", "Centre for Humanitarian Dialogue", "non-governmental organisation"),
    said("rw", "relation", first="w", type="wing of", second="a"),
]


def engagement(record_id: str = "e", **fields: Any) -> Any:
    basis = {"intermediary": "i", "parties": ["a", "s"], "tracks": ["2", "5"], "when": "2026-01-01/.."}
    return said(record_id, "engagement", **{**basis, **fields})


def row(name: str, *statements: Any, **moment: Any) -> BoardRow:
    shown = board(seen(*PARTIES, *statements, **moment))
    return next(each for each in shown.rows if each.party.name == name)


def test_armed_groups_with_their_wings_come_first_then_other_parties_by_name() -> None:
    """A wing stands beneath its group; who only mediates has no row; nobody is ranked."""
    shown = board(seen(*PARTIES, engagement()))
    assert [each.party.name for each in shown.rows] == ["Alpha", "A wing", "Beta", "Quiet Ones", "Some State"]


def test_an_engagement_stands_on_each_of_its_tracks() -> None:
    """The track is the engagement's: the same organisation may stand on others elsewhere."""
    cells = row("Alpha", engagement(), engagement("e2", tracks=["1"])).cells
    assert {track: [cell.id for cell in found] for track, found in cells.items()} == {
        "2": ["e"],
        "5": ["e"],
        "1": ["e2"],
    }


def test_a_row_without_a_line_says_that_others_may_be_in_touch() -> None:
    """Silence is not absence: the words are on the row itself."""
    said_ = row("Quiet Ones", engagement()).silence
    assert "No line is known on this picture" in said_
    assert "Others may be in touch" in said_
    assert "recorded late or never" in said_


def test_a_row_whose_lines_are_over_says_so_too() -> None:
    """An engagement that is over is shown as over, and the row says that no line is known at the day."""
    ended = row("Alpha", engagement(when="2001/2002", state="ended"))
    assert [cell.live for cell in ended.cells["2"]] == [False]
    assert "at 2026-11-23" in ended.silence


def test_choosing_tracks_does_not_make_lines_on_others_unknown() -> None:
    """With a track chosen on which there is nothing, the row speaks of the tracks chosen only."""
    shown = board(seen(*PARTIES, engagement()), tracks=["7"])
    assert [number for number, _label in shown.tracks] == ["7"]
    assert next(each for each in shown.rows if each.party.name == "Alpha").silence.startswith("On the tracks chosen")


@pytest.mark.parametrize(("day", "live"), [("2000-12-31", None), ("2001-06-01", True), ("2003-01-01", False)])
def test_the_day_moves_what_is_alive(day: str, live: bool | None) -> None:
    """Before it began an engagement is not there; while it goes on it is alive, whatever came later."""
    cells = row("Alpha", engagement(when="2001/2002", state="ended"), as_of=day).cells
    assert (cells["2"][0].live if cells else None) is live


@pytest.mark.parametrize(("last", "left"), [("2026-11-23", 100), ("2026-11-08", 50), ("2026-10-24", 0), ("2026-01", 0)])
def test_freshness_is_the_share_of_the_cadence_that_is_left(last: str, left: int) -> None:
    """Fifteen of thirty days after the last contact half of the cadence is left; never less than nothing."""
    contact = said("c", "contact", parties=["a"], third_parties=["i"], when=last)
    assert row("Alpha", engagement(cadence_days=30), contact).cells["2"][0].freshness == left


def test_following_at_rest_is_alive_and_misses_no_cadence() -> None:
    """Agreed silence is life."""
    cell = row("Alpha", engagement(cadence_days=30, state="following at rest")).cells["2"][0]
    assert (cell.live, cell.freshness) == (True, None)


def test_an_attempt_that_reached_nobody_is_no_contact() -> None:
    """A failed attempt does not make a line fresh."""
    tried = said("c", "contact", parties=["a"], third_parties=["i"], when="2026-11-22", outcome="attempted")
    assert row("Alpha", engagement(cadence_days=30), tried).cells["2"][0].last_contact == ""


def test_backing_that_has_ended_is_none() -> None:
    """Backing until last year is not shown as standing."""
    backing = {"level": "written", "by": ["s"], "until": "2025"}
    assert row("Alpha", engagement(backing=backing)).cells["2"][0].backing == "none"


def test_a_contact_of_no_engagement_has_a_cell_of_its_own() -> None:
    """On its own track, or in a column for those whose track is not recorded."""
    direct = said("c", "contact", parties=["a", "s"], when="2026-11-20")
    shown = board(seen(*PARTIES, direct))
    assert shown.tracks[-1] == ("", "Track not recorded")
    assert [cell.intermediary.name for cell in shown.rows[0].cells[""]] == ["Some State"]


def test_a_contact_of_an_engagement_is_not_shown_twice() -> None:
    """The engagement's cell carries it."""
    contact = said("c", "contact", parties=["a"], third_parties=["i"], when="2026-11-20", engagement="e", tracks=["2"])
    assert [cell.id for cell in row("Alpha", engagement(), contact).cells["2"]] == ["e"]


def test_years_outside_the_data_are_unknown_and_never_zero(library: Library) -> None:
    """Within coverage a year without events is zero, outside it nothing is said."""
    contact = said("c", "contact", parties=["a"], when="1980-01-01", tracks=["1"])
    later = said("d", "contact", parties=["a"], when="2018-01-01", tracks=["1"])
    years = {year: events for year, events, _deaths in row("Alpha", contact, later, library=library).years}
    assert years[1988] is None
    assert years[1990] == 0
    assert (years[2002] or 0) > 0
    assert years[2018] is None


def test_whether_a_group_is_fighting_has_three_answers(library: Library) -> None:
    """Yes with events near the day, no inside coverage without any, unknown outside coverage."""
    answers = [row("Alpha", as_of=day, library=library).fighting for day in ("2002-06-01", "2012-06-01", "2026-01-01")]
    assert answers == [True, False, None]


def test_a_dyads_year_is_not_used_before_it_is_over(library: Library) -> None:
    """That a pair was active in 1999 is known of the year as a whole, so it tells nothing in June."""
    in_june = seen(*PARTIES, as_of="1999-06-30", library=library).public.dyad_years(434)
    after = seen(*PARTIES, as_of="1999-12-31", library=library).public.dyad_years(434)
    assert (1999 in in_june, 1999 in after) == (False, True)


def test_the_ends_of_the_date_handle_do_not_move_with_it() -> None:
    """The period is of all that was given, so that one can go forward again."""
    shown = board(seen(*PARTIES, engagement(when="1996-09/1997-05"), as_of="1996-12-31"))
    assert shown.period == ("1996-09-01", "1997-05-31")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Community of Sant'Egidio", "CSE"),
        ("ACCORD", "ACCO"),
        ("Gabon", "Ga"),
        ("مركز الحوار", "ما"),
        ("", ""),
    ],
)
def test_initials_stand_for_a_name(name: str, letters: str) -> None:
    """The first letters of the words that count, in any script."""
    assert initials(name) == letters


def test_contact_with_one_party_of_an_engagement_is_none_with_another() -> None:
    """An intermediary that met one party of its engagement is not shown to have met the other."""
    shared = engagement(parties=["a", "s"])
    met = said("c", "contact", parties=["a"], third_parties=["i"], when="2026-10", engagement="e")
    rows = {each.party.name: each for each in board(seen(*PARTIES, shared, met)).rows}
    assert rows["Alpha"].cells["2"][0].last_contact == "2026-10"
    assert rows["Some State"].cells["2"][0].last_contact == ""


def test_contact_before_an_engagement_began_is_not_its_last() -> None:
    """What the same intermediary did years before belongs to no later engagement."""
    met = said("c", "contact", parties=["a"], third_parties=["i"], when="1997-03-10")
    assert row("Alpha", engagement(when="1998-10/.."), met).cells["2"][0].last_contact == ""


def test_a_group_whose_wing_is_in_touch_is_not_said_to_be_without_a_line() -> None:
    """The wing's row has the engagement; the group's row leads there instead of telling of silence alone."""
    with_wing = engagement(parties=["w", "s"])
    said_of_group = row("Alpha", with_wing).silence
    assert "as a whole" in said_of_group
    assert "A wing" in said_of_group
    assert "recorded late or never" in said_of_group
