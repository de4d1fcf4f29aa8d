"""Whether a database that somebody named can be reached at all, and what it would let us do."""

from dataclasses import dataclass
from typing import Final

import psycopg

from finance.domain.errors import Unavailable

_PATIENCE: Final = 10
_ASK: Final = """
    SELECT pg_postmaster_start_time()::text, d.oid::text, r.rolsuper OR r.rolbypassrls
    FROM pg_database d, pg_roles r
    WHERE d.datname = current_database() AND r.rolname = current_user
"""


@dataclass(frozen=True, slots=True)
class Door:
    """What is behind an address: which database of which server, and whether walls hold there."""

    server: str
    database: str
    past_walls: bool
    """Whether the role sees past row level security."""

    def same(self, other: "Door") -> bool:
        """Whether both lead to one database."""
        return (self.server, self.database) == (other.server, other.database)


def reach(url: str) -> Door:
    """What the database at ``url`` is; Unavailable ``database_unreachable`` if it lets nobody in.

    ``facts['reason']`` is what the driver said, which names no password.
    """
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        with psycopg.connect(plain, connect_timeout=_PATIENCE) as connection:
            row = connection.execute(_ASK).fetchone()
    except psycopg.Error as error:
        raise Unavailable("database_unreachable", None, {"reason": str(error).strip()}) from error
    return Door(*(row or ("", "", False)))
