"""The first page of a book."""

from collections.abc import Hashable
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template, request, url_for

from finance.domain.periods import Month
from finance.usecases.readings import Home
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import back, book_part, here, may_edit, remembered, today
from finance.web.html.home_page import home_page, period_of
from finance.web.keeping import Same
from finance.web.respond import see_other

blueprint = book_part("home", __name__)
front = Blueprint("front", __name__)


@blueprint.get("")
def show() -> Response:
    """Where the money stands and what one month did to it; Invalid for a month that is none."""
    text, actor = request.args.get("month", ""), page_actor()
    home = usecases().overviews.home(actor, Month.parse(text) if text else None)
    remembered(home.accounts)
    period = period_of(actor, home)
    page = render_template(
        "home/index.html",
        draw=lambda: home_page(actor, home, period),
        drawn_from=_drawn_from(home),
        period=period,
    )
    return make_response(page)


def _drawn_from(home: Home) -> Hashable | None:
    """All that the page is drawn from; the first one of a book has a form, and is not kept."""
    if not home.entries:
        return None
    read = Same((home.accounts, home.totals, *home.entries, *home.budgets))
    return "home", read, home.near, home.book, home.month, today(), may_edit()


@blueprint.post("/seen")
def seen() -> Response:
    """Note that what was recorded by itself has been seen, up to what the page showed."""
    try:
        until = datetime.fromisoformat(request.form.get("until", ""))
    except ValueError:
        until = usecases().clock()
    if until.tzinfo is not None:
        usecases().schedules.see(page_actor(), until)
    return see_other(back(here("home.show")))


@front.get("/")
def start() -> Response:
    """To the first page of the book this session is in."""
    return see_other(url_for("home.show", book_id=page_actor().book.id))
