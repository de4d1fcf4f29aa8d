"""The pages of lists that are asked for most, as literal statements that stay prepared.

That is all transactions or those of one account, within some days or not. Everything else goes by
``Listing``, which says the same in general.
"""

from functools import cache
from typing import Any, Final, LiteralString
from uuid import UUID

from finance.adapters.postgres.pipeline import Statement
from finance.domain.filters import Filter
from finance.usecases.readings import Position

TEXT: Final = """
    json_build_array(t.id, t.date, t.payee, t.description, t.tags, t.import_id, t.version,
        t.created_at, t.updated_at, t.trashed_at, t.trashed_postings,
        (SELECT json_agg(json_build_array(p.account_id, p.amount, p.currency, p.memo)
            ORDER BY p.position)
        FROM posting p WHERE p.book_id = %(book)s AND p.transaction_id = t.id))::text
"""
"""The text of the transaction ``t`` of the book ``%(book)s`` that ``entry_texts`` reads."""

_WITHIN: Final = " AND {}.date >= %(first)s AND {}.date < %(before)s"
_BEYOND: Final = " AND ({}.date, {}) {} (%(date)s, %(id)s)"
_ALL: Final = """
    SELECT {text} FROM transaction t
    WHERE t.book_id = %(book)s AND t.trashed_at IS NULL {where}
    ORDER BY t.date {way}, t.id {way} LIMIT %(limit)s
"""
_OF_ACCOUNT: Final = """
    SELECT {text} FROM (
        SELECT DISTINCT p.date, p.transaction_id FROM posting p
        WHERE p.book_id = %(book)s AND p.account_id = %(account)s {where}
        ORDER BY p.date {way}, p.transaction_id {way} LIMIT %(limit)s
    ) place JOIN transaction t ON t.book_id = %(book)s AND t.id = place.transaction_id
    ORDER BY t.date {way}, t.id {way}
"""


@cache
def _query(*, account: bool, span: bool, start: bool, newest_first: bool) -> LiteralString:
    row, key = ("p", "p.transaction_id") if account else ("t", "t.id")
    where = _WITHIN.format(row, row) if span else ""
    if start:
        where += _BEYOND.format(row, key, "<" if newest_first else ">")
    way = "DESC" if newest_first else "ASC"
    return (_OF_ACCOUNT if account else _ALL).format(text=TEXT, where=where, way=way)


def page(
    book_id: UUID, chosen: Filter, start: Position | None, limit: int, *, newest_first: bool
) -> Statement | None:
    """The statement for a page, with rows of one text for ``entry_texts``; None if not here."""
    if chosen != Filter(span=chosen.span, accounts=chosen.accounts) or len(chosen.accounts) > 1:
        return None
    given: dict[str, Any] = {"book": book_id, "limit": limit}
    if chosen.accounts:
        (given["account"],) = chosen.accounts
    if chosen.span:
        given |= {"first": chosen.span.start, "before": chosen.span.before}
    if start:
        given |= {"date": start.date, "id": start.id}
    query = _query(
        account=bool(chosen.accounts),
        span=chosen.span is not None,
        start=start is not None,
        newest_first=newest_first,
    )
    return query, given


def newest(book_id: UUID, limit: int) -> Statement:
    """The statement for the first page of everything."""
    query = _query(account=False, span=False, start=False, newest_first=True)
    return query, {"book": book_id, "limit": limit}
