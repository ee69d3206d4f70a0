"""Preparation: meetings of every form, from a seminar to a round of talks.

Rules. Who was at the table, and who was not in which way, is said party by party (:mod:`.agreements`). Participants
are handles with their relation to the group. No coordinates, no live location. What is aired is an idea, never a
position or an offer.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from .agreements import AgreementRole, Attendance
from .fields import Choice, about
from .record import Record
from .tracks import Track

__all__ = ["Form", "Meeting"]


class Form(Choice):
    """What kind of meeting it is."""

    WORKSHOP = "workshop", "Workshop"
    SEMINAR = "seminar", "Seminar"
    TRAINING = "training", "Training"
    CONSULTATION = "consultation", "Consultation"
    CONFERENCE = "conference", "Conference"
    PRENEGOTIATION = "prenegotiation", "Prenegotiation"
    PROXIMITY = "proximity talks", "Proximity talks"
    ROUND = "round", "Round of talks"
    SUMMIT = "summit", "Summit"


class Meeting(Record, frozen=True, kw_only=True, tag="meeting"):
    """A workshop, seminar, training, consultation, prenegotiation, proximity talks, a round or a summit."""

    title_: ClassVar[str] = "Meeting"
    subjects_: ClassVar[tuple[str, ...]] = ("parties", "convened_by", "roles")

    title: Annotated[str, about("Title", "What it is called.", example="Arusha, first round", min_length=1)]
    form: Annotated[Form, about("Form", "What kind of meeting it is.")]
    tracks: Annotated[tuple[Track, ...], about("Track", "The track or tracks it belongs to.")] = ()
    convened_by: Annotated[tuple[str, ...], about("Convened by", "Who called it.", ref="actor")] = ()
    parties: Annotated[
        tuple[Attendance, ...], about("At the table", "Who was there, and who was not in which way.")
    ] = ()
    roles: Annotated[tuple[AgreementRole, ...], about("Third parties", "Mediators, hosts, observers.")] = ()
    town: Annotated[str, about("Town", "Where, as published; never finer than a town.", example="Arusha")] = ""
    agenda: Annotated[tuple[str, ...], about("Agenda", "What was on the table.")] = ()
    summary: Annotated[str, about("What happened", "In our words.", long=True)] = ""
    engagement: Annotated[str, about("Part of", "The engagement it belongs to.", ref="engagement", form=False)] = ""
