"""Verifying finds what was changed, removed, added or put in another order, by whoever holds the passphrase."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text, update
from tests.ledger.writing import PASSPHRASE, Hands, actor, contact

from multitrack.errors import MultitrackError
from multitrack.ledger import Kdf, Ledger, codec, entry, feeds, schema, tree
from multitrack.ledger.keys import DeviceKey

MANY = 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "process.mtk"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    made, _kit = Ledger.create(path, PASSPHRASE, owner="desk-one", clock=Hands(), kdf=Kdf.PUBLIC)
    with made:
        first = made.record([actor("group")])[0]
        made.record([contact(f"contact {number}", first.record_id) for number in range(MANY)])
        made.record([actor("group, corrected", replaces=first.entry)])
        yield made


def codes(ledger: Ledger) -> set[str]:
    return {problem.code for problem in ledger.verify().problems}


def test_an_untouched_file_is_clean_and_its_report_says_what_was_seen(ledger: Ledger) -> None:
    seen: list[tuple[int, int]] = []
    report = ledger.verify(lambda done, of: seen.append((done, of)))
    assert report.ok
    assert (report.entries, report.erased, report.unknown, report.devices) == (MANY + 4, 0, 0, 1)
    assert seen[-1] == (MANY + 4, MANY + 4)
    assert "contact 7" not in "\n".join(report.lines())


def flip(table: str, column: str, n: int) -> Callable[[Connection], None]:
    """Change one bit of a stored value, as somebody would who has the passphrase."""

    def act(connection: Connection) -> None:
        data = bytearray(connection.execute(text(f"SELECT {column} FROM {table} WHERE n = {n}")).scalar_one())
        data[len(data) // 2] ^= 1
        connection.execute(text(f"UPDATE {table} SET {column} = :data WHERE n = {n}"), {"data": bytes(data)})

    return act


def run(*statements: str) -> Callable[[Connection], None]:
    def act(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    return act


def resign(connection: Connection) -> None:
    """A body changed, committed to anew and signed by the device itself: the tree still tells."""
    table = schema.entry
    query = select(table, schema.body.c.body).join(schema.body, schema.body.c.n == table.c.n).where(table.c.n == 9)
    row = connection.execute(query).one()
    feed = feeds.current_feed(connection)
    plain = codec.decode(row.body)
    plain["record"]["summary"] = "another summary"
    header = entry.read_header(row.header)
    sealed = entry.seal(
        DeviceKey(feed.seed), sequence=header.sequence, recorded=header.recorded, body=codec.encode(plain)
    )
    connection.execute(
        update(schema.entry).where(schema.entry.c.n == 9).values(header=sealed.header, signature=sealed.signature)
    )
    connection.execute(update(schema.body).where(schema.body.c.n == 9).values(salt=sealed.salt, body=sealed.body))


def cut_the_tail(connection: Connection) -> None:
    """Take the last entry away and put the feed's row right: the signed checkpoint still tells."""
    last = MANY + 4
    for table in ("entry", "body", "statement", "subject", "replaced"):
        connection.execute(text(f"DELETE FROM {table} WHERE n = {last}"))
    peaks: list[bytes] = []
    rows = connection.execute(select(schema.entry.c.header, schema.entry.c.signature).order_by(schema.entry.c.n)).all()
    for size, row in enumerate(rows):
        peaks, _full = tree.append(size, peaks, tree.leaf_hash(row.header + row.signature))
    connection.execute(update(schema.device).values(size=len(rows), peaks=b"".join(peaks)))


def another_device(connection: Connection) -> None:
    """A checkpoint signed by somebody else's key."""
    forged = tree.checkpoint(DeviceKey(), 5, bytes(32), 0)
    connection.execute(
        insert(schema.checkpoint).values(device=1, day=0, message=forged.message, signature=forged.signature)
    )


