"""The first page of a book."""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from finance.domain.periods import Month
from finance.web.actor import page_actor
from finance.web.html.book import book_part
from finance.web.html.home_page import home_page
from finance.web.respond import see_other

blueprint = book_part("home", __name__)
front = Blueprint("front", __name__)


@blueprint.get("")
def show() -> Response:
    """Where the money stands and what one month did to it; Invalid for a month that is none."""
    text = request.args.get("month", "")
    page = home_page(page_actor(), Month.parse(text) if text else None)
    return make_response(render_template("home/index.html", page=page, period=page.period))


@front.get("/")
def start() -> Response:
    """To the first page of the book this session is in."""
    return see_other(url_for("home.show", book_id=page_actor().book.id))
