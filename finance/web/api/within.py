"""Whoever asks, in a book they name: a token acts in one book, these addresses name any."""

from dataclasses import replace
from uuid import UUID

from finance.domain.errors import NotFound
from finance.domain.people import Actor
from finance.web.api.declaring import Call


def within(call: Call, book_id: UUID) -> Actor:
    """Whoever asks, in that book, with the role they have there; NotFound ``book``."""
    for one in call.use.people.books.mine(call.actor):
        if one.book.id == book_id:
            return replace(call.actor, book=one.book, role=one.role)
    raise NotFound("book", "book_id")
