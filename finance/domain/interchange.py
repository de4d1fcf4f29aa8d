"""The ledger as plain rows for a spreadsheet, and back again without loss.

An expense or income is one row for each of its parts, a transfer is one row, anything else is one
row for each of its postings; rows of one transaction stand together and share its id. ``amount``
is what happened to ``account``: money out is negative. Accounts are written as their path,
outermost first, joined by `` / `` (a slash within a name is doubled).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.errors import Invalid
from finance.domain.ledger import Posting, Transaction, TransactionKind, kind_of
from finance.domain.money import Money

_JOINT: Final = " / "
_CATEGORY: Final = {
    TransactionKind.EXPENSE: AccountKind.EXPENSE,
    TransactionKind.INCOME: AccountKind.INCOME,
}


@dataclass(frozen=True, slots=True)
class Place:
    """An account by kind and path of names, wherever it will be found or made."""

    kind: AccountKind
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row; ``other`` is the category or the far end of a transfer, with what arrived there."""

    id: UUID
    date: date
    kind: TransactionKind
    payee: str
    description: str
    tags: tuple[str, ...]
    account: Place
    amount: Money
    other: Place | None = None
    arrived: Money | None = None
    memo: str = ""


def place_of(account: Account, chart: Chart) -> Place:
    """Where ``account`` is, by names."""
    return Place(account.kind, tuple(step.name for step in chart.path(account.id)))


def path_text(path: Sequence[str]) -> str:
    """A path as one text."""
    return _JOINT.join(name.replace("/", "//") for name in path)


def path_from(text: str) -> tuple[str, ...]:
    """The path that ``path_text`` wrote."""
    return tuple(name.replace("//", "/") for name in text.split(_JOINT))


def rows_of(transaction: Transaction, chart: Chart) -> Iterator[LedgerRow]:
    """The rows of one transaction."""
    kind = kind_of(transaction, chart)
    own = [p for p in transaction.postings if chart[p.account_id].kind.own]
    rest = [p for p in transaction.postings if not chart[p.account_id].kind.own]
    if kind in _CATEGORY:
        for part in rest:
            row = _row(
                transaction, kind, replace(own[0], amount=-part.amount, memo=part.memo), chart
            )
            yield replace(row, other=place_of(chart[part.account_id], chart))
    elif kind is TransactionKind.TRANSFER:
        out, into = sorted(own, key=lambda posting: posting.amount.minor > 0)
        row = _row(transaction, kind, out, chart)
        far = place_of(chart[into.account_id], chart)
        yield replace(row, other=far, arrived=into.amount)
    else:
        for posting in transaction.postings:
            yield _row(transaction, kind, posting, chart)


def _row(transaction: Transaction, kind: TransactionKind, side: Posting, chart: Chart) -> LedgerRow:
    return LedgerRow(
        id=transaction.id,
        date=transaction.date,
        kind=kind,
        payee=transaction.payee,
        description=transaction.description,
        tags=transaction.tags,
        account=place_of(chart[side.account_id], chart),
        amount=side.amount,
        memo=side.memo,
    )


def places(rows: Iterable[LedgerRow]) -> tuple[Place, ...]:
    """All accounts the rows speak of, parents before their children, each once."""
    found: dict[Place, None] = {}
    for row in rows:
        for place in (row.account, row.other):
            if place is not None:
                for depth in range(1, len(place.path) + 1):
                    found.setdefault(Place(place.kind, place.path[:depth]))
    return tuple(found)


def transactions_from(
    rows: Iterable[LedgerRow], accounts: dict[Place, UUID], conversion: UUID
) -> Iterator[Transaction]:
    """The transactions that ``rows_of`` wrote; rows of one id stand together.

    Invalid ``transfer_incomplete`` or what a ``Transaction`` refuses.
    """
    for _, group in groupby(rows, key=lambda row: row.id):
        together = list(group)
        first = together[0]
        yield Transaction(
            id=first.id,
            date=first.date,
            payee=first.payee,
            description=first.description,
            tags=first.tags,
            postings=_postings(together, accounts, conversion),
        )


def _postings(
    rows: list[LedgerRow], accounts: dict[Place, UUID], conversion: UUID
) -> tuple[Posting, ...]:
    first = rows[0]
    here = accounts[first.account]
    if first.kind is TransactionKind.OTHER:
        return tuple(Posting(accounts[row.account], row.amount, row.memo) for row in rows)
    if first.kind is TransactionKind.TRANSFER:
        return _transfer(first, accounts, conversion)
    total = sum((row.amount for row in rows), Money.zero(first.amount.currency))
    parts = (
        Posting(accounts[row.other], -row.amount, row.memo) for row in rows if row.other is not None
    )
    return (Posting(here, total), *parts)


def _transfer(row: LedgerRow, accounts: dict[Place, UUID], conversion: UUID) -> tuple[Posting, ...]:
    if row.other is None or row.arrived is None:
        raise Invalid("transfer_incomplete", "to_account")
    ends = (Posting(accounts[row.account], row.amount), Posting(accounts[row.other], row.arrived))
    if row.amount.currency == row.arrived.currency:
        return ends
    return (*ends, Posting(conversion, -row.amount), Posting(conversion, -row.arrived))
