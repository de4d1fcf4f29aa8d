"""Books."""

from typing import Final
from uuid import UUID

from flask_babel import gettext as _

from finance.domain.people import Actor
from finance.usecases.people_books import EditBook, OpenBook
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Body, Currency, Id, Shape
from finance.web.api.people_shapes import (
    BookName,
    BookOut,
    StartDay,
    Versioned,
    ZoneName,
    as_clients_say,
    book_out,
    membership_out,
)
from finance.web.api.within import within

PART: Final = Part("books", "Books and who shares them. A token acts in one; these name any.")


class BookIn(Body):
    """A further book; what is left out is as in the book the token acts in."""

    id: Id | None = None
    name: BookName
    currency: Currency | None = None
    timezone: ZoneName | None = None


class BookSettings(Versioned):
    """All settings of a book."""

    name: BookName
    currency: Currency
    timezone: ZoneName
    month_start: StartDay


class BookChange(Versioned):
    """What shall change of a book; the rest stays."""

    name: BookName | None = None
    currency: Currency | None = None
    timezone: ZoneName | None = None
    month_start: StartDay | None = None


class BooksOut(Shape):
    """The books one shares in, the one joined first before the others."""

    items: list[BookOut]
    next_cursor: None = None


@PART.get("/books")
def list_books(call: Call) -> BooksOut:
    """The books one shares in."""
    found = call.use.people.books.mine(call.actor)
    return BooksOut(items=[membership_out(one) for one in found])


@PART.post("/books", errors=(409,))
def open_book(call: Call, body: BookIn) -> BookOut:
    """Open a further book, with starter categories and one cash account at 0.00."""
    asked = OpenBook(
        id=body.id or call.new_id(),
        name=body.name,
        currency=body.currency or "",
        time_zone=body.timezone or "",
        say=_,
    )
    with as_clients_say():
        return membership_out(call.use.people.books.open(call.actor, asked))


@PART.get("/books/{book_id}")
def get_book(call: Call, book_id: UUID) -> BookOut:
    """One book."""
    there = within(call, book_id)
    return book_out(there.book, there.role)


@PART.put("/books/{book_id}", errors=(403, 409))
def replace_book(call: Call, book_id: UUID, body: BookSettings) -> BookOut:
    """Write all settings of a book; only an owner may.

    Its currency can change only while nothing is recorded.
    """
    asked = EditBook(
        name=body.name,
        currency=body.currency,
        time_zone=body.timezone,
        month_start=body.month_start,
        version=call.expected(body.version),
    )
    return _edit(call, within(call, book_id), asked)


@PART.patch("/books/{book_id}", errors=(403, 409))
def change_book(call: Call, book_id: UUID, body: BookChange) -> BookOut:
    """Change settings of a book; only an owner may."""

    def once(expected: int | None) -> BookOut:
        there = within(call, book_id)
        book = there.book
        asked = EditBook(
            name=book.name if body.name is None else body.name,
            currency=body.currency or book.currency,
            time_zone=book.time_zone if body.timezone is None else body.timezone,
            month_start=int(book.month_start) if body.month_start is None else body.month_start,
            version=book.version if expected is None else expected,
        )
        return _edit(call, there, asked)

    return call.patched(body.version, once)


def _edit(call: Call, there: Actor, asked: EditBook) -> BookOut:
    with as_clients_say():
        return book_out(call.use.people.books.edit(there, asked), there.role)
