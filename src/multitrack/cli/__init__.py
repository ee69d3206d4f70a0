"""The command line: thin. It parses, calls the workspace, shows what comes back, and ends with a stable exit code.

Rule. Importing this package, and ``multitrack --help``, load no heavy part and read nothing of the user's: each
command imports what it needs when it runs.
"""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from .running import run

    run()
