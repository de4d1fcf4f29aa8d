"""Sums of categories over any days, as statements.

Whole months are answered by what is kept of them; only the days around are counted. Postings are
found account by account, see ``reports``.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres.pipeline import Statement
from finance.adapters.postgres.read_once import read_once
from finance.domain.analytics import Sum, WeekSum, whole_months
from finance.domain.money import Money
from finance.domain.people import Book
from finance.domain.periods import Span

_SUMS: Final = """
    SELECT account_id, currency, sum(amount)::bigint, sum(count)::bigint FROM (
        SELECT p.account_id, p.currency, p.amount, 1 AS count
        FROM account a
        CROSS JOIN unnest(%(starts)s::date[], %(befores)s::date[]) AS part (start, before)
        CROSS JOIN LATERAL (
            SELECT account_id, currency, amount FROM posting
            WHERE book_id = %(book)s AND account_id = a.id
                AND date >= part.start AND date < part.before OFFSET 0
        ) p
        WHERE a.book_id = %(book)s AND a.kind IN ('income', 'expense')
        UNION ALL
        SELECT m.account_id, m.currency, m.amount, m.count
        FROM month_total m JOIN account a ON a.book_id = %(book)s AND a.id = m.account_id
        WHERE m.book_id = %(book)s AND m.month >= %(first)s AND m.month < %(before)s
            AND a.kind IN ('income', 'expense')
    ) AS parts GROUP BY account_id, currency HAVING sum(count) <> 0
    ORDER BY account_id, currency
"""
_WEEKS: Final = """
    SELECT date_trunc('week', p.date::timestamp)::date, p.account_id, p.currency,
        sum(p.amount)::bigint
    FROM account a CROSS JOIN LATERAL (
        SELECT account_id, date, currency, amount FROM posting
        WHERE book_id = %(book)s AND account_id = a.id
            AND date >= %(first)s AND date < %(before)s OFFSET 0
    ) p
    WHERE a.book_id = %(book)s AND a.kind IN ('income', 'expense')
    GROUP BY 1, 2, 3 HAVING sum(p.amount) <> 0 ORDER BY 1, 2, 3
"""
_NOWHERE: Final = date(1, 1, 1)


def of(book: Book, span: Span) -> Statement:
    """The statement for the sums of ``span``; its rows are for ``sums``."""
    whole = whole_months(span, book.month_start) or Span(_NOWHERE, _NOWHERE)
    edges = [span] if not whole.days else _around(span, whole)
    return _SUMS, {
        "book": book.id,
        "starts": [edge.start for edge in edges],
        "befores": [edge.before for edge in edges],
        "first": whole.start,
        "before": whole.before,
    }


def _around(span: Span, whole: Span) -> list[Span]:
    edges = (Span(span.start, whole.start), Span(whole.before, span.before))
    return [edge for edge in edges if edge.days]


@read_once(len)
def sums(rows: Sequence[tuple[Any, ...]]) -> tuple[Sum, ...]:
    """The sums that the rows of ``of`` say."""
    return tuple(
        Sum(account_id, Money(amount, currency), count)
        for account_id, currency, amount, count in rows
    )


def weeks_of(book_id: UUID, span: Span) -> Statement:
    """The statement for the sums of ``span`` by week; its rows are for ``week_sums``."""
    return _WEEKS, {"book": book_id, "first": span.start, "before": span.before}


@read_once(len)
def week_sums(rows: Sequence[tuple[Any, ...]]) -> tuple[WeekSum, ...]:
    """The sums that the rows of ``weeks_of`` say."""
    return tuple(
        WeekSum(monday, account_id, Money(amount, currency))
        for monday, account_id, currency, amount in rows
    )
