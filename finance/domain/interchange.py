"""The ledger as plain rows for a spreadsheet, and back again without loss.

An expense or income is one row for each of its parts, a transfer is one row, and what cannot be
said so is one row for each of its postings, without ``other``. Rows of one transaction stand
together and share its id. ``amount`` is what happened to ``account``: money out is negative.
Accounts are written as their path, outermost first, joined by `` / `` (a slash within a name is
doubled).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from finance.domain.accounts import OWN, Account, AccountKind, Chart
from finance.domain.errors import Invalid, Unreadable
from finance.domain.ledger import Posting, Transaction, TransactionKind, kind_by, side_of
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
    """One row; ``other`` is the category or the far end of a transfer, with what arrived there.

    ``line`` is where it stood in a file.
    """

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
    line: int = field(default=0, compare=False)


def place_of(account: Account, chart: Chart) -> Place:
    """Where ``account`` is, by names."""
    return Place(account.kind, tuple(step.name for step in chart.path(account.id)))


def path_text(path: Sequence[str]) -> str:
    """A path as one text."""
    return _JOINT.join(name.replace("/", "//") for name in path)


def path_from(text: str) -> tuple[str, ...]:
    """The path that ``path_text`` wrote."""
    return tuple(name.replace("//", "/") for name in text.split(_JOINT))


class Rows:
    """Turns transactions on the accounts of ``chart`` into rows."""

    def __init__(self, chart: Chart) -> None:
        self._known = {one.id: (place_of(one, chart), side_of(one)) for one in chart.values()}

    def of(self, transaction: Transaction) -> list[LedgerRow]:
        """The rows of one transaction."""
        ends = [(*self._known[one.account_id], one) for one in transaction.postings]
        kind = kind_by(tuple(side for _, side, _ in ends))
        own = [(place, one) for place, side, one in ends if side in OWN]
        rest = [(place, one) for place, side, one in ends if side not in OWN]
        if kind in _CATEGORY and _is_plain(own[0][1], rest):
            here = own[0][0]
            return [
                _row(transaction, kind, (here, -part.amount, part.memo), (place, None))
                for place, part in rest
            ]
        if kind is TransactionKind.TRANSFER and _is_bare(own, rest):
            out, into = sorted(own, key=lambda end: end[1].amount.minor > 0)
            far = (into[0], into[1].amount)
            return [_row(transaction, kind, (out[0], out[1].amount, ""), far)]
        return [
            _row(transaction, kind, (place, one.amount, one.memo), (None, None))
            for place, _, one in ends
        ]


_End = tuple[Place, Posting]


def _row(
    transaction: Transaction,
    kind: TransactionKind,
    here: tuple[Place, Money, str],
    far: tuple[Place | None, Money | None],
) -> LedgerRow:
    return LedgerRow(
        id=transaction.id,
        date=transaction.date,
        kind=kind,
        payee=transaction.payee,
        description=transaction.description,
        tags=transaction.tags,
        account=here[0],
        amount=here[1],
        other=far[0],
        arrived=far[1],
        memo=here[2],
    )


def _is_plain(paying: Posting, parts: Sequence[_End]) -> bool:
    """Whether the rows of the parts say all there is to say of the paying side too."""
    currency = paying.amount.currency
    return not paying.memo and all(part.amount.currency == currency for _, part in parts)


def _is_bare(own: Sequence[_End], rest: Sequence[_End]) -> bool:
    """Whether a transfer is just its two ends and what their currencies ask for."""
    first, second = (posting.amount for _, posting in own)
    if any(posting.memo for _, posting in (*own, *rest)):
        return False
    if first.currency == second.currency:
        return not rest
    return Counter((-first, -second)) == Counter(posting.amount for _, posting in rest)


Seat = tuple[Place, str]
"""An account as rows speak of it: where it is, and the currency of what happened there."""


def seats(rows: Iterable[LedgerRow]) -> tuple[Seat, ...]:
    """All accounts the rows speak of, each once, in order of appearance."""
    found: dict[Seat, None] = {}
    for row in rows:
        found.setdefault((row.account, row.amount.currency))
        if row.other is not None:
            found.setdefault((row.other, (row.arrived or row.amount).currency))
    return tuple(found)


def transactions_from(
    rows: Iterable[LedgerRow],
    accounts: Mapping[Seat, UUID],
    conversion: UUID,
    import_id: UUID | None = None,
) -> Iterator[Transaction]:
    """The transactions whose ``Rows`` these are, wherever in the file the rows of one id stand.

    ``conversion`` is the account between currencies. Unreadable ``rows_differ`` where rows of one
    id contradict each other, ``row_unreadable`` for what a ``Transaction`` refuses.
    """
    together: dict[UUID, list[LedgerRow]] = {}
    for row in rows:
        together.setdefault(row.id, []).append(row)
    for group in together.values():
        first = group[0]
        if any(_heading(row) != _heading(first) for row in group):
            raise Unreadable("rows_differ", "file", {"line": first.line, "id": first.id})
        try:
            yield Transaction(
                id=first.id,
                date=first.date,
                payee=first.payee,
                description=first.description,
                tags=first.tags,
                import_id=import_id,
                postings=tuple(_postings(group, accounts, conversion)),
            )
        except Invalid as fault:
            facts = {"line": first.line, "reason": str(fault)}
            raise Unreadable("row_unreadable", "file", facts) from fault


def _heading(row: LedgerRow) -> tuple[object, ...]:
    """What rows of one transaction have in common."""
    shape = (row.other is None, row.arrived is None)
    side = row.account if row.other else None
    return (row.date, row.kind, row.payee, row.description, row.tags, shape, side)


def _postings(
    rows: Sequence[LedgerRow], accounts: Mapping[Seat, UUID], conversion: UUID
) -> Iterator[Posting]:
    first = rows[0]
    currency = first.amount.currency
    here = accounts[first.account, currency]
    if first.other is None:
        for row in rows:
            seat = (row.account, row.amount.currency)
            yield Posting(accounts[seat], row.amount, row.memo)
    elif first.arrived is not None:
        yield Posting(here, first.amount)
        yield Posting(accounts[first.other, first.arrived.currency], first.arrived)
        if first.arrived.currency != currency:
            yield Posting(conversion, -first.amount)
            yield Posting(conversion, -first.arrived)
    else:
        yield Posting(here, sum((row.amount for row in rows), Money.zero(currency)))
        parts = [(row.other, row) for row in rows if row.other is not None]
        for place, row in parts:
            yield Posting(accounts[place, currency], -row.amount, row.memo)
