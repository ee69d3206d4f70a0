"""Records as the shapes that pages show: references become names, words of the vocabulary stay its values.

Rules. A view adds nothing to its record. A date is its EDTF text, an empty text where it is not recorded; whoever
shows it says so in words. Words of a closed list are the vocabulary's own values, which pages translate.
"""

from __future__ import annotations

from datetime import date

from multitrack.i18n import N_
from multitrack.picture.family import Involved
from multitrack.picture.picture import Held, Picture
from multitrack.picture.shapes import (
    AgreementView,
    AssessmentView,
    AttendanceView,
    ClaimView,
    ContactView,
    EngagementView,
    LabelView,
    LineView,
    LinkView,
    MeetingView,
    PartView,
    RelationView,
    ResourceView,
    RoleView,
)
from multitrack.vocabulary import (
    Agreement,
    AgreementRole,
    Attendance,
    Claim,
    Contact,
    Date,
    Engagement,
    EngagementLink,
    Label,
    Line,
    Meeting,
    Phase,
    Presence,
    Relation,
    Resource,
    Role,
)

__all__ = [
    "NARRATIVES",
    "agreement_view",
    "assessment_view",
    "attendance_views",
    "claim_view",
    "contact_view",
    "engagement_view",
    "label_view",
    "line_view",
    "link_view",
    "meeting_view",
    "relation_view",
    "resource_view",
    "role_view",
    "text_of",
    "tracks_of",
]

NARRATIVES = (
    ("intentions", N_("Intentions")),
    ("reasoning", N_("Reasoning")),
    ("strategy", N_("Strategy")),
    ("evolution", N_("Evolution")),
)
"""The four narratives of an assessment: field and title."""

_SIGNED = frozenset({Presence.SIGNED, Presence.SIGNED_WITH_RESERVATIONS})


def text_of(when: Date | None) -> str:
    """A date's text, empty where it is not recorded."""
    return when.text if when is not None else ""


def tracks_of(picture: Picture, contact: Contact) -> tuple[str, ...]:
    """The tracks of a contact: its own, or else those of its engagement."""
    if contact.tracks:
        return tuple(str(track) for track in contact.tracks)
    engagement = picture.get(contact.engagement, Engagement)
    return tuple(str(track) for track in engagement.record.tracks) if engagement else ()


def contact_view(picture: Picture, involved: Involved[Contact]) -> ContactView:
    """One contact under the name of the party of the family that it was with."""
    held, record = involved.held, involved.held.record
    members = involved.members or record.parties
    return ContactView(
        id=held.id,
        entry=held.statement.entry,
        date=text_of(record.when),
        with_=picture.refs(members),
        others=picture.refs(each for each in record.parties if each not in members),
        third_parties=picture.refs(record.third_parties),
        tracks=tracks_of(picture, record),
        before_split=involved.before_split,
        outcome=str(record.outcome),
        summary=record.summary,
        purpose=str(record.purpose or ""),
        means=str(record.means),
        next_step=record.next_step,
        handles=record.handles,
        recorded_here=not held.statement.origin,
        accounts=record.accounts,
        sources=record.sources,
    )


def attendance_views(picture: Picture, parties: tuple[Attendance, ...]) -> tuple[AttendanceView, ...]:
    """How each party was at a table."""
    return tuple(
        AttendanceView(
            party=picture.ref(each.party),
            presence=str(each.presence),
            label=each.presence.label,
            disputed=each.disputed,
            signatory=each.signatory,
            accounts=each.accounts,
            sources=each.sources,
        )
        for each in parties
    )


def _parts(picture: Picture, roles: tuple[AgreementRole, ...]) -> tuple[PartView, ...]:
    return tuple(PartView(actor=picture.ref(each.actor), part=str(each.part), by=each.by) for each in roles)


def agreement_view(picture: Picture, involved: Involved[Agreement]) -> AgreementView:
    """One agreement, with who signed: the wing where it was a wing."""
    held, record = involved.held, involved.held.record
    return AgreementView(
        id=held.id,
        date=text_of(record.when),
        title=record.title,
        stage=str(record.stage),
        status=str(record.status),
        signed=picture.refs(each.party for each in record.parties if each.presence in _SIGNED),
        parties=attendance_views(picture, record.parties),
        parts=_parts(picture, record.roles),
        before_split=involved.before_split,
        summary=record.summary,
        identifiers=record.identifiers,
        accounts=record.accounts,
        sources=record.sources,
    )


