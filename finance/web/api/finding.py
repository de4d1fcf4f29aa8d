"""What a list of transactions is asked for, as a filter."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from pydantic import Field

from finance.domain.accounts import CATEGORIES, OWN, Account, AccountKind, Chart
from finance.domain.errors import NotFound
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.periods import Span
from finance.domain.query_text import Reader, days, merged, read_query
from finance.usecases.readings import Row
from finance.usecases.register import Place
from finance.web.api.declaring import Call
from finance.web.api.kinds import Asked, Day, MonthIn, Query, QueryAmount, QueryText
from finance.web.api.paging import Paged, cursor_of, position_of
from finance.web.api.shapes import TransactionType

_MOST: Final = 50
_NO_DAYS: Final = Span(date(2000, 1, 1), date(2000, 1, 1))


class Chosen(Asked):
    """Which transactions; every condition that is given must hold.

    ``category`` and ``account`` are ids or names; ``min`` and ``max`` sizes, sign aside;
    ``start_date`` and ``end_date`` are inclusive; ``q`` is the register's filter grammar.
    """

    q: Query = ""
    category: list[QueryText] = Field(default=[], max_length=_MOST)
    account: list[QueryText] = Field(default=[], max_length=_MOST)
    tag: list[QueryText] = Field(default=[], max_length=_MOST)
    min: QueryAmount | None = None
    max: QueryAmount | None = None
    start_date: Day | None = None
    end_date: Day | None = None
    month: MonthIn | None = None


class ChosenOfAny(Chosen):
    """The same, of one or several types."""

    type: list[TransactionType] = Field(default=[], max_length=_MOST)


class Found(Chosen, Paged):
    """Which transactions to list, page by page."""


class FoundOfAny(ChosenOfAny, Found):
    """The same, of one or several types."""


def rows(
    call: Call, query: Found, kind: TransactionKind | None = None, *, trashed: bool = False
) -> tuple[tuple[Row, ...], str | None]:
    """The asked page of transactions, and the cursor of the next one."""
    chosen = filter_of(call, query, kind, trashed=trashed)
    place = Place(at=position_of(query.cursor), limit=query.limit)
    found = call.use.registers.page(call.actor, chosen, place).rows
    return found.rows, cursor_of(found.older)


def filter_of(
    call: Call, query: Chosen, kind: TransactionKind | None = None, *, trashed: bool = False
) -> Filter:
    """The filter that is asked for; NotFound for an account or category that is not here."""
    book = call.actor.book
    chart = _chart(call) if query.q or query.category or query.account else Chart(())
    parts = [
        Filter(
            span=days(query.start_date, query.end_date),
            accounts=frozenset(_ids(chart, query.account, OWN, "account")),
            categories=frozenset(_ids(chart, query.category, CATEGORIES, "category")),
            kinds=_kinds(query),
            tags=frozenset(query.tag),
            minimum=query.min,
            maximum=query.max,
        )
    ]
    if query.month is not None:
        parts.append(Filter(span=query.month.span(book.month_start)))
    if query.q:
        today = book.today(call.use.clock())
        parts.append(
            read_query(query.q, Reader(chart=chart, today=today, month_start=book.month_start))
        )
    return _narrowed(merged(parts), kind, trashed=trashed)


def _kinds(query: Chosen) -> frozenset[TransactionKind]:
    named = query.type if isinstance(query, ChosenOfAny) else []
    return frozenset(TransactionKind(one) for one in named)


def _narrowed(chosen: Filter, kind: TransactionKind | None, *, trashed: bool) -> Filter:
    if kind is None:
        return replace(chosen, trashed=trashed)
    if chosen.kinds and kind not in chosen.kinds:
        return replace(chosen, span=_NO_DAYS)
    return replace(chosen, kinds=frozenset({kind}), trashed=trashed)


def _chart(call: Call) -> Chart:
    return call.use.accounts.all(call.actor).chart


def _ids(
    chart: Chart, texts: list[str], kinds: frozenset[AccountKind], field: str
) -> Iterator[UUID]:
    """The accounts meant by ``texts``, with everything beneath them; NotFound for a stranger."""
    for text in texts:
        found = [one.id for one in chart.values() if one.kind in kinds and _is(one, text)]
        if not found:
            raise NotFound("account", field)
        for one in found:
            yield from chart.beneath(one)


def _is(account: Account, text: str) -> bool:
    return str(account.id) == text.lower() or account.name.casefold() == text.casefold()
