"""Users, books and members: the unit of work of people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, Row, delete, insert, select, update

from finance.adapters.postgres.accounts import PostgresAccounts
from finance.adapters.postgres.addresses import PostgresAddresses
from finance.adapters.postgres.books import BookRow, PostgresBooks, book_value
from finance.adapters.postgres.changes import PostgresChanges, change_made, of_members
from finance.adapters.postgres.failures import PostgresFailures
from finance.adapters.postgres.invitations import (
    PostgresInvitations,
    invitation_made,
    still_open,
)
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import Part
from finance.adapters.postgres.pipeline import Statement
from finance.adapters.postgres.sessions import PostgresSessions, UserRow, user_made
from finance.adapters.postgres.tables import book
from finance.adapters.postgres.tables_people import app_user, member
from finance.adapters.postgres.unit import Unit
from finance.domain.accounts import Account
from finance.domain.changes import Action, Subject, member_snapshot
from finance.domain.errors import ChangedMeanwhile, NotFound
from finance.domain.people import Book, Role, User
from finance.usecases.people_ports import Credentials, Member, Membership, Shared
from finance.usecases.ports import Mark

_FIND: Final = "SELECT user_id, password_hash FROM find_sign_in(%(login)s)"
_CONFIRM: Final = "SELECT password_hash FROM app_user WHERE id = %(user)s FOR NO KEY UPDATE"
_MINE: Final = """
    SELECT b.id, b.name, b.currency::text, b.time_zone, b.month_start, b.default_account_id,
        b.version, m.role
    FROM book b JOIN member m ON m.book_id = b.id
    WHERE m.user_id = %(user)s ORDER BY m.joined_at, b.id
"""
_MEMBERS: Final[Statement] = (
    """
    SELECT user_id, username, email, first_name, last_name, locale, created_at, version,
        role, joined_at, member_version
    FROM book_members()
""",
    {},
)
_NAMES: Final[Statement] = ("SELECT user_id, name FROM book_names()", {})


def _profile(user: User) -> dict[str, Any]:
    return {
        "username": user.username,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "locale": user.locale,
        "version": user.version,
    }


def _member(row: tuple[Any, ...]) -> Member:
    """A member of a row of ``_MEMBERS``."""
    *profile, role, joined_at, version = row
    user = user_made(cast("UserRow", tuple(profile)))
    return Member(user=user, role=Role(role), joined_at=joined_at, version=version)


class PostgresUsers(Part):
    """The ``Users`` port."""

    def __init__(self, line: Line, user_id: UUID | None) -> None:
        super().__init__(line)
        self._user_id = user_id

    def find(self, login: str) -> Credentials | None:
        """Whom ``login`` belongs to, letter case aside."""
        found = self._line.ask((_FIND, {"login": login}))
        return Credentials(*found[0]) if found else None

    def _mine(self) -> Row[Any]:
        row = self._connection.execute(
            select(app_user).where(app_user.c.id == self._user_id)
        ).first()
        if row is None:
            raise NotFound("user", "id")
        return row

    def get(self) -> User:
        """The user; NotFound."""
        row = self._mine()
        return User(
            id=row.id,
            username=row.username,
            email=row.email,
            first_name=row.first_name,
            last_name=row.last_name,
            locale=row.locale,
            created_at=row.created_at,
            version=row.version,
        )

    def password_hash(self) -> str:
        """The kept hash of the user's password; NotFound."""
        kept: str = self._mine().password_hash
        return kept

    def confirm(self, password_hash: str) -> bool:
        """Whether this hash is what is kept; if so it stays until the work ends."""
        (found,) = self._line.read((_CONFIRM, {"user": self._user_id}))
        if not found:
            raise NotFound("user", "id")
        return bool(found[0][0] == password_hash)

    def add(self, user: User, password_hash: str) -> None:
        """Write a new user; Conflict ``name_taken`` at the field."""
        made = {"id": user.id, "created_at": user.created_at, "password_hash": password_hash}
        self._connection.execute(insert(app_user).values({**made, **_profile(user)}))

    def replace(self, before: User, after: User) -> User:
        """Write names, address and locale; the user with the new version."""
        written = replace(after, version=before.version + 1)
        turned = self._connection.execute(
            update(app_user)
            .where(app_user.c.id == self._user_id, app_user.c.version == before.version)
            .values(_profile(written))
        )
        if turned.rowcount == 0:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})
        return written

    def set_password(self, password_hash: str) -> None:
        """Keep another hash."""
        mine = update(app_user).where(app_user.c.id == self._user_id)
        self._connection.execute(mine.values(password_hash=password_hash))


