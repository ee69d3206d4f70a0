"""Another program's file, a newer one, a cut-off one, a damaged one and a wrong passphrase each get their own answer,
and the file keeps every byte.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ledger.writing import PASSPHRASE, actor, contact

from multitrack.errors import (
    Busy,
    NewerFormat,
    NotAWorkspace,
    Tampered,
    UsageError,
    WorkspaceError,
    WrongPassphrase,
)
from multitrack.ledger import Kdf, Kit, Ledger
from multitrack.ledger.container import PAGE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "process.mtk"
    ledger, _kit = Ledger.create(path, PASSPHRASE, owner="desk-one", kdf=Kdf.PUBLIC)
    with ledger:
        ledger.record([contact(f"contact {number}" + "x" * 300) for number in range(100)])
    return path


def refused(path: Path, error: type[Exception], passphrase: str = PASSPHRASE) -> str:
    """The answer; nothing in the folder changed."""
    before = {item.name: item.read_bytes() for item in path.parent.iterdir()}
    with pytest.raises(error) as caught:
        Ledger.open(path, passphrase=passphrase)
    assert {item.name: item.read_bytes() for item in path.parent.iterdir()} == before
    said = caught.value
    assert isinstance(said, WorkspaceError)
    assert said.place == str(path)
    assert said.advice
    return said.message


def test_a_wrong_passphrase(path: Path) -> None:
    assert "passphrase" in refused(path, WrongPassphrase, "another passphrase")


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkspace):
        Ledger.open(tmp_path / "nothing.mtk", passphrase=PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def plain_database(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE x (y)")
    other.commit()
    other.close()


@pytest.mark.parametrize(
    "become",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"MT"),
        lambda path: path.write_text("Dear colleague,\n" * 1000, encoding="utf-8"),
        lambda path: path.write_bytes(random.Random(1).randbytes(3 * PAGE)),
        plain_database,
    ],
    ids=["empty", "two bytes", "a letter", "noise", "a plain database"],
)
def test_another_programs_file(path: Path, become: Callable[[Path], object]) -> None:
    become(path)
    refused(path, NotAWorkspace)


@pytest.mark.parametrize("kept", [5, 16, 100, PAGE - 1, PAGE + 1, 3 * PAGE + 17])
def test_a_file_that_is_cut_off_within_a_page(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    refused(path, NotAWorkspace)


def test_a_file_that_is_cut_off_between_pages(path: Path) -> None:
    pages = path.stat().st_size // PAGE
    path.write_bytes(path.read_bytes()[: (pages - 2) * PAGE])
    refused(path, NotAWorkspace)


def test_a_newer_format(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4] + b"\x02" + data[5:])
    assert "format 2" in refused(path, NewerFormat)


def test_a_damaged_beginning(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:5] + b"\x77" + data[6:])
    refused(path, NotAWorkspace)


def test_a_damaged_first_page_is_not_taken_for_a_wrong_passphrase(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    refused(path, Tampered)
    refused(path, WrongPassphrase, "another passphrase")


def test_a_kit_of_another_file_and_a_kit_with_a_slip(path: Path, tmp_path: Path) -> None:
    ledger, kit = Ledger.create(tmp_path / "other.mtk", PASSPHRASE, owner="x", kdf=Kdf.PUBLIC)
    ledger.close()
    assert kit is not None
    with pytest.raises(WrongPassphrase, match="another file"):
        Ledger.open(path, kit=kit.text)
    letters = kit.text.replace(" ", "").replace("\n", "")
    for at in range(0, len(letters), 7):
        slip = letters[:at] + ("3" if letters[at] != "3" else "4") + letters[at + 1 :]
        with pytest.raises(WrongPassphrase):
            Kit.read(slip)
    for text in ("", "not a kit", letters[:-1], letters + "0"):
        with pytest.raises(WrongPassphrase):
            Kit.read(text)


def test_a_kit_opens_a_file_whose_passphrase_is_lost(tmp_path: Path) -> None:
    ledger, kit = Ledger.create(tmp_path / "other.mtk", PASSPHRASE, owner="x", kdf=Kdf.PUBLIC)
    ledger.close()
    assert kit is not None
    Ledger.open(tmp_path / "other.mtk", kit=kit.text).close()


def test_neither_or_both_ways_to_open(path: Path) -> None:
    with pytest.raises(UsageError):
        Ledger.open(path)
    with pytest.raises(UsageError):
        Ledger.open(path, passphrase=PASSPHRASE, kit="x")


def test_a_passphrase_typed_on_another_keyboard_opens_the_file(tmp_path: Path) -> None:
    """Composed and decomposed letters are the same passphrase."""
    ledger, _kit = Ledger.create(tmp_path / "a.mtk", "caf\u00e9 noir", owner="x", kdf=Kdf.PUBLIC)
    ledger.close()
    Ledger.open(tmp_path / "a.mtk", passphrase="cafe\u0301 noir").close()


def test_a_file_that_another_process_keeps_locked(path: Path) -> None:
    from multitrack.ledger import store

    with Ledger.open(path, passphrase=PASSPHRASE) as one, Ledger.open(path, passphrase=PASSPHRASE) as other:
        other._store._connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with one._store.write(), pytest.raises(Busy):
            other.record([actor("waits in vain")])
        other.record([actor("goes on afterwards")])
        assert store.Store is type(one._store)


def _stopped(path: Path, folder: Path) -> Path:
    """The file with the log beside it, as a power cut leaves them."""
    folder.mkdir()
    with Ledger.open(path, passphrase=PASSPHRASE) as ledger:
        ledger.record([actor("added last")])
        for item in path.parent.glob(f"{path.name}*"):
            if not item.name.endswith("-shm"):
                shutil.copy(item, folder)
    return folder / path.name


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def test_the_log_of_another_file_is_not_folded_into_this_one(path: Path, tmp_path: Path) -> None:
    """SQLite would write the other file's pages over this one's, and no key opens them."""
    other = tmp_path / "other.mtk"
    Ledger.create(other, PASSPHRASE, owner="desk-two", kdf=Kdf.PUBLIC)[0].close()
    shutil.copy(_log(_stopped(other, tmp_path / "stopped")), _log(path))
    before = {item.name: item.read_bytes() for item in (path, _log(path))}
    with pytest.raises(Tampered, match="another file's"):
        Ledger.open(path, passphrase=PASSPHRASE)
    assert {item.name: item.read_bytes() for item in (path, _log(path))} == before
    _log(path).unlink()
    with Ledger.open(path, passphrase=PASSPHRASE) as ledger:
        assert ledger.verify().ok


@pytest.mark.parametrize("torn", [False, True])
def test_its_own_log_is_taken_up_and_a_torn_one_left_out(path: Path, tmp_path: Path, torn: bool) -> None:
    stopped = _stopped(path, tmp_path / "stopped")
    if torn:
        log = bytearray(_log(stopped).read_bytes())
        log[1000] ^= 1
        _log(stopped).write_bytes(log)
    with Ledger.open(stopped, passphrase=PASSPHRASE) as ledger:
        kinds = [statement.kind for statement in ledger.statements(ledger.reader())]
        assert ("actor" in kinds) is not torn
        assert ledger.verify().ok
