"""A view of the register as a file: the same address, the same filter, another ending."""

from flask import Response, request

from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.export_file import as_file, file_name
from finance.web.html.book import book_part, readings, today
from finance.web.html.register_page import reader_of
from finance.web.html.register_query import read_asked

blueprint = book_part("exports", __name__)


@blueprint.get("/transactions.csv")
def csv() -> Response:
    """All the register's filter shows, as a table."""
    return _exported("csv")


@blueprint.get("/transactions.json")
def json() -> Response:
    """The same, as the API answers transactions."""
    return _exported("json")


def _exported(form: str) -> Response:
    """The file, oldest first; the first fault of a filter is told instead."""
    actor = page_actor()
    chart = readings().chart
    asked = read_asked(request.args, reader_of(actor, chart))
    for fault in asked.errors.values():
        raise fault
    pieces = usecases().exports.file(actor, asked.chosen, form)
    return as_file(pieces, file_name(actor.book.name, today(), form), form)
