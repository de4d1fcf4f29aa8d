"""What clients are answered about a month."""

from datetime import date
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field

from finance.domain.budgets import Standing
from finance.domain.ledger import Transaction, describe
from finance.domain.money import Money
from finance.domain.month_proofs import Proof
from finance.domain.month_report import AccountLine, Bridge, MonthReport
from finance.domain.month_statement import CategoryLine, Statement
from finance.web.api.kinds import Decimals, Shape
from finance.web.api.shapes import AccountType, Named, TransactionType


class Totals(Shape):
    """What came in, what went out (both positive), and what was kept of it."""

    total_income: Decimals
    total_expenses: Decimals
    net: Decimals


class Average(Totals):
    """The same for the average month of the year before; ``months`` is how many it is of."""

    months: int


class ReportCategory(Shape):
    """A category with everything beneath it, beside the month before and the average.

    ``depth`` is 0 for the outermost. ``direct`` is true for what lies in the category itself where
    others lie beneath it: the lines right beneath a line add up to it.
    """

    category: Named | None
    parent_id: UUID | None
    type: Literal["expense", "income"]
    depth: int
    direct: bool
    amount: Decimals
    previous: Decimals
    average: Decimals

    @classmethod
    def of(cls, line: CategoryLine) -> Self:
        """The line as it is answered."""
        return cls(
            category=Named.of(line.category),
            parent_id=line.category.id if line.direct else line.category.parent_id,
            type="income" if line.category.kind.value == "income" else "expense",
            depth=line.depth,
            direct=line.direct,
            amount=str(line.amount),
            previous=str(line.compared.previous),
            average=str(line.compared.average),
        )


class CurrencyReport(Totals):
    """Income and spending in one currency."""

    currency: str
    previous: Totals
    average: Average
    by_category: list[ReportCategory]

    @classmethod
    def told(cls, one: Statement, averaged: int) -> Self:
        """The statement as it is answered."""
        return cls(**_statement(one, averaged))


class ReportAccount(Shape):
    """An own account over the month: opening + in - out = closing; a debt is negative."""

    id: UUID
    name: str
    kind: AccountType
    currency: str
    opening: Decimals
    came: Decimals = Field(serialization_alias="in")
    out: Decimals
    closing: Decimals

    @classmethod
    def of(cls, line: AccountLine) -> Self:
        """The line as it is answered."""
        return cls(
            id=line.account.id,
            name=line.account.name,
            kind=line.account.kind.value,
            currency=line.closing.currency,
            opening=str(line.opening),
            came=str(line.came),
            out=str(line.went),
            closing=str(line.closing),
        )


class BudgetActual(Shape):
    """A limit beside what was spent; no category is all spending.

    ``remaining`` is negative when more was spent; ``percent`` is rounded down. ``inner`` limits lie
    within that of a category above.
    """

    category: Named | None
    budgeted: Decimals
    actual: Decimals
    remaining: Decimals
    percent: int
    state: Literal["ok", "near", "over"]
    inner: bool

    @classmethod
    def of(cls, one: Standing) -> Self:
        """The limit as it is answered."""
        return cls(
            category=Named.of(one.category),
            budgeted=str(one.budgeted),
            actual=str(one.spent),
            remaining=str(one.remaining),
            percent=one.percent,
            state=one.state.value,
            inner=one.inner,
        )


class NetWorth(Shape):
    """Opening + net + entered + exchanged = closing, in one currency.

    ``entered`` are opening balances written down in the month, ``exchanged`` is what changing
    money brought or took.
    """

    currency: str
    opening: Decimals
    net: Decimals
    entered: Decimals
    exchanged: Decimals
    closing: Decimals

    @classmethod
    def of(cls, bridge: Bridge) -> Self:
        """The bridge as it is answered."""
        return cls(
            currency=bridge.closing.currency,
            opening=str(bridge.opening),
            net=str(bridge.net),
            entered=str(bridge.entered),
            exchanged=str(bridge.exchanged),
            closing=str(bridge.closing),
        )


class Largest(Shape):
    """A large transaction; ``amount`` is what it did to income less spending.

    One that is still to come has the amount of its type, positive.
    """

    id: UUID
    date: date
    type: TransactionType
    payee: str
    description: str
    category: Named | None
    amount: Decimals
    currency: str

    @classmethod
    def told(cls, amount: Money, transaction: Transaction, report: MonthReport) -> Self:
        """The transaction as it is answered."""
        described = describe(transaction, report.chart)
        return cls(
            id=transaction.id,
            date=transaction.date,
            type=described.kind.value,
            payee=transaction.payee,
            description=transaction.description,
            category=Named.of(described.category),
            amount=str(amount),
            currency=amount.currency,
        )

    @classmethod
    def coming(cls, transaction: Transaction, report: MonthReport) -> Self:
        """One that is still to come, as it is answered."""
        return cls.told(describe(transaction, report.chart).amount, transaction, report)


class Off(Shape):
    """How far a proof is off in one currency."""

    currency: str
    amount: Decimals


class ReportProof(Shape):
    """Something that must come out even, and how far it is off where it does not."""

    proof: str
    holds: bool
    off: list[Off]

    @classmethod
    def of(cls, proof: Proof) -> Self:
        """The proof as it is answered."""
        off = [Off(currency=code, amount=str(amount)) for code, amount in proof.off.items()]
        return cls(proof=proof.kind.value, holds=proof.holds, off=off)


class MonthlyReport(CurrencyReport):
    """A month of the book in its own currency; ``other_currencies`` never add to it.

    ``start_date`` and ``end_date`` are the first and the last day of the month, both inclusive.
    """

    month: str
    start_date: date
    end_date: date
    other_currencies: list[CurrencyReport]
    budget_vs_actual: list[BudgetActual]
    accounts: list[ReportAccount]
    net_worth: list[NetWorth]
    largest: list[Largest]
    upcoming: list[Largest]
    transactions: int
    proofs: list[ReportProof]

    @classmethod
    def of(cls, report: MonthReport) -> Self:
        """The report as it is answered."""
        main, *others = report.statements
        return cls(
            month=str(report.month),
            start_date=report.span.start,
            end_date=report.span.last,
            other_currencies=[CurrencyReport.told(one, report.averaged) for one in others],
            budget_vs_actual=[BudgetActual.of(one) for one in report.budget.standings],
            accounts=[ReportAccount.of(line) for line in report.accounts],
            net_worth=[NetWorth.of(bridge) for bridge in report.bridges],
            largest=[Largest.told(*one, report) for one in report.largest],
            upcoming=[Largest.coming(one, report) for one in report.upcoming],
            transactions=report.transactions,
            proofs=[ReportProof.of(proof) for proof in report.proofs],
            **_statement(main, report.averaged),
        )


def _statement(one: Statement, averaged: int) -> dict[str, Any]:
    income, spending, net = one.total_income, one.total_spending, one.net
    return {
        "currency": one.currency,
        **_totals(income.amount, spending.amount, net.amount),
        "previous": Totals(**_totals(income.previous, spending.previous, net.previous)),
        "average": Average(
            months=averaged, **_totals(income.average, spending.average, net.average)
        ),
        "by_category": [ReportCategory.of(line) for line in (*one.income, *one.spending)],
    }


def _totals(income: Money, spending: Money, net: Money) -> dict[str, str]:
    return {"total_income": str(income), "total_expenses": str(spending), "net": str(net)}
