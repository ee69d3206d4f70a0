"""Markings: who may see a record, and what may be done with it.

Rules. Audience (who) and handling (attribution, use, onward) are separate axes. An empty, unknown, malformed or
expired audience is readable by the author alone. A circle is named at an epoch: who joins "from now" opens a new
epoch, so that the answer depends on the marking alone. When two markings are joined the strictest of each axis wins
(:func:`join`); only the originator lowers one. The TLP 2.0 equivalent is shown beside the words, never used to
decide. Sources: FIRST, Traffic Light Protocol 2.0 (2022); the Chatham House Rule (2002).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeVar

import msgspec

from .dates import Date
from .fields import Choice, about

__all__ = ["Attribution", "Audience", "CircleAt", "Disclosure", "Marking", "Onward", "Use", "join", "tlp"]


class Attribution(Choice):
    """How what was said may be ascribed; later is stricter."""

    ON_RECORD = "on the record", "On the record"
    BACKGROUND = "on background", "On background: usable, the source described only"
    CHATHAM_HOUSE = "chatham house rule", "Chatham House Rule: usable, nobody and no affiliation revealed"
    OFF_RECORD = "off the record", "Off the record: informs only"
    NOT_USED = "not to be used", "Not to be used"


class Use(Choice):
    """What a reader may do with it; later allows more."""

    KNOW = "know", "May know"
    ANALYSE = "analyse", "May use in analysis"
    RAISE = "raise", "May raise with the parties named"
    QUOTE = "quote", "May quote"


class Disclosure(Choice):
    """How much of it is shown; later shows more."""

    EXISTENCE = "existence", "Only that it exists"
    SUMMARY = "summary", "A summary"
    CONTENT = "content", "The content"


class Onward(Choice):
    """Whether it may be passed on; later allows more."""

    NO = "no", "No"
    ASK = "ask the originator", "Ask the originator"
    WITHIN = "within the audience", "Within the audience"


class CircleAt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """A circle as it was at one epoch."""

    circle: Annotated[str, about("Circle", "The id of the circle.", ref="circle", min_length=1)]
    epoch: Annotated[int, about("Epoch", "Which state of its membership.", ge=0)]


class Audience(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who may see it. Nothing given means nobody but the author."""

    members: Annotated[tuple[str, ...], about("Named people", "Members, by id.", ref="member")] = ()
    circles: Annotated[tuple[CircleAt, ...], about("Circles", "Circles, each at an epoch.")] = ()
    own_organisation: Annotated[bool, about("Own organisation", "All members of this office.")] = False
    partners: Annotated[tuple[str, ...], about("Partner organisations", "Partners, by key.")] = ()
    everyone: Annotated[bool, about("Everyone", "Public.")] = False

    @property
    def empty(self) -> bool:
        """Whether nobody but the author is named."""
        return not (self.members or self.circles or self.own_organisation or self.partners or self.everyone)


class Marking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One value: who may see a record, how much of it, and what may be done with it.

    ``originator`` is set by the ledger from who records; a writer's own value is refused there.
    """

    originator: Annotated[str, about("Originator", "The member who set it; only they may lower it.", form=False)] = ""
    audience: Annotated[Audience, about("Audience", "Who may see it.")] = Audience()
    attribution: Annotated[
        Attribution, about("Attribution", "How it may be ascribed.", source="Chatham House Rule")
    ] = Attribution.OFF_RECORD
    use: Annotated[Use, about("Use", "What a reader may do with it.")] = Use.KNOW
    raise_with: Annotated[
        tuple[str, ...], about("May raise with", "The parties it may be raised with.", ref="actor")
    ] = ()
    disclosure: Annotated[Disclosure, about("How much", "Existence, summary or content.")] = Disclosure.CONTENT
    onward: Annotated[Onward, about("Passing on", "Whether it may be passed on.")] = Onward.NO
    embargo_until: Annotated[Date | None, about("Not before", "Nobody but the author sees it before this day.")] = None
    expires_on: Annotated[Date | None, about("Not after", "From this day only the author sees it.")] = None
    retain_until: Annotated[Date | None, about("Keep until", "When it is to be deleted.")] = None
    caveats: Annotated[tuple[str, ...], about("Caveats", "Further limits in words.", example=["not to party B"])] = ()


C = TypeVar("C", bound=Choice)


def _rank(value: Choice) -> int:
    return list(type(value)).index(value)


def _stricter(one: C, other: C, *, later_is_stricter: bool) -> C:
    pick = max if later_is_stricter else min
    return pick(one, other, key=_rank)


def _shared_audience(one: Audience, other: Audience) -> Audience:
    if one.everyone and other.everyone:
        return Audience(everyone=True)
    if one.everyone:
        return other
    if other.everyone:
        return one
    return Audience(
        members=tuple(sorted(set(one.members) & set(other.members))),
        circles=tuple(sorted(set(one.circles) & set(other.circles))),
        own_organisation=one.own_organisation and other.own_organisation,
        partners=tuple(sorted(set(one.partners) & set(other.partners))),
    )


def _earlier(one: Date | None, other: Date | None) -> Date | None:
    given = [item for item in (one, other) if item is not None]
    return min(given, key=lambda item: (item.sort_key, item.text)) if given else None


def _later(one: Date | None, other: Date | None) -> Date | None:
    given = [item for item in (one, other) if item is not None]
    return max(given, key=lambda item: (item.latest or date.max, item.text)) if given else None


def join(one: Marking, other: Marking) -> Marking:
    """The strictest of each axis; commutative, associative, idempotent up to the originator, who falls away when
    the two differ.

    Two audiences are joined name by name: somebody who is reached by one through a circle and by the other by name
    is not in the join, which errs on the strict side.
    """
    return Marking(
        originator=one.originator if one.originator == other.originator else "",
        audience=_shared_audience(one.audience, other.audience),
        attribution=_stricter(one.attribution, other.attribution, later_is_stricter=True),
        use=_stricter(one.use, other.use, later_is_stricter=False),
        raise_with=tuple(sorted(set(one.raise_with) & set(other.raise_with))),
        disclosure=_stricter(one.disclosure, other.disclosure, later_is_stricter=False),
        onward=_stricter(one.onward, other.onward, later_is_stricter=False),
        embargo_until=_later(one.embargo_until, other.embargo_until),
        expires_on=_earlier(one.expires_on, other.expires_on),
        retain_until=_earlier(one.retain_until, other.retain_until),
        caveats=tuple(sorted(set(one.caveats) | set(other.caveats))),
    )


def tlp(marking: Marking) -> str:
    """The nearest TLP 2.0 word, to be shown beside the audience."""
    audience = marking.audience
    if audience.everyone:
        return "TLP:CLEAR"
    if audience.partners:
        return "TLP:AMBER"
    if audience.own_organisation:
        return "TLP:AMBER+STRICT"
    return "TLP:RED"
