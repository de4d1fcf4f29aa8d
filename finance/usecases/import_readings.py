"""What pages and the API are shown of an import: heads, counts, proofs and lines, all frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from finance.domain.accounts import AccountKind
from finance.domain.mapping import CsvMapping
from finance.domain.matching import Decision, LineStatus
from finance.domain.money import Money
from finance.domain.statements import FileWarning


class ImportStatus(StrEnum):
    """Where an import stands: read and waiting, taken over, or taken back."""

    PREVIEW = "preview"
    COMMITTED = "committed"
    REVERTED = "reverted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementHead:
    """One statement of an import and the account it is for.

    ``makes`` says that committing makes this account; ``account_name`` is what it would be called.
    ``opening`` and ``closing`` (on the evening of ``closing_on``) are as the bank says; None where
    it is silent.
    """

    position: int
    account_id: UUID
    makes: bool
    account_name: str
    account_number: str
    account_kind: AccountKind
    bank: str
    currency: str
    opening: Money | None = None
    closing: Money | None = None
    closing_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportHead:
    """An import without its lines.

    ``source`` tells files whose lines can be compared exactly: the format and, of a CSV, its
    layout and mapping.
    """

    id: UUID
    status: ImportStatus
    format: str
    source: str
    file_name: str
    file_hash: str
    mapping: CsvMapping | None
    warnings: tuple[FileWarning, ...]
    created_at: datetime
    committed_at: datetime | None
    reverted_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many lines of a statement there are, and what is to become of them.

    ``total`` is the sum of all lines that could be read, ``coming`` of those that will make a
    transaction: the ones to be imported, and ``expected`` ones, which post ``occurrences``.
    ``posted`` is how many occurrences it posted, once committed.
    """

    by_status: Mapping[LineStatus, int] = field(default_factory=dict)
    by_decision: Mapping[Decision, int] = field(default_factory=dict)
    total: int = 0
    coming: int = 0
    first_on: date | None = None
    last_on: date | None = None
    expected: int = 0
    posted: int = 0
    occurrences: frozenset[UUID] = frozenset()

    @property
    def lines(self) -> int:
        """All lines, those that could not be read too."""
        return sum(self.by_status.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReading:
    """A statement with its counts and its proof.

    ``expected`` is what the ledger will hold (once committed: holds) at the end of
    ``closing_on``, ``difference`` that minus the bank's closing balance: zero is the proof. Both
    are None where the bank gives no balance. ``offer`` is the opening balance that would make them
    tie, for an account with nothing in it yet.
    """

    head: StatementHead
    tally: Tally
    expected: Money | None = None
    difference: Money | None = None
    offer: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReading:
    """An export of this program on its way back in, or taken over.

    ``coming`` transactions that are not in the ledger, ``known`` ones that are, ``accounts`` that
    are to be made.
    """

    coming: int
    known: int
    accounts: int

    def count(self, status: LineStatus) -> int:
        """How many transactions have ``status``."""
        return {LineStatus.NEW: self.coming, LineStatus.KNOWN: self.known}.get(status, 0)

    def decided(self, decision: Decision) -> int:
        """How many transactions ``decision`` holds for: what is here already is left alone."""
        return {Decision.IMPORT: self.coming, Decision.SKIP: self.known}.get(decision, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReading:
    """An import as it is shown; ``same_file`` are committed imports of the very same bytes.

    ``ledger`` is set for our own export instead of ``statements``: its lines are transactions.
    """

    head: ImportHead
    statements: tuple[StatementReading, ...]
    same_file: tuple[UUID, ...] = ()
    ledger: LedgerReading | None = None

    def count(self, status: LineStatus) -> int:
        """How many lines have ``status``."""
        if self.ledger is not None:
            return self.ledger.count(status)
        return sum(one.tally.by_status.get(status, 0) for one in self.statements)

    def decided(self, decision: Decision) -> int:
        """For how many lines ``decision`` holds."""
        if self.ledger is not None:
            return self.ledger.decided(decision)
        return sum(one.tally.by_decision.get(decision, 0) for one in self.statements)

    @property
    def expected(self) -> int:
        """How many lines are to become what was expected."""
        return sum(one.tally.expected for one in self.statements)

    @property
    def making(self) -> int:
        """How many transactions committing makes: both ends of a transfer make one."""
        posted = frozenset[UUID]().union(*(one.tally.occurrences for one in self.statements))
        return self.decided(Decision.IMPORT) + len(posted)

    @property
    def lines(self) -> int:
        """All lines."""
        return sum(self.count(status) for status in LineStatus)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The transaction a line is, or may be, the same as."""

    id: UUID
    date: date
    amount: Money
    payee: str
    description: str
    trashed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """The coming time of a schedule that a line is to become."""

    occurrence_id: UUID
    schedule_id: UUID
    due_on: date
    payee: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReading:
    """One bank line; ``amount`` and ``date`` are None if it could not be read.

    It has a ``twin`` in the ledger, or is ``awaited``, or neither.
    """

    id: UUID
    statement: int
    position: int
    line: int
    date: date | None
    amount: Money | None
    currency: str
    payee: str
    description: str
    reference: str
    status: LineStatus
    reason: str
    decision: Decision
    twin: Twin | None = None
    awaited: Awaited | None = None

    @property
    def other_id(self) -> UUID | None:
        """What it may be merged with: the time that awaits it, or its twin."""
        if self.awaited is not None:
            return self.awaited.occurrence_id
        return None if self.twin is None else self.twin.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """An import in the list of all: its head and a few counts."""

    head: ImportHead
    lines: int
    imported: int
    account_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a commit did: new transactions, lines joined to their twins, lines left out.

    ``posted`` are the transactions of what was expected; their lines count as merged.
    """

    imported: int
    merged: int
    skipped: int
    posted: int
    reading: ImportReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A remembered way to read CSV files of one layout."""

    id: UUID
    name: str
    signature: str
    mapping: CsvMapping
    used_at: datetime
