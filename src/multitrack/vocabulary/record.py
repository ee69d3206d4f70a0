"""What every record has, and the unions by which records are read and written.

Rules. A record says when it was so (with precision), on which sources, in which language; it holds no float. Who
recorded it and when, and who may see it, are not the record's to say: the ledger's entry carries them. Fields that
are not known are left out, never guessed. Unknown fields are refused.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from multitrack.i18n import _

from .dates import Date
from .fields import about
from .sources import Account, Source

__all__ = ["Record", "decode_hook", "encode_hook", "plain"]


class Record(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
):
    """Base of all records."""

    title_: ClassVar[str] = ""
    """The kind's name on pages, as a gettext message id."""
    subjects_: ClassVar[tuple[str, ...]] = ()
    """The fields that name whom or what the record is about."""

    when: Annotated[
        Date | None,
        about("When", "When it was so: a date or a span, as exactly as it is known.", example="1998-05~"),
    ] = None
    sources: Annotated[tuple[Source, ...], about("Sources", "Where it can be checked.", form=False)] = ()
    accounts: Annotated[
        tuple[Account, ...],
        about("Contradicting accounts", "What sources say differently; all stand.", form=False),
    ] = ()
    language: Annotated[
        str, about("Language", "The language the texts are written in (BCP 47).", example="fr", form=False)
    ] = "en"
    remarks: Annotated[str, about("Remarks", "Anything else, in your own words.", long=True)] = ""

    def subjects(self) -> tuple[str, ...]:
        """The ids (or, before they are resolved, the names) of whom or what the record is about."""
        found: list[str] = []
        for name in self.subjects_:
            value = getattr(self, name)
            values = value if isinstance(value, tuple) else (value,)
            for item in values:
                ref = item if isinstance(item, str) else getattr(item, "party", "") or getattr(item, "actor", "")
                if ref and ref not in found:
                    found.append(ref)
        return tuple(found)


def encode_hook(value: Any) -> Any:
    """How our own types are written: a date as its EDTF text."""
    if isinstance(value, Date):
        return value.text
    raise NotImplementedError(f"cannot write {type(value).__name__}")


def decode_hook(kind: type, value: Any) -> Any:
    """How our own types are read.

    Raises:
        ValueError: the text is not a date.
    """
    if kind is Date:
        if not isinstance(value, str):
            raise ValueError(_("a date is written as text, such as 1998-05~"))
        return Date.parse(value)
    raise NotImplementedError(f"cannot read {kind.__name__}")


def plain(value: Any) -> Any:
    """A record as plain maps, lists, texts and whole numbers: what is signed, exported and shown as JSON."""
    return msgspec.to_builtins(value, enc_hook=encode_hook)
