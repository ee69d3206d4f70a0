"""The file store keeps the contract, and a few things that only a file has to keep."""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.ledger.contract import LedgerContract, names
from tests.ledger.writing import EVERYONE, OFFICE, PASSPHRASE, Hands, actor

from multitrack.errors import Conflict, InvalidRecord, NotFound, UsageError, WorkspaceError
from multitrack.ledger import Draft, Kdf, Kit, Ledger, Reader, new_id
from multitrack.ledger.append import lowers
from multitrack.vocabulary import Actor, ActorType, Attribution, Audience, Marking, Use


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "process.mtk"


@pytest.fixture
def ledger(path: Path, hands: Hands) -> Iterator[Ledger]:
    made, _kit = Ledger.create(path, PASSPHRASE, owner="desk-one", office="An office", clock=hands, kdf=Kdf.PUBLIC)
    with made:
        yield made


@pytest.fixture
def again(ledger: Ledger, path: Path, hands: Hands) -> Callable[[], Ledger]:
    def open_again() -> Ledger:
        ledger.close()
        return Ledger.open(path, passphrase=PASSPHRASE, clock=hands)

    return open_again


class TestFileStore(LedgerContract):
    """The file behind the contract."""


def test_a_file_that_is_there_is_never_overwritten(path: Path) -> None:
    path.write_bytes(b"somebody's letter")
    with pytest.raises(Conflict):
        Ledger.create(path, PASSPHRASE, owner="desk-one", kdf=Kdf.PUBLIC)
    assert path.read_bytes() == b"somebody's letter"
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_nothing_is_left_behind_when_a_file_cannot_be_made(path: Path) -> None:
    with pytest.raises(InvalidRecord):
        Ledger.create(path, PASSPHRASE, owner="", kdf=Kdf.PUBLIC)
    with pytest.raises(UsageError):
        Ledger.create(path, "  ", owner="desk-one", kdf=Kdf.PUBLIC)
    with pytest.raises(UsageError):
        Ledger.create(path.parent / "nowhere" / "x.mtk", PASSPHRASE, owner="desk-one", kdf=Kdf.PUBLIC)
    assert list(path.parent.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="this system does not know file modes")
def test_nobody_else_on_the_machine_can_read_the_file(ledger: Ledger, path: Path) -> None:
    ledger.record([actor("x")])
    for item in path.parent.glob("process.mtk*"):
        assert stat.S_IMODE(item.stat().st_mode) == 0o600, item.name


def test_the_owner_has_a_handle_and_an_office(ledger: Ledger) -> None:
    assert (ledger.reader_handle, ledger.office) == ("desk-one", "An office")
    assert ledger.reader("desk-one") == ledger.reader() == ledger.reader(ledger.me)
    assert list(ledger.members()) == [ledger.me]


def test_a_file_that_may_only_be_read_is_read_and_refuses_to_be_written(ledger: Ledger, path: Path) -> None:
    ledger.record([actor("kept")])
    ledger.close()
    path.chmod(0o400)
    before = path.read_bytes()
    with Ledger.open(path, passphrase=PASSPHRASE) as reading:
        assert names(reading) == ["kept"]
        assert reading.verify().ok
        with pytest.raises(WorkspaceError, match="only be read"):
            reading.record([actor("more")])
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_threads_of_one_process_share_an_open_ledger(ledger: Ledger) -> None:
    problems: list[Exception] = []

    def work(number: int) -> None:
        try:
            for step in range(10):
                ledger.record([actor(f"{number}/{step}")])
                names(ledger, Reader())
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            problems.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(names(ledger)) == 40
    assert ledger.verify().ok


def test_what_another_process_records_and_whom_it_admits_is_seen_at_the_next_question(
    ledger: Ledger, path: Path, hands: Hands
) -> None:
    from multitrack.vocabulary import Member

    stranger = Reader()
    assert names(ledger, stranger) == []
    with Ledger.open(path, passphrase=PASSPHRASE, clock=hands) as other:
        other.record([actor("new", EVERYONE), Draft(record=Member(handle="desk-two"), marking=OFFICE)])
    assert names(ledger, stranger) == ["new"]
    assert ledger.reader("desk-two").own


