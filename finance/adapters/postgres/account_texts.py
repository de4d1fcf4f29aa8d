"""Accounts with their balances as the database writes them into texts, each read only once.

As for ``entry_texts``: equal texts are equal readings, so nothing kept is ever out of date.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, AccountRole
from finance.domain.money import Bag, Money
from finance.usecases.readings import AccountReading

QUERY: Final = """
    SELECT a.id::text, json_build_array(a.kind, a.name, a.currency, a.role, a.parent_id,
        a.position, a.number, a.closed_at, a.version, k.currency, k.amount, k.count)::text
    FROM account a LEFT JOIN account_balance k
        ON k.book_id = %(book)s AND k.account_id = a.id
    WHERE a.book_id = %(book)s
    ORDER BY a.position, lower(a.name), a.id
"""
"""Every account of a book, ordered among siblings: its id, and a row for each of its currencies."""


def readings(rows: Sequence[tuple[Any, ...]]) -> tuple[AccountReading, ...]:
    """The readings that the rows of ``QUERY`` say."""
    found: list[AccountReading] = []
    last = ""
    for row in rows:
        one = _reading(*row)
        if row[0] == last:
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
        last = row[0]
    return tuple(found)


@lru_cache(maxsize=20_000)
def _reading(account_id: str, text: str) -> AccountReading:
    *columns, currency, amount, count = json.loads(text)
    kind, name, own, role, parent, position, number, closed_at, version = columns
    account = Account(
        id=UUID(account_id),
        kind=AccountKind(kind),
        name=name,
        currency=own,
        role=AccountRole(role) if role else None,
        parent_id=UUID(parent) if parent else None,
        position=position,
        number=number,
        closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
        version=version,
    )
    balance = Bag([Money(amount, currency)]) if currency else Bag()
    return AccountReading(account=account, balance=balance, count=count or 0)


def _joined(one: AccountReading, other: AccountReading) -> AccountReading:
    """The same account in one more currency."""
    balance, count = one.balance + other.balance, one.count + other.count
    return AccountReading(account=one.account, balance=balance, count=count)
