"""Raising notices: one statement in the database transaction of what caused them.

It runs after the kept sums have moved, so it sees what the write made of them, and another writer
of the same sums waits until this one is done. The unique key of ``notice`` makes each be raised
once; members get their copies, and letters to send, by the same statement.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from sqlalchemy import Connection

from finance.adapters.postgres.pipeline import PLANNED_ONCE, Statement, together
from finance.adapters.postgres.raising_limits import (
    ALONE,
    PASSED,
    REACHED_BY_LIMITS,
    REACHED_BY_MONEY,
)
from finance.adapters.postgres.word import CHANNEL, said
from finance.domain.ledger import Transaction
from finance.domain.money import Money
from finance.usecases.live import NOTICE

_MONEY: Final[LiteralString] = """
        SELECT r.kind, big.transaction_id, period_start(big.date, b.month_start), r.amount,
            r.amount, big.size, r.currency
        FROM alert_rule r JOIN book b ON b.id = %(book)s CROSS JOIN LATERAL (
            SELECT p.transaction_id, p.date, greatest(
                coalesce(sum(p.amount) FILTER (
                    WHERE p.amount > 0 AND p.currency = r.currency
                        AND a.kind IN ('asset', 'liability')), 0),
                coalesce(-sum(p.amount) FILTER (
                    WHERE p.amount < 0 AND p.currency = r.currency
                        AND a.kind IN ('asset', 'liability')), 0)) AS size
            FROM posting p JOIN account a ON a.book_id = %(book)s AND a.id = p.account_id
            WHERE p.book_id = %(book)s AND p.transaction_id IN (SELECT {came})
            GROUP BY p.transaction_id, p.date
            HAVING NOT bool_or(a.role IS NOT DISTINCT FROM 'opening')
        ) AS big
        WHERE r.book_id = %(book)s AND r.kind = 'large' AND r.active AND big.size >= r.amount
            AND NOT EXISTS (
                SELECT FROM notice n WHERE n.book_id = %(book)s AND n.kind = 'large'
                    AND n.subject_id = big.transaction_id AND n.threshold = r.amount)
        UNION ALL
        SELECT r.kind, r.account_id,
            period_start(day_in(%(at)s, b.time_zone), b.month_start), r.amount, r.amount,
            coalesce(k.amount, 0), r.currency
        FROM alert_rule r JOIN book b ON b.id = %(book)s LEFT JOIN account_balance k
            ON k.book_id = %(book)s AND k.account_id = r.account_id AND k.currency = r.currency
        WHERE r.book_id = %(book)s AND r.kind = 'low_balance' AND r.active
            AND r.account_id IN (SELECT m.account_id FROM {moved})
            AND coalesce(k.amount, 0) < r.amount
        UNION ALL
"""
"""What transactions raise by their size, and accounts by what is left on them.

The first looks are lateral, so that no posting is read where there is no rule.
"""

_TELLING: Final[LiteralString] = """
    raised AS (
        INSERT INTO notice (book_id, id, kind, subject_id, month, threshold, bound, amount,
            currency, at)
        SELECT %(book)s, id_at(%(at)s), kind, subject_id, month, threshold, bound, amount,
            currency, %(at)s
        FROM candidate ORDER BY kind, subject_id, month, threshold
        ON CONFLICT (book_id, kind, subject_id, month, threshold) DO NOTHING
        RETURNING id, kind
    ), wanted AS (
        SELECT m.user_id, r.id AS notice_id, coalesce(w.on_page, true) AS on_page,
            coalesce(w.by_mail, true) AS by_mail
        FROM raised r CROSS JOIN member m LEFT JOIN notice_wish w
            ON w.book_id = %(book)s AND w.user_id = m.user_id AND w.kind = r.kind
        WHERE m.book_id = %(book)s
    ), letter AS (
        INSERT INTO outbox (book_id, id, user_id, created_at, next_at)
        SELECT %(book)s, id_at(%(at)s), user_id, %(at)s, %(at)s
        FROM (SELECT DISTINCT user_id FROM wanted WHERE by_mail) AS addressed
        RETURNING id, user_id
    ), copied AS (
        INSERT INTO notice_copy (book_id, user_id, notice_id, shown, mail_id)
        SELECT %(book)s, w.user_id, w.notice_id, w.on_page, l.id
        FROM wanted w LEFT JOIN letter l ON l.user_id = w.user_id AND w.by_mail
        WHERE w.on_page OR w.by_mail
    )
    SELECT pg_notify(%(channel)s, %(said)s) FROM raised LIMIT 1
"""
"""What becomes of a ``candidate``: a notice, each member's copy of it, and their letters."""

