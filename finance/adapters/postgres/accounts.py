"""The accounts of a book."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, insert, text, update

from finance.adapters.postgres import account_texts, sums
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.tables import account
from finance.domain.accounts import Account, Chart
from finance.domain.changes import Action, Subject, account_snapshot
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


class PostgresAccounts:
    """The ``Accounts`` port."""

    def __init__(self, line: Line, book_id: UUID, changes: PostgresChanges) -> None:
        self._line = line
        self._book_id = book_id
        self._changes = changes

    @property
    def _connection(self) -> Connection:
        return self._line.connection

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
        what = (Subject.ACCOUNT, before.id, action_of(before, after))
        self._changes.record(what, account_snapshot(before), account_snapshot(after), mark)
        return written

    def arrange(self, positions: Mapping[UUID, int]) -> None:
        """Set the order among siblings."""
        for account_id, position in sorted(positions.items()):
            self._connection.execute(
                update(account)
                .where(account.c.book_id == self._book_id, account.c.id == account_id)
                .values(position=position)
            )
