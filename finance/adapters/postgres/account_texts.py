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
from finance.usecases.readings import AccountReading, AccountReadings

_LINE: Final = """
    '["%%s","%%s",%%s,"%%s","%%s","%%s",%%s,%%s,%%s,%%s', a.id, a.kind, to_json(a.name), a.currency,
    a.role, a.parent_id, a.position, to_json(a.number),
    coalesce(to_json(a.closed_at)::text, 'null'), a.version
"""
_BALANCES: Final = """
    SELECT string_agg(format({line}) || format(',"%%s","%%s","%%s"]',
        k.currency, k.amount, k.count), E'\\n')
    FROM account a LEFT JOIN account_balance k
        ON k.book_id = %(book)s AND k.account_id = a.id
    WHERE a.book_id = %(book)s
"""
_ALONE: Final = """
    SELECT string_agg(format({line}) || ']', E'\\n') FROM account a WHERE a.book_id = %(book)s
"""
QUERY: Final = _BALANCES.format(line=_LINE)
"""One text: a line for every account of a book and each of its currencies, in no order.

A line is a JSON array (and so holds no line break); what is not there is empty in it.
"""

CHART: Final = _ALONE.format(line=_LINE)
"""The same without balances: a line for every account."""


def forget() -> None:
    """Read every text anew, as a process that has just started."""
    for kept in (_readings, _reading, _chart, _account):
        kept.cache_clear()


def chart(rows: Sequence[tuple[Any, ...]]) -> Chart:
    """The accounts that the one row of ``CHART`` says."""
    ((text,),) = rows
    return _chart(text or "")


@lru_cache(maxsize=256)
def _chart(text: str) -> Chart:
    return Chart(map(_account, _lines(text)))


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def readings(rows: Sequence[tuple[Any, ...]]) -> AccountReadings:
    """The readings that the one row of ``QUERY`` says, ordered among siblings."""
    ((text,),) = rows
    return _readings(text or "")


@lru_cache(maxsize=256)
def _readings(text: str) -> AccountReadings:
    found: dict[UUID, AccountReading] = {}
    for line in _lines(text):
        one = _reading(line)
        key = one.account.id
        found[key] = _joined(found[key], one) if key in found else one
    return AccountReadings(sorted(found.values(), key=_place))


def _place(reading: AccountReading) -> tuple[int, str, str]:
    account = reading.account
    return account.position, account.name.casefold(), str(account.id)


@lru_cache(maxsize=20_000)
def _reading(line: str) -> AccountReading:
    account_id, *columns, currency, amount, count = json.loads(line)
    account = _value(account_id, columns)
    balance = Bag([Money(int(amount), currency)]) if currency else Bag()
    return AccountReading(account=account, balance=balance, count=int(count or 0))


@lru_cache(maxsize=20_000)
def _account(line: str) -> Account:
    account_id, *columns = json.loads(line)
    return _value(account_id, columns)


def _value(account_id: str, columns: list[Any]) -> Account:
    kind, name, currency, role, parent, position, number, closed_at, version = columns
    return Account(
        id=UUID(account_id),
        kind=AccountKind(kind),
        name=name,
        currency=currency or None,
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
