"""What a user can set, and where it is looked up: flag, else environment, else one TOML file, else default.

Rules. Nothing is read at import. A setting that is not known, or whose value does not fit, is an error
that names its place and what was probably meant; no value is quietly dropped or bent. Relative paths in
the file are meant from the file's folder, elsewhere from the working folder. The web face listens on this
machine alone unless told otherwise in so many words. No secret is a setting: a passphrase is named by the
file that holds it.

``docs/settings.md`` lists every field; a test keeps it true.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from multitrack.errors import InvalidFile, UsageError

__all__ = [
    "ENV_PREFIX",
    "Settings",
    "demo_dir",
    "documented",
    "env_name",
    "load",
    "settings_file",
    "state_dir",
]

ENV_PREFIX = "MULTITRACK_"

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_YES_NO = {
    "yes": True,
    "true": True,
    "1": True,
    "on": True,
    "no": False,
    "false": False,
    "0": False,
    "off": False,
}


def _about(kind: str, text: str, low: int = 0, high: int = 0) -> dict[str, Any]:
    return {"kind": kind, "help": text, "low": low, "high": high}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings in force. Each may be given by a flag, by ``MULTITRACK_NAME``, or in the settings file.

    Raises:
        UsageError: ``host`` is open to other machines and ``beyond_this_machine`` does not say so.
    """

    workspace: Path | None = field(
        default=None,
        metadata=_about("path", "The ledger file. Without one, reading commands open the demo and say so."),
    )
    library: Path | None = field(
        default=None,
        metadata=_about("path", "The folder of the public record. Without one, the sample that ships inside."),
    )
    passphrase_file: Path | None = field(
        default=None,
        metadata=_about("path", "A file whose first line is the passphrase. Without one, the program asks."),
    )
    language: str = field(
        default="en",
        metadata=_about("text", "The language, by its tag. What has no translation is shown in English."),
    )
    host: str = field(default="127.0.0.1", metadata=_about("text", "The address that `multitrack serve` listens on."))
    port: int = field(
        default=8765,
        metadata=_about("number", "The port of `multitrack serve`; 0 takes any free one.", high=65_535),
    )
    beyond_this_machine: bool = field(
        default=False,
        metadata=_about("yes or no", "Must be yes before `host` may be open to other machines."),
    )
    idle_lock_minutes: int = field(
        default=10,
        metadata=_about("number", "Minutes without a request before `serve` locks.", low=1, high=1440),
    )

    def __post_init__(self) -> None:
        if self.host not in _LOOPBACK and not self.beyond_this_machine:
            raise UsageError(
                f"{self.host} can be reached from other machines",
                place="host",
                advice="Nothing was opened. Use 127.0.0.1, or set `beyond_this_machine` to yes as well.",
            )


def load(
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    path: Path | None = None,
) -> Settings:
    """The settings in force.

    Args:
        flags: values given on the command line, by field name; None means not given.
        environ: the environment; that of the process if None. An empty variable counts as not given.
        path: the settings file; by :func:`settings_file` if None. It need not exist, unless it was named here
            or by ``MULTITRACK_SETTINGS``.

    Raises:
        UsageError: a flag, a variable or a line of the file is not a setting, or its value does not fit.
        InvalidFile: the file was named and is not there, or is not TOML.
    """
    environ = os.environ if environ is None else environ
    named = path is not None or bool(environ.get(f"{ENV_PREFIX}SETTINGS"))
    source = path if path is not None else settings_file(environ)
    values: dict[str, Any] = dict(_from_file(source, required=named))
    for name in _names():
        if given := environ.get(env_name(name)):
            values[name] = _fit(name, given, env_name(name))
    for name, flag in (flags or {}).items():
        if flag is None:
            continue
        place = f"--{name.replace('_', '-')}"
        values[name] = _fit(name, flag, place)
    return Settings(**values)


