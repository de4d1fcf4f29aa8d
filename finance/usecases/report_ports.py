"""What reports need from outside; see ``ports``."""

from collections.abc import Sequence
from typing import Protocol

from finance.domain.analytics import Sum, WeekSum
from finance.domain.month_facts import MonthFacts
from finance.domain.people import Book
from finance.domain.periods import Month, Span
from finance.domain.totals import MonthTotal
from finance.usecases.readings import AccountReadings


class Reports(Protocol):
    """What the ledger says of periods; no locks, nothing changes."""

    def month(self, book: Book, month: Month) -> tuple[AccountReadings, MonthFacts]:
        """Every account with its balance of today, and the facts of a month of ``book``.

        All of it is of one moment.

        The facts are what ``month_facts.facts_of`` makes of all transactions, but for
        ``candidates``, which may hold more, and ``budgets`` and ``upcoming``, which it cannot
        know. What they cost grows with the month, not with the book.
        """

    def sums(
        self, book: Book, spans: Sequence[Span]
    ) -> tuple[AccountReadings, tuple[tuple[Sum, ...], ...]]:
        """The accounts, and what ``analytics.sums_of`` makes of each of ``spans``.

        Whole months cost the same however much is in them.
        """

    def weeks(self, span: Span) -> tuple[AccountReadings, tuple[WeekSum, ...]]:
        """The accounts, and what ``analytics.week_sums_of`` makes of ``span``."""

    def totals(self, months: Span) -> tuple[AccountReadings, tuple[MonthTotal, ...]]:
        """The accounts, and the kept totals of the periods that start within ``months``."""
