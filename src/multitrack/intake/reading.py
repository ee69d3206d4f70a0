"""Reads what a person wrote by hand: a case folder, a TOML or a JSON file, into items with their place.

Rules. Nothing here knows the ledger. Every complaint names file and line, and as many are found in one reading as
can be. A file that is too large, is not text, or holds characters that hide what it says, is refused whole. The
format is told in ``docs/cases.md``: ``case.toml`` (what the case is), ``sources.toml`` (the register of works), and
record files in which each record is a table in an array named by its kind.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from multitrack.errors import InvalidFile
from multitrack.i18n import _
from multitrack.vocabulary import KINDS

from .problems import Problems

__all__ = ["Case", "Item", "read_file", "read_folder", "read_path", "read_text", "text_of"]

MAX_BYTES = 32 * 2**20
"""The largest file that is read: a case written by hand has a thousandth of it."""

MAX_LINE = 200_000
"""The longest line that is read."""

_HEADER = re.compile(r"^\s*\[\[\s*\"?([a-z-]+)\"?\s*\]\]", re.MULTILINE)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_TABLE = re.compile(r"\[\[?\s*\"?[A-Za-z]")
_FORMULA = re.compile(r"^\s*[=@+-][A-Za-z]+[(|!]|^\s*=")


class Item(msgspec.Struct, frozen=True):
    """One record as it was written, before its references are resolved."""

    kind: str
    slug: str
    data: dict[str, Any]
    place: str


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: the items, the register of works, and what the case says of itself."""

    name: str
    about: dict[str, Any]
    works: dict[str, dict[str, Any]]
    items: tuple[Item, ...]


def read_path(path: Path) -> Case:
    """Read a case folder or a single file.

    Raises:
        InvalidFile: it cannot be read; every problem with its place.
    """
    if path.is_dir():
        return read_folder(path)
    return read_file(path)


def read_folder(folder: Path) -> Case:
    """Read a case folder: ``case.toml``, ``sources.toml`` and the record files, in the order of their names."""
    if not (folder / "case.toml").is_file():
        raise InvalidFile(
            _("this folder holds no case.toml"),
            place=folder.name,
            advice=_("Nothing was added. A case folder starts with a case.toml; docs/cases.md shows one."),
        )
    problems = Problems(folder.name)
    about = _tables(folder / "case.toml", problems)
    works = _tables(folder / "sources.toml", problems) if (folder / "sources.toml").exists() else {}
    items: list[Item] = []
    present = {path.name for path in folder.glob("*.toml")}
    listed = about.get("files", [])
    for name in listed if isinstance(listed, list) else [listed]:
        if name not in present:
            problems.add("case.toml", _("the file {name!r} is listed and not there").format(name=name))
    for path in sorted(folder.glob("*.toml")):
        if path.name not in ("case.toml", "sources.toml"):
            items.extend(_items(_tables(path, problems), _lines_of(path), path.name, problems))
    _refuse_twice(items, problems)
    problems.raise_any()
    name = about.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9-]{1,40}", name):
        raise InvalidFile(_("name must be a short word such as burundi"), place=f"{folder.name}/case.toml")
    if not items:
        raise InvalidFile(_("the case holds no records"), place=folder.name)
    return Case(name=name, about=about, works=works, items=tuple(items))


def read_file(path: Path) -> Case:
    """Read one TOML or JSON file of records."""
    return read_text(text_of(path), path.name)


def read_text(text: str, name: str, *, kind: str = "") -> Case:
    """Read records from text.

    Args:
        text: TOML or JSON.
        name: what to call it in complaints; a name that ends in ``.json`` is read as JSON.
        kind: the kind of record that a bare table holds (``multitrack record KIND``).
    """
    problems = Problems(name)
    _refuse_hidden(text, name)
    if not text.strip():
        raise InvalidFile(_("the file is empty"), place=name)
    if name.endswith(".json") or (text.lstrip()[:1] in ("{", "[") and not _TABLE.match(text.lstrip())):
        items = _json_items(text, name, kind, problems)
        works: dict[str, dict[str, Any]] = {}
    else:
        tables = _toml(text, name)
        works = tables.pop("work", {}) if isinstance(tables.get("work"), dict) else {}
        if kind and not any(isinstance(value, list) and key in KINDS for key, value in tables.items()):
            items = [_item(kind, tables, f"{name}:1")]
            for complaint in _unwanted(items[0].data):
                problems.add(items[0].place, *complaint)
        else:
            items = list(_items(tables, _headers(text), name, problems))
    if not items and not problems.found:
        problems.add(name, _("no record was found"), _("write [[contact]] and its fields"))
    _refuse_twice(items, problems)
    problems.raise_any()
    return Case(name="", about={}, works=works, items=tuple(items))


