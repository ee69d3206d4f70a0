"""Every error that Multitrack raises on purpose, in one tree.

::

    MultitrackError                 1   base; never raised itself
    ├── UserError                   2   the caller can mend it
    │   ├── UsageError              2   the words of a command, an address or a form are off
    │   ├── NotFound                3   not found, or not allowed: the two look the same
    │   ├── InvalidRecord           4   a record breaks a rule of the vocabulary
    │   ├── InvalidFile             5   a file to be read in cannot be; nothing was added
    │   └── Conflict                6   the thing changed meanwhile; nothing was overwritten
    ├── WorkspaceError              10  the ledger file
    │   ├── WrongPassphrase         11  the passphrase does not open the file
    │   ├── NotAWorkspace           12  another program's file, or a damaged or truncated one
    │   ├── NewerFormat             13  written by a newer program; left untouched
    │   ├── Busy                    14  another process is writing
    │   ├── StorageFull             15  the disk is full; what was acknowledged is kept
    │   └── Tampered                16  the history does not verify
    ├── LibraryError                20  the public record
    │   ├── NoLibrary               21  no library there
    │   └── DamagedVintage          22  a vintage differs from its recorded hash
    └── Unavailable                 30  something the machine lacks (a browser, a terminal, a font)

Rules. An error says what happened (``str``), to which thing, what was not changed and who can do what about it
(``advice``). ``exit_code`` is stable and documented in ``docs/exit-codes.md``. No error text holds anything of a
record that its reader may not see: ``NotFound`` is the same for "absent" and "hidden". Errors do nothing but carry
text: no logging, no files, no network. What is not in this tree is a defect of ours, and crashes.
"""

from __future__ import annotations

__all__ = [
    "Busy",
    "Conflict",
    "DamagedVintage",
    "InvalidFile",
    "InvalidRecord",
    "LibraryError",
    "MultitrackError",
    "NewerFormat",
    "NoLibrary",
    "NotAWorkspace",
    "NotFound",
    "StorageFull",
    "Tampered",
    "Unavailable",
    "UsageError",
    "UserError",
    "WorkspaceError",
    "WrongPassphrase",
    "every_error",
]


class MultitrackError(Exception):
    """Base of all errors raised on purpose.

    Args:
        message: what happened, and to which thing.
        advice: what was left unchanged and what the reader can do; the class's own advice if empty.
        place: where: a file with line or row, a field, a command.
    """

    exit_code: int = 1
    advice: str = ""

    def __init__(self, message: str, *, advice: str = "", place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        if advice:
            self.advice = advice

    def diagnostics(self) -> str:
        """The text that a person gets: place, message, advice."""
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n{self.advice}" if self.advice else head


class UserError(MultitrackError):
    """Something the caller can mend."""

    exit_code = 2


class UsageError(UserError):
    """The words of a command, an address or a form are off."""

    advice = "Nothing was changed. See `multitrack --help`."


class NotFound(UserError):
    """Not found, or not allowed: the two look the same to the reader."""

    exit_code = 3
    advice = "Nothing of that name is in this picture. Check the spelling, the reader and the dates asked for."


class InvalidRecord(UserError):
    """A record breaks a rule of the vocabulary."""

    exit_code = 4
    advice = "Nothing was recorded. Mend the field named above; `multitrack record KIND --fields` lists them."


class InvalidFile(UserError):
    """A file to be read in cannot be; nothing of it was added."""

    exit_code = 5
    advice = "Nothing was added. Mend the file at the place named above and try again."


class Conflict(UserError):
    """The thing changed meanwhile; nothing was overwritten."""

    exit_code = 6
    advice = "Nothing was overwritten. Look at the newer version, then decide."


class WorkspaceError(MultitrackError):
    """Something about the ledger file."""

    exit_code = 10


class WrongPassphrase(WorkspaceError):
    """The passphrase does not open the file."""

    exit_code = 11
    advice = "The file was not changed. Try again, or open it with its recovery kit (`--kit-file`)."


class NotAWorkspace(WorkspaceError):
    """Another program's file, or a damaged or truncated one."""

    exit_code = 12
    advice = "The file was not changed. Check its name, or restore a backup."


class NewerFormat(WorkspaceError):
    """Written by a newer program than this one."""

    exit_code = 13
    advice = "The file was not changed. Open it with a newer Multitrack."


class Busy(WorkspaceError):
    """Another process is writing to the same file."""

    exit_code = 14
    advice = "Nothing was written. Wait a moment and try again."


class StorageFull(WorkspaceError):
    """The disk is full, or the file may not grow."""

    exit_code = 15
    advice = "What was acknowledged before is kept; this act was not written. Free some space and try again."


class Tampered(WorkspaceError):
    """The history does not verify."""

    exit_code = 16
    advice = "Keep this file as it is, do not write to it, and compare it with a backup: `multitrack verify`."


class LibraryError(MultitrackError):
    """Something about the public record."""

    exit_code = 20


class NoLibrary(LibraryError):
    """There is no library at the place named."""

    exit_code = 21
    advice = "Name one with --library or MULTITRACK_LIBRARY, or add data: `multitrack library add KIND FILE`."


class DamagedVintage(LibraryError):
    """A vintage differs from the hash recorded when it was added."""

    exit_code = 22
    advice = "The library can be deleted and rebuilt: add the published file again."


class Unavailable(MultitrackError):
    """Something the machine lacks."""

    exit_code = 30


def every_error() -> list[type[MultitrackError]]:
    """All classes of the tree, base first, in the order of definition."""
    found: list[type[MultitrackError]] = []

    def walk(cls: type[MultitrackError]) -> None:
        found.append(cls)
        for child in cls.__subclasses__():
            walk(child)

    walk(MultitrackError)
    return found
