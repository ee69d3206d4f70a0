"""Two workspaces that one reader must not be able to tell apart.

In both, Ana's office has recorded the same things for everybody in it, Bo among them, some of them only in part, and
some that have been for Ana alone since. In one of them Ana has then
recorded more: every kind of record, every text of it a canary, under each marking that shuts Bo out, and drafts in her
notebook. It is the same file, copied before, so that even ids and keys are the same.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from multitrack.clock import Clock
from multitrack.ledger import Draft, Kdf, Ledger, new_id
from multitrack.ledger.circles import open_epoch
from multitrack.vocabulary import (
    KINDS,
    Actor,
    ActorType,
    Attribution,
    Audience,
    Circle,
    CircleAt,
    Date,
    Disclosure,
    Identifier,
    Marking,
    Member,
    Onward,
    Record,
    Use,
)

from .canaries import Canaries

__all__ = ["PASSPHRASE", "READER", "Office", "build"]

PASSPHRASE = "seven lamps on the quay"
READER = "bo"

_OFFICE = Audience(own_organisation=True)
SHARED = Marking(audience=_OFFICE, attribution=Attribution.ON_RECORD, use=Use.QUOTE, onward=Onward.WITHIN)
PARTLY = {
    "existence": msgspec.structs.replace(SHARED, disclosure=Disclosure.EXISTENCE),
    "summary": msgspec.structs.replace(SHARED, disclosure=Disclosure.SUMMARY),
    "chatham": msgspec.structs.replace(SHARED, attribution=Attribution.CHATHAM_HOUSE),
    "background": msgspec.structs.replace(SHARED, attribution=Attribution.BACKGROUND),
}
HIDDEN = {
    "nobody": Marking(),
    "circle": Marking(audience=Audience(circles=(CircleAt(circle="keepers", epoch=0),))),
    "embargo": msgspec.structs.replace(SHARED, embargo_until=Date.parse("2999")),
    "expired": msgspec.structs.replace(SHARED, expires_on=Date.parse("1999-01")),
    "partner": msgspec.structs.replace(SHARED, audience=Audience(partners=("north",))),
}


@dataclass
class Office:
    """One workspace file with the folder in which this machine remembers its head."""

    path: Path
    state: Path
    passphrase_file: Path


@dataclass
class Pair:
    """The two workspaces, and what must not come out of the fuller one.

    Attributes:
        full: the one with hidden records.
        bare: the one in which they never were.
        hidden: the canaries of all that is hidden.
        partly: the canaries of what is released in part, by how.
        hidden_ids: the ids of hidden records and entries, and of drafts.
        hidden_actor: the ids of one hidden actor and of its entry.
        visible: words and ids that the reader may ask for and find.
    """

    full: Office
    bare: Office
    hidden: Canaries
    partly: dict[str, Canaries]
    hidden_ids: set[str] = field(default_factory=set)
    hidden_actor: list[str] = field(default_factory=list)
    visible: list[str] = field(default_factory=list)

    def hidden_things(self) -> list[str]:
        """What somebody might ask for: a hidden name, another name, a handle, an actor's id and an entry's id."""
        wanted = ("actor.name", "actor.names.Name.text", "member.handle")
        by_place = {place: word for word, place in self.hidden.words.items()}
        return [*(by_place[place] for place in wanted), *self.hidden_actor]


def _all_kinds(flock: Canaries, ids: dict[str, str], marking: Marking) -> list[Draft]:
    drafts = []
    for kind in KINDS:
        record = flock.record(kind)
        if isinstance(record, Member):
            # A member of this office who is still here, or nobody could ask as them.
            record = msgspec.structs.replace(record, organisation="", left=None)
        drafts.append(Draft(record=record, marking=marking, record_id=ids[kind]))
    return drafts


def _fresh() -> dict[str, str]:
    return {kind: new_id() for kind in KINDS}


def _group(name: str, number: str, **more: Any) -> Record:
    return Actor(name=name, type=ActorType.ARMED_GROUP, identifiers=(Identifier(scheme="ucdp", value=number),), **more)


def build(folder: Path, clock: Clock) -> Pair:
    """Make the pair in a folder."""
    full = Office(folder / "full" / "office.mtk", folder / "full" / "state", folder / "passphrase")
    bare = Office(folder / "bare" / "office.mtk", folder / "bare" / "state", full.passphrase_file)
    full.path.parent.mkdir(parents=True)
    full.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    ledger, _ = Ledger.create(
        full.path, PASSPHRASE, owner="ana", office="Quay", clock=clock, kdf=Kdf.PUBLIC, kit=False, state_dir=full.state
    )
    ids = _fresh()
    shown = Canaries("vis", lambda kinds: ids[kinds[0]])
    partly = {name: Canaries(name[:3], lambda kinds: ids[kinds[0]]) for name in PARTLY}
    with ledger:
        bo, group = ledger.record(
            [
                Draft(record=Member(handle=READER), marking=SHARED),
                Draft(record=_group("CNDD-FDD", "434"), marking=SHARED),
            ]
        )
        ids |= {"actor": group.record_id}
        first = Circle(name="keepers", epoch=0, members=(ledger.me,), when=Date.parse("2026-01-01/.."))
        later = open_epoch([first], date(2026, 2, 1), joining=[bo.record_id])
        ledger.record([Draft(record=item, marking=SHARED) for item in (first, *later)])
        own = dict(ids)
        ledger.record([draft for draft in _all_kinds(shown, own, SHARED) if draft.record_id != group.record_id])
        for name, marking in PARTLY.items():
            ledger.record(_all_kinds(partly[name], _fresh(), marking))
        narrowed = _narrow(ledger, ids)
    shutil.copytree(full.path.parent, bare.path.parent)
    pair = Pair(full, bare, Canaries("hid", lambda kinds: ids[kinds[0]]), partly, visible=["CNDD-FDD", *ids.values()])
    pair.hidden.words.update(narrowed[0].words)
    pair.hidden_ids |= narrowed[1]
    _hide(pair, clock)
    return pair


def _narrow(ledger: Ledger, ids: dict[str, str]) -> tuple[Canaries, set[str]]:
    """Records that everybody in the office could see, and that are for their author alone since."""
    flock = Canaries("was", lambda kinds: ids[kinds[0]])
    drafts = _all_kinds(flock, _fresh(), SHARED)
    told = ledger.record(drafts)
    narrow = [
        Draft(record=draft.record, marking=Marking(), replaces=receipt.entry)
        for draft, receipt in zip(drafts, told, strict=True)
    ]
    receipts = [*told, *ledger.record(narrow)]
    return flock, {name for receipt in receipts for name in (receipt.entry, receipt.record_id)}


def _hide(pair: Pair, clock: Clock) -> None:
    with Ledger.open(pair.full.path, passphrase=PASSPHRASE, clock=clock, state_dir=pair.full.state) as ledger:
        for marking in HIDDEN.values():
            ids = _fresh()
            receipts = ledger.record(_all_kinds(pair.hidden, ids, marking))
            pair.hidden_ids |= {receipt.entry for receipt in receipts} | set(ids.values())
            # A whole hidden process of its own, in which everything points at what is hidden.
            apart = _fresh()
            inner = Canaries(pair.hidden.flock, lambda kinds, apart=apart: apart[kinds[0]])  # type: ignore[misc]
            inner.words, inner._count = pair.hidden.words, pair.hidden._count
            receipts = ledger.record(_all_kinds(inner, apart, marking))
            pair.hidden_ids |= {receipt.entry for receipt in receipts} | set(apart.values())
            pair.hidden_actor = [apart["actor"], next(x.entry for x in receipts if x.record_id == apart["actor"])]
        pair.hidden_ids |= {ledger.notebook.add(draft) for draft in _all_kinds(pair.hidden, _fresh(), SHARED)}
