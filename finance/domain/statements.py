"""Bank files as they were read: statements, their lines, and what could not be read.

Everything here is kept as the bank wrote it; nothing is matched, categorised or stored yet.
Signs follow the account: money out of it is negative, into it positive; the debt of a card is a
negative balance. Days are the local days the file names, whatever time zone stands beside them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from finance.domain.accounts import AccountKind
from finance.domain.errors import Unreadable
from finance.domain.interchange import LedgerRow
from finance.domain.mapping import CsvMapping
from finance.domain.money import Money


class Fault(StrEnum):
    """Why a file, or one row of it, cannot be read; the code of the error or problem."""

    EMPTY = "file_empty"
    UNKNOWN_FORMAT = "file_format_unknown"
    NOT_TEXT = "file_not_text"
    TOO_LONG = "file_too_long"
    TOO_WIDE = "file_too_wide"
    FIELD_TOO_LONG = "file_field_too_long"
    TRUNCATED = "file_truncated"
    TIME = "file_time"
    MEMORY = "file_memory"
    MARKUP = "file_markup"
    ENTITIES = "file_declares_entities"
    BANK_ERROR = "file_bank_error"
    NO_COLUMNS = "file_columns_unclear"
    NO_LINES = "file_no_readable_line"
    DATE = "line_date"
    DATE_MISSING = "line_date_missing"
    AMOUNT = "line_amount"
    AMOUNT_MISSING = "line_amount_missing"
    AMOUNT_TOO_LARGE = "line_amount_too_large"
    DIRECTION = "line_direction"
    CURRENCY = "line_currency"


class Notice(StrEnum):
    """What a person should see before they take a file over; the code of a warning."""

    AMOUNT_ASSUMED = "amount_assumed"
    AMOUNT_ROUNDED = "amount_rounded"
    MORE = "more_warnings"
    AMOUNT_CONVERTED = "amount_converted"
    CURRENCY_ASSUMED = "currency_assumed"
    FOREIGN_CURRENCY = "foreign_currency"
    DATES_AMBIGUOUS = "dates_ambiguous"
    BALANCE_UNREADABLE = "balance_unreadable"
    BALANCE_BROKEN = "balance_broken"
    SIGN_ASSUMED = "sign_assumed"
    SIGN_OF_KIND = "sign_of_kind"
    PENDING_LEFT_OUT = "pending_left_out"
    ROWS_LEFT_OUT = "rows_left_out"
    REPEATED_LEFT_OUT = "repeated_left_out"
    FEES_LEFT_OUT = "fees_left_out"
    NO_STATEMENT = "no_statement"
    DATE_OF_USER = "date_of_user"
    BANK_WARNING = "bank_warning"
    TEXT_CUT = "text_cut"
    SECURITIES = "securities_without_amount"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of the account.

    ``line`` is the 1-based line of the file where it starts. ``amount`` is signed: money out of
    the account is negative. ``reference`` is the bank's own id for it, "" where it gives none;
    banks do reuse references.
    """

    line: int
    date: date
    amount: Money
    payee: str
    description: str
    reference: str


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A row that cannot be read: 1-based ``line``, a ``Fault`` as ``code``, the ``text`` of it."""

    line: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class FileWarning:
    """Something a person should see: a ``Notice`` as ``code``; ``line`` 0 means the whole file."""

    code: str
    line: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The movements of one account in one currency, in the order of the file.

    ``account_number`` and ``bank`` are as the file names them, "" where it does not. ``kind`` is
    a guess (asset or liability). ``opening`` is the balance before the earliest line, ``closing``
    the balance at the end of ``closing_on`` as the bank says it; None where the file is silent.
    Lines of a large file are made anew each time they are gone through.
    """

    account_number: str
    bank: str
    kind: AccountKind
    currency: str
    lines: Sequence[StatementLine]
    problems: Sequence[LineProblem] = ()
    opening: Money | None = None
    closing: Money | None = None
    closing_on: date | None = None

    @property
    def total(self) -> Money:
        """The sum of the lines."""
        return Money(sum(line.amount.minor for line in self.lines), self.currency)

    @property
    def first_on(self) -> date | None:
        """The earliest day of a line, None without lines."""
        return min((line.date for line in self.lines), default=None)

    @property
    def last_on(self) -> date | None:
        """The latest day of a line, None without lines."""
        return max((line.date for line in self.lines), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """Everything one file says; ``mapping`` is how a CSV was understood, None elsewhere.

    ``ledger`` holds the rows of our own export (format ``ledger``), which has no statements.
    """

    format: str
    statements: tuple[Statement, ...]
    warnings: tuple[FileWarning, ...] = ()
    mapping: CsvMapping | None = None
    ledger: Sequence[LedgerRow] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known before reading.

    ``currency`` is assumed where the file names none; ``day_first`` decides 03/04 where the file
    leaves it open; ``liability`` says the account is a card or loan, None if unknown. ``mapping``
    is the person's own answer for this file and beats detection; ``remembered`` holds earlier
    answers by ``CsvMapping.signature`` and beats it too.
    """

    currency: str = "EUR"
    day_first: bool = True
    liability: bool | None = None
    mapping: CsvMapping | None = None
    remembered: Mapping[str, CsvMapping] = field(default_factory=dict)


def unreadable(
    fault: Fault, file: str, line: int = 0, text: str = "", cause: str = ""
) -> Unreadable:
    """The error for ``file``: ``line`` 0 means the whole file; ``text`` is what stood there.

    ``cause`` is the code of what is wrong with that line, where ``fault`` is of the whole file.
    """
    facts = {"file": file, "line": line, "reason": str(fault), "text": text[:120]}
    if cause:
        facts["cause"] = cause
    return Unreadable(str(fault), "file", facts)
