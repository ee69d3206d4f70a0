"""Names in common use that the UCDP Actor list does not carry, so that a group is found by what people call it.

Invariant: these are names that newspapers and libraries use for the same organisation, added by this program and shown
as such; they decide nothing. Whether a group in another dataset is the same one is a person's judgement. A name stands
here only if it means one group of the list; "IRA" is left out, because there were several.
"""

from __future__ import annotations

__all__ = ["OTHER_NAMES"]

OTHER_NAMES: dict[int, tuple[str, ...]] = {
    169: ("New People's Army", "NPA"),
    195: ("Naxalites", "Maoists in India"),
    204: ("OLP",),
    207: ("al-Fatah",),
    234: ("ISIS", "ISIL", "Islamic State", "Daesh", "Da'ish", "al-Qaida in Iraq"),
    270: ("Khmers rouges", "Democratic Kampuchea"),
    282: ("Provisional IRA",),
    283: ("Real IRA",),
    303: ("Taliban", "Islamic Emirate of Afghanistan"),
    313: ("Euskadi Ta Askatasuna", "Basque Homeland and Freedom"),
    320: ("Tamil Tigers",),
    323: ("Kurdistan Workers' Party",),
    356: ("Pakistani Taliban",),
    357: ("KLA",),
    366: ("Hizbullah", "Hizballah", "Hizbollah"),
    410: ("Tigray People's Liberation Front",),
    434: ("Forces for the Defence of Democracy", "FDD-CNDD"),
    466: ("Sudan People's Liberation Movement/Army", "SPLM", "SPLA"),
    527: ("RPF",),
    563: ("Polisario Front",),
    750: ("PCP-SL", "Communist Party of Peru"),
    769: ("al-Qaeda", "Al Qaida"),
    1051: ("Boko Haram",),
    1091: ("Houthis", "Houthi movement", "Huthis", "Ansar Allah"),
    1160: ("March 23 Movement", "Mouvement du 23 mars"),
}
"""UCDP actor id to names in common use."""
