"""The change log: what was, what is, and how to take a change back.

A change holds plain JSON values of what it touched, before and after; None means "was not there".
Money is written as minor units, days and instants as ISO text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, AccountRole
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.budgets import Budget, Limit
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Money
from finance.domain.people import Book, Role
from finance.domain.periods import Month, MonthStart

Snapshot = Mapping[str, Any]
"""A JSON object."""


class Subject(StrEnum):
    """What kind of thing changed."""

    TRANSACTION = "transaction"
    ACCOUNT = "account"
    BOOK = "book"
    IMPORT = "import"
    SCHEDULE = "schedule"
    OCCURRENCE = "occurrence"
    BUDGET = "budget"
    ALERT = "alert"
    MEMBER = "member"
    INVITATION = "invitation"


class Action(StrEnum):
    """What was done to it."""

    CREATED = "created"
    REMOVED = "removed"
    EDITED = "edited"
    TRASHED = "trashed"
    RESTORED = "restored"
    CLOSED = "closed"
    REOPENED = "reopened"
    COMMITTED = "committed"
    REVERTED = "reverted"
    PAUSED = "paused"
    POSTED = "posted"
    SKIPPED = "skipped"
    MERGED = "merged"
    PARTED = "parted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One recorded change; ``reverses`` names what it takes back, ``reversed_by`` its own undo."""

    id: UUID
    subject: Subject
    subject_id: UUID
    action: Action
    before: Snapshot | None
    after: Snapshot | None
    user_id: UUID | None
    at: datetime
    reverses: UUID | None = None
    reversed_by: UUID | None = None


def transaction_snapshot(transaction: Transaction) -> Snapshot:
    """All that a transaction says, without its version."""
    return {
        "date": transaction.date.isoformat(),
        "payee": transaction.payee,
        "description": transaction.description,
        "tags": list(transaction.tags),
        "import_id": str(transaction.import_id) if transaction.import_id else None,
        "postings": [
            {
                "account_id": str(posting.account_id),
                "minor": posting.amount.minor,
                "currency": posting.amount.currency,
                "memo": posting.memo,
            }
            for posting in transaction.postings
        ],
    }


def transaction_from(snapshot: Snapshot, transaction_id: UUID, version: int) -> Transaction:
    """The transaction a snapshot was taken of, as ``version``."""
    return Transaction(
        id=transaction_id,
        date=date.fromisoformat(snapshot["date"]),
        payee=snapshot["payee"],
        description=snapshot["description"],
        tags=tuple(snapshot["tags"]),
        import_id=UUID(snapshot["import_id"]) if snapshot["import_id"] else None,
        version=version,
        postings=tuple(
            Posting(
                UUID(posting["account_id"]),
                Money(posting["minor"], posting["currency"]),
                posting["memo"],
            )
            for posting in snapshot["postings"]
        ),
    )


def account_snapshot(account: Account) -> Snapshot:
    """All that an account says, without its version."""
    return {
        "kind": account.kind.value,
        "name": account.name,
        "currency": account.currency,
        "parent_id": str(account.parent_id) if account.parent_id else None,
        "position": account.position,
        "role": account.role.value if account.role else None,
        "number": account.number,
        "closed_at": account.closed_at.isoformat() if account.closed_at else None,
    }


def account_from(snapshot: Snapshot, account_id: UUID, version: int) -> Account:
    """The account a snapshot was taken of, as ``version``."""
    closed_at, role, parent = snapshot["closed_at"], snapshot["role"], snapshot["parent_id"]
    return Account(
        id=account_id,
        kind=AccountKind(snapshot["kind"]),
        name=snapshot["name"],
        currency=snapshot["currency"],
        parent_id=UUID(parent) if parent else None,
        position=snapshot["position"],
        role=AccountRole(role) if role else None,
        number=snapshot["number"],
        closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
        version=version,
    )


@dataclass(frozen=True, slots=True)
class Merge:
    """Where a merged category went: its postings to ``target_id``, and beneath it ``children``."""

    target_id: UUID
    children: tuple[UUID, ...]


def merge_snapshot(account: Account, merge: Merge) -> Snapshot:
    """All that a merged category says, and where it went."""
    return {
        **account_snapshot(account),
        "merged_into": str(merge.target_id),
        "children": [str(child) for child in merge.children],
    }


def merge_from(snapshot: Snapshot) -> Merge:
    """Where the category went that the snapshot was taken of."""
    children = tuple(UUID(child) for child in snapshot["children"])
    return Merge(UUID(snapshot["merged_into"]), children)


def book_snapshot(book: Book) -> Snapshot:
    """The settings of a book, without its version."""
    return {
        "name": book.name,
        "currency": book.currency,
        "time_zone": book.time_zone,
        "month_start": int(book.month_start),
        "default_account_id": str(book.default_account_id) if book.default_account_id else None,
    }


def book_from(snapshot: Snapshot, book_id: UUID, version: int) -> Book:
    """The book a snapshot was taken of, as ``version``."""
    default = snapshot["default_account_id"]
    return Book(
        id=book_id,
        name=snapshot["name"],
        currency=snapshot["currency"],
        time_zone=snapshot["time_zone"],
        month_start=MonthStart(snapshot["month_start"]),
        default_account_id=UUID(default) if default else None,
        version=version,
    )


def member_snapshot(role: Role) -> Snapshot:
    """All that a membership says, besides whose it is."""
    return {"role": role.value}


def budgets_snapshot(budgets: Iterable[Budget]) -> Snapshot:
    """The lines of limits, without their versions; one change may touch several together."""
    return {
        "budgets": [
            {
                "id": str(budget.id),
                "category_id": str(budget.category_id) if budget.category_id else None,
                "limits": [_limit_snapshot(limit) for limit in budget.limits],
            }
            for budget in sorted(budgets, key=lambda one: one.id)
        ]
    }


def _limit_snapshot(limit: Limit) -> Snapshot:
    amount = limit.amount
    return {
        "month": str(limit.since),
        "minor": amount.minor if amount else None,
        "currency": amount.currency if amount else None,
    }


def budgets_from(snapshot: Snapshot, versions: Mapping[UUID, int]) -> tuple[Budget, ...]:
    """The lines a snapshot was taken of, each as the version ``versions`` has for it."""
    return tuple(
        Budget(
            id=UUID(line["id"]),
            category_id=UUID(line["category_id"]) if line["category_id"] else None,
            limits=tuple(
                Limit(
                    Month.parse(limit["month"]),
                    Money(limit["minor"], limit["currency"]) if limit["currency"] else None,
                )
                for limit in line["limits"]
            ),
            version=versions[UUID(line["id"])],
        )
        for line in snapshot["budgets"]
    )


def alert_snapshot(rule: AlertRule) -> Snapshot:
    """All that a rule of alerts says, without its version."""
    return {
        "kind": rule.kind.value,
        "account_id": str(rule.account_id) if rule.account_id else None,
        "percent": rule.percent,
        "minor": rule.amount.minor if rule.amount is not None else None,
        "currency": rule.amount.currency if rule.amount is not None else None,
        "active": rule.active,
    }


def alert_from(snapshot: Snapshot, rule_id: UUID, version: int = 1) -> AlertRule:
    """The rule a snapshot was taken of, as ``version``."""
    account, minor = snapshot["account_id"], snapshot["minor"]
    return AlertRule(
        id=rule_id,
        kind=AlertKind(snapshot["kind"]),
        account_id=UUID(account) if account else None,
        percent=snapshot["percent"],
        amount=None if minor is None else Money(minor, snapshot["currency"]),
        active=snapshot["active"],
        version=version,
    )