class PostgresHouseholds(Part):
    """The ``Households`` port."""

    def __init__(self, line: Line, user_id: UUID | None, book_id: UUID | None) -> None:
        super().__init__(line)
        self._user_id = user_id
        self._book_id = book_id

    def open(self, one: Book, accounts: Sequence[Account], marks: Sequence[Mark]) -> None:
        """Write a new book with its accounts; the user becomes its owner."""
        line = Line.over(self._connection)
        changes = PostgresChanges(line, one.id)
        books = PostgresBooks(line, one.id, changes)
        books.add(replace(one, default_account_id=None), marks[0])
        owner = {"user_id": self._user_id, "role": Role.OWNER.value, "joined_at": marks[0].at}
        self._connection.execute(insert(member).values(book_id=one.id, **owner))
        PostgresAccounts(line, one.id, changes).add(accounts, marks[1:])
        # Book and account name each other: the book comes first, and learns of it last.
        named = update(book).where(book.c.id == one.id)
        self._connection.execute(named.values(default_account_id=one.default_account_id))

    def mine(self) -> tuple[Membership, ...]:
        """The user's books, the one joined first before the others."""
        (found,) = self._line.look((_MINE, {"user": self._user_id}))
        return tuple(_membership(row) for row in found)

    def members(self) -> tuple[Member, ...]:
        """Everybody in the work's book, first come first."""
        (found,) = self._line.look(_MEMBERS)
        return tuple(map(_member, found))

    def names(self) -> Mapping[UUID, str]:
        """What everybody is called who is or was a member of the work's book, by id."""
        (found,) = self._line.look(_NAMES)
        return dict(found)

    def lock(self) -> None:
        """Let nobody else change the members of the work's book until this work ends."""
        all_of_them = select(member.c.user_id).where(member.c.book_id == self._book_id)
        self._connection.execute(all_of_them.order_by(member.c.user_id).with_for_update())

    def join(self, role: Role, mark: Mark) -> None:
        """Make the work's user a member of the work's book."""
        new = {"book_id": self._book_id, "user_id": self._user_id, "role": role.value}
        self._connection.execute(insert(member).values(**new, joined_at=mark.at, version=1))
        subject = self._user_id or mark.id
        self._record(subject, Action.CREATED, (None, role), mark)

    def set_role(self, before: Member, role: Role, mark: Mark) -> Member:
        """Give a member of a locked book another role; the member with the new version."""
        after = replace(before, role=role, version=before.version + 1)
        written = {"role": role.value, "version": after.version}
        self._connection.execute(update(member).where(self._one(before)).values(written))
        self._record(before.user.id, Action.EDITED, (before.role, role), mark)
        return after

    def remove(self, one: Member, mark: Mark) -> None:
        """Take a member out of a locked book; who listens there hears of it."""
        self._connection.execute(delete(member).where(self._one(one)))
        self._record(one.user.id, Action.REMOVED, (one.role, None), mark)

    def shared(self, limit: int, open_at: datetime | None) -> Shared:
        """Members, what changed of them and of invitations, and the open ones; one round trip."""
        book_id = self._there()
        asked = [_MEMBERS, of_members(book_id, limit)]
        if open_at is not None:
            asked.append(still_open(book_id, open_at))
        members, changes, *offers = self._line.look(*asked)
        return Shared(
            members=tuple(map(_member, members)),
            changes=tuple(map(change_made, changes)),
            invitations=tuple(invitation_made(row) for found in offers for row in found),
        )

    def _one(self, one: Member) -> ColumnElement[bool]:
        return (member.c.book_id == self._book_id) & (member.c.user_id == one.user.id)

    def _there(self) -> UUID:
        if self._book_id is None:
            raise NotFound("book", "book_id")
        return self._book_id

    def _changes(self) -> PostgresChanges:
        return PostgresChanges(self._line, self._there())

    def _record(
        self,
        user_id: UUID,
        action: Action,
        roles: tuple[Role | None, Role | None],
        mark: Mark,
    ) -> None:
        before, after = (member_snapshot(role) if role else None for role in roles)
        self._changes().record((Subject.MEMBER, user_id, action), before, after, mark)


def _membership(row: tuple[Any, ...]) -> Membership:
    """A membership of a row of ``_MINE``."""
    *one, role = row
    return Membership(book=book_value(cast("BookRow", tuple(one))), role=Role(role))


class PostgresPeopleWork(Unit):
    """The ``PeopleWork`` port."""

    def __init__(self, engine: Engine, user_id: UUID | None, book_id: UUID | None) -> None:
        super().__init__(engine, book_id, user_id)
        self._user_id = user_id
        self._book_id = book_id

    def act(self, user_id: UUID, book_id: UUID | None) -> None:
        """From here on see what this user, in this book, may see."""
        self._user_id, self._book_id = user_id, book_id
        for name in ("users", "addresses", "households", "invitations"):
            self.__dict__.pop(name, None)
        self._line.act(user_id, book_id)

    @cached_property
    def users(self) -> PostgresUsers:
        """The user."""
        return PostgresUsers(self._line, self._user_id)

    @cached_property
    def sessions(self) -> PostgresSessions:
        """The user's sessions."""
        return PostgresSessions(self._line)

    @cached_property
    def failures(self) -> PostgresFailures:
        """Failed attempts."""
        return PostgresFailures(self._line)

    @cached_property
    def households(self) -> PostgresHouseholds:
        """The user's books and the book's members."""
        return PostgresHouseholds(self._line, self._user_id, self._book_id)

    @cached_property
    def addresses(self) -> PostgresAddresses:
        """The user's address."""
        return PostgresAddresses(self._line, self._user_id, self._book_id)

    @cached_property
    def invitations(self) -> PostgresInvitations:
        """The invitations into the book."""
        return PostgresInvitations(self._line, self._book_id)
