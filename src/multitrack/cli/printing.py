"""Shows what the workspace answers: words on a terminal, JSON for programs.

Rule. Nothing is computed here. An empty answer is said in words. Texts that people wrote are printed as they are,
without terminal codes in them: control characters are shown as a replacement sign, so that a record cannot move the
reader's cursor.
"""

from __future__ import annotations

import itertools
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from multitrack.i18n import _, ngettext

if TYPE_CHECKING:
    from multitrack.picture.entry import EntryView
    from multitrack.picture.shapes import Board, BoardRow, Dossier, Due, Finding, Week
    from multitrack.vocabulary import Account, Source

__all__ = [
    "print_board",
    "print_dossier",
    "print_entry",
    "print_findings",
    "print_json",
    "print_lines",
    "print_table",
    "print_week",
    "progress",
    "safe",
]

SIGNS = {"act": "◆", "look": "◇", "note": "·"}
"""A shape for each weight, always beside its word."""


def safe(text: str) -> str:
    """The text without control characters other than line breaks."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    import msgspec

    from multitrack.vocabulary import encode_hook

    data = msgspec.json.encode(value, enc_hook=encode_hook)
    sys.stdout.buffer.write(msgspec.json.format(data, indent=2) + b"\n")
    sys.stdout.flush()


def print_lines(lines: Iterable[str], *, indent: int = 0) -> None:
    """Running text, wrapped to the terminal; line breaks that a text brings are folded."""
    margin = " " * indent
    for line in lines:
        text = " ".join(safe(line).split())
        wrapped = textwrap.fill(
            text,
            _width(),
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )
        print(wrapped)  # noqa: T201 - what a command is for


def print_heading(text: str) -> None:
    """A heading after an empty line."""
    from rich.text import Text

    console = _console()
    console.print()
    console.print(Text(" ".join(safe(text).split()), style="bold"))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A plain table."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(safe(str(cell))) for cell in row))
    _console().print(table)


def _console() -> Any:
    from rich.console import Console

    return Console(file=sys.stdout, width=_width(), highlight=False, markup=False, emoji=False)


def _width() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, 110) if sys.stdout.isatty() else 100


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """Tells how far long work is, on a terminal; ``None`` in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def print_findings(findings: Sequence[Finding]) -> None:
    """What the checks notice, like a linter; the reason and the remedy stand once for each code."""
    if not findings:
        print_lines([_("The checks notice nothing on this picture.")])
    for code, group in itertools.groupby(findings, key=lambda item: item.code):
        found = list(group)
        first = found[0]
        print_lines([f"{SIGNS.get(first.weight, '·')} {code} {_weight(first.weight)}: {first.name}"])
        for item in found:
            print_lines([f"- {item.text}"], indent=2)
            print_lines(_accounts(item.accounts), indent=6)
            print_lines(_sources(one for piece in item.evidence for one in piece.sources)[:3], indent=6)
        print_lines([_("Because: ") + first.because, _("What can be done: ") + first.remedy], indent=4)


def _weight(weight: str) -> str:
    return {"act": _("act"), "look": _("look"), "note": _("note")}.get(weight, weight)


def _accounts(accounts: Iterable[Account]) -> list[str]:
    return [f"{account.by or _('One account')}: {account.says}" for account in accounts]


def _sources(sources: Iterable[Source]) -> list[str]:
    seen = dict.fromkeys(", ".join(part for part in (one.work, one.address, one.place) if part) for one in sources)
    return [_("Source: ") + text for text in seen]


def print_board(board: Board) -> None:
    """Who is in touch with whom, on which track, party by party."""
    print_heading(board.title)
    print_lines([_("As of {day}, for {reader}.").format(day=board.as_of, reader=board.reader)])
    labels = dict(board.tracks)
    for row in board.rows:
        _print_row(row, labels)
    if board.claims:
        print_heading(_("Said of the process, beside the record"))
        for claim in board.claims:
            print_lines([f"{claim.by}: {claim.says}"])
            print_lines([claim.caution] if claim.caution else [], indent=4)
    print_heading(_("What the checks notice"))
    print_findings(board.findings)
    print_heading(_("What this rests on"))
    print_lines([board.coverage, board.silence, *board.attribution])