def test_a_failed_act_leaves_no_marking_number_in_memory(ledger: Ledger) -> None:
    """A marking first met in an act that failed must be written by the next act that needs it."""
    odd = Marking(audience=Audience(everyone=True), caveats=("not to party B",))
    with pytest.raises(InvalidRecord):
        ledger.record([actor("x", odd), Draft(record=Actor(name="", type=ActorType.STATE))])
    first = ledger.record([actor("y", EVERYONE)])[0]
    with pytest.raises(Conflict):
        ledger.record([actor("z", odd), actor("w", odd, record_id=first.record_id)])
    ledger.record([actor("z", odd)])
    assert names(ledger, Reader()) == ["y", "z"]
    assert ledger.verify().ok


def test_only_the_originator_lowers_a_marking() -> None:
    strict = Marking(originator="a", audience=Audience(members=("x", "y")), use=Use.KNOW)
    assert not lowers(strict, strict)
    assert not lowers(Marking(originator="b", audience=Audience(members=("x",))), strict)
    assert lowers(Marking(audience=Audience(members=("x", "y", "z"))), strict)
    assert lowers(Marking(audience=Audience(members=("x",)), use=Use.QUOTE), strict)
    assert lowers(Marking(audience=Audience(members=("x",)), attribution=Attribution.ON_RECORD), strict)


def test_a_float_has_no_way_into_the_ledger(ledger: Ledger) -> None:
    wrong = Draft(record=Actor(name="x", type=ActorType.STATE, remarks=0.5))  # type: ignore[arg-type]
    with pytest.raises(InvalidRecord):
        ledger.record([wrong])


def test_a_record_larger_than_the_format_allows_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InvalidRecord):
        ledger.record([Draft(record=Actor(name="x", type=ActorType.STATE, remarks="y" * (1 << 20)))])
    assert names(ledger) == []


def test_a_file_without_a_kit_says_so_until_it_has_one(tmp_path: Path, ledger: Ledger) -> None:
    assert [item.code for item in ledger.findings()] == []
    bare, kit = Ledger.create(tmp_path / "bare.mtk", PASSPHRASE, owner="x", kdf=Kdf.PUBLIC, kit=False)
    with bare:
        assert kit is None
        assert [item.code for item in bare.findings()] == ["no-kit"]


def test_a_history_not_verified_for_long_is_a_finding_until_it_is(ledger: Ledger, hands: Hands) -> None:
    hands.turn(days=91)
    assert "unverified" in [item.code for item in ledger.findings()]
    ledger.verify()
    assert "unverified" not in [item.code for item in ledger.findings()]


def test_a_kit_opens_the_file_and_survives_being_typed_in(ledger: Ledger, tmp_path: Path, hands: Hands) -> None:
    other, kit = Ledger.create(tmp_path / "b.mtk", PASSPHRASE, owner="x", clock=hands, kdf=Kdf.PUBLIC)
    other.close()
    assert kit is not None
    assert Kit.read(kit.text) == kit
    typed = kit.text.lower().replace("0", "O").replace("1", "l").replace(" ", "-").replace("\n", "   ")
    with Ledger.open(tmp_path / "b.mtk", kit=typed, clock=hands) as opened:
        assert opened.reader_handle == "x"
    assert kit.key.hex() not in repr(kit)


def test_a_handle_and_an_absent_entry_are_absent_in_the_same_words(ledger: Ledger) -> None:
    texts = set()
    for ask in (ledger.reader, ledger.erase, ledger.notebook.get):
        name = new_id()
        with pytest.raises(NotFound) as caught:
            ask(name)
        texts.add(caught.value.diagnostics().replace(name, "NAME"))
    assert len(texts) == 1
