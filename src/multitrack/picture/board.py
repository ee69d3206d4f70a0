"""The board: parties down, tracks across, and in the cells who is in touch on this picture.

Rules. Every engagement up to the day stands in its cells, over or not, and says which. A contact that belongs to no
engagement has a cell of its own. Where no line is known, the row says so in words and says that others may be in touch.
No row, column or cell is ranked: armed groups with their wings first, then the others, each by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from multitrack.i18n import _
from multitrack.library.names import fold
from multitrack.picture.family import Family, Involved, family, involving
from multitrack.picture.picture import ARMED, Held, Picture
from multitrack.picture.shapes import Board, BoardRow, Cell, Finding, Ref
from multitrack.picture.touch import day_of, engagement_live, freshness, last_kept_with
from multitrack.picture.views import claim_view, link_view, text_of, tracks_of
from multitrack.vocabulary import (
    Actor,
    BackingLevel,
    Claim,
    Contact,
    Engagement,
    EngagementLink,
    Line,
    Phase,
    Track,
)

__all__ = ["LEAST_YEARS", "NO_TRACK", "board", "initials", "silence"]

NO_TRACK = ""
"""The column of contacts whose track is not recorded."""

LEAST_YEARS = 10
"""So many years of recorded violence stand beside a party, also where the records begin later."""

_SMALL_WORDS = frozenset(
    ("a", "and", "d", "da", "de", "der", "des", "di", "du", "et", "for", "la", "le", "les", "of", "the")
)


def silence() -> str:
    """What is said wherever no contact is known."""
    return _("No line is known on this picture. Others may be in touch: unofficial contact is recorded late or never.")


def initials(name: str) -> str:
    """Up to four letters that stand for a name in a cell: an acronym as it is, else the words' first letters."""
    words = [word for word in name.replace("-", " ").replace("'", " ").split() if word.casefold() not in _SMALL_WORDS]
    letters = [word for word in words if word[:1].isalnum()]
    if len(letters) == 1:
        word = letters[0]
        return word[:4] if word.isupper() else word[:2].title()
    return "".join(word[0] for word in letters[:3]).upper()


def board(picture: Picture, *, tracks: Collection[str] | None = None, findings: Sequence[Finding] = ()) -> Board:
    """Who is in touch with whom, on which track, on this picture?

    Args:
        picture: for one reader at one moment.
        tracks: the numbers of the tracks to show; ``None`` for all.
        findings: what the checks noticed on the same picture.
    """
    rows = tuple(_row(picture, actor, tracks) for actor in _parties(picture))
    labels = [(str(track), _(track.label)) for track in Track if tracks is None or str(track) in tracks]
    if any(NO_TRACK in row.cells for row in rows):
        labels.append((NO_TRACK, _("Track not recorded")))
    return Board(
        title=_("Who is in touch with whom, on which track, on this picture?"),
        reader=picture.reader,
        as_of=picture.day.isoformat(),
        as_known=picture.as_known.isoformat() if picture.as_known else "",
        tracks=tuple(labels),
        rows=rows,
        links=tuple(link_view(picture, each) for each in picture.of(EngagementLink)),
        claims=tuple(claim_view(picture, each) for each in picture.of(Claim)),
        findings=tuple(findings),
        coverage=picture.public.coverage_text(),
        silence=_("Silence is not absence: others may be in touch. Unofficial contact is recorded late or never."),
        attribution=picture.public.attribution,
        period=picture.period,
    )


def _parties(picture: Picture) -> list[Held[Actor]]:
    def by_name(held: Held[Actor]) -> tuple[str, str]:
        return fold(held.record.name), held.id

    armed = sorted(picture.armed_groups(), key=by_name)
    by_id = {group.id: group for group in armed}
    wings = {group.id: [wing for wing in family(picture, group.id).wings if wing in by_id] for group in armed}
    below = {wing for found in wings.values() for wing in found}
    ordered: dict[str, Held[Actor]] = {}
    for group in armed:
        if group.id not in below:
            ordered[group.id] = group
            beneath = sorted((by_id[wing] for wing in wings[group.id]), key=by_name)
            ordered |= {each.id: each for each in beneath}
    ordered |= {each.id: each for each in armed if each.id not in ordered}
    engaged = {party for each in picture.of(Engagement) for party in each.record.parties}
    engaged |= {party for each in picture.of(Contact) for party in each.record.parties}
    engaged |= {each.record.party for each in picture.of(Line)}
    others = [each for each in picture.of(Actor) if each.id in engaged and each.record.type not in ARMED]
    return [*ordered.values(), *sorted(others, key=by_name)]


def _row(picture: Picture, actor: Held[Actor], tracks: Collection[str] | None) -> BoardRow:
    kin = family(picture, actor.id)
    cells = _cells(picture, kin)
    shown = {track: tuple(found) for track, found in cells.items() if tracks is None or track in tracks}
    live = any(cell.live and not cell.before_split for found in cells.values() for cell in found)
    armed = actor.record.type in ARMED
    number = actor.record.identifier("ucdp") if armed else ""
    ucdp_id = int(number) if number.isdigit() else None
    return BoardRow(
        party=picture.ref(actor.id),
        type=str(actor.record.type),
        fighting=picture.public.fighting(ucdp_id, picture.day, picture.day) if ucdp_id is not None else None,
        phases=_phases(picture, actor.id),
        cells=shown,
        years=_years(picture, ucdp_id) if ucdp_id is not None else (),
        silence=_said(picture, cells=bool(cells), live=live, shown=bool(shown), armed=armed, wings=_met(picture, kin)),
    )


