"""Analyses as pages: a picture, a table whose rows lead to what they are made of, a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from finance.domain.accounts import AccountKind
from finance.domain.analytics import Share
from finance.domain.money import Bag, Money
from finance.domain.periods import Span
from finance.domain.texts import visible
from finance.usecases.analysing import MonthsRead, SpanRead, WeeksRead, YearRead
from finance.web.analysis_tables import currencies
from finance.web.filters import day, money_text, month_name, number, percent
from finance.web.html.book import here
from finance.web.month.chart import (
    BarChart,
    Flows,
    Pair,
    flow_bars,
    month_bars,
    pair_bars,
    ranked,
)
from finance.web.saying import gettext as _

Cell = tuple[str, bool]
"""A text, and whether a narrow screen can do without it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, where it leads, its cells."""

    name: str
    href: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in one currency; ``total`` is its last line, if it has one."""

    currency: str
    rows: tuple[Row, ...]
    total: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisPage:
    """What a page of an analysis shows. ``choices``: what else of it there is to see."""

    key: str
    title: str
    note: str
    chart: BarChart | None
    headers: tuple[Cell, ...]
    sheets: tuple[Sheet, ...]
    choices: tuple[tuple[str, str, str], ...]
    chosen: str
    file: str

    @property
    def tabs(self) -> tuple[tuple[str, str, str], ...]:
        """All reports there are."""
        return tabs()


def tabs() -> tuple[tuple[str, str, str], ...]:
    """All reports there are: key, name, address."""
    return (
        ("month", _("The month"), here("reports.month")),
        ("months", _("Months"), here("analyses.months")),
        ("weeks", _("Weeks"), here("analyses.weeks")),
        ("years", _("Years"), here("analyses.years")),
        ("categories", _("Categories"), here("analyses.categories")),
    )


_Named = Sequence[tuple[str, str, Flows]]


def _flow_sheets(flows: _Named, currency: str) -> tuple[Sheet, ...]:
    """A table of named flows for each currency in them; each flow has a name and an address."""
    codes = currencies(currency, (bag for *_, one in flows for bag in (one.income, one.expenses)))
    return tuple(_flow_sheet(flows, code) for code in codes)


def _flow_sheet(flows: _Named, code: str) -> Sheet:
    amounts = [(one.income.of(code), one.expenses.of(code)) for *_, one in flows]
    rows = (
        Row(name, href, _flow_cells(*pair))
        for (name, href, _one), pair in zip(flows, amounts, strict=True)
    )
    zero = Money.zero(code)
    came = sum((pair[0] for pair in amounts), zero)
    went = sum((pair[1] for pair in amounts), zero)
    return Sheet(code, tuple(rows), Row(_("Together"), "", _flow_cells(came, went)))


def _flow_cells(came: Money, went: Money) -> tuple[Cell, ...]:
    return (
        (money_text(came), False),
        (money_text(went), False),
        (money_text(came - went, plus=True), False),
    )


def _flow_headers(name: str) -> tuple[Cell, ...]:
    return ((name, False), (_("In"), False), (_("Out"), False), (_("Kept"), False))


def _counted(endpoint: str, field: str, counts: Iterable[int]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (str(count), number(count), here(endpoint, **{field: str(count)})) for count in counts
    )


def months_page(read: MonthsRead) -> AnalysisPage:
    """Months in order, the latest at the top of the table."""
    count = str(len(read.months))
    flows = [
        (month_name(one.month), here("reports.month", month=str(one.month)), one)
        for one in reversed(read.figures)
    ]
    return AnalysisPage(
        key="months",
        title=_("Income and spending by month"),
        note=f"{month_name(read.months[0])} – {month_name(read.months[-1])}",
        chart=month_bars(read.figures, read.book.currency),
        headers=_flow_headers(_("Month")),
        sheets=_flow_sheets(flows, read.book.currency),
        choices=_counted("analyses.months", "months", (6, 12, 24, 60)),
        chosen=count,
        file=here("analyses.file", report="monthly", months=count, month=str(read.months[-1])),
    )


def weeks_page(read: WeeksRead) -> AnalysisPage:
    """Weeks in order, the latest at the top of the table."""
    count, last = str(len(read.weeks)), read.weeks[-1].monday + timedelta(days=6)
    flows = [
        (
            f"{day(one.monday, last)} – {day(one.monday + timedelta(days=6), last)}",
            here(
                "transactions.register",
                start_date=str(one.monday),
                end_date=str(one.monday + timedelta(days=6)),
            ),
            one,
        )
        for one in reversed(read.weeks)
    ]
    named = [
        (name, one.name.partition("-")[2], one)
        for one, (name, _href, _one) in zip(read.weeks, reversed(flows), strict=True)
    ]
    return AnalysisPage(
        key="weeks",
        title=_("Income and spending by week"),
        note=_("%(count)s weeks up to %(day)s", count=count, day=day(last, last)),
        chart=flow_bars(named, read.book.currency, (_("In and out by week"), _("Week"))),
        headers=_flow_headers(_("Week")),
        sheets=_flow_sheets(flows, read.book.currency),
        choices=_counted("analyses.weeks", "weeks", (6, 12, 26, 53)),
        chosen=count,
        file=here("analyses.file", report="weekly", weeks=count, end_date=str(last)),
    )


