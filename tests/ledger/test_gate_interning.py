"""Markings as numbers: stable, shared, forgotten in time, and never a way round the gate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger import model

from multitrack.errors import Tampered
from multitrack.ledger.gate import Level, Purpose, Reader, release
from multitrack.ledger.interning import Interning, canonical
from multitrack.vocabulary import Audience, Date, Marking

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
BO = Reader(member="bo", own=True)
PUBLIC = Marking(originator="ana", audience=Audience(everyone=True))


@settings(max_examples=60)
@given(st.lists(model.markings, max_size=12))
def test_equal_markings_have_one_number_and_keep_it(markings: list[Marking]) -> None:
    """Numbers count up from 1 without gaps, and a table read back gives the same ones."""
    table = Interning()
    numbers = [table.number(marking) for marking in markings]
    assert len(set(numbers)) == len(set(markings)) == len(table)
    assert set(numbers) == set(range(1, len(table) + 1))
    again = Interning(table.dump())
    assert [again.number(marking) for marking in markings] == numbers
    assert [again.marking(number) for number in numbers] == markings


@settings(max_examples=60)
@given(
    st.lists(model.markings, max_size=8), model.readers, st.sampled_from(list(Purpose)), model.nows, st.integers(0, 8)
)
def test_what_is_allowed_is_what_the_gate_releases(
    markings: list[Marking], reader: Reader, purpose: Purpose, now: datetime, at: int
) -> None:
    """Number by number the gate's answer, none of them none; the end is the earliest end; also when some came later."""
    table = Interning()
    for marking in markings[:at]:
        table.number(marking)
    table.allowed(reader, purpose, now, party="group-a")
    numbers = {table.number(marking): marking for marking in markings}
    levels, until = table.allowed(reader, purpose, now, party="group-a")
    answers = {number: release(marking, reader, purpose, now, party="group-a") for number, marking in numbers.items()}
    assert dict(levels) == {number: level for number, (level, _) in answers.items() if level}
    assert until == min((end for _, end in answers.values() if end), default=None)


def test_an_answer_is_asked_anew_when_it_ends() -> None:
    """A kept answer does not outlive an expiry, nor a clock that was set back before it was asked."""
    table = Interning()
    number = table.number(msgspec.structs.replace(PUBLIC, expires_on=Date.parse("2026-03-16")))
    midnight = datetime(2026, 3, 16, tzinfo=UTC)
    assert table.allowed(BO, Purpose.READ, NOW) == ({number: Level.CONTENT}, midnight)
    assert table.allowed(BO, Purpose.READ, midnight - timedelta(milliseconds=1))[0] == {number: Level.CONTENT}
    assert table.allowed(BO, Purpose.READ, midnight) == ({}, None)
    assert table.allowed(BO, Purpose.READ, NOW)[0] == {number: Level.CONTENT}


def test_readers_and_purposes_do_not_share_an_answer() -> None:
    """What one may have is never what the next one gets."""
    table = Interning()
    number = table.number(Marking(originator="bo"))
    assert dict(table.allowed(BO, Purpose.READ, NOW)[0]) == {number: Level.CONTENT}
    assert not table.allowed(Reader(member="cy", own=True), Purpose.READ, NOW)[0]
    assert not table.allowed(BO, Purpose.QUOTE, NOW)[0]
    assert not table.allowed(msgspec.structs.replace(BO, left=Date.parse("2026-03-01")), Purpose.READ, NOW)[0]


def test_a_mapping_once_given_out_cannot_be_changed() -> None:
    """A caller cannot write itself a level."""
    table = Interning()
    table.number(PUBLIC)
    levels, _ = table.allowed(BO, Purpose.READ, NOW)
    with pytest.raises(TypeError):
        levels[9] = Level.CONTENT  # type: ignore[index]


def test_the_gate_is_asked_once_for_each_marking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once for each record, nor for each question; after forgetting, anew."""
    asked: list[Marking] = []

    def counting(marking: Marking, *args: object, **kwargs: object) -> tuple[Level, datetime | None]:
        asked.append(marking)
        return release(marking, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("multitrack.ledger.interning.release", counting)
    table = Interning()
    for _ in range(1000):
        table.number(PUBLIC)
        table.allowed(BO, Purpose.READ, NOW)
    assert len(asked) == 1
    table.forget()
    table.allowed(BO, Purpose.READ, NOW)
    assert len(asked) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"audience":{"everyone":true},"newer":1}',
        b'{"audience":{"everyone":true},"use":"all"}',
    ],
)
def test_a_row_that_cannot_be_understood_is_released_to_nobody(data: bytes) -> None:
    """Junk in the table, or a marking of a newer program, closes what is marked with it."""
    table = Interning([(1, data)])
    assert not table.allowed(BO, Purpose.READ, NOW)[0]
    assert table.number(PUBLIC) == 2


def test_a_number_not_in_the_table_is_released_to_nobody() -> None:
    """An index row that names a marking nobody knows opens nothing."""
    table = Interning([(1, canonical(PUBLIC))])
    assert 2 not in table.allowed(BO, Purpose.READ, NOW)[0]
    assert table.marking(2).audience.empty


def test_a_table_that_contradicts_itself_is_refused() -> None:
    """Swapping the number of a secret marking for that of a public one is found, not followed."""
    table = Interning([(1, canonical(PUBLIC))])
    table.load([(1, canonical(PUBLIC))])
    with pytest.raises(Tampered):
        table.load([(1, canonical(Marking(originator="ana")))])
    with pytest.raises(Tampered):
        table.load([(2, canonical(PUBLIC))])


def test_only_new_rows_need_writing() -> None:
    """The store asks for the rows above the last number it has on disk."""
    table = Interning([(1, canonical(PUBLIC))])
    number = table.number(Marking(originator="bo"))
    assert table.dump(after=1) == [(number, canonical(Marking(originator="bo")))]
