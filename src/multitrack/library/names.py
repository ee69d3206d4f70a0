"""Names of groups, folded and matched: accents, case, punctuation and spacing do not tell two names apart.

Invariant: an exact folded match always stands before a likeness, and a likeness is never more than a
suggestion: whoever reads it decides. Folding keeps letters of every script and is the same everywhere names
are compared.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Match", "NameIndex", "acronym", "fold"]

SUGGEST_FROM = 72.0
"""Likeness, of 100, from which a name is suggested."""

_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"}
)
# Quotation signs and transliteration marks bind letters; every other sign parts words.
_BINDING = frozenset("'’‘`´ʿʾʻʼ\"“”")
_SMALL_WORDS = frozenset(
    "a al an and de del della des di do dos du e el et for in la las le les los of on pour the y".split()  # noqa: SIM905
)


def fold(text: str) -> str:
    """``text`` without accents, case and signs, words parted by one space; empty if nothing remains.

    Decomposition is NFKD; letters that have no decomposition (ø, ł, ı) are written plainly; signs that join letters in
    transliteration vanish, all others part words.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold()
    signs = []
    for sign in unicodedata.normalize("NFKD", decomposed):
        if sign in _BINDING or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
            continue
        signs.append(sign if sign.isalnum() or unicodedata.category(sign) == "Mc" else " ")
    return " ".join("".join(signs).split())


def acronym(text: str) -> str:
    """The first letters of the words of a folded name, small words left out; empty for fewer than two words."""
    words = [word for word in fold(text).split() if word not in _SMALL_WORDS]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@dataclass(frozen=True, slots=True)
class Match:
    """A key whose name matches.

    Args:
        key: what the name belongs to.
        name: the name that matched, as written.
        how: ``exact``, ``words``, ``acronym``, ``begins`` or ``like``.
        likeness: 100 for an exact match; at most 80 for a mere likeness.
    """

    key: int
    name: str
    how: str
    likeness: float


@dataclass(slots=True)
class NameIndex:
    """Names of many things, searched by :meth:`find`."""

    _exact: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _close: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _acronyms: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, key: int, names: Iterable[str]) -> None:
        """Add the names of ``key``."""
        for name in names:
            folded = fold(name)
            if not folded:
                continue
            self._exact.setdefault(folded, []).append((key, name))
            self._close.setdefault(folded.replace(" ", ""), []).append((key, name))
            if short := acronym(name):
                self._acronyms.setdefault(short, []).append((key, name))

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Keys whose names match ``text``, best first, each once.

        Exact folded names come first, then names that differ in spacing only, names that hold all the words, names of
        which the text is the acronym, names in which every word begins some word; likenesses only if there is none.
        """
        folded = fold(text)
        if not folded:
            return []
        found: dict[int, Match] = {}
        close = folded.replace(" ", "")
        for how, names, likeness in (
            ("exact", self._exact.get(folded, []), 100.0),
            ("exact", self._close.get(close, []), 99.0),
            ("words", self._with_words(folded), 90.0),
            ("acronym", self._acronyms.get(close, []), 85.0),
            ("begins", self._beginning(folded), 80.0),
        ):
            for key, name in names:
                found.setdefault(key, Match(key, name, how, likeness))
        if not found:
            found = self._alike(folded, limit)
        return sorted(found.values(), key=lambda match: (-match.likeness, len(match.name), match.key))[:limit]

    def _with_words(self, folded: str) -> list[tuple[int, str]]:
        wanted = set(folded.split())
        hits = [
            (len(name), key_name)
            for name, keys in self._exact.items()
            if wanted <= set(name.split())
            for key_name in keys
        ]
        return [key_name for _length, key_name in sorted(hits)]

    def _beginning(self, folded: str) -> list[tuple[int, str]]:
        # Three letters begin a word of a hundred names: that tells nothing.
        wanted = folded.split()
        if max(map(len, wanted)) < 4:
            return []
        return [
            key_name
            for name, keys in sorted(self._exact.items(), key=lambda item: len(item[0]))
            if all(any(word.startswith(part) for word in name.split()) for part in wanted)
            for key_name in keys
        ]

    def _alike(self, folded: str, limit: int) -> dict[int, Match]:
        from rapidfuzz import fuzz, process

        names = list(self._exact)
        found: dict[int, Match] = {}
        # Whole names and whole words are compared: a short name lies inside many long ones, which is no likeness.
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            hits = process.extract(folded, names, scorer=scorer, limit=limit, score_cutoff=SUGGEST_FROM)
            for name, likeness, _place in hits:
                for key, written in self._exact[name]:
                    match = Match(key, written, "like", 0.8 * float(likeness))
                    if key not in found or found[key].likeness < match.likeness:
                        found[key] = match
        return found