def _met(picture: Picture, kin: Family) -> tuple[str, ...]:
    """The names of a group's wings with which an engagement may be going on: their rows stand beneath the group's."""
    return tuple(
        sorted(
            picture.ref(wing).name
            for wing in kin.wings
            if any(
                wing in each.record.parties and engagement_live(each, picture.day)
                for each in picture.about(wing, Engagement)
            )
        )
    )


def _said(picture: Picture, *, cells: bool, live: bool, shown: bool, armed: bool, wings: Sequence[str]) -> str:
    if wings and not live:
        return _(
            "No line to the group as a whole is known on this picture at {day}; on lines to {wings} see there. Others "
            "may be in touch: unofficial contact is recorded late or never."
        ).format(day=picture.day.isoformat(), wings=", ".join(wings))
    if not cells:
        return silence()
    if not shown:
        return _(
            "On the tracks chosen no line is known on this picture. Others may be in touch: unofficial contact is "
            "recorded late or never."
        )
    if live or not armed:
        return ""
    return _(
        "No line is known on this picture at {day}. Others may be in touch: unofficial contact is recorded late or "
        "never."
    ).format(day=picture.day.isoformat())


def _cells(picture: Picture, kin: Family) -> dict[str, list[Cell]]:
    cells: dict[str, list[Cell]] = defaultdict(list)
    shown: set[str] = set()
    # A wing's row stands beneath its group's, which has the cells from before the wing was one.
    past = not kin.parents
    for engagement in involving(picture, kin, Engagement):
        if (engagement.before_split and past) or kin.actor in engagement.members:
            shown.add(engagement.held.id)
            cell = _engagement_cell(picture, engagement)
            for track in engagement.held.record.tracks or ("",):
                cells[str(track)].append(cell)
    for contact in involving(picture, kin, Contact):
        own = (contact.before_split and past) or kin.actor in contact.members
        if own and contact.held.record.engagement not in shown:
            cell = _contact_cell(picture, kin, contact)
            for number in tracks_of(picture, contact.held.record) or (NO_TRACK,):
                cells[number].append(cell)
    order = [str(track) for track in Track]
    return dict(sorted(cells.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))


def _engagement_cell(picture: Picture, involved: Involved[Engagement]) -> Cell:
    held, record = involved.held, involved.held.record
    intermediary = picture.ref(record.intermediary)
    last = last_kept_with(picture, held, involved.members)
    backed = record.backing.until is None or not record.backing.until.over_by(picture.day)
    return Cell(
        id=held.id,
        kind="engagement",
        intermediary=intermediary,
        initials=initials(intermediary.name) if intermediary.id else "?",
        state=str(record.state),
        live=engagement_live(held, picture.day),
        when=text_of(record.when),
        last_contact=text_of(last.record.when) if last else "",
        freshness=freshness(picture, held) if engagement_live(held, picture.day) else None,
        backing=str(record.backing.level if backed else BackingLevel.NONE),
        # No status statement is among the records yet, so none can be shown to have been made.
        status_explained=False,
        summary=record.purpose,
        before_split=involved.before_split,
    )


def _contact_cell(picture: Picture, kin: Family, involved: Involved[Contact]) -> Cell:
    held, record = involved.held, involved.held.record
    across = (*record.third_parties, *(each for each in record.parties if each not in involved.members))
    ours = not across and not held.statement.origin
    # What a member recorded with nobody between was this office's own contact.
    intermediary = Ref(id="", name=picture.office or _("this office")) if ours else picture.ref((*across, kin.actor)[0])
    last = day_of(record.when, picture.day)
    return Cell(
        id=held.id,
        kind="contact",
        intermediary=intermediary,
        initials=initials(intermediary.name) if intermediary.id or ours else "?",
        state=str(record.outcome),
        live=last is not None and not (record.when is not None and record.when.over_by(picture.day)),
        when=text_of(record.when),
        last_contact=text_of(record.when),
        freshness=None,
        backing=str(BackingLevel.UNKNOWN),
        status_explained=False,
        summary=record.summary,
        before_split=involved.before_split,
    )


def _phases(picture: Picture, actor: str) -> tuple[str, ...]:
    assessed = picture.about(actor, Phase)
    latest = max(assessed, key=lambda each: each.record.assessed_on.sort_key, default=None)
    return tuple(str(phase) for phase in latest.record.phases) if latest else ()


def _years(picture: Picture, ucdp_id: int) -> tuple[tuple[int, int | None, int | None], ...]:
    if not picture.period[0]:
        return ()
    first, last = (date.fromisoformat(day).year for day in picture.period)
    last = min(last, picture.day.year)
    return picture.public.years(ucdp_id, min(first, last - LEAST_YEARS + 1), last)
