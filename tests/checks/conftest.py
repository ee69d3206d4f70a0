"""What the tests of the picture stand on, for the checks."""

from __future__ import annotations

from tests.picture.conftest import burundi, library

__all__ = ["burundi", "library"]