_TEMPLATE: Final[LiteralString] = """
    WITH RECURSIVE {reached}, {passed},
    candidate (kind, subject_id, month, threshold, bound, amount, currency) AS (
        {money}
        SELECT kind, at, start, threshold, amount, spent, currency FROM passed
    ), {telling}
"""
_HELD: Final[LiteralString] = """
    WITH candidate (kind, subject_id, month, threshold, bound, amount, currency) AS (
        SELECT 'held', %(schedule)s::uuid,
            period_start(day_in(%(at)s, b.time_zone), b.month_start), 0, %(amount)s::bigint,
            %(amount)s::bigint, %(currency)s::text
        FROM book b WHERE b.id = %(book)s
    ), {telling}
"""


def _of_money(came: LiteralString, moved: LiteralString) -> LiteralString:
    """The statement for new transactions (a list of ids) and sums that moved (a table ``m``)."""
    return _TEMPLATE.format(
        reached=REACHED_BY_MONEY.format(moved=moved),
        passed=PASSED,
        money=_MONEY.format(came=came, moved=moved),
        telling=_TELLING,
    )


_NONE: Final[LiteralString] = "NULL::uuid WHERE false"
_STAGED: Final[LiteralString] = "pg_temp.moved AS m"
_RAISE: Final = _of_money(
    "unnest(%(came)s::uuid[])",
    "unnest(%(accounts)s::uuid[], %(dates)s::date[]) AS m (account_id, date)",
)
_BROUGHT: Final = _of_money("id FROM pg_temp.coming", _STAGED)
_ADDED: Final = _of_money("id FROM pg_temp.coming_transaction", _STAGED)
_TAKEN: Final = _of_money(_NONE, _STAGED)
_HOLDING: Final[LiteralString] = _HELD.format(telling=_TELLING)
_LIMITED: Final[LiteralString] = _TEMPLATE.format(
    reached=REACHED_BY_LIMITS, passed=PASSED, money="", telling=_TELLING
)


_WATCHED: Final[LiteralString] = """
    SELECT EXISTS (SELECT FROM budget WHERE book_id = %(book)s)
        OR EXISTS (SELECT FROM alert_rule WHERE book_id = %(book)s)
"""


def watched(book_id: UUID) -> Statement:
    """The statement that says whether a write can raise anything: no limit and no rule, nothing.

    Asked once the sums are held: whoever sets the first limit waits for those who hold them.
    """
    return _WATCHED, {"book": book_id}


def raising(
    book_id: UUID, came: Sequence[Transaction], went: Sequence[Transaction], at: datetime
) -> list[Statement]:
    """The statements that raise what these transactions cause; they follow their sums."""
    moved = {
        (one.account_id, t.date) for group in (came, went) for t in group for one in t.postings
    }
    given = {
        "came": [one.id for one in came],
        "accounts": [account_id for account_id, _ in moved],
        "dates": [day for _, day in moved],
        **_of(book_id, at),
    }
    return [PLANNED_ONCE, (ALONE, given), (_RAISE, given)]


def after_holding(book_id: UUID, schedule_id: UUID, amount: Money, at: datetime) -> Statement:
    """The statement that tells of a schedule that could not record ``amount``, once in a month."""
    given = {"schedule": schedule_id, "amount": amount.minor, "currency": amount.currency}
    return _HOLDING, {**given, **_of(book_id, at)}


def after_limits(book_id: UUID, limited: Sequence[UUID], at: datetime) -> list[Statement]:
    """The statements that raise what changed limits cause; the book's id is that on everything."""
    given = {"limited": list(limited), **_of(book_id, at)}
    return [PLANNED_ONCE, (ALONE, given), (_LIMITED, given)]


def after_bringing(connection: Connection, book_id: UUID, at: datetime) -> None:
    """Raise what an import caused: its temporary tables ``coming`` and ``moved`` are there."""
    _staged(connection, _BROUGHT, book_id, at)


def after_adding(connection: Connection, book_id: UUID, at: datetime) -> None:
    """Raise what many new transactions caused: ``coming_transaction`` and ``moved`` are there."""
    _staged(connection, _ADDED, book_id, at)


def after_taking(connection: Connection, book_id: UUID, at: datetime) -> None:
    """Raise what transactions that went caused: the temporary table ``moved`` is there."""
    _staged(connection, _TAKEN, book_id, at)


def _staged(connection: Connection, query: LiteralString, book_id: UUID, at: datetime) -> None:
    given = _of(book_id, at)
    together(connection, [(ALONE, given), (query, given)])


def _of(book_id: UUID, at: datetime) -> dict[str, Any]:
    return {"book": book_id, "at": at, "channel": CHANNEL, "said": said(book_id, NOTICE)}
