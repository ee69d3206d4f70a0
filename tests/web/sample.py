"""Small hand-made answers of a workspace, so that pages can be looked at before and apart from real data.

The facts are those of `../shared/cases/burundi.md`, told in a few words; the figures of violence are made up and say
so. Not a workspace: it remembers nothing but the drafts of one test.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from multitrack.errors import InvalidRecord, NotFound, WrongPassphrase
from multitrack.ledger.statement import Receipt
from multitrack.picture.entry import EntryField, EntryView, Note
from multitrack.picture.shapes import (
    AgreementView,
    AssessmentView,
    AttendanceView,
    Board,
    BoardRow,
    Cell,
    ClaimView,
    ContactView,
    Dossier,
    Due,
    EngagementView,
    Evidence,
    Finding,
    LabelView,
    Lane,
    LinkView,
    Mark,
    MeetingView,
    PartView,
    Ref,
    RelationView,
    ResourceView,
    RoleView,
    Strip,
    Week,
)
from multitrack.vocabulary import Account, Date, Source, Track, read_record

__all__ = ["SampleWorkspace"]

FDD = Ref(id="fdd", name="CNDD-FDD")
CNDD = Ref(id="cndd", name="CNDD")
FNL = Ref(id="fnl", name="Palipehutu-FNL")
GOVERNMENT = Ref(id="government", name="Government of Burundi")
ROME = Ref(id="rome", name="Community of Sant'Egidio")
ACCORD = Ref(id="accord", name="ACCORD")
NYERERE = Ref(id="nyerere", name="Mwalimu Nyerere Foundation")
MANDELA = Ref(id="mandela", name="Nelson Mandela, facilitator")
IJAMBO = Ref(id="ijambo", name="Studio Ijambo")
WORK = Source(work="IRIN, 1999-07-19", place="third paragraph", read=Date.parse("2026-11-23"))
DISPUTE = (
    Account(says="The facilitator says that conditions were set, and that nobody was refused.", by="Nyerere"),
    Account(says="The movement says that it was kept outside.", by="CNDD-FDD's spokesman", sources=(WORK,)),
)
FINDINGS = (
    Finding(
        code="P2",
        weight="act",
        name="Fighting party left out",
        text="CNDD-FDD was recorded as fighting and was outside the Arusha rounds: invited on conditions.",
        because="Parties left out have fought on after agreements were signed.",
        remedy="Ask the convenor what would have to hold for the party to come.",
        about=(FDD,),
        when="1998-06/1999-07",
        evidence=(Evidence(entry="e1", text="Arusha rounds, 1998 to 1999"),),
        accounts=DISPUTE,
    ),
    Finding(
        code="T1",
        weight="look",
        name="No line known",
        text="No line to Palipehutu-FNL is known on this picture; others may be in touch.",
        because="Armed groups that nobody is in touch with may fall into isolation.",
        remedy="Ask who follows the movement, before opening a line of your own.",
        about=(FNL,),
    ),
    Finding(
        code="G2",
        weight="note",
        name="Assessment is old",
        text="The phase of CNDD was last assessed before its split.",
        because="A split changes who can speak for a movement.",
        remedy="Look at it again.",
    ),
)
CLAIM = ClaimView(
    id="c1",
    when="2000",
    says="Non-governmental organisations kept in touch with the movement until it chose to negotiate.",
    by="Hottinger (2005)",
    about=(FDD,),
    caution="It does not name the organisations, and none is named here.",
    sources=(WORK,),
)


def cell(id_: str, who: Ref, initials: str, when: str, **more: Any) -> Cell:
    """One mark, with quiet defaults."""
    given: dict[str, Any] = {
        "kind": "engagement",
        "state": "active",
        "live": True,
        "last_contact": "",
        "freshness": None,
        "backing": "unknown",
        "status_explained": False,
        "summary": "",
    }
    return Cell(id=id_, intermediary=who, initials=initials, when=when, **{**given, **more})


def years(*deaths: int | None) -> tuple[tuple[int, int | None, int | None], ...]:
    """Years from 1993 on with made-up figures."""
    return tuple((1993 + n, None if each is None else each // 9, each) for n, each in enumerate(deaths))


def rows() -> tuple[BoardRow, ...]:
    """Parties of the sample board."""
    rome = cell("en1", ROME, "SE", "1996-09/1997-05", last_contact="1997-05", backing="tacit", before_split=True)
    accord = cell("en2", ACCORD, "AC", "1995/2009", freshness=60, backing="stated", status_explained=True)
    front = cell("en3", NYERERE, "NF", "1996/1999-10", backing="written", status_explained=True, live=False)
    mandela = cell("en4", MANDELA, "NM", "1999-12/..", backing="written", status_explained=True, freshness=30)
    first = {"type": "armed group", "fighting": True, "phases": ("exploring talks",)}
    return (
        BoardRow(
            party=FDD,
            cells={"7": (rome,), "2": (accord,), "1": (front, mandela)},
            years=years(0, 90, 480, 1200, 700, 520, 130, 610, 340, 820, 560, 20, 4),
            **first,
        ),
        BoardRow(party=CNDD, cells={"7": (rome,), "1": (front,)}, years=years(0, 60, 110, 40, 0, 0), **first),
        BoardRow(
            party=FNL,
            type="armed group",
            fighting=None,
            phases=(),
            cells={},
            years=years(None, None, 0, 30, 90, 12),
            silence="No line is known on this picture. Others may be in touch.",
        ),
        BoardRow(
            party=GOVERNMENT,
            type="state",
            fighting=True,
            phases=(),
            cells={"1": (front, mandela), "9": (cell("en5", IJAMBO, "SI", "1995/..", kind="engagement"),)},
            years=years(10, 150, 590, 1240, 700, 520, 130, 610, 340, 820, 560, 20, 4),
        ),
    )


def months() -> tuple[dict[str, object], ...]:
    """Made-up months from 1994-10 to 2004-12."""
    found = []
    for number in range(123):
        year, month = 1994 + (9 + number) // 12, (9 + number) % 12 + 1
        deaths = (number * 37) % 83 * (4 if 20 < number < 40 else 1) if number < 110 else 0
        found.append({"month": f"{year}-{month:02}", "events": deaths // 7, "deaths": deaths})
    return tuple(found)


def drawn() -> Strip:
    """The sample's marks on one axis."""

    def mark(kind: str, id_: str, text: str, start: str, end: str, **more: Any) -> Mark:
        return Mark(id=id_, kind=kind, text=text, when=f"{start[:7]}/{end[:7]}", start=start, end=end, **more)

    lanes = (
        ("phases", "Phases as assessed", mark("phase", "a1", "CNDD-FDD: Exploring talks", "2000-03-01", "2001-10-31")),
        (
            "leaders",
            "Leaders",
            mark("role", "o1", "Jean-Bosco Ndayikengurukiye, leader", "1998-05-01", "2001-10-31"),
            mark("role", "o2", "Pierre Nkurunziza, leader", "2001-10-01", "2005-08-26", open_end=True),
        ),
        ("splits", "Splits", mark("relation", "r1", "CNDD-FDD: splinter of CNDD", "1998-05-01", "1998-05-31")),
        (
            "contact-7",
            "Track 7: Religious",
            mark("contact", "k1", "Talks in Rome", "1996-09-01", "1997-05-31", before_split=True),
        ),
        ("contact-2", "Track 2", mark("engagement", "en2", "ACCORD with CNDD-FDD", "1995-01-01", "2005-08-26")),
        ("talks", "Talks", mark("meeting", "m1", "Arusha, first round", "1998-06-15", "1998-06-21")),
        ("agreements", "Agreements", mark("agreement", "g1", "Ceasefire agreement", "2002-12-02", "2002-12-03")),
        ("claims", "Claims, beside the record", mark("claim", "c1", "Hottinger says: ...", "2000-01-01", "2000-12-31")),
    )
    return Strip(
        first="1993-10-21",
        last="2005-08-26",
        covered_first="1993-10-21",
        covered_last="2005-08-26",
        lanes=tuple(Lane(key=key, title=title, marks=tuple(marks)) for key, title, *marks in lanes),
    )


