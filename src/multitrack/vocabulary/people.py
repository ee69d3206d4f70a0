"""The people of this office: members, and the circles they form.

Rules. A member is a handle. A circle is a named set of members at an epoch; somebody who joins "from now" opens a
new epoch and does not see what was marked for earlier ones; somebody who joins "back to" a date is put into the
epochs since then. Who left is in no later epoch.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from .dates import Date
from .fields import about
from .record import Record

__all__ = ["Circle", "Member"]


class Member(Record, frozen=True, kw_only=True, tag="member"):
    """Somebody of this office, or of a partner, who may read."""

    title_: ClassVar[str] = "Member"

    handle: Annotated[
        str,
        about(
            "Handle",
            "The word by which this member is known here.",
            example="desk-one",
            handle=True,
            min_length=1,
            max_length=60,
        ),
    ]
    organisation: Annotated[str, about("Organisation", "Left out: this office.", example="a partner organisation")] = ""
    left: Annotated[Date | None, about("Left", "When the member left; from then they read nothing.")] = None


class Circle(Record, frozen=True, kw_only=True, tag="circle"):
    """A named set of members, at one epoch."""

    title_: ClassVar[str] = "Circle"

    name: Annotated[
        str, about("Name", "What the circle is called.", example="line keepers", min_length=1, max_length=60)
    ]
    epoch: Annotated[int, about("Epoch", "Counts up whenever somebody joins from now, or leaves.", ge=0)]
    members: Annotated[tuple[str, ...], about("Members", "Who belongs to it at this epoch.", ref="member")]
