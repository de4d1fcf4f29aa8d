"""Accounts with their balances as the database writes them into texts, each read only once.

As for ``entry_texts``: equal texts are equal readings, so nothing kept is ever out of date.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, AccountRole, Chart
from finance.domain.money import Bag, Money
from finance.usecases.readings import AccountReading

QUERY: Final = """
    SELECT a.id::text, json_build_array(a.kind, a.name, a.currency, a.role, a.parent_id,
        a.position, a.number, a.closed_at, a.version, k.currency, k.amount, k.count)::text
    FROM account a LEFT JOIN account_balance k
        ON k.book_id = %(book)s AND k.account_id = a.id
    WHERE a.book_id = %(book)s
"""
"""Every account of a book, in no order: its id, and a row for each of its currencies."""


CHART: Final = """
    SELECT a.id::text, json_build_array(a.kind, a.name, a.currency, a.role, a.parent_id,
        a.position, a.number, a.closed_at, a.version)::text
    FROM account a WHERE a.book_id = %(book)s
"""
"""Every account of a book: its id and itself."""


def forget() -> None:
    """Read every text anew, as a process that has just started."""
    for kept in (_readings, _reading, _account):
        kept.cache_clear()


def chart(rows: Sequence[tuple[Any, ...]]) -> Chart:
    """The accounts that the rows of ``CHART`` say."""
    return Chart(_account(*row) for row in rows)


def readings(rows: Sequence[tuple[Any, ...]]) -> tuple[AccountReading, ...]:
    """The readings that the rows of ``QUERY`` say, ordered among siblings."""
    return _readings(tuple(rows))


@lru_cache(maxsize=256)
def _readings(rows: tuple[tuple[str, str], ...]) -> tuple[AccountReading, ...]:
    found: dict[str, AccountReading] = {}
    for account_id, text in rows:
        one = _reading(account_id, text)
        found[account_id] = _joined(found[account_id], one) if account_id in found else one
    return tuple(sorted(found.values(), key=_place))


def _place(reading: AccountReading) -> tuple[int, str, str]:
    account = reading.account
    return account.position, account.name.casefold(), str(account.id)


@lru_cache(maxsize=20_000)
def _reading(account_id: str, text: str) -> AccountReading:
    *columns, currency, amount, count = json.loads(text)
    account = _value(account_id, columns)
    balance = Bag([Money(amount, currency)]) if currency else Bag()
    return AccountReading(account=account, balance=balance, count=count or 0)


@lru_cache(maxsize=20_000)
def _account(account_id: str, text: str) -> Account:
    return _value(account_id, json.loads(text))


def _value(account_id: str, columns: list[Any]) -> Account:
    kind, name, currency, role, parent, position, number, closed_at, version = columns
    return Account(
        id=UUID(account_id),
        kind=AccountKind(kind),
        name=name,
        currency=currency,
        role=AccountRole(role) if role else None,
        parent_id=UUID(parent) if parent else None,
        position=position,
        number=number,
        closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
        version=version,
    )


def _joined(one: AccountReading, other: AccountReading) -> AccountReading:
    """The same account in one more currency."""
    balance, count = one.balance + other.balance, one.count + other.count
    return AccountReading(account=one.account, balance=balance, count=count)
