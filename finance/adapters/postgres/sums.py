"""The sums kept beside the postings: one balance per account, one total per account and month.

They move in the same database transaction as the postings, always in key order, so that writers of
one book never wait for each other in a circle.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, text

from finance.adapters.postgres.pipeline import Statement
from finance.domain.ledger import Transaction

_BALANCES: Final = """
    INSERT INTO account_balance AS kept (book_id, account_id, currency, amount, count)
    SELECT %(book)s, account_id, currency, sum(amount), sum(count)
    FROM unnest(%(accounts)s::uuid[], %(currencies)s::text[], %(amounts)s::bigint[],
                %(counts)s::bigint[]) AS moved (account_id, currency, amount, count)
    GROUP BY account_id, currency HAVING sum(amount) <> 0 OR sum(count) <> 0
    ORDER BY account_id, currency
    ON CONFLICT (book_id, account_id, currency) DO UPDATE
        SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
"""
_MONTHS: Final = """
    INSERT INTO month_total AS kept (book_id, account_id, month, currency, amount, count)
    SELECT %(book)s, account_id, period_start(date, b.month_start) AS month, moved.currency,
        sum(amount), sum(count)
    FROM unnest(%(accounts)s::uuid[], %(currencies)s::text[], %(dates)s::date[],
                %(amounts)s::bigint[], %(counts)s::bigint[])
        AS moved (account_id, currency, date, amount, count), book b
    WHERE b.id = %(book)s
    GROUP BY account_id, 3, moved.currency HAVING sum(amount) <> 0 OR sum(count) <> 0
    ORDER BY account_id, 3, moved.currency
    ON CONFLICT (book_id, account_id, month, currency) DO UPDATE
        SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
"""
_HELD: Final = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%(book)s::text, 0))"
_HOLD: Final = text("SELECT pg_advisory_xact_lock_shared(hashtextextended(:book, 0))")
_HOLD_ALONE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:book, 0))")


def moves(
    book_id: UUID, came: Sequence[Transaction], went: Sequence[Transaction]
) -> list[Statement]:
    """The statements that move the kept sums by what came and what went.

    The first keeps the book's months as they are until the end of the work.
    """
    sides = [
        (posting, transaction.date, sign)
        for sign, group in ((1, came), (-1, went))
        for transaction in group
        for posting in transaction.postings
    ]
    given = {
        "book": book_id,
        "accounts": [posting.account_id for posting, _, _ in sides],
        "currencies": [posting.amount.currency for posting, _, _ in sides],
        "dates": [date for _, date, _ in sides],
        "amounts": [sign * posting.amount.minor for posting, _, sign in sides],
        "counts": [sign for _, _, sign in sides],
    }
    return [held(book_id), (_BALANCES, given), (_MONTHS, given)]


def held(book_id: UUID) -> Statement:
    """The statement that keeps ``hold_alone`` out until the end of this work.

    So the book's months stay as they are, and its open accounts stay open.
    """
    return _HELD, {"book": book_id}


def hold(connection: Connection, book_id: UUID) -> None:
    """The same at once."""
    connection.execute(_HOLD, {"book": str(book_id)})


def hold_alone(connection: Connection, book_id: UUID) -> None:
    """Wait for all who move the sums, and keep others from it until the end of this work."""
    connection.execute(_HOLD_ALONE, {"book": str(book_id)})


_CLEAR: Final = tuple(
    text(f"DELETE FROM {table} WHERE book_id = :book")  # noqa: S608 - two names of our own
    for table in ("account_balance", "month_total")
)
_RECOUNT_BALANCES: Final = text("""
    INSERT INTO account_balance (book_id, account_id, currency, amount, count)
    SELECT book_id, account_id, currency, sum(amount), count(*)
    FROM posting WHERE book_id = :book GROUP BY book_id, account_id, currency
""")
_RECOUNT_MONTHS: Final = text("""
    INSERT INTO month_total (book_id, account_id, month, currency, amount, count)
    SELECT p.book_id, p.account_id, period_start(p.date, b.month_start), p.currency,
        sum(p.amount), count(*)
    FROM posting p JOIN book b ON b.id = p.book_id
    WHERE p.book_id = :book
    GROUP BY p.book_id, p.account_id, period_start(p.date, b.month_start), p.currency
""")


def rebuild(connection: Connection, book_id: UUID) -> None:
    """Count all sums of the book anew; nobody else writes to it meanwhile."""
    hold_alone(connection, book_id)
    for statement in (*_CLEAR, _RECOUNT_BALANCES, _RECOUNT_MONTHS):
        connection.execute(statement, {"book": book_id})


_STAGED_BALANCES: Final = text("""
    INSERT INTO account_balance AS kept (book_id, account_id, currency, amount, count)
    SELECT :book, account_id, currency, sum(amount), sum(count)
    FROM pg_temp.moved GROUP BY account_id, currency ORDER BY account_id, currency
    ON CONFLICT (book_id, account_id, currency) DO UPDATE
        SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
""")
_STAGED_MONTHS: Final = text("""
    INSERT INTO month_total AS kept (book_id, account_id, month, currency, amount, count)
    SELECT :book, account_id, period_start(date, b.month_start) AS month, m.currency,
        sum(amount), sum(count)
    FROM pg_temp.moved m, book b WHERE b.id = :book
    GROUP BY account_id, 3, m.currency ORDER BY account_id, 3, m.currency
    ON CONFLICT (book_id, account_id, month, currency) DO UPDATE
        SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
""")


def move_staged(connection: Connection, book_id: UUID) -> None:
    """Move the kept sums by what stands in the temporary table ``moved``.

    It holds sums per account, currency and date: ``account_id``, ``currency``, ``date``,
    ``amount`` (bigint), ``count``; negative ones for what went. ``hold`` comes before it.
    """
    connection.execute(_STAGED_BALANCES, {"book": book_id})
    connection.execute(_STAGED_MONTHS, {"book": book_id})
