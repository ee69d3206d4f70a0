"""UCDP Actor list: every warring side, its names, what it split from, whom it joined.

Invariant: lists that the publisher writes into one cell ("204, 1067") become lists, in the published order.
An id that points to its own row (RIRA, 283) is kept here as published; what reads it treats it as a
contradiction.

``organisation``: 1 formally organised, 2 supporters of an organisation, 3 communal or otherwise informal, 4 the
government of a state (UCDP Actor codebook).
"""

from __future__ import annotations

from multitrack.i18n import N_
from multitrack.library.columns import Column, Form
from multitrack.library.readers._reader import Note, Reader

__all__ = ["READER"]


def _named(name: str, source: str) -> Column:
    return Column(name, "VARCHAR", sources=(source,), plain=True)


def _ids(name: str, source: str) -> Column:
    return Column(name, "BIGINT[]", Form.ids, sources=(source,))


READER = Reader(
    kind="ucdp-actor",
    title="UCDP Actor list",
    columns=(
        Column(
            "actor_id",
            "BIGINT",
            Form.whole,
            sources=("actorid", "actor_id"),
            needed=True,
            filled=True,
            low=1,
            high=2**53,
        ),
        Column("name", "VARCHAR", sources=("namedata",), needed=True, filled=True, plain=True),
        _named("name_original", "nameorig"),
        _named("name_original_full", "nameorigfull"),
        _named("name_english", "nameorigfulleng"),
        _named("new_name", "newname"),
        _named("new_name_full", "newnamefullmothertongue"),
        _named("new_name_english", "newnamefulleng"),
        Column("organisation", "TINYINT", Form.whole, sources=("org",), needed=True, filled=True, low=1, high=4),
        _ids("conflict_ids", "conflictid"),
        _ids("dyad_ids", "dyadid"),
        Column("splinter", "BOOLEAN", Form.flag),
        _named("split_from_names", "nameprev"),
        _ids("split_from_ids", "actoridprev"),
        Column("temporary_split", "BOOLEAN", Form.flag, sources=("splittemp",)),
        _named("temporary_split_names", "namesplittemp"),
        _ids("temporary_split_ids", "actoridsplittemp"),
        Column("alliance", "BOOLEAN", Form.flag),
        _named("alliance_names", "namealliance"),
        _ids("alliance_ids", "actoridalliance"),
        Column("joined", "BOOLEAN", Form.flag, sources=("joingroup",)),
        _named("joined_names", "groupname"),
        _ids("joined_ids", "actoridgroup"),
        _named("location", "location"),
        _ids("location_gwno", "gwnoloc"),
        _ids("regions", "region"),
        _named("version", "version"),
    ),
    key=("actor_id",),
    order="actor_id",
    first="CAST(NULL AS DATE)",
    last="CAST(NULL AS DATE)",
    citation=(
        "Davies, S., Pettersson, T. & Öberg, M. (2022) Organized violence 1989-2021 and drone warfare, "
        "Journal of Peace Research 59(4), 593-610."
    ),
    attribution="UCDP Actor Dataset, Uppsala Conflict Data Program, CC BY 4.0.",
    notes=(
        Note(
            "split_from_itself",
            "list_contains(split_from_ids, actor_id)",
            N_("Actors published as split from themselves, which is shown and not used: {count}."),
        ),
    ),
)
