"""The sessions of one user, and who acts by one."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Row, select, update

from finance.adapters.postgres.books import book_value
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
_ADD: Final = """
    INSERT INTO session (id, user_id, book_id, kind, refresh_id, agent, created_at, seen_at,
        expires_at, ended_at, end_reason)
    VALUES (%(id)s, %(user_id)s, %(book_id)s, %(kind)s, %(refresh_id)s, %(agent)s, %(created_at)s,
        %(seen_at)s, %(expires_at)s, %(ended_at)s, %(end_reason)s)
"""


class _Context(NamedTuple):
    """A row of ``_CONTEXT``."""

    session_id: UUID
    kind: str
    seen_at: datetime
    user_id: UUID
    username: str
    email: str
    first_name: str
    last_name: str
    locale: str
    created_at: datetime
    user_version: int
    book_id: UUID
    book_name: str
    currency: str
    time_zone: str
    month_start: int
    default_account_id: UUID | None
    book_version: int
    role: str
    books: int
    unread: int


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        user_id=row.user_id,
        book_id=row.book_id,
        kind=SessionKind(row.kind),
        refresh_id=row.refresh_id,
        agent=row.agent,
        created_at=row.created_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
    )


def _seen(row: _Context) -> Seen:
    user = User(
        id=row.user_id,
        username=row.username,
        email=row.email,
        first_name=row.first_name,
        last_name=row.last_name,
        locale=row.locale,
        created_at=row.created_at,
        version=row.user_version,
    )
    book = book_value(
        (
            row.book_id,
            row.book_name,
            row.currency,
            row.time_zone,
            row.month_start,
            row.default_account_id,
            row.book_version,
        )
    )
    actor = Actor(
        user=user,
        book=book,
        role=Role(row.role),
        session_id=row.session_id,
        books=row.books,
        unread=row.unread,
    )
    return Seen(actor=actor, kind=SessionKind(row.kind), seen_at=row.seen_at)


class PostgresSessions(Part):
    """The ``Sessions`` port; row level security keeps it to the work's user."""

    def context(self, session_id: UUID, book_id: UUID | None, at: datetime) -> Seen | None:
        """Who acts by a session in a book (None: the session's own), in one statement."""
        asked = {"session_id": session_id, "book_id": book_id, "at": at}
        found = self._line.ask((_CONTEXT, asked))
        return _seen(_Context(*found[0])) if found else None

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

    def leave(self, book_id: UUID, at: datetime) -> int:
        """End the user's API sessions in a book, which are good in no other; how many."""
        there = update(session).where(
            session.c.book_id == book_id,
            session.c.kind == SessionKind.API.value,
            session.c.ended_at.is_(None),
        )
        ended = there.values(ended_at=at, end_reason=EndReason.ENDED.value)
        over = ended.returning(session.c.user_id)
        return self._told(self._connection.execute(over).scalars().all())

    def _told(self, users: Sequence[UUID]) -> int:
        """Say with the commit whose sessions ended, one user for each; how many those were."""
        if users:
            together(self._connection, [telling(users[0], SESSION)])
        return len(users)

    def latest(self, limit: int) -> tuple[Session, ...]:
        """The sessions last used, newest first, ended ones too."""
        chosen = select(session).order_by(session.c.seen_at.desc(), session.c.id.desc())
        return tuple(_session(row) for row in self._connection.execute(chosen.limit(limit)))
