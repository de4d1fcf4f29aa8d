"""What is worth a notice: rules, and the pure judgement of what they raise.

A notice is raised once for what it is about, its month and its threshold, whatever is written
afterwards; the next month raises anew. The database raises by one statement in the transaction of
what caused it; these functions say what that statement must find.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from finance.domain.accounts import AccountKind, AccountRole, Chart
from finance.domain.budgets import NEAR, Measure, MonthStatus
from finance.domain.errors import Invalid
from finance.domain.ledger import Transaction
from finance.domain.money import Bag, Money
from finance.domain.people import Book
from finance.domain.periods import MonthStart, first_day

MOST_RULES: Final = 200
"""The most rules of one book."""

OVER: Final = 100
"""Per cent of a limit beyond which it is passed; ``NEAR`` per cent of it are near it by default."""

_NEAREST: Final = 99


class AlertKind(StrEnum):
    """What a rule looks at, and what a notice is about.

    Of ``held``, what recurs and could not be recorded, there are notices and no rules.
    """

    NEAR = "near"
    OVER = "over"
    LARGE = "large"
    LOW_BALANCE = "low_balance"
    HELD = "held"

    @property
    def of_budget(self) -> bool:
        """Whether it is about a limit; such alerts are on until somebody switches them off."""
        return self in {AlertKind.NEAR, AlertKind.OVER}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """When to tell.

    ``near`` has ``percent`` of a limit (1 to 99), and ``over`` nothing; both are about the limit of
    the category ``account_id``, or of everything that has no rule of its own. ``large`` has an
    ``amount`` from which on a transaction is told. ``low_balance`` has the ``amount`` below which
    the own account ``account_id`` is told; it may be zero or negative.
    """

    id: UUID
    kind: AlertKind
    account_id: UUID | None = None
    percent: int | None = None
    amount: Money | None = None
    active: bool = True
    version: int = 1

    def __post_init__(self) -> None:
        """Invalid for what does not belong together."""
        if self.kind is AlertKind.HELD:
            raise Invalid("choice", "kind", {"expected": "near, over, large, low_balance"})
        if self.kind is AlertKind.NEAR and self.percent is None:
            raise Invalid("percent_missing", "percent")
        if self.percent is not None and not 1 <= self.percent <= _NEAREST:
            raise Invalid("percent_out_of_range", "percent", {"most": _NEAREST})
        if self.kind.of_budget and self.amount is not None:
            raise Invalid("alert_field", "amount", {"kind": self.kind})
        if self.kind is not AlertKind.NEAR and self.percent is not None:
            raise Invalid("alert_field", "percent", {"kind": self.kind})
        if not self.kind.of_budget and self.amount is None:
            raise Invalid("amount_missing", "amount")
        if self.kind is AlertKind.LOW_BALANCE and self.account_id is None:
            raise Invalid("account_missing", "account_id")
        self._check_large()

    def _check_large(self) -> None:
        if self.kind is not AlertKind.LARGE:
            return
        if self.account_id is not None:
            raise Invalid("alert_field", "account_id", {"kind": self.kind})
        if self.amount is not None and self.amount.minor <= 0:
            raise Invalid("amount_not_positive", "amount")

    def placed(self, chart: Chart) -> None:
        """Invalid unless what the rule is about is there, and of the right kind and currency."""
        if self.account_id is None:
            return
        field = "category_id" if self.kind.of_budget else "account_id"
        account = chart.known(self.account_id, field)
        fits = account.kind is AccountKind.EXPENSE if self.kind.of_budget else account.kind.own
        if not fits:
            raise Invalid("account_kind", field, {"name": account.name})
        if self.amount is not None and self.amount.currency != account.currency:
            raise Invalid("currency_of_account", "currency", {"currency": account.currency})


def news_since(today: date, month_start: MonthStart) -> date:
    """The first day of which limits are told: that of the month before the present one.

    A bank's file of last month comes in the first days of this one and is still news; what was
    spent in months long over, imported late or moved by a merge, is not.
    """
    return first_day(first_day(today, month_start) - date.resolution, month_start)


@dataclass(frozen=True, slots=True, order=True)
class Raised:
    """What makes a notice one of its kind: about what, in which month, at which threshold.

    ``subject_id`` is the transaction, the account or the category; the book itself for the limit
    on everything. ``month`` is the first day of the book's month. ``threshold`` is in per cent, or
    in minor units.
    """

    kind: AlertKind
    subject_id: UUID
    month: date
    threshold: int


def size(transaction: Transaction, chart: Chart, currency: str) -> int:
    """How large a transaction is: what came to own accounts, or what left them if that is more.

    Minor units of ``currency``, 0 or more. What an account is opened with is no event, so it is 0.
    """
    accounts = [(chart[one.account_id], one.amount) for one in transaction.postings]
    if any(account.role is AccountRole.OPENING for account, _ in accounts):
        return 0
    own = [
        amount.minor
        for account, amount in accounts
        if account.kind.own and amount.currency == currency
    ]
    return max(sum(one for one in own if one > 0), -sum(one for one in own if one < 0))


def large(
    transaction: Transaction, rules: Iterable[AlertRule], chart: Chart, month_start: MonthStart
) -> Iterator[Raised]:
    """What a transaction that was just written raises by its size."""
    for rule in rules:
        if rule.kind is AlertKind.LARGE and rule.active and rule.amount is not None:
            least = rule.amount
            if size(transaction, chart, least.currency) >= least.minor:
                month = first_day(transaction.date, month_start)
                yield Raised(AlertKind.LARGE, transaction.id, month, least.minor)


def low(
    touched: Iterable[UUID],
    balances: Mapping[UUID, Bag],
    rules: Iterable[AlertRule],
    month: date,
) -> Iterator[Raised]:
    """What accounts that were just written on raise by what is left on them.

    ``month`` is the present month of the book.
    """
    written = set(touched)
    for rule in rules:
        if rule.kind is AlertKind.LOW_BALANCE and rule.active and rule.amount is not None:
            account_id, least = rule.account_id, rule.amount
            if account_id in written and account_id is not None:
                left = balances.get(account_id, Bag()).of(least.currency)
                if left.minor < least.minor:
                    yield Raised(AlertKind.LOW_BALANCE, account_id, month, least.minor)


def passed(
    measured: Measure, category_id: UUID | None, rules: Iterable[AlertRule]
) -> tuple[AlertKind, int] | None:
    """The highest threshold that spending against a limit has reached, in per cent of it.

    ``over`` is more than the limit, ``near`` at least that many per cent of it. A rule of the
    category (None: all spending) takes the place of those that are about every limit.
    """
    known = tuple(rules)
    over = _about(known, AlertKind.OVER, category_id)
    if measured.spent.minor > measured.budgeted.minor and all(one.active for one in over):
        return AlertKind.OVER, OVER
    near = _about(known, AlertKind.NEAR, category_id)
    percents = [one.percent for one in near if one.active and one.percent] if near else [NEAR]
    share, limit = measured.spent.minor * OVER, measured.budgeted.minor
    reached = [percent for percent in percents if share >= limit * percent]
    return (AlertKind.NEAR, max(reached)) if reached else None


def _about(
    rules: tuple[AlertRule, ...], kind: AlertKind, category_id: UUID | None
) -> tuple[AlertRule, ...]:
    """The rules of a kind for one limit: its own, or else those for every limit."""
    of_kind = [one for one in rules if one.kind is kind]
    own = tuple(one for one in of_kind if category_id and one.account_id == category_id)
    return own or tuple(one for one in of_kind if one.account_id is None)


def limits_passed(
    status: MonthStatus, rules: Iterable[AlertRule], book: Book, told: Iterable[Raised]
) -> Iterator[Raised]:
    """What the limits of a month that is news raise, given what was ``told`` already.

    Nothing is told below what was told of the same limit in that month.
    """
    known, start = tuple(rules), status.month.span(book.month_start).start
    before = [one for one in told if one.kind.of_budget and one.month == start]
    for standing in status.standings:
        category_id = standing.category.id if standing.category else None
        subject_id = category_id or book.id
        found = passed(standing, category_id, known)
        highest = max((one.threshold for one in before if one.subject_id == subject_id), default=0)
        if found is not None and found[1] > highest:
            yield Raised(found[0], subject_id, start, found[1])
