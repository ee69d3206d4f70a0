"""UCDP Peace Agreement Dataset: agreements between warring sides, who signed, what they provide, whether they
lasted.

Invariant: what the publisher wrote about signatories and third parties is kept as text beside the coded actor
ids, because the coding is known to depart from the text and both must be shown.

``kind``: 1 full, 2 partial, 3 on the process. ``inclusive``: 1 all active dyads signed, 2 not all, -1 not
coded. Provisions are the published 0/1 columns (Pettersson, Högbladh & Öberg 2019, Journal of Peace Research
56(4), and its codebook).
"""

from __future__ import annotations

from multitrack.library.columns import Column, Form
from multitrack.library.readers._reader import Reader

__all__ = ["PROVISIONS", "READER"]

PROVISIONS = {
    "ceasefire": "cease",
    "army_integration": "intarmy",
    "disarmament": "ddr",
    "withdrawal_of_foreign_forces": "withd",
    "political_party": "pp",
    "government_integration": "intgov",
    "civil_service_integration": "intciv",
    "elections": "elections",
    "interim_government": "interim",
    "national_talks": "natalks",
    "shared_government": "shagov",
    "autonomy": "aut",
    "federalism": "fed",
    "independence": "ind",
    "referendum": "ref",
    "shared_local_government": "shaloc",
    "regional_development": "regdev",
    "cultural_freedoms": "cul",
    "border_demarcation": "demarcation",
    "local_governance": "locgov",
    "amnesty": "amn",
    "release_of_prisoners": "pris",
    "reconciliation": "recon",
    "return_of_displaced": "return",
    "reaffirms_earlier": "reaffirm",
    "outlines_process": "outlin",
    "peacekeeping": "pko",
    "gender": "gender",
    "implementation_body": "co_impl",
}
"""Canonical name of each provision and the published column that states it."""

READER = Reader(
    kind="ucdp-agreements",
    title="UCDP Peace Agreement Dataset",
    columns=(
        Column("agreement_id", "BIGINT", Form.whole, sources=("paid",), needed=True, filled=True, low=1, high=2**53),
        Column("date", "DATE", Form.day, sources=("pa_date",), needed=True, filled=True),
        Column("name", "VARCHAR", sources=("pa_name",), needed=True, filled=True, plain=True),
        Column("conflict_id", "BIGINT", Form.whole, low=1, high=2**53),
        Column("conflict_name", "VARCHAR", plain=True),
        Column("dyad_ids", "BIGINT[]", Form.ids, sources=("dyad_id",)),
        Column("dyad_names", "VARCHAR", sources=("dyad_name",), plain=True),
        Column("actor_ids", "BIGINT[]", Form.ids, sources=("actor_id",), needed=True),
        Column("actor_names", "VARCHAR", sources=("actor_name",), plain=True),
        Column("signatories", "VARCHAR", sources=("pa_sign",)),
        Column("signatories_comment", "VARCHAR", sources=("c_sign",)),
        Column("third_parties", "VARCHAR", sources=("pa_3rd",)),
        Column("third_parties_comment", "VARCHAR", sources=("c_3rd",)),
        Column("comment", "VARCHAR", sources=("pa_comment",)),
        Column("ended", "BOOLEAN", Form.flag),
        Column("ended_on", "DATE", Form.day, sources=("duration",)),
        Column("ended_comment", "VARCHAR", sources=("c_duration",)),
        Column("kind", "TINYINT", Form.whole, sources=("pa_type",), low=1, high=3),
        Column("inclusive", "TINYINT", Form.whole, low=-1, high=2),
        Column("process_id", "BIGINT", Form.whole, sources=("procid",), low=1, high=2**53),
        *(Column(name, "BOOLEAN", Form.flag, sources=(source,)) for name, source in PROVISIONS.items()),
        Column("full_text", "VARCHAR", sources=("linktofulltextagreement",)),
        Column("version", "VARCHAR", plain=True),
    ),
    key=("agreement_id",),
    order="date, agreement_id",
    first="coalesce(min(date), CAST(NULL AS DATE))",
    last="max(date)",
    citation=(
        "Pettersson, T., Högbladh, S. & Öberg, M. (2019) Organized violence, 1989-2018 and peace agreements, "
        "Journal of Peace Research 56(4), 589-603; and the paper of the version used."
    ),
    attribution="UCDP Peace Agreement Dataset, Uppsala Conflict Data Program, CC BY 4.0.",
)