def _print_row(row: BoardRow, labels: dict[str, str]) -> None:
    fighting = {
        True: _("recorded as fighting"),
        False: _("not recorded as fighting within a year of this day"),
        None: "",
    }[row.fighting]
    notes = ", ".join(part for part in (row.type, fighting, *row.phases) if part)
    print_heading(f"{row.party.name} ({notes})")
    counted = [f"{year}: {deaths}" for year, events, deaths in row.years if events]
    if counted:
        print_lines([_("Deaths recorded in the sample, by year: ") + ", ".join(counted)], indent=2)
    for track, cells in row.cells.items():
        for cell in cells:
            state = cell.state if cell.live or cell.kind == "contact" else _("over")
            parts = [cell.when, state, cell.summary]
            head = f"{_('Track')} {track}, {labels.get(track, '')}: {cell.intermediary.name}"
            head += f" ({_('with the predecessor, before the split')})" if cell.before_split else ""
            print_lines([head + " · " + " · ".join(part for part in parts if part)], indent=2)
    if row.silence:
        print_lines([row.silence], indent=2)


def print_week(week: Week) -> None:
    """What changed, what is owed, what expires."""
    print_heading(_("This week, for {reader}, as of {day}").format(reader=week.reader, day=week.as_of))
    print_findings(week.findings)
    if week.earlier:
        told = ngettext(
            "{n} finding about earlier years stands on the board.",
            "{n} findings about earlier years stand on the board.",
            len(week.earlier),
        )
        print_lines([told.format(n=len(week.earlier))])
    print_lines(week.notes)
    for heading, dues in ((_("Owed"), week.owed), (_("Expiring"), week.expiring)):
        print_heading(heading)
        print_lines([_due(due) for due in dues] or [_("Nothing of this is recorded here.")])
    print_heading(_("Lately recorded"))
    print_lines(
        [f"{item.date}: {', '.join(ref.name for ref in item.with_)} · {item.summary}" for item in week.recent]
        or [_("Nothing of this is recorded here.")]
    )


def _due(due: Due) -> str:
    late = f" ({_('overdue')})" if due.overdue else ""
    return f"{due.due}{late}: {due.what} · {due.owed_by} · {', '.join(ref.name for ref in due.about)}"


def print_entry(entry: EntryView) -> None:
    """One entry, field by field, with its sources and who may see it."""
    print_heading(f"{entry.title} · {entry.record_id}")
    print_lines([f"{field.title}: {field.text}" for field in entry.fields])
    print_lines(_accounts(entry.accounts), indent=2)
    print_lines(_sources(entry.sources), indent=2)
    recorded = _("Recorded {when} by {who}, for {audience}.")
    print_lines([recorded.format(when=entry.recorded, who=entry.author, audience=entry.audience or _("some"))])
    print_lines([_("A later entry corrects this one.")] if entry.superseded else [])


def print_dossier(dossier: Dossier) -> None:
    """Where a group is in its life, and what is really known."""
    nothing = [_("Not recorded here.")]
    print_heading(str(dossier.group.get("name", "")))
    print_lines([str(dossier.group.get("description", "")), _("As of {day}.").format(day=dossier.as_of)])
    print_heading(_("Assessed phase"))
    print_lines(
        [f"{item.on}, {item.by}: {', '.join(item.phases)}. {item.dissent}" for item in dossier.assessments] or nothing
    )
    print_heading(_("Violence recorded: one indicator, not the group's life"))
    print_lines([str(dossier.coverage.get("text", "")), str(dossier.pattern.get("text", ""))])
    print_lines(
        [f"{item.get('month')}: {item.get('text') or item.get('direction')}" for item in dossier.changes], indent=2
    )
    print_heading(_("Contacts"))
    print_lines([_contact(item) for item in dossier.contacts] or [dossier.silence])
    print_heading(_("Agreements"))
    print_lines(
        [
            f"{item.date}: {item.title}{_past(item)}. {_('Signed')}: {', '.join(r.name for r in item.signed)}"
            for item in dossier.agreements
        ]
        or nothing
    )
    print_heading(_("Relations and leaders"))
    print_lines([f"{item.when}: {item.first.name} {item.label} {item.second.name}" for item in dossier.relations])
    print_lines([f"{item.when}: {item.person}, {item.position} ({item.actor.name})" for item in dossier.roles])
    if dossier.claims:
        print_heading(_("Said of the group, beside the record"))
        print_lines([f"{item.by}: {item.says}" for item in dossier.claims])
    print_heading(_("What the checks notice"))
    print_findings(dossier.findings)
    print_heading(_("Sources"))
    print_lines([", ".join(str(part) for part in item.values() if part) for item in dossier.sources])


def _past(item: Any) -> str:
    """What is the predecessor's is never told as the group's own."""
    return f" ({_('with the predecessor, before the split')})" if item.before_split else ""


def _contact(item: Any) -> str:
    tracks = ", ".join(item.tracks)
    before = _past(item)
    through = ", ".join(ref.name for ref in item.third_parties)
    party = ", ".join(ref.name for ref in item.with_)
    return " · ".join((f"{item.date}: {party}{before}", f"{_('track')} {tracks}", through, item.summary))
