"""A book's settings."""

from flask import Response, flash, make_response, render_template
from flask_babel import gettext as _

from finance.domain.people import Actor, Role
from finance.usecases.people_books import EditBook
from finance.web.actor import page_actor
from finance.web.choices import currencies, month_starts, time_zones
from finance.web.context import usecases
from finance.web.html.book import book_part, here
from finance.web.html.form_faults import FAULTS, read_version, refused, typed
from finance.web.html.profile_forms import BookForm
from finance.web.html.typed import whole
from finance.web.respond import see_other

blueprint = book_part("settings", __name__, "/settings")

_BOOK = "people/book.html"


@blueprint.get("")
def show() -> Response:
    """The settings, ready to be changed by an owner."""
    actor = page_actor()
    page = render_template(
        _BOOK,
        draw=lambda: _with_lists(_form(actor)),
        drawn_from=("settings", actor.book, actor.role),
        owner=_owner(),
    )
    return make_response(page)


@blueprint.post("")
def edit() -> Response:
    """Write the settings."""
    form = _with_lists(BookForm())
    try:
        usecases().people.books.edit(page_actor(), _read(form))
    except FAULTS as fault:
        return refused(_BOOK, form, fault, owner=_owner())
    flash(_("Settings saved."), "done")
    return see_other(here("settings.show"))


def _owner() -> bool:
    return page_actor().role is Role.OWNER


def _form(actor: Actor) -> BookForm:
    form = BookForm(obj=actor.book)
    form.month_start.data = str(int(actor.book.month_start))
    return form


def _with_lists(form: BookForm) -> BookForm:
    form.currency.choices = currencies(typed(form.currency))
    form.time_zone.choices = time_zones(page_actor().book.time_zone)
    form.month_start.choices = month_starts()
    return form


def _read(form: BookForm) -> EditBook:
    return EditBook(
        name=typed(form.name),
        currency=typed(form.currency),
        time_zone=typed(form.time_zone),
        month_start=whole(typed(form.month_start)) or 0,
        version=read_version(form.version),
    )
