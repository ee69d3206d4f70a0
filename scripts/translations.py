"""Texts for translators and back: one catalogue per language, compiled for the program and kept with it.

Run with Python, from anywhere, in the environment of the clone::

    python scripts/translations.py update      collect all texts into multitrack.pot and each language's .po
    python scripts/translations.py compile     compile each .po into the .mo that the program reads
    python scripts/translations.py check       say what is not translated; exit 1 if a .po or .mo is behind
    python scripts/translations.py add TAG     begin a language, by its tag (fr, ar, pt_BR)

Rules. Texts come from three places: marked texts in Python and in page templates (``babel.cfg``), the vocabulary
(``multitrack.vocabulary.texts``), and the advice of errors. A text of the vocabulary is translated once wherever it
stands, unless ``TELL_APART`` names it, because one English word has two meanings. Files are written in one order and
without dates or line numbers, so that a change of the code changes only the texts that it touches.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from multitrack import __version__
from multitrack.errors import every_error
from multitrack.i18n import DOMAIN, LOCALE_DIR
from multitrack.vocabulary import texts as vocabulary_texts

__all__ = ["behind", "collect", "compiled", "languages", "main", "merged", "written"]

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "multitrack"
TEMPLATE = LOCALE_DIR / f"{DOMAIN}.pot"

# (context, text) of vocabulary texts that need a translation of their own in that context.
TELL_APART = frozenset({("ActorType", "State"), ("Part", "Monitor")})

# A date in the files would change with every run; git knows when a text changed.
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def collect() -> Catalog:
    """All texts of the program, in the order of places and then of texts."""
    catalog = Catalog(
        project="Multitrack",
        version=__version__,
        copyright_holder="The Multitrack founders",
        msgid_bugs_address=" ",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        fuzzy=False,
        header_comment="# Texts of Multitrack. Apache-2.0, as the program itself.",
    )
    for place, text, context, comments in sorted(_found(), key=lambda item: (item[0], str(item[1]), item[2] or "")):
        catalog.add(text, None, [(place, 0)], auto_comments=comments, context=context)
    return catalog


def _found() -> Iterator[tuple[str, str | tuple[str, ...], str | None, list[str]]]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]
    for name, _line, text, comments, context in extract_from_dir(
        PACKAGE, methods, options, comment_tags=("For translators:",), strip_comment_tags=True
    ):
        if text:
            yield f"src/multitrack/{Path(name).as_posix()}", text, context, list(comments)
    for context, text in vocabulary_texts():
        if text:
            apart = context if (context, text) in TELL_APART else None
            yield "src/multitrack/vocabulary", text, apart, []
    for error in every_error():
        if error.advice:
            yield "src/multitrack/errors.py", error.advice, None, []


def languages() -> list[str]:
    """The languages that have a catalogue, by tag."""
    return sorted(path.parent.parent.name for path in LOCALE_DIR.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def _po(language: str) -> Path:
    return LOCALE_DIR / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _read(language: str) -> Catalog:
    with _po(language).open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def merged(language: str, template: Catalog) -> Catalog:
    """A language's catalogue with the texts of today: new ones empty, gone ones dropped, nothing guessed."""
    old = _read(language) if _po(language).exists() else Catalog(locale=language)
    fresh = Catalog(
        locale=language,
        domain=DOMAIN,
        project=template.project,
        version=template.version,
        copyright_holder=template.copyright_holder,
        msgid_bugs_address=" ",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        last_translator="The Multitrack founders",
        language_team=language,
        fuzzy=False,
        header_comment=template.header_comment,
    )
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        fresh.add(
            message.id,
            known.string if known is not None else None,
            message.locations,
            flags=message.flags,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known is not None else [],
            context=message.context,
        )
    return fresh


def written(catalog: Catalog) -> bytes:
    """A catalogue as the text of its file."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=110, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def compiled(language: str) -> bytes:
    """A language's catalogue as the program reads it."""
    stream = io.BytesIO()
    write_mo(stream, _read(language))
    return stream.getvalue()


def behind() -> list[str]:
    """The files that a run of ``update`` and ``compile`` would change."""
    template = collect()
    todo = {TEMPLATE: written(template)}
    for language in languages():
        todo[_po(language)] = written(merged(language, template))
        todo[_po(language).with_suffix(".mo")] = compiled(language)
    return [
        path.relative_to(ROOT).as_posix()
        for path, wanted in todo.items()
        if not path.exists() or path.read_bytes() != wanted
    ]


def _update(also: list[str]) -> None:
    template = collect()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(template))
    for language in [*languages(), *also]:
        fresh = written(merged(language, template))
        _po(language).parent.mkdir(parents=True, exist_ok=True)
        _po(language).write_bytes(fresh)
    print(f"{len(template)} texts; languages: {', '.join(languages()) or 'none'}")


def _compile() -> None:
    for language in languages():
        _po(language).with_suffix(".mo").write_bytes(compiled(language))
        print(f"{language}: compiled")


def _check() -> int:
    for language in languages():
        catalog = _read(language)
        missing = [message for message in catalog if message.id and not all(_forms(message.string))]
        print(f"{language}: {len(catalog) - len(missing)} of {len(catalog)} texts translated")
        for message in missing:
            print(f"  {message.id!r}")
    late = behind()
    for name in late:
        print(f"behind: {name}")
    return 1 if late else 0


def _forms(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [string or ""] if string is None or isinstance(string, str) else list(string)


def main(words: list[str]) -> int:
    """Run one of the commands above; the exit code."""
    match words:
        case ["update"]:
            _update([])
        case ["add", tag]:
            _update([tag])
        case ["compile"]:
            _compile()
        case ["check"]:
            return _check()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
