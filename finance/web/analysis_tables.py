"""Every analysis as a plain table: what its file holds, in codes and plain decimals.

Income and spending are positive; each row is of one currency, the book's own first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from finance.domain.accounts import AccountKind
from finance.domain.analytics import Figures, Share, YearPair
from finance.domain.budgets import MonthStatus
from finance.domain.interchange import path_text
from finance.domain.money import Bag
from finance.domain.people import Actor
from finance.domain.periods import Month, Span
from finance.domain.totals import MonthFigures
from finance.usecases.analysing import MonthsRead, SpanRead, WeeksRead, YearRead
from finance.usecases.catalogue import UseCases

_FLOWS: Final = ("currency", "income", "expenses", "net")


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns, and rows of texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def currencies(currency: str, bags: Iterable[Bag]) -> list[str]:
    """The codes in ``bags``, ``currency`` first and always there."""
    return [currency, *sorted({code for bag in bags for code in bag} - {currency})]


def _bags(one: Figures | MonthFigures) -> tuple[Bag, Bag, Bag]:
    return one.income, one.expenses, one.net


_Named = Iterable[tuple[tuple[str, ...], Figures | MonthFigures]]


def _flows(currency: str, found: _Named) -> Iterator[tuple[str, ...]]:
    """Rows of figures, each after what names it, one for each currency of all of them."""
    named = list(found)
    for code in currencies(currency, (bag for _, one in named for bag in _bags(one))):
        for names, one in named:
            yield (*names, code, *(str(bag.of(code)) for bag in _bags(one)))


def span_table(read: SpanRead) -> Table:
    """Some days, and as many before them."""
    span = read.span
    names = (
        (str(span.start), str(span.last)),
        (str(span.start - (span.before - span.start)), str(span.start - (span.start.resolution))),
    )
    rows = _flows(read.book.currency, zip(names, (read.figures, read.before), strict=True))
    return Table(("start_date", "end_date", *_FLOWS), tuple(rows))


def months_table(read: MonthsRead) -> Table:
    """Month by month."""
    rows = _flows(read.book.currency, (((str(one.month),), one) for one in read.figures))
    return Table(("month", *_FLOWS), tuple(rows))


def weeks_table(read: WeeksRead) -> Table:
    """Week by week."""
    rows = _flows(read.book.currency, (((one.name, str(one.monday)), one) for one in read.weeks))
    return Table(("week", "monday", *_FLOWS), tuple(rows))


def trends_table(read: MonthsRead) -> Table:
    """Spending by outermost category and month."""
    rows = (
        (str(month), one.category.name, amount.currency, str(amount))
        for one in read.series
        for month, amount in zip(read.months, one.amounts, strict=True)
    )
    return Table(("month", "category", "currency", "amount"), tuple(rows))


def shares_table(read: SpanRead) -> Table:
    """The categories of some days."""
    rows = (
        (
            kind.value,
            path_text(tuple(one.name for one in read.chart.path(share.category.id))),
            share.amount.currency,
            str(share.amount),
            str(share.count),
            str(share.before),
            str(share.change),
        )
        for kind in (AccountKind.EXPENSE, AccountKind.INCOME)
        for share in read.shares(kind)
    )
    columns = ("type", "category", "currency", "amount", "count", "before", "change")
    return Table(columns, tuple(rows))


def year_table(read: YearRead) -> Table:
    """A year beside the one before."""
    bags = (bag for pair in read.pairs for one in (pair.now, pair.before) for bag in _bags(one))
    rows = (
        (str(pair.now.month), code, *_beside(pair, code))
        for code in currencies(read.book.currency, bags)
        for pair in read.pairs
    )
    flows = (name for flow in _FLOWS[1:] for name in (flow, f"{flow}_before"))
    return Table(("month", "currency", *flows), tuple(rows))


def _beside(pair: YearPair, code: str) -> Iterator[str]:
    for now, before in zip(_bags(pair.now), _bags(pair.before), strict=True):
        yield str(now.of(code))
        yield str(before.of(code))


def budget_table(status: MonthStatus) -> Table:
    """Limits beside what was spent; a row without a category is all spending."""
    rows = (
        (
            str(status.month),
            one.category.name if one.category else "",
            status.currency,
            str(one.budgeted),
            str(one.spent),
            str(one.remaining),
            str(one.percent),
            one.state.value,
        )
        for one in status.standings
    )
    columns = ("month", "category", "currency", "budgeted", "actual", "remaining", "percent")
    return Table((*columns, "state"), tuple(rows))


def shared(share: Share, all_of: Iterable[Share]) -> int | None:
    """Per cent of what all of ``all_of`` with an amount come to; None where that is nothing."""
    whole = sum(max(0, one.amount.minor) for one in all_of)
    return round(share.amount.minor * 100 / whole) if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Of which time an analysis is asked for; what is not said is the present."""

    span: Span | None = None
    months: int = 12
    month: Month | None = None
    weeks: int = 12
    day: date | None = None
    year: int | None = None


def _months(use: UseCases, actor: Actor, wanted: Wanted) -> MonthsRead:
    return use.analyses.months(actor, wanted.month, wanted.months)


TABLES: Final[Mapping[str, Callable[[UseCases, Actor, Wanted], Table]]] = {
    "summary": lambda use, actor, asked: span_table(use.analyses.span(actor, asked.span)),
    "monthly": lambda use, actor, asked: months_table(_months(use, actor, asked)),
    "weekly": lambda use, actor, asked: weeks_table(
        use.analyses.weeks(actor, asked.day, asked.weeks)
    ),
    "trends": lambda use, actor, asked: trends_table(_months(use, actor, asked)),
    "category-insights": lambda use, actor, asked: shares_table(
        use.analyses.span(actor, asked.span)
    ),
    "year-over-year": lambda use, actor, asked: year_table(use.analyses.year(actor, asked.year)),
    "budget-vs-actual": lambda use, actor, asked: budget_table(
        use.budgets.status(actor, asked.month)
    ),
}
"""The name of an analysis -> its table."""
