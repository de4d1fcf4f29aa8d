"""The sums kept beside the postings: one balance per account, one total per account and month.

They move in the same database transaction as the postings, always in key order, so that writers of
one book never wait for each other in a circle.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, text

from finance.domain.ledger import Transaction
from finance.domain.periods import MonthStart, first_day

_BALANCES: Final = text("""
    INSERT INTO account_balance AS kept (book_id, account_id, currency, amount, count)
    SELECT :book, account_id, currency, amount, count
    FROM unnest(CAST(:accounts AS uuid[]), CAST(:currencies AS text[]),
                CAST(:amounts AS bigint[]), CAST(:counts AS bigint[]))
        AS moved (account_id, currency, amount, count)
    ON CONFLICT (book_id, account_id, currency) DO UPDATE
        SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
""")
_MONTHS: Final = text("""
    INSERT INTO month_total AS kept (book_id, account_id, month, currency, amount, count)
    SELECT :book, account_id, month, currency, amount, count
    FROM unnest(CAST(:accounts AS uuid[]), CAST(:months AS date[]), CAST(:currencies AS text[]),
                CAST(:amounts AS bigint[]), CAST(:counts AS bigint[]))
        AS moved (account_id, month, currency, amount, count)
    ON CONFLICT (book_id, account_id, month, currency) DO UPDATE
        SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
""")
_HOLD: Final = text("SELECT pg_advisory_xact_lock_shared(hashtextextended(:book, 0))")
_HOLD_ALONE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:book, 0))")
_MONTH_START: Final = text("SELECT month_start FROM book WHERE id = :book")


class Moves:
    """What transactions coming and going do to the sums, gathered before it is written."""

    def __init__(self, month_start: MonthStart) -> None:
        self._month_start = month_start
        self._moved: dict[tuple[UUID, date, str], list[int]] = defaultdict(lambda: [0, 0])

    def add(self, transaction: Transaction, sign: int) -> None:
        """Count the postings of ``transaction``: 1 as they come, -1 as they go."""
        month = first_day(transaction.date, self._month_start)
        for posting in transaction.postings:
            moved = self._moved[posting.account_id, month, posting.amount.currency]
            moved[0] += sign * posting.amount.minor
            moved[1] += sign

    def months(self) -> dict[str, list[Any]]:
        """The moves by account, month and currency, as columns in key order."""
        rows = [(key, moved) for key, moved in sorted(self._moved.items()) if any(moved)]
        return {
            "accounts": [key[0] for key, _ in rows],
            "months": [key[1] for key, _ in rows],
            "currencies": [key[2] for key, _ in rows],
            "amounts": [moved[0] for _, moved in rows],
            "counts": [moved[1] for _, moved in rows],
        }

    def balances(self) -> dict[str, list[Any]]:
        """The moves by account and currency, as columns in key order."""
        by_account: dict[tuple[UUID, str], list[int]] = defaultdict(lambda: [0, 0])
        for (account_id, _, currency), moved in self._moved.items():
            by_account[account_id, currency][0] += moved[0]
            by_account[account_id, currency][1] += moved[1]
        rows = [(key, moved) for key, moved in sorted(by_account.items()) if any(moved)]
        return {
            "accounts": [key[0] for key, _ in rows],
            "currencies": [key[1] for key, _ in rows],
            "amounts": [moved[0] for _, moved in rows],
            "counts": [moved[1] for _, moved in rows],
        }


def hold(connection: Connection, book_id: UUID) -> MonthStart:
    """Keep the book's months as they are until the end of this work; their start."""
    connection.execute(_HOLD, {"book": str(book_id)})
    return MonthStart(connection.execute(_MONTH_START, {"book": book_id}).scalar_one())


def move(
    connection: Connection,
    book_id: UUID,
    came: Iterable[Transaction],
    went: Iterable[Transaction],
) -> None:
    """Move the kept sums by the postings of the transactions that came and went."""
    moves = Moves(hold(connection, book_id))
    for transaction in went:
        moves.add(transaction, -1)
    for transaction in came:
        moves.add(transaction, 1)
    balances, months = moves.balances(), moves.months()
    if balances["accounts"]:
        connection.execute(_BALANCES, {"book": book_id, **balances})
    if months["accounts"]:
        connection.execute(_MONTHS, {"book": book_id, **months})


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
    connection.execute(_HOLD_ALONE, {"book": str(book_id)})
    for statement in (*_CLEAR, _RECOUNT_BALANCES, _RECOUNT_MONTHS):
        connection.execute(statement, {"book": book_id})


_STAGED_BALANCES: Final = text("""
    INSERT INTO account_balance AS kept (book_id, account_id, currency, amount, count)
    SELECT :book, account_id, currency, sum(amount), count(*)
    FROM pg_temp.coming_posting GROUP BY account_id, currency ORDER BY account_id, currency
    ON CONFLICT (book_id, account_id, currency) DO UPDATE
        SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
""")
_STAGED_MONTHS: Final = text("""
    INSERT INTO month_total AS kept (book_id, account_id, month, currency, amount, count)
    SELECT :book, account_id, period_start(date, b.month_start) AS month, p.currency,
        sum(amount), count(*)
    FROM pg_temp.coming_posting p, book b WHERE b.id = :book
    GROUP BY account_id, 3, p.currency ORDER BY account_id, 3, p.currency
    ON CONFLICT (book_id, account_id, month, currency) DO UPDATE
        SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
""")


def move_staged(connection: Connection, book_id: UUID) -> None:
    """Move the kept sums by the postings staged in ``coming_posting``."""
    connection.execute(_STAGED_BALANCES, {"book": book_id})
    connection.execute(_STAGED_MONTHS, {"book": book_id})
