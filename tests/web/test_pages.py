"""What pages say, to whoever reads them without scripts, from right to left, or in another language."""

from __future__ import annotations

import gettext as _gettext
import html
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from tests.web.conftest import NOW, Client
from tests.web.sample import SampleWorkspace, cell

from multitrack import i18n
from multitrack.errors import UsageError
from multitrack.picture.shapes import Ref
from multitrack.vocabulary import Contact, fields_of
from multitrack.web import marks, words
from multitrack.web.asked import Asked
from multitrack.web.forms import inputs_of, plain_of
from multitrack.web.strip import strip
from multitrack.web.things import things
from multitrack.web.words import dated

LOOKED_AT = (
    "/",
    "/board",
    "/groups?q=fdd",
    "/group/fdd",
    "/entry/e1",
    "/after",
    "/notebook",
    "/about",
    "/group/nobody",
    "/board?as_of=never",
)


class Visible(HTMLParser):
    """The words that a reader sees or hears: texts, labels, descriptions."""

    SPOKEN = ("aria-label", "title", "alt", "placeholder")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Labels count as words."""
        self._silent += tag in {"script", "style", "head"}
        self.words += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        """Heads and scripts are not words."""
        self._silent -= tag in {"script", "style", "head"}

    def handle_data(self, data: str) -> None:
        """A text."""
        if not self._silent and data.strip():
            self.words.append(data.strip())


class Pseudo(_gettext.NullTranslations):
    """A language in which every text is in brackets."""

    def gettext(self, message: str) -> str:
        """The text in brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Likewise."""
        return f"⟦{one if number == 1 else many}⟧"

    def pgettext(self, context: str, message: str) -> str:
        """Likewise."""
        return f"⟦{message}⟧"

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Likewise."""
        return f"⟦{one if number == 1 else many}⟧"


def texts_in(value: object) -> Iterator[str]:
    """Every text of the sample's answers: what people wrote, which no catalogue translates."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)


def written(workspace: SampleWorkspace) -> set[str]:
    """All texts that come from data, and what dates and languages are made of."""
    shapes = [
        workspace.board(),
        workspace.week(),
        workspace.group("fdd"),
        workspace.entry("e1"),
        workspace.actors(),
        workspace.groups("fdd"),
    ]
    found = {text for shape in shapes for text in texts_in(msgspec.to_builtins(shape, enc_hook=str))}
    found |= {part for text in found for part in re.split(r"[/,]\s*", text)}
    found |= {"Multitrack", "Esc", "UCDP", "AB", *(each for _tag, each in (("en", "English"), ("ar", "العربية")))}
    return {text for text in found if re.search(r"[^\W\d_]", text)}


@pytest.mark.parametrize("path", LOOKED_AT)
def test_every_visible_text_goes_through_gettext(
    client: Client, workspace: SampleWorkspace, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a language of brackets, nothing that a reader sees or hears is outside brackets but what people wrote."""
    data = sorted(written(workspace), key=len, reverse=True)
    monkeypatch.setattr(i18n, "_catalogue", lambda _locale: Pseudo())
    # A text with markup in it is spread over several elements, so the brackets are closed over all of them first.
    seen = "\n".join(Visible(client.get(path).text).words).replace("\u00ad", "")
    while (bare := re.sub(r"⟦[^⟦⟧]*⟧", "", seen)) != seen:
        seen = bare
    left: list[str] = []
    for text in seen.split("\n"):
        rest = text
        for known in data:
            rest = rest.replace(known, "")
        # Labels cut to their span, months of a date, and what the language itself writes.
        rest = re.sub(r"^.*…$|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b", "", rest)
        if re.search(r"[^\W\d_]{2}", rest):
            left.append(text)
    assert left == []


@pytest.mark.parametrize("path", LOOKED_AT)
def test_arabic_runs_from_right_to_left_and_sets_names_apart(client: Client, path: str) -> None:
    """The page says its language and direction; a name stands apart, but in a sentence of our own."""
    client.post("/language", {"language": "ar", "back": "/"})
    page = client.get(path).text
    assert '<html lang="ar" dir="rtl">' in page
    for name in ("CNDD-FDD", "Palipehutu-FNL", "Studio Ijambo"):
        for found in re.finditer(rf">([^<>]*{name}[^<>]*)<", page):
            before = page[: found.start(1)]
            told = re.search(r'<p class="said">\s*$', before)
            assert told or re.search(r"<(?:bdi|option|title|text)[^<>]*>$", before), before[-80:]


