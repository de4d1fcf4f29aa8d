"""People: users, the books they share, and what each role allows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from finance.domain.errors import Forbidden
from finance.domain.periods import MonthStart


class Role(StrEnum):
    """What a member may do in a book: a viewer reads, an editor writes, an owner decides."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"

    def covers(self, needed: "Role") -> bool:
        """Whether this role allows what ``needed`` allows."""
        return _RANK[self] >= _RANK[needed]


_RANK: Final = {Role.VIEWER: 0, Role.EDITOR: 1, Role.OWNER: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who signs in, by ``username`` or ``email`` (at least one is set)."""

    id: UUID
    username: str = ""
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    locale: str = "en"
    created_at: datetime
    version: int = 1

    @property
    def name(self) -> str:
        """What to call the person."""
        full = f"{self.first_name} {self.last_name}".strip()
        return full or self.username or self.email


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One household's ledger and how it reads its days and its money.

    ``time_zone`` is an IANA name: a day of the book is a day there. ``month_start`` is the day its
    months begin on. ``default_account_id`` is where money goes when nobody says.
    """

    id: UUID
    name: str
    currency: str
    time_zone: str
    month_start: MonthStart
    default_account_id: UUID | None = None
    version: int = 1

    def today(self, at: datetime) -> date:
        """The day it is in the book's time zone at the instant ``at`` (aware)."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, in which book, in which role; made anew from the database for every request.

    ``books`` is how many books the user shares in, ``unread`` how many notices of this book wait to
    be read (counted up to 100).
    """

    user: User
    book: Book
    role: Role
    session_id: UUID | None = None
    books: int = 1
    unread: int = 0

    def require(self, needed: Role) -> None:
        """Forbidden ``role`` unless the actor's role covers ``needed``."""
        if not self.role.covers(needed):
            raise Forbidden("role", None, {"needed": needed, "role": self.role})
