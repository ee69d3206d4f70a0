"""The pages in a real Chromium, on the real demonstration: look, move the date, filter, record, by mouse and by key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from tests.web.conftest import TOKEN

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
END = "as_of=2005-08-26"
PAGES = (
    f"/?{END}",
    f"/board?{END}",
    f"/board?{END}&track=7&track=1.5",
    "/groups?q=cndd",
    f"/group/CNDD-FDD?{END}",
    "/group/Palipehutu-FNL?as_of=2000-08-31",
    "/after",
    "/notebook",
    "/about",
    "/group/nobody-of-that-name",
)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"),
    *("--no-first-run", "--disable-component-update", "--disable-sync"),
]

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for this module."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield found
        found.close()


@pytest.fixture
def opened(browser: Browser, served: str) -> Iterator[Opened]:
    """Opens a page of the demonstration, let in; any request that leaves the machine fails the test."""
    contexts: list[BrowserContext] = []
    left: list[str] = []
    complaints: list[str] = []

    def watch(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            left.append(route.request.url)
            route.abort()

    def open_(path: str, *, language: str = "en", viewport: Any = None, **more: Any) -> Page:
        context = browser.new_context(viewport=viewport or WIDE, base_url=served, **more)
        contexts.append(context)
        context.route("**/*", watch)
        context.set_default_timeout(6000)
        context.set_default_navigation_timeout(30_000)
        page = context.new_page()
        page.on("request", lambda each: None if each.url.startswith((served, "data:")) else left.append(each.url))
        page.on("console", lambda each: complaints.append(each.text) if "Content Security" in each.text else None)
        page.on("pageerror", lambda each: complaints.append(str(each)))
        page.goto(f"{path}{'&' if '?' in path else '?'}token={TOKEN}")
        if language != "en":
            context.add_cookies([{"name": "multitrack-language", "value": language, "url": served}])
            page.reload()
        return page

    yield open_
    for context in contexts:
        context.close()
    assert left == [], "a request left the machine"
    assert complaints == [], "the page broke its policy or its script"


def overflow(page: Page) -> int:
    """How far the page can be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_opening_leaves_a_clean_address(opened: Opened) -> None:
    """The token is not in the address bar, and the tab says nothing."""
    page = opened(f"/board?{END}")
    assert TOKEN not in page.url
    assert page.url.endswith(f"/board?{END}")
    assert page.title() == "Multitrack"
    assert page.get_by_role("heading", level=1).inner_text() == "Board"


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "360"])
def test_moving_the_date_moves_the_board(opened: Opened, viewport: dict[str, int]) -> None:
    """In 1995 there is no CNDD-FDD and no agreement of 2003; at the end there is, and every link keeps the day."""
    page = opened(f"/board?{END}", viewport=viewport)
    board = page.locator("table.board")
    assert "CNDD-FDD" in board.inner_text()
    late = board.locator("a.mark").count()
    page.get_by_label("As of", exact=True).fill("1995-12-31")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "as_of=1995-12-31" in page.url
    assert 0 < page.locator("table.board a.mark").count() < late
    page.locator("table.board a.mark").first.click()
    assert "as_of=1995-12-31" in page.url


def test_the_year_ruler_moves_everything(opened: Opened) -> None:
    """A year of the ruler is the date field's other handle; the group page follows."""
    page = opened(f"/board?{END}")
    page.get_by_role("navigation", name="Go to the end of a year").get_by_role("link", name="1999").click()
    assert page.get_by_label("As of", exact=True).input_value() == "1999-12-31"
    page.locator("table.board").get_by_role("link", name="CNDD-FDD", exact=True).first.click()
    strip = page.locator("figure.strip")
    assert strip.get_by_text("2003", exact=True).count() == 0
    assert page.locator("#agreements").get_by_text("2003").count() == 0


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "360"])
def test_filtering_a_track(opened: Opened, viewport: dict[str, int]) -> None:
    """Choosing track 7 leaves that column alone, and the address remembers it."""
    page = opened(f"/board?{END}", viewport=viewport)
    page.get_by_text("Tracks shown:").click()
    page.get_by_role("checkbox", name=re.compile("^7 ")).check()
    page.get_by_role("button", name="Show these tracks").click()
    assert "track=7" in page.url
    assert END in page.url
    assert page.locator("table.board thead th").count() == 2
    assert page.locator("table.board a.mark").count() > 0


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "360"])
def test_a_contact_is_recorded_in_at_most_ten_interactions(opened: Opened, viewport: dict[str, int]) -> None:
    """From the group's page: each click, choice and text typed counts as one."""
    page = opened(f"/group/CNDD-FDD?{END}", viewport=viewport)
    words = f"They asked for a date, at {viewport['width']} px."
    done = 0
    page.get_by_role("link", name="Record a contact").click()
    done += 1
    assert page.get_by_label("When", exact=True).input_value() == "2026-11-23"
    assert page.locator("select[name=parties]").first.input_value() != ""
    page.locator("select[name=third_parties]").first.select_option(label="ACCORD")
    done += 1
    page.get_by_role("checkbox", name=re.compile("^2 ")).check()
    done += 1
    page.get_by_label("What happened").fill(words)
    done += 1
    page.get_by_role("button", name="Put into my notebook").click()
    done += 1
    assert words in page.locator("article.draft").first.inner_text()
    page.get_by_role("button", name="Commit to the ledger").first.click()
    done += 1
    assert done <= 10
    page.get_by_role("link", name="See the entry").click()
    assert words in page.locator("main").inner_text()
    page.goto("/group/CNDD-FDD")
    page.locator("#contacts > summary").click()
    assert words in page.locator("#contacts").inner_text()


