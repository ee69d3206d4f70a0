"""The checks as data: what each is called, how grave it is, what rule it keeps, why, and what may be done about it.

Rules. A code is stable for ever. ``because`` names a documented failure or a sentence of the paper behind this
program, quoted in at most 20 words. The remedy is said for the track that can do it. Each row names its case and its
near miss, and both are tests. Checks marked ``starts`` run in every workspace; the others join when there are records
that they look at.
"""

from __future__ import annotations

import msgspec

from multitrack.checks.assessments import changes_since, stale_assessments
from multitrack.checks.lines import leaders_changed, promises_overdue, quiet_lines
from multitrack.checks.noticed import Notice
from multitrack.checks.preparation import left_out
from multitrack.checks.tracks import no_line_known
from multitrack.i18n import N_
from multitrack.vocabulary import Actor, Agreement, Meeting, Phase, Record

__all__ = ["CHECKS", "WEIGHTS", "Check", "as_markdown"]

WEIGHTS = {"act": N_("act"), "look": N_("look"), "note": N_("note")}
"""The three weights, gravest first."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check.

    Attributes:
        code: stable code.
        weight: a key of :data:`WEIGHTS`.
        name: what it is called.
        rule: when it fires, in words.
        because: the documented failure or the sentence behind it.
        remedy: what may be done, by which track.
        case: what its test shows it fires on.
        near_miss: what its test shows it is silent on.
        starts: whether it runs in every workspace.
        joins: the kinds of record whose presence makes it run where it does not start.
        notice: the function.
    """

    code: str
    weight: str
    name: str
    rule: str
    because: str
    remedy: str
    case: str
    near_miss: str
    starts: bool = False
    joins: tuple[type[Record], ...] = ()
    notice: Notice


