"""``/api/analytics``: what any stretch of time came to, beside another."""

import json
from typing import Any, Final, Literal

from flask import Response

from finance.domain.accounts import AccountKind
from finance.domain.analytics import Figures
from finance.domain.money import Bag
from finance.domain.periods import Span
from finance.usecases.analysing import SpanRead
from finance.web.analysis_tables import TABLES, Wanted, currencies, shared
from finance.web.api.analytics_shapes import (
    BudgetActuals,
    Flow,
    Insight,
    Insights,
    MonthFlow,
    Months,
    SeriesShape,
    SpanSummary,
    Trends,
    WeekFlow,
    Weeks,
    YearMonth,
    YearOverYear,
    flows,
)
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Asked, Day, HistoryMonths, HistoryWeeks, MonthIn, Year
from finance.web.api.report_shapes import BudgetActual
from finance.web.export_file import MEDIA, file_stem

PART: Final = Part("Analytics", "What any stretch of time came to, beside another.")

Report = Literal[
    "summary",
    "monthly",
    "weekly",
    "trends",
    "category-insights",
    "year-over-year",
    "budget-vs-actual",
]


class SpanAsked(Asked):
    """Which days, both inclusive; the present month unless said. Give both or none."""

    start_date: Day | None = None
    end_date: Day | None = None


class MonthsAsked(Asked):
    """How many months, up to which one; the present one unless said."""

    months: HistoryMonths = 12
    month: MonthIn | None = None


class WeeksAsked(Asked):
    """How many weeks, up to that of which day; today unless said."""

    weeks: HistoryWeeks = 12
    end_date: Day | None = None


class InsightsAsked(SpanAsked):
    """Which days, and spending or income."""

    type: Literal["expense", "income"] = "expense"


class YearAsked(Asked):
    """Which year; the present one unless said."""

    year: Year | None = None


class BudgetAsked(Asked):
    """Which month; the present one unless said."""

    month: MonthIn | None = None


class ExportAsked(Asked):
    """Which analysis, as what, and of which time: as the analysis itself is asked."""

    report: Report = "monthly"
    format: Literal["csv", "json"] = "csv"
    start_date: Day | None = None
    end_date: Day | None = None
    months: HistoryMonths = 12
    month: MonthIn | None = None
    weeks: HistoryWeeks = 12
    year: Year | None = None


def _span(query: SpanAsked | ExportAsked) -> Span | None:
    """The days asked for; a missing end is the other one, so that one day can be named once."""
    first, last = query.start_date or query.end_date, query.end_date or query.start_date
    return Span.inclusive(first, last) if first and last else None


@PART.get("/analytics/summary")
def summary(call: Call, query: SpanAsked) -> SpanSummary:
    """Income against spending of any days, beside as many days right before them.

    ``savings_rate`` is what was kept in whole per cent of the income; null without income.
    """
    return _summary(call.use.analyses.span(call.actor, _span(query)))


def _summary(read: SpanRead) -> SpanSummary:
    currency = read.book.currency
    net, income = read.figures.net.of(currency).minor, read.figures.income.of(currency).minor
    bags = (read.figures.income, read.figures.expenses, read.before.income, read.before.expenses)
    return SpanSummary(
        start_date=read.span.start,
        end_date=read.span.last,
        days=read.span.days,
        savings_rate=net * 100 // income if income > 0 else None,
        previous=Flow(**flows(read.before, currency)),
        other_currencies=[
            Flow(**flows(read.figures, code)) for code in currencies(currency, bags)[1:]
        ],
        **flows(read.figures, currency),
    )


@PART.get("/analytics/monthly")
def monthly(call: Call, query: MonthsAsked) -> Months:
    """Income against spending month by month, earliest first; months without anything are zero."""
    read = call.use.analyses.months(call.actor, query.month, query.months)
    currency = read.book.currency
    items = [MonthFlow(month=str(one.month), **flows(one, currency)) for one in read.figures]
    return Months(items=items)


