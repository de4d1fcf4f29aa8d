"""What the use cases need from outside, in domain words; each docstring is the contract.

One ``Work`` is one unit of work: one database transaction in one book. Leaving it without
``commit`` leaves no trace. Nothing of another book is ever seen through it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from finance.domain.accounts import Account, Chart
from finance.domain.budgets import Budget
from finance.domain.changes import Change, Merge, Subject
from finance.domain.filters import Filter
from finance.domain.ledger import Transaction
from finance.domain.money import Bag
from finance.domain.people import Book
from finance.domain.periods import Span
from finance.domain.totals import MonthTotal
from finance.usecases.import_ports import Imports
from finance.usecases.mail_ports import Outbox
from finance.usecases.notice_ports import Alerts, Notices
from finance.usecases.readings import (
    AccountReadings,
    Ahead,
    BudgetSum,
    Entry,
    Overview,
    PayeeReading,
    Position,
    Summary,
)
from finance.usecases.report_ports import Reports
from finance.usecases.schedule_ports import Schedules

Clock = Callable[[], datetime]
"""The present instant, aware, UTC."""

Ids = Callable[[], UUID]
"""A new UUIDv7 each time, later ones sorting later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Who changes something, when, under which change id, and which change it takes back."""

    id: UUID
    user_id: UUID | None
    at: datetime
    reverses: UUID | None = None


class Books(Protocol):
    """The book of this work."""

    def get(self) -> Book:
        """The book itself."""

    def replace(self, before: Book, after: Book, mark: Mark) -> Book:
        """Write the settings of ``after`` and the change; the book with its new version.

        A changed month start rebuilds the month totals. ChangedMeanwhile if ``before`` is not the
        current version.
        """


class Accounts(Protocol):
    """The accounts of the book."""

    def chart(self, *, lock: bool = False, hold: bool = False) -> Chart:
        """All accounts, closed ones too.

        ``lock`` keeps others from arranging them anew. ``hold``, for whoever is about to write
        money, keeps those that are open from being closed until the end of the work.
        """

    def quiet(self) -> None:
        """Wait for all who write money, and keep others from it until the end of the work.

        For closing accounts: what they hold is read after it. It comes after ``chart(lock=True)``,
        never after ``hold`` or a write of money, where two could wait for each other.
        """

    def add(self, accounts: Sequence[Account], marks: Sequence[Mark]) -> None:
        """Write new accounts and their changes, one mark each.

        Conflict ``name_taken`` or ``id_taken``.
        """

    def replace(self, before: Account, after: Account, mark: Mark) -> Account:
        """Write name, parent, position, number and closing; the account with its new version.

        ChangedMeanwhile if ``before`` is not the current version; Conflict ``name_taken``.
        """

    def merge(self, before: Account, merge: Merge, mark: Mark) -> None:
        """Close ``before`` and put its children beneath the target; one change for it all.

        ChangedMeanwhile if ``before`` is not the current version.
        """

    def part(self, merged: Account, before: Account, merge: Merge, mark: Mark) -> None:
        """Open a merged category as ``before``, with those children that are still at the target.

        ChangedMeanwhile as above; Conflict ``name_taken``.
        """

    def arrange(self, positions: Mapping[UUID, int]) -> None:
        """Set the order among siblings; not a change worth undoing, so none is recorded."""


class Transactions(Protocol):
    """The transactions of the book, their postings and the sums kept of them."""

    def get(self, transaction_id: UUID, *, lock: bool = False) -> Entry:
        """The entry, trashed or not; NotFound. ``lock`` keeps others from changing it."""

    def present(self, ids: Sequence[UUID]) -> Mapping[UUID, bool]:
        """Those of ``ids`` that are here, and whether each is in the trash."""

    def shut_out(self, ids: Sequence[UUID]) -> frozenset[UUID]:
        """The accounts that those of ``ids`` in the trash stand on and that were closed since."""

    def add(self, value: Transaction, mark: Mark) -> bool:
        """Write a new transaction with its sums and change; False if the id is there already."""

    def add_many(self, values: Sequence[Transaction], at: datetime) -> None:
        """Write many new transactions with their sums in one go; their ids must be new.

        Payees are remembered; the caller records what change there is.
        """

    def replace(self, before: Transaction, after: Transaction, mark: Mark) -> None:
        """Write ``after`` in place of ``before``, sums and change with it.

        ChangedMeanwhile if ``before`` is not the current version or has been trashed.
        """

    def trash(self, before: Transaction, mark: Mark) -> None:
        """Take its postings out of the ledger and keep them aside; ChangedMeanwhile as above."""

    def move_postings(self, origin: UUID, target: UUID, mark: Mark) -> None:
        """Move every posting on one account to another, of trashed transactions too.

        Sums, remembered payees and schedules move along; what moved is remembered under the mark's
        id. The caller has closed ``origin`` and records the change.
        """

    def move_back(self, change_id: UUID, ends: tuple[UUID, UUID], mark: Mark) -> None:
        """Move back to the first account what the change moved from it to the second.

        Conflict ``changed_since`` if any of it is not as the change left it.
        """

    def restore(self, trashed: Transaction, mark: Mark) -> None:
        """Put a trashed transaction back as it was; ChangedMeanwhile if it is not in the trash."""


class Changes(Protocol):
    """The append-only log of the book."""

    def get(self, change_id: UUID) -> Change:
        """One change; NotFound."""

    def of(self, subject_id: UUID) -> tuple[Change, ...]:
        """The changes of one thing, newest first (at most 200)."""

    def together(self, change: Change) -> tuple[Change, ...]:
        """The changes of the same act, oldest first: by the same person at the same instant."""

    def first(self, subject: Subject, subject_id: UUID) -> Change | None:
        """The change that made the thing, if one was recorded for it alone."""

    def of_budgets(self, limit: int) -> tuple[Change, ...]:
        """The changes of limits, newest first."""

    def latest(self, before: UUID | None, limit: int) -> tuple[Change, ...]:
        """The book's changes, newest first, from before the change ``before`` on."""


