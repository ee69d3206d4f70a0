"""Names are compared folded; an exact name comes before a likeness, and a likeness says that it is one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multitrack.library import Library
from multitrack.library.names import NameIndex, acronym, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parti pour la libération", "PARTI POUR LA LIBERATION"),
        ("Hay’at Tahrir al-Sham", "Hay'at tahrir al Sham"),
        ("Partiya Yekîtiya Demokrat", "partiya yekitiya demokrat"),
        ("SPLM/A – N", "splm a n"),
        ("Óglaigh na hÉireann", "oglaigh na heireann"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("ﬁrst", "FIRST"),
        ("  M 23 ", "m 23"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    """Accents, case, signs and spacing do not tell names apart."""
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("CNDD", "CNDD-FDD"), ("FPR", "FPRC"), ("M23", "M32"), ("UCK", "UÇKM")])
def test_names_that_are_not(one: str, other: str) -> None:
    """A letter or a word more is another name."""
    assert fold(one) != fold(other)


def test_every_script_is_kept() -> None:
    """Folding does not empty a name in another script."""
    assert fold("أنصار الله") == fold("انصار الله")
    assert fold("Сендеро").isalpha()
    assert fold("—!") == ""


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded name is in its final form, composed or decomposed as it came."""
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_acronyms_leave_small_words_out() -> None:
    """First letters of the words that count; one word has none."""
    assert acronym("Front patriotique rwandais") == "fpr"
    assert acronym("Conseil national pour la défense de la démocratie") == "cndd"
    assert acronym("Renamo") == ""


def index() -> NameIndex:
    found = NameIndex()
    found.add(1, ["CNDD", "Conseil national pour la défense de la démocratie"])
    found.add(2, ["CNDD-FDD"])
    found.add(3, ["Palipehutu"])
    return found


def test_exact_comes_before_words_before_likeness() -> None:
    """The order of the answers is the order of certainty."""
    assert [(match.key, match.how) for match in index().find("cndd")] == [(1, "exact"), (2, "words")]
    assert [(match.key, match.how) for match in index().find("cnddfdd")] == [(2, "exact")]
    assert [(match.key, match.how) for match in index().find("palipe")] == [(3, "begins")]
    assert [(match.key, match.how) for match in index().find("palipehuto")] == [(3, "like")]


def test_nothing_like_it_is_nothing() -> None:
    """No answer is made up for a name that is like none, or is none."""
    assert index().find("xyzzy") == index().find("") == index().find("?!") == []


@given(st.text(max_size=60))
def test_any_text_may_be_asked(text: str) -> None:
    """No text breaks a search, and no answer is given twice."""
    found = index().find(text)
    assert len({match.key for match in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "ucdp_id"),
    [
        ("CNDD-FDD", 434), ("cndd fdd", 434), ("Conseil National pour la Defense de la Democratie", 431),
        ("palipehutu-fnl", 432), ("PALIPEHUTU", 430), ("Parti pour la liberation du peuple hutu-forces nationales de "
        "liberation", 432), ("PIRA", 282), ("Provisional Irish Republican Army", 282), ("Provisional IRA", 282),
        ("oglaigh na heireann", 283), ("SPLM/A", 466), ("splma", 466), ("M23", 1160), ("Mouvement du 23 mars", 1160),
        ("March 23 movement", 1160), ("FARC", 743), ("Fuerzas Armadas Revolucionarias Colombianas", 743),
        ("Revolutionary Armed Forces of Colombia", 743), ("Ansarallah", 1091), ("Houthis", 1091),
        ("Taliban", 303), ("shining path", 750), ("Lord's Resistance Army", 488), ("LORDS RESISTANCE ARMY", 488),
        ("Boko Haram", 1051), ("Rwandan Patriotic Front", 527), ("tamil tigers", 320), ("renamo", 498),
        ("Resistencia nacional mocambicana", 498), ("partiya yekitiya demokrat", 4163),
    ],
)  # fmt: skip
def test_groups_of_the_sample_by_any_name(text: str, ucdp_id: int, sample: Library) -> None:
    """The first answer is the group that people mean, by alias, accent or case, and is no mere suggestion."""
    hit = sample.find(text)[0]
    assert hit.ucdp_id == ucdp_id
    assert not hit.suggestion
    assert hit.reason


def test_every_group_of_the_sample_is_found_by_each_of_its_names(sample: Library) -> None:
    """Of all names of all groups, in capitals and without accents, none leads nowhere."""
    lost = [
        (hit.name, name)
        for hit in sample.groups()
        for name in (hit.name, *hit.aliases)
        if fold(name)
        and not any(
            (found.ucdp_id, found.name) == (hit.ucdp_id, hit.name) for found in sample.find(fold(name).upper(), 60)
        )
    ]
    assert lost == []


def test_a_slip_is_met_with_a_suggestion_marked_as_such(sample: Library) -> None:
    """A misspelt name gives what it is like, and says that it was not found."""
    hit = sample.find("Palipehuto")[0]
    assert (hit.ucdp_id, hit.suggestion) == (430, True)
    assert "not found" in hit.reason


def test_governments_and_civilians_are_not_groups(sample: Library) -> None:
    """No search and no list answers with a state or with civilians."""
    names = {hit.name for hit in sample.groups()}
    assert not any(name.startswith("Government of") or name == "Civilians" for name in names)
    assert not any(not hit.suggestion for hit in sample.find("Government of Sudan"))
    assert not any(not hit.suggestion for hit in sample.find("Civilians"))


def test_groups_of_one_name_are_all_shown(sample: Library) -> None:
    """Three groups are called ELN: the reader chooses, the one with most events first."""
    found = [hit for hit in sample.find("ELN") if hit.name == "ELN"]
    assert [hit.ucdp_id for hit in found] == [744, 721, 748]


def test_a_party_without_an_id_is_found_by_name(sample: Library) -> None:
    """A party that only the events name can be looked up too."""
    (hit,) = [hit for hit in sample.find("fatah halab") if hit.ucdp_id is None]
    assert hit.events == len(sample.events_of(hit.name)) > 300
    assert sample.group("Fatah Halab").ucdp_id is None
