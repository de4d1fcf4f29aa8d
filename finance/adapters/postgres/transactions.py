"""Transactions and their postings: the one module that writes postings and so moves the sums."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from finance.adapters.postgres import bulk, moving, raising, sums
from finance.adapters.postgres.changes import recording
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import Statement, beneath, together
from finance.domain.changes import Action, Subject, transaction_snapshot
from finance.domain.errors import ChangedMeanwhile, NotFound
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Money
from finance.usecases.ports import Mark
from finance.usecases.readings import Entry

COLUMNS: Final = (
    "id",
    "date",
    "payee",
    "description",
    "tags",
    "import_id",
    "version",
    "created_at",
    "updated_at",
    "trashed_at",
    "trashed_postings",
)
"""What an entry is of a transaction's row; its postings follow."""

_INSERT: Final = """
    INSERT INTO transaction
        (book_id, id, date, payee, description, tags, import_id, created_at, updated_at)
    VALUES (%(book)s, %(id)s, %(date)s, %(payee)s, %(description)s, %(tags)s, %(import)s,
        %(at)s, %(at)s)
    ON CONFLICT (book_id, id) DO NOTHING
    RETURNING true
"""
_EDIT: Final = """
    UPDATE transaction SET date = %(date)s, payee = %(payee)s, description = %(description)s,
        tags = %(tags)s, updated_at = %(at)s, version = version + 1
    WHERE book_id = %(book)s AND id = %(id)s AND version = %(version)s AND trashed_at IS NULL
"""
_TRASH: Final = """
    UPDATE transaction SET trashed_at = %(at)s, trashed_postings = %(postings)s,
        updated_at = %(at)s, version = version + 1
    WHERE book_id = %(book)s AND id = %(id)s AND version = %(version)s AND trashed_at IS NULL
"""
_RESTORE: Final = """
    UPDATE transaction SET trashed_at = NULL, trashed_postings = NULL, updated_at = %(at)s,
        import_id = %(import)s, version = version + 1
    WHERE book_id = %(book)s AND id = %(id)s AND version = %(version)s
        AND trashed_at IS NOT NULL
"""
_PUT: Final = """
    INSERT INTO posting
        (book_id, transaction_id, position, account_id, date, amount, currency, memo)
    SELECT %(book)s, %(id)s, place - 1, account_id, %(date)s, amount, currency, memo
    FROM unnest(%(accounts)s::uuid[], %(amounts)s::bigint[], %(currencies)s::text[],
                %(memos)s::text[]) WITH ORDINALITY
        AS coming (account_id, amount, currency, memo, place)
"""
_TAKE: Final = "DELETE FROM posting WHERE book_id = %(book)s AND transaction_id = %(id)s"
_REMEMBER_PAYEE: Final = """
    INSERT INTO payee AS known (book_id, key, name, uses, last_on, account_id, category_id)
    SELECT %(book)s, lower(%(payee)s), %(payee)s, 1, %(date)s, own.id, (
        SELECT a.id FROM account a
        JOIN unnest(%(accounts)s::uuid[]) WITH ORDINALITY AS used (id, place) ON a.id = used.id
        WHERE a.book_id = %(book)s AND a.kind IN ('income', 'expense') AND a.role IS NULL
        ORDER BY place LIMIT 1)
    FROM account own
    WHERE own.book_id = %(book)s AND own.id = ANY (%(accounts)s::uuid[])
        AND own.kind IN ('asset', 'liability') AND %(payee)s <> ''
    LIMIT 1
    ON CONFLICT (book_id, key) DO UPDATE SET
        name = excluded.name, uses = known.uses + 1, last_on = excluded.last_on,
        account_id = excluded.account_id,
        category_id = coalesce(excluded.category_id, known.category_id)
"""
_GET: Final = """
    SELECT {columns}, (
        SELECT json_agg(json_build_array(p.account_id, p.amount, p.currency, p.memo)
            ORDER BY p.position)
        FROM posting p WHERE p.book_id = t.book_id AND p.transaction_id = t.id
    )
    FROM transaction t WHERE t.book_id = %(book)s AND t.id = %(id)s
""".format(columns=", ".join(f"t.{name}" for name in COLUMNS))  # noqa: S608 - names of our own
_PRESENT: Final = """
    SELECT id, trashed_at IS NOT NULL FROM transaction
    WHERE book_id = %(book)s AND id = ANY (%(ids)s::uuid[])
"""
_SHUT_OUT: Final = """
    SELECT DISTINCT a.id
    FROM transaction t, jsonb_to_recordset(t.trashed_postings) AS kept (account_id uuid), account a
    WHERE t.book_id = %(book)s AND t.id = ANY (%(ids)s::uuid[]) AND t.trashed_at IS NOT NULL
        AND a.book_id = %(book)s AND a.id = kept.account_id AND a.closed_at > t.trashed_at
"""
_LOCK: Final = "SELECT FROM transaction WHERE book_id = %(book)s AND id = %(id)s FOR UPDATE"


