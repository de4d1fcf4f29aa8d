"""The register, and everything done to a transaction."""

from uuid import UUID

from flask import Response, make_response, render_template, request

from finance.domain.errors import Conflict
from finance.domain.filters import Filter
from finance.usecases.readings import Row
from finance.usecases.register import MOST, Place
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import asked_of, back, book_part, editor, forget, here, note
from finance.web.html.details import details_of
from finance.web.html.entry import edit_view, new_view, save_change, save_new, saved_text
from finance.web.html.entry_typed import typed_from
from finance.web.html.entry_view import EntryView, recalled, setting_of
from finance.web.html.last_account import note_account
from finance.web.html.register_page import RegisterPage, register_page
from finance.web.html.typed import read_version
from finance.web.register_rows import View, in_days
from finance.web.respond import respond, see_other, wants_part
from finance.web.saying import gettext as _

blueprint = book_part("transactions", __name__, "/transactions")
_NOTHING = {"entry": None, "details": None, "picked": frozenset[str](), "fault": ""}


@blueprint.get("")
def register() -> Response:
    """The register, with one row open beside it or as a form in its place."""
    actor = page_actor()
    page = register_page(actor, request.args)
    edited, opened = (request.args.get(name, type=UUID) for name in ("edit", "open"))
    entry = edit_view(editor(), edited, page.address) if edited else None
    details = details_of(actor, opened, page.address) if opened else None
    return draw_register(page, entry=entry, details=details)


def draw_register(page: RegisterPage, status: int = 0, **values: object) -> Response:
    """The register drawn; ``status`` 0 is that of its filter."""
    shown = {**_NOTHING, **values, "page": page, "period": page.period}
    template = "transactions/_register.html" if wants_part() else "transactions/index.html"
    return make_response(render_template(template, **shown), status or page.status)


@blueprint.get("/new")
def new() -> Response:
    """An empty form, with whatever the address names filled in."""
    return _form(new_view(editor(), request.args))


@blueprint.post("/new")
def create() -> Response:
    """Record a transaction, or change the form by one of its own buttons."""
    actor, typed = page_actor(), typed_from(request.form)
    view = new_view(actor, request.args, typed)
    if step := request.form.get("step", ""):
        return _form(view.stepped(step))
    saved, row = save_new(actor, view)
    if row is None:
        return _form(saved, 422)
    _tell_recorded(row)
    note_account(actor, typed.account)
    again = here("transactions.new", type=typed.kind, date=typed.date, account=typed.account)
    return see_other(again if request.form.get("then") == "again" else view.next)


def _form(view: EntryView, status: int = 200) -> Response:
    return respond(
        "transactions/form.html", "transactions/_form.html", status, entry=view, inline=False
    )


def _tell_recorded(row: Row) -> None:
    trash = here("transactions.trash", transaction_id=row.transaction.id)
    link = here("transactions.show", transaction_id=row.transaction.id)
    message: dict[str, object] = {
        "text": saved_text(row),
        "undo": trash,
        "link": link,
        "link_text": _("Show"),
    }
    note(message, "done")


@blueprint.post("/new/filled")
def filled() -> Response:
    """What follows from the payee and the accounts chosen so far, as parts of the form."""
    actor, typed = page_actor(), typed_from(request.form)
    view = new_view(actor, request.args, typed)
    if request.form.get("why") == "payee":
        view = view.with_typed(recalled(actor, typed))
    return make_response(render_template("transactions/_filled.html", entry=view))


@blueprint.get("/payees")
def payees() -> Response:
    """Payees that hold what was typed, to complete it with."""
    found = usecases().transactions.payees(page_actor(), request.args.get("payee", "")[:200])
    chart = setting_of(page_actor()).chart
    return make_response(render_template("transactions/_payees.html", payees=found, chart=chart))


@blueprint.get("/<uuid:transaction_id>")
def show(transaction_id: UUID) -> Response:
    """One transaction: its parts, where it came from, what happened to it."""
    leave = back(here("transactions.register"))
    details = details_of(page_actor(), transaction_id, leave)
    return respond("transactions/show.html", "transactions/_details.html", details=details)


@blueprint.get("/<uuid:transaction_id>/edit")
def edit(transaction_id: UUID) -> Response:
    """The form of a recorded transaction."""
    leave = back(here("transactions.show", transaction_id=transaction_id))
    return _form(edit_view(editor(), transaction_id, leave))


@blueprint.post("/<uuid:transaction_id>/edit")
def change(transaction_id: UUID) -> Response:
    """Write a transaction anew, or change the form by one of its own buttons."""
    actor, typed = page_actor(), typed_from(request.form)
    view = edit_view(actor, transaction_id, here("transactions.register"), typed)
    if step := request.form.get("step", ""):
        return _changed_form(view.stepped(step), 200)
    saved, message = save_change(actor, view)
    if message is None:
        return _changed_form(saved, 409 if saved.newer else 422)
    return after_change(view.next, message, transaction_id)


def _changed_form(view: EntryView, status: int) -> Response:
    """The form again: in its place in the register for htmx, else as a page of its own."""
    if _in_place(view.next):
        return draw_register(register_page(page_actor(), asked_of(view.next)), status, entry=view)
    return _form(view, status)


def _in_place(address: str) -> bool:
    """Whether htmx is to draw the register at ``address`` anew, where the form stands in it."""
    register = address.partition("?")[0] == here("transactions.register")
    return wants_part() and register and "inline" in request.form


def after_change(address: str, message: dict[str, object], focus: UUID | None = None) -> Response:
    """Go on at ``address``; for htmx in the register, all that has changed there."""
    forget()
    if not _in_place(address):
        note(message, "done")
        return see_other(address)
    page = register_page(page_actor(), asked_of(address))
    return make_response(
        render_template(
            "transactions/_recorded.html",
            page=page,
            entry=None,
            details=None,
            picked=frozenset(),
            fault="",
            message=message,
            kind="done",
            focus=focus,
        )
    )


@blueprint.post("/<uuid:transaction_id>/trash")
def trash(transaction_id: UUID) -> Response:
    """Move a transaction to the trash; undone for as long as the note shows, and after."""
    version = read_version(request.form.get("version", ""))
    done = usecases().transactions.trash(page_actor(), transaction_id, version)
    undo = here("changes.reverse", change_id=done)
    message: dict[str, object] = {
        "text": _("Moved to the trash."),
        "undo": undo,
        "link": here("transactions.trashed"),
        "link_text": _("Trash"),
    }
    return after_change(back(here("transactions.register")), message)


@blueprint.post("/<uuid:transaction_id>/restoration")
def restore(transaction_id: UUID) -> Response:
    """Take a transaction out of the trash."""
    try:
        usecases().transactions.restore(page_actor(), transaction_id)
        note(_("It is back in the ledger."), "done")
    except Conflict:
        note(_("It was not in the trash any more."), "error")
    return see_other(back(here("transactions.trashed")))


@blueprint.get("/trash")
def trashed() -> Response:
    """What was deleted, newest day first, and the way back."""
    actor = page_actor()
    found = usecases().registers.page(actor, Filter(trashed=True), Place(limit=MOST))
    view = View(found.accounts.chart)
    return respond(
        "transactions/trash.html",
        "transactions/trash.html",
        days=in_days(found.rows.rows, view),
        more=found.rows.older is not None,
    )
