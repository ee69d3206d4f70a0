"""UCDP Conflict Termination Dataset, dyad level: how and when an episode of fighting between two sides ended.

Invariant: one row per ended episode (``dyadterm`` = 1), keyed by dyad and year. The published episode number
cannot be a key: in copies that went through a spreadsheet it reads "1.2e+06".

Ceasefire and agreement dates are remarks in some rows: the remark is kept, beside the first day in it.

``outcome``: 1 peace agreement, 2 ceasefire, 3 victory of the government side, 4 victory of its opponent, 5 low
activity, 6 an actor ceases to exist; empty where not stated (Kreutz 2010, Journal of Peace Research 47(2)).
"""

from __future__ import annotations

from multitrack.i18n import N_
from multitrack.library.columns import Check, Column, Form
from multitrack.library.readers._reader import Note, Reader
from multitrack.library.readers.ucdp_dyadic import dyad_columns

__all__ = ["READER"]

READER = Reader(
    kind="ucdp-termination",
    title="UCDP Conflict Termination Dataset, dyad level",
    columns=(
        *dyad_columns(Form.short_day),
        Column("episode", "SMALLINT", Form.whole, sources=("dyadepisode",), low=1, high=99),
        Column("ended", "TINYINT", Form.whole, sources=("dyadterm",), needed=True, low=0, high=1),
        Column("end_date", "DATE", Form.short_day, sources=("ependdate",), needed=True),
        Column("end_prec", "TINYINT", Form.whole, sources=("ependprec",), low=1, high=7),
        Column("outcome", "TINYINT", Form.whole, needed=True, low=1, high=6),
        Column("ceasefire_date", "DATE", Form.noted_day, sources=("cfiredate",)),
        Column("ceasefire_noted", "VARCHAR", sources=("cfiredate",)),
        Column("agreement_date", "DATE", Form.noted_day, sources=("peagdate",)),
        Column("agreement_noted", "VARCHAR", sources=("peagdate",)),
        Column("recurred", "BOOLEAN", Form.flag, sources=("recur",)),
    ),
    key=("dyad_id", "year"),
    order="dyad_id, year",
    first="make_date(min(year)::INTEGER, 1, 1)",
    last="make_date(max(year)::INTEGER, 12, 31)",
    citation=(
        "Kreutz, J. (2010) How and when armed conflicts end: Introducing the UCDP Conflict Termination dataset, "
        "Journal of Peace Research 47(2), 243-250."
    ),
    attribution="UCDP Conflict Termination Dataset, Uppsala Conflict Data Program, CC BY 4.0.",
    checks=(
        Check(
            "end_date",
            "ended = 1 AND abs(year(end_date) - year) > 20",
            N_("the end of the episode lies more than twenty years away from the year of the row"),
            N_("Correct the year or the date; two-digit years are read as 1930 to 2029."),
        ),
        Check(
            "start_date",
            "year(start_date) > year",
            N_("the fighting begins after the year of the row"),
            N_("Correct the year or the date; two-digit years are read as 1930 to 2029."),
        ),
    ),
    notes=(
        Note("no_outcome", "ended = 1 AND outcome IS NULL", N_("Ended episodes that state no outcome: {count}.")),
        Note(
            "not_ended",
            "ended IS DISTINCT FROM 1",
            N_("Rows left out, of years in which an episode went on or whose end is not stated: {count}."),
        ),
    ),
    keep="ended = 1",
)
