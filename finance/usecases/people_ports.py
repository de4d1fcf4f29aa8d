"""What the use cases of people need from outside; each docstring is the contract.

Users, sessions and memberships are not book data. A ``PeopleWork`` is one database transaction on
behalf of one user (or nobody, at sign-in) and at most one book; it sees nothing of other users.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from finance.domain.accounts import Account
from finance.domain.changes import Change
from finance.domain.invitations import Invitation
from finance.domain.people import Actor, Book, Role, User
from finance.domain.sessions import EndReason, Session, SessionKind
from finance.usecases.address_ports import Addresses
from finance.usecases.invitation_ports import Invitations
from finance.usecases.ports import Mark


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who a sign-in name belongs to, and the kept hash of the password.

    ``better`` is a hash of the same password to keep instead; empty where there is none.
    """

    user_id: UUID
    password_hash: str
    better: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Who acts by a session, and when the session was last noted as used."""

    actor: Actor
    kind: SessionKind
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A book of the user and the user's role in it."""

    book: Book
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in the book of this work."""

    user: User
    role: Role
    joined_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Who is in the book of this work, first come first; offers and changes are newest first."""

    members: tuple[Member, ...]
    changes: tuple[Change, ...]
    invitations: tuple[Invitation, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many failures count under a key, and when they stop counting."""

    failures: int
    ends_at: datetime


class Users(Protocol):
    """The user of this work; and, at sign-in, who a name belongs to."""

    def find(self, login: str) -> Credentials | None:
        """Whom ``login`` (with an ``@`` an e-mail address, else a user name) belongs to.

        Letter case aside.
        """

    def get(self) -> User:
        """The user; NotFound."""

    def password_hash(self) -> str:
        """The kept hash of the user's password; NotFound."""

    def add(self, user: User, password_hash: str) -> None:
        """Write a new user, the user of this work; Conflict ``name_taken`` at the field."""

    def replace(self, before: User, after: User) -> User:
        """Write names, address and locale; the user with the new version.

        ChangedMeanwhile if ``before`` is not the current version; Conflict ``name_taken``.
        """

    def confirm(self, password_hash: str) -> bool:
        """Whether this hash is what is kept; if so it stays until the work ends.

        Works of one user that ask this come one after the other.
        """

    def set_password(self, password_hash: str) -> None:
        """Keep another hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A refresh token changes hands: the id shown, the next good one, the session's new end."""

    shown: UUID
    following: UUID
    expires_at: datetime


class Sessions(Protocol):
    """The sessions of this work's user."""

    def context(self, session_id: UUID, book_id: UUID | None, at: datetime) -> Seen | None:
        """Who acts by a session in a book (None: the session's own), in one statement.

        None if the session is not there, ended or expired at ``at``, or its user no member. The
        one thing here that needs no user of the work: it finds the user out.
        """

    def add(self, one: Session) -> None:
        """Write a new session."""

    def note(self, session_id: UUID, at: datetime) -> None:
        """Note that the session was used at ``at``."""

    def turn(self, session_id: UUID, book_id: UUID) -> None:
        """Let the session be in another of the user's books."""

    def rotate(self, session_id: UUID, rotation: Rotation, at: datetime) -> bool:
        """Put the following refresh id in place of the one shown, if that is the good one.

        False if it is not, or the session is over at ``at``. Of two at once exactly one gets True.
        """

    def end(self, session_id: UUID, at: datetime, reason: EndReason) -> bool:
        """End a session of the user; False if there is none that has not ended."""

    def end_all(self, at: datetime, reason: EndReason, keep: UUID | None) -> int:
        """End every session but ``keep``; how many there were."""

    def leave(self, book_id: UUID, other: UUID | None, at: datetime) -> int:
        """End the user's API sessions in a book, which are good in no other; how many.

        Page sessions that were in it go on in the ``other``, if there is one.
        """

    def latest(self, limit: int) -> tuple[Session, ...]:
        """The sessions last used, newest first, ended ones too."""


class Failures(Protocol):
    """Failed attempts, counted exactly, whichever process they come to."""

    def standing(self, keys: Sequence[str], at: datetime) -> Mapping[str, Tally]:
        """What counts at ``at`` under those of ``keys`` that anything counts under."""

    def count(self, key: str, at: datetime, ends_at: datetime) -> Tally:
        """Count one more under ``key``; a window that is over at ``at`` starts anew.

        A new window ends at ``ends_at``.
        """


class Households(Protocol):
    """The books of this work's user, and the members of the work's book."""

    def open(self, one: Book, accounts: Sequence[Account], marks: Sequence[Mark]) -> None:
        """Write a new book, the work's book, with its accounts; one mark each, the book's first.

        The user becomes its owner.
        """

    def mine(self) -> tuple[Membership, ...]:
        """The user's books, the one joined first before the others."""

    def members(self) -> tuple[Member, ...]:
        """Everybody in the work's book, first come first."""

    def names(self) -> Mapping[UUID, str]:
        """What everybody is called who is or was a member of the work's book, by id.

        Empty for who left and had no name but an address.
        """

    def lock(self) -> None:
        """Let nobody else change the members of the work's book until this work ends."""

    def join(self, role: Role, mark: Mark) -> None:
        """Make the work's user a member of the work's book."""

    def set_role(self, before: Member, role: Role, mark: Mark) -> Member:
        """Give a member of a locked book another role; the member with the new version."""

    def remove(self, member: Member, mark: Mark) -> None:
        """Take a member out of a locked book; who listens there hears of it."""

    def shared(self, limit: int, open_at: datetime | None) -> Shared:
        """Members, and what changed of them and of invitations, ``limit`` changes at most.

        With the invitations that can be accepted at ``open_at``; none where that is None.
        """


class PeopleWork(Protocol):
    """One unit of work; leaving it without ``commit`` leaves no trace."""

    @property
    def addresses(self) -> Addresses:
        """The address of the user of this work."""

    @property
    def users(self) -> Users:
        """The user of this work."""

    @property
    def sessions(self) -> Sessions:
        """The user's sessions."""

    @property
    def failures(self) -> Failures:
        """Failed attempts, whoever made them."""

    @property
    def households(self) -> Households:
        """The user's books and the book's members."""

    @property
    def invitations(self) -> Invitations:
        """The invitations into the book."""

    def act(self, user_id: UUID, book_id: UUID | None) -> None:
        """From here on see what this user, in this book, may see."""

    def commit(self) -> None:
        """Make everything done so far last; nobody's work from here on."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...


PeopleWorks = Callable[[UUID | None, UUID | None], AbstractContextManager[PeopleWork]]
"""Opens a unit of work on behalf of a user (None: nobody known yet), in a book or in none."""


class Passwords(Protocol):
    """Keeps passwords so that nobody can read them."""

    def check(self, password: str, personal: Sequence[str], field: str) -> None:
        """Invalid at ``field`` unless the password is good enough.

        ``password_short`` or ``password_long`` with ``limit``; ``text_control`` for half a
        character; ``password_weak`` with ``reason``. ``personal`` are words others know of the
        person.
        """

    def hash(self, password: str) -> str:
        """What to keep of a password."""

    def verify(self, password: str, kept: str | None) -> bool:
        """Whether ``kept`` is of this password.

        A no takes as long when nothing is kept, or what was made at less cost than today's.
        """

    def outdated(self, kept: str) -> bool:
        """Whether ``kept`` was made at another cost than today's."""


class Checks(Protocol):
    """Reads what people type about themselves; empty texts are not asked."""

    def email(self, text: str) -> str:
        """The address as it is kept; Invalid ``email_unreadable`` at ``email``."""

    def locale(self, text: str) -> str:
        """The locale as it is kept, like ``en-GB``; Invalid ``unknown_locale`` at ``locale``."""

    def time_zone(self, text: str) -> str:
        """The IANA name; Invalid ``unknown_time_zone`` at ``time_zone``."""
