"""What clients are answered about stretches of time."""

from datetime import date
from typing import Literal, Self

from finance.domain.analytics import Figures, Series, Share
from finance.domain.totals import MonthFigures
from finance.web.api.kinds import Decimals, Shape
from finance.web.api.report_shapes import BudgetActual
from finance.web.api.shapes import Named


class Flow(Shape):
    """What came in and went out in one currency, both positive, and what was kept."""

    currency: str
    income: Decimals
    expenses: Decimals
    net: Decimals


def flows(one: Figures | MonthFigures, currency: str) -> dict[str, str]:
    """The fields of ``Flow``."""
    return {
        "currency": currency,
        "income": str(one.income.of(currency)),
        "expenses": str(one.expenses.of(currency)),
        "net": str(one.net.of(currency)),
    }


class SpanSummary(Flow):
    """Some days, both inclusive, in the book's currency; ``previous`` are as many before them."""

    start_date: date
    end_date: date
    days: int
    savings_rate: int | None
    previous: Flow
    other_currencies: list[Flow]


class MonthFlow(Flow):
    """One month."""

    month: str


class Months(Shape):
    """Months in order."""

    items: list[MonthFlow]


class WeekFlow(Flow):
    """One week, which begins on ``start_date``."""

    week: str
    start_date: date


class Weeks(Shape):
    """Weeks in order."""

    items: list[WeekFlow]


class SeriesShape(Shape):
    """A category with everything beneath it: one amount for every month."""

    category: Named | None
    amounts: list[Decimals]

    @classmethod
    def of(cls, one: Series) -> Self:
        """The series as it is answered."""
        return cls(category=Named.of(one.category), amounts=[str(one) for one in one.amounts])


class Trends(Shape):
    """Months in order; every list has one amount for each of them."""

    currency: str
    months: list[str]
    income: list[Decimals]
    expenses: list[Decimals]
    net: list[Decimals]
    categories: list[SeriesShape]


class Insight(Shape):
    """A category by itself: ``share`` in whole per cent of all, ``count`` postings.

    ``previous`` is what it came to in as many days right before.
    """

    category: Named | None
    amount: Decimals
    share: int | None
    count: int
    previous: Decimals
    change: Decimals

    @classmethod
    def told(cls, one: Share, share: int | None) -> Self:
        """The category as it is answered."""
        return cls(
            category=Named.of(one.category),
            amount=str(one.amount),
            share=share,
            count=one.count,
            previous=str(one.before),
            change=str(one.change),
        )


class Insights(Shape):
    """The categories of some days, the largest first."""

    start_date: date
    end_date: date
    currency: str
    type: Literal["expense", "income"]
    items: list[Insight]


class YearMonth(Shape):
    """A month beside the same month of the year before."""

    month: str
    now: Flow
    before: Flow


class YearOverYear(Shape):
    """The twelve months of a year."""

    year: int
    currency: str
    items: list[YearMonth]
    total: Flow
    total_before: Flow


class BudgetActuals(Shape):
    """Every limit of a month beside what was spent."""

    month: str
    currency: str
    items: list[BudgetActual]
