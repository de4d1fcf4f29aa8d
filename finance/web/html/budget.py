"""The budget: a month against its limits, setting them, and how the months before stood."""

from flask import Response, make_response, render_template, request

from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid, InvalidMany
from finance.domain.periods import Month
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import book_part, forget, here, note, remembered
from finance.web.html.budget_form import TypedLimits, read_limits, typed_limits
from finance.web.html.budget_page import (
    FILLS,
    BudgetPage,
    budget_page,
    filled,
    history_page,
    proposals,
)
from finance.web.html.details import people
from finance.web.html.limit_history import limit_history
from finance.web.html.typed import read_category
from finance.web.respond import see_other, wants_part
from finance.web.saying import gettext as _

blueprint = book_part("budget", __name__, "/budget")


def _month() -> Month | None:
    text = request.values.get("month", "")
    return Month.parse(text) if text else None


@blueprint.get("")
def show() -> Response:
    """A month against its limits; with ``fill`` in the address, proposals that wait to be saved."""
    fill = request.args.get("fill", "")
    page = _page(_month(), fill=fill if fill in FILLS else "")
    return _drawn(page)


def _page(month: Month | None, typed: TypedLimits | None = None, fill: str = "") -> BudgetPage:
    actor = page_actor()
    sheet = usecases().budgets.sheet(actor, month, 4)
    remembered(sheet.accounts)
    if typed is None:
        typed = filled(proposals(sheet, fill)) if fill else TypedLimits()
    return budget_page(actor, sheet, typed, fill)


def _drawn(page: BudgetPage, status: int = 200, message: object = None) -> Response:
    template = "budget/_budget.html" if wants_part() else "budget/index.html"
    drawn = render_template(template, page=page, period=page.period, message=message)
    return make_response(drawn, status)


@blueprint.post("/limits")
def settle() -> Response:
    """Set the limits that were typed, from the month in view on, as one change."""
    actor, month = page_actor(), _month() or usecases().budgets.month(page_actor())
    typed, fill = typed_limits(request.form), request.form.get("fill", "")
    try:
        done = usecases().budgets.settle(actor, month, read_limits(typed, actor.book.currency))
    except (Invalid, InvalidMany, Conflict, ChangedMeanwhile) as fault:
        status = 409 if isinstance(fault, ChangedMeanwhile) else 422
        return _drawn(_page(month, typed.refused(fault), fill if fill in FILLS else ""), status)
    address = here("budget.show", month=str(month))
    message: dict[str, object] = {"text": _("Nothing has changed.")}
    if done is not None:
        undo = here("changes.reverse", change_id=done)
        message = {"text": _("Limits saved."), "undo": undo, "fields": {"next": address}}
    if not wants_part():
        note(message, "done")
        return see_other(address)
    forget()
    return _drawn(_page(month), message=message)


@blueprint.get("/history")
def history() -> Response:
    """How twelve months stood, of everything or of one category."""
    actor = page_actor()
    chosen = read_category(request.args.get("category", ""), "category")
    sheet = usecases().budgets.sheet(actor, _month())
    remembered(sheet.accounts)
    page = history_page(actor, sheet, chosen)
    changes = limit_history(usecases().budgets.changes(actor), chosen, people(actor))
    stay = here("budget.history", month=request.args.get("month", ""), category=chosen)
    drawn = render_template(
        "budget/history.html", page=page, period=page.period, changes=changes, stay=stay
    )
    return make_response(drawn)
