"""Finding a group by any name: in the ledger first, then in the public record.

Rules. Accents, case and punctuation do not tell two names apart. A group of the public record that is an actor of this
picture is that actor, found under the public record's names too. A likeness is a suggestion and never chosen. What the
picture does not hold is not found, in the same words as what does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from multitrack.errors import NotFound
from multitrack.i18n import _
from multitrack.library.names import fold
from multitrack.picture.family import family, ucdp_of
from multitrack.picture.picture import Held, Picture
from multitrack.vocabulary import Actor

if TYPE_CHECKING:
    from multitrack.library.records import GroupHit

__all__ = ["find_group", "groups", "library_key", "number_of"]

_PREFIX = "ucdp:"


def library_key(ucdp_id: int) -> str:
    """The id under which a group of the public record is shown where it is no actor of the picture."""
    return f"{_PREFIX}{ucdp_id}"


def actor_numbered(picture: Picture, ucdp_id: int) -> Held[Actor] | None:
    """The actor of the picture that has this number in the UCDP data."""
    return next((each for each in picture.of(Actor) if each.record.identifier("ucdp") == str(ucdp_id)), None)


def find_group(picture: Picture, text: str) -> Held[Actor] | GroupHit:
    """The actor of the picture that a text means, or else the group of the public record.

    Raises:
        NotFound: there is none, or the text may mean several, which are named.
    """
    if picture.find_actors(text):
        return picture.find_actor(text)
    hits = _hits(picture, text)
    sure = [hit for hit in hits if not hit.suggestion]
    exact = [hit for hit in sure if fold(text) in map(fold, (hit.name, *hit.aliases))] or sure
    if len(exact) == 1 or (exact and text.startswith(_PREFIX)):
        number = exact[0].ucdp_id
        actor = actor_numbered(picture, number) if number is not None else None
        return actor or exact[0]
    if exact:
        raise NotFound(
            _("{name!r} may mean several groups").format(name=text),
            advice=_("Say which: {names}.").format(names="; ".join(_titled(hit) for hit in exact[:10])),
        )
    if hits:
        raise NotFound(
            _("there is no group called {name!r}").format(name=text),
            advice=_("These are like it: {names}.").format(names="; ".join(_titled(hit) for hit in hits[:5])),
        )
    raise NotFound(_("there is no group called {name!r}").format(name=text))


def _titled(hit: GroupHit) -> str:
    number = f"{_PREFIX}{hit.ucdp_id}" if hit.ucdp_id is not None else _("no number")
    return f"{hit.name} ({number}{', ' + hit.location if hit.location else ''})"


def _hits(picture: Picture, text: str) -> list[GroupHit]:
    library = picture.public.library
    if library is None:
        return []
    number = text.removeprefix(_PREFIX)
    if number.isdigit() and text.startswith(_PREFIX):
        return [hit for hit in library.groups() if hit.ucdp_id == int(number)]
    return library.find(text)


def number_of(picture: Picture, text: str) -> int:
    """The UCDP number of the group that a text means; of a wing, that of the group it belongs to.

    Raises:
        NotFound: no group is meant, or it has no number.
    """
    found = find_group(picture, text)
    number = ucdp_of(picture, family(picture, found.id))[0] if isinstance(found, Held) else found.ucdp_id
    if number is None:
        name = found.record.name if isinstance(found, Held) else found.name
        raise NotFound(
            _("{name} has no number in the UCDP data").format(name=name),
            advice=_(
                "Without one, the violence recorded of it is not known here; that says nothing of there being none."
            ),
        )
    return number


def groups(picture: Picture, text: str = "", limit: int = 50) -> list[dict[str, Any]]:
    """The groups that a text may mean: actors of the picture, then groups of the public record.

    Args:
        picture: for one reader.
        text: any part of any name; empty for the armed groups of the picture alone.
        limit: how many groups of the public record at most.

    Returns:
        ``id, name, type, ucdp_id, aliases, location, events, reason, suggestion`` of each. ``events`` is what the
        library holds, not a total; ``None`` where it was not asked for.
    """
    rows = [_row(held) for held in picture.armed_groups()] if not text else _actors(picture, text)
    listed = {row["ucdp_id"]: row for row in rows if row["ucdp_id"] is not None}
    for hit in _hits(picture, text)[:limit] if text else ():
        if hit.ucdp_id in listed:
            listed[hit.ucdp_id] |= {"location": hit.location, "events": hit.events}
            continue
        actor = actor_numbered(picture, hit.ucdp_id) if hit.ucdp_id is not None else None
        rows.append(
            {
                "id": actor.id if actor else library_key(hit.ucdp_id) if hit.ucdp_id is not None else "",
                "name": actor.record.name if actor else hit.name,
                "type": str(actor.record.type) if actor else "armed group",
                "ucdp_id": hit.ucdp_id,
                "aliases": hit.aliases,
                "location": hit.location,
                "events": hit.events,
                "reason": hit.reason,
                "suggestion": hit.suggestion,
            }
        )
    return rows


def _actors(picture: Picture, text: str) -> list[dict[str, Any]]:
    wanted = fold(text)
    sure = {held.id: held for held in picture.find_actors(text)}
    rows = [_row(held, _("an actor of this picture")) for held in sure.values()]
    for held in picture.of(Actor):
        names = (held.record.name, *(each.text for each in held.record.names))
        part = next((name for name in names if wanted and wanted in fold(name)), "")
        if part and held.id not in sure:
            rows.append(_row(held, _("in its name {name}").format(name=part)))
    return rows


def _row(held: Held[Actor], reason: str = "") -> dict[str, Any]:
    number = held.record.identifier("ucdp")
    return {
        "id": held.id,
        "name": held.record.name,
        "type": str(held.record.type),
        "ucdp_id": int(number) if number.isdigit() else None,
        "aliases": tuple(each.text for each in held.record.names),
        "location": "",
        "events": None,
        "reason": reason,
        "suggestion": False,
    }
