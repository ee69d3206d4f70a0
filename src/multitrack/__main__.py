"""``python -m multitrack`` is the command line, for places where scripts are not on the path."""

from __future__ import annotations

from multitrack.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
