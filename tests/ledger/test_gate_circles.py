"""Circles: who joins now sees nothing from before, who leaves sees nothing from after, unless it was said."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from multitrack.errors import UsageError
from multitrack.ledger.circles import circles_of, current, open_epoch
from multitrack.vocabulary import Circle, CircleAt, Date

FIRST = Circle(name="keepers", epoch=0, members=("ana", "bo"), when=Date.parse("2026-01-01/.."))
SECOND = Circle(name="keepers", epoch=1, members=("ana", "bo", "cy"), when=Date.parse("2026-02-01/.."))
OTHER = Circle(name="drafters", epoch=0, members=("bo",))


def at(name: str, epoch: int) -> CircleAt:
    return CircleAt(circle=name, epoch=epoch)


def test_a_member_is_in_each_circle_at_each_epoch_that_names_them() -> None:
    """Membership is by epoch: nobody is in an epoch that does not name them."""
    known = [FIRST, SECOND, OTHER]
    assert circles_of("bo", known) == {at("keepers", 0), at("keepers", 1), at("drafters", 0)}
    assert circles_of("cy", known) == {at("keepers", 1)}
    assert circles_of("", [msgspec.structs.replace(OTHER, members=("",))]) == set()


def test_a_second_record_of_an_epoch_cannot_let_anybody_in() -> None:
    """Where two records claim one epoch, only who is in both is in it."""
    forged = msgspec.structs.replace(FIRST, members=("mallory", "bo"))
    assert circles_of("mallory", [FIRST, forged]) == set()
    assert circles_of("bo", [forged, FIRST]) == {at("keepers", 0)}


def test_joining_from_now_opens_an_epoch_and_leaves_the_earlier_ones_alone() -> None:
    """Who joins today does not see what was marked for the circle before."""
    (opened,) = open_epoch([SECOND, FIRST], date(2026, 3, 1), joining=["dee"])
    assert (opened.epoch, opened.members, str(opened.when)) == (2, ("ana", "bo", "cy", "dee"), "2026-03-01/..")
    assert circles_of("dee", [FIRST, SECOND, opened]) == {at("keepers", 2)}


def test_leaving_opens_an_epoch_without_them() -> None:
    """Who left is in no later epoch, and what they could see before is not rewritten."""
    (opened,) = open_epoch([FIRST, SECOND], date(2026, 3, 1), leaving=["bo"])
    assert opened.members == ("ana", "cy")
    assert circles_of("bo", [FIRST, SECOND, opened]) == {at("keepers", 0), at("keepers", 1)}


def test_joining_back_to_a_day_states_anew_the_epochs_since_then_and_no_earlier() -> None:
    """The epoch that was open on that day began before it, and may hold older things: it stays closed."""
    opened, *restated = open_epoch([FIRST, SECOND], date(2026, 3, 1), joining=["dee"], back_to=date(2026, 1, 15))
    assert "dee" in opened.members
    assert [(circle.epoch, circle.members) for circle in restated] == [(1, ("ana", "bo", "cy", "dee"))]
    assert restated[0].when == SECOND.when
    assert open_epoch([FIRST], date(2026, 3, 1), joining=["dee"], back_to=date(2026, 1, 2))[1:] == ()


def test_an_epoch_without_a_day_is_never_opened_afterwards() -> None:
    """Not known to be later than the day, it counts as earlier."""
    undated = msgspec.structs.replace(FIRST, when=None)
    assert len(open_epoch([undated], date(2026, 3, 1), joining=["dee"], back_to=date(2020, 1, 1))) == 1


def test_leaving_is_never_back_to_a_day() -> None:
    """Whoever leaves in the same act as another joins back keeps the earlier epochs."""
    opened, restated = open_epoch(
        [FIRST, SECOND], date(2026, 3, 1), joining=["dee"], leaving=["bo"], back_to=date(2026, 2, 1)
    )
    assert "bo" not in opened.members
    assert "bo" in restated.members


@pytest.mark.parametrize(
    ("epochs", "change"),
    [
        ([FIRST], {"joining": ["dee"], "leaving": ["dee"]}),
        ([FIRST], {"joining": ["ana"]}),
        ([FIRST], {"leaving": ["dee"]}),
        ([FIRST], {}),
        ([], {"joining": ["dee"]}),
        ([FIRST, OTHER], {"joining": ["dee"]}),
        ([FIRST, FIRST], {"joining": ["dee"]}),
    ],
)
def test_a_change_that_is_none_is_refused(epochs: list[Circle], change: dict[str, list[str]]) -> None:
    """No empty epoch, no contradiction, no mixture of circles."""
    with pytest.raises(UsageError):
        open_epoch(epochs, date(2026, 3, 1), **change)  # type: ignore[arg-type]


def test_a_marking_made_now_names_the_latest_epoch() -> None:
    """A circle that is not there is not made up."""
    assert current("keepers", [FIRST, SECOND, OTHER]) == at("keepers", 1)
    assert current("nobody", [FIRST]) is None
