"""Nobody but the clock asks the system for the time of day; a second clock would make a rehearsal lie."""

from __future__ import annotations

import ast

from tests.house.tree import modules

ASKED = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"),
    *("time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
}


def test_no_module_but_the_clock_asks_for_the_time() -> None:
    """Durations (`time.monotonic`, `time.perf_counter`) are not times of day and may be measured anywhere."""
    found = [
        f"{module.place}:{node.lineno} {ast.unparse(node.func)}"
        for module in modules()
        if module.name != "multitrack.clock"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ".".join(ast.unparse(node.func).split(".")[-2:]) in ASKED
    ]
    assert found == []
