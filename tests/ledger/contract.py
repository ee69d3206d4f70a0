"""What every ledger store keeps, whatever it is made of: run by ``test_file_store.py`` on the file.

A store's own test class derives from :class:`LedgerContract` and gives ``ledger``, open and empty but for its
owner, and ``again``, which opens the same store anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.ledger.writing import EVERYONE, OFFICE, Hands, actor, contact

from multitrack.errors import Conflict, InvalidRecord, NotFound
from multitrack.ledger import Draft, Ledger, Level, Purpose, Reader, new_id
from multitrack.vocabulary import (
    Actor,
    ActorType,
    Attribution,
    Audience,
    Circle,
    CircleAt,
    Contact,
    Date,
    Disclosure,
    FollowUp,
    Marking,
    Member,
)

STRANGER = Reader()
PUBLIC = Marking(audience=Audience(everyone=True), attribution=Attribution.ON_RECORD)


def names(ledger: Ledger, reader: Reader | None = None, **question: object) -> list[str]:
    found = ledger.statements(reader or ledger.reader(), kinds=["actor"], **question)  # type: ignore[arg-type]
    return [item.record.name for item in found if isinstance(item.record, Actor)]


class LedgerContract:
    """Cases that any store passes."""

    @pytest.fixture
    def hands(self) -> Hands:
        return Hands()

    def test_what_was_recorded_comes_back_after_opening_anew(self, ledger: Ledger, again: Callable[[], Ledger]) -> None:
        receipt = ledger.record([contact("they asked for time")])[0]
        with again() as opened:
            (statement,) = opened.statements(opened.reader(), kinds=["contact"])
        assert isinstance(statement.record, Contact)
        assert (statement.entry, statement.record_id) == (receipt.entry, receipt.record_id)
        assert statement.record.summary == "they asked for time"
        assert statement.level is Level.CONTENT
        assert statement.author == statement.marking.originator == opened.me

    def test_all_drafts_of_one_call_are_recorded_or_none(self, ledger: Ledger) -> None:
        wrong = Draft(record=Actor(name="", type=ActorType.STATE))
        with pytest.raises(InvalidRecord):
            ledger.record([actor("first"), wrong])
        assert names(ledger) == []

    def test_records_of_one_call_may_refer_to_each_other(self, ledger: Ledger) -> None:
        group = new_id()
        ledger.record([contact("met", group), actor("group", record_id=group)])
        (statement,) = ledger.statements(ledger.reader(), subject=group)
        assert statement.subjects == (group,)

    def test_a_correction_replaces_and_the_history_keeps_both(self, ledger: Ledger) -> None:
        first = ledger.record([actor("before")])[0]
        second = ledger.record([actor("after", replaces=first.entry)])[0]
        assert second.record_id == first.record_id
        assert names(ledger) == ["after"]
        assert [item.entry for item in ledger.history(first.record_id, ledger.reader())] == [first.entry, second.entry]

    def test_a_correction_of_what_was_corrected_meanwhile_is_refused(self, ledger: Ledger) -> None:
        first = ledger.record([actor("before")])[0]
        ledger.record([actor("after", replaces=first.entry)])
        with pytest.raises(Conflict):
            ledger.record([actor("lost", replaces=first.entry)])
        assert names(ledger) == ["after"]

    def test_two_changes_made_apart_both_stand_when_asked_to(self, ledger: Ledger) -> None:
        first = ledger.record([actor("before")])[0]
        ledger.record([actor("one", replaces=first.entry)])
        ledger.record([actor("other", replaces=first.entry)], beside=True)
        assert names(ledger) == ["one", "other"]

    def test_a_record_that_stands_is_not_stated_anew_by_its_id_alone(self, ledger: Ledger) -> None:
        first = ledger.record([actor("before")])[0]
        with pytest.raises(Conflict):
            ledger.record([actor("after", record_id=first.record_id)])

    def test_a_record_keeps_its_kind(self, ledger: Ledger) -> None:
        first = ledger.record([actor("before")])[0]
        with pytest.raises(InvalidRecord):
            ledger.record([contact("now a contact", replaces=first.entry)])

    def test_an_entry_of_another_record_cannot_be_replaced(self, ledger: Ledger) -> None:
        one, other = ledger.record([actor("one"), actor("other")])
        with pytest.raises(Conflict):
            ledger.record([actor("mixed", record_id=one.record_id, replaces=other.entry)])

    def test_the_originator_is_who_records(self, ledger: Ledger) -> None:
        with pytest.raises(InvalidRecord):
            ledger.record([actor("x", Marking(originator=new_id()))])
        ledger.record([actor("y", Marking(originator=ledger.me))])
        assert names(ledger) == ["y"]

    def test_nothing_recorded_is_seen_by_a_stranger_unless_it_is_for_everyone(self, ledger: Ledger) -> None:
        ledger.record([actor("mine"), actor("ours", OFFICE), actor("public", EVERYONE)])
        assert names(ledger, STRANGER) == ["public"]
        assert names(ledger, Reader(member=new_id(), own=True)) == ["ours", "public"]
        assert names(ledger) == ["mine", "ours", "public"]

    def test_at_existence_no_record_comes_out(self, ledger: Ledger) -> None:
        marking = Marking(audience=Audience(own_organisation=True), disclosure=Disclosure.EXISTENCE)
        hidden, seen = new_id(), new_id()
        ledger.record([actor("hidden", record_id=hidden), actor("seen", EVERYONE, record_id=seen)])
        ledger.record([contact("canary", seen, hidden, marking=marking)])
        (statement,) = ledger.statements(Reader(member=new_id(), own=True), kinds=["contact"])
        assert statement.record is None
        assert statement.level is Level.EXISTENCE
        assert statement.subjects == (seen,)

    def test_a_reference_to_a_hidden_record_is_cut(self, ledger: Ledger) -> None:
        hidden, seen = new_id(), new_id()
        drafts = [actor("hidden", record_id=hidden), actor("seen", EVERYONE, record_id=seen)]
        ledger.record([*drafts, contact("both", seen, hidden, marking=PUBLIC), contact("one", hidden, marking=PUBLIC)])
        found = ledger.statements(STRANGER, kinds=["contact"])
        assert [item.subjects for item in found] == [(seen,)]
        assert all(isinstance(item.record, Contact) and item.record.parties == (seen,) for item in found)

    def test_what_points_to_a_cut_record_is_cut_as_well(self, ledger: Ledger) -> None:
        hidden = new_id()
        ledger.record([actor("hidden", record_id=hidden)])
        met = ledger.record([contact("with the hidden one", hidden, marking=PUBLIC)])[0]
        owed = FollowUp(what="come back", owed_by="us", contact=met.record_id)
        ledger.record([Draft(record=owed, marking=PUBLIC)])
        (statement,) = ledger.statements(STRANGER, kinds=["follow-up"])
        assert isinstance(statement.record, FollowUp)
        assert statement.record.contact == ""

    def test_an_older_entry_does_not_come_back_when_the_newer_is_hidden(self, ledger: Ledger) -> None:
        first = ledger.record([actor("public", EVERYONE)])[0]
        ledger.record([actor("withdrawn", replaces=first.entry)])
        assert names(ledger, STRANGER) == []

    def test_absent_and_hidden_records_give_the_same_answer(self, ledger: Ledger) -> None:
        hidden = ledger.record([actor("hidden")])[0].record_id
        absent = new_id()
        answers = []
        for record_id in (hidden, absent):
            with pytest.raises(NotFound) as caught:
                ledger.history(record_id, STRANGER)
            answers.append(caught.value.diagnostics().replace(record_id, "ID"))
        assert answers[0] == answers[1]

    def test_as_known_shows_what_had_been_recorded_by_the_end_of_that_day(self, ledger: Ledger, hands: Hands) -> None:
        first = ledger.record([actor("before")])[0]
        hands.turn(days=2)
        ledger.record([actor("after", replaces=first.entry), actor("later")])
        assert names(ledger, as_known=date(2026, 11, 22)) == []
        assert names(ledger, as_known=date(2026, 11, 23)) == ["before"]
        assert names(ledger, as_known=date(2026, 11, 25)) == ["after", "later"]

    def test_statements_come_in_the_order_of_recording(self, ledger: Ledger, hands: Hands) -> None:
        for number in range(5):
            ledger.record([actor(f"{number}")])
            hands.turn(minutes=1)
        ids = [item.record_id for item in ledger.statements(ledger.reader(), kinds=["actor"])]
        assert names(ledger) == list("01234")
        assert names(ledger, record_ids=reversed(ids)) == list("01234")

    def test_an_embargo_lifts_while_the_ledger_is_open(self, ledger: Ledger, hands: Hands) -> None:
        marking = Marking(audience=Audience(everyone=True), embargo_until=Date("2026-11-25"))
        ledger.record([actor("embargoed", marking)])
        assert names(ledger, STRANGER) == []
        hands.turn(days=2)
        assert names(ledger, STRANGER) == ["embargoed"]

    def test_the_purpose_reaches_the_gate(self, ledger: Ledger) -> None:
        ledger.record([actor("to know only", EVERYONE)])
        assert names(ledger, STRANGER, purpose=Purpose.READ) == ["to know only"]
        assert names(ledger, STRANGER, purpose=Purpose.QUOTE) == []

    def test_a_member_who_is_put_into_a_circle_sees_what_is_marked_for_it(self, ledger: Ledger) -> None:
        member, circle = new_id(), new_id()
        ledger.record([Draft(record=Member(handle="desk-two"), record_id=member)])
        ledger.record([Draft(record=Circle(name="keepers", epoch=0, members=(member,)), record_id=circle)])
        by_name = Marking(audience=Audience(circles=(CircleAt(circle="keepers", epoch=0),)))
        later = Marking(audience=Audience(circles=(CircleAt(circle="keepers", epoch=1),)))
        ledger.record([actor("epoch 0", by_name), actor("epoch 1", later)])
        assert names(ledger, ledger.reader("desk-two")) == ["epoch 0"]

    def test_who_has_left_reads_nothing_from_then_on(self, ledger: Ledger) -> None:
        first = ledger.record([Draft(record=Member(handle="desk-two"))])[0]
        ledger.record([actor("ours", OFFICE)])
        assert names(ledger, ledger.reader("desk-two")) == ["ours"]
        ledger.record([Draft(record=Member(handle="desk-two", left=Date("2026-11-01")), replaces=first.entry)])
        assert names(ledger, ledger.reader("desk-two")) == []

    def test_an_unknown_handle_is_answered_like_any_absence(self, ledger: Ledger) -> None:
        with pytest.raises(NotFound):
            ledger.reader("nobody")

    def test_where_imported_records_came_from_is_remembered(self, ledger: Ledger) -> None:
        first = ledger.record([actor("x", origin="case/x")])[0]
        second = ledger.record([actor("y", origin="case/x", replaces=first.entry)])[0]
        assert ledger.origins() == {"case/x": (first.record_id, second.entry)}

    def test_an_entry_id_tells_nothing_of_how_many_came_before(self, ledger: Ledger) -> None:
        ids = [ledger.record([actor(str(number))])[0].entry for number in range(20)]
        assert len({item[:4] for item in ids}) > 15
        assert ids != sorted(ids)
