"""Lines of limits as the database writes them into texts, each read only once.

As for ``entry_texts``: equal texts are equal lines, so nothing kept is ever out of date.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres.pipeline import Statement
from finance.domain.budgets import Budget, Limit
from finance.domain.money import Money
from finance.domain.periods import Month

QUERY: Final = """
    SELECT b.id::text, b.category_id::text, b.version,
        coalesce((SELECT json_agg(json_build_array(l.since, l.amount, l.currency) ORDER BY l.since)
            FROM budget_limit l WHERE l.book_id = %(book)s AND l.budget_id = b.id), '[]')::text
    FROM budget b WHERE b.book_id = %(book)s ORDER BY b.id
"""


def of(book_id: UUID) -> Statement:
    """The statement for every line of a book, to be read by ``lines``."""
    return QUERY, {"book": book_id}


def lines(rows: Sequence[tuple[Any, ...]]) -> tuple[Budget, ...]:
    """The lines that the rows of ``of`` say."""
    return tuple(_line(*row) for row in rows)


@lru_cache(maxsize=4096)
def _line(budget_id: str, category_id: str | None, version: int, limits: str) -> Budget:
    return Budget(
        id=UUID(budget_id),
        category_id=UUID(category_id) if category_id else None,
        limits=tuple(
            Limit(Month.parse(since[:7]), Money(amount, currency) if currency else None)
            for since, amount, currency in json.loads(limits)
        ),
        version=version,
    )
