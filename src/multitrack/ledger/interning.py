"""Markings as small whole numbers, so that the gate runs once per distinct marking and a query needs no rule.

Rules. A number, once given, means the same marking for as long as the file lives; equal markings have equal numbers.
A number whose bytes cannot be read is released to nobody. The answer for one reader and purpose is kept until the
earliest moment at which it may change, and forgotten whole when somebody joins or leaves, or something is recalled.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

import msgspec

from multitrack.errors import Tampered
from multitrack.vocabulary import Marking, encode_hook

from .gate import Purpose, Reader, release, sound
from .statement import Level

__all__ = ["Interning", "canonical"]

_KEPT_ANSWERS = 64


def canonical(marking: Marking) -> bytes:
    """The bytes by which a marking is known: JSON with sorted keys and without what is at its default."""
    return msgspec.json.encode(marking, enc_hook=encode_hook, order="sorted")


class _Answer(msgspec.Struct):
    levels: dict[int, Level]
    asked: datetime
    until: datetime | None
    seen: int


class Interning:
    """The numbers of the markings of one file, and what each reader may have of them.

    The store keeps the table: it puts the rows it has in with :meth:`load`, and writes those of :meth:`dump` that are
    new in the same transaction as the entry that needs them. Numbers are given while the write lock is held, after the
    rows of other processes were loaded.
    """

    def __init__(self, rows: Iterable[tuple[int, bytes]] = ()) -> None:
        self._markings: dict[int, Marking] = {}
        self._bytes: dict[int, bytes] = {}
        self._numbers: dict[bytes, int] = {}
        self._order: list[int] = []
        self._answers: OrderedDict[tuple[Reader, Purpose, str], _Answer] = OrderedDict()
        self.load(rows)

    def __len__(self) -> int:
        return len(self._order)

    def load(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """Take in numbers that were given before, here or by another process on the same file.

        Raises:
            Tampered: a number stands for another marking than before, or a marking has two numbers.
        """
        for number, data in rows:
            if self._bytes.get(number) == data:
                continue
            if number in self._bytes or data in self._numbers:
                raise Tampered("the table of markings contradicts itself")
            self._keep(number, data, _read(data))

    def _keep(self, number: int, data: bytes, marking: Marking) -> None:
        self._bytes[number] = data
        self._markings[number] = marking
        self._numbers[data] = number
        self._order.append(number)

    def dump(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The rows with numbers above ``after``, in the order of their numbers; all by default."""
        return sorted((number, data) for number, data in self._bytes.items() if number > after)

    def number(self, marking: Marking) -> int:
        """The number of a marking; a new one, from 1 up, for one not met before."""
        data = canonical(marking)
        known = self._numbers.get(data)
        if known is not None:
            return known
        number = max(self._bytes, default=0) + 1
        self._keep(number, data, sound(marking))
        return number

    def marking(self, number: int) -> Marking:
        """The marking of a number; the strictest there is for a number not known here."""
        return self._markings.get(number, _CLOSED)

    def allowed(
        self, reader: Reader, purpose: Purpose, now: datetime, *, party: str = ""
    ) -> tuple[Mapping[int, Level], datetime | None]:
        """The numbers of all markings of which the reader may have anything, each with how much.

        Args:
            reader: who asks.
            purpose: what for.
            now: the present moment, with a time zone.
            party: for raising, with whom.

        Returns:
            A read-only mapping from number to level, none of them :attr:`Level.NONE`, and the earliest moment at which
            it may change; ``None`` where it holds until a marking, a member or a circle is added.
        """
        key = (reader, purpose, party)
        answer = self._answers.pop(key, None)
        if answer is None or now < answer.asked or (answer.until is not None and now >= answer.until):
            answer = _Answer(levels={}, asked=now, until=None, seen=0)
        for number in self._order[answer.seen :]:
            level, until = release(self._markings[number], reader, purpose, now, party=party)
            if level is not Level.NONE:
                answer.levels[number] = level
            if until is not None and (answer.until is None or until < answer.until):
                answer.until = until
        answer.seen = len(self._order)
        self._answers[key] = answer
        if len(self._answers) > _KEPT_ANSWERS:
            self._answers.popitem(last=False)
        return MappingProxyType(answer.levels), answer.until

    def forget(self) -> None:
        """Drop all kept answers: somebody joined or left, or something was recalled."""
        self._answers.clear()


_CLOSED = sound(None)


def _read(data: bytes) -> Marking:
    try:
        return sound(msgspec.json.decode(data))
    except msgspec.DecodeError:
        return _CLOSED
