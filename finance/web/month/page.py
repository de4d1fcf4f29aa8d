"""The report of a month in words and pictures: the same value for the page and for paper."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from finance.domain.accounts import AccountKind
from finance.domain.budgets import Standing, State
from finance.domain.ledger import Transaction, TransactionKind, describe
from finance.domain.money import Money
from finance.domain.month_report import AccountLine, MonthReport
from finance.domain.month_statement import CategoryLine, Compared, Statement
from finance.domain.texts import visible
from finance.web.filters import day, money_text, month_name
from finance.web.month.chart import BarChart, history_bars, where_it_went
from finance.web.month.words import ProofLine, note_on, proof_lines, summary
from finance.web.saying import gettext as _

Link = Callable[..., str]
"""The address of an endpoint with values, as ``book.here`` gives it; empty on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A labelled figure: amounts by currency (the book's first), a comparison, and its rows."""

    label: str
    amounts: tuple[Money, ...]
    kind: str
    note: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a statement; ``depth`` indents it, ``href`` leads to its rows."""

    name: str
    depth: int
    compared: Compared
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Income or spending: its lines and their total."""

    title: str
    lines: tuple[Line, ...]
    total: Compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The statement in one currency."""

    currency: str
    parts: tuple[Part, ...]
    net: Compared


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """A limit beside what was spent; ``said`` is how it stands, in words."""

    name: str
    standing: Standing
    said: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Own accounts of one kind, and their sums by currency where there are several."""

    title: str
    lines: tuple[AccountLine, ...]
    totals: tuple[tuple[Money, Money, Money, Money], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """A large transaction: its day, whom it was with, what for, and its effect."""

    date: str
    title: str
    category: str
    amount: Money
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """What the report of a month shows."""

    report: MonthReport
    title: str
    days: str
    summary: str
    figures: tuple[Figure, ...]
    chart: BarChart
    ranking: BarChart | None
    budgets: tuple[BudgetLine, ...]
    tables: tuple[Table, ...]
    groups: tuple[Group, ...]
    largest: tuple[Large, ...]
    upcoming: tuple[Large, ...]
    proofs: tuple[ProofLine, ...]

    @property
    def previous(self) -> str:
        """The name of the month before, in small print."""
        return month_name(self.report.month.previous, short=True)

    @property
    def empty(self) -> bool:
        """Whether the month has no transaction at all."""
        return not self.report.transactions


def month_page(report: MonthReport, link: Link) -> MonthPage:
    """The report as it is shown; ``link`` says where things lead."""
    return MonthPage(
        report=report,
        title=month_name(report.month),
        days=f"{day(report.span.start)} – {day(report.span.last)}",
        summary=summary(report),
        figures=_figures(report, link),
        chart=history_bars(report),
        ranking=where_it_went(report),
        budgets=tuple(_budget(one, link, report) for one in report.budget.standings),
        tables=tuple(_tables(report, link)),
        groups=tuple(_groups(report)),
        largest=tuple(_large(report, link, *one) for one in report.largest),
        upcoming=tuple(_coming(report, one) for one in report.upcoming),
        proofs=proof_lines(report),
    )


def _figures(report: MonthReport, link: Link) -> tuple[Figure, ...]:
    month, main = str(report.month), report.main
    register = "transactions.register"
    return (
        Figure(
            label=_("In"),
            amounts=_amounts(one.total_income.amount for one in report.statements),
            kind="in",
            note=note_on(main.total_income, report),
            href=link(register, month=month, category="income"),
        ),
        Figure(
            label=_("Out"),
            amounts=_amounts(one.total_spending.amount for one in report.statements),
            kind="",
            note=note_on(main.total_spending, report),
            href=link(register, month=month, category="expense"),
        ),
        Figure(
            label=_("Kept"),
            amounts=_amounts(one.net.amount for one in report.statements),
            kind="",
            note=note_on(main.net, report),
            href=link(register, month=month),
        ),
        Figure(
            label=_("Worth at the end"),
            amounts=_amounts(one.closing for one in report.bridges),
            kind="",
            note=_("%(change)s in the month", change=money_text(report.worth.change, plus=True)),
            href=link("accounts.index"),
        ),
    )


def _amounts(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """The book's own, and of the others those that are something."""
    first, *others = amounts
    return (first, *(amount for amount in others if amount))


def _tables(report: MonthReport, link: Link) -> Iterable[Table]:
    """A statement for each currency that has any; the book's own always."""
    for at, one in enumerate(report.statements):
        if at == 0 or one.income or one.spending:
            yield _table(report, one, link)


def _table(report: MonthReport, one: Statement, link: Link) -> Table:
    def lines(found: Iterable[CategoryLine]) -> tuple[Line, ...]:
        return tuple(_line(report, line, link) for line in found)

    parts = (
        Part(title=_("Income"), lines=lines(one.income), total=one.total_income),
        Part(title=_("Spending"), lines=lines(one.spending), total=one.total_spending),
    )
    return Table(currency=one.currency, parts=parts, net=one.net)


def _line(report: MonthReport, line: CategoryLine, link: Link) -> Line:
    name = visible(line.category.name)
    href = link("transactions.register", month=str(report.month), category=str(line.category.id))
    return Line(
        name=_("%(category)s itself", category=name) if line.direct else name,
        depth=line.depth,
        compared=line.compared,
        href="" if line.direct else href,
    )


def _groups(report: MonthReport) -> Iterable[Group]:
    titles = {AccountKind.ASSET: _("What you have"), AccountKind.LIABILITY: _("What you owe")}
    for kind, found in groupby(report.accounts, key=lambda line: line.account.kind):
        lines = tuple(found)
        yield Group(title=titles[kind], lines=lines, totals=tuple(_totals(lines)))


def _totals(lines: tuple[AccountLine, ...]) -> Iterable[tuple[Money, Money, Money, Money]]:
    """Opening, in, out and closing of all accounts of a currency, where there are several."""
    by_currency: dict[str, list[AccountLine]] = {}
    for line in lines:
        by_currency.setdefault(line.closing.currency, []).append(line)
    for code, found in by_currency.items():
        if len(found) > 1:
            zero = Money.zero(code)
            yield (
                sum((line.opening for line in found), zero),
                sum((line.came for line in found), zero),
                sum((line.went for line in found), zero),
                sum((line.closing for line in found), zero),
            )


def _budget(one: Standing, link: Link, report: MonthReport) -> BudgetLine:
    said = {State.OK: "", State.NEAR: _("nearly used"), State.OVER: _("over")}
    category = str(one.category.id) if one.category else "expense"
    return BudgetLine(
        name=visible(one.category.name) if one.category else _("All spending"),
        standing=one,
        said=said[one.state],
        href=link("transactions.register", month=str(report.month), category=category),
    )


def _large(report: MonthReport, link: Link, amount: Money, transaction: Transaction) -> Large:
    category = describe(transaction, report.chart).category
    name = visible(category.name) if category else _("several categories")
    return Large(
        date=day(transaction.date, transaction.date),
        title=visible(transaction.payee or transaction.description) or name,
        category=name,
        amount=amount,
        href=link("transactions.show", transaction_id=transaction.id),
    )


def _coming(report: MonthReport, transaction: Transaction) -> Large:
    """What is still to come, signed as it will touch the account that pays or receives."""
    said = describe(transaction, report.chart)
    pays = said.kind in {TransactionKind.EXPENSE, TransactionKind.TRANSFER}
    about = said.to_account or said.category
    name = visible(about.name) if about else _("several categories")
    return Large(
        date=day(transaction.date, transaction.date),
        title=visible(transaction.payee or transaction.description) or name,
        category=name,
        amount=-said.amount if pays else said.amount,
        href="",
    )
