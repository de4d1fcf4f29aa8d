"""The budget: a month against its limits, setting them, and how the months before stood."""

from collections.abc import Hashable

from flask import Response, make_response, render_template, request

from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid, InvalidMany
from finance.domain.periods import Month
from finance.usecases.readings import BudgetSheet
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.forms_token import token
from finance.web.html.book import book_part, forget, here, may_edit, note, remembered
from finance.web.html.budget_form import TypedLimits, read_limits, typed_limits
from finance.web.html.budget_page import (
    FILLS,
    BudgetPage,
    budget_page,
    filled,
    history_page,
    period_of,
    proposals,
)
from finance.web.html.details import people
from finance.web.html.limit_history import limit_history
from finance.web.html.typed import read_category
from finance.web.keeping import Same
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
    return _drawn(_sheet(_month()), fill=fill if fill in FILLS else "")


def _sheet(month: Month | None) -> BudgetSheet:
    sheet = usecases().budgets.sheet(page_actor(), month, 4)
    remembered(sheet.accounts)
    return sheet


def _drawn(
    sheet: BudgetSheet,
    typed: TypedLimits | None = None,
    fill: str = "",
    status: int = 200,
    message: object = None,
) -> Response:
    def draw() -> BudgetPage:
        return budget_page(sheet, _proposed(sheet, fill) if typed is None else typed, fill)

    if wants_part():
        part = "budget/_budget.html"
        drawn = render_template(part, page=draw(), message=message, token=token())
    else:
        drawn = render_template(
            "budget/index.html",
            draw=draw,
            drawn_from=_drawn_from(sheet, fill) if typed is None else None,
            period=period_of(sheet.month, "budget.show"),
            message=message,
        )
    return make_response(drawn, status)


def _proposed(sheet: BudgetSheet, fill: str) -> TypedLimits:
    return filled(proposals(sheet, fill)) if fill else TypedLimits()


def _drawn_from(sheet: BudgetSheet, fill: str) -> Hashable:
    """All that the page is drawn from where nothing was typed; see ``keeping``."""
    read = Same((sheet.accounts, sheet.totals, *sheet.lines))
    return "budget", read, sheet.book, sheet.shown, sheet.today, may_edit(), fill


@blueprint.post("/limits")
def settle() -> Response:
    """Set the limits that were typed, from the month in view on, as one change."""
    actor, month = page_actor(), _month() or usecases().budgets.month(page_actor())
    typed, fill = typed_limits(request.form), request.form.get("fill", "")
    try:
        done = usecases().budgets.settle(actor, month, read_limits(typed, actor.book.currency))
    except (Invalid, InvalidMany, Conflict, ChangedMeanwhile) as fault:
        status = 409 if isinstance(fault, ChangedMeanwhile) else 422
        refused = typed.refused(fault)
        return _drawn(_sheet(month), refused, fill if fill in FILLS else "", status)
    address = here("budget.show", month=str(month))
    message: dict[str, object] = {"text": _("Nothing has changed.")}
    if done is not None:
        undo = here("changes.reverse", change_id=done)
        message = {"text": _("Limits saved."), "undo": undo, "fields": {"next": address}}
    if not wants_part():
        note(message, "done")
        return see_other(address)
    forget()
    return _drawn(_sheet(month), message=message)


@blueprint.get("/history")
def history() -> Response:
    """How twelve months stood, of everything or of one category."""
    actor = page_actor()
    chosen = read_category(request.args.get("category", ""), "category")
    sheet = usecases().budgets.sheet(actor, _month())
    remembered(sheet.accounts)
    page = history_page(sheet, chosen)
    changes = limit_history(usecases().budgets.changes(actor), chosen, people(actor))
    stay = here("budget.history", month=request.args.get("month", ""), category=chosen)
    drawn = render_template(
        "budget/history.html", page=page, period=page.period, changes=changes, stay=stay
    )
    return make_response(drawn)
