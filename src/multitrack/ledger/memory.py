"""No core dump of a process that has opened a ledger: what it held in memory must not land on a disk.

Rule. Before a key is made, the process gives up its core dumps for good, and where the system knows it (Linux) says so
to debuggers and dump services too. Where a system knows neither, nothing happens: it is said in ``docs/security.md``.
"""

from __future__ import annotations

import contextlib
import sys

__all__ = ["forbid_core_dumps"]

_PR_SET_DUMPABLE = 4


def forbid_core_dumps() -> None:
    """Write no core dump of this process from now on."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
