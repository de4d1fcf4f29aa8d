"""What reports are made of: the sums kept of months, and the postings of the month alone.

All of a report is one statement, so that all of it is of one moment: a proof would fail where one
half was read before somebody wrote and the other half after.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from finance.adapters.postgres import (
    account_texts,
    budget_texts,
    entry_texts,
    pages,
    span_sums,
    total_texts,
)
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import Statement
from finance.adapters.postgres.read_once import MOST, in_texts
from finance.domain.accounts import Chart
from finance.domain.analytics import Sum, WeekSum
from finance.domain.ledger import Transaction
from finance.domain.money import Bag, Money
from finance.domain.month_facts import LARGEST, MonthFacts, Turnover, months_told
from finance.domain.people import Book
from finance.domain.periods import Month, Span
from finance.domain.schedules import template_from
from finance.domain.totals import MonthTotal
from finance.usecases.readings import AccountReading, AccountReadings
from finance.usecases.scheduling import opened

# Postings are found by their account, so a month's are looked for account by account. OFFSET 0
# keeps the planner from turning that into one look at all postings there are.
_TEMPLATE: Final = """
    WITH inside AS MATERIALIZED (
        SELECT p.account_id, a.kind, p.transaction_id, p.date, p.currency, p.amount
        FROM account a CROSS JOIN LATERAL (
            SELECT account_id, transaction_id, date, currency, amount FROM posting
            WHERE book_id = %(book)s AND account_id = a.id
                AND date >= %(start)s AND date < %(before)s OFFSET 0
        ) p
        WHERE a.book_id = %(book)s
    ), ranked AS (
        SELECT transaction_id, row_number() OVER (
            PARTITION BY currency ORDER BY abs(sum(amount)) DESC, date, transaction_id
        ) AS place
        FROM inside WHERE kind IN ('income', 'expense')
        GROUP BY transaction_id, date, currency HAVING sum(amount) <> 0
    )
    SELECT 'account' AS part, '' AS key, ({accounts}) AS text
    UNION ALL
    SELECT 'total', month::text, lines FROM ({totals}) AS kept (month, lines)
    UNION ALL
    SELECT 'later', account_id::text, json_build_array(currency, sum(amount))::text
    FROM month_total WHERE book_id = %(book)s AND month >= %(before)s
    GROUP BY account_id, currency
    UNION ALL
    SELECT 'turnover', account_id::text, json_build_array(currency,
        coalesce(sum(amount) FILTER (WHERE amount > 0), 0),
        coalesce(-sum(amount) FILTER (WHERE amount < 0), 0), count(*))::text
    FROM inside GROUP BY account_id, currency
    UNION ALL
    SELECT 'budget', id, json_build_array(category_id, version, limits)::text
    FROM ({budgets}) AS known (id, category_id, version, limits)
    UNION ALL
    SELECT 'entry', '', {entry} FROM transaction t
    WHERE t.book_id = %(book)s
        AND t.id IN (SELECT transaction_id FROM ranked WHERE place <= %(largest)s)
    UNION ALL
    (SELECT 'due', o.id::text, json_build_array(o.due_on, s.template)::text
    FROM occurrence o JOIN schedule s ON s.book_id = o.book_id AND s.id = o.schedule_id
    WHERE o.book_id = %(book)s AND o.state = 'pending' AND s.state = 'active'
        AND o.due_on >= %(before)s AND o.due_on < %(after)s
    ORDER BY o.due_on, o.id LIMIT %(due)s)
    UNION ALL
    SELECT 'count', '', count(*)::text FROM transaction
    WHERE book_id = %(book)s AND trashed_at IS NULL AND date >= %(start)s AND date < %(before)s
