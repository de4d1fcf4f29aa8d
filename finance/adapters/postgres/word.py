"""Word of what happened in a book or to a person, told to open pages: NOTIFY with the transaction.

It goes out with the commit and not without it; the same word twice in one transaction goes out
once. It says of which and what kind of thing, and nothing of what it holds.
"""

from typing import Final
from uuid import UUID

from finance.adapters.postgres.pipeline import Statement
from finance.usecases.live import Word

CHANNEL: Final = "farthing_word"
"""Where it is said; the payload is the id of the book or person, a space, and the kind of thing."""

_TELL: Final = "SELECT pg_notify(%(channel)s, %(said)s)"


def said(of: UUID, what: str) -> str:
    """The payload of a word."""
    return f"{of} {what}"


def telling(of: UUID, what: str) -> Statement:
    """The statement that says, with the commit, that something of this kind happened."""
    return _TELL, {"channel": CHANNEL, "said": said(of, what)}


def heard(payload: str) -> Word:
    """The word a payload stands for."""
    of, _, what = payload.partition(" ")
    return Word(UUID(of), what)
