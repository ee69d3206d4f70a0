"""Two writers, a killed one, a full disk, a wrong clock, an old copy, a crash: what was acknowledged is whole."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ledger.contract import names
from tests.ledger.writing import PASSPHRASE, Hands, actor, contact

from multitrack.errors import StorageFull
from multitrack.ledger import Kdf, Ledger
from multitrack.vocabulary import Contact


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "process.mtk"


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def ledger(path: Path, hands: Hands) -> Iterator[Ledger]:
    made, _kit = Ledger.create(path, PASSPHRASE, owner="desk-one", clock=hands, kdf=Kdf.PUBLIC)
    with made:
        yield made


def codes(ledger: Ledger) -> list[str]:
    return [item.code for item in ledger.findings()]


def summaries(ledger: Ledger) -> list[str]:
    found = ledger.statements(ledger.reader(), kinds=["contact"])
    return [item.record.summary for item in found if isinstance(item.record, Contact)]


def child(script: str, *arguments: object, repo: Path, **more: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    return subprocess.Popen(command, cwd=repo, **more)  # type: ignore[call-overload, no-any-return]


def test_two_processes_that_append_at_once_lose_nothing_and_share_one_feed(
    ledger: Ledger, path: Path, repo: Path
) -> None:
    script = """
        import sys
        from pathlib import Path
        from multitrack.ledger import Ledger
        from tests.ledger.writing import PASSPHRASE, contact
        with Ledger.open(Path(sys.argv[1]), passphrase=PASSPHRASE) as ledger:
            print("ready", flush=True)
            sys.stdin.readline()
            for step in range(60):
                ledger.record([contact(f"{sys.argv[2]}/{step}/{part}") for part in range(1 + step % 3)])
    """
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    writers = [child(script, path, name, repo=repo, **pipes) for name in ("one", "other")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        writer.communicate(b"go\n", timeout=120)
        assert writer.returncode == 0
    expected = {
        f"{who}/{step}/{part}" for who in ("one", "other") for step in range(60) for part in range(1 + step % 3)
    }
    assert Counter(summaries(ledger)) == Counter(expected)
    report = ledger.verify()
    assert (report.ok, report.devices, report.entries) == (True, 1, 2 + len(expected))


KILLED = """
    import os, random, signal, sys, time
    from pathlib import Path
    from multitrack.ledger import Ledger
    from tests.ledger.writing import PASSPHRASE, contact
    path, log, chance = Path(sys.argv[1]), sys.argv[2], random.Random(7)
    acknowledged = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for life in range(int(sys.argv[3])):
        until = chance.uniform(0.03, 0.3)
        process = os.fork()
        if process == 0:
            ledger, step = Ledger.open(path, passphrase=PASSPHRASE), 0
            os.write(acknowledged, b"born\\n")
            while True:
                step += 1
                size = 1 + step % 4
                ledger.record([contact(f"{life}.{step}/{part}/{size} " + "x" * 3000) for part in range(size)])
                os.write(acknowledged, f"{life}.{step}/{size}\\n".encode())
        # The clock of a life starts when the ledger is open, so that each is killed while it writes.
        while Path(log).read_bytes().count(b"born") <= life:
            time.sleep(0.002)
        time.sleep(until)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_after_fifty_kills_every_acknowledged_entry_is_there_whole_and_nothing_needed_repair(
    ledger: Ledger, path: Path, repo: Path
) -> None:
    ledger.close()
    log = path.parent / "acknowledged"
    killer = child(KILLED, path, log, 50, repo=repo)
    assert killer.wait(timeout=240) == 0
    told = [line for line in log.read_text(encoding="utf-8").splitlines() if line != "born"]
    assert len(told) > 50
    with Ledger.open(path, passphrase=PASSPHRASE) as opened:
        present = Counter(re.match(r"(\d+\.\d+)/\d+/(\d+)", text).group(1, 2) for text in summaries(opened))  # type: ignore[union-attr]
        report = opened.verify()
        assert (report.ok, report.devices) == (True, 1)
        assert codes(opened) == []
    acknowledged = dict(line.split("/") for line in told)
    assert acknowledged.items() <= {(act, size) for act, size in present}
    assert all(count == int(size) for (_act, size), count in present.items()), "no act is there by half"


def test_a_full_disk_refuses_the_act_and_keeps_what_was_acknowledged(ledger: Ledger) -> None:
    connection = ledger._store._connection
    pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    kept = 0
    with pytest.raises(StorageFull) as caught:
        for number in range(100):
            ledger.record([contact(f"{number}" + "x" * 4000), contact(f"{number} too" + "x" * 4000)])
            kept += 2
    assert kept > 0
    assert "kept" in caught.value.advice
    assert len(summaries(ledger)) == kept
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1000}")
    ledger.record([contact("there is room again")])
    assert len(summaries(ledger)) == kept + 1
    assert ledger.verify().ok


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if mount is None or sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets us mount no tiny disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full_refuses_the_act_and_keeps_what_was_acknowledged(tiny_disk: Path) -> None:
    path = tiny_disk / "process.mtk"
    ledger, _kit = Ledger.create(path, PASSPHRASE, owner="desk-one", kdf=Kdf.PUBLIC)
    kept = 0
    with ledger, pytest.raises(StorageFull):
        for number in range(1000):
            ledger.record([contact(f"{number}" + "x" * 4000)])
            kept += 1
    with pytest.raises(StorageFull):
        Ledger.create(tiny_disk / "other.mtk", PASSPHRASE, owner="desk-one", kdf=Kdf.PUBLIC)
    assert not (tiny_disk / "other.mtk").exists()
    shutil.copytree(tiny_disk, tiny_disk.parent / "copy")
    with Ledger.open(tiny_disk.parent / "copy" / "process.mtk", passphrase=PASSPHRASE) as opened:
        assert len(summaries(opened)) == kept > 0
        assert opened.verify().ok


