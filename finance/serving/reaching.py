"""Whether a database that somebody named can be reached at all."""

from typing import Final

import psycopg

from finance.domain.errors import Unavailable

_PATIENCE: Final = 10


def reach(url: str) -> None:
    """Return if the database at ``url`` lets us in; Unavailable ``database_unreachable`` if not.

    ``facts['reason']`` is what the driver said, which names no password.
    """
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        psycopg.connect(plain, connect_timeout=_PATIENCE).close()
    except psycopg.Error as error:
        raise Unavailable("database_unreachable", None, {"reason": str(error).strip()}) from error