def test_recording_by_keyboard_alone(opened: Opened) -> None:
    """No mouse: tab to the link, type, enter; the focus can be seen all the way."""
    page = opened(f"/group/CNDD-FDD?{END}")

    def tab_to(wanted: str, most: int = 60) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            text = page.evaluate(
                "(e => `${e.name || ''} ${e.id || ''} ${e.innerText || e.value || ''}`)(document.activeElement)"
            )
            seen = page.evaluate(
                # The picker inside a date field draws a ring of its own.
                "(e => e.type === 'date' || getComputedStyle(e).outlineStyle !== 'none')(document.activeElement)"
            )
            assert seen, text
            if wanted in text:
                return
        raise AssertionError(f"{wanted} is not reached by keyboard")

    tab_to("Record a contact")
    page.keyboard.press("Enter")
    page.wait_for_url("**/after*")
    tab_to("summary")
    page.keyboard.type("Heard through a friend of the movement.")
    tab_to("Put into my notebook")
    page.keyboard.press("Enter")
    page.wait_for_url("**/notebook*")
    page.keyboard.press("Enter")
    page.wait_for_url("**committed=*")
    assert page.get_by_text("Committed: signed and kept.").is_visible()


def test_an_error_keeps_what_was_typed_and_leads_to_the_field(opened: Opened) -> None:
    """Nothing is recorded, the summary comes first, and its link goes to the field."""
    page = opened("/after")
    page.get_by_label("When", exact=True).fill("2003-02-31")
    page.get_by_label("What happened").fill("Kept on the page.")
    page.locator("select[name=parties]").first.select_option(index=1)
    page.get_by_role("button", name="Put into my notebook").click()
    alert = page.get_by_role("alert")
    assert alert.is_visible()
    assert page.get_by_label("What happened").input_value() == "Kept on the page."
    alert.get_by_role("link").click()
    assert page.evaluate("document.activeElement.name || document.activeElement.id || location.hash") in {
        "when",
        "#when",
    }
    page.goto("/notebook")
    assert "Kept on the page." not in page.content()


@pytest.mark.parametrize(
    ("viewport", "language", "scheme"),
    [(WIDE, "en", "light"), (NARROW, "en", "dark"), (WIDE, "ar", "dark"), (NARROW, "ar", "light")],
    ids=["1280", "360-dark", "ar-1280-dark", "ar-360"],
)
def test_axe_finds_nothing_and_nothing_overflows(
    opened: Opened, viewport: dict[str, int], language: str, scheme: Any
) -> None:
    """Every page, both widths, both directions, both schemes, all folds open: no violation, nothing sideways."""
    page = opened("/about", viewport=viewport, language=language, color_scheme=scheme)
    found: list[tuple[str, str, str]] = []
    for path in PAGES:
        page.goto(path)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert overflow(page) == 0, path
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert overflow(page) == 0, path
        if scheme == "dark" and not path.startswith(("/board?as", "/group/C", "/after")):
            # Colours are the only thing in which the schemes differ, and these three pages have all of them.
            continue
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [(path, each["id"], each["nodes"][0]["html"][:200]) for each in violations]
    assert found == []


def test_thirty_parties_and_nine_tracks_fit_1280_pixels(opened: Opened) -> None:
    """The board of the desk officer needs no scrolling sideways, whatever is in its cells."""
    page = opened(f"/board?{END}")
    page.evaluate(
        "() => { const body = document.querySelector('table.board tbody');"
        "const row = [...body.rows].find((each) => each.querySelectorAll('a.mark').length > 8);"
        "for (let i = 0; i < 30; i++) body.append(row.cloneNode(true)); }"
    )
    assert overflow(page) == 0
    assert page.locator("table.board").evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def test_the_veil_hides_and_shows_by_key(opened: Opened) -> None:
    """One key blurs the content at once, and again shows it."""
    page = opened("/board")
    assert page.locator(".veil-button:visible").count() == 1
    page.keyboard.press("Escape")
    assert "blur" in page.locator(".sheet").evaluate("e => getComputedStyle(e).filter")
    assert page.locator(".veil-button:visible").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".sheet").evaluate("e => getComputedStyle(e).filter") == "none"


def test_reading_and_recording_without_scripts(opened: Opened) -> None:
    """Scripts off: the menu opens, the folds open, a contact reaches the notebook, and no dead button is shown."""
    page = opened("/board", viewport=NARROW, java_script_enabled=False)
    assert page.locator(".veil-button:visible").count() == 0
    page.locator("details.pages > summary").click()
    page.locator("details.pages").get_by_role("link", name="After a contact").click()
    page.locator("select[name=parties]").first.select_option(label="CNDD-FDD")
    page.get_by_label("What happened").fill("Without scripts.")
    page.get_by_role("button", name="Put into my notebook").click()
    assert "Without scripts." in page.locator("article.draft").first.inner_text()
    page.get_by_role("button", name="Delete for good").first.click()
    assert "Without scripts." not in page.content()


def test_the_language_is_chosen_on_the_page(opened: Opened) -> None:
    """The button in Arabic turns the page round and stays on it."""
    page = opened(f"/board?{END}")
    page.locator(".wide").get_by_role("button", name="العربية").click()
    assert page.url.endswith(f"/board?{END}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    rail, sheet = (page.locator(each).bounding_box() for each in (".rail", ".sheet"))
    assert rail is not None
    assert sheet is not None
    assert rail["x"] > sheet["x"]


def test_paper_keeps_the_content_and_drops_the_controls(opened: Opened) -> None:
    """Printed, there is no menu and no button, and the strip is there."""
    page = opened(f"/group/CNDD-FDD?{END}")
    page.emulate_media(media="print")
    assert not page.locator(".rail").is_visible()
    assert not page.locator("form.moment").is_visible()
    assert page.locator("figure.strip svg").is_visible()
    assert page.locator("h1").is_visible()
