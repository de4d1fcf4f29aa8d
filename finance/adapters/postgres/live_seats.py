"""How many sockets each web process keeps for each person; each step commits by itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, text

from finance.adapters.postgres.errors import translated
from finance.usecases.live import PER_PERSON

_FORGOTTEN: Final = timedelta(seconds=25)
"""After so long a process that said nothing of what it keeps is taken for dead."""

_ALONE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('seats:' || :user_id, 0))")
_TAKE: Final = text("""
    INSERT INTO live_seat (user_id, process_id, taken, seen_at)
    SELECT :user_id, :process_id, :taken, :at
    WHERE :taken + coalesce((
        SELECT sum(taken) FROM live_seat
        WHERE user_id = :user_id AND process_id <> :process_id AND seen_at > :dead
    ), 0) <= :most
    ON CONFLICT (user_id, process_id)
        DO UPDATE SET taken = excluded.taken, seen_at = excluded.seen_at
""")
_FORGET: Final = text("DELETE FROM live_seat WHERE seen_at <= :dead OR process_id = :process_id")
_NOTE: Final = text("""
    INSERT INTO live_seat (user_id, process_id, taken, seen_at)
    SELECT kept.user_id, :process_id, kept.taken, :at
    FROM unnest(CAST(:users AS uuid[]), CAST(:taken AS integer[])) AS kept (user_id, taken)
""")


class PostgresSeats:
    """The ``Seats`` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, process_id: UUID, user_id: UUID, taken: int, at: datetime) -> bool:
        """Note what a process keeps of a user, unless all of them would keep too many."""
        given = {"process_id": process_id, "user_id": user_id, "taken": taken, "most": PER_PERSON}
        with translated(), self._engine.begin() as connection:
            connection.execute(_ALONE, {"user_id": str(user_id)})
            found = connection.execute(_TAKE, {**given, "at": at, "dead": at - _FORGOTTEN})
        return found.rowcount == 1

    def note(self, process_id: UUID, taken: Mapping[UUID, int], at: datetime) -> None:
        """Note all that a process keeps, in place of what was noted of it."""
        kept = {"users": list(taken), "taken": list(taken.values())}
        with translated(), self._engine.begin() as connection:
            connection.execute(_FORGET, {"process_id": process_id, "dead": at - _FORGOTTEN})
            connection.execute(_NOTE, {"process_id": process_id, "at": at, **kept})
