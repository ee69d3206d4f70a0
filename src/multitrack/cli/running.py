"""Runs one command: the language, the errors of the tree and their exit codes, an interruption, a closed pipe.

Rule. An error that was raised on purpose is shown as its place, message and advice on standard error, in the language
of the command that raised it, and ends the process with its own code. Nothing of a record stands in a traceback: an
unexpected error says its type and where in our code it happened.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import traceback

from multitrack.errors import MultitrackError, StorageFull, Unavailable
from multitrack.i18n import _, use

__all__ = ["INTERRUPTED", "UNEXPECTED", "run"]

INTERRUPTED = 130
UNEXPECTED = 70


def run() -> None:
    """Run the command named on the command line."""
    from .app import app
    from .options import Common

    _open_what_is_closed()
    # A command lives for a second or two: looking for cycles among what it has just loaded costs more than it frees.
    gc.set_threshold(100_000, 20, 20)
    try:
        # An interruption comes back as a code, where the parser has caught it.
        code = app(standalone_mode=False, prog_name="multitrack") or 0
        if code == INTERRUPTED:
            raise KeyboardInterrupt
    except MultitrackError as error:
        with use(Common.spoken):
            error.advice = _(error.advice)  # a class's own advice is not in the reader's language yet
        _tell(error.diagnostics())
        code = error.exit_code
    except KeyboardInterrupt:
        with use(Common.spoken):
            code = _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # noqa: BLE001 - the last stop: what is left is a defect, and shows no content
        with use(Common.spoken):
            code = _other(error)
    sys.exit(code)


def _open_what_is_closed() -> None:
    """Give a process that was started without its standard streams empty ones, as the other commands of a system do."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for the whole run


def _tell(text: str) -> None:
    """Say it on standard error; a name in it cannot move the terminal's cursor."""
    from .printing import safe

    print(safe(text), file=sys.stderr)  # noqa: T201 - what standard error is for


def _interrupted() -> int:
    _tell(_("Interrupted. What was acknowledged is kept; nothing half-written remains."))
    return INTERRUPTED


def _other(error: Exception) -> int:
    """A complaint of the parser, an end that was asked for, or a defect of ours."""
    show = getattr(error, "show", None)
    if callable(show):
        show()
        return int(getattr(error, "exit_code", 2))
    if type(error).__name__ == "Exit":
        return int(getattr(error, "exit_code", 0))
    if type(error).__name__ == "Abort" or (isinstance(error, RuntimeError) and "interrupted" in str(error).lower()):
        return _interrupted()  # DuckDB says an interruption as an error of its own
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        full = StorageFull(_("there is no room left to write"))
        _tell(full.diagnostics())
        return full.exit_code
    if isinstance(error, OSError):
        refused = _("the machine refused: {reason}").format(reason=error.strerror or type(error).__name__)
        _tell(refused)
        return Unavailable.exit_code
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "multitrack" in frame.filename]
    last = frames[-1] if frames else None
    where = f"{os.path.basename(last.filename)}:{last.lineno}" if last else "?"  # noqa: PTH119
    defect = _("A defect of ours: {kind} at {where}. No more is said, so that nothing recorded is shown.")
    trace = _("Set MULTITRACK_TRACE=1 to see the whole trace on a machine where that is safe.")
    _tell(f"{defect.format(kind=type(error).__name__, where=where)}\n{trace}")
    if os.environ.get("MULTITRACK_TRACE") == "1":
        traceback.print_exception(error)
    return UNEXPECTED