def text_of(path: Path) -> str:
    """The text of a file written by hand.

    Raises:
        InvalidFile: it is too large, no text, not UTF-8, or hides what it says.
    """
    place = path.name
    try:
        with path.open("rb") as file:
            # The size that a device or a pipe tells is none, so what is read is bounded and not only asked for.
            raw = file.read(MAX_BYTES + 1)
            size = max(path.stat().st_size, len(raw))
    except OSError as error:
        raise InvalidFile(error.strerror or _("it cannot be opened"), place=place) from None
    if size > MAX_BYTES:
        told = _("the file has {size} MiB; at most {limit} are read")
        raise InvalidFile(told.format(size=size // 2**20, limit=MAX_BYTES // 2**20), place=place)
    if raw[:4] == b"PK\x03\x04":
        raise InvalidFile(
            _("this is a zip archive"), place=place, advice=_("Nothing was added. Unpack it and name the folder.")
        )
    if b"\x00" in raw[:4096]:
        raise InvalidFile(_("this is not a text file"), place=place)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InvalidFile(
            _("byte {number} is not UTF-8").format(number=error.start),
            place=f"{place}:{line}",
            advice=_("Nothing was added. Save the file as UTF-8 and try again."),
        ) from None
    _refuse_hidden(text, place)
    return text


def _refuse_hidden(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            told = _("the line is longer than {limit} characters").format(limit=MAX_LINE)
            raise InvalidFile(told, place=f"{name}:{number}")
        found = _HIDDEN.search(line)
        if found:
            told = _("an invisible character ({code}) stands in column {column}")
            raise InvalidFile(
                told.format(code=f"U+{ord(found[0]):04X}", column=found.start() + 1),
                place=f"{name}:{number}",
                advice=_("Nothing was added. Delete it: it can make a text read otherwise than it is."),
            )


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{name}:{line[1]}" if line else name
        raise InvalidFile(_("not readable as TOML: {why}").format(why=error), place=place) from None


def _tables(path: Path, problems: Problems) -> dict[str, Any]:
    try:
        return _toml(text_of(path), path.name)
    except InvalidFile as error:
        problems.add(error.place, error.message)
        return {}


def _lines_of(path: Path) -> dict[str, list[int]]:
    try:
        return _headers(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return {}


def _headers(text: str) -> dict[str, list[int]]:
    """The line of the n-th ``[[kind]]`` of each kind."""
    lines: dict[str, list[int]] = {}
    for found in _HEADER.finditer(text):
        lines.setdefault(found[1], []).append(text.count("\n", 0, found.start(1)) + 1)
    return lines


def _items(tables: dict[str, Any], lines: dict[str, list[int]], name: str, problems: Problems) -> Iterator[Item]:
    for kind, rows in tables.items():
        place = f"{name}:{lines[kind][0]}" if lines.get(kind) else name
        if kind not in KINDS:
            problems.add(place, *_no_kind(kind))
            continue
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            problems.add(place, _("{kind} must be written as [[{kind}]]").format(kind=kind))
            continue
        for number, row in enumerate(rows):
            where = lines.get(kind, [])
            here = f"{name}:{where[number]}" if number < len(where) else name
            item = _item(kind, row, here)
            for complaint in _unwanted(item.data):
                problems.add(here, *complaint)
            yield item


def _no_kind(name: object) -> tuple[str, str]:
    return (
        _("there is no kind of record called {name!r}").format(name=name),
        _("the kinds are: {kinds}").format(kinds=", ".join(KINDS)),
    )


def _json_items(text: str, name: str, kind: str, problems: Problems) -> list[Item]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        why = _("nested too deeply") if isinstance(error, RecursionError) else getattr(error, "msg", str(error))
        told = _("not readable as JSON: {why}").format(why=why)
        raise InvalidFile(told, place=f"{name}:{line}") from None
    rows = data if isinstance(data, list) else [data]
    items: list[Item] = []
    for number, row in enumerate(rows, start=1):
        here = _("{file}, record {number}").format(file=name, number=number) if len(rows) > 1 else name
        if not isinstance(row, dict):
            problems.add(here, _("a record is an object with a kind"))
            continue
        which = row.get("kind", kind)
        if not isinstance(which, str) or which not in KINDS:
            problems.add(here, *_no_kind(which))
            continue
        item = _item(which, {key: value for key, value in row.items() if key != "kind"}, here)
        for complaint in _unwanted(item.data):
            problems.add(here, *complaint)
        items.append(item)
    return items


def _item(kind: str, row: dict[str, Any], place: str) -> Item:
    data = dict(row)
    slug = data.pop("id", "")
    try:
        return Item(kind, slug if isinstance(slug, str) else "", _plain_dates(data), place)
    except RecursionError:
        raise InvalidFile(_("nested too deeply"), place=place) from None


def _plain_dates(value: Any) -> Any:
    """TOML's own dates as the texts that the vocabulary reads."""
    if isinstance(value, dict):
        return {key: _plain_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain_dates(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _unwanted(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _unwanted(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for item in value:
            yield from _unwanted(item, path)
    elif isinstance(value, float):
        told = _("{field}: a number with a point").format(field=path)
        yield told, _("records hold whole numbers; give shares in whole percent")
    elif isinstance(value, datetime.time):
        yield _("{field}: a time of day").format(field=path), _("times of day are not kept")
    elif isinstance(value, str) and _FORMULA.match(value):
        told = _("{field}: the text looks like a spreadsheet formula").format(field=path)
        yield told, _("start it with a word")
    elif isinstance(value, str) and (found := _HIDDEN.search(value)):
        told = _("{field}: an invisible character ({code})").format(field=path, code=f"U+{ord(found[0]):04X}")
        yield told, _("it can make a text read otherwise than it is: delete it")


def _refuse_twice(items: list[Item], problems: Problems) -> None:
    first: dict[str, str] = {}
    for item in items:
        if item.slug and item.slug in first:
            twice = _("the id {name!r} stands a second time").format(name=item.slug)
            problems.add(item.place, twice, _("it stood at {place}").format(place=first[item.slug]))
        elif item.slug:
            first[item.slug] = item.place
