"""What goes when less than everything is released: nothing that was not said to stay may stay."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from tests.leaks.canaries import Canaries, texts_of

from multitrack.ledger.gate import Level, Purpose, Reader, cut, redact, redact_statement, references, show
from multitrack.ledger.redaction import WITHHELD
from multitrack.ledger.spelling import new_id
from multitrack.ledger.statement import Statement
from multitrack.vocabulary import (
    KINDS,
    Account,
    Actor,
    ActorType,
    Attendance,
    Attribution,
    Audience,
    CircleAt,
    Contact,
    Date,
    FollowUp,
    Marking,
    Meeting,
    Outcome,
    Presence,
    Record,
    Relation,
    RelationType,
    Source,
    kind_of,
    plain,
)
from multitrack.vocabulary.preparation import Form

# Which texts stay, kind by kind. A field that is new in the vocabulary stays nowhere until it is put here.
IN_SUMMARY = {
    "actor": {"name", "names.Name.text", "identifiers.Identifier.scheme", "identifiers.Identifier.value"},
    "role": {"position"},
    "meeting": {"title"},
    "agreement": {"title", "identifiers"},
    "circle": {"name"},
}
UNDER_CHATHAM_HOUSE = {
    "actor": IN_SUMMARY["actor"] | {"description"},
    "label": {"words"},
    "role": {"position"},
    "resource": {"pays_for", "description"},
    "mandate": {"task", "limits"},
    "engagement": {"purpose"},
    "engagement-link": {"description"},
    "contact": {"summary", "understood"},
    "follow-up": {"what"},
    "meeting": {"agenda", "summary"},
    "agreement": {"summary"},
    "phase": {"seen", "not_seen", "intentions", "reasoning", "strategy", "evolution"},
    "claim": {"says", "caution"},
    "circle": {"name"},
}
ABOUT = {
    "label": {"actor"},
    "relation": {"first", "second"},
    "role": {"actor"},
    "resource": {"actor"},
    "phase": {"group"},
    "claim": {"concerning"},
}
GONE_ON_BACKGROUND = {
    "Source.work": "",
    "Source.address": "",
    "Source.place": "",
    "Source.quoted": "",
    "Account.by": "",
    "claim.by": "",
    "Attendance.signatory": "",
    "AgreementRole.by": "",
    "role.person": "",
    "line.principal": "",
    "line.keeper": "",
    "LineLink.handle": "",
    "contact.handles": "",
    "follow-up.owed_by": "",
    "phase.assessed_by": "",
    "member.handle": "",
}


def sung(kind: str) -> tuple[Canaries, Record]:
    flock = Canaries("cny", lambda kinds: "ref-" + "-or-".join(kinds))
    return flock, flock.record(kind)


def kept(flock: Canaries, record: Record | None) -> set[str]:
    """The places within the record whose text still stands."""
    return {place.partition(".")[2] for place in flock.found_in(json.dumps(plain(record))).values()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", [Level.NONE, Level.EXISTENCE])
def test_existence_is_no_record(kind: str, level: Level) -> None:
    """Whoever may know only that something exists gets no field of it."""
    assert redact(sung(kind)[1], level, Attribution.ON_RECORD) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_summary_has_no_text_but_what_things_go_by(kind: str) -> None:
    """No running text, handle, remark, account, source or exact word; dates, choices and references stay."""
    flock, record = sung(kind)
    summary = redact(record, Level.SUMMARY, Attribution.ON_RECORD)
    assert summary is not None
    assert type(summary) is type(record)
    assert kept(flock, summary) == IN_SUMMARY.get(kind, set())
    assert (summary.when, summary.sources, summary.accounts, summary.remarks) == (record.when, (), (), "")
    assert references(summary) == references(record)


@pytest.mark.parametrize("kind", KINDS)
def test_under_the_chatham_house_rule_nobody_is_left(kind: str) -> None:
    """What was learned stays; every source, handle, voice, participant and their track is gone, not even counted."""
    flock, record = sung(kind)
    usable = redact(record, Level.CONTENT, Attribution.CHATHAM_HOUSE)
    assert usable is not None
    assert kept(flock, usable) == UNDER_CHATHAM_HOUSE.get(kind, set())
    data = plain(usable)
    about = {name for name, value in data.items() if any(text.startswith("ref-") for text in texts_of(value))}
    assert about == ABOUT.get(kind, set())
    named = [
        "tracks",
        "perceived_tracks",
        "sources",
        "accounts",
        "roles",
        "consents",
        "links",
        "parties",
        "intermediary",
    ]
    assert not [name for name in named if data.get(name)]


@pytest.mark.parametrize("kind", KINDS)
def test_on_background_the_source_is_described_and_not_named(kind: str) -> None:
    """Handles, speakers and what leads to a source go; what was said, and how far it can be relied on, stay."""
    flock, record = sung(kind)
    background = redact(record, Level.CONTENT, Attribution.BACKGROUND)
    assert background is not None
    gone = {place for place in flock.words.values() if place.partition(".")[2] not in kept(flock, background)}
    assert gone == {place for place in flock.words.values() if ".".join(place.split(".")[-2:]) in GONE_ON_BACKGROUND}
    assert (background.sources[0].reliability, background.sources[0].work) == (record.sources[0].reliability, WITHHELD)


@pytest.mark.parametrize("attribution", Attribution)
@pytest.mark.parametrize("kind", KINDS)
def test_a_summary_never_holds_more_than_the_content(kind: str, attribution: Attribution) -> None:
    """Taking both steps takes at least what each takes."""
    flock, record = sung(kind)
    content, summary = (redact(record, level, attribution) for level in (Level.CONTENT, Level.SUMMARY))
    assert summary is not None and content is not None
    assert kept(flock, summary) <= kept(flock, content)
    assert references(summary) <= references(content) <= references(record)


@pytest.mark.parametrize("attribution", [Attribution.ON_RECORD, Attribution.OFF_RECORD, Attribution.NOT_USED])
def test_what_binds_the_reader_takes_nothing_away(attribution: Attribution) -> None:
    """Off the record is read whole by those it was marked for."""
    _, record = sung("contact")
    assert redact(record, Level.CONTENT, attribution) is record


class Rumour(Record, frozen=True, kw_only=True, tag="rumour"):
    """A kind of a newer program."""

    whispered: str = ""


class Impostor(Record, frozen=True, kw_only=True, tag="contact"):
    """Another type under a known name."""

    whispered: str = ""


@pytest.mark.parametrize("record", [Rumour(whispered="x"), Impostor(whispered="x")])
def test_a_kind_that_is_unknown_is_not_shown(record: Record) -> None:
    """What cannot be judged field by field is withheld whole, at every level."""
    assert {redact(record, level, Attribution.ON_RECORD) for level in Level} == {None}


def test_an_unknown_attribution_is_the_strictest() -> None:
    """A word of a newer program withholds as the Chatham House Rule does."""
    flock, record = sung("contact")
    word: Any = "whatever comes next"
    assert kept(flock, redact(record, Level.CONTENT, word)) == UNDER_CHATHAM_HOUSE["contact"]


MARKING = Marking(
    originator="ana",
    audience=Audience(members=("bo",), circles=(CircleAt(circle="keepers", epoch=3),), own_organisation=True),
    raise_with=("group-a",),
    caveats=("not to party B",),
)


def stated(record: Record | None, marking: Marking = MARKING, kind: str = "", **fields: Any) -> Statement:
    given: dict[str, Any] = {
        "entry": "entry-1",
        "record_id": "rec-1",
        "kind": kind or (kind_of(record) if record else ""),
        "record": record,
        "level": Level.CONTENT,
        "recorded": datetime(2026, 3, 1, tzinfo=UTC),
        "author": "ana",
        "marking": marking,
        "origin": "burundi/rome-1996",
        "subjects": record.subjects() if record else ("group-a",),
    }
    return Statement(**(given | fields))


CONTACT = Contact(parties=("cndd",), third_parties=("santegidio",), summary="They met.", handles=("grey",))


def test_existence_tells_neither_who_recorded_it_nor_for_whom() -> None:
    """At existence the kind and the subjects stand; author, origin, names in the marking and caveats do not."""
    shown = redact_statement(stated(CONTACT), Level.EXISTENCE, Attribution.ON_RECORD)
    assert shown is not None
    assert (shown.record, shown.author, shown.origin) == (None, "", "")
    assert (shown.kind, shown.subjects, shown.level) == ("contact", ("cndd", "santegidio"), Level.EXISTENCE)
    told = str(shown.marking)
    assert not [word for word in ("ana", "bo", "keepers", "group-a", "party B") if f"'{word}'" in told]


def test_the_chatham_house_rule_reaches_the_statement() -> None:
    """Neither the index of subjects nor the author tells who took part."""
    marking = msgspec.structs.replace(MARKING, attribution=Attribution.CHATHAM_HOUSE)
    shown = show(stated(CONTACT, marking), Reader(member="bo", own=True), Purpose.READ, Level.CONTENT)
    assert shown is not None and isinstance(shown.record, Contact)
    assert (shown.subjects, shown.author, shown.origin) == ((), "", "")
    assert shown.marking.originator == ""
    assert shown.record.summary == "They met."
    mine = show(stated(CONTACT, marking), Reader(member="ana", own=True), Purpose.READ, Level.CONTENT)
    assert mine == stated(CONTACT, marking)


def test_the_subject_of_the_information_stays_under_the_chatham_house_rule() -> None:
    """A relation between two groups is about them; it does not say who told."""
    relation = Relation(first="wing", type=RelationType.SPLINTER, second="cndd")
    shown = redact_statement(stated(relation), Level.CONTENT, Attribution.CHATHAM_HOUSE)
    assert shown is not None
    assert shown.subjects == ("wing", "cndd")


def test_a_released_statement_is_not_touched() -> None:
    """Content on the record goes out as it is, without a copy."""
    statement = stated(CONTACT)
    assert redact_statement(statement, Level.CONTENT, Attribution.ON_RECORD) is statement
    assert redact_statement(statement, Level.NONE, Attribution.ON_RECORD) is None


def test_an_unknown_kind_is_shown_as_existing_and_no_more() -> None:
    """Kept, shown as unknown, nothing told of it, whatever was released."""
    shown = redact_statement(stated(None, kind="rumour"), Level.CONTENT, Attribution.ON_RECORD)
    assert shown is not None
    assert (shown.level, shown.record, shown.subjects, shown.author) == (Level.EXISTENCE, None, (), "")


def test_references_are_found_at_any_depth() -> None:
    """In lists, in nested structs, once each."""
    meeting = Meeting(
        title="Round",
        form=Form.ROUND,
        convened_by=("nyerere",),
        parties=(Attendance(party="cndd", presence=Presence.ATTENDED), Attendance(party="x", presence=Presence.ABSENT)),
        engagement="arusha",
    )
    assert references(meeting) == {"nyerere", "cndd", "x", "arusha"}


def test_a_reference_to_something_hidden_is_cut() -> None:
    """The id of a record that the reader may not see is nowhere in what the reader sees."""
    contact = msgspec.structs.replace(CONTACT, parties=("cndd", "secret"), line="secret-line", engagement="rome")
    seen = cut(stated(contact), {"cndd", "santegidio", "rome"})
    assert seen is not None and isinstance(seen.record, Contact)
    assert (seen.record.parties, seen.record.line, seen.record.engagement) == (("cndd",), "", "rome")
    assert seen.subjects == ("cndd", "santegidio")
    assert "secret" not in str(seen)


def test_a_handle_that_is_the_id_of_something_hidden_is_cut() -> None:
    """Who owes a follow-up may be an actor: then it is a reference; a word for a person is none, and stays."""
    owed = FollowUp(what="Come back", owed_by=new_id())
    assert references(owed) == {owed.owed_by}
    assert cut(stated(owed), set()) is None
    assert cut(stated(owed), {owed.owed_by}) is not None
    handle = msgspec.structs.replace(owed, owed_by="grey")
    assert cut(stated(handle), set()) == stated(handle)
    contact = msgspec.structs.replace(CONTACT, handles=("grey", owed.owed_by))
    seen = cut(stated(contact), {"cndd", "santegidio"})
    assert seen is not None and isinstance(seen.record, Contact)
    assert seen.record.handles == ("grey",)


def test_an_attendance_of_a_hidden_party_is_cut_whole() -> None:
    """Not even a blank row tells that somebody more was at the table."""
    meeting = Meeting(
        title="Round",
        form=Form.ROUND,
        parties=(
            Attendance(party="cndd", presence=Presence.ATTENDED),
            Attendance(party="secret", presence=Presence.SIGNED, accounts=(Account(says="They signed."),)),
        ),
    )
    seen = cut(stated(meeting), {"cndd"})
    assert seen is not None and isinstance(seen.record, Meeting)
    assert [one.party for one in seen.record.parties] == ["cndd"]


def test_what_says_nothing_without_a_hidden_record_is_not_shown() -> None:
    """A relation to a hidden group, a contact with hidden parties only: shown blank, they would tell."""
    assert cut(stated(Relation(first="wing", type=RelationType.SPLINTER, second="secret")), {"wing"}) is None
    assert cut(stated(msgspec.structs.replace(CONTACT, parties=("secret",))), {"santegidio"}) is None
    existing = redact_statement(
        stated(Relation(first="a", type=RelationType.ALLY, second="b")), Level.EXISTENCE, MARKING.attribution
    )
    assert existing is not None
    assert cut(existing, set()) is None


def test_what_points_nowhere_is_left_as_it_is() -> None:
    """An actor refers to nothing and stays; a Chatham House record without references stays too."""
    actor = Actor(name="CNDD", type=ActorType.ARMED_GROUP, sources=(Source(work="w", read=Date.parse("2026")),))
    assert cut(stated(actor), set()) == stated(actor)
    usable = redact_statement(stated(CONTACT), Level.CONTENT, Attribution.CHATHAM_HOUSE)
    assert usable is not None
    left = cut(usable, set())
    assert left is not None and isinstance(left.record, Contact)
    assert left.record.outcome is Outcome.HAPPENED
