"""The vocabulary: every record a person can make, defined once, in the words of the field.

Read :mod:`.parties`, :mod:`.intermediaries`, :mod:`.lines` first. Everything that needs to know a record's fields
(forms, import templates, JSON schema, the data dictionary, translations) reads them through
:func:`.fields.fields_of`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Union

import msgspec

from multitrack.errors import InvalidRecord, NotFound
from multitrack.i18n import _

from .agreements import ABSENT, Agreement, AgreementRole, AgreementStatus, Attendance, Part, Presence, Stage
from .assessments import Claim, ClaimTopic, LifePhase, Phase
from .dates import Date, Precision, span
from .fields import Choice, Field, Known, fields_of
from .intermediaries import (
    Aim,
    Backing,
    BackingLevel,
    Consent,
    ConsentState,
    Engagement,
    EngagementLink,
    EngagementState,
    Feeding,
    Function,
    Linkage,
    Mandate,
    Posture,
    Visibility,
)
from .lines import Contact, Direction, FollowUp, Line, LineLink, LineType, Means, Outcome, Purpose
from .markings import Attribution, Audience, CircleAt, Disclosure, Marking, Onward, Use, join, tlp
from .parties import (
    Actor,
    ActorType,
    Ending,
    Identifier,
    Label,
    Name,
    Relation,
    RelationType,
    Resource,
    ResourceBase,
    Role,
    Trend,
)
from .people import Circle, Member
from .preparation import Form, Meeting
from .record import Record, decode_hook, encode_hook, plain
from .sources import Account, Credibility, Reliability, Source
from .tracks import Level, Track

KINDS: dict[str, type[Record]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (
        Actor,
        Label,
        Relation,
        Role,
        Resource,
        Mandate,
        Engagement,
        EngagementLink,
        Line,
        Contact,
        FollowUp,
        Meeting,
        Agreement,
        Phase,
        Claim,
        Member,
        Circle,
    )
}
"""Every kind of record by its name, in the order in which they are best read."""

_decoders: dict[str, Any] = {}


def kind_of(record: Record) -> str:
    """The name of a record's kind."""
    return str(record.__struct_config__.tag)


def kind_named(name: str) -> type[Record]:
    """The type of a kind.

    Raises:
        NotFound: there is no such kind.
    """
    if name not in KINDS:
        raise NotFound(
            _("there is no kind of record called {name!r}").format(name=name),
            advice=_("The kinds are: {kinds}.").format(kinds=", ".join(KINDS)),
        )
    return KINDS[name]


def read_record(data: Any, *, place: str = "") -> Record:
    """A record from plain maps, lists, texts and whole numbers, as :func:`plain` writes it.

    Args:
        data: a map with ``kind`` and the fields of that kind.
        place: where it stands, for the error.

    Raises:
        InvalidRecord: it breaks a rule of the vocabulary; the message names the field.
    """
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise InvalidRecord(_('a record is a table with a kind, such as kind = "contact"'), place=place)
    kind = data["kind"]
    if kind not in KINDS:
        raise InvalidRecord(_("there is no kind of record called {name!r}").format(name=kind), place=place)
    try:
        record: Record = msgspec.convert(data, KINDS[kind], dec_hook=decode_hook)
    except (msgspec.ValidationError, ValueError) as error:
        raise InvalidRecord(f"{kind}: {error}", place=place) from None
    return record


def json_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of all kinds, as one tagged union."""

    def hook(kind: type) -> dict[str, Any]:
        if kind is Date:
            return {
                "type": "string",
                "title": "Date",
                "description": "EDTF level 0-1",
                "examples": ["1998-05~"],
            }
        raise NotImplementedError(kind.__name__)

    (schema,), components = msgspec.json.schema_components(
        [Union[tuple(KINDS.values())]],  # noqa: UP007 - built at run time
        schema_hook=hook,
        ref_template="#/$defs/{name}",
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": components}


def texts() -> Iterator[tuple[str, str]]:
    """All texts of the vocabulary for translation, each with its context: ``(record.field, text)``."""
    seen: set[type] = set()

    def walk(record: type[msgspec.Struct], name: str) -> Iterator[tuple[str, str]]:
        for field in fields_of(record, name):
            yield field.key, field.title
            yield field.key, field.help
            bare = field.type
            if not isinstance(bare, type) or bare in seen:
                continue
            if issubclass(bare, Choice):
                seen.add(bare)
                for member in bare:
                    yield bare.__name__, member.label
                    if member.note:
                        yield bare.__name__, member.note
            elif issubclass(bare, msgspec.Struct):
                seen.add(bare)
                yield from walk(bare, bare.__name__)

    for kind, record in KINDS.items():
        yield kind, record.title_
        yield from walk(record, kind)
    yield from walk(Marking, "Marking")


__all__ = [
    "ABSENT",
    "KINDS",
    "Account",
    "Actor",
    "ActorType",
    "Agreement",
    "AgreementRole",
    "AgreementStatus",
    "Aim",
    "Attendance",
    "Attribution",
    "Audience",
    "Backing",
    "BackingLevel",
    "Choice",
    "Circle",
    "CircleAt",
    "Claim",
    "ClaimTopic",
    "Consent",
    "ConsentState",
    "Contact",
    "Credibility",
    "Date",
    "Direction",
    "Disclosure",
    "Ending",
    "Engagement",
    "EngagementLink",
    "EngagementState",
    "Feeding",
    "Field",
    "FollowUp",
    "Form",
    "Function",
    "Identifier",
    "Known",
    "Label",
    "Level",
    "LifePhase",
    "Line",
    "LineLink",
    "LineType",
    "Linkage",
    "Mandate",
    "Marking",
    "Means",
    "Meeting",
    "Member",
    "Name",
    "Onward",
    "Outcome",
    "Part",
    "Phase",
    "Posture",
    "Precision",
    "Presence",
    "Purpose",
    "Record",
    "Relation",
    "RelationType",
    "Reliability",
    "Resource",
    "ResourceBase",
    "Role",
    "Source",
    "Stage",
    "Track",
    "Trend",
    "Use",
    "Visibility",
    "decode_hook",
    "encode_hook",
    "fields_of",
    "join",
    "json_schema",
    "kind_named",
    "kind_of",
    "plain",
    "read_record",
    "span",
    "texts",
    "tlp",
]
