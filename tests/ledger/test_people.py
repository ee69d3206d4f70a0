"""Who a handle stands for: where two statements about a member stand beside each other, the stricter counts."""

from __future__ import annotations

import pytest

from multitrack.errors import NotFound
from multitrack.ledger.people import People
from multitrack.vocabulary import Circle, CircleAt, Date, Member

ONE, OTHER, CIRCLE = "a" * 26, "b" * 26, "c" * 26


def test_a_member_is_found_by_handle_and_by_id() -> None:
    people = People.of([(ONE, Member(handle="desk-one"))], [])
    assert people.reader("desk-one") == people.reader(ONE)
    assert people.reader("desk-one").own


def test_a_handle_that_two_members_have_stands_for_neither() -> None:
    people = People.of([(ONE, Member(handle="desk")), (OTHER, Member(handle="desk"))], [])
    with pytest.raises(NotFound):
        people.reader("desk")
    assert people.reader(ONE).member == ONE


def test_an_id_means_its_member_even_where_another_took_it_for_a_handle() -> None:
    people = People.of([(ONE, Member(handle="desk")), (OTHER, Member(handle=ONE))], [])
    assert people.reader(ONE).member == ONE
    assert people.reader(OTHER).member == OTHER


def test_a_partner_is_not_of_this_office() -> None:
    reader = People.of([(ONE, Member(handle="guest", organisation="partner"))], []).reader("guest")
    assert (reader.own, reader.organisation) == (False, "partner")


def test_two_statements_about_the_organisation_leave_the_member_with_none() -> None:
    stated = [(ONE, Member(handle="x")), (ONE, Member(handle="x", organisation="partner"))]
    reader = People.of(stated, []).reader("x")
    assert (reader.own, reader.organisation) == (False, "")


def test_of_two_leavings_the_earlier_counts_and_one_suffices() -> None:
    late, early = Member(handle="x", left=Date("2026-11")), Member(handle="x", left=Date("2026-10"))
    assert People.of([(ONE, late), (ONE, early)], []).reader("x").left == Date("2026-10")
    assert People.of([(ONE, Member(handle="x")), (ONE, late)], []).reader("x").left == Date("2026-11")
    unknown = Member(handle="x", left=Date("../2027"))
    assert People.of([(ONE, late), (ONE, unknown)], []).reader("x").left == Date("../2027")


def test_a_circle_is_meant_by_its_name_and_by_its_record() -> None:
    circles = [(CIRCLE, Circle(name="keepers", epoch=epoch, members=(ONE,)[epoch:])) for epoch in (0, 1)]
    reader = People.of([(ONE, Member(handle="x"))], circles).reader("x")
    assert reader.circles == {CircleAt(circle="keepers", epoch=0), CircleAt(circle=CIRCLE, epoch=0)}
