"""What a ledger says of one month, before anything is made of it.

The database answers the same from its kept sums and the postings of that month alone;
``facts_of`` reckons it from all transactions there are and is the oracle of that answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.budgets import Budget
from finance.domain.ledger import Transaction, balances
from finance.domain.money import Bag, Money
from finance.domain.periods import Month, MonthStart
from finance.domain.totals import MonthTotal, month_totals

LARGEST: Final = 10
"""How many of the largest transactions are named, of each currency."""
_YEAR: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """What the postings of one month put into (``came``) and took out of one account.

    Both are positive or zero, of one currency, counted posting by posting: a move between two
    accounts is money out of one and into the other. ``count`` is the number of postings.
    """

    account_id: UUID
    came: Money
    went: Money
    count: int

    @property
    def net(self) -> Money:
        """What came less what went."""
        return self.came - self.went


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFacts:
    """A month as the ledger has it.

    ``months`` are the month itself, last, and the up to twelve before it; ``totals`` are theirs.
    ``closing`` is what every own account holds at the end of the month, if anything.
    ``turnovers`` are summed from the postings themselves. ``candidates`` hold at least the
    ``LARGEST`` transactions of every currency, and ``transactions`` is how many the month has.
    ``budgets`` are all lines of limits, ``upcoming`` what recurs and falls due within 31 days of
    its end, as it will be recorded.
    """

    months: tuple[Month, ...]
    totals: tuple[MonthTotal, ...]
    closing: Mapping[UUID, Bag]
    turnovers: tuple[Turnover, ...]
    candidates: tuple[Transaction, ...]
    transactions: int
    budgets: tuple[Budget, ...] = ()
    upcoming: tuple[Transaction, ...] = ()

    @property
    def month(self) -> Month:
        """The month told of."""
        return self.months[-1]


def months_told(month: Month) -> tuple[Month, ...]:
    """``month``, last, and the twelve before it: fewer where the calendar begins."""
    return month.preceded(_YEAR)


def facts_of(
    transactions: Iterable[Transaction], chart: Chart, month: Month, month_start: MonthStart
) -> MonthFacts:
    """The facts of ``month``, reckoned from all transactions of a book."""
    everything = tuple(transactions)
    span, months = month.span(month_start), months_told(month)
    first = months[0].span(month_start).start
    inside = tuple(one for one in everything if one.date in span)
    return MonthFacts(
        months=months,
        totals=tuple(
            total
            for total in month_totals(everything, month_start)
            if first <= total.month < span.before
        ),
        closing={
            account_id: held
            for account_id, held in balances(o for o in everything if o.date < span.before).items()
            if held and chart[account_id].kind.own
        },
        turnovers=tuple(turnovers(inside)),
        candidates=tuple(one for _, one in largest(inside, chart)),
        transactions=len(inside),
    )


def turnovers(transactions: Iterable[Transaction]) -> Iterator[Turnover]:
    """The turnover of every account and currency, in the order of their ids and codes."""
    sums: dict[tuple[UUID, str], tuple[int, int, int]] = {}
    for transaction in transactions:
        for posting in transaction.postings:
            key, minor = (posting.account_id, posting.amount.currency), posting.amount.minor
            came, went, count = sums.get(key, (0, 0, 0))
            sums[key] = (came + max(0, minor), went + max(0, -minor), count + 1)
    for (account_id, code), (came, went, count) in sorted(sums.items()):
        yield Turnover(
            account_id=account_id, came=Money(came, code), went=Money(went, code), count=count
        )


def effect(transaction: Transaction, chart: Chart) -> Bag:
    """What a transaction did to income less spending: an expense is negative."""
    return Bag(
        -posting.amount
        for posting in transaction.postings
        if chart[posting.account_id].kind.category
    )


def largest(
    transactions: Sequence[Transaction], chart: Chart, most: int = LARGEST
) -> tuple[tuple[Money, Transaction], ...]:
    """At most ``most`` transactions of each currency with the greatest effect, greatest first.

    Currencies come in alphabetical order; among equals the earlier day, then the lower id, is
    first. What neither earned nor cost anything is never among them.
    """
    found: dict[str, list[tuple[Money, Transaction]]] = {}
    for transaction in transactions:
        for code, amount in effect(transaction, chart).items():
            found.setdefault(code, []).append((amount, transaction))
    return tuple(one for code in sorted(found) for one in sorted(found[code], key=_by_size)[:most])


def _by_size(one: tuple[Money, Transaction]) -> tuple[int, object, UUID]:
    amount, transaction = one
    return -abs(amount.minor), transaction.date, transaction.id
