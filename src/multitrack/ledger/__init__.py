"""The ledger: append-only, signed, marked with who may see it, encrypted at rest.

Start with :mod:`.ledger`, then :mod:`.entry` (what is signed), :mod:`.gate` (who may see it) and :mod:`.store` (the
file). Everything is imported when it is asked for, so that the gate and the shapes can be used without the file
store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .findings import Standing
    from .gate import Purpose, Reader
    from .keys import Kdf
    from .kit import Kit
    from .ledger import Ledger
    from .people import absent
    from .spelling import new_id
    from .statement import Draft, Level, Receipt, Statement
    from .verify import Report

_PLACES = {
    "Draft": "statement",
    "Kdf": "keys",
    "Kit": "kit",
    "Ledger": "ledger",
    "Level": "statement",
    "Purpose": "gate",
    "Reader": "gate",
    "Receipt": "statement",
    "Report": "verify",
    "Standing": "findings",
    "Statement": "statement",
    "absent": "people",
    "new_id": "spelling",
}

__all__ = [
    "Draft",
    "Kdf",
    "Kit",
    "Ledger",
    "Level",
    "Purpose",
    "Reader",
    "Receipt",
    "Report",
    "Standing",
    "Statement",
    "absent",
    "new_id",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_PLACES[name]}", __name__), name)
