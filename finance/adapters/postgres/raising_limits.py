"""What of a book's limits a write may have passed: parts of the statement of ``raising``.

Each part is a common table expression. ``reached`` says which limits may have been passed in which
months; the others find what holds there, what was spent beneath it, and the highest threshold.
"""

from typing import Final, LiteralString

REACHED_BY_MONEY: Final[LiteralString] = """
    moving AS (
        SELECT DISTINCT m.account_id, period_start(m.date, b.month_start) AS start
        FROM {moved} JOIN book b ON b.id = %(book)s
        JOIN account a ON a.book_id = %(book)s AND a.id = m.account_id AND a.kind = 'expense'
        WHERE EXISTS (SELECT FROM budget WHERE book_id = %(book)s)
            AND period_start(m.date, b.month_start) >= period_start(
                period_start(day_in(%(at)s, b.time_zone), b.month_start) - 1, b.month_start)
    ), above (start, at) AS (
        SELECT start, account_id FROM moving
        UNION SELECT above.start, a.parent_id FROM above
        JOIN account a ON a.book_id = %(book)s AND a.id = above.at
        WHERE a.parent_id IS NOT NULL
    ), reached (start, at) AS (
        SELECT start, at FROM above UNION SELECT start, %(book)s::uuid FROM moving
    )
"""
"""Every limit above an account that money moved on, in the month it moved in.

Months before the last one are history: ``domain.alerts.news_since``.
"""

REACHED_BY_LIMITS: Final[LiteralString] = """
    reached (start, at) AS (
        SELECT period_start(day_in(%(at)s, b.time_zone), b.month_start), limited.id
        FROM book b, unnest(%(limited)s::uuid[]) AS limited (id) WHERE b.id = %(book)s
    )
"""
"""Limits that were just changed, in the present month."""

PASSED: Final[LiteralString] = """
    held AS (
        SELECT r.start, r.at, b.category_id, l.amount, l.currency
        FROM reached r JOIN book k ON k.id = %(book)s
        JOIN budget b ON b.book_id = %(book)s AND coalesce(b.category_id, b.book_id) = r.at
        CROSS JOIN LATERAL (
            SELECT amount, currency FROM budget_limit
            WHERE book_id = %(book)s AND budget_id = b.id
                AND since <= month_named(r.start, k.month_start)
            ORDER BY since DESC LIMIT 1
        ) AS l
        WHERE l.amount IS NOT NULL AND NOT EXISTS (
            SELECT FROM account a WHERE a.book_id = %(book)s AND a.id = b.category_id
                AND day_in(a.closed_at, k.time_zone) < r.start)
    ), below (root, account_id) AS (
        SELECT category_id, category_id FROM held WHERE category_id IS NOT NULL
        UNION SELECT below.root, a.id FROM below
        JOIN account a ON a.book_id = %(book)s AND a.parent_id = below.account_id
    ), spent AS (
        SELECT h.start, h.at, h.category_id, h.amount, h.currency, coalesce((
            SELECT sum(m.amount) FROM month_total m
            WHERE m.book_id = %(book)s AND m.month = h.start AND m.currency = h.currency
                AND m.account_id IN (
                    SELECT account_id FROM below WHERE root = h.category_id
                    UNION ALL SELECT id FROM account
                    WHERE h.category_id IS NULL AND book_id = %(book)s AND kind = 'expense')
        ), 0) AS spent
        FROM held h
    ), passed AS (
        SELECT s.start, s.at, s.amount, s.spent, s.currency, t.kind, t.threshold
        FROM spent s CROSS JOIN LATERAL (
            SELECT 'over' AS kind, 100 AS threshold
            WHERE s.spent > s.amount AND coalesce((
                SELECT active FROM alert_rule
                WHERE book_id = %(book)s AND kind = 'over'
                    AND (account_id = s.category_id OR account_id IS NULL)
                ORDER BY account_id NULLS LAST LIMIT 1), true)
            UNION ALL SELECT 'near', near.percent FROM (
                SELECT percent, active FROM alert_rule
                WHERE book_id = %(book)s AND kind = 'near'
                    AND account_id IS NOT DISTINCT FROM (
                        SELECT s.category_id FROM alert_rule
                        WHERE book_id = %(book)s AND kind = 'near'
                            AND account_id = s.category_id LIMIT 1)
                UNION ALL SELECT 80, true WHERE NOT EXISTS (
                    SELECT FROM alert_rule WHERE book_id = %(book)s AND kind = 'near'
                        AND (account_id = s.category_id OR account_id IS NULL))
            ) AS near
            WHERE near.active AND s.spent * 100 >= s.amount * near.percent
            ORDER BY threshold DESC LIMIT 1
        ) AS t
        WHERE NOT EXISTS (
            SELECT FROM notice n
            WHERE n.book_id = %(book)s AND n.kind IN ('near', 'over') AND n.subject_id = s.at
                AND n.month = s.start AND n.threshold >= t.threshold)
    )
"""
"""The highest threshold each limit has passed, unless it or a higher one was told that month."""

ALONE: Final[LiteralString] = """
    SELECT pg_advisory_xact_lock(hashtextextended('limits:' || %(book)s::text, 0))
    WHERE EXISTS (SELECT FROM budget WHERE book_id = %(book)s)
"""
"""Let writers whose spending counts against the same limit look one after the other.

Two that write in different categories beneath one limit would each see only their own part.
"""
