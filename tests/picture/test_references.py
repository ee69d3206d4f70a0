"""A picture tells nothing of what was not given to it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.picture.statements import actor, said, seen

from multitrack import checks
from multitrack.errors import NotFound
from multitrack.ledger.statement import Level, Statement
from multitrack.picture import Picture, board, dossier, groups, week
from multitrack.vocabulary import encode_hook

HIDDEN = "abcdefghijklmnopqrstuvwxyz"

STATEMENTS = [
    actor("g", "The Group", ucdp="434"),
    said("c", "contact", when="2026-11-01", parties=["g", HIDDEN], third_parties=[HIDDEN], engagement=HIDDEN),
    said("e", "engagement", when="2026-01/..", intermediary=HIDDEN, parties=["g"], tracks=["2"], cadence_days=5),
    said("k", "engagement-link", first="e", second=HIDDEN, linkage="knitted"),
    said("r", "relation", first="g", type="splinter of", second=HIDDEN, when="2020"),
    said("f", "follow-up", what="come back", owed_by=HIDDEN, owed_to=[HIDDEN], due="2026-11-01", contact=HIDDEN),
    said("l", "label", actor="g", words="the ones", by=HIDDEN),
    said("x", "line", party="g", intermediary=HIDDEN, keeper=HIDDEN, cadence_days=3, when="2026-01/.."),
    said(
        "m",
        "meeting",
        title="Round",
        form="round",
        when="2026-10",
        convened_by=[HIDDEN],
        parties=[{"party": HIDDEN, "presence": "not invited"}, {"party": "g", "presence": "not invited"}],
        roles=[{"actor": HIDDEN, "part": "mediator"}],
    ),
    said("p", "phase", group="g", phases=["growing"], assessed_by=HIDDEN, assessed_on="2026-01", review="2026-02"),
    said("q", "claim", says="so", by=HIDDEN, concerning=["g", HIDDEN]),
]


def everything(picture: Picture) -> str:
    """All that a picture can show, as text."""
    findings = checks.run(picture)
    shapes = [
        board(picture, findings=findings),
        week(picture, findings=findings),
        *(dossier(picture, held.id, findings=findings) for held in picture.armed_groups()),
        groups(picture, "group"),
        picture.actors(),
    ]
    return msgspec.json.encode(shapes, enc_hook=encode_hook).decode()


def test_the_id_of_what_was_withheld_is_nowhere() -> None:
    """A reference to a record outside the picture is shown by a name that tells nothing."""
    text = everything(seen(*STATEMENTS))
    assert HIDDEN not in text
    assert "not shown here" in text


def test_a_withheld_actor_is_not_found_as_one_that_never_was() -> None:
    """Asking for a hidden group and for none at all gives equal answers."""
    picture = seen(*STATEMENTS)
    with pytest.raises(NotFound) as hidden:
        dossier(picture, HIDDEN)
    with pytest.raises(NotFound) as absent:
        dossier(picture, "z" * 26)
    assert hidden.value.diagnostics().replace(HIDDEN, "z" * 26) == absent.value.diagnostics()


@given(st.sets(st.integers(0, len(STATEMENTS) - 1)))
def test_what_is_shown_depends_on_the_statements_given_alone(kept: set[int]) -> None:
    """With any part of the statements withheld, no word of the withheld ones is in any answer."""
    given_ = [STATEMENTS[place] for place in sorted(kept)]
    text = everything(seen(*given_))
    for place, statement in enumerate(STATEMENTS):
        if place not in kept:
            assert statement.entry not in text.replace('"', " ").split()
            assert f'"{statement.entry}"' not in text


def test_a_record_of_which_only_the_existence_is_released_shows_no_content() -> None:
    """A statement without a record adds nothing to any list, not even to the ends of the date handle."""
    bare = said("s", "contact", when="1950-01-01", parties=["g"], summary="SECRET")
    existing = msgspec.structs.replace(bare, record=None, level=Level.EXISTENCE)
    statements: list[Statement] = [actor("g"), said("c", "contact", when="2026-11-01", parties=["g"])]
    assert everything(seen(*statements, existing)) == everything(seen(*statements))