def meeting_view(picture: Picture, involved: Involved[Meeting]) -> MeetingView:
    """One meeting."""
    held, record = involved.held, involved.held.record
    return MeetingView(
        id=held.id,
        date=text_of(record.when),
        title=record.title,
        form=str(record.form),
        tracks=tuple(str(track) for track in record.tracks),
        convened_by=picture.refs(record.convened_by),
        parties=attendance_views(picture, record.parties),
        parts=_parts(picture, record.roles),
        before_split=involved.before_split,
        summary=record.summary,
        accounts=record.accounts,
        sources=record.sources,
    )


def engagement_view(picture: Picture, involved: Involved[Engagement], last_contact: Date | None) -> EngagementView:
    """One engagement, with the last contact known to belong to it."""
    held, record = involved.held, involved.held.record
    return EngagementView(
        id=held.id,
        when=text_of(record.when),
        intermediary=picture.ref(record.intermediary),
        parties=picture.refs(record.parties),
        tracks=tuple(str(track) for track in record.tracks),
        state=str(record.state),
        functions=tuple(str(each) for each in record.functions),
        purpose=record.purpose,
        backing=str(record.backing.level),
        backed_by=picture.refs(record.backing.by),
        backed_until=text_of(record.backing.until),
        assists=picture.said(record.assists) if record.assists else "",
        before_split=involved.before_split,
        last_contact=text_of(last_contact),
        visibility=str(record.visibility),
        review=text_of(record.review),
        accounts=record.accounts,
        sources=record.sources,
    )


def assessment_view(picture: Picture, held: Held[Phase]) -> AssessmentView:
    """One phase assessment, with the narratives that were written."""
    record = held.record
    return AssessmentView(
        id=held.id,
        when=text_of(record.when),
        phases=tuple(str(phase) for phase in record.phases),
        by=picture.said(record.assessed_by),
        on=record.assessed_on.text,
        seen=record.seen,
        not_seen=record.not_seen,
        narratives=tuple((title, text) for name, title in NARRATIVES if (text := str(getattr(record, name)))),
        measured=record.measured,
        dissent=record.dissent,
        review=text_of(record.review),
        sources=record.sources,
    )


def relation_view(picture: Picture, held: Held[Relation]) -> RelationView:
    """One relation."""
    record = held.record
    return RelationView(
        id=held.id,
        when=text_of(record.when),
        first=picture.ref(record.first),
        type=str(record.type),
        label=record.type.label,
        second=picture.ref(record.second),
        accounts=record.accounts,
        sources=record.sources,
    )


def role_view(picture: Picture, held: Held[Role]) -> RoleView:
    """One position."""
    record = held.record
    return RoleView(
        id=held.id,
        when=text_of(record.when),
        person=picture.said(record.person),
        actor=picture.ref(record.actor),
        position=record.position,
        leads=record.leads,
        can_commit=str(record.can_commit),
        ended=str(record.ended or ""),
        accounts=record.accounts,
        sources=record.sources,
    )


def resource_view(picture: Picture, held: Held[Resource]) -> ResourceView:
    """One part of the economic base."""
    record = held.record
    return ResourceView(
        id=held.id,
        when=text_of(record.when),
        actor=picture.ref(record.actor),
        base=str(record.base),
        trend=str(record.trend),
        description=record.description,
        sources=record.sources,
    )


def label_view(picture: Picture, held: Held[Label]) -> LabelView:
    """One label, with who gave it."""
    record = held.record
    return LabelView(
        id=held.id, when=text_of(record.when), words=record.words, by=picture.said(record.by), sources=record.sources
    )


def claim_view(picture: Picture, held: Held[Claim]) -> ClaimView:
    """One claim, to stand beside the record."""
    record = held.record
    return ClaimView(
        id=held.id,
        when=text_of(record.when),
        says=record.says,
        by=picture.said(record.by),
        about=picture.refs(record.concerning),
        caution=record.caution,
        sources=record.sources,
    )


def link_view(picture: Picture, held: Held[EngagementLink]) -> LinkView:
    """How two engagements run beside each other."""
    record = held.record
    return LinkView(
        id=held.id,
        when=text_of(record.when),
        first=picture.ref(record.first),
        second=picture.ref(record.second),
        linkage=str(record.linkage),
        feeding=str(record.feeding or ""),
        description=record.description,
        sources=record.sources,
    )


def line_view(picture: Picture, held: Held[Line], last: Date | None, quiet_since: date | None) -> LineView:
    """One line; ``quiet_since`` is the day from which silence is counted, if any."""
    record = held.record
    return LineView(
        id=held.id,
        party=picture.ref(record.party),
        intermediary=picture.ref(record.intermediary),
        type=str(record.type),
        keeper=picture.said(record.keeper) if record.keeper else "",
        last_contact=text_of(last),
        cadence_days=record.cadence_days,
        at_rest=record.at_rest,
        quiet_days=(picture.day - quiet_since).days if quiet_since is not None else None,
    )