CHECKS: tuple[Check, ...] = (
    Check(
        code="L1",
        weight="act",
        name=N_("Line gone quiet"),
        rule=N_("A live line or engagement has had no contact for longer than the cadence agreed, and is not at rest."),
        because=N_('Hottinger 2005: "prevent armed groups from falling into total isolation".'),
        remedy=N_(
            "Whoever keeps the line, on any track: try it, or a confirming line; else agree on following at rest, "
            "or on who takes over. Record the attempt too. Official mediators: ask whoever is still in touch before "
            "concluding that nobody is."
        ),
        case=N_("A line with a cadence of 30 days, last contact 45 days ago."),
        near_miss=N_("The same line, following at rest; or a contact 30 days ago."),
        starts=True,
        notice=quiet_lines,
    ),
    Check(
        code="L3",
        weight="act",
        name=N_("Leader changed"),
        rule=N_("The leader of a party changed, and a line that was alive before has had no contact since."),
        because=N_(
            'Hottinger 2005: "changes in leadership can be relatively common due to internal struggles or military '
            'defeats".'
        ),
        remedy=N_(
            "Hold what is in flight. Do no harm first: no probing calls to those who may be exposed. Then whoever "
            "keeps a line confirms anew, on its own track: who speaks, with what leave, which positions and "
            "undertakings stand. Official mediators confirm what was signed."
        ),
        case=N_("A leader overthrown last month, a live line without contact since."),
        near_miss=N_("The same change, with contact along the line after it; or a group's first leader."),
        starts=True,
        notice=leaders_changed,
    ),
    Check(
        code="L5",
        weight="act",
        name=N_("Promise to come back"),
        rule=N_("A follow-up or reply was promised by a day that has passed, and is not done."),
        because=N_('Hottinger 2005: "a significant investment of time and energy and constant follow-up".'),
        remedy=N_(
            "Whoever owes it: keep it, or say when it will be kept; silence reads as an answer. If it hangs on an "
            "official decision, say so to the one who carries it, so that the word is not theirs to break."
        ),
        case=N_("A follow-up due yesterday and not done."),
        near_miss=N_("A follow-up due this month, on a day not yet recorded; or one done late."),
        starts=True,
        notice=promises_overdue,
    ),
    Check(
        code="P2",
        weight="act",
        name=N_("Fighting party left out"),
        rule=N_(
            "A party recorded as fighting is not part of a table or an agreement: not invited, invited on "
            "conditions, stayed away, came and did not sign, withdrew, or not known how."
        ),
        because=N_(
            "Burundi 1998-2000: the groups that did most of the fighting were outside Arusha, and it went on until "
            "2003; Darfur 2006: one faction signed."
        ),
        remedy=N_(
            "Track one: say on which conditions a seat is open, and to whom that was said. Track two: find out what "
            "each side understood, keep the contact, and help prepare an agenda. Both: treat no signature as the "
            "end of it."
        ),
        case=N_("A group with recorded fighting, absent from a round, in a stated and disputed manner."),
        near_miss=N_(
            "An armed group without recorded fighting within a year of it, inside coverage; or a party present."
        ),
        joins=(Meeting, Agreement),
        notice=left_out,
    ),
    Check(
        code="T1",
        weight="look",
        name=N_("No line known"),
        rule=N_(
            "A party is recorded as fighting and no live engagement, line or recent contact with it is on this "
            "picture; or none was for a year or more of its fighting."
        ),
        because=N_(
            'Sudan since 2023: many mediators, uneven access. Hottinger 2005: in Burundi "a number of NGOs sustained '
            'contact", of which hardly anything reached a public record.'
        ),
        remedy=N_(
            "Ask before concluding: other organisations, on other tracks, may be in touch and may not say so. Track "
            "one: ask who could listen. Track two: do not add a line beside one that holds."
        ),
        case=N_("A group with recorded fighting for two years and no contact recorded in them."),
        near_miss=N_("The same group with an engagement following at rest; or the years outside the data's coverage."),
        joins=(Actor,),
        notice=no_line_known,
    ),
    Check(
        code="G1",
        weight="look",
        name=N_("Measured change"),
        rule=N_("The violence recorded of a group changed after its last phase assessment, or there is no assessment."),
        because=N_('Hottinger 2005: "to watch and measure the phases within an armed group\'s life".'),
        remedy=N_(
            "Whoever knows the group, on any track: assess the phase anew, with what was looked for and not seen, "
            "and keep the dissent. A measured change alone says nothing of intentions."
        ),
        case=N_("A measured fall of the violence after the assessment; or measured changes and no assessment."),
        near_miss=N_("An assessment made after the last measured change."),
        joins=(Actor,),
        notice=changes_since,
    ),
    Check(
        code="G2",
        weight="look",
        name=N_("Assessment stale"),
        rule=N_(
            "A phase assessment is past its review date, or leader, alliance, split or economic base changed since."
        ),
        because=N_('Hottinger 2005: "armed groups do not appear spontaneously and remain stable".'),
        remedy=N_("Whoever made it, or knows the group now: look again, and say what changed and what did not."),
        case=N_("An assessment whose review was due last month; or one made before a split."),
        near_miss=N_("An assessment whose review lies ahead and after whose day nothing changed."),
        joins=(Phase,),
        notice=stale_assessments,
    ),
)
"""Every check that runs, in the order of its letter."""


def as_markdown() -> str:
    """The registry as ``docs/checks.md`` holds it."""
    lines = [
        "# Checks",
        "",
        "What the program notices, on one reader's picture. This is `multitrack.checks.registry` written out; a test",
        "keeps the two equal. A check about missing contact speaks of this picture only: others may be in touch, and",
        "unofficial contact is recorded late or never.",
        "",
        "Checks that start run in every workspace; the others join when there are records that they look at.",
        "",
    ]
    for check in CHECKS:
        joins = ", ".join(kind.title_.lower() for kind in check.joins)
        lines += [
            f"## {check.code} {check.name} ({check.weight})",
            "",
            f"* Rule: {check.rule}",
            f"* Because: {check.because}",
            f"* Remedy: {check.remedy}",
            f"* Case: {check.case}",
            f"* Near miss: {check.near_miss}",
            f"* Runs: {'in every workspace' if check.starts else f'when there is a record of kind: {joins}'}.",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"
