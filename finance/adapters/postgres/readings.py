"""Lists and totals for pages: kept sums wherever there are any, never more rows than shown."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from psycopg.rows import dict_row
from sqlalchemy import select, text

from finance.adapters.postgres import (
    account_texts,
    budget_texts,
    entry_texts,
    pages,
    schedules,
    total_texts,
)
from finance.adapters.postgres.listing import Listing, escaped
from finance.adapters.postgres.parts import BookPart
from finance.adapters.postgres.pipeline import Statement, beneath
from finance.adapters.postgres.tables import payee
from finance.adapters.postgres.transactions import entry
from finance.domain.filters import Filter, folded
from finance.domain.money import Bag, Money
from finance.domain.periods import Span
from finance.domain.totals import MonthTotal
from finance.usecases.readings import (
    AccountReadings,
    Ahead,
    Entry,
    Overview,
    PayeeReading,
    Position,
    Summary,
)

_BALANCE_AFTER: Final = text("""
    SELECT currency, sum(amount)::bigint FROM (
        SELECT m.currency, m.amount FROM month_total m
        WHERE m.book_id = :book AND m.account_id = :account
            AND m.month < period_start(:date, (SELECT month_start FROM book WHERE id = :book))
        UNION ALL
        SELECT p.currency, p.amount FROM posting p
        WHERE p.book_id = :book AND p.account_id = :account
            AND p.date >= period_start(:date, (SELECT month_start FROM book WHERE id = :book))
            AND (p.date, p.transaction_id) <= (:date, :id)
    ) AS parts GROUP BY currency
""")
_PAYEE: Final = ("name", "account_id", "category_id", "uses", "last_on")
_MOST_USED: Final = """
    SELECT name, account_id, category_id, uses, last_on FROM payee WHERE book_id = %(book)s
    ORDER BY uses DESC, last_on DESC, key LIMIT %(limit)s
"""
"""As ``payees`` are found for no beginning."""
_CHUNK: Final = 1000


class PostgresReadings(BookPart):
    """The ``Readings`` port."""

    def accounts(self) -> AccountReadings:
        """Every account with its kept balance, ordered among siblings."""
        (found,) = self._line.look(self._accounts())
        return account_texts.readings(found)

    def month_totals(self, months: Span) -> tuple[MonthTotal, ...]:
        """The kept totals of the periods that start within ``months``."""
        (found,) = self._line.look(self._months(months))
        return total_texts.totals(found)

    def entries(
        self, chosen: Filter, *, start: Position | None, limit: int, newest_first: bool = True
    ) -> tuple[Entry, ...]:
        """The entries that match, from just beyond ``start`` on, in date and id order."""
        usual = pages.page(self._book_id, chosen, start, limit, newest_first=newest_first)
        if usual:
            (found,) = self._line.look(usual)
            return _entries(found)
        query = Listing(self._book_id, chosen).page(start, limit, newest_first=newest_first)
        return tuple(map(entry_texts.entry, self._connection.execute(query).scalars()))

    def listed(
        self, chosen: Filter, *, start: Position | None, limit: int, newest_first: bool = True
    ) -> tuple[AccountReadings, tuple[Entry, ...]]:
        """``accounts`` and ``entries``, in one round trip where the list is a usual one."""
        usual = pages.page(self._book_id, chosen, start, limit, newest_first=newest_first)
        if usual is None:
            accounts = self.accounts()
            found = self.entries(chosen, start=start, limit=limit, newest_first=newest_first)
            return accounts, found
        held, entries = self._line.look(self._accounts(), usual)
        return account_texts.readings(held), _entries(entries)

    def overview(self, months: Span, limit: int, ahead: Ahead) -> Overview:
        """``accounts``, ``month_totals``, entries and all else there is, in one round trip."""
        accounts, totals, entries, limits, near = self._line.look(
            self._accounts(),
            self._months(months),
            pages.newest(self._book_id, limit),
            budget_texts.of(self._book_id),
            schedules.near_of(self._book_id, ahead),
        )
        return Overview(
            accounts=account_texts.readings(accounts),
            totals=total_texts.totals(totals),
            entries=_entries(entries),
            budgets=budget_texts.lines(limits),
            near=schedules.near(near),
        )

    def _accounts(self) -> Statement:
        return account_texts.QUERY, {"book": self._book_id}

    def _months(self, months: Span) -> Statement:
        return total_texts.of(self._book_id, months)

    def stream(self, chosen: Filter) -> Iterator[Entry]:
        """All entries that match, oldest first, in constant memory, all of one moment."""
        query = (
            Listing(self._book_id, chosen)
            .all()
            .compile(dialect=self._connection.dialect, compile_kwargs={"render_postcompile": True})
        )
        raw = beneath(self._connection)
        with raw.cursor(name="stream", row_factory=dict_row) as cursor:
            cursor.execute(str(query).encode(), query.params)
            while part := cursor.fetchmany(_CHUNK):
                # One array of arrays is read three times faster than as many small ones.
                texts = ",".join(row["postings"] or "null" for row in part)
                for row, postings in zip(part, json.loads(f"[{texts}]"), strict=True):
                    row["postings"] = postings
                    yield entry(row)

    def summary(self, chosen: Filter) -> Summary:
        """How many entries match, and what they brought into and took out of own accounts."""
        came: list[Money] = []
        went: list[Money] = []
        count = 0
        for row in self._connection.execute(Listing(self._book_id, chosen).totals()):
            count = row.transactions
            if row.currency is not None:
                came.append(Money(int(row.came), row.currency))
                went.append(Money(int(row.went), row.currency))
        return Summary(count=count, came=Bag(came), went=Bag(went))

    def balance_after(self, account_id: UUID, at: Position) -> Bag:
        """The balance of one account after all its entries up to and including ``at``."""
        given = {"book": self._book_id, "account": account_id, "date": at.date, "id": at.id}
        found = self._connection.execute(_BALANCE_AFTER, given)
        return Bag(Money(row[1], row[0]) for row in found)

    def offered(self, limit: int) -> tuple[AccountReadings, tuple[PayeeReading, ...]]:
        """``accounts``, and the payees that are used most, in one round trip."""
        accounts, found = self._line.look(
            self._accounts(), (_MOST_USED, {"book": self._book_id, "limit": limit})
        )
        return account_texts.readings(accounts), tuple(_payee(*row) for row in found)

    def payees(self, beginning: str, limit: int) -> tuple[PayeeReading, ...]:
        """Payees whose name holds ``beginning``, the most used first."""
        like = f"%{escaped(folded(beginning.strip()))}%"
        chosen = (
            select(*(payee.c[name] for name in _PAYEE))
            .where(payee.c.book_id == self._book_id, payee.c.key.like(like, escape="\\"))
            .order_by(
                payee.c.key.like(like[1:], escape="\\").desc(),
                payee.c.uses.desc(),
                payee.c.last_on.desc(),
                payee.c.key,
            )
            .limit(limit)
        )
        return tuple(_payee(*row) for row in self._connection.execute(chosen))


@lru_cache(maxsize=4096)
def _payee(
    name: str, account_id: UUID, category_id: UUID | None, uses: int, last_on: date
) -> PayeeReading:
    """A payee of a row; equal rows are the same payee, read only once."""
    return PayeeReading(
        name=name, account_id=account_id, category_id=category_id, uses=uses, last_on=last_on
    )


def _entries(rows: Sequence[tuple[Any, ...]]) -> tuple[Entry, ...]:
    return tuple([entry_texts.entry(text) for (text,) in rows])
