"""What clients are answered about the ledger, in the words of the API."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal, Self, cast
from uuid import UUID

from finance.domain.accounts import Account, Chart
from finance.domain.changes import Change
from finance.domain.ledger import Posting
from finance.domain.money import Bag, Money
from finance.usecases.readings import AccountReading, Row
from finance.usecases.readings import row as row_of
from finance.web.api.kinds import Decimals, Instant, Shape
from finance.web.api.paging import Page
from finance.web.keeping import Same

TransactionType = Literal["expense", "income", "transfer", "other"]
AccountType = Literal["asset", "liability", "income", "expense", "equity"]


class Named(Shape):
    """A thing by id and name."""

    id: UUID
    name: str

    @classmethod
    def of(cls, account: Account | None) -> Self | None:
        """The account by id and name, if there is one."""
        return None if account is None else cls(id=account.id, name=account.name)


class PostingShape(Shape):
    """``amount`` into (positive) or out of (negative) one account."""

    account_id: UUID
    amount: Decimals
    currency: str
    memo: str

    @classmethod
    def of(cls, posting: Posting) -> Self:
        """The posting as it is answered."""
        return cls(
            account_id=posting.account_id,
            amount=str(posting.amount),
            currency=posting.amount.currency,
            memo=posting.memo,
        )


class Transaction(Shape):
    """A transaction in people's words, with its postings.

    ``amount`` is positive for the type it has (a refund is a negative expense). A transfer has
    ``account`` (from) and ``to_account``, between currencies ``to_amount`` too. A split has no
    ``category``; its parts are in ``postings``.
    """

    id: UUID
    date: date
    type: TransactionType
    amount: Decimals
    currency: str
    account: Named | None
    to_account: Named | None
    to_amount: Decimals | None
    category: Named | None
    payee: str
    description: str
    tags: list[str]
    postings: list[PostingShape]
    version: int
    created_at: Instant
    updated_at: Instant
    trashed_at: Instant | None

    @classmethod
    def of(cls, row: Row) -> Self:
        """The row as it is answered; made once of one entry on the same accounts."""
        accounts = [row.chart[posting.account_id] for posting in row.transaction.postings]
        return cast("Self", _made(cls, Same((row.entry, *accounts))))

    @cached_property
    def _text(self) -> str:
        return self.model_dump_json()

    def in_json(self) -> str:
        """The transaction as JSON text, written once of one value."""
        return self._text


@lru_cache(maxsize=4096)
def _made(shape: type[Transaction], told: Same[Any]) -> Transaction:
    entry, *accounts = told.held
    return shape(**_told(row_of(entry, Chart(accounts))))


def page_of(rows: Sequence[Row], cursor: str | None) -> Page[Transaction]:
    """Rows on one chart as a page; made once of the same entries on the same accounts."""
    if not rows:
        return Page[Transaction](items=[], next_cursor=cursor)
    return _page(Same((rows[0].chart, *(row.entry for row in rows))), cursor)


@lru_cache(maxsize=128)
def _page(told: Same[Any], cursor: str | None) -> Page[Transaction]:
    chart, *entries = told.held
    items = [Transaction.of(row_of(entry, chart)) for entry in entries]
    return Page[Transaction](items=items, next_cursor=cursor)


class Income(Transaction):
    """An income: ``source`` is its payee, under the name people expect."""

    source: str

    @classmethod
    def of(cls, row: Row) -> Self:
        """The row as it is answered."""
        return cls(**_told(row), source=row.transaction.payee)


def _told(row: Row) -> dict[str, Any]:
    value, described = row.transaction, row.described
    return {
        "id": value.id,
        "date": value.date,
        "type": described.kind.value,
        "amount": str(described.amount),
        "currency": described.amount.currency,
        "account": Named.of(described.account),
        "to_account": Named.of(described.to_account),
        "to_amount": str(described.to_amount) if described.to_amount is not None else None,
        "category": Named.of(described.category),
        "payee": value.payee,
        "description": value.description,
        "tags": list(value.tags),
        "postings": [PostingShape.of(posting) for posting in value.postings],
        "version": value.version,
        "created_at": row.entry.created_at,
        "updated_at": row.entry.updated_at,
        "trashed_at": row.entry.trashed_at,
    }


class CurrencyBalance(Shape):
    """What there is in one currency."""

    currency: str
    balance: Decimals


def by_currency(bag: Bag) -> list[CurrencyBalance]:
    """What is in the bag, by currency."""
    return [CurrencyBalance(currency=code, balance=str(money)) for code, money in bag.items()]


def of_currency(bag: Bag, currency: str) -> str:
    """What is in the bag in one currency, nothing being zero."""
    return str(bag.get(currency) or Money.zero(currency))


class AccountShape(Shape):
    """An account with its balance: a debt is negative, income accounts hold negative sums.

    ``currency`` is null for accounts that hold any; ``balance`` is then in the book's.
    """

    id: UUID
    name: str
    kind: AccountType
    currency: str | None
    balance: Decimals
    by_currency: list[CurrencyBalance]
    parent_id: UUID | None
    number: str
    position: int
    transactions: int
    default: bool
    closed: bool
    version: int

    @classmethod
    def of(cls, reading: AccountReading, book_currency: str, default_id: UUID | None) -> Self:
        """The account as it is answered."""
        account = reading.account
        return cls(
            id=account.id,
            name=account.name,
            kind=account.kind.value,
            currency=account.currency,
            balance=of_currency(reading.balance, account.currency or book_currency),
            by_currency=by_currency(reading.balance),
            parent_id=account.parent_id,
            number=account.number,
            position=account.position,
            transactions=reading.count,
            default=account.id == default_id,
            closed=account.closed,
            version=account.version,
        )


class Category(Shape):
    """An income or expense account, as people call it."""

    id: UUID
    name: str
    type: Literal["expense", "income"]
    parent_id: UUID | None
    position: int
    transactions: int
    closed: bool
    version: int

    @classmethod
    def of(cls, reading: AccountReading) -> Self:
        """The category as it is answered."""
        account = reading.account
        return cls(
            id=account.id,
            name=account.name,
            type="income" if account.kind.value == "income" else "expense",
            parent_id=account.parent_id,
            position=account.position,
            transactions=reading.count,
            closed=account.closed,
            version=account.version,
        )


class ChangeShape(Shape):
    """One recorded change: what was, what is; ``reverses`` names the change it takes back."""

    id: UUID
    subject: str
    subject_id: UUID
    action: str
    at: Instant
    user_id: UUID | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reverses: UUID | None
    reversed_by: UUID | None

    @classmethod
    def of(cls, change: Change) -> Self:
        """The change as it is answered."""
        return cls(
            id=change.id,
            subject=change.subject.value,
            subject_id=change.subject_id,
            action=change.action.value,
            at=change.at,
            user_id=change.user_id,
            before=_snapshot(change.before),
            after=_snapshot(change.after),
            reverses=change.reverses,
            reversed_by=change.reversed_by,
        )


def _snapshot(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A snapshot with its amounts as decimals."""
    if kept is None:
        return None
    told = dict(kept)
    if "postings" in told:
        told["postings"] = [_posting(one) for one in told["postings"]]
    if "budgets" in told:
        told["budgets"] = [_budget(one) for one in told["budgets"]]
    return told


def _budget(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {**kept, "limits": [_limit(one) for one in kept["limits"]]}


def _limit(kept: Mapping[str, Any]) -> dict[str, Any]:
    ended = {"month": kept["month"], "amount": None, "currency": None}
    return ended if kept["minor"] is None else {**ended, **_posting(kept)}


def _posting(kept: Mapping[str, Any]) -> dict[str, Any]:
    amount = Money(kept["minor"], kept["currency"])
    rest = {name: value for name, value in kept.items() if name != "minor"}
    return {**rest, "amount": str(amount)}
