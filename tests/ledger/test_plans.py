"""No question about one thing reads a table whole: what a page asks for stays fast however long the history grows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from tests.ledger.writing import EVERYONE, PASSPHRASE, actor, contact

from multitrack.ledger import Kdf, Ledger, Reader, new_id


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made, _kit = Ledger.create(tmp_path / "process.mtk", PASSPHRASE, owner="desk-one", kdf=Kdf.PUBLIC)
    with made:
        yield made


def scanned(ledger: Ledger, ask: object) -> list[str]:
    """The tables that a call reads from end to end, by the database's own plan."""
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        asked.append((statement, parameters))

    event.listen(ledger._store._engine, "before_cursor_execute", note)
    try:
        ask()  # type: ignore[operator]
    finally:
        event.remove(ledger._store._engine, "before_cursor_execute", note)
    raw = ledger._store._connection.connection.dbapi_connection
    assert raw is not None
    plans = [
        row[3]
        for statement, parameters in asked
        if statement.lstrip().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")) and "LIMIT" not in statement
        for row in raw.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
    ]
    assert asked
    big = ("entry", "body", "statement", "subject", "replaced", "subtree")
    return [plan for plan in plans if any(plan == f"SCAN {table}" for table in big)]


def test_questions_about_one_thing_scan_no_table(ledger: Ledger) -> None:
    group = new_id()
    first = ledger.record([actor("group", EVERYONE, record_id=group)])[0]
    ledger.record([contact(f"{number}", group, marking=EVERYONE) for number in range(50)])
    me, stranger = ledger.reader(), Reader()
    questions = [
        lambda: ledger.statements(me, subject=group),
        lambda: ledger.statements(stranger, subject=group),
        lambda: ledger.statements(me, record_ids=[group]),
        lambda: ledger.statements(stranger, kinds=["actor"]),
        lambda: ledger.history(group, me),
        lambda: ledger.reader("desk-one"),
        ledger.findings,
        lambda: ledger.record([contact("new", group)]),
        lambda: ledger.record([actor("corrected", replaces=first.entry)]),
    ]
    for ask in questions:
        assert scanned(ledger, ask) == []


def test_reading_everything_does_scan_so_that_the_test_above_can_fail(ledger: Ledger) -> None:
    ledger.record([actor("x", EVERYONE)])
    assert scanned(ledger, lambda: ledger._store._connection.exec_driver_sql("SELECT * FROM body").all()) == [
        "SCAN body"
    ]
