"""Month totals and what is read from them: income, spending, spending by category.

A total is the sum of one account's postings in one period of the book. Reported income and
spending are positive as people say them: income accounts hold negative sums and are turned here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.ledger import Transaction
from finance.domain.money import Bag, Money
from finance.domain.periods import Month, MonthStart, first_day, month_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTotal:
    """The sum of one account's postings in the period that starts on ``month``."""

    account_id: UUID
    month: date
    amount: Money
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """What came in and went out in one month, both positive, and what was kept of it."""

    month: Month
    income: Bag
    expenses: Bag

    @property
    def net(self) -> Bag:
        """Income less expenses."""
        return self.income + -self.expenses


@dataclass(frozen=True, slots=True)
class CategorySum:
    """What one category and everything beneath it came to; spending is positive."""

    category: Account
    amount: Money


def month_totals(
    transactions: Iterable[Transaction], month_start: MonthStart
) -> tuple[MonthTotal, ...]:
    """The totals of all postings: the oracle of the kept ones, in key order."""
    sums: dict[tuple[UUID, date, str], tuple[int, int]] = {}
    for transaction in transactions:
        month = first_day(transaction.date, month_start)
        for posting in transaction.postings:
            key = (posting.account_id, month, posting.amount.currency)
            minor, count = sums.get(key, (0, 0))
            sums[key] = (minor + posting.amount.minor, count + 1)
    return tuple(
        MonthTotal(account_id=key[0], month=key[1], amount=Money(minor, key[2]), count=count)
        for key, (minor, count) in sorted(sums.items())
    )


def figures(
    totals: Iterable[MonthTotal], chart: Chart, months: Sequence[Month], month_start: MonthStart
) -> tuple[MonthFigures, ...]:
    """The figures of each of ``months``, in their order; months without totals are zero."""
    income: dict[Month, list[Money]] = {month: [] for month in months}
    expenses: dict[Month, list[Money]] = {month: [] for month in months}
    for total in totals:
        month = month_of(total.month, month_start)
        if month in income:
            kind = chart[total.account_id].kind
            if kind is AccountKind.INCOME:
                income[month].append(-total.amount)
            elif kind is AccountKind.EXPENSE:
                expenses[month].append(total.amount)
    return tuple(
        MonthFigures(month=month, income=Bag(income[month]), expenses=Bag(expenses[month]))
        for month in months
    )


def by_category(
    totals: Iterable[MonthTotal], chart: Chart, kind: AccountKind, currency: str
) -> tuple[CategorySum, ...]:
    """The sums of the outermost categories of ``kind`` in one currency, largest first.

    Each holds everything beneath it; sums of zero are left out. ``totals`` are of one period.
    """
    sign = -1 if kind is AccountKind.INCOME else 1
    sums: dict[UUID, int] = {}
    for total in totals:
        if chart[total.account_id].kind is kind and total.amount.currency == currency:
            top = chart.path(total.account_id)[0].id
            sums[top] = sums.get(top, 0) + sign * total.amount.minor
    ordered = sorted(sums.items(), key=lambda item: (-item[1], chart[item[0]].name, item[0]))
    return tuple(CategorySum(chart[top], Money(minor, currency)) for top, minor in ordered if minor)


def own_balance(balances: Iterable[tuple[Account, Bag]]) -> Bag:
    """The balance of a book: its assets plus its liabilities (which are negative)."""
    amounts: list[Money] = []
    for account, balance in balances:
        if account.kind.own:
            amounts.extend(balance.values())
    return Bag(amounts)
