"""Books, their members and roles."""

from dataclasses import replace
from typing import Final, Literal
from uuid import UUID

from flask_babel import gettext as _

from finance.domain.errors import NotFound
from finance.domain.people import Actor, Role
from finance.usecases.people_books import EditBook, OpenBook
from finance.usecases.people_ports import Member
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Body, Currency, Id, Instant, Shape
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


class MemberOut(Shape):
    """A person in a book."""

    user_id: UUID
    name: str
    role: Role
    joined_at: Instant


class MembersOut(Shape):
    """Everybody in a book, first come first."""

    items: list[MemberOut]
    next_cursor: None = None


class RoleIn(Body):
    """The role to have."""

    role: Literal["owner", "editor", "viewer"]


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
    there = _within(call, book_id)
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
    return _edit(call, _within(call, book_id), asked)


@PART.patch("/books/{book_id}", errors=(403, 409))
def change_book(call: Call, book_id: UUID, body: BookChange) -> BookOut:
    """Change settings of a book; only an owner may."""

    def once(expected: int | None) -> BookOut:
        there = _within(call, book_id)
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


@PART.get("/books/{book_id}/members")
def list_members(call: Call, book_id: UUID) -> MembersOut:
    """Who shares a book."""
    found = call.use.people.books.members(_within(call, book_id))
    return MembersOut(items=[_member(one) for one in found])


@PART.patch("/books/{book_id}/members/{user_id}", errors=(403, 409))
def change_role(call: Call, book_id: UUID, user_id: UUID, body: RoleIn) -> MembersOut:
    """Give a member another role; only an owner may. It holds from the next request on."""
    there = _within(call, book_id)
    call.use.people.books.set_role(there, user_id, Role(body.role))
    return list_members(call, book_id)


@PART.delete("/books/{book_id}/members/{user_id}", errors=(403, 409))
def remove_member(call: Call, book_id: UUID, user_id: UUID) -> None:
    """Take a member out of a book: an owner anybody, others themselves."""
    call.use.people.books.remove(_within(call, book_id), user_id)


def _within(call: Call, book_id: UUID) -> Actor:
    """Whoever asks, in that book with the role there; NotFound."""
    for one in call.use.people.books.mine(call.actor):
        if one.book.id == book_id:
            return replace(call.actor, book=one.book, role=one.role)
    raise NotFound("book", "book_id")


def _edit(call: Call, there: Actor, asked: EditBook) -> BookOut:
    with as_clients_say():
        return book_out(call.use.people.books.edit(there, asked), there.role)


def _member(one: Member) -> MemberOut:
    return MemberOut(
        user_id=one.user.id, name=one.user.name, role=one.role, joined_at=one.joined_at
    )
