"""UCDP Georeferenced Event Dataset: one row per event of organised violence with at least one death.

Invariant: the figures are the publisher's. Events whose low, best and high estimates are out of order occur
in the published files (in GED 21.1 about 1 in 230); they are kept as they are, and the vintage says how many
there are.

Layouts: the full 49 columns, the country extracts with a row of tags under the header, reduced sets of
columns, older names of the estimates, and GED Candidate files that come without a header row, in the
published order of columns. Columns follow Sundberg & Melander (2013), Journal of Peace Research 50(4), and
the GED codebook.
"""

from __future__ import annotations

from multitrack.i18n import N_
from multitrack.library.columns import Check, Column, Form
from multitrack.library.readers._reader import Note, Reader

__all__ = ["PUBLISHED_ORDER", "READER"]

PUBLISHED_ORDER = tuple(
    """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id
    side_b number_of_sources source_article source_office source_date source_headline source_original
    where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid
    country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob
    """.split()  # noqa: SIM905
)
"""The 49 columns of GED in the order in which they are published."""

_INT = 2_147_483_647


def _count(name: str) -> Column:
    return Column(
        name,
        "INTEGER",
        Form.whole,
        sources=(name, f"{name}_est"),
        needed=True,
        filled=True,
        low=0,
        high=_INT,
    )


def _actor_id(side: str) -> Column:
    return Column(f"{side}_id", "BIGINT", Form.whole, sources=(f"{side}_new_id", f"{side}_id"), low=1, high=2**53)


READER = Reader(
    kind="ucdp-ged",
    title="UCDP Georeferenced Event Dataset",
    columns=(
        Column(
            "event_id",
            "BIGINT",
            Form.whole,
            sources=("id", "event_id"),
            needed=True,
            filled=True,
            low=1,
            high=2**53,
        ),
        Column("date_start", "DATE", Form.day, needed=True, filled=True),
        Column("date_end", "DATE", Form.day),
        Column("date_prec", "TINYINT", Form.whole, low=1, high=5),
        Column(
            "type",
            "TINYINT",
            Form.whole,
            sources=("type_of_violence",),
            needed=True,
            filled=True,
            low=1,
            high=3,
        ),
        Column(
            "conflict_id",
            "BIGINT",
            Form.whole,
            sources=("conflict_new_id", "conflict_id"),
            low=1,
            high=2**53,
        ),
        Column("conflict_name", "VARCHAR", plain=True, sources=("conflict_name", "dyad_name")),
        Column("dyad_id", "BIGINT", Form.whole, sources=("dyad_new_id", "dyad_id"), low=1, high=2**53),
        Column("side_a", "VARCHAR", needed=True, filled=True, plain=True),
        _actor_id("side_a"),
        Column("side_b", "VARCHAR", needed=True, filled=True, plain=True),
        _actor_id("side_b"),
        Column("country", "VARCHAR", needed=True, filled=True, plain=True),
        Column("adm1", "VARCHAR", sources=("adm_1", "adm1"), plain=True),
        Column("latitude", "DOUBLE", Form.decimal, low=-90, high=90),
        Column("longitude", "DOUBLE", Form.decimal, low=-180, high=180),
        Column("where_prec", "TINYINT", Form.whole, low=1, high=7),
        _count("best"),
        _count("low"),
        _count("high"),
    ),
    key=("event_id",),
    order="date_start, event_id",
    first="min(date_start)",
    last="max(coalesce(date_end, date_start))",
    citation=(
        "Sundberg, R. & Melander, E. (2013) Introducing the UCDP Georeferenced Event Dataset, Journal of Peace "
        "Research 50(4), 523-532; and the paper of the version used, named in its codebook."
    ),
    attribution="UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program, CC BY 4.0.",
    checks=(
        Check(
            "date_end",
            "date_end < date_start",
            N_("the event ends before it begins"),
            N_("Correct date_start or date_end."),
        ),
    ),
    notes=(
        Note(
            "estimates_out_of_order",
            "low > best OR best > high",
            N_("Events whose low, best and high estimates are out of order, kept as published: {count}."),
        ),
        Note(
            "estimates_turned_around",
            "low > best AND best > high",
            N_("Events whose low estimate is above the best and the best above the high, kept as published: {count}."),
            most=1.0,
            remedy=N_("In published files these are one in thousands; the columns low and high seem to be exchanged."),
        ),
        Note(
            "many_days",
            "date_end > date_start",
            N_("Events that span more than one day and count on their first: {count}."),
        ),
        Note(
            "yemen_coded_as_government",
            "country LIKE 'Yemen%' AND date_start >= DATE '2015-01-01'",
            N_(
                "Events in Yemen from 2015 on: {count}. UCDP codes the Houthi side there as Government of Yemen (North "
                "Yemen), against Forces of Hadi; a search for Ansarallah alone loses the war after January 2015."
            ),
        ),
    ),
    headerless=PUBLISHED_ORDER,
    version=("ged_version", "version"),
)
