"""Failed attempts, counted in one statement each, so exactly, whichever process they come to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import case
from sqlalchemy.dialects.postgresql import insert

from finance.adapters.postgres.parts import Part
from finance.adapters.postgres.tables_people import failure
from finance.usecases.people_ports import Tally

_STANDING: Final = """
    SELECT key, failures, window_ends_at FROM failure
    WHERE key = ANY (%(keys)s::text[]) AND window_ends_at > %(at)s
"""


class PostgresFailures(Part):
    """The ``Failures`` port."""

    def standing(self, keys: Sequence[str], at: datetime) -> Mapping[str, Tally]:
        """What counts at ``at`` under those of ``keys`` that anything counts under."""
        found = self._line.ask((_STANDING, {"keys": list(keys), "at": at}))
        return {key: Tally(failures, ends_at) for key, failures, ends_at in found}

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
