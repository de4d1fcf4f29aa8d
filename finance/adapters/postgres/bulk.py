"""Many new transactions at once: COPY beside the tables, then sets of rows into them.

COPY does not go through row level security, so it fills temporary tables; what goes on from there
passes every guard like any other write.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import Connection as PsycopgConnection
from sqlalchemy import Connection, text

from finance.adapters.postgres import raising, sums
from finance.adapters.postgres.pipeline import beneath
from finance.domain.ledger import Transaction

_STAGES: Final = (
    text("""
        CREATE TEMPORARY TABLE coming_transaction (
            id uuid, date date, payee text, description text, tags text[], import_id uuid
        ) ON COMMIT DROP
    """),
    text("""
        CREATE TEMPORARY TABLE coming_posting (
            transaction_id uuid, position smallint, account_id uuid, date date, amount bigint,
            currency char(3), memo text
        ) ON COMMIT DROP
    """),
)
_TRANSACTIONS: Final = text("""
    INSERT INTO transaction
        (book_id, id, date, payee, description, tags, import_id, created_at, updated_at)
    SELECT :book, id, date, payee, description, tags, import_id, :at, :at
    FROM pg_temp.coming_transaction
""")
_POSTINGS: Final = text("""
    INSERT INTO posting
        (book_id, transaction_id, position, account_id, date, amount, currency, memo)
    SELECT :book, transaction_id, position, account_id, date, amount, currency, memo
    FROM pg_temp.coming_posting
""")
_MOVED: Final = text("""
    CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
    SELECT account_id, currency, date, sum(amount)::bigint AS amount, count(*) AS count
    FROM pg_temp.coming_posting GROUP BY account_id, currency, date
""")
# As if each were written by itself, in order of days: the last choice is what is remembered.
_PAYEES: Final = text("""
    INSERT INTO payee AS known (book_id, key, name, uses, last_on, account_id, category_id)
    SELECT :book, lower(t.payee), (array_agg(t.payee ORDER BY t.date DESC, t.id DESC))[1],
        count(*), max(t.date), (array_agg(ends.own_id ORDER BY t.date DESC, t.id DESC))[1],
        (array_agg(ends.category_id ORDER BY t.date DESC, t.id DESC)
            FILTER (WHERE ends.category_id IS NOT NULL))[1]
    FROM pg_temp.coming_transaction t
    JOIN (
        SELECT p.transaction_id,
            (array_agg(p.account_id ORDER BY p.position)
                FILTER (WHERE a.kind IN ('asset', 'liability')))[1] AS own_id,
            (array_agg(p.account_id ORDER BY p.position)
                FILTER (WHERE a.kind IN ('income', 'expense') AND a.role IS NULL))[1] AS category_id
        FROM pg_temp.coming_posting p JOIN account a ON a.book_id = :book AND a.id = p.account_id
        GROUP BY p.transaction_id
    ) AS ends ON ends.transaction_id = t.id AND ends.own_id IS NOT NULL
    WHERE t.payee <> ''
    GROUP BY lower(t.payee) ORDER BY lower(t.payee)
    ON CONFLICT (book_id, key) DO UPDATE SET
        name = excluded.name, uses = known.uses + excluded.uses,
        last_on = greatest(known.last_on, excluded.last_on), account_id = excluded.account_id,
        category_id = coalesce(excluded.category_id, known.category_id)
""")
_ANALYSE: Final = text("ANALYZE pg_temp.coming_posting, pg_temp.coming_transaction")
_DROP: Final = text("DROP TABLE pg_temp.coming_transaction, pg_temp.coming_posting, pg_temp.moved")


def add_many(
    connection: Connection, book_id: UUID, values: Iterable[Transaction], at: datetime
) -> None:
    """Write new transactions with their postings, sums and payees; the caller records the change.

    All accounts must be there already. The ids must be new: a taken one fails the whole.
    """
    sums.hold(connection, book_id)
    for stage in _STAGES:
        connection.execute(stage)
    _copy(beneath(connection), values)
    given = {"book": book_id, "at": at}
    connection.execute(_TRANSACTIONS, given)
    connection.execute(_POSTINGS, {"book": book_id})
    connection.execute(_MOVED)
    sums.move_staged(connection, book_id)
    connection.execute(_ANALYSE)
    raising.after_adding(connection, book_id, at)
    connection.execute(_PAYEES, {"book": book_id})
    connection.execute(_DROP)


def _copy(raw: PsycopgConnection[Any], values: Iterable[Transaction]) -> None:
    postings: list[tuple[object, ...]] = []
    with raw.cursor() as cursor:
        with cursor.copy("COPY pg_temp.coming_transaction FROM STDIN") as copy:
            for one in values:
                tags = list(one.tags)
                copy.write_row((one.id, one.date, one.payee, one.description, tags, one.import_id))
                postings.extend(
                    (one.id, at, p.account_id, one.date, p.amount.minor, p.amount.currency, p.memo)
                    for at, p in enumerate(one.postings)
                )
        with cursor.copy("COPY pg_temp.coming_posting FROM STDIN") as copy:
            for row in postings:
                copy.write_row(row)