def test_the_moment_is_carried_by_every_link_and_form(client: Client) -> None:
    """A reader who moves the day moves with it through all pages."""
    page = client.get("/board?as_of=1999-12-31&as_known=2026-11-01").text
    addresses = re.findall(r'<a [^>]*href="(/[^"]*)"', page)
    assert len(addresses) > 20
    for address in addresses:
        steps = "as_of=" in address and "as_of=1999-12-31" not in address
        assert steps or "as_of=1999-12-31" in address or address == "/board?as_known=2026-11-01", address
        assert "as_known=2026-11-01" in address, address


@pytest.mark.parametrize("day", ["2003-02-31", "yesterday", "1999/..", "<script>"])
def test_a_day_that_is_none_is_said_with_its_field(client: Client, day: str) -> None:
    """The error names the field, says that nothing changed, and what to write."""
    answer = client.get("/board", params={"as_of": day})
    assert answer.status_code == 400
    assert "As of" in answer.text
    assert "1998-05" in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(("text", "day"), [("1998", "1998-12-31"), ("1998-02", "1998-02-28"), ("", None)])
def test_a_month_or_a_year_means_its_last_day(client: Client, text: str, day: str | None) -> None:
    """What was so up to then."""
    page = client.get("/board", params={"as_of": text}).text
    assert (f'value="{day}"' in page) is (day is not None)


def test_what_others_wrote_is_shown_as_text(client: Client, workspace: SampleWorkspace) -> None:
    """Markup in a record is words, not markup."""
    client.post(
        "/after", {"when": "2026-11-20", "parties": "fdd", "summary": "<b onclick=x>bold</b>", "audience": "only me"}
    )
    page = client.get("/notebook").text
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;bold" in page


def test_nothing_recorded_is_said_in_words(client: Client, workspace: SampleWorkspace) -> None:
    """A party without a mark has a sentence that says that others may be in touch, never an empty row."""
    page = client.get("/board").text
    row = page[page.index("Palipehutu-FNL") :]
    assert "No line is known on this picture. Others may be in touch" in row[: row.index("</tr>")]
    assert "outside the data" in page


def test_the_demonstration_warns_on_every_page(client: Client) -> None:
    """Its passphrase is public."""
    for path in LOOKED_AT:
        assert "record nothing real here" in client.get(path).text, path


@pytest.mark.parametrize("path", ["/board", "/group/fdd", "/groups?q=fdd", "/about"])
def test_pages_that_show_the_public_record_say_whose_it_is_and_what_is_missing(client: Client, path: str) -> None:
    """Attribution and the limits of the sample."""
    page = client.get(path).text
    assert "about two thirds of all" in page
    assert "2017" in page


def test_a_dispute_shows_its_accounts_side_by_side(client: Client) -> None:
    """Each account with who says so; none is chosen."""
    page = client.get("/group/fdd").text.partition('id="evidence"')[0]
    assert page.count('class="account"') == 2
    assert "Accounts that differ; none is chosen" in page


def test_a_claim_stands_beside_the_record_with_its_caution(client: Client) -> None:
    """Who says it, what, and what this does not say."""
    page = client.get("/group/fdd").text
    assert re.search(r"<b><bdi>Hottinger \(2005\)</bdi>:</b>", page)
    assert "What this does not say:" in page


def test_looking_as_another_reader_shows_no_form_and_records_nothing(
    client: Client, workspace: SampleWorkspace
) -> None:
    """What is recorded is recorded as oneself."""
    client.post("/after", {"when": "2026-11-20", "parties": "fdd", "summary": "Mine alone.", "audience": "only me"})
    assert "<select" not in client.get("/after?as=bo").text
    assert "Mine alone." not in client.get("/notebook?as=bo").text
    assert client.post("/after?as=bo", {"when": "2026", "parties": "fdd", "audience": "only me"}).status_code == 400
    assert len(workspace.notes) == 1


def test_the_form_is_the_vocabulary(client: Client) -> None:
    """Each field that the vocabulary gives to forms is there once, with its title and help; no other is."""
    page = client.get("/after").text.partition('id="contact"')[2]
    for field in fields_of(Contact):
        assert (f'name="{field.name}"' in page) is field.form, field.name
        if field.form:
            assert field.title in page