class Budgets(Protocol):
    """The lines of limits of the book; none is ever deleted, an ended one has no limit left."""

    def all(self, *, lock: bool = False) -> tuple[Budget, ...]:
        """Every line. ``lock`` keeps others from writing any until the end of the work."""

    def seen(
        self, months: Span
    ) -> tuple[AccountReadings, tuple[MonthTotal, ...], tuple[Budget, ...]]:
        """The accounts, the kept totals of the periods that start within ``months``, all lines."""

    def write(
        self, before: Sequence[Budget], after: Sequence[Budget], subject_id: UUID, mark: Mark
    ) -> None:
        """Write lines anew, pair by pair, as one change of ``subject_id``.

        A line in ``before`` without limits that is not there yet is made. ChangedMeanwhile if
        another is not the current version.
        """

    def sums(self, periods: Sequence[date]) -> tuple[BudgetSum, ...]:
        """Every limit that holds in the periods that start on ``periods``, and what was spent.

        By one statement that reads kept sums alone; the same as the domain's ``status``.
        """


class Readings(Protocol):
    """Lists and totals for pages; no locks, nothing changes."""

    def accounts(self) -> AccountReadings:
        """Every account with its kept balance."""

    def month_totals(self, months: Span) -> tuple[MonthTotal, ...]:
        """The kept totals of the periods that start within ``months``."""

    def entries(
        self, chosen: Filter, *, start: Position | None, limit: int, newest_first: bool = True
    ) -> tuple[Entry, ...]:
        """The entries that match, from just beyond ``start`` on, in date and id order."""

    def listed(
        self, chosen: Filter, *, start: Position | None, limit: int, newest_first: bool = True
    ) -> tuple[AccountReadings, tuple[Entry, ...]]:
        """``accounts`` and ``entries``, asked for at once."""

    def overview(self, months: Span, limit: int, ahead: Ahead) -> Overview:
        """``accounts``, ``month_totals``, ``limit`` entries and all else there is, at once."""

    def stream(self, chosen: Filter) -> Iterable[Entry]:
        """All entries that match, oldest first, in constant memory, all of one moment."""

    def summary(self, chosen: Filter) -> Summary:
        """How many entries match, and what they brought into and took out of own accounts.

        With accounts in the filter only those accounts count.
        """

    def balance_after(self, account_id: UUID, at: Position) -> Bag:
        """The balance of one account after all its entries up to and including ``at``."""

    def offered(self, limit: int) -> tuple[AccountReadings, tuple[PayeeReading, ...]]:
        """``accounts``, and the ``limit`` payees that are used most, asked for at once."""

    def payees(self, beginning: str, limit: int) -> tuple[PayeeReading, ...]:
        """Payees whose name holds ``beginning``, the most used first."""


class Work(Protocol):
    """One unit of work in one book; see the module."""

    @property
    def books(self) -> Books:
        """The book."""

    @property
    def accounts(self) -> Accounts:
        """Its accounts."""

    @property
    def transactions(self) -> Transactions:
        """Its transactions."""

    @property
    def changes(self) -> Changes:
        """Its change log."""

    @property
    def alerts(self) -> Alerts:
        """What its members want to be told of."""

    @property
    def notices(self) -> Notices:
        """What was told."""

    @property
    def outbox(self) -> Outbox:
        """Its letters on their way out."""

    @property
    def readings(self) -> Readings:
        """Its lists and totals."""

    @property
    def reports(self) -> Reports:
        """What its reports are made of."""

    @property
    def budgets(self) -> Budgets:
        """Its limits on spending."""

    @property
    def imports(self) -> Imports:
        """Its bank files on their way in."""

    @property
    def schedules(self) -> Schedules:
        """What recurs in it."""

    def hold_still(self) -> None:
        """Let everything read in this work be of one moment; to be said before anything is read."""

    def commit(self) -> None:
        """Make everything done so far last."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...


Works = Callable[[UUID, UUID | None], AbstractContextManager[Work]]
"""Opens a unit of work in a book, on behalf of a user (None: the system itself)."""
