"""Kept month totals as the database writes them into texts, each read only once.

As for ``entry_texts``: equal texts are equal totals, so nothing kept is ever out of date.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres.pipeline import Statement
from finance.adapters.postgres.read_once import in_texts, read_once
from finance.domain.money import Money
from finance.domain.periods import Span
from finance.domain.totals import MonthTotal

QUERY: Final = r"""
    SELECT month, string_agg(concat_ws(' ', account_id, currency, amount, count), E'\n')
    FROM month_total
    WHERE book_id = %(book)s AND month >= %(first)s AND month < %(before)s
    GROUP BY month ORDER BY month
"""
"""A line for every total of a month, in no order: half the work of JSON in that of its keys."""

_id: Final = lru_cache(maxsize=20_000)(UUID)


def of(book_id: UUID, months: Span) -> Statement:
    """The statement for the kept totals of the periods that start within ``months``."""
    return QUERY, given(book_id, months)


def given(book_id: UUID, months: Span) -> dict[str, Any]:
    """What the names in ``QUERY`` stand for."""
    return {"book": book_id, "first": months.start, "before": months.before}


@read_once(in_texts)
def totals(rows: Sequence[tuple[Any, ...]]) -> tuple[MonthTotal, ...]:
    """The totals that the rows of ``of`` say."""
    return tuple(
        MonthTotal(
            account_id=_id(account_id),
            month=month,
            amount=Money(int(amount), currency),
            count=int(count),
        )
        for month, text in rows
        for account_id, currency, amount, count in map(str.split, sorted(text.split("\n")))
    )
