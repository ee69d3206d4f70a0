"""The panel keeps totals, keeps to coverage, and lets nothing later in."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from multitrack.library import Library
from multitrack.measures.panel import COUNTS, Panel, month_name, month_number, read_panel

GOVERNMENT = (90, "Government of Utopia")
NORTH, SOUTH, EAST = (1, "Front of the North"), (2, "Front of the South"), (3, "Front of the East")
CIVILIANS = (None, "Civilians")


@pytest.fixture
def record(table: Any) -> Any:
    for ident, name in (NORTH, SOUTH, EAST):
        table.actor(ident, name)
    table.actor(*GOVERNMENT, is_state=True)
    return table


def panel_of(record: Any, **options: Any) -> Panel:
    return read_panel(record.connection(), record.cover.first, record.cover.last, **options)


def row_of(panel: Panel, ucdp_id: int, month: str) -> dict[str, int]:
    group = int(np.flatnonzero(panel.ucdp_ids == ucdp_id)[0])
    names = [month_name(number) for number in panel.months(group)]
    place = panel.rows(group).start + names.index(month)
    return {name: int(panel.columns[name][place]) for name in COUNTS}


def test_deaths_of_a_side_are_divided_and_their_total_is_kept(record: Any) -> None:
    record.event(date(2000, 5, 3), (5, 11, 20), [GOVERNMENT], [NORTH, SOUTH, EAST])
    panel = panel_of(record)
    rows = [row_of(panel, ident, "2000-05") for ident in (1, 2, 3)]
    assert [row["deaths"] for row in rows] == [4, 4, 3]
    assert sum(row["low"] for row in rows) == 5
    assert sum(row["high"] for row in rows) == 20
    assert [row["events"] for row in rows] == [1, 1, 1]


def test_one_group_asked_for_alone_gets_the_same_share(record: Any) -> None:
    record.event(date(2000, 5, 3), 11, [GOVERNMENT], [NORTH, SOUTH, EAST])
    for ident, deaths in ((1, 4), (2, 4), (3, 3)):
        panel = panel_of(record, ucdp_id=ident)
        assert panel.ucdp_ids.tolist() == [ident]
        assert row_of(panel, ident, "2000-05")["deaths"] == deaths


def test_both_sides_of_a_fight_between_groups_have_all_its_deaths(record: Any) -> None:
    record.event(date(2001, 2, 1), 10, [NORTH], [SOUTH], type=2)
    panel = panel_of(record)
    assert row_of(panel, 1, "2001-02")["deaths_groups"] == 10
    assert row_of(panel, 2, "2001-02")["deaths_groups"] == 10


def test_kinds_add_up_and_opponents_are_parties_not_civilians(record: Any) -> None:
    record.event(date(2001, 2, 1), 10, [GOVERNMENT], [NORTH], type=1)
    record.event(date(2001, 2, 9), 3, [NORTH], [SOUTH], type=2)
    record.event(date(2001, 2, 9), 7, [NORTH], [CIVILIANS], type=3)
    row = row_of(panel_of(record), 1, "2001-02")
    assert (row["deaths_state"], row["deaths_groups"], row["deaths_civilians"]) == (10, 3, 7)
    assert (row["events"], row["deaths"], row["opponents"], row["days"]) == (3, 20, 2, 2)


def test_states_and_civilians_are_no_armed_groups(record: Any) -> None:
    record.event(date(2001, 2, 1), 10, [GOVERNMENT], [NORTH])
    record.event(date(2001, 2, 1), 10, [(77, "Government of Nowhere")], [(9999, "Civilians")], type=3)
    assert panel_of(record).ucdp_ids.tolist() == [1]


def test_silence_between_events_is_zero_and_beyond_the_margin_is_absent(record: Any) -> None:
    record.event(date(2000, 5, 3), 4, [GOVERNMENT], [NORTH])
    record.event(date(2000, 8, 3), 4, [GOVERNMENT], [NORTH])
    panel = panel_of(record, margin=2)
    assert [month_name(m) for m in panel.months(0)] == [
        "2000-03", "2000-04", "2000-05", "2000-06", "2000-07", "2000-08", "2000-09", "2000-10",
    ]  # fmt: skip
    assert panel.columns["deaths"].tolist() == [0, 0, 4, 0, 0, 4, 0, 0]


def test_no_zero_stands_outside_coverage(record: Any) -> None:
    record.event(date(1989, 2, 3), 4, [GOVERNMENT], [NORTH])
    record.event(date(2017, 11, 3), 4, [GOVERNMENT], [NORTH])
    panel = panel_of(record)
    assert month_name(panel.months(0)[0]) == "1989-01"
    assert month_name(panel.months(0)[-1]) == "2017-12"


def test_as_of_a_day_nothing_later_is_used(record: Any) -> None:
    record.event(date(2000, 5, 3), 4, [GOVERNMENT], [NORTH])
    record.event(date(2000, 6, 28), 6, [GOVERNMENT], [NORTH], date_end=date(2000, 7, 2))
    record.event(date(2000, 7, 3), 8, [GOVERNMENT], [NORTH])
    panel = panel_of(record, until=date(2000, 6, 30))
    assert month_name(panel.months(0)[-1]) == "2000-06"
    assert panel.columns["deaths"].sum() == 4
    assert row_of(panel_of(record), 1, "2000-07")["deaths"] == 14


def test_an_empty_record_gives_an_empty_panel(record: Any) -> None:
    panel = panel_of(record)
    assert len(panel) == 0
    assert panel.total("deaths").tolist() == []


def test_districts_and_spread_are_told_where_events_are_placed(record: Any) -> None:
    for adm1, latitude in (("Oriente", 10.0), ("Occidente", 11.0)):
        record.event(date(2000, 5, 3), 1, [GOVERNMENT], [NORTH], adm1=adm1, latitude=latitude, longitude=20.0)
    panel = panel_of(record, margin=0)
    assert panel.columns["districts"].tolist() == [2]
    assert panel.spread_km[0] == pytest.approx(55.6, abs=0.1)


def infighting(panel: Panel, ucdp_id: int, month: str) -> tuple[int, int]:
    row = row_of(panel, ucdp_id, month)
    return row["infighting_events"], row["infighting_deaths"]


@pytest.mark.parametrize("column", ["split_from_ids", "temporary_split_ids", "alliance_ids"])
def test_a_tie_written_in_one_row_makes_infighting_for_both(record: Any, column: str) -> None:
    record.tie(2, column, 1)
    record.event(date(2001, 2, 1), 10, [NORTH], [SOUTH], type=2)
    record.event(date(2001, 2, 9), 7, [NORTH], [EAST], type=2)
    panel = panel_of(record)
    assert infighting(panel, 1, "2001-02") == (1, 10)
    assert infighting(panel, 2, "2001-02") == (1, 10)
    assert infighting(panel, 3, "2001-02") == (0, 0)
    assert infighting(panel_of(record, ucdp_id=1), 1, "2001-02") == (1, 10)


def test_an_event_against_kin_and_others_counts_once_with_the_groups_own_share(record: Any) -> None:
    for other in (2, 3):
        record.tie(other, "split_from_ids", 1)
    record.event(date(2001, 2, 1), 11, [NORTH], [SOUTH, EAST], type=2)
    record.event(date(2001, 2, 1), 9, [SOUTH, GOVERNMENT], [EAST, NORTH], type=1)
    panel = panel_of(record)
    assert infighting(panel, 1, "2001-02") == (2, 11 + 5)
    assert infighting(panel, 2, "2001-02") == (2, 6 + 5)
    assert infighting(panel, 3, "2001-02") == (1, 5)


def test_kin_on_ones_own_side_is_no_infighting(record: Any) -> None:
    record.tie(2, "split_from_ids", 1)
    record.event(date(2001, 2, 1), 10, [GOVERNMENT], [NORTH, SOUTH])
    assert infighting(panel_of(record), 1, "2001-02") == (0, 0)


def test_two_splinters_of_one_group_are_not_kin(record: Any) -> None:
    for splinter in (2, 3):
        record.tie(splinter, "split_from_ids", 1)
    record.event(date(2001, 2, 1), 10, [SOUTH], [EAST], type=2)
    assert infighting(panel_of(record), 2, "2001-02") == (0, 0)


def test_a_group_split_from_itself_a_state_and_a_later_merger_are_not_kin(record: Any) -> None:
    record.tie(1, "split_from_ids", 1, 90)
    record.tie(2, "joined_ids", 1)
    record.event(date(2001, 2, 1), 10, [GOVERNMENT], [NORTH])
    record.event(date(2001, 2, 1), 10, [NORTH], [SOUTH], type=2)
    record.event(date(2001, 2, 1), 10, [NORTH], [NORTH], type=2)
    assert infighting(panel_of(record), 1, "2001-02") == (0, 0)


def test_ties_of_a_group_outside_the_actor_list_are_unknown_and_not_absent(record: Any) -> None:
    record.event(date(2001, 2, 1), 10, [NORTH], [(4, "Front of the West")], type=2)
    assert panel_of(record).listed.tolist() == [True, False]


def test_palipehutu_fnl_fought_its_splinter_in_2007_and_its_rival_cndd_fdd_before() -> None:
    """In the sample's actor list Palipehutu-FNL - LP (786) split from Palipehutu-FNL (432); CNDD-FDD (434) has no tie
    to either."""
    with Library.open(None) as library:
        cover = library.coverage()
        assert cover.first is not None
        assert cover.last is not None
        panel = read_panel(library.connection(), cover.first, cover.last)
    for party in (432, 786):
        assert infighting(panel, party, "2007-09") == (2, 28)
        assert infighting(panel, party, "2007-10") == (3, 13)
    assert infighting(panel, 432, "2004-11") == (0, 0)
    assert infighting(panel, 434, "2004-11") == (0, 0)
    assert row_of(panel, 432, "2004-11")["deaths_groups"] >= 10
    group = panel.ucdp_ids.tolist().index(434)
    assert panel.columns["infighting_events"][panel.rows(group)].sum() == 0
    assert np.all(panel.columns["infighting_events"] <= panel.columns["events"])
    assert np.all(panel.columns["infighting_deaths"] <= panel.columns["deaths"])


@pytest.mark.shared
def test_the_public_record_loses_no_death(public_record: Any) -> None:
    """For every event with armed groups alone on a side, the shares of that side add up to its deaths."""
    panel = panel_of(public_record)
    pira = int(np.flatnonzero(panel.ucdp_ids == 282)[0])
    rows = panel.rows(pira)
    expected = public_record.connection().execute(
        "SELECT count(*), sum(best), sum(low), sum(high) FROM events WHERE side_a_id = 282 OR side_b_id = 282"
    )
    columns = ("events", "deaths", "low", "high")
    assert tuple(int(panel.columns[name][rows].sum()) for name in columns) == expected.fetchone()
    assert month_name(month_number(date(1994, 9, 30))) == "1994-09"
