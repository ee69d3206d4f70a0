"""Commands that write: make a workspace, record, import, keep the private notebook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multitrack.errors import InvalidFile, UsageError
from multitrack.i18n import _, ngettext, pgettext
from multitrack.ledger.sinks import sink

from .app import app, notebook_app
from .options import Common, opened, passphrase_of, say, writes
from .printing import print_json, print_lines, print_table

if TYPE_CHECKING:
    from multitrack.ledger.statement import Receipt
    from multitrack.vocabulary import Field

__all__ = ["erase", "import_", "init", "notebook_commit", "notebook_delete", "notebook_list", "record"]


@app.command()
@writes
@sink("init", way="command", unprobed="it makes a new file and has nothing to tell")
def init(
    common: Common,
    path: Annotated[Path | None, typer.Argument(help="The new ledger file.")] = None,
    owner: Annotated[str, typer.Option(help="Your handle: a word, not your name.")] = "me",
    office: Annotated[str, typer.Option(help="The organisation, as it shall be shown.")] = "",
    no_kit: Annotated[
        bool, typer.Option("--no-kit", help="Make no recovery kit: a finding stands until there is one.")
    ] = False,
) -> None:
    """Make a workspace: one encrypted file, with a printed recovery kit."""
    place = path or common.settings.workspace
    if place is None:
        raise UsageError(_("where?"), advice=_("Nothing was created. Name the file: multitrack init FILE."))
    kit_file: Path | None = common.kit_file
    if no_kit and kit_file:
        raise UsageError(_("--no-kit and --kit-file contradict each other"), advice=_("Nothing was created."))
    if not no_kit and kit_file is None and not sys.stdout.isatty():
        raise UsageError(
            _("there is no terminal to show the recovery kit at"),
            advice=_(
                "Nothing was created. Name a file for it with --kit-file, or say --no-kit: a finding then stands."
            ),
        )
    if kit_file is not None and not kit_file.absolute().parent.is_dir():
        raise UsageError(_("there is no such folder"), place="--kit-file", advice=_("Nothing was created."))
    if kit_file is not None and (kit_file.exists() or kit_file.is_symlink() or kit_file.absolute() == place.absolute()):
        raise UsageError(
            _("the file for the recovery kit exists already"), place="--kit-file", advice=_("Nothing was created.")
        )
    if place.exists():
        raise UsageError(
            _("the file exists already"), place=place.name, advice=_("Nothing was changed. Name another file.")
        )
    passphrase = passphrase_of(common, twice=True)
    if common.dry_run:
        say(_("Would create {file} for {owner}.").format(file=place.name, owner=owner), common)
        return
    from multitrack.workspace import Workspace

    workspace, kit = Workspace.create(place, passphrase, owner=owner, office=office, kit=not no_kit)
    with workspace:
        if kit is not None:
            _hand_over_kit(kit.text, kit_file)
    if common.json:
        print_json({"workspace": place.name, "kit": kit is not None})
    else:
        made = _("{file} was created. Who has the file and the passphrase reads all in it.")
        say(made.format(file=place.name), common)
        say(
            _("No recovery kit was made: a lost passphrase loses everything.")
            if kit is None
            else _("The kit was checked: it opens the file."),
            common,
        )


def _hand_over_kit(text: str, kit_file: Path | None) -> None:
    if kit_file is None:
        head = _("Recovery kit. Print it or write it down, keep it away from this machine:")
        print_lines([head, "", *text.splitlines(), ""])
        return
    import os

    descriptor = os.open(kit_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else text + "\n")


@app.command()
@writes
@sink("record", way="command", unprobed="it answers with what its caller wrote and an id")
def record(
    common: Common,
    kind: Annotated[str, typer.Argument(help="The kind of record, such as contact.")],
    from_: Annotated[str | None, typer.Option("--from", help="A TOML or JSON file, or - for standard input.")] = None,
    audience: Annotated[
        str | None, typer.Option(help="only me, own organisation, everyone, circle:NAME, member:HANDLE.")
    ] = None,
    notebook: Annotated[bool, typer.Option(help="Keep it in the private notebook; commit it later.")] = False,
    fields: Annotated[bool, typer.Option("--fields", help="List the fields of this kind and stop.")] = False,
) -> None:
    """Record one thing, written as TOML or JSON. Left unmarked, only you can read it."""
    if fields:
        _print_fields(kind)
        return
    if from_ is None:
        raise UsageError(
            _("from which file?"), advice=_("Nothing was recorded. Use --from FILE, or --from - for standard input.")
        )
    text, name = _read(from_)
    with opened(common, demo=False) as workspace:
        draft = workspace.read(kind, text, name=name, audience=audience)
        if common.dry_run:
            print_json(draft.record) if common.json else say(_("It would be recorded as written. Nothing was."), common)
            return
        if notebook:
            note = workspace.keep(draft)
            print_json({"note": note}) if common.json else say(
                _("Kept in the notebook as {note}; nobody else can see it.").format(note=note), common
            )
            return
        receipt = workspace.record(draft)
    print_json(receipt) if common.json else say(_recorded(receipt), common)


def _recorded(receipt: Receipt) -> str:
    return _("Recorded {record}, entry {entry}.").format(record=receipt.record_id, entry=receipt.entry)


def _read(source: str) -> tuple[str, str]:
    from multitrack.intake.reading import text_of

    if source != "-":
        path = Path(source)
        return text_of(path), path.name
    raw, name = sys.stdin.buffer.read(), _("standard input")
    try:
        return raw.decode("utf-8-sig"), name
    except UnicodeDecodeError as error:
        raise InvalidFile(_("byte {number} is not UTF-8").format(number=error.start), place=name) from None


def _print_fields(kind: str) -> None:
    from multitrack.vocabulary import fields_of, kind_named

    rows = [
        (field.name, _("yes") if field.required else "", _shape(field), pgettext(field.key, field.help))
        for field in fields_of(kind_named(kind))
    ]
    print_table((_("Field"), _("Needed"), _("Shape"), _("What it means")), rows)


def _shape(field: Field) -> str:
    """What a field holds, in a word; a part with fields of its own by its name in the data dictionary."""
    shape = {
        "text": pgettext("shape", "text"),
        "long": pgettext("shape", "long"),
        "date": pgettext("shape", "date"),
        "number": pgettext("shape", "number"),
        "yesno": pgettext("shape", "yesno"),
        "choice": pgettext("shape", "choice"),
    }.get(field.shape, field.shape)
    return _("{shape} (several)").format(shape=shape) if field.many else shape


@app.command("import")
@writes
@sink("import", way="command", unprobed="it answers with counts of what its caller wrote")
def import_(
    common: Common, source: Annotated[Path, typer.Argument(help="A case folder, a TOML or a JSON file.")]
) -> None:
    """Import records written by hand: all of them or none."""
    if not source.exists():
        raise InvalidFile(_("there is no such file or folder"), place=str(source))
    with opened(common, demo=False) as workspace:
        plan = workspace.plan(source)
        receipts = [] if common.dry_run else workspace.carry_out(plan)
    if common.json:
        print_json({"case": plan.case, "counts": plan.counts, "kinds": plan.kinds, "written": len(receipts)})
        return
    counts = _("{new} new, {changed} changed, {unchanged} unchanged.").format(**plan.counts)
    written = ngettext("{n} entry written.", "{n} entries written.", len(receipts)).format(n=len(receipts))
    print_table((_("Kind"), _("Records")), plan.kinds.items())
    say(f"{counts} {_('Nothing was written.') if common.dry_run else written}", common)


@app.command()
@writes
@sink("erase", way="command", unprobed="it answers whoever holds the file about an entry they named")
def erase(common: Common, entry: Annotated[str, typer.Argument(help="The id of the entry.")]) -> None:
    """Erase the words of one entry for good; the history goes on to verify."""
    with opened(common, demo=False) as workspace:
        workspace.entry(entry)
        if common.dry_run:
            say(_("Its words would be erased for good. Nothing was."), common)
            return
        receipt = workspace.ledger.erase(entry)
    words = _("Erased. Backups made earlier keep it until they are replaced; who has read it still knows it.")
    print_json(receipt) if common.json else say(words, common)


@notebook_app.command("list")
@writes
@sink("notebook list", way="command", probe="notebook list")
def notebook_list(common: Common) -> None:
    """Your private drafts: unsigned, in no tree, truly deletable."""
    with opened(common) as workspace:
        notes = workspace.notebook()
    if common.json:
        print_json(notes)
    elif notes:
        print_table(
            (pgettext("notebook", "Note"), _("Kind"), _("When"), _("What"), _("For")),
            [(n.id, n.kind, n.when, n.title, n.audience) for n in notes],
        )
    else:
        say(_("The notebook is empty."), common)


@notebook_app.command("commit")
@writes
@sink("notebook commit", way="command", unprobed="it answers about a draft of its caller alone")
def notebook_commit(common: Common, note: Annotated[str, typer.Argument(help="The note.")]) -> None:
    """Move a draft into the ledger: signed and kept from now on."""
    with opened(common, demo=False) as workspace:
        workspace.note(note)
        if common.dry_run:
            say(_("It would be committed. Nothing was."), common)
            return
        receipt = workspace.commit(note)
    print_json(receipt) if common.json else say(_recorded(receipt), common)


@notebook_app.command("delete")
@writes
@sink("notebook delete", way="command", unprobed="it answers about a draft of its caller alone")
def notebook_delete(common: Common, note: Annotated[str, typer.Argument(help="The note.")]) -> None:
    """Delete a draft for good."""
    with opened(common, demo=False) as workspace:
        workspace.note(note)
        if not common.dry_run:
            workspace.discard(note)
    say(_("It would be deleted. Nothing was.") if common.dry_run else _("Deleted."), common)
