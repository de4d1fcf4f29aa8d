"""What importing needs of the book's storage; a part of ``Work``, see ``ports``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from finance.domain.changes import Action
from finance.domain.matching import Decision, LineStatus, Loose
from finance.domain.money import Money
from finance.domain.statements import BankFile, Hints
from finance.usecases.import_readings import (
    ImportHead,
    ImportReading,
    ImportRow,
    LineReading,
    Profile,
    StatementHead,
)

if TYPE_CHECKING:
    from finance.usecases.ports import Mark

Reader = Callable[[str, bytes, Hints], BankFile]
"""Reads a file of any known format; Unreadable with ``file``, ``line`` and ``reason``."""

StagedLine = tuple[str, int, int, int, date | None, int | None, str, str, str, int, int, str, str]
"""id (hexadecimal digits), statement, position, line, date, minor units, payee, description,
reference, fingerprint, occurrence, status (``new`` or ``invalid``), reason. A tuple, because there
may be a million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """A file that was read, about to be kept as an import in preview.

    ``expected`` is what schedules would move on own accounts; its ids are those of occurrences.
    """

    head: ImportHead
    content: bytes
    statements: tuple[StatementHead, ...]
    lines: Iterable[StagedLine]
    expected: tuple[Loose, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Where statements went before: by bank number, and of files without one by source."""

    by_number: Mapping[tuple[str, str], UUID]
    by_source: Mapping[tuple[str, str], UUID]


class Imports(Protocol):
    """The imports of the book."""

    def add(self, staging: Staging, user_id: UUID) -> bool:
        """Keep the import and its lines, each matched with the ledger; False if the id is there."""

    def restage(self, staging: Staging) -> None:
        """Put what was read anew in the place of an import in preview."""

    def head(self, import_id: UUID, *, lock: bool = False) -> ImportHead:
        """The import; NotFound. ``lock`` keeps others from committing or reverting it."""

    def statements(self, import_id: UUID) -> tuple[StatementHead, ...]:
        """Its statements in the order of the file."""

    def content(self, import_id: UUID) -> bytes:
        """The file as it came."""

    def reading(self, import_id: UUID) -> ImportReading:
        """The import with its counts and proofs; NotFound."""

    def lines(
        self, import_id: UUID, status: LineStatus | None, after: int, limit: int
    ) -> tuple[LineReading, ...]:
        """Lines of one status (None: all) from beyond position ``after`` on, in file order."""

    def line(self, import_id: UUID, line_id: UUID) -> LineReading:
        """One line of it; NotFound."""

    def lines_of(self, import_id: UUID, line_ids: Sequence[UUID]) -> tuple[LineReading, ...]:
        """Those of the lines that are lines of it, in file order."""

    def all(self, before: UUID | None, limit: int) -> tuple[ImportRow, ...]:
        """The imports, newest first, from before ``before`` on."""

    def decide(self, import_id: UUID, line_ids: Sequence[UUID], decision: Decision) -> None:
        """Set what becomes of the lines."""

    def decide_all(self, import_id: UUID, status: LineStatus, decision: Decision) -> int:
        """Set what becomes of all lines of one status; how many there are."""

    def place(self, import_id: UUID, statements: Sequence[StatementHead]) -> None:
        """Write anew which accounts the statements are for."""

    def rematch(self, import_id: UUID, expected: Sequence[Loose]) -> int:
        """Match a preview with the ledger and what is expected anew; how many lines changed.

        Lines that are what they were keep their decision, the others get the usual one.
        """

    def alone(self) -> None:
        """Wait until no other import of the book is being committed, and keep others waiting."""

    def earlier(self) -> Earlier:
        """Where statements of committed imports went, the latest word on each."""

    def empty(self, account_ids: Sequence[UUID]) -> frozenset[UUID]:
        """Those of the accounts that nothing was ever recorded on and left there."""

    def coming(self, import_id: UUID) -> Mapping[UUID, Sequence[tuple[date, int]]]:
        """By account, the sums per day of the lines to be imported, in minor units, by day."""

    def expected(self, import_id: UUID) -> Mapping[UUID, Sequence[Loose]]:
        """By pending occurrence, the lines that are to become it, the earliest first."""

    def join(self, import_id: UUID, line_ids: Sequence[UUID], transaction_id: UUID) -> None:
        """Let the lines be merged with a transaction that was expected."""

    def bring(self, import_id: UUID, mark: "Mark") -> tuple[int, int, int]:
        """Make the transactions of all lines to be imported and keep the merged lines.

        Sums, payees and months follow. How many were imported, merged, skipped. Conflict
        ``line_imported_already`` if a line stands for another transaction already.
        """

    def edited(self, import_id: UUID) -> int:
        """How many transactions that it made were changed since, and are still there."""

    def take_back(self, import_id: UUID, mark: "Mark") -> int:
        """Trash every transaction it made and let go of its lines; how many were trashed."""

    def turn(
        self, head: ImportHead, action: Action, facts: Mapping[str, object], mark: "Mark"
    ) -> None:
        """Record the import as committed or reverted, with the change that says so."""

    def discard(self, import_id: UUID) -> None:
        """Forget an import that is in preview, with its lines and its file."""

    def profiles(self) -> tuple[Profile, ...]:
        """The remembered mappings, the last used first."""

    def remember(self, profile: Profile) -> None:
        """Keep the mapping for files of its signature, in place of an earlier one."""

    def forget(self, profile_id: UUID) -> None:
        """Forget a mapping; NotFound."""


def minor(amount: Money | None) -> int | None:
    """The minor units of ``amount``, if there is one."""
    return None if amount is None else amount.minor
