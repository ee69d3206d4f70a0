"""A column of a canonical table: how it is found in a published file, read, bounded and judged, all as SQL.

Invariant: every value of a published file is kept as the publisher wrote it until it has been judged. A value
that cannot be read is never turned into "missing" by the way; it is a violation with its row, its column and
what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from multitrack.i18n import N_

__all__ = ["REMEDY", "Check", "Column", "Form", "cell", "loaded", "quoted", "typed"]

_BLANK = r"' ' || chr(9) || chr(10) || chr(13) || chr(160)"
_EDGES = r"^[\s\x{A0}]|[\s\x{A0}]$"
_MISSING = "('', 'na', 'n/a', 'nan', 'null', 'none', '.', '-')"

FIRST_SHORT_YEAR = 30
"""Two-digit years from here on are of the twentieth century: UCDP's record begins in 1946, some wars in it before."""


class Form(StrEnum):
    """How the text of a cell is read.

    ``short_day`` also reads month/day/two-digit year. ``noted_day`` reads the first such day of a remark, where
    there is one ("2006-04-27 (unilateral); 2006-05-03 (bilateral)"), and refuses nothing: the remark is kept in a
    column of its own.
    """

    text = "text"
    whole = "whole"
    decimal = "decimal"
    day = "day"
    short_day = "short_day"
    noted_day = "noted_day"
    flag = "flag"
    ids = "ids"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a canonical table.

    Args:
        name: the canonical name.
        sql: the canonical type in SQL.
        form: how the text of a cell is read.
        sources: names in published files, lower case, the preferred one first.
        needed: the file must have this column.
        filled: every row must have a value.
        low: the smallest value allowed, if any.
        high: the largest value allowed, if any.
        plain: a name or label, in which a spreadsheet formula or an invisible control sign is refused.
    """

    name: str
    sql: str
    form: Form = Form.text
    sources: tuple[str, ...] = ()
    needed: bool = False
    filled: bool = False
    low: float | None = None
    high: float | None = None
    plain: bool = False

    @property
    def known_as(self) -> tuple[str, ...]:
        """Names under which published files carry this column."""
        return self.sources or (self.name,)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about a whole row, in SQL over the canonical columns.

    Args:
        column: the column that the reader of the error should look at.
        broken: an SQL condition that is true where the rule is broken.
        message: what is wrong, translatable.
        remedy: what to do about it, translatable.
    """

    column: str
    broken: str
    message: str
    remedy: str


def quoted(name: str) -> str:
    """An SQL identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def cell(name: str) -> str:
    """The SQL name under which the text for the canonical column ``name`` is loaded."""
    return quoted(f"r:{name}")


def loaded(column: Column, text: str) -> str:
    """SQL for the text of a cell as it is loaded: without space around it, null where it holds no value."""
    # Most cells need no trimming, and asking first is several times quicker than trimming all of them.
    if column.form is Form.text:
        return f"nullif(CASE WHEN regexp_matches({text}, '{_EDGES}') THEN trim({text}, {_BLANK}) ELSE {text} END, '')"
    short = f"length({text}) < 8 AND lower(trim({text}, {_BLANK})) IN {_MISSING}"
    return f"CASE WHEN {short} THEN NULL ELSE {text} END"


def _whole(text: str) -> str:
    # A cast would round 1.7 to 2; spreadsheets and data frames write whole numbers as "625.0".
    return (
        f"CASE WHEN contains({text}, '.') THEN "
        f"(CASE WHEN regexp_full_match(trim({text}), '[+-]?[0-9]+\\.0*') "
        f"THEN TRY_CAST(split_part(trim({text}), '.', 1) AS BIGINT) END) "
        f"ELSE TRY_CAST({text} AS BIGINT) END"
    )


def _short_day(text: str) -> str:
    parts = f"string_split(trim({text}), '/')"
    year = f"TRY_CAST({parts}[3] AS INTEGER)"
    full = f"CASE WHEN {year} >= {FIRST_SHORT_YEAR} THEN 1900 + {year} ELSE 2000 + {year} END"
    short = f"TRY_CAST(concat_ws('-', {full}, lpad({parts}[1], 2, '0'), lpad({parts}[2], 2, '0')) AS DATE)"
    return (
        f"CASE WHEN regexp_full_match(trim({text}), '[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2}}') "
        f"THEN {short} ELSE TRY_CAST({text} AS DATE) END"
    )


def _readable(text: str, form: Form) -> str:
    if form is Form.text:
        return text
    if form is Form.whole:
        return _whole(text)
    if form is Form.decimal:
        return f"TRY_CAST({text} AS DOUBLE)"
    if form is Form.day:
        return f"TRY_CAST(TRY_CAST({text} AS TIMESTAMP) AS DATE)"
    if form is Form.short_day:
        return _short_day(text)
    if form is Form.noted_day:
        return _short_day(f"split_part(split_part(trim({text}), ' ', 1), ';', 1)")
    if form is Form.flag:
        return f"TRY_CAST({text} AS BOOLEAN)"
    listed = f"[TRY_CAST(trim(part) AS BIGINT) FOR part IN string_split({text}, ',')]"
    return f"CASE WHEN list_contains([part IS NULL FOR part IN {listed}], true) THEN NULL ELSE {listed} END"


def typed(column: Column) -> str:
    """SQL for the canonical value of ``column`` from its loaded text: null where missing or unreadable."""
    return f"TRY_CAST({_readable(cell(column.name), column.form)} AS {column.sql})"


REMEDY = {
    Form.whole: N_("Write a whole number, without thousands separators."),
    Form.decimal: N_("Write a number with a point as the decimal sign."),
    Form.day: N_("Write a day of the calendar as YYYY-MM-DD."),
    Form.short_day: N_("Write a day of the calendar as YYYY-MM-DD, or as month/day/two-digit year (1930 to 2029)."),
    Form.flag: N_("Write true or false, or 1 or 0."),
    Form.ids: N_("Write whole numbers with commas between them."),
    Form.text: N_("Write plain text."),
}
"""What to do about a value that cannot be read, by form."""
