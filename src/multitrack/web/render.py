"""Templates to pages: one environment, everything escaped, every text through gettext.

Rules. Whatever a template shows is escaped unless our own code drew it. A name it does not know is an error, not a
blank. The title of every page is the program's name alone, because the tabs of a browser are seen by others.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from multitrack import i18n

from . import marks, words
from .asked import Asked

__all__ = ["LANGUAGES", "environment", "page"]

HERE = Path(__file__).parent

LANGUAGES = {"en": "English", "ar": "العربية", "fr": "Français", "es": "Español", "sw": "Kiswahili"}
"""Languages by tag, each in its own name."""


@cache
def environment() -> Environment:
    """The one environment of all templates."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        i18n.gettext, i18n.ngettext, newstyle=True, pgettext=i18n.pgettext, npgettext=i18n.npgettext
    )
    made.filters.update(iso=_isolated, when=words.when, word=words.word, inline=words.inline)
    made.filters.update(dated=words.dated, count=words.count, percent=words.percent)
    made.globals.update(marks=marks, languages=LANGUAGES)
    return made


def _isolated(text: object) -> Markup:
    """A text set apart from the direction of the words around it."""
    return Markup("<bdi>{}</bdi>").format(text)


def page(request: Request, template: str, asked: Asked, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """One page.

    Args:
        request: what is answered.
        template: its file in ``templates``.
        asked: the question that the page's links carry on.
        status: the HTTP status.
        shown: what the template shows.
    """
    tag = i18n.current()
    workspace = request.app.state.workspace
    html = (
        environment()
        .get_template(template)
        .render(
            asked=asked,
            href=asked.href,
            language=tag,
            direction=i18n.direction(tag),
            offered=[each for each in i18n.available() if each in LANGUAGES],
            path=request.url.path,
            here=str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""),
            form_token=request.scope.get("multitrack.form_token", ""),
            locked=workspace.locked,
            is_demo=workspace.is_demo,
            **shown,
        )
    )
    return HTMLResponse(html, status_code=status)