def years_page(read: YearRead, this: int) -> AnalysisPage:
    """The months of a year, each beside that of the year before; ``this`` is the present year."""
    now, before = str(read.year), str(read.year - 1)
    pairs = [
        Pair(
            month_name(pair.now.month),
            month_name(pair.now.month, short=True),
            pair.before.expenses.of(read.book.currency),
            pair.now.expenses.of(read.book.currency),
        )
        for pair in read.pairs
    ]
    flows = [(pair.now, pair.before) for pair in read.pairs]
    bags = (bag for both in flows for one in both for bag in (one.income, one.expenses))
    return AnalysisPage(
        key="years",
        title=_("%(year)s beside %(before)s", year=now, before=before),
        note="",
        chart=pair_bars(pairs, _("Spending in %(a)s and %(b)s", a=before, b=now), (before, now)),
        headers=(
            (_("Month"), False),
            (_("In %(year)s", year=now), True),
            (before, True),
            (_("Out %(year)s", year=now), False),
            (before, False),
            (_("Kept %(year)s", year=now), True),
            (before, True),
        ),
        sheets=tuple(_year_sheet(read, code) for code in currencies(read.book.currency, bags)),
        choices=tuple(
            (str(year), str(year), here("analyses.years", year=str(year)))
            for year in range(min(read.year, this) - 2, max(read.year, this) + 1)
        ),
        chosen=now,
        file=here("analyses.file", report="year-over-year", year=now),
    )


def _year_sheet(read: YearRead, code: str) -> Sheet:
    rows = tuple(
        Row(
            month_name(pair.now.month),
            here("reports.month", month=str(pair.now.month)),
            _beside(pair.now, pair.before, code),
        )
        for pair in read.pairs
    )
    now = _all(pair.now for pair in read.pairs)
    before = _all(pair.before for pair in read.pairs)
    return Sheet(code, rows, Row(_("Together"), "", _beside(now, before, code)))


@dataclass(frozen=True, slots=True)
class _Whole:
    income: Bag
    expenses: Bag


def _all(flows: Iterable[Flows]) -> _Whole:
    found = tuple(flows)
    return _Whole(
        Bag(amount for one in found for amount in one.income.values()),
        Bag(amount for one in found for amount in one.expenses.values()),
    )


def _beside(now: Flows, before: Flows, code: str) -> tuple[Cell, ...]:
    ins = (now.income.of(code), before.income.of(code))
    outs = (now.expenses.of(code), before.expenses.of(code))
    kept = tuple(came - went for came, went in zip(ins, outs, strict=True))
    return (
        *((money_text(amount), True) for amount in ins),
        *((money_text(amount), False) for amount in outs),
        *((money_text(amount), True) for amount in kept),
    )


def categories_page(read: SpanRead, kind: AccountKind) -> AnalysisPage:
    """The categories of some days by themselves, the largest first."""
    span, found = read.span, read.shares(kind)
    asked = {"start_date": str(span.start), "end_date": str(span.last)}
    name = _("Spending") if kind is AccountKind.EXPENSE else _("Income")
    parts = [(visible(one.category.name), one.amount) for one in found]
    whole = sum(max(0, one.amount.minor) for one in found)
    rows = tuple(_share_row(read, one, whole, asked) for one in found)
    return AnalysisPage(
        key="categories",
        title=_("%(what)s by category", what=name),
        note=span_named(span),
        chart=ranked(parts, _("%(what)s by category", what=name)),
        headers=(
            (_("Category"), False),
            (_("Amount"), False),
            (_("Share"), True),
            (_("Entries"), True),
            (_("Before"), True),
            (_("Difference"), False),
        ),
        sheets=(Sheet(read.book.currency, rows),),
        choices=tuple(
            (one.value, text, here("analyses.categories", type=one.value, **asked))
            for one, text in (
                (AccountKind.EXPENSE, _("Spending")),
                (AccountKind.INCOME, _("Income")),
            )
        ),
        chosen=kind.value,
        file=here("analyses.file", report="category-insights", **asked),
    )


def _share_row(read: SpanRead, one: Share, whole: int, asked: dict[str, str]) -> Row:
    path = read.chart.path(one.category.id)
    return Row(
        " › ".join(visible(step.name) for step in path),
        here("transactions.register", category=str(one.category.id), **asked),
        (
            (money_text(one.amount), False),
            (percent(one.amount.minor, whole), True),
            (number(one.count), True),
            (money_text(one.before), True),
            (money_text(one.change, plus=True), False),
        ),
    )


def span_named(span: Span) -> str:
    """The days in words, the year with the last."""
    return f"{day(span.start, span.last)} – {day(span.last)}"
