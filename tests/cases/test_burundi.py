"""The case of Burundi walks into none of the traps that its sources set."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.cases.written import Case, accounts_in, citations_in, walk

from multitrack.vocabulary import Date

DATASET = "NEG"
WINGS = {"cndd-fdd-nkurunziza", "cndd-fdd-ndayikengurukiye"}
UNVERIFIED = ("Eteki", "MIOB", "Humanitarian Dialogue", "Quaker", "Apotres", "Apôtres", "coffee", "refugee camps")
"""Words of what the dossier keeps under "to be verified, not for use"."""


@pytest.fixture(scope="module")
def burundi() -> Case:
    """The bundled case."""
    return Case("burundi")


def test_the_dataset_without_a_licence_is_never_evidence(burundi: Case) -> None:
    """It may contradict, as an account under its own name; no record and no attendance rests on it."""
    cited = [
        f"{item.place}{path}"
        for item in burundi.records
        for path, citation in citations_in(item.data)
        if citation["key"] == DATASET
    ]
    assert cited
    assert [place for place in cited if not place.endswith(".accounts.sources")] == []
    unnamed = [
        account["says"]
        for item in burundi.records
        for _, account in accounts_in(item.data)
        if any(citation["key"] == DATASET for citation in account["sources"]) and "dataset" not in account["by"]
    ]
    assert unnamed == []


def test_partisan_works_say_so(burundi: Case) -> None:
    """Works of a side or of a campaign are marked for the reader."""
    for key, word in {"AGN": "partisan", "BFO": "partisan", "NPR": "hostile", "AGR": "campaign"}.items():
        assert word in burundi.works[key]["note"], key


def test_the_rome_talks_were_with_cndd(burundi: Case) -> None:
    """What happened in Rome in 1996 and 1997 stands under CNDD; the dataset's other coding is an account beside it."""
    rome = [
        item
        for item in burundi.of("contact", "engagement", "agreement")
        if "rome" in item.slug and item.when.begun_by(date(1997, 12, 31))
    ]
    assert {item.kind for item in rome} == {"contact", "engagement", "agreement"}
    assert [item.place for item in rome if "cndd" not in item.parties] == []
    assert [item.place for item in rome if any(party.startswith("cndd-fdd") for party in item.parties)] == []
    coded = [account for item in rome for account in item.data.get("accounts", []) if "CNDD-FDD" in account["says"]]
    assert any("dataset" in account["by"] for account in coded)


def test_nobody_is_met_before_they_existed(burundi: Case) -> None:
    """CNDD-FDD is at no table before its split from CNDD, nor are its wings at one before October 2001."""
    since = {"cndd-fdd": date(1998, 5, 1), **dict.fromkeys(WINGS, date(2001, 10, 1))}
    faults = [
        f"{item.place}: {party}"
        for item in burundi.of("contact", "engagement", "agreement", "meeting")
        for party in item.parties & set(since)
        if (item.when.earliest or date.min) < since[party]
    ]
    assert faults == []


def test_agreements_name_the_wing_that_signed(burundi: Case) -> None:
    """From the split of October 2001 to the global ceasefire, CNDD-FDD signs as a wing."""
    between = Date.parse("2001-10/2003-11-16")
    signed = [
        item.place
        for item in burundi.of("agreement")
        for part in item.data["parties"]
        if item.when.overlaps(between) and part["party"] == "cndd-fdd" and part["presence"].startswith("signed")
    ]
    assert signed == []


@pytest.mark.parametrize(
    ("slug", "wing"),
    [
        ("ceasefire-2002-10-07", "cndd-fdd-ndayikengurukiye"),
        ("ceasefire-2002-12-02", "cndd-fdd-nkurunziza"),
        ("pretoria-2003-10-08", "cndd-fdd-nkurunziza"),
        ("pretoria-2003-11-02-protocol", "cndd-fdd-nkurunziza"),
        ("pretoria-2003-11-02-forces", "cndd-fdd-nkurunziza"),
        ("global-ceasefire-2003-11-16", "cndd-fdd-nkurunziza"),
    ],
)
def test_the_ceasefires_of_2002_and_2003_are_with_one_wing(burundi: Case, slug: str, wing: str) -> None:
    """The two wings did not sign together."""
    signed = {party for party, part in burundi.table(slug).items() if part["presence"] == "signed"}
    assert signed & WINGS == {wing}