def entry(row: Mapping[str, Any]) -> Entry:
    """The entry of a row of ``transaction`` with ``postings``.

    That is a JSON array of account, amount, currency and memo of each; a trashed transaction has
    its postings in ``trashed_postings``.
    """
    value = Transaction(
        id=row["id"],
        date=row["date"],
        payee=row["payee"],
        description=row["description"],
        tags=tuple(row["tags"]),
        import_id=row["import_id"],
        version=row["version"],
        postings=_kept(row["trashed_postings"]) if row["trashed_at"] else _there(row["postings"]),
    )
    return Entry(
        transaction=value,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        trashed_at=row["trashed_at"],
    )


@lru_cache(maxsize=4096)
def _account(text: str) -> UUID:
    """An id that is met again and again."""
    return UUID(text)


def _there(postings: list[tuple[str, int, str, str]]) -> tuple[Posting, ...]:
    return tuple(
        Posting(_account(account_id), Money(amount, currency), memo)
        for account_id, amount, currency, memo in postings
    )


def _kept(postings: list[dict[str, Any]]) -> tuple[Posting, ...]:
    """The postings a trashed transaction keeps aside, as its snapshot wrote them."""
    return tuple(
        Posting(UUID(one["account_id"]), Money(one["minor"], one["currency"]), one["memo"])
        for one in postings
    )


