"""Transactions and their postings: the one module that writes postings and so moves the sums."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, RowMapping, delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from finance.adapters.postgres import bulk, sums
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.tables import posting, transaction
from finance.domain.changes import Action, Subject, transaction_snapshot
from finance.domain.errors import ChangedMeanwhile, NotFound
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Money
from finance.usecases.ports import Mark
from finance.usecases.readings import Entry

_REMEMBER_PAYEE: Final = text("""
    INSERT INTO payee AS known (book_id, key, name, uses, last_on, account_id, category_id)
    SELECT :book, lower(:name), :name, 1, :date, own.id, (
        SELECT a.id FROM account a JOIN unnest(CAST(:accounts AS uuid[])) WITH ORDINALITY
            AS used (id, place) ON a.id = used.id AND a.book_id = :book
        WHERE a.kind IN ('income', 'expense') AND a.role IS NULL ORDER BY place LIMIT 1)
    FROM account own
    WHERE own.book_id = :book AND own.id = ANY (CAST(:accounts AS uuid[]))
        AND own.kind IN ('asset', 'liability')
    LIMIT 1
    ON CONFLICT (book_id, key) DO UPDATE SET
        name = excluded.name, uses = known.uses + 1, last_on = excluded.last_on,
        account_id = excluded.account_id,
        category_id = coalesce(excluded.category_id, known.category_id)
