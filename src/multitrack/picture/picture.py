"""The picture: what the ledger released to one reader, joined with the public record, at one moment.

Rules. The picture is given statements and asks for none, so that what the gate withheld cannot be in it: a reference to
something that was not given is shown as "not shown here", whatever it is. Everything is as it stood on one day
(:mod:`.moment`). Two current heads of one record are two views of it, and both stand. Nothing here writes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from multitrack.errors import NotFound
from multitrack.i18n import _
from multitrack.ledger.statement import Statement
from multitrack.library.names import fold
from multitrack.picture.moment import as_it_stood
from multitrack.picture.public import PublicRecord
from multitrack.picture.shapes import Evidence, Ref
from multitrack.vocabulary import (
    Actor,
    ActorType,
    Agreement,
    Circle,
    Claim,
    Contact,
    Date,
    Engagement,
    EngagementLink,
    FollowUp,
    Line,
    Meeting,
    Member,
    Phase,
    Record,
    Source,
)

if TYPE_CHECKING:
    from multitrack.library.library import Library

__all__ = ["ARMED", "Held", "Picture", "in_time", "said_when"]

ARMED = frozenset({ActorType.ARMED_GROUP, ActorType.WING})
"""The types of actor that are armed groups."""

R = TypeVar("R", bound=Record)
T = TypeVar("T")
R_co = TypeVar("R_co", bound=Record, covariant=True)

_RECORD_ID = re.compile(r"[a-z2-7]{26}|[A-Z2-7]{26}")


@dataclass(frozen=True, slots=True)
class Held(Generic[R_co]):
    """A record of the picture, as it stood, with the statement it comes from."""

    record: R_co
    statement: Statement

    @property
    def id(self) -> str:
        """The record's id."""
        return self.statement.record_id

    def evidence(self, text: str = "", sources: tuple[Source, ...] = ()) -> Evidence:
        """This record as what a finding stands on, with its own sources if none are named."""
        return Evidence(
            entry=self.statement.entry, record_id=self.id, text=text, sources=sources or self.record.sources
        )


