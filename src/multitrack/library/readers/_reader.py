"""What a reader of one kind of published dataset states: its columns, its key, its rules, whose data it is.

Invariant: a reader is data. What is done with it (finding columns, judging cells, writing a vintage) is the same
code for every kind, so a rule holds for all kinds or is written down in the reader it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass

from multitrack.library.columns import Check, Column

__all__ = ["Note", "Reader"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth saying about a file that is no reason to refuse it.

    Args:
        code: its name in ``vintage.json``, for ever.
        where: an SQL condition over the canonical columns; its rows are counted.
        text: what to say, translatable, with ``{count}``.
        most: per cent of the rows up to which it is no reason to refuse the file.
        remedy: what to do where there are more.
    """

    code: str
    where: str
    text: str
    most: float = 100.0
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of published dataset.

    Args:
        kind: its name in commands and folder names.
        title: its name for people.
        columns: the canonical columns, in order.
        key: canonical columns that name a row, within a file and across vintages.
        order: SQL order of the rows in a vintage; makes its bytes a function of the data.
        first: SQL for the first day covered, over the canonical columns.
        last: SQL for the last day covered.
        citation: what to cite.
        attribution: one line naming the publisher and the licence, for pages.
        licence: the publisher's licence.
        checks: rules about whole rows.
        notes: what to count and say.
        keep: SQL condition of the rows to keep.
        headerless: the published column order, where a file of this kind may come without a header row.
        version: published column that states the publisher's version, if any.
    """

    kind: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: str
    first: str
    last: str
    citation: str
    attribution: str
    licence: str = "CC BY 4.0"
    checks: tuple[Check, ...] = ()
    notes: tuple[Note, ...] = ()
    keep: str = "true"
    headerless: tuple[str, ...] = ()
    version: tuple[str, ...] = ("version",)
