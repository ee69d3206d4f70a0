"""Making a new ledger file, whole or not at all.

Rules. The file is made beside its place under another name and put there at the end; what lies there already is never
overwritten. It is readable by its owner alone where the system knows file modes. The recovery kit is read back and the
file opened with it before anybody is told that it exists.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

import multitrack
from multitrack.clock import Clock, to_millis
from multitrack.errors import Conflict, StorageFull, UsageError, WorkspaceError
from multitrack.i18n import _
from multitrack.vocabulary import Attribution, Audience, Marking, Member, Use

from . import append, container
from .directory import Directory
from .keys import Kdf, file_key
from .kit import Kit
from .spelling import new_id
from .statement import Draft
from .store import Store
from .writer import begin_feed, set_fact

__all__ = ["make_file"]


def make_file(path: Path, passphrase: str, *, owner: str, office: str, clock: Clock, kdf: Kdf, kit: bool) -> Kit | None:
    """Make the file with its first device and its first member, the owner.

    Returns:
        The kit; ``None`` if none was wanted.

    Raises:
        Conflict: something lies there already.
        UsageError: the folder does not exist, or the passphrase is empty.
        StorageFull: the disk is full; nothing is left behind.
    """
    if path.exists() or path.is_symlink():
        raise Conflict(
            _("there is a file here already"), place=str(path), advice=_("Nothing was changed. Give another name.")
        )
    if not path.parent.is_dir():
        raise UsageError(_("there is no such folder"), place=str(path.parent))
    head = container.new_head(kdf)
    key = file_key(passphrase, head, kdf)
    draft = path.with_name(f".{path.name}.{new_id()}")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        store = Store.create(draft, head, key)
        try:
            _fill(store, owner, office, clock, kit=kit)
        finally:
            store.close()
        made = Kit.of(head, key) if kit else None
        if made is not None:
            _try_kit(draft, made.text)
        _publish(draft, path)
    except OSError as error:
        kind = StorageFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else WorkspaceError
        raise kind(
            _("the file cannot be made: {why}").format(why=error.strerror),
            place=str(path),
            advice=_("Nothing was made. Choose another folder, or make room."),
        ) from None
    finally:
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                draft.with_name(draft.name + suffix).unlink()
    return made


def _fill(store: Store, owner: str, office: str, clock: Clock, *, kit: bool) -> None:
    me = new_id()
    member = Draft(
        record=Member(handle=owner),
        record_id=me,
        marking=Marking(audience=Audience(own_organisation=True), attribution=Attribution.ON_RECORD, use=Use.ANALYSE),
    )
    recorded = to_millis(clock())
    with store.write() as connection:
        for name, value in (
            ("format", str(container.FORMAT)),
            ("program", multitrack.__version__),
            ("me", me),
            ("office", office),
            ("kit", "yes" if kit else "no"),
        ):
            set_fact(connection, name, value.encode())
        feed = begin_feed(connection, me, "created", recorded)
        directory = Directory(store)
        append.write(connection, feed, [append.prepare(member, me)], recorded, directory.interning)


def _try_kit(path: Path, text: str) -> None:
    kit, head = Kit.read(text), container.read_head(path)
    container.check_key(path, head, kit.key)
    if not kit.belongs_to(head):
        raise WorkspaceError(_("the recovery kit does not open the file it was made for"), place=str(path))


def _publish(draft: Path, path: Path) -> None:
    """Put the file in its place unless something came to lie there meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise Conflict(
            _("there is a file here already"), place=str(path), advice=_("Nothing was changed. Give another name.")
        ) from None
    except OSError:  # a file system without links
        if path.exists():
            raise
        draft.rename(path)
    with contextlib.suppress(OSError):  # a system that cannot open folders
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