class Picture:
    """Everything one reader may see, at one moment.

    Args:
        statements: what the gate released to the reader.
        reader: the reader's handle, for showing.
        today: the present day.
        as_of: show only what was so up to this day; ``None``: everything.
        as_known: the day up to which the statements and the library were asked for, for showing.
        library: the public record; ``None``: nothing is known of it.
        office: whose picture it is, for contacts that a member had without anybody between.

    Attributes:
        day: the moment: ``as_of``, or else today.
        public: the public record up to that moment.
        period: the first and last day of anything given, whatever ``as_of``: the ends of the date handle.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        *,
        reader: str,
        today: date,
        as_of: date | None = None,
        as_known: date | None = None,
        library: Library | None = None,
        office: str = "",
    ) -> None:
        self.reader = reader
        self.office = office
        self.today = today
        self.as_of = as_of
        self.as_known = as_known
        self.day = as_of or today
        self._by_kind: dict[type[Record], list[Held[Any]]] = defaultdict(list)
        self._by_id: dict[str, Held[Any]] = {}
        self._about: dict[str, list[Held[Any]]] = defaultdict(list)
        self._linked: dict[str, list[Held[Any]]] = defaultdict(list)
        self._between: dict[tuple[str, str], list[Held[Contact]]] = defaultdict(list)
        self._answers: dict[tuple[str, str], Any] = {}
        given = [each for each in statements if each.record is not None]
        self.period = _period(given)
        self._fill(given)
        self._focus: frozenset[str] | None = None
        numbers = (held.record.identifier("ucdp") for held in self.armed_groups())
        self.public = PublicRecord(library, as_of, (int(number) for number in numbers if number.isdigit()))

    def _fill(self, given: list[Statement]) -> None:
        later: set[str] = set()
        held: list[Held[Any]] = []
        for statement in given:
            record = cast(Record, statement.record)
            stood = as_it_stood(record, self.as_of) if self.as_of else record
            if stood is None:
                later.add(statement.record_id)
            else:
                held.append(Held(stood, statement))
        for each in held:
            if each.record.when is None and later.intersection(_hangs_on(each.record)):
                continue
            self._by_kind[type(each.record)].append(each)
            self._by_id[each.id] = each
            for subject in each.record.subjects():
                self._about[subject].append(each)
            parts = _part_of(each.record)
            for part in parts:
                self._linked[part].append(each)
            if isinstance(each.record, Contact) and not parts:
                for pair in product(set(each.record.third_parties), set(each.record.parties)):
                    self._between[pair].append(each)
        for index in (self._by_kind, self._about, self._linked):
            for listed in index.values():
                listed.sort(key=in_time)

    def of(self, kind: type[R]) -> tuple[Held[R], ...]:
        """All records of a kind, by date; those without a date last."""
        return tuple(self._by_kind.get(kind, ()))

    def about(self, actor: str, kind: type[R]) -> tuple[Held[R], ...]:
        """All records of a kind that are about an actor, by date."""
        return tuple(each for each in self._about.get(actor, ()) if type(each.record) is kind)

    def part_of(self, record_id: str, kind: type[R]) -> tuple[Held[R], ...]:
        """All records of a kind that name an engagement, line or meeting as what they belong to, by date."""
        return tuple(each for each in self._linked.get(record_id, ()) if type(each.record) is kind)

    def get(self, record_id: str, kind: type[R]) -> Held[R] | None:
        """One record, or ``None`` if it is not in this picture or of another kind."""
        held = self._by_id.get(record_id)
        return held if held is not None and type(held.record) is kind else None

    def between(self, third_party: str, party: str) -> Sequence[Held[Contact]]:
        """The contacts of a third party with a party that name no engagement and no line."""
        return self._between.get((third_party, party), ())

    def once(self, question: str, record: Held[Any], answer: Callable[[], T]) -> T:
        """The answer to a question about a record, worked out once: a picture does not change."""
        key = (question, record.statement.entry)
        if key not in self._answers:
            self._answers[key] = answer()
        found: T = self._answers[key]
        return found

    def ref(self, record_id: str) -> Ref:
        """A record by its id and the name to show; what is not in the picture is a name that tells nothing."""
        held = self._by_id.get(record_id)
        if held is None:
            return Ref(id="", name=_("not shown here"), kind="")
        return Ref(id=record_id, name=self._name(held.record), kind=held.statement.kind)

    def refs(self, record_ids: Iterable[str]) -> tuple[Ref, ...]:
        """Several records; what is not in the picture is named once."""
        return tuple(dict.fromkeys(self.ref(each) for each in record_ids))

    def said(self, words: str) -> str:
        """Words that may name a record: its name if they do, the words themselves if they are a handle."""
        if words in self._by_id or _RECORD_ID.fullmatch(words):
            return self.ref(words).name
        return words

    def _name(self, record: Record) -> str:
        if isinstance(record, Actor):
            return record.name
        if isinstance(record, Agreement | Meeting):
            return record.title
        if isinstance(record, Engagement | Line):
            parties = record.parties if isinstance(record, Engagement) else (record.party,)
            with_whom = ", ".join(self.ref(each).name for each in parties)
            return _("{intermediary} with {parties}").format(
                intermediary=self.ref(record.intermediary).name, parties=with_whom
            )
        if isinstance(record, Contact):
            parties_ = ", ".join(self.ref(each).name for each in record.parties)
            return _("contact with {parties}, {when}").format(parties=parties_, when=said_when(record.when))
        if isinstance(record, Member | Circle):
            return record.handle if isinstance(record, Member) else record.name
        return _(record.title_)

    def find_actors(self, text: str) -> tuple[Held[Actor], ...]:
        """The actors meant by a text, by the surest way that finds any: id or key, name, other name, number.

        Accents, case and punctuation do not matter. Several are returned if all are called so.
        """
        wanted = _close(text)
        actors = self.of(Actor)

        def key(held: Held[Actor]) -> bool:
            return text in (held.id, held.statement.origin, held.statement.origin.rpartition("/")[2] or held.id)

        def name(held: Held[Actor]) -> bool:
            return bool(wanted) and _close(held.record.name) == wanted

        def alias(held: Held[Actor]) -> bool:
            return bool(wanted) and any(_close(each.text) == wanted for each in held.record.names)

        def number(held: Held[Actor]) -> bool:
            return any(text in (each.value, f"{each.scheme}:{each.value}") for each in held.record.identifiers)

        for way in (key, name, alias, number):
            found = {each.id: each for each in actors if way(each)}
            if found:
                return tuple(found.values())
        return ()

    def find_actor(self, text: str) -> Held[Actor]:
        """The one actor meant by a text.

        Raises:
            NotFound: there is none in this picture, or the text may mean several, which are named.
        """
        found = self.find_actors(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(_("there is no actor called {name!r}").format(name=text))
        names = "; ".join(sorted(f"{each.record.name} ({_(each.record.type.label)})" for each in found))
        raise NotFound(
            _("{name!r} may mean several actors").format(name=text), advice=_("Say which: {names}.").format(names=names)
        )

    def actors(self) -> list[Ref]:
        """All actors, by name."""
        return sorted((self.ref(each.id) for each in self.of(Actor)), key=lambda ref: (fold(ref.name), ref.id))

    def ucdp_id(self, text: str) -> int:
        """The UCDP number of the group that a text means (:func:`.search.number_of`)."""
        from multitrack.picture.search import number_of

        return number_of(self, text)

    def armed_groups(self) -> Iterator[Held[Actor]]:
        """The armed groups and their wings; of a focused picture, those in focus."""
        focus = self._focus
        return (each for each in self.of(Actor) if each.record.type in ARMED and (focus is None or each.id in focus))

    def focused(self, actors: Iterable[str]) -> Picture:
        """The same picture, for questions about some groups only: what goes through all of them is spared the rest."""
        focused = copy(self)
        focused._focus = frozenset(actors)
        return focused


def said_when(when: Date | None) -> str:
    """A date as text, or the words that say it is not recorded."""
    return when.text if when is not None else _("date not recorded")


def _close(name: str) -> str:
    return fold(name).replace(" ", "")


def in_time(held: Held[Record]) -> tuple[bool, date, date]:
    """The order of records in time; those without a date come last."""
    when = held.record.when
    return (True, date.max, date.max) if when is None else (False, *when.sort_key)


def _hangs_on(record: Record) -> tuple[str, ...]:
    """The ids of records without which one that has no date of its own was not there yet."""
    if isinstance(record, FollowUp):
        return (record.contact,)
    if isinstance(record, EngagementLink):
        return (record.first, record.second)
    if isinstance(record, Agreement):
        return (record.meeting,)
    if isinstance(record, Contact | Meeting):
        return (record.engagement,)
    return ()


def _part_of(record: Record) -> tuple[str, ...]:
    if isinstance(record, Contact):
        return tuple(filter(None, {record.engagement, record.line}))
    if isinstance(record, Line | Meeting):
        return (record.engagement,) if record.engagement else ()
    return (record.meeting,) if isinstance(record, Agreement) and record.meeting else ()


def _period(given: list[Statement]) -> tuple[str, str]:
    days: list[date] = []
    for statement in given:
        record = statement.record
        if record is None or isinstance(record, Claim):
            continue
        dates = (record.when, record.assessed_on if isinstance(record, Phase) else None)
        days += [day for when in dates if when for day in (when.earliest, when.latest) if day]
    return (min(days).isoformat(), max(days).isoformat()) if days else ("", "")
