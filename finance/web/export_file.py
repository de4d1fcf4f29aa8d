"""An export as an answer: streamed as it is read, with a name to keep it under."""

import re
from collections.abc import Generator, Iterator
from datetime import date
from typing import Final

from flask import Response

MEDIA: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
"""Format -> media type."""

_ASIDE: Final = re.compile("[^a-z0-9]+")


def file_name(book: str, day: date, form: str) -> str:
    """A name any system takes: ``our-money-2026-11-21.csv``."""
    return f"{file_stem(book, day.isoformat())}.{form}"


def file_stem(book: str, period: str) -> str:
    """The same without its ending: ``our-money-2026-11``."""
    bare = _ASIDE.sub("-", book.lower()).strip("-")[:60] or "transactions"
    return f"{bare}-{period}"


def as_file(pieces: Generator[str, None, None], name: str, form: str) -> Response:
    """The file, sent while it is read; what goes wrong before the first piece is an error page.

    What goes wrong later ends the connection, so that no half file passes for a whole one.
    """
    first = next(pieces, "")
    response = Response(_encoded(first, pieces), content_type=MEDIA[form])
    response.call_on_close(pieces.close)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _encoded(first: str, rest: Iterator[str]) -> Iterator[bytes]:
    yield first.encode()
    for piece in rest:
        yield piece.encode()
