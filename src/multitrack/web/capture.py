"""The pages that record: a contact into the private notebook, and from there, by a second act, into the ledger.

Rules. What is typed goes to the notebook first: unsigned, in no history, truly deletable. Committing it is an act of
its own. The audience starts at nobody but the author. When a field is wrong nothing is recorded, what was typed stays
on the page, and the error leads to its field. The moment asked for does not change what is recorded, and
nobody records through another reader's eyes.
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from multitrack.errors import InvalidRecord, UsageError, UserError
from multitrack.i18n import N_, _, pgettext
from multitrack.ledger.sinks import sink
from multitrack.vocabulary import KINDS, Contact, fields_of
from multitrack.workspace import Workspace

from .asked import Asked
from .forms import inputs_of, plain_of
from .pages import ask
from .render import page

__all__ = ["commit_note", "discard_note", "show_after", "show_notebook", "write_note"]

_OUTSIDE = frozenset({"armed group", "wing", "state", "government body", "political party"})
_AUDIENCES = {
    "only me": N_("Only me"),
    "own organisation": N_("My organisation"),
    "everyone": N_("Everyone, as public"),
}


@sink("After", "page", probe="/after")
async def show_after(request: Request) -> Response:
    """The form for a contact, with today and the party that was looked at filled in."""
    workspace, question = ask(request)
    if question.reader:
        return page(request, "after.html", question, inputs=(), errors={}, audiences=(), audience="")
    values = {"when": [question.today.isoformat()]}
    if group := request.query_params.get("group"):
        values["parties"] = [group]
    return _form(request, workspace, question, values=values, errors={}, audience="only me")


@sink("Draft a contact", "page", unprobed="takes a form, and answers with the notebook's address or the form again")
async def write_note(request: Request) -> Response:
    """Put what was typed into the notebook."""
    workspace, question = _writing(request)
    typed = request.scope["multitrack.form"]
    data, kept = plain_of(Contact, typed)
    audience = next((value for name, value in typed if name == "audience"), "only me")
    errors = _missing(data)
    if not errors:
        try:
            note = workspace.draft("contact", data, audience)
        except UserError as error:
            errors = {_field_of(error): error.message}
        else:
            return RedirectResponse(question.href("/notebook", written=note), status_code=303)
    return _form(request, workspace, question, values=kept, errors=errors, audience=audience, status=422)


def _writing(request: Request) -> tuple[Workspace, Asked]:
    """The workspace to write in: one's own, never through another's eyes.

    Raises:
        UsageError: the address asks to look as somebody else.
    """
    workspace, question = ask(request)
    if question.reader:
        raise UsageError(
            _("you are looking as another reader"),
            advice=_("Nothing was changed. What is recorded is recorded as yourself: leave the other view first."),
        )
    return workspace, question


def _missing(data: dict[str, object]) -> dict[str, str]:
    errors = {}
    if not data.get("parties"):
        errors["parties"] = _("Choose with whom you were in touch.")
    if not data.get("when"):
        errors["when"] = _("Write a date: a day, a month or a year.")
    return errors


def _field_of(error: UserError) -> str:
    """The field that an error of the vocabulary names; the form as a whole where it names none."""
    names = {each.name for each in fields_of(Contact)}
    text = f"{error.place} {error.message}"
    for match in re.finditer(r"\$\.(?P<path>\w+)|\b(?P<word>[a-z_]+)\b", text):
        name = match["path"] or match["word"]
        if name in names:
            return str(name)
    if "is not a date" in error.message:
        return "when"
    return "form" if isinstance(error, InvalidRecord) else "audience" if "member" in text else "form"


def _form(
    request: Request,
    workspace: Workspace,
    question: Asked,
    *,
    values: dict[str, list[str]],
    errors: dict[str, str],
    audience: str,
    status: int = 200,
) -> Response:
    actors = workspace.actors()
    return page(
        request,
        "after.html",
        question,
        status=status,
        inputs=inputs_of(Contact, values=dict(values), actors=[(ref.id, ref.name) for ref in actors], errors=errors),
        errors=errors,
        audiences=[(value, _(_AUDIENCES.get(value, label))) for value, label in workspace.audiences()],
        audience=audience,
    )


@sink("Notebook", "page", probe="/notebook")
async def show_notebook(request: Request) -> Response:
    """The owner's private drafts; nothing for anybody else."""
    workspace, question = ask(request)
    notes = [] if question.reader else workspace.notebook()
    # What was just written comes first: it is what the reader came to commit.
    notes.sort(key=lambda note: note.id != request.query_params.get("written"))
    names = {ref.id: ref.name for ref in workspace.actors()} if notes else {}
    kinds = {note.kind: pgettext(note.kind, KINDS[note.kind].title_) for note in notes}
    committed = request.query_params.get("committed", "")
    return page(request, "notebook.html", question, notes=notes, names=names, kinds=kinds, committed=committed)


@sink("Commit a note", "page", unprobed="takes a form, and answers with the notebook's address")
async def commit_note(request: Request) -> Response:
    """Move a draft into the ledger."""
    workspace, question = _writing(request)
    receipt = workspace.commit(request.path_params["note"])
    return RedirectResponse(question.href("/notebook", committed=receipt.entry), status_code=303)


@sink("Discard a note", "page", unprobed="takes a form, and answers with the notebook's address")
async def discard_note(request: Request) -> Response:
    """Delete a draft for good."""
    workspace, question = _writing(request)
    workspace.discard(request.path_params["note"])
    return RedirectResponse(question.href("/notebook"), status_code=303)
