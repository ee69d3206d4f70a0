"""Texts in the reader's language, by the standard library's gettext alone.

Rules. Message ids are English, so a text without a translation is still a sentence. The locale belongs to
the running task, not to the process: two requests served at once never see each other's language. A
locale that is not shipped falls back to its base language and then to English; it is never an error.
Importing this module opens no file; a catalogue is read once, at the first text asked for in its
language.

Catalogues stand in ``multitrack/locale/LANGUAGE/LC_MESSAGES``, compiled by ``scripts/translations``.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

__all__ = [
    "DOMAIN",
    "LOCALE_DIR",
    "N_",
    "SOURCE_LANGUAGE",
    "_",
    "available",
    "best",
    "current",
    "direction",
    "gettext",
    "ngettext",
    "npgettext",
    "pgettext",
    "set_locale",
    "use",
]

DOMAIN = "multitrack"
SOURCE_LANGUAGE = "en"
LOCALE_DIR = Path(__file__).parent / "locale"

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_RIGHT_TO_LEFT_LANGUAGES = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi"}
)

_locale: ContextVar[str] = ContextVar("multitrack_locale", default=SOURCE_LANGUAGE)


def gettext(message: str) -> str:
    """The text in the current language, or itself where there is no translation.

    The empty text stays empty: gettext keeps the catalogue's own header under that id.
    """
    return _catalogue(_locale.get()).gettext(message) if message else ""


_ = gettext


def N_(message: str) -> str:  # noqa: N802 (the name that extraction tools know)
    """Mark a text for extraction and leave it as it is; whoever shows it calls :func:`gettext` then."""
    return message


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a text that goes with a number in the current language (Arabic has six)."""
    return _catalogue(_locale.get()).ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The text in the current language where one English word may have two meanings, told apart by a context.

    Without a translation of its own in that context, it is that of :func:`gettext`: most words mean one thing.
    """
    if not message:
        return ""
    own = _catalogue(_locale.get()).pgettext(context, message)
    return own if own != message else gettext(message)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """:func:`ngettext` within a context."""
    return _catalogue(_locale.get()).npgettext(context, one, many, number)


@cache
def available() -> tuple[str, ...]:
    """The languages that texts are shipped in, English first, then by tag."""
    shipped = {found.parent.parent.name for found in LOCALE_DIR.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return (SOURCE_LANGUAGE, *sorted(shipped - {SOURCE_LANGUAGE}))


def best(wanted: Iterable[str]) -> str:
    """The first wanted language that is shipped, by tag or by base language; English if none is.

    Args:
        wanted: language tags in order of preference, such as a browser's ``("ar-EG", "fr")``.
    """
    for tag in wanted:
        for candidate in _candidates(tag):
            if candidate in available():
                return candidate
    return SOURCE_LANGUAGE


def current() -> str:
    """The language tag in force in this task."""
    return _locale.get()


def set_locale(locale: str) -> None:
    """Choose the language for the rest of this task, by :func:`best`."""
    _locale.set(best([locale]))


@contextmanager
def use(locale: str) -> Iterator[str]:
    """Choose the language within a ``with`` block, by :func:`best`; yields the tag that was chosen."""
    token = _locale.set(best([locale]))
    try:
        yield _locale.get()
    finally:
        _locale.reset(token)


def direction(locale: str) -> str:
    """``"rtl"`` or ``"ltr"``: which way a language is written; a script named in the tag decides first."""
    language, *subtags = _canonical(locale).split("_")
    scripts = [tag.lower() for tag in subtags if len(tag) == 4 and tag.isalpha()]
    right_to_left = scripts[0] in _RIGHT_TO_LEFT_SCRIPTS if scripts else language in _RIGHT_TO_LEFT_LANGUAGES
    return "rtl" if right_to_left else "ltr"


def _canonical(tag: str) -> str:
    """``ar-eg.UTF-8`` as ``ar_EG``; scripts and regions in the case that folders use."""
    language, *subtags = tag.partition(".")[0].partition("@")[0].replace("-", "_").split("_")
    shaped = [part.title() if len(part) == 4 else part.upper() for part in subtags if part]
    return "_".join([language.lower(), *shaped])


def _candidates(tag: str) -> Iterator[str]:
    parts = _canonical(tag).split("_")
    for length in range(len(parts), 0, -1):
        yield "_".join(parts[:length])


@cache
def _catalogue(locale: str) -> _gettext.NullTranslations:
    path = LOCALE_DIR / locale / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if locale == SOURCE_LANGUAGE or not path.is_file():
        return _gettext.NullTranslations()
    with path.open("rb") as stream:
        return _gettext.GNUTranslations(stream)
