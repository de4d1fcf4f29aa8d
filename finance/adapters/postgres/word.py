"""Word of what happened in a book, for whoever has it open: NOTIFY with the database transaction.

It goes out with the commit and not without it; the same word twice in one transaction goes out
once. It says which book and what kind of thing, and nothing of what it holds.
"""

from typing import Final
from uuid import UUID

from finance.adapters.postgres.pipeline import Statement
from finance.usecases.live import Word

CHANNEL: Final = "farthing_word"
"""Where it is said; the payload is the book's id, a space, and the kind of thing."""

_TELL: Final = "SELECT pg_notify(%(channel)s, %(said)s)"


def said(book_id: UUID, what: str) -> str:
    """The payload of a word."""
    return f"{book_id} {what}"


def telling(book_id: UUID, what: str) -> Statement:
    """The statement that says, with the commit, that something of this kind happened."""
    return _TELL, {"channel": CHANNEL, "said": said(book_id, what)}


def heard(payload: str) -> Word:
    """The word a payload stands for."""
    book_id, _, what = payload.partition(" ")
    return Word(UUID(book_id), what)
