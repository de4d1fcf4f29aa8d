"""One unit of work: one connection, one database transaction, one book."""

from functools import cached_property
from uuid import UUID

from sqlalchemy import Connection, Engine

from finance.adapters.postgres.accounts import PostgresAccounts
from finance.adapters.postgres.alerts import PostgresAlerts
from finance.adapters.postgres.books import PostgresBooks
from finance.adapters.postgres.budgets import PostgresBudgets
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.imports import PostgresImports
from finance.adapters.postgres.line import entering
from finance.adapters.postgres.notices import PostgresNotices
from finance.adapters.postgres.outbox import PostgresOutbox
from finance.adapters.postgres.pipeline import together
from finance.adapters.postgres.readings import PostgresReadings
from finance.adapters.postgres.reports import PostgresReports
from finance.adapters.postgres.schedules import PostgresSchedules
from finance.adapters.postgres.transactions import PostgresTransactions
from finance.adapters.postgres.unit import Unit


def enter(connection: Connection, book_id: UUID | None, user_id: UUID | None) -> None:
    """Let this database transaction, and no later one, see one book and one user."""
    if not connection.in_transaction():
        connection.begin()
    together(connection, [entering(book_id, user_id)])


class PostgresWork(Unit):
    """The ``Work`` port."""

    def __init__(self, engine: Engine, book_id: UUID, user_id: UUID | None) -> None:
        super().__init__(engine, book_id, user_id)
        self._book_id = book_id

    def hold_still(self) -> None:
        """Let everything read in this work be of one moment."""
        self._line.hold_still()

    @cached_property
    def changes(self) -> PostgresChanges:
        """The change log."""
        return PostgresChanges(self._line, self._book_id)

    @cached_property
    def books(self) -> PostgresBooks:
        """The book."""
        return PostgresBooks(self._line, self._book_id, self.changes)

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
        return PostgresImports(self._line, self._book_id, self.changes)

    @cached_property
    def schedules(self) -> PostgresSchedules:
        """Schedules and their occurrences."""
        return PostgresSchedules(self._line, self._book_id, self.changes)
