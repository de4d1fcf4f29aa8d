"""A book in the head: the starter accounts and a few own ones, ids counted up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Money
from finance.domain.starter import starter

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = date(2026, 11, 21)


def ids() -> Callable[[], UUID]:
    """New ids, counted up from 1."""
    numbers = count(1)
    return lambda: UUID(int=next(numbers))


def chart() -> Chart:
    """The starter accounts, Bank and Card in euro, Dollars and Yen."""
    new_id = ids()
    opened = (
        ("Bank", AccountKind.ASSET, "EUR"),
        ("Card", AccountKind.LIABILITY, "EUR"),
        ("Dollars", AccountKind.ASSET, "USD"),
        ("Yen", AccountKind.ASSET, "JPY"),
    )
    start = starter(new_id, "EUR", "Europe/Berlin").accounts
    own = [
        Account(id=new_id(), kind=kind, name=name, currency=currency)
        for name, kind, currency in opened
    ]
    return Chart((*start, *own))


CHART = chart()


def named(name: str, within: Chart = CHART) -> Account:
    """The account called ``name``."""
    return next(one for one in within.values() if one.name == name)


def closed(name: str, within: Chart = CHART) -> Chart:
    """The same accounts with one of them closed."""
    shut = replace(named(name, within), closed_at=NOON)
    return Chart(shut if one.id == shut.id else one for one in within.values())


def entry(*sides: tuple[str, int], currency: str = "EUR", day: date = DAY) -> Transaction:
    """A transaction of (account name, minor units)."""
    postings = tuple(Posting(named(name).id, Money(minor, currency)) for name, minor in sides)
    return Transaction(id=UUID(int=999), date=day, postings=postings)