def test_empty_fields_are_left_out_and_lists_are_lists() -> None:
    """Nothing is guessed: what was not typed is not in the record."""
    typed = [
        ("when", "2026-11-20"),
        ("parties", "fdd"),
        ("parties", ""),
        ("parties", "fdd"),
        ("handles", "the teacher, Cousin B"),
        ("purpose", ""),
        ("summary", "  two\r\nlines "),
        ("line", "not for forms"),
        ("stray", "x"),
    ]
    data, kept = plain_of(Contact, typed)
    assert data == {
        "when": "2026-11-20",
        "parties": ["fdd"],
        "handles": ["the teacher", "Cousin B"],
        "summary": "two\nlines",
    }
    assert kept["parties"] == ["fdd", "", "fdd"]


def test_what_was_typed_stays_when_something_is_wrong(client: Client, workspace: SampleWorkspace) -> None:
    """The summary leads to the field; the text, the choices and the audience are still there."""
    answer = client.post(
        "/after",
        {"when": "2003-02-31", "parties": "cndd", "tracks": "7", "summary": "Kept.", "audience": "own organisation"},
    )
    assert answer.status_code == 422
    assert 'href="#when"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert ">Kept.</textarea>" in answer.text
    assert '<option value="cndd" selected>' in answer.text
    assert 'value="7" checked' in answer.text
    assert '<option value="own organisation" selected>' in answer.text
    assert workspace.notes == {}


def test_inputs_start_with_the_vocabularys_defaults() -> None:
    """An outcome is chosen, a purpose is not."""
    inputs = {each.name: each for each in inputs_of(Contact, values={}, actors=[("a", "A")], errors={})}
    assert inputs["outcome"].value == "happened"
    assert inputs["purpose"].value == ""
    assert inputs["parties"].choices == (("a", "A"),)


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("1998-05-07", "7 May 1998"),
        ("1998-05~", "about May 1998"),
        ("1998", "1998"),
        ("1998-XX", "some time in 1998"),
        ("1998-05-1X", "some day of May 1998"),
        ("199X", "the 1990s"),
        ("1990-05/1991-06", "May 1990 to Jun 1991"),
        ("1999/..", "since 1999"),
        ("../1999?", "until perhaps 1999"),
        ("1999%", "perhaps about 1999"),
        ("", "date not recorded"),
        ("soon", "soon"),
    ],
)
def test_a_date_in_words_claims_no_more_than_was_known(edtf: str, said: str) -> None:
    """Precision is kept."""
    assert words.when(edtf) == said


def test_a_mark_says_in_words_all_that_it_shows() -> None:
    """State, freshness, backing, status, split: none by shape alone."""
    live = marks.cell_words(cell("x", Ref(id="a", name="A"), "A", "1999/..", freshness=40, backing="tacit"))
    assert live == (
        "since 1999; active; last contact with this party: not recorded here; "
        "40% of the agreed time between contacts is left; backing: tacit; "
        "whether its status was explained to the party is not recorded here"
    )
    past = marks.cell_words(
        cell("x", Ref(id="a", name="A"), "A", "1996", live=False, before_split=True, status_explained=True)
    )
    assert "over by then; with the predecessor, before the split" in past
    assert "no cadence agreed" in past
    assert "status" not in past


@pytest.mark.parametrize(
    ("events", "deaths", "depth"), [(None, None, None), (0, 0, 0), (1, 0, 1), (3, 25, 2), (9, 500, 4)]
)
def test_unknown_and_none_are_drawn_apart(events: int | None, deaths: int | None, depth: int | None) -> None:
    """Outside coverage is not zero."""
    assert marks.depth(deaths, events) == depth


def test_the_strip_keeps_every_mark_inside_and_apart() -> None:
    """Nothing is drawn outside the axis, and two marks of one row do not lie on each other."""
    drawn = strip(SampleWorkspace().group("fdd"), date(2005, 8, 26))
    assert [change.up for change in drawn.changes] == [True, False]
    assert drawn.as_of is not None
    for lane in drawn.lanes:
        rows: dict[int, float] = {}
        for mark in lane.marks:
            assert 152 <= mark.x <= 952
            assert mark.x >= rows.get(mark.row, 0), (lane.title, mark)
            rows[mark.row] = mark.x + mark.width
            assert mark.words