@pytest.mark.parametrize(
    ("act", "code"),
    [
        pytest.param(flip("body", "body", 5), "commitment", id="a word changed"),
        pytest.param(flip("body", "salt", 5), "commitment", id="a salt changed"),
        pytest.param(flip("entry", "header", 5), "signature", id="a header changed"),
        pytest.param(flip("entry", "signature", 5), "signature", id="a signature changed"),
        pytest.param(resign, "tree", id="an entry signed anew"),
        pytest.param(cut_the_tail, "checkpoint", id="the newest entry removed"),
        pytest.param(another_device, "checkpoint", id="a forged checkpoint"),
        pytest.param(run("DELETE FROM entry WHERE n = 9"), "order", id="an entry removed"),
        pytest.param(run("DELETE FROM body WHERE n = 9"), "missing", id="words removed without an act"),
        pytest.param(
            run(
                "UPDATE entry SET sequence = 999 WHERE n = 5",
                "UPDATE entry SET sequence = 4 WHERE n = 6",
                "UPDATE entry SET sequence = 5 WHERE n = 5",
            ),
            "header",
            id="two entries exchanged",
        ),
        pytest.param(run("UPDATE statement SET marking = marking + 1 WHERE n = 2"), "index", id="a marking widened"),
        pytest.param(run("UPDATE statement SET kind = 'actor' WHERE n = 9"), "index", id="a kind changed"),
        pytest.param(run("UPDATE statement SET recorded = 0 WHERE n = 9"), "index", id="a time changed in the index"),
        pytest.param(run("DELETE FROM statement WHERE n = 9"), "index", id="an entry hidden from the index"),
        pytest.param(run("DELETE FROM subject WHERE n = 9"), "index", id="an entry hidden from its subject"),
        pytest.param(run("DELETE FROM replaced"), "index", id="a correction undone"),
        pytest.param(
            run("INSERT INTO replaced SELECT entry, 9, 0 FROM statement WHERE n = 20"),
            "index",
            id="a correction made up",
        ),
        pytest.param(run("DELETE FROM subtree"), "tree", id="the stored tree removed"),
        pytest.param(run("DELETE FROM checkpoint"), "checkpoint", id="all checkpoints removed"),
        pytest.param(run("UPDATE device SET last = last + 5"), "time", id="the last time changed"),
        pytest.param(run("UPDATE meta SET value = X'78' WHERE name = 'me'"), "owner", id="another owner"),
    ],
)
def test_what_somebody_with_the_passphrase_did_is_found(
    ledger: Ledger, act: Callable[[Connection], None], code: str
) -> None:
    with ledger._store.write() as connection:
        act(connection)
    report = ledger.verify()
    assert code in {problem.code for problem in report.problems}
    assert not report.ok
    assert "contact 7" not in "\n".join(report.lines())
    assert "verified" not in [item.code for item in ledger.findings()]


def test_recorded_times_that_fall_are_found(ledger: Ledger) -> None:
    with ledger._store.write() as connection:
        feed = feeds.current_feed(connection)
        body = connection.execute(select(schema.body.c.body).where(schema.body.c.n == 9)).scalar_one()
        feeds.extend(connection, feed, [body], feed.last - 1)
    assert "time" in codes(ledger)


def test_one_flipped_byte_anywhere_in_the_file_is_reported(ledger: Ledger, path: Path) -> None:
    ledger.close()
    whole = path.read_bytes()
    chance = random.Random(20261123)
    places = [*range(16), 16, 4031, 4095, 4096, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(40))]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        try:
            with Ledger.open(path, passphrase=PASSPHRASE) as opened:
                reported = not opened.verify().ok
        except MultitrackError:
            reported = True
        assert reported, place
        for left in path.parent.glob("process.mtk-*"):
            left.unlink()
    path.write_bytes(whole)
    with Ledger.open(path, passphrase=PASSPHRASE) as opened:
        assert opened.verify().ok


def test_a_kind_this_program_does_not_know_is_kept_and_shown_to_its_author_alone(ledger: Ledger) -> None:
    from multitrack.ledger import Level, Reader
    from multitrack.ledger.append import Prepared
    from multitrack.ledger.index import index_of

    body = entry.Body(
        author=ledger.me,
        marking={"originator": ledger.me, "audience": {"everyone": True}},
        record={"kind": "future", "canary": "x"},
        program="9",
        kind="future",
        record_id="a" * 26,
    )
    act = entry.Body(author=ledger.me, marking={}, record={}, program="9", act="future act")
    with ledger._writer.pen() as pen:
        pen.write([Prepared(entry.write_body(body), index_of(body)), Prepared(entry.write_body(act), None)])
    assert ledger.statements(Reader(), kinds=["future"]) == []
    (statement,) = ledger.statements(ledger.reader(), kinds=["future"])
    assert statement.record is None
    assert statement.level is Level.EXISTENCE
    report = ledger.verify()
    assert (report.ok, report.unknown) == (True, 2)


def test_an_overseer_who_kept_a_checkpoint_sees_whether_the_history_was_only_added_to(ledger: Ledger) -> None:
    (before,) = ledger.checkpoints()
    ledger.record([contact(f"later {number}") for number in range(300)])
    (now,) = ledger.checkpoints()
    with ledger._store.read() as connection:
        node = feeds.node_of(connection, 1)
        proof = tree.consistency_proof(before.size, now.size, node)
        entries = connection.execute(select(schema.entry.c.header, schema.entry.c.signature)).all()
        shown = tree.inclusion_proof(400, now.size, node)
    assert tree.holds_prefix(before.size, before.root, now.size, now.root, proof)
    leaf = tree.leaf_hash(entries[400].header + entries[400].signature)
    assert tree.holds_entry(leaf, 400, now.size, shown, now.root)
