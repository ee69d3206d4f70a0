"""Parties: who there is, what others call them, how they hang together, who leads, and on what they live.

Rules. A group is an armed group; "terrorist", "rebel", "resistance" are labels somebody gave, stored with who gave
them and when. A splinter is a party of its own when it has its own leadership, recognises no higher command and
makes its own demands (Bakke, Cunningham and Seymour 2012). A person is a handle; a published name stands only where
a source that anyone can read has it. No score, no rank, no place.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from .fields import Choice, Known, about
from .record import Record

__all__ = [
    "Actor",
    "ActorType",
    "Ending",
    "Identifier",
    "Label",
    "Name",
    "Relation",
    "RelationType",
    "Resource",
    "ResourceBase",
    "Role",
    "Trend",
]


class ActorType(Choice):
    """What an actor is; it says nothing of its track."""

    ARMED_GROUP = "armed group", "Armed group"
    WING = "wing", "Wing or faction of an armed group"
    STATE = "state", "State"
    GOVERNMENT_BODY = "government body", "Government or government body"
    PARTY = "political party", "Political party or movement"
    INTERGOVERNMENTAL = "inter-governmental organisation", "Inter-governmental organisation"
    NGO = "non-governmental organisation", "Non-governmental organisation"
    RESEARCH = "research body", "Research or training body"
    COMPANY = "company", "Company or business body"
    RELIGIOUS = "religious body", "Religious body"
    MEDIA = "media", "Media organisation"
    COMMUNITY = "community", "Community or civic body"
    PERSON = "person", "Person"
    COALITION = "coalition", "Group of states or actors"


class Name(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of the names of an actor."""

    text: Annotated[
        str,
        about("Name", "The name as it is written.", example="Forces nationales de libération", min_length=1),
    ]
    language: Annotated[str, about("Language", "Language of this name (BCP 47).", example="fr")] = ""
    script: Annotated[
        str, about("Script", "Its script, when not plain from the language (ISO 15924).", example="Arab")
    ] = ""
    used_by: Annotated[str, about("Used by", "Who uses this name.", example="UCDP")] = ""


