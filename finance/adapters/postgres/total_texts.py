"""Kept month totals as the database writes them into texts, each read only once.

As for ``entry_texts``: equal texts are equal totals, so nothing kept is ever out of date.
"""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres.pipeline import Statement
from finance.domain.money import Money
from finance.domain.periods import Span
from finance.domain.totals import MonthTotal

_MONTHS: Final = """
    SELECT month, json_agg(json_build_array(account_id, currency, amount, count)
        ORDER BY account_id, currency)::text
    FROM month_total
    WHERE book_id = %(book)s AND month >= %(first)s AND month < %(before)s
    GROUP BY month ORDER BY month
"""


def of(book_id: UUID, months: Span) -> Statement:
    """The statement for the kept totals of the periods that start within ``months``."""
    return _MONTHS, {"book": book_id, "first": months.start, "before": months.before}


def totals(rows: Sequence[tuple[Any, ...]]) -> tuple[MonthTotal, ...]:
    """The totals that the rows of ``of`` say."""
    return _totals(tuple(rows))


@lru_cache(maxsize=256)
def _totals(rows: tuple[tuple[date, str], ...]) -> tuple[MonthTotal, ...]:
    return tuple(
        MonthTotal(
            account_id=UUID(account_id), month=month, amount=Money(amount, currency), count=count
        )
        for month, text in rows
        for account_id, currency, amount, count in json.loads(text)
    )