"""
_MONTH: Final = _TEMPLATE.format(
    accounts=account_texts.QUERY,
    budgets=budget_texts.QUERY,
    entry=pages.TEXT,
    totals=total_texts.QUERY,
)

_AHEAD: Final = timedelta(days=31)
_MOST_DUE: Final = 50

_Parts = Mapping[str, Sequence[tuple[str, str]]]


class PostgresReports(BookPart):
    """The ``Reports`` port."""

    def month(self, book: Book, month: Month) -> tuple[AccountReadings, MonthFacts]:
        """Every account with its balance of today, and the facts of ``month``."""
        months = months_told(month)
        span = month.span(book.month_start)
        whole = Span(months[0].span(book.month_start).start, span.before)
        given = {
            **total_texts.given(self._book_id, whole),
            "start": span.start,
            "largest": LARGEST,
            "after": span.before + _AHEAD,
            "due": _MOST_DUE,
        }
        (rows,) = self._line.look((_MONTH, given))
        known = tuple(rows)
        read = _kept if in_texts(known) <= MOST else _told
        return read(months, known)

    def sums(
        self, book: Book, spans: Sequence[Span]
    ) -> tuple[AccountReadings, tuple[tuple[Sum, ...], ...]]:
        """The accounts, and the sums of the categories over each of ``spans``."""
        statements = [span_sums.of(book, span) for span in spans]
        accounts, *found = self._line.look(self._accounts(), *statements)
        return account_texts.readings(accounts), tuple(span_sums.sums(rows) for rows in found)

    def weeks(self, span: Span) -> tuple[AccountReadings, tuple[WeekSum, ...]]:
        """The accounts, and the sums of the categories over ``span`` by week."""
        accounts, found = self._line.look(self._accounts(), span_sums.weeks_of(self._book_id, span))
        return account_texts.readings(accounts), span_sums.week_sums(found)

    def totals(self, months: Span) -> tuple[AccountReadings, tuple[MonthTotal, ...]]:
        """The accounts, and the kept totals of the periods that start within ``months``."""
        accounts, found = self._line.look(self._accounts(), total_texts.of(self._book_id, months))
        return account_texts.readings(accounts), total_texts.totals(found)

    def _accounts(self) -> Statement:
        return account_texts.QUERY, {"book": self._book_id}


def _told(
    months: tuple[Month, ...], rows: tuple[tuple[str, str, str], ...]
) -> tuple[AccountReadings, MonthFacts]:
    """What the rows of ``_MONTH`` say."""
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part, key, text in rows:
        parts[part].append((key, text))
    accounts = account_texts.readings([(text,) for _, text in parts["account"]])
    return accounts, _facts(months, parts, accounts)


_kept: Final = lru_cache(maxsize=32)(_told)


def _facts(months: tuple[Month, ...], parts: _Parts, accounts: AccountReadings) -> MonthFacts:
    return MonthFacts(
        months=months,
        totals=_totals(parts["total"]),
        closing=_closing(parts, accounts),
        turnovers=tuple(_turnover(*row) for row in sorted(parts["turnover"])),
        candidates=tuple(entry_texts.entry(text).transaction for _, text in parts["entry"]),
        transactions=int(parts["count"][0][1]),
        budgets=budget_texts.lines([(key, *json.loads(text)) for key, text in parts["budget"]]),
        upcoming=tuple(_upcoming(parts, accounts.chart)),
    )


def _upcoming(parts: _Parts, chart: Chart) -> Iterator[Transaction]:
    """What will be recorded; an account that was closed meanwhile is shown all the same."""
    accounts = opened(chart)
    for occurrence_id, text in parts["due"]:
        day, template = json.loads(text)
        due = date.fromisoformat(day)
        yield template_from(template).transaction(UUID(occurrence_id), due, accounts)


def _key(total: MonthTotal) -> tuple[UUID, date, str]:
    return total.account_id, total.month, total.amount.currency


def _totals(lines: Sequence[tuple[str, str]]) -> tuple[MonthTotal, ...]:
    found = total_texts.totals([(date.fromisoformat(month), text) for month, text in lines])
    return tuple(sorted(found, key=_key))


def _turnover(account_id: str, text: str) -> Turnover:
    currency, came, went, count = json.loads(text)
    return Turnover(
        account_id=UUID(account_id),
        came=Money(came, currency),
        went=Money(went, currency),
        count=count,
    )


def _closing(parts: _Parts, accounts: Sequence[AccountReading]) -> dict[UUID, Bag]:
    """What own accounts hold today, less what the months after brought."""
    later: dict[UUID, list[Any]] = defaultdict(list)
    for account_id, text in parts["later"]:
        currency, amount = json.loads(text)
        later[UUID(account_id)].append(Money(amount, currency))
    closing = {
        one.account.id: one.balance + -Bag(later[one.account.id])
        for one in accounts
        if one.account.kind.own
    }
    return {account_id: held for account_id, held in closing.items() if held}