@PART.get("/analytics/weekly")
def weekly(call: Call, query: WeeksAsked) -> Weeks:
    """The same week by week. Weeks begin on Monday and are numbered by ISO 8601."""
    read = call.use.analyses.weeks(call.actor, query.end_date, query.weeks)
    currency = read.book.currency
    return Weeks(
        items=[
            WeekFlow(week=one.name, start_date=one.monday, **flows(one, currency))
            for one in read.weeks
        ]
    )


@PART.get("/analytics/trends")
def trends(call: Call, query: MonthsAsked) -> Trends:
    """Spending by month, in all and by outermost category: one amount for every month.

    A month is of one year: November 2025 and November 2026 never add up.
    """
    read = call.use.analyses.months(call.actor, query.month, query.months)
    currency = read.book.currency
    return Trends(
        currency=currency,
        months=[str(month) for month in read.months],
        income=[str(one.income.of(currency)) for one in read.figures],
        expenses=[str(one.expenses.of(currency)) for one in read.figures],
        net=[str(one.net.of(currency)) for one in read.figures],
        categories=[SeriesShape.of(one) for one in read.series],
    )


@PART.get("/analytics/category-insights")
def category_insights(call: Call, query: InsightsAsked) -> Insights:
    """Every category of some days by itself, the largest first, beside as many days before."""
    read = call.use.analyses.span(call.actor, _span(query))
    kind = AccountKind.INCOME if query.type == "income" else AccountKind.EXPENSE
    found = read.shares(kind)
    return Insights(
        start_date=read.span.start,
        end_date=read.span.last,
        currency=read.book.currency,
        type=query.type,
        items=[Insight.told(one, shared(one, found)) for one in found],
    )


@PART.get("/analytics/year-over-year")
def year_over_year(call: Call, query: YearAsked) -> YearOverYear:
    """The months of a year, each beside the same month of the year before."""
    read = call.use.analyses.year(call.actor, query.year)
    currency = read.book.currency
    return YearOverYear(
        year=read.year,
        currency=currency,
        items=[
            YearMonth(
                month=str(pair.now.month),
                now=Flow(**flows(pair.now, currency)),
                before=Flow(**flows(pair.before, currency)),
            )
            for pair in read.pairs
        ],
        total=Flow(**_total([pair.now for pair in read.pairs], currency)),
        total_before=Flow(**_total([pair.before for pair in read.pairs], currency)),
    )


def _total(months: list[Any], currency: str) -> dict[str, str]:
    return flows(
        Figures(
            income=Bag(amount for one in months for amount in one.income.values()),
            expenses=Bag(amount for one in months for amount in one.expenses.values()),
        ),
        currency,
    )


@PART.get("/analytics/budget-vs-actual")
def budget_vs_actual(call: Call, query: BudgetAsked) -> BudgetActuals:
    """Every limit of a month beside what was spent."""
    status = call.use.budgets.status(call.actor, query.month)
    return BudgetActuals(
        month=str(status.month),
        currency=status.currency,
        items=[BudgetActual.of(one) for one in status.standings],
    )


@PART.get("/analytics/export", media=tuple(MEDIA.values()))
def export(call: Call, query: ExportAsked) -> Response:
    """One of the analyses as a file: CSV, or a JSON array of objects of the same columns."""
    wanted = Wanted(
        span=_span(query),
        months=query.months,
        month=query.month,
        weeks=query.weeks,
        day=query.end_date,
        year=query.year,
    )
    table = TABLES[query.report](call.use, call.actor, wanted)
    if query.format == "csv":
        content = call.use.analyses.write([table.columns, *table.rows])
    else:
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        content = json.dumps(rows, ensure_ascii=False)
    response = Response(content, content_type=MEDIA[query.format])
    name = f"{file_stem(call.actor.book.name, query.report)}.{query.format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
