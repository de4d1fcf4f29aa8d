"""The lines of limits of a book, and the one statement that holds spending against them."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from finance.adapters.postgres import account_texts, budget_texts, raising, sums, total_texts
from finance.adapters.postgres.changes import PostgresChanges
from finance.adapters.postgres.line import Line
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import Statement, together
from finance.domain.budgets import Budget
from finance.domain.changes import Action, Subject, budgets_snapshot
from finance.domain.errors import ChangedMeanwhile
from finance.domain.money import Money
from finance.domain.periods import Month, Span
from finance.domain.totals import MonthTotal
from finance.usecases.ports import Mark
from finance.usecases.readings import AccountReadings, BudgetSum

_ALONE: Final = (
    "SELECT pg_advisory_xact_lock(hashtextextended('budgets:' || %(book)s::text, 0))::text"
)
SUMS: Final = """
    WITH RECURSIVE period AS (
        SELECT start, month_named(start, b.month_start) AS named, b.currency, b.time_zone
        FROM book b, unnest(%(periods)s::date[]) AS start WHERE b.id = %(book)s
    ), held AS (
        SELECT DISTINCT ON (p.start, b.id) p.start, b.id, b.category_id, l.amount, l.currency
        FROM period p JOIN budget b ON b.book_id = %(book)s
        JOIN budget_limit l
            ON l.book_id = %(book)s AND l.budget_id = b.id AND l.since <= p.named
        WHERE NOT EXISTS (
            SELECT FROM account a WHERE a.book_id = %(book)s AND a.id = b.category_id
                AND day_in(a.closed_at, p.time_zone) < p.start)
        ORDER BY p.start, b.id, l.since DESC
    ), above (account_id, at) AS (
        SELECT id, id FROM account WHERE book_id = %(book)s AND kind = 'expense'
        UNION
        SELECT above.account_id, a.parent_id FROM above
        JOIN account a ON a.book_id = %(book)s AND a.id = above.at
        WHERE a.parent_id IS NOT NULL
    ), reach AS (
        SELECT account_id, at FROM above
        UNION ALL SELECT id, %(book)s FROM account WHERE book_id = %(book)s AND kind = 'expense'
    ), spent AS (
        SELECT p.start, reach.at, sum(m.amount) AS amount
        FROM period p
        JOIN month_total m
            ON m.book_id = %(book)s AND m.month = p.start AND m.currency = p.currency
        JOIN reach ON reach.account_id = m.account_id
        GROUP BY p.start, reach.at
    )
    SELECT h.start, h.id, h.category_id, h.amount, h.currency, coalesce(s.amount, 0)::bigint
    FROM held h LEFT JOIN spent s
        ON s.start = h.start AND s.at = coalesce(h.category_id, %(book)s)
    WHERE h.amount IS NOT NULL
    ORDER BY h.start, h.id
"""
"""Every limit that holds in the periods that start on ``periods``, with what was spent.

Columns: first day of the period, budget, category (null: all spending), limit, currency, spent.
Spending counts the category with everything beneath it, in the book's currency, from kept month
totals alone. All spending is kept under the book's own id. Fit to stand in a larger statement.
"""
_MADE: Final = """
    INSERT INTO budget (book_id, id, category_id, version)
    VALUES (%(book)s, %(id)s, %(category)s, 1)
"""
_NEWER: Final = """
    UPDATE budget SET version = version + 1
    WHERE book_id = %(book)s AND id = %(id)s AND version = %(version)s
"""
_CLEARED: Final = """
    DELETE FROM budget_limit
    WHERE book_id = %(book)s AND budget_id = %(id)s AND since = ANY (%(months)s)
"""
_LIMITED: Final = """
    INSERT INTO budget_limit (book_id, budget_id, since, amount, currency)
    SELECT %(book)s, %(id)s, since, amount, currency
    FROM unnest(%(months)s::date[], %(amounts)s::bigint[], %(currencies)s::text[])
        AS come (since, amount, currency)
"""


class PostgresBudgets(BookPart):
    """The ``Budgets`` port."""

    def __init__(self, line: Line, book_id: UUID, changes: PostgresChanges) -> None:
        super().__init__(line, book_id)
        self._changes = changes

    def all(self, *, lock: bool = False) -> tuple[Budget, ...]:
        """Every line."""
        if lock:
            self._line.read((_ALONE, {"book": self._book_id}))
        (found,) = self._line.read(budget_texts.of(self._book_id))
        return budget_texts.lines(found)

    def seen(
        self, months: Span
    ) -> tuple[AccountReadings, tuple[MonthTotal, ...], tuple[Budget, ...]]:
        """The accounts, the kept totals and all lines, in one round trip."""
        accounts, totals, budgets = self._line.look(
            (account_texts.QUERY, {"book": self._book_id}),
            total_texts.of(self._book_id, months),
            budget_texts.of(self._book_id),
        )
        return (
            account_texts.readings(accounts),
            total_texts.totals(totals),
            budget_texts.lines(budgets),
        )

    def write(
        self, before: Sequence[Budget], after: Sequence[Budget], subject_id: UUID, mark: Mark
    ) -> None:
        """Write lines anew, pair by pair, as one change of ``subject_id``."""
        there = {one.id for one in self.all()}
        if not there:  # who writes money meanwhile does not look at limits: what it spent counts
            sums.hold_alone(self._connection, self._book_id)
        heads = [self._head(one, made=one.id not in there) for one in before]
        rows = [
            statement
            for one, other in zip(before, after, strict=True)
            for statement in self._differences(one, other)
        ]
        touched = together(self._connection, [*heads, *rows])
        if not all(touched[: len(heads)]):
            raise ChangedMeanwhile("changed_meanwhile", "version")
        action = Action.EDITED if there.issuperset(one.id for one in before) else Action.CREATED
        states = budgets_snapshot(before), budgets_snapshot(after)
        limited = [one.category_id or self._book_id for one in after]
        together(self._connection, raising.after_limits(self._book_id, limited, mark.at))
        self._changes.record((Subject.BUDGET, subject_id, action), *states, mark)

    def sums(self, periods: Sequence[date]) -> tuple[BudgetSum, ...]:
        """Every limit that holds in the periods, and what was spent."""
        (found,) = self._line.read((SUMS, {"book": self._book_id, "periods": list(periods)}))
        return tuple(
            BudgetSum(
                period=period,
                budget_id=budget_id,
                category_id=category_id,
                limit=Money(limit, currency),
                spent=Money(spent, currency),
            )
            for period, budget_id, category_id, limit, currency, spent in found
        )

    def _head(self, one: Budget, *, made: bool) -> Statement:
        given = {"book": self._book_id, "id": one.id}
        if made:
            return _MADE, {**given, "category": one.category_id}
        return _NEWER, {**given, "version": one.version}

    def _differences(self, before: Budget, after: Budget) -> list[Statement]:
        given = {"book": self._book_id, "id": before.id}
        went = [one for one in before.limits if one not in after.limits]
        came = [one for one in after.limits if one not in before.limits]
        amounts = [one.amount for one in came]
        cleared = {**given, "months": [_named(one.since) for one in went]}
        limited = {
            **given,
            "months": [_named(one.since) for one in came],
            "amounts": [amount and amount.minor for amount in amounts],
            "currencies": [amount and amount.currency for amount in amounts],
        }
        return [(_CLEARED, cleared), (_LIMITED, limited)]


def _named(month: Month) -> date:
    return date(month.year, month.month, 1)
