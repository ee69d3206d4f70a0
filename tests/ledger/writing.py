"""Short ways to write records in tests of the ledger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from multitrack.ledger import Draft
from multitrack.vocabulary import Actor, ActorType, Audience, Contact, Date, Marking

PASSPHRASE = "a passphrase of several words"
NOBODY = Marking()
EVERYONE = Marking(audience=Audience(everyone=True))
OFFICE = Marking(audience=Audience(own_organisation=True))


class Hands:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)


def actor(name: str, marking: Marking = NOBODY, **more: Any) -> Draft:
    return Draft(record=Actor(name=name, type=ActorType.ARMED_GROUP), marking=marking, **more)


def contact(summary: str, *parties: str, marking: Marking = NOBODY, **more: Any) -> Draft:
    record = Contact(parties=parties or ("somebody",), summary=summary, when=Date("1998-05~"))
    return Draft(record=record, marking=marking, **more)