class PostgresTransactions(BookPart):
    """The ``Transactions`` port."""

    def __init__(self, line: Line, book_id: UUID) -> None:
        super().__init__(line, book_id)
        self._watched = True  # as long as it was not asked

    def get(self, transaction_id: UUID, *, lock: bool = False) -> Entry:
        """The entry, trashed or not; NotFound."""
        given = {"book": self._book_id, "id": transaction_id}
        if not lock:
            (found,) = self._line.read((_GET, given))
        else:
            # Apart from the reading, whose snapshot must be newer than a lock waited for.
            *_, found, watched = self._line.read(
                sums.held(self._book_id),
                (_LOCK, given),
                (_GET, given),
                raising.watched(self._book_id),
            )
            ((self._watched,),) = watched
        if not found:
            raise NotFound("transaction", "id")
        return entry(dict(zip((*COLUMNS, "postings"), found[0], strict=True)))

    def present(self, ids: Sequence[UUID]) -> Mapping[UUID, bool]:
        """Those of ``ids`` that are here, and whether each is in the trash."""
        given = {"book": self._book_id, "ids": list(ids)}
        return dict(beneath(self._connection).execute(_PRESENT, given).fetchall())

    def shut_out(self, ids: Sequence[UUID]) -> frozenset[UUID]:
        """The accounts that those of ``ids`` in the trash stand on and that were closed since."""
        given = {"book": self._book_id, "ids": list(ids)}
        found = beneath(self._connection).execute(_SHUT_OUT, given).fetchall()
        return frozenset(account_id for (account_id,) in found)

    def add(self, value: Transaction, mark: Mark) -> bool:
        """Write a new transaction with its sums and change; False if the id is there already."""
        _, made, watched = self._line.read(
            sums.held(self._book_id),
            (_INSERT, self._given(value, mark)),
            raising.watched(self._book_id),
        )
        if not made:
            return False
        ((self._watched,),) = watched
        together(self._connection, self._exchange(Action.CREATED, None, value, mark))
        return True

    def add_many(self, values: Sequence[Transaction], at: datetime) -> None:
        """Write many new transactions with their sums in one go; their ids must be new."""
        bulk.add_many(self._connection, self._book_id, values, at)

    def replace(self, before: Transaction, after: Transaction, mark: Mark) -> None:
        """Write ``after`` in place of ``before``, sums and change with it."""
        exchange = self._exchange(Action.EDITED, before, after, mark)
        self._turn((_EDIT, self._given(after, mark)), before, exchange)

    def trash(self, before: Transaction, mark: Mark) -> None:
        """Take its postings out of the ledger and keep them aside."""
        kept = Jsonb(transaction_snapshot(before)["postings"])
        exchange = self._exchange(Action.TRASHED, before, None, mark)
        self._turn((_TRASH, {**self._given(before, mark), "postings": kept}), before, exchange)

    def restore(self, trashed: Transaction, mark: Mark) -> None:
        """Put a trashed transaction back as it was."""
        exchange = self._exchange(Action.RESTORED, None, trashed, mark)
        self._turn((_RESTORE, self._given(trashed, mark)), trashed, exchange)

    def move_postings(self, origin: UUID, target: UUID, mark: Mark) -> None:
        """Move every posting on one account to another, of trashed transactions too."""
        moving.move(self._connection, self._book_id, (origin, target), mark)

    def move_back(self, change_id: UUID, ends: tuple[UUID, UUID], mark: Mark) -> None:
        """Move back to the first account what the change moved from it to the second."""
        moving.move_back(self._connection, self._book_id, change_id, ends, mark)

    def _turn(self, row: Statement, before: Transaction, exchange: Sequence[Statement]) -> None:
        """Write the row first: this is the lock, and the check that nobody was faster.

        All goes in one round trip. If somebody was faster, what follows is never committed.
        """
        query, given = row
        counts = together(
            self._connection, [(query, {**given, "version": before.version}), *exchange]
        )
        if counts[0] == 0:
            raise ChangedMeanwhile("changed_meanwhile", "version", {"version": before.version})

    def _exchange(
        self, action: Action, before: Transaction | None, after: Transaction | None, mark: Mark
    ) -> list[Statement]:
        """What exchanges the postings, moves the sums and records the change."""
        statements: list[Statement] = []
        if before is None or after is None or _money(before) != _money(after):
            statements += self._moved(before, after, mark)
        if after is not None:
            statements.append((_REMEMBER_PAYEE, self._given(after, mark)))
        what = (Subject.TRANSACTION, _one_of(before, after).id, action)
        states = tuple(transaction_snapshot(one) if one else None for one in (before, after))
        statements.append(recording(self._book_id, what, (states[0], states[1]), mark))
        return statements

    def _moved(
        self, before: Transaction | None, after: Transaction | None, mark: Mark
    ) -> Iterator[Statement]:
        if before is not None:
            yield _TAKE, self._given(before, mark)
        if after is not None:
            yield _PUT, self._given(after, mark)
        came, went = ([one] if one else [] for one in (after, before))
        yield from sums.moves(self._book_id, came, went)
        if self._watched:
            yield from raising.raising(self._book_id, came, went, mark.at)

    def _given(self, value: Transaction, mark: Mark) -> dict[str, Any]:
        return {
            "book": self._book_id,
            "id": value.id,
            "date": value.date,
            "payee": value.payee,
            "description": value.description,
            "tags": list(value.tags),
            "import": value.import_id,
            "at": mark.at,
            "accounts": [one.account_id for one in value.postings],
            "amounts": [one.amount.minor for one in value.postings],
            "currencies": [one.amount.currency for one in value.postings],
            "memos": [one.memo for one in value.postings],
        }


def _one_of(before: Transaction | None, after: Transaction | None) -> Transaction:
    value = after or before
    if value is None:
        raise TypeError(value)
    return value


def _money(value: Transaction) -> tuple[object, ...]:
    """What of a transaction its postings hold."""
    return value.date, value.postings
