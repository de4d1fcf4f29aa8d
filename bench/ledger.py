"""A seeded ledger of any size: a household with accounts, categories, payees and habits.

12 accounts, 60 categories in two levels, 800 payees chosen by Zipf's law, lognormal amounts, 8 %
splits, 6 % transfers; 1,000 transactions are one year, 10,000 five, 100,000 ten, 1,000,000 twenty.
The last day is the day of the run.
"""

import bisect
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from finance.adapters.clock import new_id
from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Money

YEARS: Final = {1_000: 1, 10_000: 5, 100_000: 10, 1_000_000: 20}
_ACCOUNTS: Final = 12
_GROUPS: Final = 10
_IN_GROUP: Final = 5
_PAYEES: Final = 800
_SPLITS: Final = 0.08
_TRANSFERS: Final = 0.06
_INCOMES: Final = 0.03
_SEED: Final = 20261101


@dataclass(frozen=True)
class Cast:
    """Who plays: the accounts money moves between."""

    own: tuple[UUID, ...]
    expenses: tuple[UUID, ...]
    income: UUID


def furnish(chart: Chart) -> tuple[list[Account], Cast]:
    """The accounts to add to a starter book, and all that take part."""
    own = [
        Account(id=new_id(), kind=AccountKind.ASSET, name=f"Account {at:02}", currency="EUR")
        for at in range(_ACCOUNTS)
    ]
    added, leaves = list(own), []
    for group in range(_GROUPS):
        parent = Account(id=new_id(), kind=AccountKind.EXPENSE, name=f"Group {group:02}")
        inside = [
            Account(
                id=new_id(), kind=AccountKind.EXPENSE, name=f"Category {at}", parent_id=parent.id
            )
            for at in range(_IN_GROUP)
        ]
        added += [parent, *inside]
        leaves += [one.id for one in inside]
    income = next(one for one in chart.values() if one.name == "Salary")
    return added, Cast(tuple(one.id for one in own), tuple(leaves), income.id)


def transactions(count: int, cast: Cast, last: date) -> Iterator[Transaction]:
    """``count`` transactions in order of days, the same for the same count."""
    chance = random.Random(_SEED + count)
    years = next((years for size, years in YEARS.items() if count <= size), 20)
    days = 365 * years
    weights = list(itertools.accumulate(1 / rank for rank in range(1, _PAYEES + 1)))
    for at in range(count):
        day = last - timedelta(days=days - 1 - at * days // count)
        payee = bisect.bisect_left(weights, chance.random() * weights[-1])
        yield _one(chance, cast, day, payee)


def _one(chance: random.Random, cast: Cast, day: date, payee: int) -> Transaction:
    kind, cents = chance.random(), max(1, int(chance.lognormvariate(7.5, 1.0)))
    account = cast.own[min(int(chance.expovariate(0.8)), len(cast.own) - 1)]
    if kind < _TRANSFERS:
        other = cast.own[(cast.own.index(account) + 1) % len(cast.own)]
        postings = _two(account, other, cents)
    elif kind < _TRANSFERS + _INCOMES:
        postings = _two(cast.income, account, cents * 20)
    elif kind < _TRANSFERS + _INCOMES + _SPLITS:
        postings = (
            Posting(account, Money(-cents - 700, "EUR")),
            Posting(cast.expenses[payee % len(cast.expenses)], Money(cents, "EUR")),
            Posting(cast.expenses[(payee + 7) % len(cast.expenses)], Money(700, "EUR")),
        )
    else:
        postings = _two(account, cast.expenses[payee % len(cast.expenses)], cents)
    return Transaction(id=new_id(), date=day, postings=postings, payee=f"Payee {payee:03}")


def _two(origin: UUID, target: UUID, cents: int) -> tuple[Posting, ...]:
    return Posting(origin, Money(-cents, "EUR")), Posting(target, Money(cents, "EUR"))
