"""The checks: what the program notices on one reader's picture.

Rule. A check sees the picture and nothing else, so that a finding reveals nothing that its reader may not see. Each
is a row of :mod:`.registry` and one function. Findings come gravest first and never twice.
"""

from __future__ import annotations

from multitrack.checks.noticed import Noticed
from multitrack.checks.registry import CHECKS, WEIGHTS, Check
from multitrack.errors import NotFound
from multitrack.i18n import _
from multitrack.picture.family import family
from multitrack.picture.picture import Held, Picture
from multitrack.picture.search import find_group
from multitrack.picture.shapes import Finding

__all__ = ["CHECKS", "Check", "run"]


def run(picture: Picture, *, about: str = "") -> tuple[Finding, ...]:
    """What all checks notice on a picture: by weight, then by code, then by time; each thing once.

    Args:
        picture: for one reader at one moment.
        about: any name of a group: only what is about it or its wings, which is quicker. A name that none or several
            have gives nothing.
    """
    own: frozenset[str] | None = None
    if about:
        own = _family_named(picture, about)
        picture = picture.focused(own)
    found: dict[str, Finding] = {}
    for check in CHECKS:
        if check.starts or any(picture.of(kind) for kind in check.joins):
            for noticed in check.notice(picture):
                if own is None or any(ref.id in own for ref in noticed.about):
                    finding = _finding(check, noticed)
                    found.setdefault(finding.key, finding)
    order = list(WEIGHTS)
    return tuple(sorted(found.values(), key=lambda each: (order.index(each.weight), each.code, each.when)))


def _family_named(picture: Picture, name: str) -> frozenset[str]:
    try:
        group = find_group(picture, name)
    except NotFound:
        return frozenset()
    return family(picture, group.id).own if isinstance(group, Held) else frozenset()


def _finding(check: Check, noticed: Noticed) -> Finding:
    return Finding(
        code=check.code,
        weight=check.weight,
        name=_(check.name),
        text=noticed.text,
        because=_(check.because),
        remedy=_(check.remedy),
        about=noticed.about,
        when=noticed.when,
        evidence=noticed.evidence,
        key=f"{check.code}:{noticed.key}",
        accounts=noticed.accounts,
    )
