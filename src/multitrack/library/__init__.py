"""The public record: immutable, dated vintages of other people's data. Nothing in it is secret; it can be rebuilt.

Importing this room loads neither the engine nor any data; :class:`Library` and what it returns come with
first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multitrack.library.library import SAMPLE_ATTRIBUTION, Library
    from multitrack.library.records import Coverage, GroupHit
    from multitrack.library.vintages import Vintage

__all__ = ["SAMPLE_ATTRIBUTION", "Coverage", "GroupHit", "Library", "Vintage"]

_HOMES = {
    "SAMPLE_ATTRIBUTION": "library",
    "Coverage": "records",
    "GroupHit": "records",
    "Library": "library",
    "Vintage": "vintages",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"multitrack.library.{_HOMES[name]}"), name)
