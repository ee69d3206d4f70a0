"""Records that sing: every field filled, every text a word that occurs nowhere else.

A canary is found by its text in whatever leaves the program; its word says from which record and field it comes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import msgspec

from multitrack.vocabulary import KINDS, Date, Record, fields_of
from multitrack.vocabulary.fields import Choice, Field

__all__ = ["Canaries", "texts_of"]

_EXACT = {"language": "fr", "Name.script": "Latn"}


class Canaries:
    """Makes records of which every text is a canary of one flock.

    Args:
        flock: the beginning of every word, such as ``hid``.
        refer: gives the id for a reference to one of several kinds.
        day: the date that every date field holds.
    """

    def __init__(self, flock: str, refer: Callable[[tuple[str, ...]], str], day: str = "1998-05-17") -> None:
        self.flock = flock
        self.words: dict[str, str] = {}
        """Each canary with the place it was put in, such as ``contact.sources.Source.work``."""
        self._refer = refer
        self._day = Date.parse(day)
        self._count = itertools.count()

    def record(self, kind: str, **fixed: Any) -> Record:
        """A record of a kind with every field filled; ``fixed`` gives some of them."""
        record = self._struct(KINDS[kind], kind, kind)
        assert isinstance(record, Record)
        return msgspec.structs.replace(record, **fixed)

    def found_in(self, text: str) -> dict[str, str]:
        """The canaries that occur in a text, whatever their case, with the places they come from."""
        lower = text.lower()
        return {word: place for word, place in self.words.items() if word in lower}

    def _struct(self, kind: type[msgspec.Struct], name: str, place: str) -> msgspec.Struct:
        filled = {}
        for item, field in zip(msgspec.structs.fields(kind), fields_of(kind, name), strict=True):
            one = self._value(field, f"{place}.{field.name}")
            filled[item.name] = (one,) if field.many else one
        return kind(**filled)

    def _value(self, field: Field, place: str) -> Any:
        if field.key in _EXACT or field.name in _EXACT:
            return _EXACT.get(field.key, _EXACT.get(field.name))
        if field.ref:
            return self._refer(field.ref)
        if field.type is Date:
            return self._day
        if field.type is bool:
            return True
        if field.type is int:
            return 30
        if issubclass(field.type, Choice):
            return list(field.type)[-1]
        if issubclass(field.type, msgspec.Struct):
            return self._struct(field.type, field.type.__name__, f"{place}.{field.type.__name__}")
        word = f"{self.flock}{next(self._count):04d}" + re.sub("[^a-z]", "", place.rpartition(".")[2].lower())
        self.words[word] = place
        return word


def texts_of(value: Any) -> set[str]:
    """All texts anywhere in plain data."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return set().union(*map(texts_of, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(texts_of, value))
    return set()
