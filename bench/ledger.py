"""How fast the ledger appends, answers, verifies and opens: a line for each, on a file in a temporary folder.

Usage: ``python bench/ledger.py [ENTRIES]``; 20,000 by default.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from multitrack.ledger import Draft, Kdf, Ledger, Reader, new_id
from multitrack.vocabulary import Actor, ActorType, Audience, Contact, Date, Marking

BATCH = 1000
PASSPHRASE = "public"


def timed(what: str, act: Callable[[], object], count: int = 1) -> None:
    began, busy = time.perf_counter(), time.process_time()
    act()
    wall, used = time.perf_counter() - began, time.process_time() - busy
    rate = f"{count / wall:,.0f}/s by the clock, {count / used:,.0f}/s of processor time" if count > 1 else ""
    print(f"{what:<38} {wall * 1000:>10,.1f} ms  {rate}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        path, state = Path(folder) / "bench.mtk", Path(folder) / "state"
        ledger, _kit = Ledger.create(path, PASSPHRASE, owner="bench", kdf=Kdf.PUBLIC, state_dir=state)
        groups = [new_id() for _ in range(200)]
        office = Marking(audience=Audience(own_organisation=True))
        ledger.record(
            [
                Draft(record=Actor(name=f"group {group}", type=ActorType.ARMED_GROUP), record_id=group)
                for group in groups
            ]
        )
        drafts = [
            Draft(
                record=Contact(
                    parties=(groups[number % 200],),
                    summary=f"contact {number}: " + "they said " * 20,
                    when=Date("1998-05"),
                ),
                marking=office if number % 2 else Marking(),
            )
            for number in range(count)
        ]

        def append() -> None:
            for at in range(0, count, BATCH):
                ledger.record(drafts[at : at + BATCH])

        timed(f"append {count:,} in acts of {BATCH:,}", append, count)
        timed("acknowledge one entry (mean of 50)", lambda: [ledger.record(drafts[:1]) for _ in range(50)], 50)
        timed("all statements, for the owner", lambda: ledger.statements(ledger.reader()), count)
        timed("all statements, for a stranger", lambda: ledger.statements(Reader()))
        timed("one group's statements", lambda: ledger.statements(ledger.reader(), subject=groups[7]), count // 200)
        timed("verify", ledger.verify, count)
        ledger.close()
        timed("open", lambda: Ledger.open(path, passphrase=PASSPHRASE, state_dir=state).close())
        ledger = Ledger.open(path, passphrase=PASSPHRASE, state_dir=state)
        (entry,) = [item.entry for item in ledger.statements(ledger.reader(), record_ids=[groups[3]])]
        timed("erase one entry", lambda: ledger.erase(entry))
        ledger.close()
        print(f"{path.stat().st_size / count:,.0f} bytes an entry")


if __name__ == "__main__":
    main()
