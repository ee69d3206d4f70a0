"""A file made when format 1 was frozen is read, and written to, by every later program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.ledger.contract import names
from tests.ledger.writing import actor

from multitrack.errors import UsageError
from multitrack.ledger import Kdf, Ledger, Reader
from multitrack.ledger.container import kdf_of, new_head
from multitrack.ledger.keys import DeviceKey, derive, file_key, verify
from multitrack.vocabulary import Contact

KEPT = Path(__file__).parent.parent / "vectors" / "file-1.mtk"
PASSPHRASE = "public words of a kept file"
KIT = """
04CB KNNN 751W 22S7
KFZ4 64CS FM03 VXZ9
NSYH 3Q3D GF8G NP1M
EZAE EYF1 J9NX C6MQ
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(KEPT, tmp_path / "kept.mtk"))


@pytest.mark.parametrize("way", [{"passphrase": PASSPHRASE}, {"kit": KIT}], ids=["passphrase", "kit"])
def test_the_kept_file_says_what_it_said(path: Path, way: dict[str, str]) -> None:
    with Ledger.open(path, **way) as ledger:  # type: ignore[arg-type]
        assert (ledger.reader_handle, ledger.office) == ("desk-one", "An office")
        assert names(ledger) == ["corrected", "public"]
        assert names(ledger, Reader()) == ["public"]
        (statement,) = ledger.statements(ledger.reader(), kinds=["contact"])
        assert isinstance(statement.record, Contact)
        assert statement.record.summary == "met \u2014 \u0627\u062c\u062a\u0645\u0627\u0639"
        report = ledger.verify()
        assert (report.ok, report.entries, report.erased, report.unknown) == (True, 8, 1, 0)


def test_the_kept_file_can_be_written_to(path: Path) -> None:
    with Ledger.open(path, passphrase=PASSPHRASE) as ledger:
        ledger.record([actor("new")])
        (note, _draft), *_rest = ledger.notebook.list()
        ledger.notebook.commit(note)
        assert names(ledger) == ["corrected", "public", "new"]
        assert ledger.verify().ok


def test_the_passphrase_becomes_the_key_as_another_implementation_has_it() -> None:
    from nacl.pwhash import argon2id

    head = new_head(Kdf.PUBLIC)
    assert kdf_of(head) is Kdf.PUBLIC
    other = argon2id.kdf(32, b"a passphrase", head, opslimit=1, memlimit=8 * 1024 * 1024)
    assert file_key("a passphrase", head, Kdf.PUBLIC) == other
    assert file_key("a passphrase", new_head(Kdf.PUBLIC), Kdf.PUBLIC) != other
    with pytest.raises(UsageError):
        file_key(" ", head, Kdf.PUBLIC)


def test_the_standard_cost_is_what_the_promise_says() -> None:
    assert (Kdf.STANDARD.memory_kib, Kdf.STANDARD.passes, Kdf.STANDARD.lanes) == (262_144, 3, 4)


def test_a_signature_over_one_thing_does_not_pass_for_another() -> None:
    key = DeviceKey()
    signed = key.sign(b"one\x00", b"message")
    assert verify(key.public, b"one\x00", b"message", signed)
    assert not verify(key.public, b"other\x00", b"message", signed)
    assert not verify(key.public, b"one\x00", b"message", signed[:-1])
    assert not verify(DeviceKey().public, b"one\x00", b"message", signed)
    assert DeviceKey(key.seed).public == key.public


def test_keys_for_different_ends_differ() -> None:
    assert derive(bytes(32), "one") != derive(bytes(32), "other")
