"""Many rows of the register at once: ticked, then put into a category or deleted together."""

from uuid import UUID

from flask import Response, request
from werkzeug.datastructures import MultiDict

from finance.domain.altering import Alteration
from finance.domain.errors import Conflict, Invalid
from finance.domain.people import Actor
from finance.usecases.bulk import MOST, Done
from finance.usecases.register import Place
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import asked_of, back, book_part, here
from finance.web.html.register_page import register_page
from finance.web.html.transactions import after_change, draw_register
from finance.web.html.typed import read_id
from finance.web.messages import told
from finance.web.saying import gettext as _
from finance.web.saying import ngettext

blueprint = book_part("many", __name__, "/transactions")


@blueprint.post("/many")
def change() -> Response:
    """Do to the ticked rows what the button says; what stands in the way leaves them ticked."""
    actor, address = page_actor(), back(here("transactions.register"))
    try:
        done = _done(actor, request.form, address)
    except (Invalid, Conflict) as fault:
        page = register_page(actor, asked_of(address))
        picked = frozenset(request.form.getlist("id"))
        return draw_register(page, 422, picked=picked, fault=told(fault))
    return after_change(address, _message(done))


def _done(actor: Actor, form: MultiDict[str, str], address: str) -> Done:
    ids = _matching(actor, address) if "all" in form else _ticked(form)
    if not ids:
        raise Invalid("rows_missing", "ids")
    if form.get("do") == "trash":
        return usecases().bulk.trash(actor, ids)
    category = read_id(form.get("category", ""), "category")
    return usecases().bulk.alter(actor, ids, Alteration(category_id=category))


def _ticked(form: MultiDict[str, str]) -> list[UUID]:
    return [read_id(one, "ids") for one in form.getlist("id")]


def _matching(actor: Actor, address: str) -> list[UUID]:
    """Everything the filter of ``address`` shows; Invalid ``rows_many``."""
    chosen = register_page(actor, asked_of(address)).asked.chosen
    rows = usecases().registers.page(actor, chosen, Place(limit=MOST)).rows
    if rows.older is not None:
        raise Invalid("rows_many", "ids", {"limit": MOST})
    return [row.transaction.id for row in rows.rows]


def _message(done: Done) -> dict[str, object]:
    count = len(done.changes)
    if not count:
        return {"text": _("Nothing had to be changed.")}
    gone = any(row.entry.trashed_at for row in done.rows)
    text = ngettext("%(num)s transaction changed.", "%(num)s transactions changed.", count)
    if gone:
        text = ngettext(
            "%(num)s transaction moved to the trash.",
            "%(num)s transactions moved to the trash.",
            count,
        )
    undo = here("changes.reverse", change_id=done.changes[0])
    return {"text": text, "undo": undo, "fields": {"together": "1"}}
