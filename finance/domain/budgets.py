"""Budgets: limits on spending, the months they hold in, and how spending stands against them.

A budget is the line of limits of one expense category, or of all spending. Each limit holds from
its month on until the next one; the line as a whole is the history of limits. Limits are named by
the book's months, so a book that moves its pay day keeps them.

Limits and what is measured by them are in the book's currency. What was spent in other currencies
stands beside and is never added: there is no rate that would be right. Spending is positive, and
a refund gives back what it brings, even beyond zero.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.errors import Invalid
from finance.domain.money import Bag, Money
from finance.domain.people import Book
from finance.domain.periods import Month, Span
from finance.domain.totals import MonthTotal

MOST_LIMITS: Final = 600
"""The most limits of one line: fifty years of a new one every month."""

NEAR: Final = 80
"""The per cent of a limit from which spending is near it."""

_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Limit:
    """``amount`` a month, more than zero, from ``since`` on; None ends the line there.

    Invalid ``amount_not_positive``.
    """

    since: Month
    amount: Money | None

    def __post_init__(self) -> None:
        if self.amount is not None and self.amount.minor <= 0:
            raise Invalid("amount_not_positive", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The line of limits of one category and everything beneath it; None is all spending.

    ``limits`` are in order of time, at most one a month (ValueError if not). Invalid
    ``limits_many`` beyond ``MOST_LIMITS``.
    """

    id: UUID
    category_id: UUID | None
    limits: tuple[Limit, ...] = ()
    version: int = 1

    def __post_init__(self) -> None:
        if any(one.since >= other.since for one, other in pairwise(self.limits)):
            raise ValueError(self.limits)
        if len(self.limits) > MOST_LIMITS:
            raise Invalid("limits_many", "month", {"limit": MOST_LIMITS})

    def limit(self, month: Month) -> Limit | None:
        """The limit that holds in ``month``; None where none does."""
        found = next((one for one in reversed(self.limits) if one.since <= month), None)
        return found if found is not None and found.amount is not None else None

    def amount(self, month: Month) -> Money | None:
        """What may be spent in ``month``; None where there is no limit."""
        found = self.limit(month)
        return None if found is None else found.amount

    def set_in(self, month: Month) -> bool:
        """Whether a limit begins in ``month`` itself."""
        return any(one.since == month and one.amount is not None for one in self.limits)

    @property
    def ended(self) -> bool:
        """Whether no limit holds any more, once all that is planned has come."""
        return not self.limits or self.limits[-1].amount is None

    def changed(self, month: Month, amount: Money) -> "Budget":
        """The line with ``amount`` from ``month`` on, until the next limit already there.

        The line itself where ``amount`` holds in ``month`` anyway.
        """
        if self.amount(month) == amount:
            return self
        others = [one for one in self.limits if one.since != month]
        limits = sorted((*others, Limit(month, amount)), key=lambda one: one.since)
        return replace(self, limits=tuple(limits))

    def until(self, month: Month) -> "Budget":
        """The line without any limit from ``month`` on; what was planned later goes too."""
        kept = tuple(one for one in self.limits if one.since < month)
        if kept and kept[-1].amount is not None:
            kept = (*kept, Limit(month, None))
        return replace(self, limits=kept)