def test_recorded_time_never_precedes_the_last_entry_when_the_clock_is_set_back(ledger: Ledger, hands: Hands) -> None:
    first = ledger.record([actor("one")])[0]
    hands.turn(hours=-3)
    second = ledger.record([actor("two")])[0]
    assert second.recorded == first.recorded
    assert codes(ledger) == [], "three hours are no finding"
    hands.turn(days=-2)
    third = ledger.record([actor("three")])[0]
    ledger.record([actor("four")])
    assert third.recorded == first.recorded
    assert codes(ledger) == ["clock-back"], "said once"
    assert names(ledger) == ["one", "two", "three", "four"]
    assert ledger.verify().ok


def test_a_clock_that_jumps_by_more_than_a_day_while_the_file_is_open_is_a_finding(
    ledger: Ledger, path: Path, hands: Hands
) -> None:
    ledger.record([actor("one")])
    hands.turn(hours=23)
    ledger.record([actor("two")])
    assert codes(ledger) == []
    hands.turn(hours=25)
    ledger.record([actor("three")])
    assert codes(ledger) == ["clock-jump"]
    ledger.close()
    hands.turn(days=30)
    with Ledger.open(path, passphrase=PASSPHRASE, clock=hands) as opened:
        opened.record([actor("four")])
        assert codes(opened) == ["clock-jump"], "a file that lay closed for a month saw no jump"
        (finding,) = opened.findings()
        assert finding.when == hands.at - timedelta(days=30)


def test_an_old_copy_that_is_put_back_and_written_to_is_a_fork_with_its_own_device(
    ledger: Ledger, path: Path, hands: Hands
) -> None:
    ledger.record([actor("kept by both")])
    ledger.close()
    older = path.with_name("backup.mtk")
    shutil.copy(path, older)
    with Ledger.open(path, passphrase=PASSPHRASE, clock=hands) as opened:
        opened.record([actor("lost with the laptop")])
        assert codes(opened) == []
    newer = path.with_name("newer.mtk")
    path.rename(newer)
    shutil.copy(older, path)
    with Ledger.open(path, passphrase=PASSPHRASE, clock=hands) as opened:
        assert codes(opened) == ["restored"]
        assert opened.verify().devices == 1, "looking at it changes nothing"
        opened.record([actor("after the restore")])
        opened.record([actor("and another")])
        report = opened.verify()
        assert (report.ok, report.devices) == (True, 2)
        forked = {item.device for item in opened.checkpoints()}
    with Ledger.open(path, passphrase=PASSPHRASE, clock=hands) as opened:
        assert codes(opened) == ["restored"], "the finding stands"
        opened.record([actor("goes on under the same device")])
        assert opened.verify().devices == 2
    with Ledger.open(newer, passphrase=PASSPHRASE, clock=hands) as other:
        other.record([actor("the other branch")])
        assert len({item.device for item in other.checkpoints()} | forked) == 3, "no two branches share a device"


def test_a_file_that_comes_to_another_machine_goes_on_under_a_new_device(
    ledger: Ledger, path: Path, tmp_path: Path
) -> None:
    ledger.record([actor("one")])
    ledger.close()
    elsewhere = tmp_path / "another machine"
    with Ledger.open(path, passphrase=PASSPHRASE, state_dir=elsewhere) as opened:
        assert codes(opened) == []
        opened.record([actor("two")])
        assert codes(opened) == ["moved"]
        assert opened.verify().devices == 2
    with Ledger.open(path, passphrase=PASSPHRASE, state_dir=elsewhere) as opened:
        opened.record([actor("three")])
        assert opened.verify().devices == 2


def test_what_a_machine_remembers_of_a_file_tells_nothing(ledger: Ledger, path: Path, tmp_home: Path) -> None:
    def state() -> tuple[str, bytes]:
        (item,) = [item for item in tmp_home.rglob("*") if item.is_file()]
        return item.name, item.read_bytes()

    name, before = state()
    ledger.record([actor("one")])
    same, after = state()
    assert name == same
    assert re.fullmatch(r"[0-9a-f]{32}", name)
    assert len(before) == len(after) == 32
    assert before != after


def test_a_machine_that_cannot_remember_says_so(path: Path, tmp_path: Path, hands: Hands) -> None:
    nowhere = tmp_path / "a file, not a folder"
    nowhere.write_bytes(b"")
    ledger, _kit = Ledger.create(path, PASSPHRASE, owner="x", clock=hands, kdf=Kdf.PUBLIC, state_dir=nowhere)
    with ledger:
        ledger.record([actor("one")])
        assert "no-memory" in codes(ledger)
        assert names(ledger) == ["one"]


CRASH = """
    import ctypes, os, resource, sys
    from pathlib import Path
    from multitrack.ledger import Ledger
    from tests.ledger.writing import PASSPHRASE
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    ledger = Ledger.open(Path(sys.argv[1]), passphrase=PASSPHRASE)
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0, "PR_GET_DUMPABLE"
    os.chdir(sys.argv[2])
    os.kill(os.getpid(), int(sys.argv[3]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="where core dumps go is known on Linux alone")
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT], ids=["segmentation fault", "abort"])
def test_no_core_dump_is_written_by_a_process_that_opened_a_ledger(
    ledger: Ledger, path: Path, tmp_path: Path, repo: Path, number: signal.Signals
) -> None:
    """Some machines write none whatever a process says, so the process is asked what it said as well."""
    ledger.close()
    folder = tmp_path / "crash"
    folder.mkdir()
    process = child(CRASH, path, folder, int(number), repo=repo)
    assert process.wait(timeout=60) == -number
    assert list(folder.iterdir()) == []
