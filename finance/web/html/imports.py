"""Bank files in: dropping one, looking at it line by line, booking it, taking it back."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request
from werkzeug.datastructures import FileStorage

from finance.domain.errors import Conflict, FinanceError, Invalid, Unreadable
from finance.domain.matching import Decision, LineStatus
from finance.usecases.import_readings import Outcome
from finance.usecases.imports import PreviewImport
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import book_part, editor, forget, here, new_id, note, readings
from finance.web.html.imports_form import read_choices, read_mapping
from finance.web.html.imports_page import (
    SHOWN,
    ImportView,
    account_choices,
    import_view,
    state_word,
)
from finance.web.html.typed import read_id
from finance.web.messages import told
from finance.web.respond import see_other
from finance.web.saying import gettext as _
from finance.web.saying import ngettext

blueprint = book_part("imports", __name__, "/imports")
_LISTED = 30


@blueprint.get("")
def index() -> Response:
    """Where a file goes in, and what came in before."""
    return _index()


def _index(fault: FinanceError | None = None, file_name: str = "") -> Response:
    actor = page_actor()
    before = request.args.get("before", type=UUID)
    found = usecases().imports.all(actor, before, _LISTED + 1)
    older = here("imports.index", before=found[_LISTED - 1].head.id) if len(found) > _LISTED else ""
    page = render_template(
        "imports/index.html",
        imports=found[:_LISTED],
        older=older,
        newest=here("imports.index") if before else "",
        profiles=usecases().imports.profiles(actor),
        choices=account_choices(readings().chart),
        error=told(fault) if fault else "",
        file_name=file_name,
        state_word=state_word,
    )
    return make_response(page, 422 if fault else 200)


@blueprint.post("")
def preview() -> Response:
    """Read the files that were sent; what cannot be read is told, and nothing of it is kept."""
    editor()
    made: list[UUID] = []
    for file in request.files.getlist("file"):
        name = (file.filename or _("file"))[-255:]
        try:
            made.append(_preview(file, name))
        except (Unreadable, Invalid, Conflict) as fault:
            return _index(fault, name)
    if not made:
        return _index(Invalid("file_unsent", "file"))
    only = here("imports.show", import_id=made[0])
    return see_other(only if len(made) == 1 else here("imports.index"))


def _preview(file: FileStorage, name: str) -> UUID:
    chosen = request.form.get("account", "")
    asked = PreviewImport(
        id=new_id(),
        file_name=name,
        content=file.read(),
        account_id=read_id(chosen, "account_id") if chosen else None,
    )
    return usecases().imports.preview(page_actor(), asked).head.id


@blueprint.get("/<uuid:import_id>")
def show(import_id: UUID) -> Response:
    """One import: counts, proof, and its lines."""
    return _page(_view(import_id))


def _view(import_id: UUID) -> ImportView:
    actor, imports = page_actor(), usecases().imports
    status = _status(request.args.get("status", ""))
    after = max(request.args.get("after", 0, type=int), 0)
    reading = imports.get(actor, import_id)
    lines = imports.lines(actor, import_id, status, after=after, limit=SHOWN + 1)
    chart = readings().chart
    return import_view(reading, lines, chart, status=status, after=after)


def _status(text: str) -> LineStatus | None:
    return LineStatus(text) if text in set(LineStatus) else None


def _page(view: ImportView, status: int = 200) -> Response:
    return make_response(render_template("imports/show.html", view=view), status)


def _refused(import_id: UUID, fault: FinanceError) -> Response:
    status = 409 if isinstance(fault, Conflict) else 422
    return _page(replace(_view(import_id), fault=fault), status)


@blueprint.post("/<uuid:import_id>/decisions")
def decide(import_id: UUID) -> Response:
    """Keep what was chosen for the lines in view, or for all lines of a status."""
    actor = page_actor()
    status = _status(request.form.get("status", ""))
    try:
        if (every := request.form.get("every", "")) and status is not None:
            usecases().imports.decide_all(actor, import_id, status, _decision(every))
        else:
            usecases().imports.decide_each(actor, import_id, read_choices(request.form))
    except (Invalid, Conflict) as fault:
        return _refused(import_id, fault)
    note(_("Kept."), "done")
    return see_other(here("imports.show", import_id=import_id, **_place()))


def _place() -> dict[str, Any]:
    """The lines that were in view."""
    after = request.form.get("after", "")
    status = _status(request.form.get("status", ""))
    return {"status": status.value if status else "", "after": after if after.isdecimal() else ""}


def _decision(text: str) -> Decision:
    if text not in set(Decision):
        raise Invalid("decision_impossible", "decision")
    return Decision(text)


@blueprint.post("/<uuid:import_id>/commit")
def commit(import_id: UUID) -> Response:
    """Keep the choices in view and book the import."""
    actor, imports = page_actor(), usecases().imports
    openings = bool(request.form.get("openings")) if "offered" in request.form else None
    try:
        if choices := read_choices(request.form):
            imports.decide_each(actor, import_id, choices)
        outcome = imports.commit(actor, import_id, openings=openings)
    except (Invalid, Conflict) as fault:
        return _refused(import_id, fault)
    forget()
    note(_done(outcome), "done")
    return see_other(here("imports.show", import_id=import_id))


def _done(outcome: Outcome) -> str:
    made = ngettext(
        "%(num)s transaction is in the book.",
        "%(num)s transactions are in the book.",
        outcome.imported + outcome.posted,
    )
    there = outcome.merged - outcome.posted
    if not there:
        return made
    joined = _("%(count)s joined to what was there.", count=there)
    return f"{made} {joined}"


@blueprint.post("/<uuid:import_id>/revert")
def revert(import_id: UUID) -> Response:
    """Take a booked import back; later edits are asked about first."""
    anyway = bool(request.form.get("anyway"))
    try:
        done = usecases().imports.revert(page_actor(), import_id, even_if_edited=anyway)
    except Conflict as fault:
        return _refused(import_id, fault)
    forget()
    text = ngettext(
        "Taken back: %(num)s transaction lies in the trash.",
        "Taken back: %(num)s transactions lie in the trash.",
        done.trashed,
    )
    note(text, "done")
    return see_other(here("imports.show", import_id=import_id))


@blueprint.post("/<uuid:import_id>/discard")
def discard(import_id: UUID) -> Response:
    """Forget a preview."""
    try:
        usecases().imports.discard(page_actor(), import_id)
    except Conflict as fault:
        return _refused(import_id, fault)
    note(_("The file was put away; nothing of it is in the book."), "done")
    return see_other(here("imports.index"))


@blueprint.post("/<uuid:import_id>/account")
def place(import_id: UUID) -> Response:
    """Name the account the file is for."""
    try:
        account_id = read_id(request.form.get("account", ""), "account_id")
        usecases().imports.place(page_actor(), import_id, account_id)
    except (Invalid, Conflict, Unreadable) as fault:
        return _refused(import_id, fault)
    return see_other(here("imports.show", import_id=import_id))


@blueprint.post("/<uuid:import_id>/columns")
def columns(import_id: UUID) -> Response:
    """Read a CSV by the columns that were chosen."""
    actor, imports = page_actor(), usecases().imports
    before = imports.get(actor, import_id).head.mapping
    try:
        imports.remap(actor, import_id, read_mapping(before, request.form))
    except (Invalid, Conflict, Unreadable) as fault:
        return _refused(import_id, fault)
    note(_("Read again with these columns."), "done")
    return see_other(here("imports.show", import_id=import_id))


@blueprint.post("/layouts/<uuid:profile_id>/forget")
def forget_layout(profile_id: UUID) -> Response:
    """Forget a remembered layout of CSV files."""
    usecases().imports.forget(page_actor(), profile_id)
    note(_("Forgotten."), "done")
    return see_other(here("imports.index"))
