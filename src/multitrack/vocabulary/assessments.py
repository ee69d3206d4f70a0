"""Assessments: dated, by a person, dissent kept, never totalled; and claims, which stand beside the record.

Rules. A phase is what a person assesses; what is measured is one indicator and is attached as it stood. Several
phases may hold at once, for different wings. What was looked for and not seen is said as plainly as what was seen.
A claim is what a source says of the process and nobody here has confirmed: it is shown beside the record, never as
the record.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from .dates import Date
from .fields import Choice, about
from .record import Record

__all__ = ["Claim", "ClaimTopic", "LifePhase", "Phase"]


class LifePhase(Choice):
    """Where a group is in its life: neutral words, in no order."""

    FORMING = "forming", "Forming"
    GROWING = "growing", "Growing"
    ESTABLISHED = "established", "Established"
    CONTESTED = "contested within", "Contested within"
    EXPLORING = "exploring talks", "Exploring talks"
    NEGOTIATING = "negotiating", "Negotiating"
    IMPLEMENTING = "implementing", "Implementing"
    TRANSFORMING = "transforming", "Transforming"
    SPLITTING = "splitting", "Splitting"
    DORMANT = "dormant", "Dormant"
    ENDED = "ended", "Ended"


class Phase(Record, frozen=True, kw_only=True, tag="phase"):
    """Where a group is in its life, as a person assesses it."""

    title_: ClassVar[str] = "Phase assessment"
    subjects_: ClassVar[tuple[str, ...]] = ("group",)

    group: Annotated[str, about("Group", "The group or wing assessed.", ref="actor")]
    phases: Annotated[
        tuple[LifePhase, ...],
        about("Phase", "One or several phases.", example=["exploring talks"], min_length=1),
    ]
    assessed_by: Annotated[str, about("Assessed by", "Whose assessment it is.", handle=True, min_length=1)]
    assessed_on: Annotated[Date, about("Assessed on", "When it was made.", example="2026-11-23")]
    seen: Annotated[tuple[str, ...], about("Indicators seen", "What was looked for and seen.")] = ()
    not_seen: Annotated[tuple[str, ...], about("Looked for and not seen", "What was looked for and not seen.")] = ()
    intentions: Annotated[str, about("Intentions", "What it wants.", source="Hottinger 2005", long=True)] = ""
    reasoning: Annotated[str, about("Reasoning", "How it sees things.", source="Hottinger 2005", long=True)] = ""
    strategy: Annotated[str, about("Strategy", "How it goes about it.", source="Hottinger 2005", long=True)] = ""
    evolution: Annotated[str, about("Evolution", "How it has changed.", source="Hottinger 2005", long=True)] = ""
    measured: Annotated[
        str, about("Measured indicators", "The violence recorded, as it stood at the assessment.", form=False)
    ] = ""
    dissent: Annotated[str, about("Dissent", "Who sees it otherwise, and how.", long=True)] = ""
    review: Annotated[Date | None, about("Review on", "When it is to be looked at again.")] = None


class ClaimTopic(Choice):
    """What a claim is about."""

    CONTACT = "contact", "Contact with a party"
    INTENTIONS = "intentions", "What a party wants or decided"
    PROCESS = "process", "The process itself"
    RESOURCES = "economic base", "On what a party lives"
    CONDUCT = "conduct", "How somebody behaved"
    OTHER = "other", "Something else"


class Claim(Record, frozen=True, kw_only=True, tag="claim"):
    """What a source says of the process, which stands beside the record."""

    title_: ClassVar[str] = "Claim"
    subjects_: ClassVar[tuple[str, ...]] = ("concerning",)

    says: Annotated[
        str, about("What it says", "In our words; exact words stand in the source.", long=True, min_length=1)
    ]
    by: Annotated[str, about("Who says so", "Author or speaker.", min_length=1)]
    concerning: Annotated[
        tuple[str, ...], about("About whom", "The actors it speaks of; nobody it does not name.", ref="actor")
    ] = ()
    topic: Annotated[ClaimTopic, about("About what", "What the claim is about.", example="contact")] = ClaimTopic.OTHER
    caution: Annotated[str, about("What it does not say", "What must not be read into it.", long=True)] = ""
