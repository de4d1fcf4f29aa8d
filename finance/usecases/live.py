"""The live channel: tickets for those who listen without a cookie, and word of what happened.

What is sent is read anew for each listener, as that listener; only the word that there is something
to read goes from process to process.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from finance.domain.errors import TooManyAttempts, Unauthenticated
from finance.domain.people import Actor
from finance.usecases.digesting import digest
from finance.usecases.means import patiently
from finance.usecases.ports import Clock

LASTS: Final = timedelta(seconds=30)
"""How long a ticket is good for."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What lets a program in once, until ``expires_at``."""

    text: str
    expires_at: datetime


class Tickets(Protocol):
    """The tickets that are out; every method is one database transaction."""

    def keep(self, digest: str, session_id: UUID, expires_at: datetime, at: datetime) -> None:
        """Keep the digest of a new ticket; those that expired before ``at`` are forgotten."""

    def take(self, digest: str, at: datetime) -> UUID | None:
        """The session of a ticket that is good at ``at``; nobody else gets it after that."""


PER_PERSON: Final = 20
"""The most sockets of one person, in all web processes together."""

_WAIT: Final = 60  # seconds after which one who was turned away may try again

NOTICE: Final = "notice"
"""What happened when notices were raised, or marked as read."""


SESSION: Final = "session"
"""What happened when sessions of a person ended, in whichever books they listen."""


@dataclass(frozen=True, slots=True)
class Word:
    """Something happened in a book, or to a person.

    ``what`` is the kind of thing that changed (a ``Subject`` of the change log), or ``NOTICE`` or
    ``SESSION``, of which the log holds nothing. ``of`` is the id of the book; with ``SESSION``, of
    the person.
    """

    of: UUID
    what: str


class Seats(Protocol):
    """How many sockets each web process keeps for each person; every method commits by itself."""

    def take(self, process_id: UUID, user_id: UUID, taken: int, at: datetime) -> bool:
        """Note that a process keeps ``taken`` sockets of a user.

        False, and nothing noted, if all processes together would keep more than ``PER_PERSON``.
        """

    def note(self, process_id: UUID, taken: Mapping[UUID, int], at: datetime) -> None:
        """Note all that a process keeps, and that it is there; dead ones are forgotten."""


class Feed(Protocol):
    """Word of what happened, from whichever process did it; it comes once that is committed."""

    def follow(self, call: Callable[[Word | None], None]) -> None:
        """From now on call with each word, from a thread of its own.

        None means that anything may have happened: word was lost, and is heard again.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The use cases of the live channel; ``secret`` draws a text that nobody can guess."""

    tickets: Tickets
    seats: Seats
    feed: Feed
    clock: Clock
    secret: Callable[[], str]
    pause: Callable[[int], None]

    def ticket(self, actor: Actor) -> Ticket:
        """A ticket for one socket of the session the actor acts by."""
        if actor.session_id is None:
            raise Unauthenticated("session_over")
        session_id, at = actor.session_id, self.clock()
        made = Ticket(self.secret(), at + LASTS)
        patiently(
            self.pause,
            lambda: self.tickets.keep(digest(made.text), session_id, made.expires_at, at),
        )
        return made

    def redeem(self, text: str) -> UUID:
        """The session a ticket was made for; Unauthenticated ``ticket_invalid``, once used too."""
        session_id = self.tickets.take(digest(text), self.clock())
        if session_id is None:
            raise Unauthenticated("ticket_invalid")
        return session_id

    def seat(self, process_id: UUID, user_id: UUID, taken: int) -> None:
        """Let a process keep ``taken`` sockets of a user.

        TooManyAttempts ``sockets_many`` if that makes more than ``PER_PERSON`` in all processes.
        """
        if not self.seats.take(process_id, user_id, taken, self.clock()):
            raise sockets_many(PER_PERSON)

    def keep(self, process_id: UUID, taken: Mapping[UUID, int]) -> None:
        """Say what a process keeps; whatever it does not say again for some seconds is free."""
        self.seats.note(process_id, taken, self.clock())

    def follow(self, call: Callable[[Word | None], None]) -> None:
        """See ``Feed``."""
        self.feed.follow(call)


def sockets_many(most: int) -> TooManyAttempts:
    """What is said when there are ``most`` sockets already."""
    return TooManyAttempts("sockets_many", None, {"limit": most, "retry_after": _WAIT})