""")


def posting_rows(book_id: UUID, value: Transaction) -> list[dict[str, Any]]:
    """The rows of all postings of one transaction."""
    return [
        {
            "book_id": book_id,
            "transaction_id": value.id,
            "position": position,
            "account_id": one.account_id,
            "date": value.date,
            "amount": one.amount.minor,
            "currency": one.amount.currency,
            "memo": one.memo,
        }
        for position, one in enumerate(value.postings)
    ]


def entry(row: RowMapping, postings: Sequence[Posting]) -> Entry:
    """The entry that a row of ``transaction`` and its postings make."""
    value = Transaction(
        id=row["id"],
        date=row["date"],
        payee=row["payee"],
        description=row["description"],
        tags=tuple(row["tags"]),
        import_id=row["import_id"],
        version=row["version"],
        postings=tuple(postings),
    )
    return Entry(
        transaction=value,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        trashed_at=row["trashed_at"],
    )


def kept_postings(kept: list[dict[str, Any]]) -> list[Posting]:
    """The postings a trashed transaction keeps aside, as its snapshot wrote them."""
    return [
        Posting(UUID(one["account_id"]), Money(one["minor"], one["currency"]), one["memo"])
        for one in kept
    ]


class PostgresTransactions:
    """The ``Transactions`` port."""

    def __init__(self, connection: Connection, book_id: UUID, changes: PostgresChanges) -> None:
        self._connection = connection
        self._book_id = book_id
        self._changes = changes

    def get(self, transaction_id: UUID, *, lock: bool = False) -> Entry:
        """The entry, trashed or not; NotFound."""
        chosen = select(transaction).where(
            transaction.c.book_id == self._book_id, transaction.c.id == transaction_id
        )
        chosen = chosen.with_for_update() if lock else chosen
        row = self._connection.execute(chosen).mappings().first()
        if row is None:
            raise NotFound("transaction", "id")
        if row["trashed_at"] is not None:
            return entry(row, kept_postings(row["trashed_postings"]))
        return entry(row, self._postings(transaction_id))

    def _postings(self, transaction_id: UUID) -> list[Posting]:
        found = self._connection.execute(
            select(posting.c.account_id, posting.c.amount, posting.c.currency, posting.c.memo)
            .where(posting.c.book_id == self._book_id, posting.c.transaction_id == transaction_id)
            .order_by(posting.c.position)
        )
        return [Posting(row[0], Money(row[1], row[2]), row[3]) for row in found]

    def add(self, value: Transaction, mark: Mark) -> bool:
        """Write a new transaction with its sums and change; False if the id is there already."""
        made = self._connection.execute(
            upsert(transaction)
            .values(
                book_id=self._book_id,
                id=value.id,
                date=value.date,
                payee=value.payee,
                description=value.description,
                tags=list(value.tags),
                import_id=value.import_id,
                created_at=mark.at,
                updated_at=mark.at,
                version=1,
            )
            .on_conflict_do_nothing(index_elements=["book_id", "id"])
            .returning(transaction.c.id)
        )
        if made.first() is None:
            return False
        self._put(value)
        self._record(value, Action.CREATED, (None, value), mark)
        return True

    def add_many(self, values: Sequence[Transaction], at: datetime) -> None:
        """Write many new transactions with their sums in one go; their ids must be new."""
        bulk.add_many(self._connection, self._book_id, values, at)

    def _put(self, value: Transaction) -> None:
        self._connection.execute(insert(posting).values(posting_rows(self._book_id, value)))
        sums.move(self._connection, self._book_id, [value], [])
        self._remember(value)

    def _remember(self, value: Transaction) -> None:
        if value.payee:
            accounts = [one.account_id for one in value.postings]
            given = {"book": self._book_id, "name": value.payee, "date": value.date}
            self._connection.execute(_REMEMBER_PAYEE, {**given, "accounts": accounts})

    def _record(
        self,
        value: Transaction,
        action: Action,
        states: tuple[Transaction | None, Transaction | None],
        mark: Mark,
    ) -> None:
        before, after = (transaction_snapshot(one) if one else None for one in states)
        self._changes.record((Subject.TRANSACTION, value.id, action), before, after, mark)

    def replace(self, before: Transaction, after: Transaction, mark: Mark) -> None:
        """Write ``after`` in place of ``before``, sums and change with it."""
        self._turn(
            before,
            {
                "date": after.date,
                "payee": after.payee,
                "description": after.description,
                "tags": list(after.tags),
                "updated_at": mark.at,
            },
            trashed=False,
        )
        if (before.date, before.postings) != (after.date, after.postings):
            self._take(before)
            self._connection.execute(insert(posting).values(posting_rows(self._book_id, after)))
            sums.move(self._connection, self._book_id, [after], [before])
        self._remember(after)
        self._record(before, Action.EDITED, (before, after), mark)

    def trash(self, before: Transaction, mark: Mark) -> None:
        """Take its postings out of the ledger and keep them aside."""
        kept = transaction_snapshot(before)["postings"]
        aside = {"trashed_at": mark.at, "trashed_postings": kept, "updated_at": mark.at}
        self._turn(before, aside, trashed=False)
        self._take(before)
        sums.move(self._connection, self._book_id, [], [before])
        self._record(before, Action.TRASHED, (before, None), mark)

    def restore(self, trashed: Transaction, mark: Mark) -> None:
        """Put a trashed transaction back as it was."""
        back = {"trashed_at": None, "trashed_postings": None, "updated_at": mark.at}
        self._turn(trashed, back, trashed=True)
        self._put(trashed)
        self._record(trashed, Action.RESTORED, (None, trashed), mark)

    def _turn(self, before: Transaction, values: dict[str, Any], *, trashed: bool) -> None:
        """Write the row first: this is the lock, and the check that nobody was faster."""
        state = (
            transaction.c.trashed_at.is_not(None) if trashed else transaction.c.trashed_at.is_(None)
        )
        turned = self._connection.execute(
            update(transaction)
            .where(
                transaction.c.book_id == self._book_id,
                transaction.c.id == before.id,
                transaction.c.version == before.version,
                state,
            )
            .values(version=before.version + 1, **values)
        )
        if turned.rowcount == 0:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})

    def _take(self, before: Transaction) -> None:
        self._connection.execute(
            delete(posting).where(
                posting.c.book_id == self._book_id, posting.c.transaction_id == before.id
            )
        )