def test_a_strip_outside_coverage_is_hatched_and_never_zero() -> None:
    """Without months the whole axis is hatched, and every year says that it is outside."""
    dossier = SampleWorkspace().group("fdd")
    bare = msgspec.structs.replace(dossier, months=(), changes=(), coverage={"first": "", "last": "", "text": ""})
    drawn = strip(bare, None)
    assert len(drawn.hatched) == 1
    assert all("outside the data's coverage" in year.words for year in drawn.years)


@pytest.mark.parametrize(("day", "steps"), [("1999-03-31", "1999-02-28"), ("2000-03-31", "2000-02-29")])
def test_a_month_earlier_is_a_day_that_exists(day: str, steps: str) -> None:
    """The last day of a shorter month."""
    asked = Asked(today=NOW.date(), as_of=date.fromisoformat(day))
    assert asked.steps[1][1].isoformat() == steps


def test_an_address_escapes_what_it_carries() -> None:
    """Names with slashes and questions stay one part of the path."""
    asked = Asked(today=NOW.date(), reader="a&b")
    assert asked.href("/group", "A/B?c#d") == "/group/A%2FB%3Fc%23d?as=a%26b"


@pytest.mark.parametrize("track", ["10", "0", "x"])
def test_a_track_that_is_none_is_said(client: Client, track: str) -> None:
    """And nothing is quietly dropped."""
    answer = client.get("/board", params={"track": track})
    assert answer.status_code == 400
    assert "Tracks" in answer.text


def test_usage_errors_have_a_place() -> None:
    """The tree's error carries the field for the page."""
    assert UsageError("x", place="As of").place == "As of"


@pytest.mark.parametrize(
    "path", ["/", "/board?as_of=2001", "/group/CNDD-FDD?as_of=2005-08-26", "/group/Palipehutu-FNL", "/after", "/about"]
)
def test_the_real_demonstration_is_shown(demo: Client, path: str) -> None:
    """Every page answers on the bundled case."""
    answer = demo.get(path)
    assert answer.status_code == 200
    assert "None" not in re.sub(r"<[^>]*>", "", answer.text)


def test_a_group_of_the_public_record_alone_has_its_page(demo: Client) -> None:
    """Found by an alias, shown with its violence, and said to be known from the public record only."""
    found: Any = demo.get("/groups?q=provisional+ira").text
    address = re.search(r'href="(/group/ucdp%3A\d+)"', found)
    assert address is not None
    page = demo.get(address[1]).text
    assert "No line is known on this picture." in page
    assert "<svg" in page


def test_no_link_of_a_page_leads_nowhere(demo: Client) -> None:
    """Marks, names and evidence lead to a page, anchors to an element; every sixth link is followed."""
    page = demo.get("/group/CNDD-FDD?as_of=2005-08-26").text
    addresses = sorted({html.unescape(each) for each in re.findall(r'href="([^"]+)"', page)})
    elements = set(re.findall(r' id="([^"]+)"', page))
    assert [each for each in addresses if each.startswith("#") and each[1:] not in elements] == []
    followed = [each for each in addresses if each.startswith(("/entry/", "/group/"))]
    assert len(followed) > 60
    assert [each for each in followed[::6] if demo.get(each).status_code != 200] == []


def test_a_refusal_on_the_board_is_no_contact() -> None:
    """What was refused, or tried in vain, is said to have come to nothing, and has no last contact."""
    words = marks.cell_words(cell("x", Ref(id="a", name="A"), "A", "1997-05", kind="contact", state="refused"))
    assert words == "May 1997; no contact came of it: they refused"


def test_dates_in_a_sentence_are_words() -> None:
    """A reader of a sentence reads dates, also of a span; what only looks like a date stays."""
    assert dated("From 1998-08 to 2000-01-20, see item 2000-1.") == "From Aug 1998 to 20 Jan 2000, see item 2000-1."
    assert dated("Arusha (1998-06/1999-07) https://x.org/2003-10-08") == (
        "Arusha (Jun 1998 to Jul 1999) https://x.org/2003-10-08"
    )


def test_what_a_group_was_not_part_of_is_drawn_hollow() -> None:
    """A refusal in a lane of contact carries its outcome in words and is drawn as what did not come about."""
    shown = SampleWorkspace().group("fdd")
    refused = shown.contacts[0]
    changed = msgspec.structs.replace(shown, contacts=(msgspec.structs.replace(refused, outcome="refused"),))
    told = [each for each in things(changed) if each.entry == refused.id]
    assert told
    assert all(each.missed and "They refused" in each.words for each in told)
