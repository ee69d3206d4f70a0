"""No plaintext on any disk; and of what was deleted or erased nothing, not even for who holds the key."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ledger.contract import names
from tests.ledger.raw import holds, left_in_clear, pages
from tests.ledger.writing import PASSPHRASE, Hands, actor, contact

from multitrack.errors import Conflict, NotFound
from multitrack.ledger import Draft, Kdf, Kit, Ledger, Reader, new_id
from multitrack.vocabulary import Audience, Contact, Date, Marking


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "process.mtk"


@pytest.fixture
def made(path: Path) -> Iterator[tuple[Ledger, Kit]]:
    ledger, kit = Ledger.create(path, PASSPHRASE, owner="canary-owner", office="canary-office", kdf=Kdf.PUBLIC)
    assert kit is not None
    with ledger:
        yield ledger, kit


CANARIES = [
    "canary-owner",
    "canary-office",
    "canary-recorded",
    "canary-corrected",
    "canary-drafted",
    "canary-erased",
    "canary-caveat",
    "canary-origin",
    PASSPHRASE,
]

WORK = """
    import os, signal, sys
    from pathlib import Path
    from multitrack.ledger import Kdf, Ledger
    from multitrack.vocabulary import Marking
    from tests.ledger.writing import PASSPHRASE, actor, contact
    ledger, kit = Ledger.create(Path(sys.argv[1]), PASSPHRASE, owner="canary-owner", office="canary-office",
                                kdf=Kdf.PUBLIC)
    marking = Marking(caveats=("canary-caveat",))
    first = ledger.record([contact("canary-recorded", marking=marking, origin="canary-origin/1")])[0]
    ledger.record([contact("canary-corrected" * 500, replaces=first.entry)])
    gone = ledger.record([contact("canary-erased")])[0]
    ledger.notebook.delete(ledger.notebook.add(contact("canary-drafted" * 500)))
    ledger.notebook.add(contact("canary-drafted"))
    ledger.erase(gone.entry)
    ledger.verify()
    try:
        ledger.record([contact("canary-recorded", replaces=first.entry)])
    except Exception as error:
        print(error.diagnostics())
    print(ledger.findings(), ledger, kit, file=sys.stderr)
    ledger.record([contact("canary-recorded")])
    {end}
