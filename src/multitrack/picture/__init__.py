"""The picture: what one reader may see of ledger and public record at one moment, and the shapes that show it.

Start at :class:`.picture.Picture`. Each answer is one function over a picture: :func:`.board.board`,
:func:`.group.dossier`, :func:`.week.week`, :func:`.search.groups`. Nothing here writes or asks the ledger.
"""

from __future__ import annotations

from multitrack.picture.board import board
from multitrack.picture.entry import EntryField, EntryView, Note, audience_words, entry_view, find_entry, note_view
from multitrack.picture.family import Family, family, involving
from multitrack.picture.group import dossier
from multitrack.picture.picture import Held, Picture
from multitrack.picture.search import groups
from multitrack.picture.shapes import Board, BoardRow, Cell, Dossier, Due, Evidence, Finding, Ref, Strip, Week
from multitrack.picture.week import week

__all__ = [
    "Board",
    "BoardRow",
    "Cell",
    "Dossier",
    "Due",
    "EntryField",
    "EntryView",
    "Evidence",
    "Family",
    "Finding",
    "Held",
    "Note",
    "Picture",
    "Ref",
    "Strip",
    "Week",
    "audience_words",
    "board",
    "dossier",
    "entry_view",
    "family",
    "find_entry",
    "groups",
    "involving",
    "note_view",
    "week",
]
