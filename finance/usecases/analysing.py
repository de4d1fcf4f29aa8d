"""Analysis: what any stretch of time came to, beside another."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from finance.domain.accounts import AccountKind, Chart
from finance.domain.analytics import (
    Figures,
    Series,
    Share,
    Sum,
    Week,
    WeekSum,
    YearPair,
    came_and_went,
    earlier,
    monday_of,
    series,
    shares,
    weeks,
    year_months,
    year_pairs,
)
from finance.domain.errors import Invalid
from finance.domain.people import Actor, Book
from finance.domain.periods import EARLIEST, LATEST, Month, Span, month_of
from finance.domain.totals import MonthFigures, MonthTotal, figures
from finance.usecases.exporting import TableWriter
from finance.usecases.means import Means
from finance.usecases.readings import AccountReadings

MOST_MONTHS: Final = 120
MOST_WEEKS: Final = 106
"""How many months and how many weeks are told at once."""


@dataclass(frozen=True, kw_only=True)
class SpanRead:
    """Some days, and as many right before them."""

    book: Book
    accounts: AccountReadings
    span: Span
    sums: tuple[Sum, ...]
    earlier_sums: tuple[Sum, ...]

    @property
    def chart(self) -> Chart:
        """The accounts alone."""
        return self.accounts.chart

    @cached_property
    def figures(self) -> Figures:
        """What came in and went out."""
        return _figures(self.sums, self.chart)

    @cached_property
    def before(self) -> Figures:
        """The same of the days before."""
        return _figures(self.earlier_sums, self.chart)

    def shares(self, kind: AccountKind) -> tuple[Share, ...]:
        """The categories of ``kind`` in the book's currency, the largest first."""
        return shares(self.sums, self.earlier_sums, self.chart, kind, self.book.currency)


@dataclass(frozen=True, kw_only=True)
class MonthsRead:
    """Months in order, each with something or with zero."""

    book: Book
    accounts: AccountReadings
    months: tuple[Month, ...]
    totals: tuple[MonthTotal, ...]

    @property
    def chart(self) -> Chart:
        """The accounts alone."""
        return self.accounts.chart

    @cached_property
    def figures(self) -> tuple[MonthFigures, ...]:
        """What came in and went out in each."""
        return figures(self.totals, self.chart, self.months, self.book.month_start)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The outermost spending categories in the book's currency, the largest first."""
        book = self.book
        return series(self.totals, self.chart, self.months, book.month_start, book.currency)


@dataclass(frozen=True, kw_only=True)
class YearRead:
    """The months of ``year``; ``totals`` are theirs and those of the year before."""

    book: Book
    accounts: AccountReadings
    year: int
    totals: tuple[MonthTotal, ...]

    @cached_property
    def pairs(self) -> tuple[YearPair, ...]:
        """Each beside the same one of the year before."""
        return year_pairs(self.totals, self.accounts.chart, self.year, self.book.month_start)


@dataclass(frozen=True, kw_only=True)
class WeeksRead:
    """The weeks of ``span``, whose sums are ``sums``."""

    book: Book
    accounts: AccountReadings
    span: Span
    sums: tuple[WeekSum, ...]

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """All of them in order, each with something or with zero."""
        return weeks(self.sums, self.accounts.chart, self.span)


@dataclass(frozen=True, slots=True)
class Analyses:
    """The use cases of analysis; whoever may read the book may ask.

    ``write`` makes a file of what they tell.
    """

    means: Means
    write: TableWriter

    def span(self, actor: Actor, span: Span | None = None) -> SpanRead:
        """What some days came to (None: the present month), beside as many before them."""
        book = actor.book
        asked = span or self._month(book).span(book.month_start)
        spans = (asked, earlier(asked))
        with self.means.work(actor) as work:
            accounts, (now, before) = work.reports.sums(book, spans)
        return SpanRead(book=book, accounts=accounts, span=asked, sums=now, earlier_sums=before)

    def months(self, actor: Actor, last: Month | None = None, count: int = 12) -> MonthsRead:
        """The ``count`` months up to ``last`` (None: the present one): fewer at the first there is.

        Invalid ``number_range`` unless there are 1 to ``MOST_MONTHS``.
        """
        _check(count, MOST_MONTHS, "months")
        book = actor.book
        months = (last or self._month(book)).preceded(count - 1)
        accounts, totals = self._totals(actor, months)
        return MonthsRead(book=book, accounts=accounts, months=months, totals=totals)

    def weeks(self, actor: Actor, last: date | None = None, count: int = 12) -> WeeksRead:
        """The ``count`` weeks up to that of the day ``last`` (None: today).

        Invalid ``number_range`` unless there are 1 to ``MOST_WEEKS``.
        """
        _check(count, MOST_WEEKS, "weeks")
        book = actor.book
        monday = monday_of(last or book.today(self.means.clock()))
        span = Span(monday - timedelta(weeks=count - 1), monday + timedelta(weeks=1))
        with self.means.work(actor) as work:
            accounts, sums = work.reports.weeks(span)
        return WeeksRead(book=book, accounts=accounts, span=span, sums=sums)

    def year(self, actor: Actor, year: int | None = None) -> YearRead:
        """The months of ``year`` (None: the present one), each beside that of the year before.

        Invalid ``number_range`` for a year that has none before it, or lies beyond the calendar.
        """
        book = actor.book
        told = year if year is not None else self._month(book).year
        if not EARLIEST.year < told <= LATEST.year:
            raise Invalid("number_range", "year")
        months = (*year_months(told - 1), *year_months(told))
        accounts, totals = self._totals(actor, months)
        return YearRead(book=book, accounts=accounts, year=told, totals=totals)

    def _totals(
        self, actor: Actor, months: tuple[Month, ...]
    ) -> tuple[AccountReadings, tuple[MonthTotal, ...]]:
        start = actor.book.month_start
        span = Span(months[0].span(start).start, months[-1].span(start).before)
        with self.means.work(actor) as work:
            return work.reports.totals(span)

    def _month(self, book: Book) -> Month:
        return month_of(book.today(self.means.clock()), book.month_start)


def _check(count: int, most: int, field: str) -> None:
    if not 1 <= count <= most:
        raise Invalid("number_range", field)


def _figures(sums: tuple[Sum, ...], chart: Chart) -> Figures:
    return came_and_went(((one.account_id, one.amount) for one in sums), chart)
