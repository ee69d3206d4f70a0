"""Texts and languages: nothing is lost without a translation, no task sees another's language, catalogues are whole."""

from __future__ import annotations

import re
import string
import threading
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from scripts import translations

from multitrack import i18n

LANGUAGES = translations.languages()
every_language = pytest.mark.parametrize("language", LANGUAGES)


def translated(language: str) -> list[Message]:
    """The messages of a language's catalogue that have a translation."""
    path = i18n.LOCALE_DIR / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"
    with path.open("rb") as stream:
        return [message for message in read_po(stream, locale=language) if message.id and all(forms(message.string))]


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The forms of a message, one where it has no plural."""
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def fields(text: str) -> set[str]:
    """The names that a text leaves to be filled in, in braces or after a percent sign."""
    braces = {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
    return braces | set(re.findall(r"%\(\w+\)[a-z]", text))


def test_a_text_without_translation_stays_as_it_is() -> None:
    """English is never lost, in any language and through every door."""
    with i18n.use("ar"):
        assert i18n._("No such text anywhere") == "No such text anywhere"
        assert i18n.pgettext("nowhere", "No such text anywhere") == "No such text anywhere"
        assert [i18n.ngettext("{n} stone", "{n} stones", n) for n in (1, 2)] == ["{n} stone", "{n} stones"]
        assert i18n.npgettext("nowhere", "{n} stone", "{n} stones", 1) == "{n} stone"


def test_the_empty_text_stays_empty() -> None:
    """Gettext keeps the catalogue's header under the empty id; no page may ever show it."""
    with i18n.use("ar"):
        assert i18n._("") == ""
        assert i18n.pgettext("actor.name", "") == ""


def test_marking_a_text_leaves_it_as_it_is() -> None:
    """N_ is for data: shown later, in the language of then."""
    assert i18n.N_("low") == "low"


def test_a_context_falls_back_to_the_word_itself() -> None:
    """A word that means one thing is translated once, whatever field it stands in."""
    with i18n.use("ar"):
        assert i18n.pgettext("actor.name", "Name") == i18n._("Name") != "Name"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("ar", "ar"), ("ar-EG", "ar"), ("ar_EG.UTF-8", "ar"), ("AR", "ar"), ("en-GB", "en"), ("xx", "en"), ("", "en")]
    + [(odd, "en") for odd in ("../../etc", "C", "POSIX", "*", "\0", "-", "ar/../ar")],
)
def test_a_locale_that_is_not_shipped_falls_back(wanted: str, found: str) -> None:
    """To its base language, then to English; and no tag reaches outside the folder of catalogues."""
    with i18n.use(wanted) as chosen:
        assert chosen == found == i18n.current()


def test_the_first_wanted_language_that_is_shipped_is_taken() -> None:
    """Preferences are looked through in order."""
    assert i18n.best(["xx", "ar-SD", "en"]) == "ar"
    assert i18n.best([]) == "en"
    assert i18n.available()[0] == "en"
    assert set(LANGUAGES) <= set(i18n.available())


def test_a_language_ends_with_its_block_even_when_the_block_fails() -> None:
    """No request inherits the language of one that broke."""
    with pytest.raises(KeyError), i18n.use("ar"):
        raise KeyError
    assert i18n.current() == "en"


def test_two_tasks_do_not_share_a_language() -> None:
    """A language chosen in one thread is not seen in another."""
    seen: list[str] = []
    with i18n.use("ar"):
        thread = threading.Thread(target=lambda: seen.append(i18n.current()))
        thread.start()
        thread.join()
    assert seen == ["en"]


@pytest.mark.parametrize(
    ("tag", "way"),
    [
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("he", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("fr-CA", "ltr"),
        ("arn", "ltr"),
        ("az-Arab", "rtl"),
        ("ku_latn_TR", "ltr"),
        ("ar-Latn", "ltr"),
        ("pa-arab-PK", "rtl"),
    ],
)
def test_the_way_a_language_is_written(tag: str, way: str) -> None:
    """By its script where the tag names one, else by the language."""
    assert i18n.direction(tag) == way


@given(st.text(max_size=30))
def test_no_tag_is_an_error(tag: str) -> None:
    """Whatever a browser sends, there is a language and a direction."""
    assert i18n.best([tag]) in i18n.available()
    assert i18n.direction(tag) in {"ltr", "rtl"}


@every_language
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    """The .mo in the clone is what its .po compiles to: `python scripts/translations.py compile`."""
    path = i18n.LOCALE_DIR / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
    assert path.read_bytes() == translations.compiled(language)


def test_every_text_of_the_program_is_in_the_catalogues() -> None:
    """Texts were collected since the last one changed: `python scripts/translations.py update`, then `compile`."""
    assert translations.behind() == []


@every_language
def test_a_translation_fills_in_what_the_text_fills_in(language: str) -> None:
    """Each form names only what the English names, and all of it unless it is a form for one, two or none."""
    wrong = []
    for message in translated(language):
        wanted = fields(forms(message.id)[-1])
        for form in forms(message.string):
            named = fields(form)
            if not named <= wanted or (named != wanted and not message.pluralizable):
                wrong.append(f"{message.id!r} -> {form!r}")
    assert wrong == []


@every_language
def test_a_translation_keeps_commands_and_variables_as_they_are(language: str) -> None:
    """What the reader must type stands in every language as in English."""
    typed = re.compile(r"`[^`]+`|--[a-z][a-z-]+|MULTITRACK_[A-Z_]+|<[a-z/][^>]*>")
    wrong = [
        str(message.id)
        for message in translated(language)
        if not message.pluralizable
        and sorted(typed.findall(str(message.id))) != sorted(typed.findall(str(message.string)))
    ]
    assert wrong == []


@every_language
def test_words_are_neutral_in_every_language(language: str) -> None:
    """A group is an armed group; a translation brings no label in by the back door."""
    labels = {"ar": ["إرهاب", "متمرد", "مقاومة", "عدو", "مجاهد"]}.get(language, [])
    english = re.compile(r"terror|rebel|resistance|enemy", re.IGNORECASE)
    wrong = [
        str(message.id)
        for message in translated(language)
        if not english.search(str(message.id))
        and any(label in form for label in labels for form in forms(message.string))
    ]
    assert wrong == []


def test_catalogues_are_read_when_first_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the folder of catalogues every text is English and nothing fails."""
    monkeypatch.setattr(i18n, "LOCALE_DIR", tmp_path)
    i18n.available.cache_clear()
    try:
        assert i18n.available() == ("en",)
        assert i18n.best(["ar"]) == "en"
    finally:
        i18n.available.cache_clear()
