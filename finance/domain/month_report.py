"""The report of one month: a pure value, made of the month's facts.

Income and spending are positive as people say them. Every figure is of one currency; amounts of
different currencies stand side by side and are never added.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from finance.domain.accounts import Account, AccountRole, Chart
from finance.domain.budgets import At, MonthStatus, status
from finance.domain.ledger import Transaction
from finance.domain.money import Bag, Money
from finance.domain.month_facts import MonthFacts, largest
from finance.domain.month_proofs import Proof, proofs_of
from finance.domain.month_statement import Statement, averaged, statement
from finance.domain.people import Book
from finance.domain.periods import Month, Span
from finance.domain.totals import MonthFigures, MonthTotal, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """An own account over the month: ``opening`` + ``came`` - ``went`` = ``closing``.

    ``came`` and ``went`` are positive and summed from the postings; ``opening`` and ``closing``
    are kept balances, a debt negative.
    """

    account: Account
    opening: Money
    came: Money
    went: Money
    closing: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """How what is owned less what is owed moved in the month, in one currency.

    ``opening`` + ``net`` + ``entered`` + ``exchanged`` = ``closing``: what was kept of the income,
    opening balances and other equity written down in the month, and what changing money brought.
    """

    opening: Money
    net: Money
    entered: Money
    exchanged: Money
    closing: Money

    @property
    def change(self) -> Money:
        """What the month changed."""
        return self.closing - self.opening


@dataclass(frozen=True, kw_only=True)
class MonthReport:
    """One month of a book. All by-currency parts begin with the book's own, which is always there.

    ``averaged`` is how many months the averages are of: of the twelve before, those from the first
    in which anything was recorded. ``history`` is the months before with the month itself last.
    ``largest`` are the largest transactions by their effect, spending negative. ``budget`` is how
    the month stands against its limits when all of its days are counted. ``upcoming`` is what
    recurs and is still to come within 31 days of its end, by day.
    """

    book: Book
    chart: Chart = field(repr=False, compare=False)
    month: Month
    averaged: int
    statements: tuple[Statement, ...]
    accounts: tuple[AccountLine, ...]
    bridges: tuple[Bridge, ...]
    history: tuple[MonthFigures, ...]
    largest: tuple[tuple[Money, Transaction], ...]
    budget: MonthStatus
    upcoming: tuple[Transaction, ...]
    transactions: int
    proofs: tuple[Proof, ...]

    @property
    def span(self) -> Span:
        """The days of the month."""
        return self.month.span(self.book.month_start)

    @property
    def main(self) -> Statement:
        """The statement in the book's own currency."""
        return self.statements[0]

    @property
    def worth(self) -> Bridge:
        """The bridge in the book's own currency."""
        return self.bridges[0]

    @property
    def proven(self) -> bool:
        """Whether every proof holds."""
        return all(proof.holds for proof in self.proofs)


def month_report(book: Book, chart: Chart, facts: MonthFacts) -> MonthReport:
    """The report that ``facts`` make, in the book whose accounts are ``chart``."""
    codes = _currencies(book, facts)
    return MonthReport(
        book=book,
        chart=chart,
        month=facts.month,
        averaged=averaged(facts, book.month_start),
        statements=tuple(statement(chart, facts, book.month_start, code) for code in codes),
        accounts=tuple(_account_lines(chart, facts, book)),
        bridges=tuple(_bridge(chart, facts, book, code) for code in codes),
        history=figures(facts.totals, chart, facts.months, book.month_start),
        largest=_own_first(largest(facts.candidates, chart), book.currency),
        budget=status(facts.budgets, facts.totals, chart, At(book, facts.month, _end(facts, book))),
        upcoming=tuple(sorted(facts.upcoming, key=lambda one: (one.date, one.id))),
        transactions=facts.transactions,
        proofs=proofs_of(chart, facts, of_month(facts, book)),
    )


def _end(facts: MonthFacts, book: Book) -> date:
    return facts.month.span(book.month_start).before


def of_month(facts: MonthFacts, book: Book) -> tuple[MonthTotal, ...]:
    """The kept totals of the month itself."""
    span = facts.month.span(book.month_start)
    return tuple(total for total in facts.totals if total.month in span)


def _currencies(book: Book, facts: MonthFacts) -> tuple[str, ...]:
    """The book's own first, then all others that anything is in, by code."""
    held = {code for bag in facts.closing.values() for code in bag}
    moved = {total.amount.currency for total in facts.totals}
    return (book.currency, *sorted((held | moved) - {book.currency}))


def _own_first(
    found: tuple[tuple[Money, Transaction], ...], currency: str
) -> tuple[tuple[Money, Transaction], ...]:
    return tuple(sorted(found, key=lambda one: one[0].currency != currency))


def _account_lines(chart: Chart, facts: MonthFacts, book: Book) -> Iterable[AccountLine]:
    """The own accounts in the order of the tree; closed ones only if they held or moved money."""
    moved = {one.account_id: one for one in facts.turnovers}
    kept = {total.account_id: total.amount for total in of_month(facts, book)}
    for account in _in_order(chart):
        zero = Money.zero(account.currency or book.currency)
        closing = facts.closing.get(account.id, Bag()).of(zero.currency)
        turnover = moved.get(account.id)
        line = AccountLine(
            account=account,
            opening=closing - kept.get(account.id, zero),
            came=turnover.came if turnover else zero,
            went=turnover.went if turnover else zero,
            closing=closing,
        )
        if not account.closed or turnover or line.opening or closing:
            yield line


def _in_order(chart: Chart, parent_id: UUID | None = None) -> Iterable[Account]:
    """The own accounts, assets before debts, each followed by those beneath it."""
    for account in sorted(chart.children(parent_id), key=lambda one: one.kind.value):
        if account.kind.own:
            yield account
            yield from _in_order(chart, account.id)


def _bridge(chart: Chart, facts: MonthFacts, book: Book, code: str) -> Bridge:
    sums = {"own": 0, "category": 0, "entered": 0, "exchanged": 0}
    for total in of_month(facts, book):
        if total.amount.currency == code:
            sums[_part(chart[total.account_id])] += total.amount.minor
    closing = sum(bag.of(code).minor for bag in facts.closing.values())
    return Bridge(
        opening=Money(closing - sums["own"], code),
        net=Money(-sums["category"], code),
        entered=Money(-sums["entered"], code),
        exchanged=Money(-sums["exchanged"], code),
        closing=Money(closing, code),
    )


def _part(account: Account) -> str:
    if account.kind.own:
        return "own"
    if account.kind.category:
        return "category"
    return "exchanged" if account.role is AccountRole.CONVERSION else "entered"
