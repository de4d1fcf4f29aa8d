"""What any stretch of time came to: income against spending, by week, by month, year beside year.

Income and spending are positive as people say them; amounts of different currencies stand side by
side and are never added. A week is one of ISO 8601: it begins on Monday and belongs to the year
that most of it lies in. A month is one of the book's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Bag, Money
from finance.domain.periods import Month, MonthStart, Span, first_day, month_of
from finance.domain.totals import MonthFigures, MonthTotal, figures

_WEEK = timedelta(days=7)
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Sum:
    """What the postings of some days came to on one account; ``count`` is how many they are."""

    account_id: UUID
    amount: Money
    count: int


@dataclass(frozen=True, slots=True)
class WeekSum:
    """The same of the days of one week that begins on ``monday``."""

    monday: date
    account_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came in and went out, both positive."""

    income: Bag
    expenses: Bag

    @property
    def net(self) -> Bag:
        """Income less expenses."""
        return self.income + -self.expenses


@dataclass(frozen=True, slots=True, kw_only=True)
class Week(Figures):
    """One week, which begins on ``monday``."""

    monday: date

    @property
    def name(self) -> str:
        """As ISO 8601 writes it: ``2026-W45``."""
        year, week, _ = self.monday.isocalendar()
        return f"{year:04d}-W{week:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A category of some stretch of time, beside the stretch of as many days before it.

    ``count`` is the number of postings in it.
    """

    category: Account
    amount: Money
    count: int
    before: Money

    @property
    def change(self) -> Money:
        """How much more it was than before."""
        return self.amount - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A category with everything beneath it over months: one amount for each, zero or not."""

    category: Account
    amounts: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class YearPair:
    """One month of a year beside the same month of the year before."""

    now: MonthFigures
    before: MonthFigures


def sums_of(transactions: Iterable[Transaction], chart: Chart, span: Span) -> tuple[Sum, ...]:
    """The sums of the categories within ``span`` in the order of accounts and currencies."""
    found: dict[tuple[UUID, str], tuple[int, int]] = {}
    for transaction in transactions:
        if transaction.date in span:
            for posting in _on_categories(transaction, chart):
                key = (posting.account_id, posting.amount.currency)
                minor, count = found.get(key, (0, 0))
                found[key] = (minor + posting.amount.minor, count + 1)
    return tuple(
        Sum(account_id, Money(minor, code), count)
        for (account_id, code), (minor, count) in sorted(found.items())
    )


def week_sums_of(
    transactions: Iterable[Transaction], chart: Chart, span: Span
) -> tuple[WeekSum, ...]:
    """The sums of the categories within ``span`` by week, in order; zeros are left out."""
    found: dict[tuple[date, UUID, str], int] = {}
    for transaction in transactions:
        if transaction.date in span:
            monday = monday_of(transaction.date)
            for posting in _on_categories(transaction, chart):
                key = (monday, posting.account_id, posting.amount.currency)
                found[key] = found.get(key, 0) + posting.amount.minor
    return tuple(
        WeekSum(monday, account_id, Money(minor, code))
        for (monday, account_id, code), minor in sorted(found.items())
        if minor
    )


def _on_categories(transaction: Transaction, chart: Chart) -> Iterator[Posting]:
    return (one for one in transaction.postings if chart[one.account_id].kind.category)


def whole_months(span: Span, month_start: MonthStart) -> Span | None:
    """The days of ``span`` that make whole months of the book; None if there is no such month.

    What is kept of months answers for these days, however many they are.
    """
    start = first_day(span.start, month_start)
    if start < span.start:
        start = month_of(span.start, month_start).next.span(month_start).start
    before = first_day(span.before, month_start)
    return Span(start, before) if start < before else None


