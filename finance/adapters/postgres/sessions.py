"""The sessions of one user, and who acts by one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import update

from finance.adapters.postgres.books import BookRow, book_value
from finance.adapters.postgres.parts import Part
from finance.adapters.postgres.pipeline import together
from finance.adapters.postgres.tables_people import session
from finance.adapters.postgres.word import telling
from finance.domain.people import Actor, Role, User
from finance.domain.sessions import EndReason, Session, SessionKind
from finance.usecases.live import SESSION
from finance.usecases.people_ports import Rotation, Seen

_CONTEXT: Final = """
    SELECT session_id, kind, seen_at, user_id, username, email, first_name, last_name, locale,
        created_at, user_version, book_id, book_name, currency, time_zone, month_start,
        default_account_id, book_version, role, books, unread
    FROM session_context(%(session_id)s, %(book_id)s, %(at)s)
"""
_LATEST: Final = """
    SELECT id, user_id, book_id, kind, refresh_id, agent, created_at, seen_at, expires_at, ended_at,
        end_reason
    FROM session ORDER BY seen_at DESC, id DESC LIMIT %(limit)s
"""
_ADD: Final = """
    INSERT INTO session (id, user_id, book_id, kind, refresh_id, agent, created_at, seen_at,
        expires_at, ended_at, end_reason)
    VALUES (%(id)s, %(user_id)s, %(book_id)s, %(kind)s, %(refresh_id)s, %(agent)s, %(created_at)s,
        %(seen_at)s, %(expires_at)s, %(ended_at)s, %(end_reason)s)
"""


UserRow = tuple[UUID, str, str, str, str, str, datetime, int]
"""Id, names, address, locale, since when, version."""

_OF_USER: Final = 8  # columns, between those of the session and those of the book


def _session(row: Mapping[str, Any]) -> Session:
    reason = EndReason(row["end_reason"]) if row["end_reason"] else None
    return Session(**{**row, "kind": SessionKind(row["kind"]), "end_reason": reason})


def _seen(row: tuple[Any, ...]) -> Seen:
    """Who acts, of a row of ``_CONTEXT``."""
    session_id, kind, seen_at, *rest = row
    *rest, role, books, unread = rest
    actor = Actor(
        user=user_made(cast("UserRow", tuple(rest[:_OF_USER]))),
        book=_book(cast("BookRow", tuple(rest[_OF_USER:]))),
        role=Role(role),
        session_id=session_id,
        books=books,
        unread=unread,
    )
    return Seen(actor=actor, kind=SessionKind(kind), seen_at=seen_at)


@lru_cache(maxsize=4096)
def user_made(row: UserRow) -> User:
    """The user of a row; equal rows are the same user, made only once."""
    user_id, username, email, first_name, last_name, locale, created_at, version = row
    return User(
        id=user_id,
        username=username,
        email=email,
        first_name=first_name,
        last_name=last_name,
        locale=locale,
        created_at=created_at,
        version=version,
    )


_book: Final = lru_cache(maxsize=4096)(book_value)


class PostgresSessions(Part):
    """The ``Sessions`` port; row level security keeps it to the work's user."""

    def context(self, session_id: UUID, book_id: UUID | None, at: datetime) -> Seen | None:
        """Who acts by a session in a book (None: the session's own), in one statement."""
        asked = {"session_id": session_id, "book_id": book_id, "at": at}
        found = self._line.ask((_CONTEXT, asked))
        return _seen(found[0]) if found else None

    def add(self, one: Session) -> None:
        """Write a new session."""
        values = {**asdict(one), "kind": one.kind.value, "end_reason": one.end_reason or ""}
        together(self._connection, [(_ADD, values)])

    def note(self, session_id: UUID, at: datetime) -> None:
        """Note that the session was used at ``at``."""
        self._connection.execute(
            update(session).where(session.c.id == session_id).values(seen_at=at)
        )

    def turn(self, session_id: UUID, book_id: UUID) -> None:
        """Let the session be in another of the user's books."""
        self._connection.execute(
            update(session).where(session.c.id == session_id).values(book_id=book_id)
        )

    def rotate(self, session_id: UUID, rotation: Rotation, at: datetime) -> bool:
        """Put the following refresh id in place of the one shown, if that is the good one."""
        turned = self._connection.execute(
            update(session)
            .where(
                session.c.id == session_id,
                session.c.kind == SessionKind.API.value,
                session.c.refresh_id == rotation.shown,
                session.c.ended_at.is_(None),
                session.c.expires_at > at,
            )
            .values(refresh_id=rotation.following, seen_at=at, expires_at=rotation.expires_at)
        )
        return turned.rowcount == 1

    def end(self, session_id: UUID, at: datetime, reason: EndReason) -> bool:
        """End a session of the user, and let who listens by it hear of it.

        False if there is none that has not ended.
        """
        ended = self._connection.execute(
            update(session)
            .where(session.c.id == session_id, session.c.ended_at.is_(None))
            .values(ended_at=at, end_reason=reason.value)
            .returning(session.c.user_id)
        )
        return self._told(ended.scalars().all()) == 1

    def end_all(self, at: datetime, reason: EndReason, keep: UUID | None) -> int:
        """End every session but ``keep``; how many there were. Who listens by one hears of it."""
        ended = update(session).where(session.c.ended_at.is_(None), session.c.expires_at > at)
        if keep is not None:
            ended = ended.where(session.c.id != keep)
        over = ended.values(ended_at=at, end_reason=reason.value).returning(session.c.user_id)
        return self._told(self._connection.execute(over).scalars().all())

    def leave(self, book_id: UUID, other: UUID | None, at: datetime) -> int:
        """End the user's API sessions in a book, which are good in no other; how many.

        Page sessions that were in it go on in the ``other``, if there is one.
        """
        there = update(session).where(session.c.book_id == book_id, session.c.ended_at.is_(None))
        if other is not None:
            pages = there.where(session.c.kind == SessionKind.PAGE.value)
            self._connection.execute(pages.values(book_id=other))
        tokens = there.where(session.c.kind == SessionKind.API.value)
        ended = tokens.values(ended_at=at, end_reason=EndReason.ENDED.value)
        over = ended.returning(session.c.user_id)
        return self._told(self._connection.execute(over).scalars().all())

    def _told(self, users: Sequence[UUID]) -> int:
        """Say with the commit whose sessions ended, one user for each; how many those were."""
        if users:
            together(self._connection, [telling(users[0], SESSION)])
        return len(users)

    def latest(self, limit: int) -> tuple[Session, ...]:
        """The sessions last used, newest first, ended ones too."""
        return tuple(map(_session, self._line.look_by_name((_LATEST, {"limit": limit}))))
