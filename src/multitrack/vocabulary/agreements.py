"""Agreements and tables: who signed, who did not, and in what part.

Rules. A party that is absent is absent in a stated way: not invited, invited on conditions, invited and stayed
away, came and did not sign; where that is disputed, every account stands. Witness, guarantor, observer and monitor
are different roles. An agreement is "claimed" until the principal confirms it through a second line. Stages: PA-X
(Bell and Badanjak 2019).
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from .fields import Choice, about
from .record import Record
from .sources import Account, Source

__all__ = [
    "ABSENT",
    "Agreement",
    "AgreementRole",
    "AgreementStatus",
    "Attendance",
    "Part",
    "Presence",
    "Stage",
]


class Presence(Choice):
    """How a party was at the table, or was not."""

    SIGNED = "signed", "Signed"
    SIGNED_WITH_RESERVATIONS = "signed with reservations", "Signed with reservations"
    ATTENDED = "attended", "Attended"
    NOT_INVITED = "not invited", "Not invited"
    INVITED_ON_CONDITIONS = "invited on conditions", "Invited on conditions, stayed outside"
    STAYED_AWAY = "invited and stayed away", "Invited and stayed away"
    DID_NOT_SIGN = "came and did not sign", "Came and did not sign"
    WITHDREW = "withdrew", "Withdrew"
    ABSENT = "absent, reason unknown", "Absent, the reason is not known"


ABSENT = frozenset(
    {
        Presence.NOT_INVITED,
        Presence.INVITED_ON_CONDITIONS,
        Presence.STAYED_AWAY,
        Presence.DID_NOT_SIGN,
        Presence.WITHDREW,
        Presence.ABSENT,
    }
)
"""The ways of not being part of what was agreed."""


class Attendance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One party's part at one table, with the accounts where they differ."""

    party: Annotated[str, about("Party", "Which party.", ref="actor")]
    presence: Annotated[Presence, about("How", "Signed, attended, or absent in which way.")]
    disputed: Annotated[bool, about("Disputed", "Whether sources or parties disagree about it.")] = False
    accounts: Annotated[tuple[Account, ...], about("Accounts", "What each side or source says.")] = ()
    signatory: Annotated[str, about("Who signed", "The published name or the position of who signed.")] = ""
    sources: Annotated[tuple[Source, ...], about("Sources", "Where it can be checked.")] = ()


class Part(Choice):
    """The part of somebody who is not a party. None of them implies another."""

    MEDIATOR = "mediator", "Mediator"
    FACILITATOR = "facilitator", "Facilitator"
    GUARANTOR = "guarantor", "Guarantor"
    WITNESS = "witness", "Witness"
    OBSERVER = "observer", "Observer"
    MONITOR = "monitor", "Monitor"
    HOST = "host", "Host"
    CO_SIGNATORY = "co-signatory", "Co-signatory"


class AgreementRole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A third party's part in an agreement or meeting."""

    actor: Annotated[str, about("Who", "The third party.", ref="actor")]
    part: Annotated[Part, about("In which part", "Witness, guarantor, observer, monitor and others are apart.")]
    by: Annotated[str, about("In the person of", "The published name or the position.")] = ""


class Stage(Choice):
    """PA-X agreement stages."""

    CEASEFIRE = "ceasefire", "Ceasefire or related"
    PRE = "pre-negotiation", "Pre-negotiation or process"
    PARTIAL = "partial", "Framework or substantive, partial"
    COMPREHENSIVE = "comprehensive", "Framework or substantive, comprehensive"
    IMPLEMENTATION = "implementation", "Implementation or renegotiation"
    RENEWAL = "renewal", "Renewal"
    OTHER = "other", "Other"


class AgreementStatus(Choice):
    """How firmly an agreement is known."""

    CLAIMED = "claimed", "Claimed"
    CONFIRMED = "confirmed", "Confirmed by the principals"
    PUBLIC = "public", "Public text"


class Agreement(Record, frozen=True, kw_only=True, tag="agreement"):
    """A written or spoken agreement; confidential understandings have the same form."""

    title_: ClassVar[str] = "Agreement"
    subjects_: ClassVar[tuple[str, ...]] = ("parties", "roles")

    title: Annotated[str, about("Title", "What it is called.", example="Pretoria Protocol", min_length=1)]
    stage: Annotated[Stage, about("Stage", "Which stage it belongs to.", source="PA-X (Bell and Badanjak 2019)")]
    status: Annotated[AgreementStatus, about("Status", "Claimed until the principal confirms.")] = (
        AgreementStatus.CLAIMED
    )
    parties: Annotated[tuple[Attendance, ...], about("Parties", "Who signed, and who did not in which way.")] = ()
    roles: Annotated[tuple[AgreementRole, ...], about("Third parties", "Witness, guarantor, observer, monitor.")] = ()
    summary: Annotated[str, about("What was agreed", "In our words.", long=True)] = ""
    identifiers: Annotated[
        tuple[str, ...], about("Numbers elsewhere", "Such as pax:568 or ucdp:1099.", example=["ucdp:1099"])
    ] = ()
    meeting: Annotated[str, about("Reached at", "The meeting or round it came from.", ref="meeting", form=False)] = ""
