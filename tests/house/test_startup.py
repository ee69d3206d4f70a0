"""Starting is cheap and silent: no socket, no file written, nothing of the user's read, no heavy part loaded.

Each check runs the program in a process of its own under an audit hook, which sees every file opened and every socket
made, whoever does it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.tree import PACKAGE, SOURCE

PROBE = """
import json, os, sys
written, read, sockets = [], [], []

def watch(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        mode, flags = args[1], args[2] or 0
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) or bool(mode and set(mode) & set("wax+"))
        (written if writes else read).append(os.fsdecode(args[0]))
    elif event.startswith("socket."):
        sockets.append(event)
    elif event in ("os.mkdir", "os.rename", "os.remove"):
        written.append(str(args[0]))

sys.addaudithook(watch)
{act}
loaded = sorted(sys.modules)
sys.stderr.write(json.dumps({{"written": written, "read": read, "sockets": sockets, "loaded": loaded}}))
"""
ACTS = {
    "import multitrack": "import multitrack",
    "multitrack --help": """
sys.argv = ["multitrack", "--help"]
from multitrack.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
""",
}
HEAVY = {"numpy", "duckdb", "sqlalchemy", "starlette", "sqlcipher3", "uvicorn", "jinja2", "babel", "libipld"}

# The limit of the house is 0.3 s on a machine that starts Python and imports Typer, which the command line stands on,
# in 0.13 s; a slower or a busier one is given its ratio.
REFERENCE_YARDSTICK, LIMIT = 0.13, 0.3


def act_of(name: str) -> str:
    """What to run for an act; the command line is skipped, and said so, until there is one."""
    if "--help" in name and not (SOURCE / PACKAGE / "cli").joinpath("__init__.py").exists():
        pytest.skip("there is no command line yet")
    return ACTS[name]


@pytest.fixture(params=list(ACTS))
def seen(request: pytest.FixtureRequest, tmp_home: Path) -> dict[str, list[str]]:
    """What a process did that ran the act, with a workspace, a library and settings named and lying ready."""
    places = {"WORKSPACE": "case.multitrack", "LIBRARY": "library", "SETTINGS": "settings.toml"}
    for leaf in places.values():
        (tmp_home / leaf).write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "-c", PROBE.format(act=act_of(request.param))],
        env=os.environ | {f"MULTITRACK_{name}": str(tmp_home / leaf) for name, leaf in places.items()},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_home,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stderr))


def test_starting_opens_no_socket(seen: dict[str, list[str]]) -> None:
    """No socket is made, not even to look up a name."""
    assert seen["sockets"] == []


def test_starting_writes_no_file(seen: dict[str, list[str]]) -> None:
    """Nothing is written, no folder is made."""
    assert [path for path in seen["written"] if path != os.devnull] == []


def test_starting_reads_nothing_of_the_users(seen: dict[str, list[str]], tmp_home: Path) -> None:
    """Workspace, library and settings stay closed until something is asked of them."""
    assert [path for path in seen["read"] if path.startswith(str(tmp_home))] == []


def test_starting_loads_no_heavy_part(seen: dict[str, list[str]]) -> None:
    """Heavy parts are imported where they are used."""
    assert HEAVY & {name.partition(".")[0] for name in seen["loaded"]} == set()


def spent(code: str) -> float:
    """Seconds of processor time of one Python process; what others do on this machine counts less in it."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.skipif(os.name == "nt", reason="no processor time of child processes is told here")
@pytest.mark.parametrize("name", list(ACTS))
def test_starting_is_quick(name: str) -> None:
    """Import and help take 0.3 s at most, Python's own start included, by the best of seven turns."""
    act = act_of(name)
    yardstick, took = float("inf"), float("inf")
    for _turn in range(7):
        yardstick = min(yardstick, spent("import typer"))
        took = min(took, spent(f"import sys\n{act}"))
    allowance = LIMIT * max(1.0, yardstick / REFERENCE_YARDSTICK)
    assert took <= allowance, f"{name}: {took:.3f} s, allowed {allowance:.3f} s (import typer {yardstick:.3f} s)"