@pytest.mark.parametrize(
    ("slug", "party", "presence", "disputed"),
    [
        ("arusha-rounds-1998-99", "cndd-fdd", "invited on conditions", True),
        ("arusha-declaration-1998", "cndd-fdd", "invited on conditions", True),
        ("arusha-2000-02", "cndd-fdd", "invited and stayed away", True),
        ("arusha-agreement-2000", "cndd-fdd", "absent, reason unknown", True),
        ("arusha-agreement-2000", "palipehutu-fnl", "absent, reason unknown", True),
        ("ceasefire-2002-12-02", "palipehutu-fnl", "not invited", False),
    ],
)
def test_who_was_outside_is_said_in_which_way(
    burundi: Case, slug: str, party: str, presence: str, disputed: bool
) -> None:
    """The ways of being outside differ from table to table, and so does whether they are disputed."""
    part = burundi.table(slug)[party]
    assert (part["presence"], part.get("disputed", False)) == (presence, disputed)


def test_palipehutu_is_not_palipehutu_fnl(burundi: Case) -> None:
    """The first signed at Arusha, the second did not."""
    for slug in ("arusha-declaration-1998", "arusha-agreement-2000"):
        assert burundi.table(slug)["palipehutu"]["presence"] == "signed"
        assert burundi.table(slug)["palipehutu-fnl"]["presence"] != "signed"


def test_the_claims_of_the_article_are_tied_to_no_organisation(burundi: Case) -> None:
    """The article names no organisation that met the movement, so neither do we."""
    claims = [item for item in burundi.of("claim") if "Hottinger" in item.data["by"]]
    assert len(claims) == 2
    assert [item.data["concerning"] for item in claims] == [["cndd-fdd"], ["cndd-fdd"]]
    assert all(item.data["caution"] for item in claims)


def test_no_unofficial_contact_with_the_movement_before_2000_is_invented(burundi: Case) -> None:
    """What the public record does not show is not there: before 2000 only track one is seen with the movement."""
    early = [
        item
        for item in burundi.of("contact", "engagement")
        if "cndd-fdd" in item.parties and item.when.begun_by(date(1999, 12, 31))
    ]
    assert early
    assert [item.place for item in early if item.data["tracks"] != ["1"]] == []


def test_a_track_belongs_to_an_engagement(burundi: Case) -> None:
    """One organisation works on different tracks in different engagements."""
    engagements = [item for item in burundi.of("engagement") if item.data["intermediary"] == "sant-egidio"]
    assert {tuple(item.data["tracks"]) for item in engagements} == {("7", "1.5"), ("1",)}


def test_what_is_to_be_verified_is_not_there(burundi: Case) -> None:
    """What nobody has seen in a source is in no record."""
    faults = [
        f"{item.place}{path}: {word}"
        for item in burundi.records
        for path, _, value in walk(item.data)
        for word in UNVERIFIED
        if isinstance(value, str) and word in value
    ]
    assert faults == []


@pytest.mark.shared
def test_ucdp_numbers_are_those_of_the_actor_list(burundi: Case, shared_data: Path) -> None:
    """Each UCDP number is that of the group of that name, and wings have none."""
    import duckdb

    known = dict(
        duckdb.execute(
            "select cast(ActorId as varchar), trim(NameData) from read_parquet(?)",
            [str(shared_data / "ucdp_other" / "ucdp_actor_221.parquet")],
        ).fetchall()
    )
    numbered = {
        item.data["name"]: number["value"]
        for item in burundi.of("actor")
        for number in item.data.get("identifiers", [])
        if number["scheme"] == "ucdp"
    }
    assert {known[number] for number in numbered.values()} == set(numbered)
    assert [
        item.place for item in burundi.of("actor") if item.data["type"] == "wing" and "identifiers" in item.data
    ] == []


@pytest.mark.shared
def test_agreements_carry_the_day_of_the_datasets(burundi: Case, shared_data: Path) -> None:
    """An agreement with a UCDP or PA-X number has the day that dataset gives."""
    import duckdb

    ucdp = duckdb.execute(
        "select 'ucdp:' || paid, strftime(cast(pa_date as date), '%Y-%m-%d') from read_parquet(?)",
        [str(shared_data / "ucdp_other" / "ucdp_peace_agreements_221.parquet")],
    ).fetchall()
    pax = duckdb.execute(
        "select 'pax:' || AgtId, strftime(strptime(Dat, '%d/%m/%Y'), '%Y-%m-%d') from read_parquet(?)",
        [str(shared_data / "pax" / "pax_v10_agreements_core.parquet")],
    ).fetchall()
    days = dict([*ucdp, *pax])
    numbered = [(item, number) for item in burundi.of("agreement") for number in item.data.get("identifiers", [])]
    assert len(numbered) >= 20
    assert [f"{item.place}: {number}" for item, number in numbered if days[number] != item.data["when"]] == []
