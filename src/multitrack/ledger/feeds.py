"""One device's feed in the file: sealing entries onto its end, and the nodes that proofs ask for.

Rules. Everything here runs under the write lock, or inside one reading transaction. Appending reads the feed's row and
nothing of its length. With every batch goes a signed checkpoint; the last of each day is kept. Full subtrees of 256
leaves and more are kept, so that a proof computes at most a few hundred hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from multitrack.errors import Tampered
from multitrack.i18n import _

from . import schema, tree
from .entry import Sealed, seal
from .keys import DeviceKey

__all__ = ["STORED_LEVEL", "Feed", "current_feed", "extend", "next_n", "node_of", "open_feed"]

STORED_LEVEL = 8
"""The level from which on the roots of full subtrees are kept."""

_DAY = 86_400_000


@dataclass(slots=True)
class Feed:
    """A feed's end: all that appending needs to know of it."""

    id: int
    public: bytes
    seed: bytes | None
    size: int
    peaks: list[bytes]
    last: int
    """When its last entry was recorded; 0 for an empty feed."""


def current_feed(connection: Connection) -> Feed:
    """The feed that this file is written to, by the device that holds its secret key."""
    table = schema.device
    row = connection.execute(select(table).where(table.c.seed.is_not(None)).order_by(table.c.id.desc())).first()
    if row is None:
        raise Tampered(_("the file holds no device that may write"))
    peaks = [row.peaks[at : at + 32] for at in range(0, len(row.peaks), 32)]
    return Feed(row.id, row.public, row.seed, row.size, peaks, row.last)


def open_feed(connection: Connection) -> Feed:
    """A fresh device with an empty feed; the secret keys of former devices are deleted."""
    table = schema.device
    key = DeviceKey()
    connection.execute(update(table).values(seed=None))
    number = (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    feed = Feed(number, key.public, key.seed, 0, [], 0)
    connection.execute(insert(table).values(id=number, public=feed.public, seed=feed.seed, size=0, peaks=b"", last=0))
    return feed


def next_n(connection: Connection) -> int:
    """The number of the next entry of this file."""
    return int(connection.execute(select(func.max(schema.entry.c.n))).scalar() or 0) + 1


def extend(connection: Connection, feed: Feed, bodies: Sequence[bytes], recorded: int) -> list[Sealed]:
    """Seal bodies onto the end of the feed, under the write lock.

    Returns:
        The sealed entries; they are numbered from :func:`next_n` up.
    """
    if feed.seed is None:
        raise Tampered(_("the file holds no device that may write"))
    key, n = DeviceKey(feed.seed), next_n(connection)
    sealed: list[Sealed] = []
    entries, contents, subtrees = [], [], []
    for offset, body in enumerate(bodies):
        item = seal(key, sequence=feed.size, recorded=recorded, body=body)
        sealed.append(item)
        entries.append(
            {
                "n": n + offset,
                "device": feed.id,
                "sequence": feed.size,
                "header": item.header,
                "signature": item.signature,
            }
        )
        contents.append({"n": n + offset, "salt": item.salt, "body": item.body})
        feed.peaks, full = tree.append(feed.size, feed.peaks, tree.leaf_hash(item.leaf))
        subtrees += [
            {"device": feed.id, "level": level, "position": position, "hash": node}
            for level, position, node in full
            if level >= STORED_LEVEL
        ]
        feed.size += 1
    feed.last = recorded
    connection.execute(insert(schema.entry), entries)
    connection.execute(insert(schema.body), contents)
    if subtrees:
        connection.execute(insert(schema.subtree), subtrees)
    _save(connection, feed, key)
    return sealed


def _save(connection: Connection, feed: Feed, key: DeviceKey) -> None:
    table = schema.device
    connection.execute(
        update(table).where(table.c.id == feed.id).values(size=feed.size, peaks=b"".join(feed.peaks), last=feed.last)
    )
    signed = tree.checkpoint(key, feed.size, tree.root(feed.peaks), feed.last)
    table, day = schema.checkpoint, feed.last // _DAY
    connection.execute(delete(table).where(table.c.device == feed.id, table.c.day == day))
    connection.execute(
        insert(table).values(device=feed.id, day=day, message=signed.message, signature=signed.signature)
    )


def node_of(connection: Connection, device: int) -> tree.Node:
    """The nodes of one feed's tree, for proofs."""

    def node(level: int, position: int) -> bytes:
        if level >= STORED_LEVEL:
            table = schema.subtree
            found = connection.execute(
                select(table.c.hash).where(
                    table.c.device == device, table.c.level == level, table.c.position == position
                )
            ).scalar()
            if found is None:
                raise Tampered(_("a part of the tree is missing"))
            return bytes(found)
        rows = connection.execute(
            select(schema.entry.c.header, schema.entry.c.signature)
            .where(
                schema.entry.c.device == device,
                schema.entry.c.sequence >= position << level,
                schema.entry.c.sequence < (position + 1) << level,
            )
            .order_by(schema.entry.c.sequence)
        ).all()
        peaks: list[bytes] = []
        for size, row in enumerate(rows):
            peaks, _full = tree.append(size, peaks, tree.leaf_hash(row.header + row.signature))
        if len(rows) != 1 << level:
            raise Tampered(_("an entry is missing"))
        return peaks[0]

    return node
