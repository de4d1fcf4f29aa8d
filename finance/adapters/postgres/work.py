"""One unit of work: one connection, one database transaction, one book."""

from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import Self
from uuid import UUID

from sqlalchemy import Connection, Engine

from finance.adapters.postgres.accounts import PostgresAccounts
from finance.adapters.postgres.alerts import PostgresAlerts
from finance.adapters.postgres.books import PostgresBooks
from finance.adapters.postgres.budgets import PostgresBudgets
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.errors import translated
from finance.adapters.postgres.imports import PostgresImports
from finance.adapters.postgres.line import Line, entering
from finance.adapters.postgres.notices import PostgresNotices
from finance.adapters.postgres.outbox import PostgresOutbox
from finance.adapters.postgres.pipeline import together
from finance.adapters.postgres.readings import PostgresReadings
from finance.adapters.postgres.reports import PostgresReports
from finance.adapters.postgres.schedules import PostgresSchedules
from finance.adapters.postgres.transactions import PostgresTransactions


def enter(connection: Connection, book_id: UUID | None, user_id: UUID | None) -> None:
    """Let this database transaction, and no later one, see one book and one user."""
    if not connection.in_transaction():
        connection.begin()
    together(connection, [entering(book_id, user_id)])


class PostgresWork:
    """The ``Work`` port. What the database refuses leaves it as a domain error."""

    def __init__(self, engine: Engine, book_id: UUID, user_id: UUID | None) -> None:
        self._line = Line(engine, book_id, user_id)
        self._book_id = book_id

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(translated())
            self._line.open()
            stack.callback(self._line.close)
            self._opened = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Closing a connection that is lost fails too, so it happens within the translation.
        self._opened.__exit__(kind, error, trace)

    @property
    def connection(self) -> Connection:
        """The connection, in a database transaction that sees the book."""
        return self._line.connection

    def hold_still(self) -> None:
        """Let everything read in this work be of one moment."""
        self._line.hold_still()

    def commit(self) -> None:
        """Make everything done so far last; deferred guards speak here."""
        self.connection.commit()

    @cached_property
    def changes(self) -> PostgresChanges:
        """The change log."""
        return PostgresChanges(self._line, self._book_id)

    @cached_property
    def books(self) -> PostgresBooks:
        """The book."""
        return PostgresBooks(self.connection, self._book_id, self.changes)

    @cached_property
    def accounts(self) -> PostgresAccounts:
        """Its accounts."""
        return PostgresAccounts(self._line, self._book_id, self.changes)

    @cached_property
    def transactions(self) -> PostgresTransactions:
        """Its transactions."""
        return PostgresTransactions(self._line, self._book_id)

    @cached_property
    def alerts(self) -> PostgresAlerts:
        """What its members want to be told of."""
        return PostgresAlerts(self._line, self._book_id)

    @cached_property
    def notices(self) -> PostgresNotices:
        """What was told."""
        return PostgresNotices(self._line, self._book_id)

    @cached_property
    def outbox(self) -> PostgresOutbox:
        """Its letters on their way out."""
        return PostgresOutbox(self._line, self._book_id, self.books, self.notices)

    @cached_property
    def readings(self) -> PostgresReadings:
        """Lists and totals."""
        return PostgresReadings(self._line, self._book_id)

    @cached_property
    def reports(self) -> PostgresReports:
        """What reports are made of."""
        return PostgresReports(self._line, self._book_id)

    @cached_property
    def budgets(self) -> PostgresBudgets:
        """Limits on spending."""
        return PostgresBudgets(self._line, self._book_id, self.changes)

    @cached_property
    def imports(self) -> PostgresImports:
        """Bank files on their way in."""
        return PostgresImports(self.connection, self._book_id, self.changes)

    @cached_property
    def schedules(self) -> PostgresSchedules:
        """Schedules and their occurrences."""
        return PostgresSchedules(self._line, self._book_id, self.changes)