def monday_of(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def earlier(span: Span) -> Span:
    """As many days right before ``span``; fewer where the calendar begins."""
    days = min(span.days, (span.start - date.min).days)
    return Span(span.start - timedelta(days=days), span.start)


def came_and_went(sums: Iterable[tuple[UUID, Money]], chart: Chart) -> Figures:
    """The figures of sums by account; accounts that are no categories do not count."""
    income: list[Money] = []
    expenses: list[Money] = []
    for account_id, amount in sums:
        kind = chart[account_id].kind
        if kind is AccountKind.INCOME:
            income.append(-amount)
        elif kind is AccountKind.EXPENSE:
            expenses.append(amount)
    return Figures(income=Bag(income), expenses=Bag(expenses))


def weeks(sums: Iterable[WeekSum], chart: Chart, span: Span) -> tuple[Week, ...]:
    """Every week that has a day in ``span``, in order; those without anything are zero.

    ``sums`` are of the days of ``span``, so its first and its last week may be told in part.
    """
    found: dict[date, list[tuple[UUID, Money]]] = {}
    for one in sums:
        found.setdefault(one.monday, []).append((one.account_id, one.amount))
    made = []
    monday = monday_of(span.start)
    while monday < span.before:
        told = came_and_went(found.get(monday, ()), chart)
        made.append(Week(monday=monday, income=told.income, expenses=told.expenses))
        monday += _WEEK
    return tuple(made)


def shares(
    now: Iterable[Sum], before: Iterable[Sum], chart: Chart, kind: AccountKind, currency: str
) -> tuple[Share, ...]:
    """The categories of ``kind`` themselves, without those beneath, the largest first.

    One that only the time before knew is there with zero.
    """
    sign = -1 if kind is AccountKind.INCOME else 1
    amounts, counts = _by_account(now, chart, kind, currency)
    earlier_amounts, _ = _by_account(before, chart, kind, currency)
    ids = amounts.keys() | earlier_amounts.keys()
    found = [
        Share(
            category=chart[account_id],
            amount=Money(sign * amounts.get(account_id, 0), currency),
            count=counts.get(account_id, 0),
            before=Money(sign * earlier_amounts.get(account_id, 0), currency),
        )
        for account_id in ids
    ]
    found.sort(key=lambda one: (-one.amount.minor, one.category.name, one.category.id))
    return tuple(one for one in found if one.amount or one.before or one.count)


def _by_account(
    sums: Iterable[Sum], chart: Chart, kind: AccountKind, currency: str
) -> tuple[dict[UUID, int], dict[UUID, int]]:
    fitting = [
        one
        for one in sums
        if chart[one.account_id].kind is kind and one.amount.currency == currency
    ]
    amounts = {one.account_id: one.amount.minor for one in fitting}
    return amounts, {one.account_id: one.count for one in fitting}


def series(
    totals: Iterable[MonthTotal],
    chart: Chart,
    months: Sequence[Month],
    month_start: MonthStart,
    currency: str,
) -> tuple[Series, ...]:
    """The outermost spending categories over ``months`` in one currency, the largest first."""
    places = {month.span(month_start).start: at for at, month in enumerate(months)}
    sums: dict[UUID, list[int]] = {}
    for total in totals:
        at = places.get(total.month)
        fits = chart[total.account_id].kind is AccountKind.EXPENSE
        if at is not None and fits and total.amount.currency == currency:
            top = chart.path(total.account_id)[0].id
            sums.setdefault(top, [0] * len(months))[at] += total.amount.minor
    ordered = sorted(sums.items(), key=lambda one: (-sum(one[1]), chart[one[0]].name, one[0]))
    return tuple(
        Series(category=chart[top], amounts=tuple(Money(minor, currency) for minor in minors))
        for top, minors in ordered
        if any(minors)
    )


def year_months(year: int) -> tuple[Month, ...]:
    """The twelve months of a year."""
    return tuple(Month(year, month) for month in range(1, _YEAR + 1))


def year_pairs(
    totals: Sequence[MonthTotal], chart: Chart, year: int, month_start: MonthStart
) -> tuple[YearPair, ...]:
    """Each month of ``year`` beside the same one of the year before."""
    now = figures(totals, chart, year_months(year), month_start)
    before = figures(totals, chart, year_months(year - 1), month_start)
    return tuple(YearPair(*pair) for pair in zip(now, before, strict=True))
