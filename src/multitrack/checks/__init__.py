"""The checks: what the program notices on one reader's picture.

Rule. A check sees the picture and nothing else, so that a finding reveals nothing that its reader may not see. Each
is a row of :mod:`.registry` and one function. Findings come gravest first and never twice.
"""

from __future__ import annotations

from multitrack.checks.noticed import Noticed
from multitrack.checks.registry import CHECKS, WEIGHTS, Check
from multitrack.i18n import _
from multitrack.picture.picture import Picture
from multitrack.picture.shapes import Finding

__all__ = ["CHECKS", "Check", "run"]


def run(picture: Picture) -> tuple[Finding, ...]:
    """What all checks notice on a picture: by weight, then by code, then by time; each thing once."""
    found: dict[str, Finding] = {}
    for check in CHECKS:
        if check.starts or any(picture.of(kind) for kind in check.joins):
            for noticed in check.notice(picture):
                finding = _finding(check, noticed)
                found.setdefault(finding.key, finding)
    order = list(WEIGHTS)
    return tuple(sorted(found.values(), key=lambda each: (order.index(each.weight), each.code, each.when)))


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
