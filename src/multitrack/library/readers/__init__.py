"""The kinds of published datasets that a library holds, one file each."""

from __future__ import annotations

from multitrack.library.readers import (
    ucdp_actor,
    ucdp_agreements,
    ucdp_dyadic,
    ucdp_ged,
    ucdp_termination,
)
from multitrack.library.readers._reader import Note, Reader

__all__ = ["READERS", "Note", "Reader"]

READERS: dict[str, Reader] = {
    module.READER.kind: module.READER
    for module in (ucdp_ged, ucdp_actor, ucdp_dyadic, ucdp_termination, ucdp_agreements)
}
"""Readers by kind, in the order in which commands list them."""
