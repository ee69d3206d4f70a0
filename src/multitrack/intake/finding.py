"""Finds a record by what a person would write: its id, its place in a case, its name or another of its names.

Rule. Only what the reader of the statements may see can be found; a name that fits two records is an error that
lists both, and a name that fits none reads the same whether the record is absent or hidden.
"""

from __future__ import annotations

from collections.abc import Iterable

from multitrack.errors import NotFound
from multitrack.i18n import _
from multitrack.ledger.statement import Statement
from multitrack.library.names import fold
from multitrack.vocabulary import Actor, Circle, Member, Record

__all__ = ["Names", "name_of"]


def name_of(record: Record) -> str:
    """The name by which a record is shown, or an empty text."""
    for attribute in ("name", "title", "handle", "what", "person"):
        value = getattr(record, attribute, "")
        if isinstance(value, str) and value:
            return value
    return ""


def _names(record: Record) -> Iterable[str]:
    if isinstance(record, Actor):
        return (record.name, *(name.text for name in record.names))
    if isinstance(record, Member):
        return (record.handle,)
    if isinstance(record, Circle):
        return (record.name,)
    title = getattr(record, "title", "")
    return (title,) if title else ()


class Names:
    """An index of the statements of one reader by id, origin and name."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Index what one reader may see."""
        self._ids: dict[str, str] = {}
        self._origins: dict[str, list[tuple[str, str]]] = {}
        self._names: dict[str, list[tuple[str, str, str]]] = {}
        for item in statements:
            self._ids[item.record_id] = item.kind
            if item.origin:
                slug = item.origin.rpartition("/")[2]
                self._origins.setdefault(slug, []).append((item.kind, item.record_id))
            if item.record is not None:
                for name in _names(item.record):
                    self._names.setdefault(fold(name), []).append((item.kind, item.record_id, name_of(item.record)))

    def find(self, kinds: tuple[str, ...], text: str) -> str:
        """The id of the one record of these kinds that the text means.

        Raises:
            NotFound: there is none, or more than one.
        """
        if self._ids.get(text) in kinds:
            return text
        exact = {record_id for kind, record_id in self._origins.get(text, ()) if kind in kinds}
        if len(exact) == 1:
            return exact.pop()
        named = {record_id: name for kind, record_id, name in self._names.get(fold(text), ()) if kind in kinds}
        if len(named) == 1:
            return next(iter(named))
        if named:
            both = ", ".join(f"{name} ({record_id})" for record_id, name in sorted(named.items(), key=lambda x: x[1]))
            raise NotFound(
                _("{name!r} may mean several: {found}").format(name=text, found=both),
                advice=_("Write the id that stands in brackets."),
            )
        raise NotFound(_("nothing called {name!r} is in this picture").format(name=text))
