"""What reports need from outside; see ``ports``."""

from typing import Protocol

from finance.domain.month_facts import MonthFacts
from finance.domain.people import Book
from finance.domain.periods import Month
from finance.usecases.readings import AccountReadings


class Reports(Protocol):
    """What the ledger says of periods; no locks, nothing changes."""

    def month(self, book: Book, month: Month) -> tuple[AccountReadings, MonthFacts]:
        """Every account with its balance of today, and the facts of a month of ``book``.

        All of it is of one moment.

        The facts are what ``month_facts.facts_of`` makes of all transactions, but for
        ``candidates``, which may hold more, and ``budgets``, which it cannot know. What they cost
        grows with the month, not with the book.
        """
