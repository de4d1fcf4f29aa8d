"""Lines of limits as the database writes them into texts, each read only once.

As for ``entry_texts``: equal texts are equal lines, so nothing kept is ever out of date.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres.pipeline import Statement
from finance.domain.budgets import Budget, Limit
from finance.domain.money import Money
from finance.domain.periods import Month

QUERY: Final = r"""
    SELECT b.id::text, b.category_id::text, b.version, l.limits
    FROM budget b LEFT JOIN (
        SELECT budget_id, string_agg(concat(since, ' ', amount, ' ', currency), E'\n'
            ORDER BY since) AS limits
        FROM budget_limit WHERE book_id = %(book)s GROUP BY budget_id
    ) AS l ON l.budget_id = b.id
    WHERE b.book_id = %(book)s ORDER BY b.id
"""


def of(book_id: UUID) -> Statement:
    """The statement for every line of a book, to be read by ``lines``."""
    return QUERY, {"book": book_id}


def lines(rows: Sequence[tuple[Any, ...]]) -> tuple[Budget, ...]:
    """The lines that the rows of ``of`` say."""
    return tuple(_line(*row) for row in rows)


@lru_cache(maxsize=4096)
def _line(budget_id: str, category_id: str | None, version: int, limits: str | None) -> Budget:
    return Budget(
        id=UUID(budget_id),
        category_id=UUID(category_id) if category_id else None,
        limits=tuple(map(_limit, limits.split("\n") if limits else ())),
        version=version,
    )


def _limit(line: str) -> Limit:
    """The limit of a line; amount and currency are empty where the budget ends."""
    since, amount, currency = line.split(" ")
    return Limit(Month.parse(since[:7]), Money(int(amount), currency) if currency else None)
