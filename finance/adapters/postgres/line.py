"""The way of one unit of work to the database: one connection, one database transaction.

What the work may see is said together with its first question, in one round trip. A connection
that died while nobody used it is noticed by that question and replaced, once; so none has to be
tried before it is used.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Self, TypeVar
from uuid import UUID

from psycopg import OperationalError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from finance.adapters.postgres.pipeline import (
    Statement,
    apart,
    beneath,
    named,
    named_apart,
    rows,
    together,
    undo,
)

_T = TypeVar("_T")
_ENTER: Final = """
    SELECT set_config('finance.book', %(book)s, true), set_config('finance.user_id', %(user)s, true)
"""
_ENTER_TO_LOOK: Final = f"{_ENTER}, set_config('plan_cache_mode', 'force_generic_plan', true)"
"""The same for literal statements alone, which are all ``PLANNED_ONCE``."""

_STILL: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"


def entering(book_id: UUID | None, user_id: UUID | None) -> Statement:
    """The statement that lets this database transaction, and no later one, see book and user."""
    return _ENTER, {"book": str(book_id or ""), "user": str(user_id or "")}


class Line:
    """Opened with ``open``, ended with ``close``; what is not committed by then never was."""

    def __init__(self, engine: Engine, book_id: UUID | None, user_id: UUID | None) -> None:
        self._engine = engine
        self._sees = (book_id, user_id)
        self._entered = False
        self._still = False
        self._fresh = True  # nothing was asked yet, so nothing is lost with the connection

    @classmethod
    def over(cls, connection: Connection) -> Self:
        """A line over a connection that sees already what it may see."""
        made = cls(connection.engine, None, None)
        made._connection = connection
        made._entered, made._fresh = True, False
        return made

    def open(self) -> None:
        """Take a connection."""
        self._connection = self._engine.connect()

    def close(self) -> None:
        """Give it back; what was not committed is undone."""
        undo(self._connection)
        self._connection.close()

    @property
    def connection(self) -> Connection:
        """The connection, in a database transaction that sees what the work may see."""
        if not self._entered:
            self._first(())
        return self._connection

    def hold_still(self) -> None:
        """Read everything as of the moment of the first question, which is still to be asked."""
        self._still = True

    def act(self, user_id: UUID, book_id: UUID | None) -> None:
        """From here on see what this user, in this book, may see."""
        self._sees = (book_id, user_id)
        self._entered = False

    def read(self, *statements: Statement) -> list[list[tuple[Any, ...]]]:
        """The rows of each statement, all in one round trip."""
        if self._entered:
            return rows(self._connection, statements)
        return self._first(statements)[1:]

    def look(self, *statements: Statement) -> list[list[tuple[Any, ...]]]:
        """The same for statements that only look, and lock nothing.

        Where nothing was asked before they are a database transaction of their own: there is
        nothing to begin and nothing to undo, which would cost as much as a small statement.
        """
        if self._still or not self._fresh:
            return self.read(*statements)
        whole = (self._looking(), *statements)
        return self._tried(lambda: apart(self._connection, whole))[1:]

    def look_by_name(self, statement: Statement) -> list[dict[str, Any]]:
        """The same for one statement, with the values of its rows by the names of their columns."""
        if self._still or not self._fresh:
            return named(self.connection, statement)
        whole = (self._looking(), statement)
        return self._tried(lambda: named_apart(self._connection, whole))

    def _looking(self) -> Statement:
        return _ENTER_TO_LOOK, entering(*self._sees)[1]

    def ask(self, statement: Statement) -> list[tuple[Any, ...]]:
        """The rows of a statement that sees nothing of a user or book, and changes nothing."""
        if self._fresh:
            return self._tried(lambda: apart(self._connection, [statement]))[0]
        return self.read(statement)[0]

    def _first(self, statements: tuple[Statement, ...]) -> list[list[tuple[Any, ...]]]:
        whole = (entering(*self._sees), *statements)
        found = self._tried(lambda: self._begun(whole))
        self._entered, self._fresh = True, False
        return found

    def _tried(self, question: Callable[[], _T]) -> _T:
        """The answer; asked once more if it was the first question and the connection was dead."""
        try:
            return question()
        except OperationalError:
            if not self._fresh or not beneath(self._connection).closed:
                raise
            self._replace()
            return question()

    def _begun(self, whole: tuple[Statement, ...]) -> list[list[tuple[Any, ...]]]:
        if not self._connection.in_transaction():
            self._connection.begin()
        if self._still:
            together(self._connection, [(_STILL, {})])
        return rows(self._connection, whole)

    def _replace(self) -> None:
        """Another connection; all that wait beside this one are as old, and are let go too."""
        with suppress(DBAPIError):
            self._connection.exec_driver_sql("SELECT 1")  # from its failure the pool learns so
        self._connection.close()
        self._connection = self._engine.connect()
