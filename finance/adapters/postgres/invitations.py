"""Invitations into a book."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Update, delete, insert, select, update

from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import Part
from finance.adapters.postgres.pipeline import Statement
from finance.adapters.postgres.tables import outbox
from finance.adapters.postgres.tables_people import invitation
from finance.domain.changes import Action, Subject
from finance.domain.errors import NotFound
from finance.domain.invitations import Invitation, invitation_snapshot
from finance.domain.people import Role
from finance.usecases.invitation_ports import Invited
from finance.usecases.ports import Mark

_MOST: Final = 200
_FIND: Final = """
    SELECT id, role, email, invited_by, created_at, expires_at, accepted_at, accepted_by,
        revoked_at, entered_by, version, book_id, book_name, inviter
    FROM find_invitation(%(digest)s)
"""
_OPEN: Final = """
    SELECT id, role, email, invited_by, created_at, expires_at, accepted_at, accepted_by,
        revoked_at, entered_by, version
    FROM invitation
    WHERE book_id = %(book)s AND accepted_at IS NULL AND revoked_at IS NULL
        AND expires_at > %(at)s
    ORDER BY created_at DESC, id DESC
"""
_LINK: Final = """
    UPDATE invitation SET digests =
        digests[1:1] || digests[greatest(cardinality(digests) - 2, 2):] || %(digest)s::text
    WHERE book_id = %(book)s AND id = %(id)s RETURNING id
"""


def _value(row: Row[Any]) -> Invitation:
    return invitation_made(
        (
            row.id,
            row.role,
            row.email,
            row.invited_by,
            row.created_at,
            row.expires_at,
            row.accepted_at,
            row.accepted_by,
            row.revoked_at,
            row.entered_by,
            row.version,
        )
    )


def still_open(book_id: UUID | None, at: datetime) -> Statement:
    """The statement for those of a book that can be accepted at ``at``, newest first."""
    return _OPEN, {"book": book_id, "at": at}


def invitation_made(row: tuple[Any, ...]) -> Invitation:
    """The invitation that a row of ``still_open`` holds."""
    return Invitation(
        id=row[0],
        role=Role(row[1]),
        email=row[2],
        invited_by=row[3],
        created_at=row[4],
        expires_at=row[5],
        accepted_at=row[6],
        accepted_by=row[7],
        revoked_at=row[8],
        entered_by=row[9],
        version=row[10],
    )


class PostgresInvitations(Part):
    """The ``Invitations`` port; row level security keeps it to the work's book."""

    def __init__(self, line: Line, book_id: UUID | None) -> None:
        super().__init__(line)
        self._book_id = book_id
        self._mine = select(invitation).where(invitation.c.book_id == book_id)

    def find(self, digest: str) -> Invited | None:
        """The invitation, into whichever book, that the link with this digest leads to."""
        found = self._line.ask((_FIND, {"digest": digest}))
        if not found:
            return None
        *one, book_id, book_name, inviter = found[0]
        return Invited(
            invitation=invitation_made(tuple(one)),
            book_id=book_id,
            book_name=book_name,
            inviter=inviter,
        )

    def all(self) -> tuple[Invitation, ...]:
        """Those that are still known, newest first (at most 200)."""
        newest = self._mine.order_by(invitation.c.created_at.desc(), invitation.c.id.desc())
        return tuple(_value(row) for row in self._connection.execute(newest.limit(_MOST)))

    def open(self, at: datetime) -> tuple[Invitation, ...]:
        """Those that can be accepted at ``at``, newest first."""
        (found,) = self._line.look(still_open(self._book_id, at))
        return tuple(map(invitation_made, found))

    def get(self, invitation_id: UUID, *, lock: bool = False) -> Invitation:
        """One of them, which nobody else changes until this work ends if ``lock``; NotFound."""
        chosen = self._mine.where(invitation.c.id == invitation_id)
        row = self._connection.execute(chosen.with_for_update() if lock else chosen).first()
        if row is None:
            raise NotFound("invitation", "id")
        return _value(row)

    def add(self, one: Invitation, digest: str, mark: Mark) -> None:
        """Write a new one with its first link."""
        new = insert(invitation).values(
            book_id=self._book_id,
            id=one.id,
            role=one.role.value,
            email=one.email,
            digests=[digest],
            invited_by=one.invited_by,
            created_at=one.created_at,
            expires_at=one.expires_at,
            version=one.version,
        )
        self._connection.execute(new)
        self._record(one, Action.CREATED, mark)

    def mail(self, one: Invitation, letter_id: UUID) -> None:
        """Let a letter leave to the address on it."""
        letter = insert(outbox).values(
            book_id=self._book_id,
            id=letter_id,
            user_id=one.invited_by,
            created_at=one.created_at,
            next_at=one.created_at,
            invitation_id=one.id,
        )
        self._connection.execute(letter)

    def mailed(self, one: Invitation) -> bool:
        """Whether there is a letter with it."""
        letters = select(outbox.c.id).where(
            outbox.c.book_id == self._book_id, outbox.c.invitation_id == one.id
        )
        return self._connection.execute(letters.limit(1)).first() is not None

    def link(self, invitation_id: UUID, digest: str) -> None:
        """Let one more link lead to it; of all of them the first and the last four do.

        The first was shown to whoever invites: tries to send a letter do not push it out.
        """
        self._line.read((_LINK, {"book": self._book_id, "id": invitation_id, "digest": digest}))

    def accept(self, one: Invitation, user_id: UUID, at: datetime) -> None:
        """Use up one that is locked and open."""
        used = self._open(one, at).values(
            accepted_at=at, accepted_by=user_id, version=invitation.c.version + 1
        )
        self._connection.execute(used)

    def enter(self, one: Invitation, user_id: UUID, at: datetime) -> bool:
        """Note who registered by it; False if it is not open, or somebody did before."""
        first = self._open(one, at).where(invitation.c.entered_by.is_(None))
        return self._connection.execute(first.values(entered_by=user_id)).rowcount == 1

    def revoke(self, one: Invitation, mark: Mark) -> None:
        """End it; what was accepted or revoked meanwhile stays as it is."""
        ended = self._unused(one.id).values(revoked_at=mark.at, version=invitation.c.version + 1)
        if self._connection.execute(ended).rowcount:
            self._record(one, Action.REMOVED, mark)

    def forget(self, before: datetime) -> None:
        """Forget those that could be accepted until ``before`` at the latest."""
        over = (invitation.c.book_id == self._book_id) & (invitation.c.expires_at <= before)
        self._connection.execute(delete(invitation).where(over))

    def _one(self, invitation_id: UUID) -> Update:
        mine = invitation.c.book_id == self._book_id
        return update(invitation).where(mine, invitation.c.id == invitation_id)

    def _unused(self, invitation_id: UUID) -> Update:
        return self._one(invitation_id).where(
            invitation.c.accepted_at.is_(None), invitation.c.revoked_at.is_(None)
        )

    def _open(self, one: Invitation, at: datetime) -> Update:
        return self._unused(one.id).where(invitation.c.expires_at > at)

    def _record(self, one: Invitation, action: Action, mark: Mark) -> None:
        if self._book_id is None:
            raise NotFound("book", "book_id")
        said = invitation_snapshot(one)
        before, after = (None, said) if action is Action.CREATED else (said, None)
        changes = PostgresChanges(self._line, self._book_id)
        changes.record((Subject.INVITATION, one.id, action), before, after, mark)