class Identifier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The number of an actor in a public dataset or list."""

    scheme: Annotated[
        str, about("Scheme", "Whose number it is: ucdp, pax, un, wikidata.", example="ucdp", min_length=1)
    ]
    value: Annotated[str, about("Number", "The number there.", example="434", min_length=1)]


class Actor(Record, frozen=True, kw_only=True, tag="actor"):
    """Somebody who takes part: a group, a state, an organisation, a community, a person."""

    title_: ClassVar[str] = "Actor"

    name: Annotated[
        str,
        about(
            "Name",
            "The name this office uses; for a person, a handle.",
            example="CNDD-FDD",
            min_length=1,
            max_length=200,
        ),
    ]
    type: Annotated[ActorType, about("What it is", "What the actor is, whatever its track.", example="armed group")]
    names: Annotated[tuple[Name, ...], about("Other names", "Other names and spellings, with who uses them.")] = ()
    identifiers: Annotated[
        tuple[Identifier, ...], about("Numbers elsewhere", "Its numbers in public datasets and lists.")
    ] = ()
    description: Annotated[str, about("Description", "Who they are, in a few words.", long=True)] = ""
    headquarters: Annotated[str, about("Headquarters", "The country of its headquarters.", example="Italy")] = ""
    funders: Annotated[tuple[str, ...], about("Funders", "Who pays for its work, as far as is known.")] = ()

    def identifier(self, scheme: str) -> str:
        """Its number in one scheme, or an empty text."""
        return next((item.value for item in self.identifiers if item.scheme == scheme), "")


class Label(Record, frozen=True, kw_only=True, tag="label"):
    """What somebody calls an actor: always with who does."""

    title_: ClassVar[str] = "Label"
    subjects_: ClassVar[tuple[str, ...]] = ("actor",)

    actor: Annotated[str, about("Of whom", "The actor that is called so.", ref="actor")]
    words: Annotated[str, about("Words", "The word or words used.", example="freedom fighters", min_length=1)]
    by: Annotated[str, about("Who says so", "Who uses the label.", ref="actor", min_length=1)]


class RelationType(Choice):
    """How one actor hangs together with another; read "first IS ... second"."""

    SPLINTER = "splinter of", "Splinter of"
    FACTION = "faction of", "Faction of"
    WING = "wing of", "Wing of"
    UMBRELLA = "umbrella of", "Umbrella of"
    ALLY = "ally of", "Ally of"
    SPONSOR = "sponsor of", "Sponsor of"
    PROXY = "proxy of", "Proxy of"
    RIVAL = "rival of", "Rival of"
    SUCCESSOR = "successor of", "Successor of"
    PART = "part of", "Part of"


class Relation(Record, frozen=True, kw_only=True, tag="relation"):
    """How one actor hangs together with another, for a time."""

    title_: ClassVar[str] = "Relation"
    subjects_: ClassVar[tuple[str, ...]] = ("first", "second")

    first: Annotated[str, about("First", "The actor that stands in the relation.", example="CNDD-FDD", ref="actor")]
    type: Annotated[RelationType, about("Relation", "What the first is to the second.", example="splinter of")]
    second: Annotated[str, about("Second", "The other actor.", example="CNDD", ref="actor")]
    own_leadership: Annotated[
        Known,
        about(
            "Own leadership",
            "Does the first have its own leadership?",
            source="Bakke, Cunningham and Seymour 2012",
        ),
    ] = Known.UNKNOWN
    no_higher_command: Annotated[
        Known,
        about(
            "No higher command",
            "Does the first recognise no higher command?",
            source="Bakke, Cunningham and Seymour 2012",
        ),
    ] = Known.UNKNOWN
    own_demands: Annotated[
        Known,
        about(
            "Own demands",
            "Does the first make demands of its own?",
            source="Bakke, Cunningham and Seymour 2012",
        ),
    ] = Known.UNKNOWN


class Ending(Choice):
    """How a role ended."""

    INTERNAL_STRUGGLE = "internal struggle", "Internal struggle"
    MILITARY_DEFEAT = "military defeat", "Military defeat"
    DEATH = "death", "Death"
    ARREST = "arrest", "Arrest"
    SUCCESSION = "succession", "Succession"
    OTHER = "other", "Other"


class Role(Record, frozen=True, kw_only=True, tag="role"):
    """A person holds a position in an actor for a time."""

    title_: ClassVar[str] = "Role"
    subjects_: ClassVar[tuple[str, ...]] = ("actor",)

    person: Annotated[
        str, about("Who", "A handle; a name only where a published source has it.", handle=True, min_length=1)
    ]
    actor: Annotated[str, about("In which actor", "The group or body the position is in.", ref="actor")]
    position: Annotated[str, about("Position", "What the position is called.", example="chairman", min_length=1)]
    leads: Annotated[bool, about("Leads it", "Whether this is the leader of the actor.")] = False
    can_commit: Annotated[Known, about("Can commit", "Can this person commit the actor by their word?")] = Known.UNKNOWN
    ended: Annotated[Ending | None, about("How it ended", "How the role ended, when it has.")] = None


class ResourceBase(Choice):
    """What an armed group lives on (seed: "taxes", extortion, legal or illegal businesses)."""

    COMMUNITY_TAX = "community tax", "Taxes on communities"
    DIASPORA_TAX = "diaspora tax", "Taxes on the diaspora"
    EXTORTION = "extortion", "Extortion"
    LEGAL_BUSINESS = "legal business", "Legal business"
    ILLEGAL_BUSINESS = "illegal business", "Illegal business"
    SPONSOR = "sponsor", "A sponsor"
    AID_DIVERSION = "aid diversion", "Diverted aid"
    AID = "aid", "Aid given to it"


class Trend(Choice):
    """Where a resource is going."""

    GROWING = "growing", "Growing"
    STEADY = "steady", "Steady"
    SHRINKING = "shrinking", "Shrinking"
    LOST = "lost", "Lost"
    UNKNOWN = "unknown", "Not known"


class Resource(Record, frozen=True, kw_only=True, tag="resource"):
    """A part of the economic base of an actor, as somebody reports it."""

    title_: ClassVar[str] = "Economic base"
    subjects_: ClassVar[tuple[str, ...]] = ("actor",)

    actor: Annotated[str, about("Whose", "The actor that lives on it.", ref="actor")]
    base: Annotated[ResourceBase, about("Base", "What kind of resource it is.", source="Hottinger 2005")]
    trend: Annotated[Trend, about("Trend", "Where it is going.")] = Trend.UNKNOWN
    pays_for: Annotated[str, about("Pays for", "What it pays for, as far as is known.")] = ""
    description: Annotated[str, about("Description", "What is reported, in our words.", long=True)] = ""
