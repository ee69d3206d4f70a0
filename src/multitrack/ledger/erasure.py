"""Erasing one entry: its words go, the proof that there was an entry stays.

Rules. Body and salt are deleted with every row that was drawn from them, so that not even a guess can be tried; the
header stays, and the tree goes on to verify. An act in the feed names the device and the sequence of what was
erased, and nothing else. What the erased entry had corrected does not come back. Copies made earlier keep it until
they are replaced.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select

from multitrack.errors import Conflict
from multitrack.i18n import _

from . import schema, traces
from .append import Prepared, prepare_act
from .entry import ACT_ERASURE, Body
from .people import absent
from .spelling import spell

__all__ = ["erase", "erased_place"]


def erase(connection: Connection, entry: str, author: str) -> Prepared:
    """Delete the words of one entry, under the write lock.

    Returns:
        The act that is to be written in the same transaction.

    Raises:
        NotFound: there is no such entry, or it was erased before.
        Conflict: it is the statement that says who owns this file.
    """
    table = schema.statement
    row = connection.execute(select(table).where(table.c.entry == entry)).first()
    if row is None:
        raise absent(entry)
    if row.record_id == author:
        raise Conflict(
            _("this entry says who owns the file; without it the file could not be used"),
            advice=_("Nothing was erased. Correct it instead."),
        )
    place = connection.execute(
        select(schema.device.c.public, schema.entry.c.sequence)
        .join(schema.device, schema.device.c.id == schema.entry.c.device)
        .where(schema.entry.c.n == row.n)
    ).one()
    for drawn in (schema.body, schema.subject, schema.statement):
        connection.execute(delete(drawn).where(drawn.c.n == row.n))
    others = select(func.count()).select_from(table).where(table.c.marking == row.marking)
    if connection.execute(others).scalar_one() == 0:
        connection.execute(delete(schema.marking).where(schema.marking.c.id == row.marking))
    traces.leave(connection, whole=True)
    return prepare_act(ACT_ERASURE, author, {"device": spell(place.public), "sequence": place.sequence})


def erased_place(body: Body) -> tuple[str, int] | None:
    """Which entry an act of erasure names: the device's key as text, and the sequence; ``None`` for other entries."""
    device, sequence = body.record.get("device"), body.record.get("sequence")
    if body.act != ACT_ERASURE or not isinstance(device, str) or type(sequence) is not int:
        return None
    return device, sequence
