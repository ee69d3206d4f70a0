"""What stands in the lanes of a group's strip: everything dated, in words, with what it was not.

Rules. A contact that did not come about, a table that the group was not at and a text that it did not sign are told as
such and never as contact. What was done with the predecessor before the split stays the predecessor's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from multitrack.i18n import _
from multitrack.picture.board import initials
from multitrack.picture.shapes import Dossier
from multitrack.vocabulary import ABSENT, Presence, RelationType

from .marks import MISSED
from .words import when, word

__all__ = ["Thing", "things"]

_WINGS = frozenset({RelationType.WING, RelationType.FACTION})
_CAME = frozenset({Presence.DID_NOT_SIGN, Presence.WITHDREW})
_SHAPES = {"splits": "split", "agreements": "diamond", "claims": "said"}


@dataclass(frozen=True)
class Thing:
    """Something dated that stands in a lane, from its first day to its last."""

    lane: str
    start: str
    end: str
    shape: str
    words: str
    entry: str
    label: str = ""
    short: str = ""
    before_split: bool = False
    missed: bool = False


def things(dossier: Dossier) -> Iterable[Thing]:
    """Everything dated, lane by lane, in the order in which the lanes stand."""
    missed = dict(_missed(dossier))
    names = {each.id: each.intermediary.name for each in dossier.engagements if each.intermediary.id}
    for lane in dossier.strip.lanes if dossier.strip else ():
        if lane.key == "changes":
            continue
        touch = lane.key.startswith("contact-")
        track = lane.key.removeprefix("contact-") if touch else ""
        title = _lane_of(track) if touch else _("Claims") if lane.key == "claims" else lane.title
        for mark in lane.marks:
            said = mark.text.removesuffix(mark.when).rstrip(" ,\N{ARABIC COMMA}")
            words_ = f"{when(mark.when)}: {said}"
            if mark.before_split:
                words_ = _("%(what)s (before the split)") % {"what": words_}
            shape = "tick" if mark.kind == "contact" else _SHAPES.get(lane.key, "span")
            part = missed.get(mark.id, "")
            if part:
                words_ = _("%(what)s: %(presence)s") % {"what": words_, "presence": part}
            name = names.get(mark.id, "") if touch else ""
            yield Thing(
                title,
                mark.start,
                mark.end,
                shape,
                words_,
                mark.id,
                name or said,
                initials(name) if " " in name else "",
                mark.before_split,
                bool(part),
            )


def _missed(dossier: Dossier) -> Iterable[tuple[str, str]]:
    """Contacts that did not come about, tables the group and its wings were not at, texts none of them signed: how."""
    kin = {each.first.id for each in dossier.relations if each.type in _WINGS and each.first.id}
    kin |= {str(dossier.group.get("id") or "")}
    for contact in dossier.contacts:
        if contact.outcome in MISSED:
            yield contact.id, word(contact.outcome, "outcome")
    for away, views in ((ABSENT - _CAME, dossier.meetings), (ABSENT, dossier.agreements)):
        for view in views:
            parts = [part for part in view.parties if part.party.id in kin]
            if parts and all(part.presence in away for part in parts):
                yield view.id, parts[0].label or word(parts[0].presence, "presence")


def _lane_of(track: str) -> str:
    return _("In touch, track %(number)s") % {"number": track} if track else _("In touch, track not said")
