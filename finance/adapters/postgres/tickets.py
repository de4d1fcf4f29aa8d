"""Tickets of the live channel; each step commits by itself."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, text

from finance.adapters.postgres.errors import translated

_FORGET: Final = text("DELETE FROM live_ticket WHERE expires_at <= :at")
_KEEP: Final = text("""
    INSERT INTO live_ticket (digest, session_id, expires_at)
    VALUES (:digest, :session_id, :expires_at)
""")
_TAKE: Final = text("""
    DELETE FROM live_ticket WHERE digest = :digest RETURNING session_id, expires_at > :at
""")


class PostgresTickets:
    """The ``Tickets`` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, digest: str, session_id: UUID, expires_at: datetime, at: datetime) -> None:
        """Keep the digest of a new ticket; those that expired before ``at`` are forgotten."""
        given = {"digest": digest, "session_id": session_id, "expires_at": expires_at}
        with translated(), self._engine.begin() as connection:
            connection.execute(_FORGET, {"at": at})
            connection.execute(_KEEP, given)

    def take(self, digest: str, at: datetime) -> UUID | None:
        """The session of a ticket that is good at ``at``; nobody else gets it after that."""
        with translated(), self._engine.begin() as connection:
            found = connection.execute(_TAKE, {"digest": digest, "at": at}).first()
        return found[0] if found is not None and found[1] else None
