"""Several statements in one round trip, on the psycopg connection beneath SQLAlchemy's.

For the few paths where the way to the database and back is most of the cost. Statements are
literal, with psycopg's ``%(name)s``, and stay prepared.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, LiteralString, cast

from psycopg import Connection as PsycopgConnection
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection

Statement = tuple[LiteralString, Mapping[str, Any]]
"""The text of a statement and what its names stand for."""

PLANNED_ONCE: Final[Statement] = (
    "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)",
    {},
)
"""Until the database transaction ends, plan a prepared statement once and not for each value.

For statements that take longer to plan than to run and whose best plan is the same for all values.
Left to itself the server compares costs that leave out most of the planning, and plans them anew
each time. A statement composed for what somebody searches is best planned for that: not for those.
"""


def beneath(connection: Connection) -> PsycopgConnection[Any]:
    """The psycopg connection of ``connection``."""
    return cast("PsycopgConnection[Any]", connection.connection.driver_connection)


def together(connection: Connection, statements: Sequence[Statement]) -> list[int]:
    """Run the statements in order; how many rows each touched.

    The first that is refused stops those after it.
    """
    raw = beneath(connection)
    with raw.pipeline():
        cursors = [raw.execute(query, given, prepare=True) for query, given in statements]
    return [cursor.rowcount for cursor in cursors]


def rows(connection: Connection, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """Run the statements in order, each of which answers with rows; the rows of each."""
    raw = beneath(connection)
    if len(statements) == 1:
        ((query, given),) = statements
        return [raw.execute(query, given, prepare=True).fetchall()]
    with raw.pipeline():
        cursors = [raw.execute(query, given, prepare=True) for query, given in statements]
    return [cursor.fetchall() for cursor in cursors]


def apart(connection: Connection, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """The rows of statements that are a database transaction of their own, however many."""
    raw = beneath(connection)
    raw.autocommit = True
    try:
        return rows(connection, statements)
    finally:
        if not raw.closed:
            raw.autocommit = False


def undo(connection: Connection) -> None:
    """End a healthy database transaction without effect, and keep its statements prepared.

    psycopg's own rollback forgets them all, for the sake of programs that make and drop tables;
    each would be planned anew with the next page.
    """
    if connection.closed or connection.invalidated:
        return
    raw = beneath(connection)
    if not raw.closed and raw.info.transaction_status is TransactionStatus.INTRANS:
        raw.pgconn.exec_(b"ROLLBACK")