class State(StrEnum):
    """How spending stands against a limit: over is more than the limit, not just all of it."""

    OK = "ok"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How far a month of ``days`` days has come.

    ``begun`` days have begun, today included: none before the month, all after it. ``left`` days
    are left to spend in, today included: all before the month, none after it.
    """

    days: int
    begun: int
    left: int

    @classmethod
    def of(cls, span: Span, today: date) -> "Elapsed":
        """How far ``span`` has come on ``today``."""
        if today in span:
            at = (today - span.start).days
            return cls(span.days, at + 1, span.days - at)
        if today < span.start:
            return cls(span.days, 0, span.days)
        return cls(span.days, span.days, 0)

    def share(self, whole: Money) -> Money:
        """What of ``whole`` would have been used by now at an even pace, rounded down."""
        return Money(whole.minor * self.begun // self.days, whole.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Spending held against a limit in a month that has come as far as ``elapsed``.

    ``spent`` counts the book's currency; what was spent ``elsewhere``, in other currencies, does
    not take part in anything reckoned here.
    """

    budgeted: Money
    spent: Money
    elsewhere: Bag
    elapsed: Elapsed

    @property
    def remaining(self) -> Money:
        """What is left; negative when more was spent."""
        return self.budgeted - self.spent

    @property
    def percent(self) -> int:
        """How much of the limit is used, in whole per cent, rounded down; 0 of no limit."""
        whole = self.budgeted.minor
        return self.spent.minor * _WHOLE // whole if whole else 0

    @property
    def state(self) -> State:
        """How it stands."""
        if self.spent.minor > self.budgeted.minor:
            return State.OVER
        near = self.spent.minor * _WHOLE >= self.budgeted.minor * NEAR
        return State.NEAR if near and self.budgeted else State.OK

    @property
    def expected(self) -> Money:
        """What an even pace would have used by now: the place of today's tick."""
        return self.elapsed.share(self.budgeted)

    @property
    def ahead(self) -> Money:
        """How much more was spent than at an even pace; negative for less."""
        return self.spent - self.expected

    @property
    def per_day(self) -> Money | None:
        """What may be spent on each day left, rounded down; zero if nothing is left.

        None once the month is over.
        """
        if not self.elapsed.left:
            return None
        left = max(self.remaining.minor, 0) // self.elapsed.left
        return Money(left, self.budgeted.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Measure):
    """One limit in one month; ``category`` None is all spending.

    ``inner`` says that it lies within the limit of a category above, and so adds nothing to the
    whole.
    """

    budget: Budget
    category: Account | None
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """What one category itself, without those beneath it, came to."""

    category: Account
    amount: Money
    elsewhere: Bag


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthStatus:
    """Every limit of a month, and the spending no category's limit covers.

    ``standings`` has all spending first, then the categories in the order of the chart, parents
    before what is beneath them. ``alone`` is what each category itself came to, ``within`` with
    everything beneath it, in every currency; categories without spending are left out.
    ``unbudgeted`` names categories themselves, the largest first.
    """

    month: Month
    currency: str
    elapsed: Elapsed
    standings: tuple[Standing, ...]
    unbudgeted: tuple[Spent, ...]
    alone: Mapping[UUID, Bag]
    within: Mapping[UUID, Bag]
    spent: Bag

    @property
    def overall(self) -> Standing | None:
        """The limit on all spending, if there is one."""
        return next((one for one in self.standings if one.category is None), None)

    @property
    def categories(self) -> Measure:
        """All limits of categories together; one within another's counts once."""
        outer = [one for one in self.standings if one.category is not None and not one.inner]
        return Measure(
            budgeted=Bag(one.budgeted for one in outer).of(self.currency),
            spent=Bag(one.spent for one in outer).of(self.currency),
            elsewhere=Bag(amount for one in outer for amount in one.elsewhere.values()),
            elapsed=self.elapsed,
        )

    @property
    def unbudgeted_sum(self) -> Money:
        """What no limit of a category covers, in the book's currency."""
        return Bag(one.amount for one in self.unbudgeted).of(self.currency)

    @property
    def limits(self) -> Mapping[UUID | None, Money]:
        """The limits of the month by category."""
        return {one.budget.category_id: one.budgeted for one in self.standings}

    @property
    def whole(self) -> Measure:
        """The one to look at first: all spending if that has a limit, else the categories."""
        return self.overall or self.categories


@dataclass(frozen=True, slots=True)
class At:
    """The book and its month to look at, as seen on the day ``today``."""

    book: Book
    month: Month
    today: date

    @property
    def span(self) -> Span:
        """The days of the month."""
        return self.month.span(self.book.month_start)