"""


@pytest.mark.parametrize("end", ["ledger.close()", "os.kill(os.getpid(), signal.SIGKILL)"], ids=["closed", "killed"])
def test_nothing_said_is_found_in_any_file_or_output(path: Path, tmp_home: Path, repo: Path, end: str) -> None:
    script = textwrap.dedent(WORK).replace("{end}", end)
    done = subprocess.run([sys.executable, "-c", script, str(path)], cwd=repo, capture_output=True, check=False)
    assert done.returncode in (0, -9), done.stderr
    assert b"stands now" in done.stdout
    for folder in (path.parent, tmp_home):
        assert left_in_clear(folder, *CANARIES) == []
    assert any(tmp_home.rglob("*")), "the state of this machine is kept there"
    for canary in CANARIES:
        assert canary.encode() not in done.stdout + done.stderr
    (path.parent / "control").write_bytes(b"..canary-recorded..")
    assert left_in_clear(path.parent, *CANARIES) == [("control", "canary-recorded")]


def test_a_deleted_or_changed_draft_is_gone_from_every_page(made: tuple[Ledger, Kit], path: Path) -> None:
    ledger, kit = made
    for size in (1, 40, 400, 4000):
        kept = [ledger.notebook.add(contact(f"canary-kept {size}" * size)) for _ in range(3)]
        gone = ledger.notebook.add(contact("canary-gone" * size))
        assert holds(path, kit.key, "canary-gone") == ["canary-gone"]
        ledger.notebook.change(gone, contact("canary-changed" * size))
        assert holds(path, kit.key, "canary-gone") == []
        assert ledger.notebook.get(gone).record == contact("canary-changed" * size).record
        ledger.notebook.delete(gone)
        assert holds(path, kit.key, "canary-gone", "canary-changed") == []
        with pytest.raises(NotFound):
            ledger.notebook.get(gone)
        for note in kept:
            ledger.notebook.delete(note)
    assert holds(path, kit.key, "canary") == ["canary"], "the owner is called so"
    assert holds(path, kit.key, "canary-kept") == []
    assert ledger.notebook.list() == []


def test_a_draft_is_in_no_tree_and_seen_by_no_reader(made: tuple[Ledger, Kit]) -> None:
    ledger, _kit = made
    before = ledger.checkpoints()
    ledger.notebook.add(contact("draft"))
    assert ledger.checkpoints() == before
    assert ledger.statements(ledger.reader(), kinds=["contact"]) == []
    assert ledger.verify().entries == 2


def test_committing_a_draft_records_it_and_takes_it_out(made: tuple[Ledger, Kit]) -> None:
    ledger, _kit = made
    marking = Marking(audience=Audience(own_organisation=True))
    draft = contact("they asked", marking=marking, origin="case/1")
    note = ledger.notebook.add(draft)
    assert ledger.notebook.list() == [(note, draft)]
    receipt = ledger.notebook.commit(note)
    assert ledger.notebook.list() == []
    (statement,) = ledger.statements(ledger.reader(), record_ids=[receipt.record_id])
    assert (statement.record, statement.origin) == (draft.record, "case/1")
    assert statement.marking.audience.own_organisation


def test_a_draft_that_can_no_longer_be_committed_stays(made: tuple[Ledger, Kit]) -> None:
    ledger, _kit = made
    first = ledger.record([actor("before")])[0]
    note = ledger.notebook.add(actor("mine", replaces=first.entry))
    ledger.record([actor("after", replaces=first.entry)])
    with pytest.raises(Conflict):
        ledger.notebook.commit(note)
    assert [item for item, _draft in ledger.notebook.list()] == [note]
    assert names(ledger) == ["after"]


def test_of_an_erased_entry_nothing_is_left_for_who_holds_the_key(made: tuple[Ledger, Kit], path: Path) -> None:
    ledger, kit = made
    subject = new_id()
    record = Contact(parties=(subject,), summary="canary-erased" * 50, when=Date("1998-05"))
    marking = Marking(caveats=("canary-caveat",))
    others = [contact(f"other {number}" * 30, new_id()) for number in range(400)]
    receipts = ledger.record(
        [*others[:200], Draft(record=record, marking=marking, origin="canary-origin"), *others[200:]]
    )
    gone = receipts[200]
    told = ["canary-erased", "canary-caveat", "canary-origin", subject, gone.record_id, gone.entry]
    assert holds(path, kit.key, *told) == told
    salt = salt_of(ledger, gone.entry)
    assert salt in b"".join(pages(path, kit.key))
    act = ledger.erase(gone.entry)
    assert holds(path, kit.key, *told) == []
    assert salt not in b"".join(pages(path, kit.key))
    report = ledger.verify()
    assert (report.ok, report.erased) == (True, 1)
    assert act.record_id == ""
    assert ledger.statements(ledger.reader(), record_ids=[gone.record_id]) == []
    assert len(ledger.statements(ledger.reader(), kinds=["contact"])) == 400
    with pytest.raises(NotFound):
        ledger.erase(gone.entry)


def salt_of(ledger: Ledger, name: str) -> bytes:
    from sqlalchemy import select

    from multitrack.ledger import schema

    query = (
        select(schema.body.c.salt)
        .join(schema.statement, schema.statement.c.n == schema.body.c.n)
        .where(schema.statement.c.entry == name)
    )
    with ledger._store.read() as connection:
        return bytes(connection.execute(query).scalar_one())


def test_what_an_erased_entry_corrected_does_not_come_back(made: tuple[Ledger, Kit]) -> None:
    ledger, _kit = made
    first = ledger.record([actor("wrong")])[0]
    second = ledger.record([actor("right", replaces=first.entry)])[0]
    ledger.erase(second.entry)
    assert names(ledger) == []
    assert names(ledger, heads_only=False) == ["wrong"]
    assert ledger.verify().ok


def test_the_statement_that_says_who_owns_the_file_is_not_erased(made: tuple[Ledger, Kit]) -> None:
    ledger, _kit = made
    (owner,) = ledger.statements(ledger.reader(), kinds=["member"])
    with pytest.raises(Conflict):
        ledger.erase(owner.entry)
    assert ledger.reader_handle == "canary-owner"


def test_an_erasure_is_seen_by_other_open_ledgers_at_once(made: tuple[Ledger, Kit], path: Path) -> None:
    ledger, _kit = made
    public = Marking(audience=Audience(everyone=True), caveats=("odd",))
    gone = ledger.record([actor("gone", public)])[0]
    with Ledger.open(path, passphrase=PASSPHRASE) as other:
        assert names(other, Reader()) == ["gone"]
        ledger.erase(gone.entry)
        assert names(other, Reader()) == []
        other.record([actor("new", Marking(audience=Audience(everyone=True), caveats=("even",)))])
        assert names(ledger, Reader()) == ["new"]
    assert ledger.verify().ok


def test_traces_that_another_program_keeps_alive_are_a_finding_until_they_are_gone(
    made: tuple[Ledger, Kit], path: Path
) -> None:
    ledger, kit = made
    note = ledger.notebook.add(contact("canary-drafted"))
    ledger._store._connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    with Ledger.open(path, passphrase=PASSPHRASE, clock=Hands()) as other, other._store.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM entry").all()
        ledger.notebook.delete(note)
        assert "traces" in [item.code for item in ledger.findings()]
    ledger.close()
    assert holds(path, kit.key, "canary-drafted") == []
    with Ledger.open(path, passphrase=PASSPHRASE) as opened:
        assert opened.findings() == []
