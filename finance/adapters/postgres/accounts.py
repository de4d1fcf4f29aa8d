"""The accounts of a book."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, text, update

from finance.adapters.postgres import account_texts, sums
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.tables import account
from finance.domain.accounts import Account, Chart
from finance.domain.changes import (
    Action,
    Merge,
    Subject,
    account_snapshot,
    merge_snapshot,
)
from finance.domain.errors import ChangedMeanwhile
from finance.usecases.ports import Mark

_ALONE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('accounts:' || :book, 0))")


def _row(one: Account) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "currency": one.currency,
        "role": one.role.value if one.role else None,
        **_changeable(one),
    }


def _changeable(one: Account) -> dict[str, Any]:
    return {
        "name": one.name,
        "parent_id": one.parent_id,
        "position": one.position,
        "number": one.number,
        "closed_at": one.closed_at,
        "version": one.version,
    }


def action_of(before: Account, after: Account) -> Action:
    """What an edit of an account is called in its history."""
    if before.closed != after.closed:
        return Action.CLOSED if after.closed else Action.REOPENED
    return Action.EDITED


class PostgresAccounts(BookPart):
    """The ``Accounts`` port."""

    def __init__(self, line: Line, book_id: UUID, changes: PostgresChanges) -> None:
        super().__init__(line, book_id)
        self._changes = changes

    def chart(self, *, lock: bool = False, hold: bool = False) -> Chart:
        """All accounts, closed ones too; see the port."""
        if lock:
            self._connection.execute(_ALONE, {"book": str(self._book_id)})
        held = [sums.held(self._book_id)] if hold else []
        *_, found = self._line.read(*held, (account_texts.CHART, {"book": self._book_id}))
        return account_texts.chart(found)

    def quiet(self) -> None:
        """Wait for all who write money, and keep others from it until the end of the work."""
        sums.hold_alone(self._connection, self._book_id)

    def add(self, accounts: Sequence[Account], marks: Sequence[Mark]) -> None:
        """Write new accounts and their changes, one mark each."""
        rows = [{"book_id": self._book_id, **_row(one)} for one in accounts]
        self._connection.execute(insert(account).values(rows))
        for one, mark in zip(accounts, marks, strict=True):
            what = (Subject.ACCOUNT, one.id, Action.CREATED)
            self._changes.record(what, None, account_snapshot(one), mark)

    def replace(self, before: Account, after: Account, mark: Mark) -> Account:
        """Write name, parent, position, number and closing; the account with its new version."""
        written = self._write(before, after)
        what = (Subject.ACCOUNT, before.id, action_of(before, after))
        self._changes.record(what, account_snapshot(before), account_snapshot(after), mark)
        return written

    def merge(self, before: Account, merge: Merge, mark: Mark) -> None:
        """Close ``before`` and put its children beneath the target; one change for it all."""
        after = replace(before, closed_at=mark.at)
        self._write(before, after)
        self._adopt(merge.children, before.id, merge.target_id)
        what = (Subject.ACCOUNT, before.id, Action.MERGED)
        self._changes.record(what, account_snapshot(before), merge_snapshot(after, merge), mark)

    def part(self, merged: Account, before: Account, merge: Merge, mark: Mark) -> None:
        """Open a merged category as ``before``, with the children still at the target."""
        self._write(merged, before)
        self._adopt(merge.children, merge.target_id, before.id)
        what = (Subject.ACCOUNT, before.id, Action.PARTED)
        self._changes.record(what, merge_snapshot(merged, merge), account_snapshot(before), mark)

    def _write(self, before: Account, after: Account) -> Account:
        written = replace(after, version=before.version + 1)
        turned = self._connection.execute(
            update(account)
            .where(
                account.c.book_id == self._book_id,
                account.c.id == before.id,
                account.c.version == before.version,
            )
            .values(_changeable(written))
        )
        if turned.rowcount == 0:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})
        return written

    def _adopt(self, children: Sequence[UUID], origin: UUID, target: UUID) -> None:
        self._connection.execute(
            update(account)
            .where(
                account.c.book_id == self._book_id,
                account.c.id.in_(children),
                account.c.parent_id == origin,
            )
            .values(parent_id=target, version=account.c.version + 1)
        )

    def arrange(self, positions: Mapping[UUID, int]) -> None:
        """Set the order among siblings."""
        for account_id, position in sorted(positions.items()):
            self._connection.execute(
                update(account)
                .where(account.c.book_id == self._book_id, account.c.id == account_id)
                .values(position=position)
            )
