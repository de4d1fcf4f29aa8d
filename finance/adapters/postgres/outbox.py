"""Letters waiting to be sent."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine, text

from finance.adapters.postgres.addresses import linking
from finance.adapters.postgres.books import PostgresBooks
from finance.adapters.postgres.errors import translated
from finance.adapters.postgres.invitations import PostgresInvitations
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.notices import PostgresNotices
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import beneath, together
from finance.domain.errors import NotFound
from finance.domain.invitations import Invitation
from finance.domain.people import Actor, Role, User
from finance.usecases.mail_ports import Due

_CLAIM: Final = """
    UPDATE outbox SET tries = tries + 1, next_at = %(leased)s
    WHERE book_id = %(book)s AND id = (
        SELECT id FROM outbox
        WHERE book_id = %(book)s AND next_at <= %(at)s
        ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, user_id, created_at, tries, invitation_id, verifying
"""
_READER: Final = """
    SELECT user_id, username, email, first_name, last_name, locale, created_at, version, role,
        email_verified
    FROM book_members() WHERE user_id = %(user)s
"""
_SENT: Final = """
    UPDATE outbox SET sent_at = %(at)s, next_at = NULL, fault = ''
    WHERE book_id = %(book)s AND id = %(id)s
"""
_FAILED: Final = """
    UPDATE outbox SET next_at = %(next)s, fault = %(fault)s
    WHERE book_id = %(book)s AND id = %(id)s AND sent_at IS NULL
"""
_CLEAR: Final = """
    DELETE FROM outbox WHERE book_id = %(book)s AND next_at IS NULL AND created_at < %(before)s
"""
_BOOKS: Final = text("SELECT * FROM books_with_mail(:moment)")


class PostgresOutbox(BookPart):
    """The ``Outbox`` port."""

    def __init__(
        self, line: Line, book_id: UUID, books: PostgresBooks, notices: PostgresNotices
    ) -> None:
        super().__init__(line, book_id)
        self._books = books
        self._notices = notices
        self._invitations = PostgresInvitations(line, book_id)

    def claim(self, at: datetime, lease: timedelta) -> Due | None:
        """The one due longest, left to the caller for ``lease``; None if there is none."""
        raw = beneath(self._line.connection)
        given = {"book": self._book_id, "at": at, "leased": at + lease}
        row = raw.execute(_CLAIM, given).fetchone()
        if row is None:
            return None
        letter_id, user_id, created_at, tries, invitation_id, verifying = row
        member = raw.execute(_READER, {"user": user_id}).fetchone()
        return Due(
            id=letter_id,
            created_at=created_at,
            tries=tries,
            reader=self._reader(member[:-1]) if member else None,
            verifying=verifying,
            verified=bool(member and member[-1]),
            notices=self._notices.of_letter(user_id, letter_id),
            invitation=self._invitation(invitation_id) if invitation_id else None,
        )

    def _invitation(self, invitation_id: UUID) -> Invitation | None:
        """The one a letter brings, unless it is forgotten by now, or was left out of a backup."""
        try:
            return self._invitations.get(invitation_id)
        except NotFound:
            return None

    def link_address(self, due: Due, digest: str, until: datetime) -> None:
        """Let the link that a letter brings prove its address, until then; of the work's user."""
        if due.reader is not None:
            made = linking(due.reader.user.id, due.verifying, digest, until)
            together(self._line.connection, [made])

    def link(self, invitation: Invitation, digest: str) -> None:
        """Let the link that a letter brings lead to the invitation."""
        self._invitations.link(invitation.id, digest)

    def _reader(self, row: tuple[Any, ...]) -> Actor:
        user_id, username, email, first, last, locale, created_at, version, role = row
        user = User(
            id=user_id,
            username=username,
            email=email,
            first_name=first,
            last_name=last,
            locale=locale,
            created_at=created_at,
            version=version,
        )
        return Actor(user=user, book=self._books.get(), role=Role(role))

    def sent(self, letter_id: UUID, at: datetime) -> None:
        """Note that it left."""
        self._do(_SENT, id=letter_id, at=at)

    def failed(self, letter_id: UUID, next_at: datetime | None, fault: str) -> None:
        """Note why it did not, and when it is tried again (None: never)."""
        self._do(_FAILED, id=letter_id, next=next_at, fault=fault)

    def clear(self, before: datetime) -> None:
        """Forget letters made before that which left or were given up."""
        self._do(_CLEAR, before=before)

    def _do(self, query: Any, **given: object) -> None:  # noqa: ANN401 - a literal
        together(self._line.connection, [(query, {"book": self._book_id, **given})])


class PostgresBooksWithMail:
    """The ``BooksWithMail`` port: it looks over all books, and sees of them only that."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, moment: datetime) -> tuple[UUID, ...]:
        """The books in which letters are due at ``moment``."""
        with translated(), self._engine.connect() as connection:
            return tuple(connection.execute(_BOOKS, {"moment": moment}).scalars())
