"""Files out."""

from typing import Literal

from flask import Response

from finance.web.api.declaring import Call, Part
from finance.web.api.finding import ChosenOfAny, filter_of
from finance.web.export_file import MEDIA, as_file, file_name

PART = Part("exports", "The ledger as a file, whole or by the filters of its lists.")


class Export(ChosenOfAny):
    """Which transactions to put into the file, and its format."""

    format: Literal["csv", "json"] = "csv"


@PART.get("/exports", media=tuple(MEDIA.values()))
def export(call: Call, query: Export) -> Response:
    """Everything that matches, oldest first, as one file.

    The CSV can be imported again, into this book or another. The JSON is an array of transactions
    as they are answered elsewhere.
    """
    book = call.actor.book
    name = file_name(book.name, book.today(call.use.clock()), query.format)
    pieces = call.use.exports.file(call.actor, filter_of(call, query), query.format)
    return as_file(pieces, name, query.format)
