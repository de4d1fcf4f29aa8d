"""What pages and the API are shown: frozen rows and totals, made for one answer each."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.budgets import At, Budget, Limit, MonthStatus, status
from finance.domain.ledger import Described, Transaction, describe
from finance.domain.money import Bag, Money
from finance.domain.people import Book
from finance.domain.periods import Month
from finance.domain.totals import (
    CategorySum,
    MonthFigures,
    MonthTotal,
    by_category,
    figures,
    own_balance,
)

if TYPE_CHECKING:
    from finance.usecases.schedule_readings import Near


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A transaction as it is recorded; a trashed one has ``trashed_at`` and keeps its postings."""

    transaction: Transaction
    created_at: datetime
    updated_at: datetime
    trashed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a list: an entry on the accounts of ``chart``.

    ``running`` is an account's balance right after it, where one account is in view.
    """

    entry: Entry
    chart: Chart = field(repr=False, compare=False)
    running: Money | None = None

    @cached_property
    def described(self) -> Described:
        """The entry in people's words."""
        return describe(self.transaction, self.chart)

    @property
    def transaction(self) -> Transaction:
        """The transaction itself."""
        return self.entry.transaction


def row(entry: Entry, chart: Chart, running: Money | None = None) -> Row:
    """The row that shows ``entry``."""
    return Row(entry=entry, chart=chart, running=running)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list ordered by date, then id: what a cursor means."""

    date: date
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One page of a list, newest first, and where its neighbours begin (None: there are none)."""

    rows: tuple[Row, ...]
    older: Position | None
    newer: Position | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReading:
    """An account with its balance: own accounts signed as held, a card's debt negative."""

    account: Account
    balance: Bag
    count: int


class AccountReadings(tuple[AccountReading, ...]):  # noqa: SLOT001 - it keeps its chart
    """All accounts of one book with their balances, ordered among siblings."""

    @cached_property
    def chart(self) -> Chart:
        """The accounts alone."""
        return Chart(reading.account for reading in self)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetReading:
    """A line of limits with its category (None: all spending), seen in ``month``."""

    budget: Budget
    category: Account | None
    month: Month

    @property
    def limit(self) -> Limit | None:
        """The limit of ``month``, or else the next one to come."""
        coming = (one for one in self.budget.limits if one.since > self.month and one.amount)
        return self.budget.limit(self.month) or next(coming, None)


@dataclass(frozen=True, kw_only=True)
class BudgetSheet:
    """A month against its limits, with those before it, reckoned when they are asked for.

    ``shown`` has the latest month first, and ``totals`` are of all of them.
    """

    book: Book
    today: date
    shown: tuple[Month, ...]
    accounts: AccountReadings
    totals: tuple[MonthTotal, ...]
    lines: tuple[Budget, ...]

    @property
    def chart(self) -> Chart:
        """The accounts alone."""
        return self.accounts.chart

    @property
    def month(self) -> Month:
        """The month itself."""
        return self.shown[0]

    @cached_property
    def status(self) -> MonthStatus:
        """How the month itself stands."""
        return self._of(self.month)

    @cached_property
    def months(self) -> tuple[MonthStatus, ...]:
        """How all of them stand, the latest first."""
        return (self.status, *map(self._of, self.shown[1:]))

    def _of(self, month: Month) -> MonthStatus:
        at = At(self.book, month, self.today)
        return status(self.lines, self.totals, self.chart, at)

    def line(self, category_id: UUID | None) -> Budget | None:
        """The line of a category (None: all spending), ended ones too."""
        return next((one for one in self.lines if one.category_id == category_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSum:
    """A limit in the period that starts on ``period``, and what was spent, beneath it too.

    In the book's currency; ``category_id`` None is all spending.
    """

    period: date
    budget_id: UUID
    category_id: UUID | None
    limit: Money
    spent: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeReading:
    """A payee and what was chosen for it last time."""

    name: str
    account_id: UUID
    category_id: UUID | None
    uses: int
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a whole filtered list comes to; both bags are positive."""

    count: int
    came: Bag
    went: Bag


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A page of the register with what stands around it; no ``summary`` where it would be slow."""

    rows: Rows
    summary: Summary | None
    accounts: AccountReadings


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Whom to tell what is near of what recurs, and how much.

    What each active schedule has next ``until`` a day, at most ``coming`` of them, and at most
    ``posted`` of those posted by themselves since the user looked.
    """

    user_id: UUID
    until: date
    coming: int
    posted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the first page is made of: all limits, and of entries the newest.

    ``near`` has pending occurrences first, the nearest before the others.
    """

    accounts: AccountReadings
    totals: tuple[MonthTotal, ...]
    entries: tuple[Entry, ...]
    budgets: tuple[Budget, ...]
    near: "tuple[Near, ...]"


@dataclass(frozen=True, kw_only=True)
class Home:
    """What the first page shows of one month, reckoned when it is asked for.

    ``months`` are twelve, ``month`` the last of them, and ``totals`` theirs. ``near`` is what comes
    next of what recurs, and what was posted by itself since the reader last looked.
    """

    book: Book
    months: tuple[Month, ...]
    accounts: AccountReadings
    totals: tuple[MonthTotal, ...]
    entries: tuple[Entry, ...]
    budgets: tuple[Budget, ...]
    today: date
    near: "tuple[Near, ...]" = ()

    @property
    def chart(self) -> Chart:
        """The accounts."""
        return self.accounts.chart

    @cached_property
    def budget(self) -> MonthStatus:
        """The month shown against its limits, as seen today."""
        at = At(self.book, self.month, self.today)
        return status(self.budgets, self.totals, self.chart, at)

    @property
    def month(self) -> Month:
        """The month shown."""
        return self.months[-1]

    @property
    def balance(self) -> Bag:
        """What the own accounts come to."""
        return own_balance((reading.account, reading.balance) for reading in self.accounts)

    @cached_property
    def history(self) -> tuple[MonthFigures, ...]:
        """The figures of the twelve months, the shown one last."""
        return figures(self.totals, self.chart, self.months, self.book.month_start)

    @property
    def figures(self) -> MonthFigures:
        """The figures of the month shown."""
        return self.history[-1]

    @cached_property
    def currency(self) -> str:
        """The book's currency; where none of its accounts ever moved, the one used most."""
        used: Counter[str] = Counter()
        for one in self.accounts:
            if one.account.currency and one.count:
                used[one.account.currency] += one.count
        own = self.book.currency
        return own if own in used else min(used, key=lambda code: (-used[code], code), default=own)

    @property
    def foreign(self) -> bool:
        """Whether ``currency`` is another one than the book's."""
        return self.currency != self.book.currency

    @cached_property
    def spending(self) -> tuple[CategorySum, ...]:
        """The month's outermost spending categories in the book's currency, largest first."""
        return self.spent_in(self.book.currency)

    def spent_in(self, currency: str) -> tuple[CategorySum, ...]:
        """The same in ``currency``."""
        span = self.month.span(self.book.month_start)
        of_month = [total for total in self.totals if total.month in span]
        return by_category(of_month, self.chart, AccountKind.EXPENSE, currency)

    @cached_property
    def latest(self) -> tuple[Row, ...]:
        """The newest rows of the book."""
        return tuple(row(entry, self.chart) for entry in self.entries)
