"""Judging the cells and rows of a published table, all at once, before any of it is kept.

Invariant: every violation is counted, and the first ones are told with row, column, value and remedy, in the
order of the file. Sound files pay for one pass over the rows; the words are made only where something is
wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from multitrack.errors import InvalidFile
from multitrack.i18n import N_, _
from multitrack.library.columns import REMEDY, Column, Form, cell, quoted
from multitrack.library.readers import Reader
from multitrack.library.source import Source
from multitrack.library.table import Table

if TYPE_CHECKING:
    import duckdb

__all__ = ["SHOWN", "judge"]

SHOWN = 10
"""How many violations are told in full."""

_EARLIEST = "DATE '1900-01-01'"
_FORMULA = "('=', '@')"
# C0 and C1 signs but for white space, and the marks that turn the direction of text around.
_UNSEEN = "[\\x{00}-\\x{08}\\x{0E}-\\x{1F}\\x{7F}-\\x{9F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]"


@dataclass(frozen=True, slots=True)
class _Rule:
    column: str
    broken: str
    text: str
    message: str
    remedy: str


def judge(connection: duckdb.DuckDBPyConnection, source: Source, reader: Reader, table: Table, today: date) -> None:
    """Judge the rows in ``raw`` and ``canonical``.

    Raises:
        InvalidFile: rows break rules; the message lists the first :data:`SHOWN` and says how many there are.
    """
    rules = _rules(reader, table, today)
    # Both tables have the same rows in the same order, so they are read side by side.
    rows = "canonical POSITIONAL JOIN raw"
    counted = connection.execute(
        f"SELECT {', '.join(f'count(*) FILTER ({rule.broken})' for rule in rules)} FROM {rows}"
    ).fetchone()
    assert counted is not None
    broken = [(rule, count) for rule, count in zip(rules, counted, strict=True) if count]
    total = sum(counted)
    told: list[tuple[int, str, str, str, str]] = []
    for rule, _count in broken:
        found = connection.execute(
            f"SELECT source_row, left(CAST({rule.text} AS VARCHAR), 60) FROM {rows} WHERE {rule.broken} "
            f"ORDER BY source_row LIMIT {SHOWN}"
        ).fetchall()
        told += [(row, rule.column, value or "", rule.message, rule.remedy) for row, value in found]
    doubled, double_rows = _doubled(connection, reader, table)
    total += doubled
    told += double_rows
    if total:
        raise _error(source, table, sorted(told)[:SHOWN], total)


def _rules(reader: Reader, table: Table, today: date) -> list[_Rule]:
    rules: list[_Rule] = []
    for column in reader.columns:
        if column.name in table.found:
            rules += _cell_rules(column, table.found[column.name], today)
    for check in reader.checks:
        published = table.found.get(check.column, check.column)
        text = cell(check.column) if check.column in table.found else "NULL"
        rules.append(_Rule(published, f"coalesce({check.broken}, false)", text, check.message, check.remedy))
    return rules


def _cell_rules(column: Column, published: str, today: date) -> list[_Rule]:
    text = cell(column.name)
    value = quoted(column.name)
    blank = f"{text} IS NULL"
    rules = []
    if column.filled:
        rules.append(_Rule(published, blank, text, N_("the value is missing"), N_("Every row must have one.")))
    if column.form not in (Form.text, Form.noted_day):
        unread = f"{value} IS NULL AND NOT {blank}"
        rules.append(_Rule(published, unread, text, _UNREADABLE[column.form], REMEDY[column.form]))
    if column.low is not None and column.sql != "BIGINT[]":
        # A value outside the canonical type is unreadable above; here it is readable and out of bounds.
        outside = f"{value} < {column.low} OR {value} > {column.high} OR isnan({value}::DOUBLE)"
        bounds = _("must lie between {low} and {high}").format(low=column.low, high=column.high)
        message = N_("the number is negative") if column.low == 0 else bounds
        rules.append(
            _Rule(published, f"coalesce({outside}, false)", text, message, _("It {bounds}.").format(bounds=bounds))
        )
    if column.form in (Form.day, Form.short_day):
        outside = f"{value} < {_EARLIEST} OR {value} > DATE '{today.isoformat()}'"
        rules.append(
            _Rule(
                published,
                f"coalesce({outside}, false)",
                text,
                N_("the day lies before 1900 or in the future"),
                REMEDY[column.form],
            )
        )
    if column.plain:
        formula = f"left({text}, 1) IN {_FORMULA}"
        unseen = f"regexp_matches({text}, '{_UNSEEN}')"
        rules.append(
            _Rule(
                published,
                f"coalesce({formula}, false)",
                text,
                N_("a spreadsheet formula stands where a name belongs"),
                N_("Put the name there as plain text."),
            )
        )
        rules.append(
            _Rule(
                published,
                f"coalesce({unseen}, false)",
                text,
                N_("the text holds invisible control signs"),
                N_("Remove them."),
            )
        )
    return rules


_UNREADABLE = {
    Form.whole: N_("not a whole number, or far too large"),
    Form.decimal: N_("not a number"),
    Form.day: N_("not a day of the calendar"),
    Form.short_day: N_("not a day of the calendar"),
    Form.flag: N_("neither true nor false"),
    Form.ids: N_("not a list of whole numbers"),
}


def _doubled(
    connection: duckdb.DuckDBPyConnection, reader: Reader, table: Table
) -> tuple[int, list[tuple[int, str, str, str, str]]]:
    key = ", ".join(quoted(name) for name in reader.key)
    present = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in reader.key)
    names = ", ".join(table.found[name] for name in reader.key)
    groups = f"SELECT {key}, count(*) - 1 AS again, list(source_row ORDER BY source_row) AS places"
    found = connection.execute(
        f"WITH doubled AS ({groups} FROM canonical WHERE {present} AND ({reader.keep}) GROUP BY {key} "
        f"HAVING count(*) > 1) SELECT sum(again) OVER (), places[1], places[2], concat_ws(', ', {key}) "
        f"FROM doubled ORDER BY places[2] LIMIT {SHOWN}"
    ).fetchall()
    rows = []
    for _total, first, again, value in found:
        message = _("the same {names} as in row {row}").format(names=names, row=first + table.first_row)
        rows.append((again, names, str(value), message, N_("Every row must have its own.")))
    return (int(found[0][0]) if found else 0), rows


def _error(source: Source, table: Table, told: list[tuple[int, str, str, str, str]], total: int) -> InvalidFile:
    lines = [
        _("row {row}, column {column}: {message}: {value}. {remedy}").format(
            row=row + table.first_row,
            column=column,
            message=_(message),
            value=repr(value) if value else _("(nothing)"),
            remedy=_(remedy),
        )
        for row, column, value, message, remedy in told
    ]
    head = _("{count} values break the rules of this dataset.").format(count=total)
    if total > len(lines):
        head += " " + _("The first {count}:").format(count=len(lines))
    return InvalidFile(
        "\n".join([head, *lines]),
        place=_("{file}, row {row}").format(file=source.name, row=told[0][0] + table.first_row),
        advice=_(
            "Nothing was added. Mend the rows named above, or download the file again. "
            "Rows are counted as a spreadsheet counts them."
        ),
    )
