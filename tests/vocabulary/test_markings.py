"""Joining two markings never opens what either of them closed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from multitrack.vocabulary import (
    Attribution,
    Audience,
    CircleAt,
    Date,
    Disclosure,
    Marking,
    Onward,
    Use,
    join,
    tlp,
)

names = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(lambda found: tuple(sorted(found)))
circles = st.lists(st.builds(CircleAt, circle=st.sampled_from(["x", "y"]), epoch=st.integers(0, 2)), unique=True)
dates = st.none() | st.sampled_from([Date.parse(text) for text in ("2001", "2002-05", "2003-01-01")])
audiences = st.builds(
    Audience,
    members=names,
    circles=circles.map(lambda found: tuple(sorted(found))),
    own_organisation=st.booleans(),
    partners=names,
    everyone=st.booleans(),
)
markings = st.builds(
    Marking,
    audience=audiences,
    attribution=st.sampled_from(Attribution),
    use=st.sampled_from(Use),
    raise_with=names,
    disclosure=st.sampled_from(Disclosure),
    onward=st.sampled_from(Onward),
    embargo_until=dates,
    expires_on=dates,
    retain_until=dates,
    caveats=names,
)


@given(markings, markings)
def test_the_order_of_joining_makes_no_difference(one: Marking, other: Marking) -> None:
    assert join(one, other) == join(other, one)


@given(markings, markings, markings)
def test_the_grouping_makes_no_difference(one: Marking, other: Marking, third: Marking) -> None:
    assert join(join(one, other), third) == join(one, join(other, third))


@given(markings, markings)
def test_nobody_is_added_and_nothing_is_loosened(one: Marking, other: Marking) -> None:
    both = join(one, other)
    for side in (one, other):
        if not side.audience.everyone:
            assert not both.audience.everyone
            assert set(both.audience.members) <= set(side.audience.members)
            assert set(both.audience.circles) <= set(side.audience.circles)
            assert both.audience.own_organisation <= side.audience.own_organisation
        assert list(Attribution).index(both.attribution) >= list(Attribution).index(side.attribution)
        assert list(Use).index(both.use) <= list(Use).index(side.use)
        assert list(Disclosure).index(both.disclosure) <= list(Disclosure).index(side.disclosure)
        assert list(Onward).index(both.onward) <= list(Onward).index(side.onward)
        assert set(both.caveats) >= set(side.caveats)


def test_the_least_that_can_be_written_is_the_author_alone() -> None:
    assert Marking().audience.empty
    assert tlp(Marking()) == "TLP:RED"
    assert tlp(Marking(audience=Audience(own_organisation=True))) == "TLP:AMBER+STRICT"
    assert tlp(Marking(audience=Audience(everyone=True))) == "TLP:CLEAR"
