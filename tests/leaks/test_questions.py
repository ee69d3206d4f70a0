"""Questions to the ledger find nothing that their answers withhold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from multitrack.errors import NotFound
from multitrack.ledger import Draft, Kdf, Ledger, Level, Purpose, Reader
from multitrack.vocabulary import (
    Actor,
    ActorType,
    Attribution,
    Audience,
    Contact,
    Disclosure,
    FollowUp,
    Label,
    Marking,
    Member,
)

EVERYBODY_HERE = Audience(own_organisation=True)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An open ledger of its own."""
    made, _ = Ledger.create(
        tmp_path / "office.mtk", "canary", owner="ana", kdf=Kdf.PUBLIC, kit=False, state_dir=tmp_path
    )
    with made:
        yield made


@pytest.fixture
def bo(ledger: Ledger) -> Reader:
    """A member who is not the author."""
    ledger.record([Draft(record=Member(handle="bo"), marking=Marking(audience=EVERYBODY_HERE))])
    return ledger.reader("bo")


def put(ledger: Ledger, record: object, marking: Marking) -> str:
    return ledger.record([Draft(record=record, marking=marking)])[0].record_id  # type: ignore[arg-type]


def test_asking_for_a_party_does_not_find_who_spoke_under_the_chatham_house_rule(ledger: Ledger, bo: Reader) -> None:
    """The contact is there to be used; asked for by a participant it is not, or the question would answer itself."""
    group = put(ledger, Actor(name="Group", type=ActorType.ARMED_GROUP), Marking(audience=EVERYBODY_HERE))
    rule = Marking(audience=EVERYBODY_HERE, attribution=Attribution.CHATHAM_HOUSE)
    put(ledger, Contact(parties=(group,), summary="usable"), rule)
    assert [item.kind for item in ledger.statements(bo)] == ["member", "member", "actor", "contact"]
    assert ledger.statements(bo, subject=group) == []
    assert len(ledger.statements(ledger.reader(), subject=group)) == 1


def test_a_visible_record_does_not_name_a_hidden_one(ledger: Ledger, bo: Reader) -> None:
    """What points at something hidden comes without the pointer, or not at all."""
    shared = Marking(audience=EVERYBODY_HERE)
    hidden = put(ledger, Actor(name="Hidden", type=ActorType.ARMED_GROUP), Marking())
    group = put(ledger, Actor(name="Group", type=ActorType.ARMED_GROUP), shared)
    put(ledger, Contact(parties=(group, hidden), summary="both"), shared)
    put(ledger, Contact(parties=(hidden,), summary="one"), shared)
    put(ledger, Label(actor=hidden, words="a word", by=group), shared)
    put(ledger, FollowUp(what="come back", owed_by="us", owed_to=(hidden,)), shared)
    told = ledger.statements(bo)
    assert hidden not in str(told)
    assert [item.kind for item in told] == ["member", "member", "actor", "contact", "follow-up"]
    assert ledger.statements(bo, subject=hidden) == ledger.statements(bo, record_ids=[hidden]) == []


def test_what_may_be_known_may_not_be_raised(ledger: Ledger, bo: Reader) -> None:
    """The same question for another purpose has another answer."""
    group = put(ledger, Actor(name="Group", type=ActorType.ARMED_GROUP), Marking(audience=EVERYBODY_HERE))
    assert len(ledger.statements(bo, record_ids=[group])) == 1
    assert ledger.statements(bo, purpose=Purpose.RAISE, party=group) == []


def test_existence_comes_without_a_record(ledger: Ledger, bo: Reader) -> None:
    """That a contact exists, and with whom, and nothing of what was said."""
    group = put(ledger, Actor(name="Group", type=ActorType.ARMED_GROUP), Marking(audience=EVERYBODY_HERE))
    bare = Marking(audience=EVERYBODY_HERE, disclosure=Disclosure.EXISTENCE)
    put(ledger, Contact(parties=(group,), summary="secret", handles=("grey",)), bare)
    (found,) = ledger.statements(bo, subject=group)
    assert (found.kind, found.record, found.author, found.subjects) == ("contact", None, "", (group,))
    assert "secret" not in str(found) and "grey" not in str(found)


def test_narrowing_a_marking_narrows_what_was_recorded_before(ledger: Ledger, bo: Reader) -> None:
    """A marking is one value: the older entry, wider marked, comes back neither as history nor as known by then."""
    wide = Marking(audience=EVERYBODY_HERE, attribution=Attribution.ON_RECORD)
    actor = Actor(name="Group", type=ActorType.ARMED_GROUP, remarks="said too much")
    (first,) = ledger.record([Draft(record=actor, marking=wide)])
    today = first.recorded.date()
    assert len(ledger.history(first.record_id, bo)) == 1
    summary = msgspec.structs.replace(wide, disclosure=Disclosure.SUMMARY)
    (second,) = ledger.record([Draft(record=actor, marking=summary, replaces=first.entry)])
    older, newer = ledger.history(first.record_id, bo)
    assert (older.level, newer.level) == (Level.SUMMARY, Level.SUMMARY)
    assert "too much" not in str(older)
    ledger.record([Draft(record=actor, marking=Marking(), replaces=second.entry)])
    assert ledger.statements(bo, record_ids=[first.record_id], heads_only=False) == []
    assert ledger.statements(bo, record_ids=[first.record_id], as_known=today) == []
    with pytest.raises(NotFound):
        ledger.history(first.record_id, bo)
    assert [item.level for item in ledger.history(first.record_id, ledger.reader())] == [Level.CONTENT] * 3


def test_a_promise_made_later_holds_for_what_was_recorded_before(ledger: Ledger, bo: Reader) -> None:
    """Put under the Chatham House Rule afterwards, the older entry names nobody any more, to anybody else."""
    wide = Marking(audience=EVERYBODY_HERE, attribution=Attribution.ON_RECORD)
    group = put(ledger, Actor(name="Group", type=ActorType.ARMED_GROUP), wide)
    contact = Contact(parties=(group,), summary="usable", handles=("grey",))
    (first,) = ledger.record([Draft(record=contact, marking=wide)])
    rule = msgspec.structs.replace(wide, attribution=Attribution.CHATHAM_HOUSE)
    ledger.record([Draft(record=contact, marking=rule, replaces=first.entry)])
    told = ledger.history(first.record_id, bo)
    assert len(told) == 2
    assert "grey" not in str(told) and group not in str(told)
    assert ledger.statements(bo, subject=group, kinds=["contact"], heads_only=False) == []


def test_a_marking_that_opened_since_does_not_open_what_was_closed(ledger: Ledger, bo: Reader) -> None:
    """Widened by a correction, the correction is shown and the entry before it stays as it was marked."""
    (first,) = ledger.record([Draft(record=Actor(name="Before", type=ActorType.STATE))])
    wide = Marking(audience=EVERYBODY_HERE)
    ledger.record([Draft(record=Actor(name="After", type=ActorType.STATE), marking=wide, replaces=first.entry)])
    assert "Before" not in str(ledger.history(first.record_id, bo))
    assert len(ledger.history(first.record_id, bo)) == 1