class SampleWorkspace:
    """Answers like a workspace, with the sample's few facts."""

    is_demo = True
    office = "Sample"
    me = "visitor"

    def __init__(self) -> None:
        self.locked = False
        self.notes: dict[str, Note] = {}
        self.committed: list[Note] = []

    def lock(self) -> None:
        """Close."""
        self.locked = True

    def unlock(self, passphrase: str) -> None:
        """Open with the one passphrase."""
        if passphrase != "demonstration":
            raise WrongPassphrase("the passphrase does not open the file")
        self.locked = False

    def board(self, *, tracks: Any = None, as_of: date | None = None, **_more: Any) -> Board:
        """The sample board; tracks are columns."""
        return Board(
            title="Burundi",
            reader="visitor",
            as_of=(as_of or date(2005, 8, 26)).isoformat(),
            as_known="",
            tracks=tuple((track.value, track.label) for track in Track if not tracks or track.value in tracks),
            rows=rows(),
            links=(
                LinkView(
                    id="l1",
                    when="1996",
                    first=ROME,
                    second=NYERERE,
                    linkage="parallel",
                    feeding="unknown",
                    description="Talks in Rome ran beside the talks at Mwanza.",
                ),
            ),
            claims=(CLAIM,),
            findings=FINDINGS,
            coverage="A sample of events placed within 25 km, about two thirds of all, to 2017.",
            silence="Others may be in touch: unofficial contact is recorded late or never.",
            attribution=("Uppsala Conflict Data Program, CC BY 4.0.",),
            period=("1993-10-21", "2005-08-26"),
        )

    def week(self, **_moment: Any) -> Week:
        """The sample week."""
        due = Due(
            id="f1",
            what="Come back with the agenda",
            kind="follow-up",
            due="1997-06",
            overdue=True,
            owed_by="SE",
            about=(CNDD,),
        )
        return Week(
            reader="visitor",
            as_of="",
            since="",
            findings=FINDINGS,
            earlier=FINDINGS[:1],
            owed=(due,),
            expiring=(),
            recent=(self.contact(),),
            notes=("This workspace has no recovery kit.",),
        )

    def contact(self) -> ContactView:
        """One contact before the split."""
        return ContactView(
            id="k1",
            date="1996-09/1997-05",
            with_=(CNDD,),
            third_parties=(ROME,),
            tracks=("7", "1.5"),
            before_split=True,
            outcome="happened",
            summary="Secret talks between the government and the movement.",
            sources=(WORK,),
        )

    def group(self, name: str, *, as_of: date | None = None, **_moment: Any) -> Dossier:
        """The one group of the sample."""
        if name not in {"fdd", "CNDD-FDD"}:
            raise NotFound("nothing of that name")
        return Dossier(
            group={
                "id": "fdd",
                "name": "CNDD-FDD",
                "type": "armed group",
                "names": ["Forces for the Defence of Democracy"],
                "identifiers": [],
                "description": "An armed group that broke away in 1998.",
                "ucdp_id": 434,
            },
            as_of=(as_of or date(2005, 8, 26)).isoformat(),
            as_known="",
            coverage={"first": "1994-10", "last": "2004-12", "text": "A sample; made-up figures.", "enough": True},
            months=months(),
            changes=(
                {"month": "1996-06", "probability": 0.93, "direction": "up", "before": 40, "after": 160, "events": 9},
                {"month": "2003-11", "probability": 0.88, "direction": "down", "before": 41, "after": 2, "events": 3},
            ),
            pattern={"pattern": "easing"},
            assessments=(
                AssessmentView(
                    id="a1",
                    when="2000-03/2001-10",
                    phases=("exploring talks", "contested within"),
                    by="desk",
                    on="2000-04",
                    seen=("willing to join talks",),
                    not_seen=("a common agenda",),
                    narratives=(("Intentions", "A part in the army."),),
                    measured="sustained",
                    dissent="The field office sees no change.",
                    review="2000-10",
                ),
            ),
            relations=(
                RelationView(id="r1", when="1998-05~", first=FDD, type="splinter of", label="Splinter of", second=CNDD),
            ),
            roles=(
                RoleView(
                    id="o1",
                    when="1998-05~/2001-10",
                    person="Jean-Bosco Ndayikengurukiye",
                    actor=FDD,
                    position="leader",
                    leads=True,
                    can_commit="unknown",
                    ended="internal struggle",
                ),
                RoleView(
                    id="o2",
                    when="2001-10/..",
                    person="Pierre Nkurunziza",
                    actor=FDD,
                    position="leader",
                    leads=True,
                    can_commit="yes",
                    ended="",
                ),
            ),
            resources=(
                ResourceView(
                    id="b1",
                    when="1998-08",
                    actor=FDD,
                    base="sponsor",
                    trend="unknown",
                    description="Arms from outside.",
                ),
            ),
            labels=(LabelView(id="n1", when="1999", words="rebels", by="news agencies"),),
            engagements=(
                EngagementView(
                    id="en2",
                    when="1995/2009",
                    intermediary=ACCORD,
                    parties=(FDD,),
                    tracks=("2", "5"),
                    state="active",
                    functions=("train and prepare",),
                    purpose="Prepares armed groups for talks.",
                    backing="stated",
                    assists="the Arusha talks",
                    before_split=False,
                ),
            ),
            lines=(),
            contacts=(self.contact(),),
            meetings=(
                MeetingView(
                    id="m1",
                    date="1998-06-15/1998-06-21",
                    title="Arusha, first round",
                    form="round",
                    tracks=("1",),
                    convened_by=(NYERERE,),
                    parties=(
                        AttendanceView(
                            party=FDD,
                            presence="invited on conditions",
                            label="Invited on conditions, stayed outside",
                            disputed=True,
                            accounts=DISPUTE,
                        ),
                    ),
                    parts=(PartView(actor=NYERERE, part="mediator"),),
                    before_split=False,
                    summary="Seventeen delegations.",
                    sources=(WORK,),
                ),
            ),
            agreements=(
                AgreementView(
                    id="g1",
                    date="2002-12-02/2002-12-03",
                    title="Ceasefire agreement",
                    stage="ceasefire",
                    status="public",
                    signed=(GOVERNMENT, FDD),
                    parties=(),
                    parts=(),
                    before_split=False,
                    summary="A ceasefire.",
                ),
            ),
            claims=(CLAIM,),
            findings=FINDINGS[:1],
            silence="Others may be in touch: unofficial contact is recorded late or never.",
            sources=({"work": "IRIN", "address": "an archive number"},),
            strip=drawn(),
        )

    def groups(self, text: str = "", *, reader: str | None = None) -> list[dict[str, Any]]:
        """The groups whose name holds the text."""
        known = {"id": "fdd", "name": "CNDD-FDD", "ucdp_id": 434, "reason": "name"}
        return [known] if text.lower() in "cndd-fdd" else []

    def actors(self, reader: str | None = None) -> list[Ref]:
        """The actors of the sample."""
        return [ACCORD, CNDD, FDD, ROME, GOVERNMENT, NYERERE, FNL]

    def audiences(self, reader: str | None = None) -> list[tuple[str, str]]:
        """Two audiences."""
        return [("only me", "only me"), ("own organisation", "own organisation")]

    def draft(self, kind: str, data: Any, audience: str = "") -> str:
        """Keep a draft, if it is a record."""
        record = {"kind": kind, **dict(data)}
        read_record(record)
        if audience not in {value for value, _label in self.audiences()}:
            raise InvalidRecord("marking: no such audience")
        note = f"n{len(self.notes) + 1}"
        self.notes[note] = Note(
            id=note, kind=kind, title="", when=str(record.get("when", "")), record=record, audience=audience
        )
        return note

    def notebook(self) -> list[Note]:
        """The drafts."""
        return list(self.notes.values())

    def note(self, note_id: str) -> Note:
        """One draft."""
        if note_id not in self.notes:
            raise NotFound("no such note")
        return self.notes[note_id]

    def commit(self, note_id: str) -> Receipt:
        """Take a draft away and say that it is kept."""
        self.committed.append(self.note(note_id))
        del self.notes[note_id]
        return Receipt(entry="e1", record_id="k1", recorded=datetime(2026, 11, 23, tzinfo=UTC))

    def discard(self, note_id: str) -> None:
        """Delete a draft."""
        self.note(note_id)
        del self.notes[note_id]

    def entry(self, entry: str, *, reader: str | None = None) -> EntryView:
        """The one entry of the sample."""
        if entry not in {"e1", "k1", "en1", "c1"}:
            raise NotFound("nothing of that name")
        return EntryView(
            entry="e1",
            record_id="k1",
            kind="contact",
            title="Contact",
            fields=(EntryField("When", "1996-09/1997-05"), EntryField("With whom", "CNDD", (CNDD,))),
            accounts=DISPUTE,
            sources=(WORK,),
            recorded="2026-11-23 10:00 UTC",
            author="visitor",
            audience="everyone (TLP:CLEAR)",
            handling="On the record",
            origin="burundi/rome",
        )
