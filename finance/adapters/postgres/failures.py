"""Failed attempts, counted in one statement each, so exactly, whichever process they come to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, case, select
from sqlalchemy.dialects.postgresql import insert

from finance.adapters.postgres.tables import failure
from finance.usecases.people_ports import Tally


class PostgresFailures:
    """The ``Failures`` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self, keys: Sequence[str], at: datetime) -> Mapping[str, Tally]:
        """What counts at ``at`` under those of ``keys`` that anything counts under."""
        chosen = select(failure).where(failure.c.key.in_(keys), failure.c.window_ends_at > at)
        found = self._connection.execute(chosen)
        return {row.key: Tally(row.failures, row.window_ends_at) for row in found}

    def count(self, key: str, at: datetime, ends_at: datetime) -> Tally:
        """Count one more under ``key``; a window that is over at ``at`` starts anew."""
        new = insert(failure).values(key=key, failures=1, window_ends_at=ends_at)
        over = failure.c.window_ends_at <= at
        counted = new.on_conflict_do_update(
            index_elements=[failure.c.key],
            set_={
                "failures": case((over, 1), else_=failure.c.failures + 1),
                "window_ends_at": case((over, ends_at), else_=failure.c.window_ends_at),
            },
        ).returning(failure.c.failures, failure.c.window_ends_at)
        row = self._connection.execute(counted).one()
        return Tally(row.failures, row.window_ends_at)
