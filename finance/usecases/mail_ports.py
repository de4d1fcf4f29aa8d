"""What sending letters needs from outside; see ``ports``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from finance.domain.invitations import Invitation
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

    ``reader`` is the member it is for, or who invites by it; None for somebody who is no member any
    more, and ``verified`` whether the reader's address is proven. ``notices`` are those it tells of
    and that were not read meanwhile; ``invitation`` the one it brings; ``verifying`` the address it
    is to prove. ``tries`` counts this one.
    """

    id: UUID
    created_at: datetime
    tries: int
    reader: Actor | None
    notices: tuple[Notice, ...]
    invitation: Invitation | None = None
    verifying: str = ""
    verified: bool = False

    @property
    def address(self) -> str:
        """Where it goes; empty if nowhere."""
        if self.invitation is not None:
            return self.invitation.email
        return self.reader.user.email if self.reader else ""


class Post(Protocol):
    """The way letters leave."""

    def send(self, letter: Letter) -> None:
        """Hand it over; Unavailable ``mail_away`` for now, Conflict ``address_refused`` for good.

        Both have a ``reason``.
        """


class Writer(Protocol):
    """Puts notices, invitations and requests to prove an address into words."""

    @property
    def leads_back(self) -> bool:
        """Whether letters can have links to the program."""

    def letter(self, due: Due, reader: Actor) -> Letter:
        """The letter in the reader's language."""

    def verification(self, due: Due, reader: Actor, secret: str) -> Letter:
        """The letter that brings a link with this secret to prove an address."""

    def invitation(self, due: Due, inviter: Actor, secret: str) -> Letter:
        """The letter that brings a link with this secret, in the language of who invites."""


class Outbox(Protocol):
    """The letters of one book."""

    def claim(self, at: datetime, lease: timedelta) -> Due | None:
        """The one due longest, left to the caller for ``lease``; None if there is none."""

    def link_address(self, due: Due, digest: str, until: datetime) -> None:
        """Let the link that a letter brings prove its address, until then."""

    def link(self, invitation: Invitation, digest: str) -> None:
        """Let the link that a letter brings lead to the invitation."""

    def sent(self, letter_id: UUID, at: datetime) -> None:
        """Note that it left."""

    def failed(self, letter_id: UUID, next_at: datetime | None, fault: str) -> None:
        """Note why it did not, and when it is tried again (None: never)."""

    def clear(self, before: datetime) -> None:
        """Forget letters made before that which left or were given up."""
