"""The options that commands share: where the ledger and the library are, for whom, as of when, in which form.

Rule. One definition each. Every reading command takes ``--json``, ``--as-of``, ``--as-known`` and ``--as``; every
writing one ``--dry-run``. A passphrase comes from a prompt or a file, never from the command line. With no
workspace named, a reading command opens the demonstration and says so on the first line (of standard error with
``--json``).
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from multitrack import i18n, settings
from multitrack.errors import InvalidFile, UsageError
from multitrack.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from multitrack.workspace import Workspace

__all__ = ["Common", "looks", "opened", "passphrase_of", "places", "say", "writes"]

PathOption = Annotated[Path | None, typer.Option("--workspace", "-w", help="The ledger file (MULTITRACK_WORKSPACE).")]
LibraryOption = Annotated[Path | None, typer.Option("--library", help="The public record (MULTITRACK_LIBRARY).")]
PassphraseOption = Annotated[
    Path | None, typer.Option("--passphrase-file", help="A file whose first line is the passphrase.")
]
KitOption = Annotated[Path | None, typer.Option("--kit-file", help="Open with the recovery kit in this file.")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="The language, by its tag: ar, en.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="What was so up to this day, by what is known now.")
]
AsKnownOption = Annotated[
    str | None, typer.Option("--as-known", metavar="DATE", help="Only what had been recorded by this day.")
]
ReaderOption = Annotated[
    str | None, typer.Option("--as", metavar="READER", help="As this member would see it: a preview, not a defence.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]

_PLACES = {
    "workspace": PathOption,
    "library": LibraryOption,
    "passphrase_file": PassphraseOption,
    "kit_file": KitOption,
    "language": LanguageOption,
}
_LOOKING = {"json": JsonOption, "as_of": AsOfOption, "as_known": AsKnownOption, "reader": ReaderOption}
_WRITING = {"json": JsonOption, "dry_run": DryRunOption}


class Common:
    """The shared options of one call."""

    above: dict[str, Any] = {}  # noqa: RUF012 - what was given before the command's name; set once a process
    """Options given before the command's name; those after it win."""
    spoken: str = i18n.SOURCE_LANGUAGE
    """The language of the command that runs, for what is said after it has ended; set once a process."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given = {**{k: v for k, v in self.above.items() if v is not None}, **_given(given)}

    def __getattr__(self, name: str) -> Any:
        return self.given.get(name)

    @functools.cached_property
    def settings(self) -> settings.Settings:
        """The settings in force."""
        names = ("workspace", "library", "passphrase_file", "language")
        return settings.load({name: self.given.get(name) for name in names})

    @property
    def moment(self) -> dict[str, Any]:
        """For whom and as of when, as the workspace takes it."""
        return {"reader": self.reader, "as_of": _day(self.as_of), "as_known": _day(self.as_known)}


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value not in (None, False)}


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from multitrack.workspace import moment

    return moment(text)


def _with(options: dict[str, Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that gives a command the shared options, and hands them over as ``common``."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True)
        kept = [parameter for name, parameter in own.parameters.items() if name != "common"]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_default(kind), annotation=kind)
            for name, kind in options.items()
        ]

        @functools.wraps(command)
        def called(**values: Any) -> None:
            common = Common({name: values.pop(name) for name in options})
            Common.spoken = common.settings.language
            with i18n.use(Common.spoken):
                command(common=common, **values)

        parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in kept]
        called.__signature__ = own.replace(parameters=[*parameters, *added])  # type: ignore[attr-defined]
        called.__annotations__ = {item.name: item.annotation for item in (*parameters, *added)}
        del called.__wrapped__
        return called

    return decorate


def _default(kind: Any) -> bool | None:
    return False if kind in (JsonOption, DryRunOption) else None


looks = _with(_PLACES | _LOOKING)
"""For commands that read."""
writes = _with(_PLACES | _WRITING)
"""For commands that write."""
places = _with(_PLACES)
"""For commands that do neither."""


_LONGEST = 65_536


def passphrase_of(common: Common, *, twice: bool = False) -> str:
    """The passphrase from the file named, or from a prompt.

    Raises:
        UsageError: there is neither a file nor a terminal to ask at.
        InvalidFile: the file cannot be read or is empty.
    """
    path = common.settings.passphrase_file
    if path is not None:
        try:
            with path.open("rb") as file:
                # Bounded: a device has no end, and no passphrase is so long.
                lines = file.read(_LONGEST).decode("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise InvalidFile(_("the passphrase file cannot be read"), place="--passphrase-file") from None
        if not lines or not lines[0]:
            raise InvalidFile(_("the first line of the passphrase file is empty"), place="--passphrase-file")
        return lines[0]
    if not sys.stdin.isatty():
        raise UsageError(
            _("there is no terminal to ask for the passphrase at"),
            advice=_("Nothing was opened. Name a file with --passphrase-file or MULTITRACK_PASSPHRASE_FILE."),
        )
    import getpass

    given = getpass.getpass(_("Passphrase: "))
    if twice and getpass.getpass(_("Once more: ")) != given:
        raise UsageError(_("the two passphrases differ"), advice=_("Nothing was created. Try again."))
    if not given:
        raise UsageError(_("the passphrase is empty"), advice=_("Nothing was opened."))
    return given


@contextmanager
def opened(common: Common, *, demo: bool = True) -> Iterator[Workspace]:
    """The workspace that is meant; with none named, the demonstration, and that is said.

    Args:
        common: the shared options.
        demo: whether the demonstration may stand in.
    """
    from multitrack.workspace import Workspace

    where = common.settings
    if where.workspace is None:
        if not demo:
            raise UsageError(
                _("no workspace is named"),
                advice=_(
                    "Nothing was written. Name one with --workspace or MULTITRACK_WORKSPACE, or make one: "
                    "`multitrack init FILE`."
                ),
            )
        say(_("Demonstration: Burundi 1993-2005, from the public record. Name your own with --workspace."), common)
        workspace = Workspace.open(None, library=where.library)
    elif common.kit_file is not None:
        try:
            with common.kit_file.open("rb") as file:
                kit = file.read(_LONGEST).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise InvalidFile(_("the recovery kit cannot be read"), place="--kit-file") from None
        workspace = Workspace.open(where.workspace, kit=kit, library=where.library)
    else:
        workspace = Workspace.open(where.workspace, passphrase=passphrase_of(common), library=where.library)
    with workspace:
        yield workspace


def say(text: str, common: Common) -> None:
    """Say something beside the answer: first on standard output, on standard error with ``--json``."""
    print(text, file=sys.stderr if common.json else sys.stdout)
