"""What sending letters needs from outside; see ``ports``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from finance.domain.people import Actor
from finance.usecases.notice_ports import Notice

BooksWithMail = Callable[[datetime], Sequence[UUID]]
"""The books in which letters are due at an instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is sent: the same in plain text and as HTML. ``id`` tells a copy from a new letter."""

    id: UUID
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A letter that nobody else is sending now.

    ``reader`` is who it is for, None for somebody who is no member any more. ``notices`` are those
    it tells of and that were not read meanwhile. ``tries`` counts this one.
    """

    id: UUID
    created_at: datetime
    tries: int
    reader: Actor | None
    notices: tuple[Notice, ...]


class Post(Protocol):
    """The way letters leave."""

    def send(self, letter: Letter) -> None:
        """Hand it over; Unavailable ``mail_away`` for now, Conflict ``address_refused`` for good.

        Both have a ``reason``.
        """


class Writer(Protocol):
    """Puts notices into words."""

    def letter(self, due: Due, reader: Actor) -> Letter:
        """The letter in the reader's language."""


class Outbox(Protocol):
    """The letters of one book."""

    def claim(self, at: datetime, lease: timedelta) -> Due | None:
        """The one due longest, left to the caller for ``lease``; None if there is none."""

    def sent(self, letter_id: UUID, at: datetime) -> None:
        """Note that it left."""

    def failed(self, letter_id: UUID, next_at: datetime | None, fault: str) -> None:
        """Note why it did not, and when it is tried again (None: never)."""

    def clear(self, before: datetime) -> None:
        """Forget letters made before that which left or were given up."""
