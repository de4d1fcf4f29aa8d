"""The ledger: transactions of balanced postings, and what a transaction is by its accounts.

A posting is positive when money goes into its account and negative when it comes out. The
postings of a transaction add up to zero in every currency, so income accounts hold negative sums
and expense accounts positive ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final
from uuid import UUID

from finance.domain.accounts import OWN, Account, AccountKind, AccountRole, Chart
from finance.domain.errors import Invalid
from finance.domain.money import LARGEST, Bag, Money
from finance.domain.periods import EARLIEST, LATEST
from finance.domain.texts import LIMITS, clean

MOST_POSTINGS: Final = 200
_TWO: Final = 2


class TransactionKind(StrEnum):
    """What a transaction is by the kinds of its accounts; derived, never stored."""

    EXPENSE = "expense"
    INCOME = "income"
    TRANSFER = "transfer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Posting:
    """``amount`` into (positive) or out of (negative) one account."""

    account_id: UUID
    amount: Money
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A dated event whose postings add up to zero in every currency.

    ``date`` is the day in the book's time zone. Invalid ``unbalanced``, ``postings_few``,
    ``postings_many``, ``amount_too_large``, ``date_out_of_range`` or a fault of a text.
    """

    id: UUID
    date: date
    postings: tuple[Posting, ...]
    payee: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    import_id: UUID | None = None
    version: int = 1

    def __post_init__(self) -> None:
        if not EARLIEST <= self.date <= LATEST:
            raise Invalid("date_out_of_range", "date", {"first": EARLIEST, "last": LATEST})
        _check_postings(self.postings)
        _check_texts(self)

    @property
    def account_ids(self) -> frozenset[UUID]:
        """The accounts it stands on."""
        return frozenset(posting.account_id for posting in self.postings)


def _check_postings(postings: tuple[Posting, ...]) -> None:
    if len(postings) < _TWO:
        raise Invalid("postings_few", "postings")
    if len(postings) > MOST_POSTINGS:
        raise Invalid("postings_many", "postings", {"limit": MOST_POSTINGS})
    left: dict[str, int] = {}
    for posting in postings:
        amount = posting.amount
        if not -LARGEST <= amount.minor <= LARGEST:
            raise Invalid("amount_too_large", "amount")
        left[amount.currency] = left.get(amount.currency, 0) + amount.minor
    if any(left.values()):
        bag = Bag(posting.amount for posting in postings)
        raise Invalid("unbalanced", "postings", {"left": repr(bag)})


def _check_texts(transaction: Transaction) -> None:
    _check_text(transaction.payee, "payee")
    _check_text(transaction.description, "description")
    for posting in transaction.postings:
        _check_text(posting.memo, "memo")
    if len(transaction.tags) > LIMITS["tags"]:
        raise Invalid("tags_many", "tags", {"limit": LIMITS["tags"]})
    if not all(transaction.tags):
        raise Invalid("tag_empty", "tags")
    if any(clean(tag, "tag") != tag for tag in transaction.tags):
        raise Invalid("text_unclean", "tags")


def _check_text(text: str, field: str) -> None:
    if text and clean(text, field) != text:
        raise Invalid("text_unclean", field)


@dataclass(frozen=True, slots=True)
class Described:
    """A transaction in the words people use.

    ``amount`` is positive for the type it has: what an expense cost (a refund is negative), what
    came in, what was moved. ``account`` is the paying or receiving own account (of a transfer, the
    one the money left), ``to_account`` the other end of a transfer, with ``to_amount`` where it is
    in another currency. ``category`` is None for splits, transfers and others.
    """

    kind: TransactionKind
    amount: Money
    account: Account | None
    to_account: Account | None = None
    to_amount: Money | None = None
    category: Account | None = None


Side = AccountKind | AccountRole
"""What kind of account a posting is on; Conversion is told from other equity."""


def side_of(account: Account) -> Side:
    """The side that postings on ``account`` are on."""
    return AccountRole.CONVERSION if account.role is AccountRole.CONVERSION else account.kind


def kind_of(transaction: Transaction, chart: Chart) -> TransactionKind:
    """What the transaction is, by the kinds of its accounts."""
    return kind_by(tuple(side_of(chart[one.account_id]) for one in transaction.postings))


@lru_cache(maxsize=1024)
def kind_by(sides: tuple[Side, ...]) -> TransactionKind:
    """What a transaction with postings on ``sides`` is."""
    own = sum(side in OWN for side in sides)
    rest = {side for side in sides if side not in OWN}
    if own == 1 and rest == {AccountKind.EXPENSE}:
        return TransactionKind.EXPENSE
    if own == 1 and rest == {AccountKind.INCOME}:
        return TransactionKind.INCOME
    if own == _TWO and rest <= {AccountRole.CONVERSION}:
        return TransactionKind.TRANSFER
    return TransactionKind.OTHER


def describe(transaction: Transaction, chart: Chart) -> Described:
    """The transaction in the words people use; see ``Described``."""
    kind = kind_of(transaction, chart)
    own = [p for p in transaction.postings if chart[p.account_id].kind.own]
    if kind is TransactionKind.TRANSFER:
        return _describe_transfer(own, chart)
    if kind is TransactionKind.OTHER:
        first = own[0] if own else transaction.postings[0]
        return Described(kind, first.amount, chart[first.account_id])
    rest = [p for p in transaction.postings if not chart[p.account_id].kind.own]
    category = chart[rest[0].account_id] if len(rest) == 1 else None
    paid = own[0].amount
    amount = -paid if kind is TransactionKind.EXPENSE else paid
    return Described(kind, amount, chart[own[0].account_id], category=category)


def _describe_transfer(own: list[Posting], chart: Chart) -> Described:
    first, second = own
    out, into = (first, second) if first.amount.minor <= 0 else (second, first)
    other = into.amount if into.amount.currency != out.amount.currency else None
    return Described(
        TransactionKind.TRANSFER,
        -out.amount,
        chart[out.account_id],
        chart[into.account_id],
        other,
    )


def balances(transactions: Iterable[Transaction]) -> Mapping[UUID, Bag]:
    """The sum of the postings of every account that has any: the oracle of the kept balances."""
    amounts: dict[UUID, list[Money]] = {}
    for transaction in transactions:
        for posting in transaction.postings:
            amounts.setdefault(posting.account_id, []).append(posting.amount)
    return {account_id: Bag(inside) for account_id, inside in amounts.items()}
