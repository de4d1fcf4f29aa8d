"""Several statements in one round trip, on the psycopg connection beneath SQLAlchemy's.

For the few paths where the way to the database and back is most of the cost. Statements are
literal, with psycopg's ``%(name)s``, and stay prepared.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, LiteralString, cast

from psycopg import Connection as PsycopgConnection
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import Connection

from finance.adapters.postgres.batch import Batch

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
    _, answers = _asked(connection, statements)
    return [_touched(answer) for answer in answers]


def rows(connection: Connection, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """Run the statements in order, each of which answers with rows; the rows of each."""
    batch, answers = _asked(connection, statements)
    return [batch.rows(answer) for answer in answers]


def apart(connection: Connection, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """The rows of statements that are a database transaction of their own, however many."""
    batch = _batch(connection, statements)
    return [batch.rows(answer) for answer in batch.answers(begin=False)]


def named(connection: Connection, statement: Statement) -> list[dict[str, Any]]:
    """The rows of one statement, each value by the name of its column."""
    batch, answers = _asked(connection, [statement])
    return batch.named(answers[-1])


def named_apart(connection: Connection, statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """The same of the last statement; they are a database transaction of their own."""
    batch = _batch(connection, statements)
    return batch.named(batch.answers(begin=False)[-1])


def _asked(connection: Connection, statements: Sequence[Statement]) -> tuple[Batch, list[PGresult]]:
    """The statements, run in the database transaction of ``connection``, begun if it is not."""
    raw = beneath(connection)
    batch = _batch(connection, statements)
    idle = raw.info.transaction_status is TransactionStatus.IDLE
    return batch, batch.answers(begin=idle and not raw.autocommit)


def _batch(connection: Connection, statements: Sequence[Statement]) -> Batch:
    batch = Batch(beneath(connection))
    for query, given in statements:
        batch.add(query, given)
    return batch


def _touched(answer: PGresult) -> int:
    if answer.status == ExecStatus.TUPLES_OK:
        return answer.ntuples
    return answer.command_tuples or 0


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