def spending(totals: Iterable[MonthTotal], chart: Chart) -> Mapping[UUID, Bag]:
    """What was spent in each expense category itself; totals of other accounts do not count."""
    sums: dict[UUID, list[Money]] = {}
    for total in totals:
        if chart[total.account_id].kind is AccountKind.EXPENSE:
            sums.setdefault(total.account_id, []).append(total.amount)
    bags = {account_id: Bag(amounts) for account_id, amounts in sums.items()}
    return {account_id: bag for account_id, bag in bags.items() if bag}


def with_beneath(spent: Mapping[UUID, Bag], chart: Chart) -> Mapping[UUID, Bag]:
    """What each category and everything beneath it came to; nothing where nothing was spent."""
    sums: dict[UUID, list[Money]] = {}
    for account_id, bag in spent.items():
        for above in chart.path(account_id):
            sums.setdefault(above.id, []).extend(bag.values())
    return {account_id: Bag(amounts) for account_id, amounts in sums.items()}


def holds(budget: Budget, chart: Chart, at: At) -> bool:
    """Whether a limit holds in the month; that of a closed category ends with the month it closed.

    Opened again, it holds again: closing takes nothing from the line.
    """
    if budget.limit(at.month) is None:
        return False
    closed_at = chart[budget.category_id].closed_at if budget.category_id else None
    return closed_at is None or at.book.today(closed_at) >= at.span.start


def status(
    budgets: Iterable[Budget], totals: Iterable[MonthTotal], chart: Chart, at: At
) -> MonthStatus:
    """How the month stands; ``totals`` outside it are left aside.

    The oracle of what the database reckons by itself.
    """
    span, currency = at.span, at.book.currency
    elapsed = Elapsed.of(span, at.today)
    alone = spending((total for total in totals if total.month in span), chart)
    within = with_beneath(alone, chart)
    everything = Bag(amount for bag in alone.values() for amount in bag.values())
    limited = {one.category_id: one for one in budgets if holds(one, chart, at)}

    def standing(category: Account | None, *, inner: bool) -> Standing:
        budget = limited[category.id if category else None]
        bag = within.get(category.id, Bag()) if category else everything
        return Standing(
            budget=budget,
            category=category,
            budgeted=budget.amount(at.month) or Money.zero(currency),
            spent=bag.of(currency),
            elsewhere=without(bag, currency),
            elapsed=elapsed,
            inner=inner,
        )

    standings = [standing(None, inner=False)] if None in limited else []
    for category in in_order(chart):
        if category.id in limited:
            above = chart.path(category.id)[:-1]
            standings.append(standing(category, inner=any(one.id in limited for one in above)))
    return MonthStatus(
        month=at.month,
        currency=currency,
        elapsed=elapsed,
        standings=tuple(standings),
        unbudgeted=_unbudgeted(alone, chart, frozenset(limited), currency),
        alone=alone,
        within=within,
        spent=everything,
    )


def _unbudgeted(
    alone: Mapping[UUID, Bag], chart: Chart, limited: frozenset[UUID | None], currency: str
) -> tuple[Spent, ...]:
    found = [
        Spent(chart[account_id], bag.of(currency), without(bag, currency))
        for account_id, bag in alone.items()
        if not any(one.id in limited for one in chart.path(account_id))
    ]
    return tuple(sorted(found, key=lambda one: (-one.amount.minor, one.category.name)))


def without(bag: Bag, currency: str) -> Bag:
    """What is in the bag in other currencies."""
    return Bag(amount for code, amount in bag.items() if code != currency)


def in_order(chart: Chart, parent_id: UUID | None = None) -> Iterator[Account]:
    """All expense categories, each before what is beneath it, siblings in their order."""
    for account in chart.children(parent_id):
        if account.kind is AccountKind.EXPENSE:
            yield account
            yield from in_order(chart, account.id)
