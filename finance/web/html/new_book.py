"""Opening a further book: a household, a club, a business beside one's own money."""

from typing import Final
from uuid import UUID

from flask import Response, make_response, render_template, url_for
from flask_babel import gettext as _

from finance.usecases.people_books import OpenBook
from finance.web.actor import page_actor
from finance.web.choices import currencies, time_zones
from finance.web.context import usecases
from finance.web.html.book import book_part, new_id, note
from finance.web.html.form_faults import FAULTS, refused, typed
from finance.web.html.profile_forms import NewBookForm
from finance.web.html.typed import read_id
from finance.web.respond import see_other

blueprint = book_part("new_book", __name__, "/books")

_PAGE: Final = "people/new_book.html"


@blueprint.get("/new")
def ask() -> Response:
    """A form for the book to be, in the currency and the time zone of the one in view."""
    form = NewBookForm(formdata=None, obj=page_actor().book)
    form.id.data, form.name.data = str(new_id()), ""
    return make_response(render_template(_PAGE, form=_with_lists(form)))


@blueprint.post("/new")
def open_book() -> Response:
    """Open it and go there; the same form sent twice opens one book."""
    form, actor = _with_lists(NewBookForm()), page_actor()
    try:
        book_id = _opened(form)
    except FAULTS as fault:
        return refused(_PAGE, form, fault)
    usecases().people.signing.turn(actor, book_id)
    note(_("A new book, with nothing in it yet."))
    return see_other(url_for("home.show", book_id=book_id))


def _opened(form: NewBookForm) -> UUID:
    asked = OpenBook(
        id=read_id(typed(form.id), "id"),
        name=typed(form.name),
        currency=typed(form.currency),
        time_zone=typed(form.time_zone),
        say=_,
    )
    return usecases().people.books.open(page_actor(), asked).book.id


def _with_lists(form: NewBookForm) -> NewBookForm:
    form.currency.choices = currencies(typed(form.currency))
    form.time_zone.choices = time_zones(page_actor().book.time_zone)
    return form
