"""The commands by name. Each is defined in a module of its kind, which registers it here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multitrack import __version__

__all__ = ["app", "library_app", "notebook_app"]

app = typer.Typer(
    name="multitrack",
    help="Keep the picture of a peace process that runs on several tracks at once.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
notebook_app = typer.Typer(help="Your private drafts.", no_args_is_help=True, rich_markup_mode=None)
library_app = typer.Typer(help="The public record.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(notebook_app, name="notebook")
app.add_typer(library_app, name="library")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"multitrack {__version__}")
        raise typer.Exit


@app.callback()
def _above(
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", help="The ledger file.")] = None,
    library: Annotated[Path | None, typer.Option("--library", help="The public record.")] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option("--passphrase-file", help="Where the passphrase stands.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="The language, by its tag.")] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Say the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options given before the command's name."""
    from .options import Common

    Common.above = {
        "workspace": workspace,
        "library": library,
        "passphrase_file": passphrase_file,
        "language": language,
    }
    del version


from . import keeping, looking, recording  # noqa: E402, F401 - they register their commands on the app above
