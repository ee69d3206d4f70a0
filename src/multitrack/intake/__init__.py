"""Intake: what people wrote by hand becomes records. Reading, resolving and planning are apart, and none of them
writes.

:mod:`.reading` turns files into items with places, :mod:`.resolving` turns items into records, :mod:`.importing`
plans what the ledger would get.
"""

from __future__ import annotations

from .finding import Names, name_of
from .importing import Known, Plan, Step, plan
from .reading import Case, Item, read_file, read_folder, read_path, read_text
from .resolving import Lookup, marking_from

__all__ = [
    "Case",
    "Item",
    "Known",
    "Lookup",
    "Names",
    "Plan",
    "Step",
    "marking_from",
    "name_of",
    "plan",
    "read_file",
    "read_folder",
    "read_path",
    "read_text",
]
