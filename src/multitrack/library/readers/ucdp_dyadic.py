"""UCDP Dyadic Dataset: one row per pair of a state and its opponent and year in which the pair was active.

Invariant: one row per dyad and year. Several ids in one cell (interstate coalitions) become a list.
Columns follow Harbom, Melander & Wallensteen (2008), Journal of Peace Research 45(5), and the codebook.
"""

from __future__ import annotations

from multitrack.library.columns import Column, Form
from multitrack.library.readers._reader import Reader

__all__ = ["READER", "dyad_columns"]


def dyad_columns(day: Form) -> tuple[Column, ...]:
    """The columns that a dyad-year has in the dyadic and in the termination dataset, with days written as ``day``."""
    return (
        Column("dyad_id", "BIGINT", Form.whole, needed=True, filled=True, low=1, high=2**53),
        Column("conflict_id", "BIGINT", Form.whole, needed=True, filled=True, low=1, high=2**53),
        Column("year", "SMALLINT", Form.whole, needed=True, filled=True, low=1946, high=2100),
        Column("location", "VARCHAR", plain=True),
        Column("side_a", "VARCHAR", needed=True, filled=True, plain=True),
        Column("side_a_ids", "BIGINT[]", Form.ids, sources=("side_a_id",), needed=True),
        Column("side_a_second", "VARCHAR", sources=("side_a_2nd",), plain=True),
        Column("side_b", "VARCHAR", needed=True, filled=True, plain=True),
        Column("side_b_ids", "BIGINT[]", Form.ids, sources=("side_b_id",), needed=True),
        Column("side_b_second", "VARCHAR", sources=("side_b_2nd",), plain=True),
        Column("incompatibility", "TINYINT", Form.whole, low=1, high=3),
        Column("territory", "VARCHAR", sources=("territory_name",), plain=True),
        Column("intensity", "TINYINT", Form.whole, sources=("intensity_level",), low=1, high=2),
        Column("conflict_type", "TINYINT", Form.whole, sources=("type_of_conflict",), low=1, high=4),
        Column("start_date", "DATE", day),
        Column("start_prec", "TINYINT", Form.whole, low=1, high=7),
        Column("start_date_episode", "DATE", day, sources=("start_date2",)),
        Column("start_prec_episode", "TINYINT", Form.whole, sources=("start_prec2",), low=1, high=7),
        Column("regions", "BIGINT[]", Form.ids, sources=("region",)),
        Column("version", "VARCHAR", plain=True),
    )


READER = Reader(
    kind="ucdp-dyadic",
    title="UCDP Dyadic Dataset",
    columns=dyad_columns(Form.day),
    key=("dyad_id", "year"),
    order="dyad_id, year",
    first="make_date(min(year)::INTEGER, 1, 1)",
    last="make_date(max(year)::INTEGER, 12, 31)",
    citation=(
        "Harbom, L., Melander, E. & Wallensteen, P. (2008) Dyadic dimensions of armed conflict, 1946-2007, Journal of "
        "Peace Research 45(5), 697-710; and the paper of the version used."
    ),
    attribution="UCDP Dyadic Dataset, Uppsala Conflict Data Program, CC BY 4.0.",
)
