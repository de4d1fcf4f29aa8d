"""What clients are answered about bank files on their way in."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, Self
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.matching import Decision, LineStatus
from finance.domain.money import Money
from finance.usecases.import_readings import (
    Awaited,
    ImportReading,
    LineReading,
    Profile,
    StatementReading,
    Twin,
)
from finance.web.api.import_bodies import Choice, Status
from finance.web.api.kinds import Decimals, Instant, Shape
from finance.web.api.shapes import Named
from finance.web.import_words import noticed, reasoned


class Counts(Shape):
    """How many lines there are of each status."""

    lines: int
    new: int
    known: int
    probable: int
    invalid: int


class Decided(Shape):
    """For how many lines each decision holds."""

    to_import: int
    to_merge: int
    to_skip: int


class StatementShape(Shape):
    """One account's part of a file; ``account`` is null while it is yet to be made.

    ``expected`` is what the ledger holds on the evening of ``closing_date`` once this is
    committed, ``difference`` that minus the bank's ``closing_balance``: zero proves both right.
    """

    account: Named | None
    account_name: str
    account_number: str
    kind: Literal["asset", "liability"]
    bank: str
    currency: str
    counts: Counts
    decisions: Decided
    sum: Decimals
    first_date: date | None
    last_date: date | None
    opening_balance: Decimals | None
    closing_balance: Decimals | None
    closing_date: date | None
    expected: Decimals | None
    difference: Decimals | None
    opening_offered: Decimals | None

    @classmethod
    def of(cls, reading: StatementReading, chart: Chart) -> Self:
        """The statement as it is answered."""
        head, tally = reading.head, reading.tally
        account = chart.get(head.account_id)
        return cls(
            account=Named.of(account),
            account_name=account.name if account else head.account_name,
            account_number=head.account_number,
            kind="liability" if head.account_kind.value == "liability" else "asset",
            bank=head.bank,
            currency=head.currency,
            counts=_counts(tally.by_status),
            decisions=_decided(tally.by_decision),
            sum=str(Money(tally.total, head.currency)),
            first_date=tally.first_on,
            last_date=tally.last_on,
            opening_balance=_text(head.opening),
            closing_balance=_text(head.closing),
            closing_date=head.closing_on,
            expected=_text(reading.expected),
            difference=_text(reading.difference),
            opening_offered=_text(reading.offer),
        )


class WarningShape(Shape):
    """Something to know before the file is taken over; ``line`` 0 means the whole file."""

    code: str
    line: int
    text: str


class ImportShape(Shape):
    """An import.

    ``account``, ``sum``, ``currency`` and the balances are null where the file holds several
    accounts; ``statements`` has each of them.
    """

    id: UUID
    status: Literal["preview", "committed", "reverted", "failed"]
    format: str
    file_name: str
    account: Named | None
    counts: Counts
    decisions: Decided
    sum: Decimals | None
    currency: str | None
    first_date: date | None
    last_date: date | None
    closing_balance: Decimals | None
    difference: Decimals | None
    statements: list[StatementShape]
    warnings: list[WarningShape]
    mapping: dict[str, Any] | None
    same_file: list[UUID]
    created_at: Instant
    committed_at: Instant | None
    reverted_at: Instant | None

    @classmethod
    def of(cls, reading: ImportReading, chart: Chart) -> Self:
        """The import as it is answered."""
        head = reading.head
        parts = [StatementShape.of(one, chart) for one in reading.statements]
        only = parts[0] if len(parts) == 1 else None
        days = [day for one in parts for day in (one.first_date, one.last_date) if day]
        return cls(
            id=head.id,
            status=head.status.value,
            format=head.format,
            file_name=head.file_name,
            account=only.account if only else None,
            counts=_counts({one: reading.count(one) for one in LineStatus}),
            decisions=_decided({one: reading.decided(one) for one in Decision}),
            sum=only.sum if only else None,
            currency=only.currency if only else None,
            first_date=min(days, default=None),
            last_date=max(days, default=None),
            closing_balance=only.closing_balance if only else None,
            difference=only.difference if only else None,
            statements=parts,
            warnings=[
                WarningShape(code=one.code, line=one.line, text=noticed(one))
                for one in head.warnings
            ],
            mapping=head.mapping.as_dict() if head.mapping else None,
            same_file=list(reading.same_file),
            created_at=head.created_at,
            committed_at=head.committed_at,
            reverted_at=head.reverted_at,
        )


class ImportItem(Shape):
    """An import in the list of all."""

    id: UUID
    status: Literal["preview", "committed", "reverted", "failed"]
    format: str
    file_name: str
    accounts: list[str]
    lines: int
    imported: int
    created_at: Instant
    committed_at: Instant | None
    reverted_at: Instant | None


class TwinShape(Shape):
    """The transaction a line is, or may be, the same as."""

    id: UUID
    date: date
    amount: Decimals
    payee: str
    description: str
    trashed: bool

    @classmethod
    def of(cls, twin: Twin | None) -> Self | None:
        """The twin as it is answered, if there is one."""
        if twin is None:
            return None
        return cls(
            id=twin.id,
            date=twin.date,
            amount=str(twin.amount),
            payee=twin.payee,
            description=twin.description,
            trashed=twin.trashed,
        )


class ExpectedShape(Shape):
    """The coming time of a schedule that a line is to become, due on ``date``."""

    occurrence_id: UUID
    schedule_id: UUID
    date: date
    payee: str
    description: str

    @classmethod
    def of(cls, awaited: Awaited | None) -> Self | None:
        """The time as it is answered, if there is one."""
        if awaited is None:
            return None
        return cls(
            occurrence_id=awaited.occurrence_id,
            schedule_id=awaited.schedule_id,
            date=awaited.due_on,
            payee=awaited.payee,
            description=awaited.description,
        )


class LineShape(Shape):
    """One bank line; ``amount`` is signed: money out is negative.

    A ``probable`` line has a ``twin`` in the ledger, or was ``expected``: decided ``merge`` it
    becomes that time of its schedule, decided ``import`` it is a transaction of its own.

    ``statement`` counts from 0, ``line`` is the line of the file. ``date`` and ``amount`` are null
    for a line that could not be read; ``reason`` then says why.
    """

    id: UUID
    statement: int
    line: int
    date: date | None
    amount: Decimals | None
    currency: str
    payee: str
    description: str
    reference: str
    status: Status
    reason: str
    reason_text: str
    twin: TwinShape | None
    expected: ExpectedShape | None
    decision: Choice

    @classmethod
    def of(cls, line: LineReading) -> Self:
        """The line as it is answered."""
        return cls(
            id=line.id,
            statement=line.statement,
            line=line.line,
            date=line.date,
            amount=_text(line.amount),
            currency=line.currency,
            payee=line.payee,
            description=line.description,
            reference=line.reference,
            status=line.status.value,
            reason=line.reason,
            reason_text=reasoned(line.reason, line.line),
            twin=TwinShape.of(line.twin) if line.awaited is None else None,
            expected=ExpectedShape.of(line.awaited),
            decision=line.decision.value,
        )


class CommitShape(Shape):
    """What a commit did; ``difference`` is in the import.

    ``expected`` are the times of schedules it posted; the lines they were count as ``merged``.
    """

    imported: int
    merged: int
    skipped: int
    expected: int
    status: Literal["committed"]


class RevertShape(Shape):
    """What taking back did: transactions moved to the trash, how many of them had been edited."""

    trashed: int
    edited: int
    status: Literal["reverted"]


class ProfileShape(Shape):
    """A remembered way to read CSV files of one layout."""

    id: UUID
    name: str
    mapping: dict[str, Any]
    used_at: Instant

    @classmethod
    def of(cls, profile: Profile) -> Self:
        """The profile as it is answered."""
        return cls(
            id=profile.id,
            name=profile.name,
            mapping=profile.mapping.as_dict(),
            used_at=profile.used_at,
        )


class Profiles(Shape):
    """All remembered ways, the last used first."""

    items: list[ProfileShape]


def _text(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)


def _counts(by_status: Mapping[LineStatus, int]) -> Counts:
    return Counts(
        lines=sum(by_status.values()),
        new=by_status.get(LineStatus.NEW, 0),
        known=by_status.get(LineStatus.KNOWN, 0),
        probable=by_status.get(LineStatus.PROBABLE, 0),
        invalid=by_status.get(LineStatus.INVALID, 0),
    )


def _decided(by_decision: Mapping[Decision, int]) -> Decided:
    return Decided(
        to_import=by_decision.get(Decision.IMPORT, 0),
        to_merge=by_decision.get(Decision.MERGE, 0),
        to_skip=by_decision.get(Decision.SKIP, 0),
    )
