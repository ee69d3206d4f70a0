"""How long an answer takes tells nothing of what the asker may not see."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ledger.writing import EVERYONE, PASSPHRASE, actor, contact

from multitrack.errors import NotFound
from multitrack.ledger import Kdf, Ledger, Reader, new_id

STRANGER = Reader()
PAIRS = 3000
HIDDEN = 10_000


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made, _kit = Ledger.create(tmp_path / "process.mtk", PASSPHRASE, owner="desk-one", kdf=Kdf.PUBLIC)
    with made:
        yield made


def taken(ledger: Ledger, record_id: str) -> int:
    began = time.perf_counter_ns()
    with pytest.raises(NotFound):
        ledger.history(record_id, STRANGER)
    return time.perf_counter_ns() - began


@pytest.mark.slow
def test_whether_a_record_is_absent_or_hidden_cannot_be_told_from_the_time(ledger: Ledger) -> None:
    """That a hidden one took longer than an absent one has the chance of a coin (the area under the curve)."""
    ledger.record([actor(f"public {number}", EVERYONE) for number in range(200)])
    hidden = [receipt.record_id for receipt in ledger.record([actor(f"hidden {n}") for n in range(PAIRS)])]
    chance = random.Random(1)
    times: dict[bool, list[int]] = {True: [], False: []}
    for record_id in hidden[:100]:
        taken(ledger, record_id)
    for record_id in hidden:
        for is_hidden in chance.sample([True, False], 2):
            times[is_hidden].append(taken(ledger, record_id if is_hidden else new_id()))
    ranked = sorted((value, is_hidden) for is_hidden, values in times.items() for value in values)
    ranks = sum(place for place, (_value, is_hidden) in enumerate(ranked, 1) if is_hidden)
    area = (ranks - PAIRS * (PAIRS + 1) / 2) / PAIRS**2
    assert abs(area - 0.5) < 0.05


@pytest.mark.slow
def test_ten_thousand_hidden_rows_do_not_move_the_time_of_a_list(tmp_path: Path, ledger: Ledger) -> None:
    group = new_id()
    public = [actor("group", EVERYONE, record_id=group)]
    public += [contact(f"public {number}", group, marking=EVERYONE) for number in range(300)]
    other, _kit = Ledger.create(tmp_path / "other.mtk", PASSPHRASE, owner="desk-one", kdf=Kdf.PUBLIC)
    ledger.record(public)
    other.record(public)
    ledger.record([contact(f"hidden {number}", group) for number in range(HIDDEN)])
    with other:
        for question in ({}, {"kinds": ["actor", "contact"]}, {"subject": group}):
            ratios = []
            for _ in range(15):
                spent = []
                for which in (ledger, other):
                    began = time.process_time_ns()
                    found = which.statements(STRANGER, **question)  # type: ignore[arg-type]
                    spent.append(time.process_time_ns() - began)
                    assert len(found) <= 301
                ratios.append(spent[0] / spent[1])
            assert statistics.median(ratios) < 1.1, question
