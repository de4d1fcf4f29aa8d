"""Addresses, and the links that prove them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, insert

from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import Part
from finance.adapters.postgres.pipeline import Statement
from finance.adapters.postgres.tables import outbox
from finance.domain.errors import NotFound
from finance.usecases.address_ports import Address

_GET: Final = "SELECT email, verified_email = email FROM app_user WHERE id = %(user)s"
_FIND: Final = "SELECT email_of_link(%(digest)s, %(at)s)"
_VERIFY: Final = "SELECT verify_email(%(digest)s, %(at)s)"
_LINK: Final = """
    UPDATE app_user SET linked_email = email, email_links_end_at = %(until)s,
        email_links = CASE WHEN linked_email = email
            THEN (array_append(email_links, %(digest)s))[greatest(cardinality(email_links) - 3, 1):]
            ELSE ARRAY[%(digest)s::text] END
    WHERE id = %(user)s AND email = %(email)s
"""


def linking(user_id: UUID, email: str, digest: str, until: datetime) -> Statement:
    """The statement that lets one more link prove the address, if it is the user's still.

    Of the links that letters brought the last five are good.
    """
    return _LINK, {"user": user_id, "email": email, "digest": digest, "until": until}


class PostgresAddresses(Part):
    """The ``Addresses`` port; row level security keeps it to the work's user."""

    def __init__(self, line: Line, user_id: UUID | None, book_id: UUID | None) -> None:
        super().__init__(line)
        self._user_id = user_id
        self._book_id = book_id

    def get(self) -> Address:
        """The user's address; NotFound ``user``."""
        (found,) = self._line.look((_GET, {"user": self._user_id}))
        if not found:
            raise NotFound("user", "id")
        email, verified = found[0]
        return Address(email, bool(email and verified))

    def mail(self, email: str, letter_id: UUID, at: datetime) -> None:
        """Let a letter with a link to prove it leave to ``email``, from the work's book.

        It takes the place of one from there that waits.
        """
        self._connection.execute(
            delete(outbox).where(
                outbox.c.book_id == self._book_id,
                outbox.c.user_id == self._user_id,
                outbox.c.verifying != "",
                outbox.c.next_at.is_not(None),
            )
        )
        letter = insert(outbox).values(
            book_id=self._book_id,
            id=letter_id,
            user_id=self._user_id,
            created_at=at,
            next_at=at,
            verifying=email,
        )
        self._connection.execute(letter)

    def find(self, digest: str, at: datetime) -> str | None:
        """The address that the link with this digest proves, if it is good at ``at``."""
        ((email,),) = self._line.ask((_FIND, {"digest": digest, "at": at}))
        return email if email is None else str(email)

    def verify(self, digest: str, at: datetime) -> str | None:
        """Note that it is proven, and let no link be good any more; the address, as above."""
        ((email,),) = self._line.read((_VERIFY, {"digest": digest, "at": at}))[0]
        return email if email is None else str(email)
