"""What pages and the API are shown: frozen rows and totals, made for one answer each."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from finance.domain.accounts import Account, Chart
from finance.domain.ledger import Described, Transaction, describe
from finance.domain.money import Bag, Money
from finance.domain.periods import Month
from finance.domain.totals import CategorySum, MonthFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A transaction as it is recorded; a trashed one has ``trashed_at`` and keeps its postings."""

    transaction: Transaction
    created_at: datetime
    updated_at: datetime
    trashed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list: an entry in people's words.

    ``effect`` is what it did to the filtered account (or the own accounts together), and
    ``running`` that account's balance right after it, where one account is in view.
    """

    entry: Entry
    described: Described
    running: Money | None = None

    @property
    def transaction(self) -> Transaction:
        """The transaction itself."""
        return self.entry.transaction


def row(entry: Entry, chart: Chart, running: Money | None = None) -> Row:
    """The row that shows ``entry``."""
    described = describe(entry.transaction, chart)
    return Row(entry=entry, described=described, running=running)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list ordered by date, then id: what a cursor means."""

    date: date
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One page of a list, newest first, and where its neighbours begin (None: there are none)."""

    rows: tuple[Row, ...]
    older: Position | None
    newer: Position | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReading:
    """An account with its balance: own accounts signed as held, a card's debt negative."""

    account: Account
    balance: Bag
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeReading:
    """A payee and what was chosen for it last time."""

    name: str
    account_id: UUID
    category_id: UUID | None
    uses: int
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a whole filtered list comes to; both bags are positive."""

    count: int
    came: Bag
    went: Bag


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A page of the register with what stands around it; no ``summary`` where it would be slow."""

    rows: Rows
    summary: Summary | None
    accounts: tuple[AccountReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the first page shows of one month.

    ``balance`` is what the own accounts come to. ``history`` holds twelve months, the shown one
    last. ``spending`` and ``income`` are the shown month's outermost categories in the book's
    currency, largest first.
    """

    month: Month
    balance: Bag
    figures: MonthFigures
    history: tuple[MonthFigures, ...]
    spending: tuple[CategorySum, ...]
    income: tuple[CategorySum, ...]
    latest: tuple[Row, ...]
    accounts: tuple[AccountReading, ...]