def settings_file(environ: Mapping[str, str] | None = None) -> Path:
    """Where settings are looked for: ``MULTITRACK_SETTINGS``, else the user's configuration folder."""
    return _place(environ, "SETTINGS", "user_config_path", "settings.toml")


def demo_dir(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the demo: ``MULTITRACK_DEMO``, else one in the user's data folder. Not created here."""
    return _place(environ, "DEMO", "user_data_path", "demo")


def state_dir(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of what this device remembers: ``MULTITRACK_STATE``, else the user's state folder.

    Nothing of a ledger may stand there in plaintext. Not created here.
    """
    return _place(environ, "STATE", "user_state_path", "")


def env_name(name: str) -> str:
    """The environment variable of a setting: ``port`` is ``MULTITRACK_PORT``."""
    return ENV_PREFIX + name.upper()


def documented() -> Iterator[tuple[str, str, object, str]]:
    """Name, kind of value, default and explanation of each setting, in the order of the documentation."""
    for item in fields(Settings):
        yield item.name, item.metadata["kind"], item.default, item.metadata["help"]


def _names() -> list[str]:
    return [item.name for item in fields(Settings)]


def _place(environ: Mapping[str, str] | None, variable: str, base: str, leaf: str) -> Path:
    environ = os.environ if environ is None else environ
    if given := environ.get(ENV_PREFIX + variable):
        return _path(given)
    import platformdirs

    folder: Path = getattr(platformdirs, base)("multitrack", appauthor=False)
    return folder / leaf if leaf else folder


def _path(text: str) -> Path:
    # Not Path.expanduser, which refuses a file whose name begins with a tilde that is nobody's home.
    return Path(os.path.expanduser(text))  # noqa: PTH111


def _from_file(path: Path, *, required: bool) -> Iterator[tuple[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        if required:
            raise InvalidFile(
                "there is no settings file here",
                place=str(path),
                advice="Nothing was opened. Create the file, or name another with MULTITRACK_SETTINGS.",
            ) from None
        return
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise InvalidFile(
            f"the settings file cannot be read as TOML: {cause}",
            place=str(path),
            advice="Nothing was opened. Each line is `name = value`; docs/settings.md lists the names.",
        ) from cause
    for name, value in table.items():
        place = f"{path}, line {_line_of(name, text)}"
        fitted = _fit(name, value, place)
        yield name, path.parent / fitted if isinstance(fitted, Path) else fitted


def _line_of(name: str, text: str) -> int:
    pattern = re.compile(rf"""^\s*\[*\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


def _known(name: str, place: str) -> Field[Any]:
    names = _names()
    for item in fields(Settings):
        if item.name == name:
            return item
    near = get_close_matches(name, names, n=1)
    hint = f"Did you mean `{near[0]}`? " if near else ""
    raise UsageError(
        f"there is no setting called `{name}`",
        place=place,
        advice=f"Nothing was opened. {hint}The settings are: {', '.join(names)}.",
    )


def _fit(name: str, value: object, place: str) -> Path | str | int | bool:
    item = _known(name, place)
    kind, low, high = item.metadata["kind"], item.metadata["low"], item.metadata["high"]
    fitted: Path | str | int | bool | None = None
    wanted = {"path": "a path", "text": "a text", "yes or no": "yes or no"}.get(
        kind, f"a whole number from {low} to {high}"
    )
    if kind == "path" and isinstance(value, str | Path) and str(value):
        fitted = _path(str(value))
    elif kind == "text" and isinstance(value, str) and value:
        fitted = value
    elif kind == "yes or no":
        fitted = value if isinstance(value, bool) else _YES_NO.get(str(value).lower())
    elif kind == "number" and not isinstance(value, bool) and re.fullmatch(r"\d{1,9}", str(value), re.ASCII):
        fitted = int(str(value))
        fitted = fitted if low <= fitted <= high else None
    if fitted is None:
        raise UsageError(
            f"`{name}` is {value!r}, but should be {wanted}",
            place=place,
            advice=f"Nothing was opened. {item.metadata['help']}",
        )
    return fitted
