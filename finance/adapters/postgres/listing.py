"""Lists of transactions as SQL: one filter, pages by keyset, sums over the whole of it.

The meaning of a filter is ``filters.matches``; this says the same to the database.
"""

from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    Text,
    Uuid,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from finance.adapters.postgres.tables import account, posting, transaction
from finance.adapters.postgres.transactions import COLUMNS
from finance.domain.accounts import OWN, AccountKind, AccountRole
from finance.domain.currencies import EXPONENTS
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.usecases.readings import Position

_USUAL_EXPONENT: Final = 2
_TWO_ENDS: Final = 2
_OWN_KINDS: Final = sorted(kind.value for kind in OWN)
_t: Final = transaction.alias("t")
_p: Final = posting.alias("p")
_a: Final = account.alias("a")


def escaped(text: str) -> str:
    r"""``text`` as a part of a LIKE pattern (escape ``\``) that means just itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


class Listing:
    """The statements that show what a filter chooses in one book."""

    def __init__(self, book_id: UUID, chosen: Filter) -> None:
        self._book_id = book_id
        self._chosen = chosen
        self._side: FromClause = _kept_aside() if chosen.trashed else _p

    def page(self, start: Position | None, limit: int, *, newest_first: bool) -> Select[Any]:
        """At most ``limit`` transactions beyond ``start`` in date and id order.

        One column: the text that ``entry_texts.entry`` reads.
        """
        places = self._places(start, limit, newest_first=newest_first)
        sides = self._sides()
        columns = [_t.c[name] for name in COLUMNS]
        text = cast(func.json_build_array(*columns, sides), Text)
        chosen = select(text).join_from(
            places, _t, and_(_t.c.book_id == self._book_id, _t.c.id == places.c.id)
        )
        return chosen.order_by(*_order(_t, newest_first=newest_first))

    def all(self) -> Select[Any]:
        """Every transaction, oldest first.

        The columns of ``transaction`` and ``postings``, the text of a JSON array of
        ``[account, amount, currency, memo]`` in order (null for a trashed one).
        """
        places = self._matching().subquery()
        rows = self._rows(places, cast(self._sides(), Text))
        return rows.order_by(*_order(_t, newest_first=False))

    def _sides(self) -> ScalarSelect[Any]:
        return (
            select(
                func.json_agg(
                    aggregate_order_by(
                        func.json_build_array(
                            _p.c.account_id, _p.c.amount, _p.c.currency, _p.c.memo
                        ),
                        _p.c.position,
                    )
                )
            )
            .where(_p.c.book_id == self._book_id, _p.c.transaction_id == _t.c.id)
            .correlate(_t)
            .scalar_subquery()
        )

    def _rows(self, places: FromClause, postings: ColumnElement[Any]) -> Select[Any]:
        return select(_t, postings.label("postings")).join_from(
            places, _t, and_(_t.c.book_id == self._book_id, _t.c.id == places.c.id)
        )

    def totals(self) -> Select[Any]:
        """Per currency: how many transactions match, and what came into and left own accounts.

        One row with a null currency where nothing of it touches an own account.
        """
        matching = self._matching().cte("matching")
        counted = select(func.count()).select_from(matching).scalar_subquery()
        sides = (
            select(_p.c.currency, _p.c.amount)
            .join_from(
                matching,
                _p,
                and_(_p.c.book_id == self._book_id, _p.c.transaction_id == matching.c.id),
            )
            .join(_a, and_(_a.c.book_id == _p.c.book_id, _a.c.id == _p.c.account_id))
            .where(_a.c.kind.in_(_OWN_KINDS), self._counted_side())
            .subquery()
        )
        sums = (
            select(
                sides.c.currency,
                func.coalesce(func.sum(sides.c.amount).filter(sides.c.amount > 0), 0).label("came"),
                func.coalesce(-func.sum(sides.c.amount).filter(sides.c.amount < 0), 0).label(
                    "went"
                ),
            )
            .group_by(sides.c.currency)
            .subquery()
        )
        one = select(counted.label("transactions")).subquery()
        return select(one.c.transactions, sums.c.currency, sums.c.came, sums.c.went).select_from(
            one.outerjoin(sums, true())
        )

    def _counted_side(self) -> ColumnElement[bool]:
        accounts = self._chosen.accounts
        return _p.c.account_id.in_(sorted(accounts)) if accounts else true()

    def _places(self, start: Position | None, limit: int, *, newest_first: bool) -> FromClause:
        """Date and id of the page's transactions.

        With accounts, each account's register is read only as far as the page needs.
        """
        accounts = self._chosen.accounts or self._chosen.categories
        if not accounts or self._chosen.trashed:
            chosen = self._matching().where(_beyond(_t, start, newest_first=newest_first))
            return chosen.order_by(*_order(_t, newest_first=newest_first)).limit(limit).subquery()
        each = func.unnest(cast(sorted(accounts), ARRAY(Uuid)))
        wanted = each.table_valued("id").render_derived("wanted")
        register = (
            select(_p.c.date, _p.c.transaction_id.label("id"))
            .join(_t, and_(_t.c.book_id == self._book_id, _t.c.id == _p.c.transaction_id))
            .where(
                _p.c.book_id == self._book_id,
                _p.c.account_id == wanted.c.id,
                _beyond(_p, start, newest_first=newest_first),
                *self._conditions(drawn_from_accounts=True),
            )
            .order_by(*_order(_p, newest_first=newest_first))
            .limit(limit)
            .distinct()
            .lateral()
        )
        places = select(register.c.date, register.c.id).select_from(wanted.join(register, true()))
        distinct = places.distinct().subquery()
        return (
            select(distinct)
            .order_by(*_order(distinct, newest_first=newest_first))
            .limit(limit)
            .subquery()
        )

    def _matching(self) -> Select[Any]:
        return select(_t.c.date, _t.c.id).where(
            _t.c.book_id == self._book_id, *self._conditions(drawn_from_accounts=False)
        )

    def _conditions(self, *, drawn_from_accounts: bool) -> list[ColumnElement[bool]]:
        chosen = self._chosen
        trashed = _t.c.trashed_at
        conditions: list[ColumnElement[bool]] = [
            trashed.is_not(None) if chosen.trashed else trashed.is_(None)
        ]
        if chosen.span is not None:
            conditions += [_t.c.date >= chosen.span.start, _t.c.date < chosen.span.before]
        if chosen.accounts and not drawn_from_accounts:
            conditions.append(self._on(chosen.accounts))
        if chosen.categories and (chosen.accounts or not drawn_from_accounts):
            conditions.append(self._on(chosen.categories))
        if chosen.kinds:
            conditions.append(self._kind().in_(sorted(kind.value for kind in chosen.kinds)))
        if chosen.import_id is not None:
            conditions.append(_t.c.import_id == chosen.import_id)
        return conditions + self._amounts() + self._texts()

    def _on(self, accounts: frozenset[UUID]) -> ColumnElement[bool]:
        touching = self._postings().where(self._side.c.account_id.in_(sorted(accounts)))
        return touching.exists()

    def _postings(self) -> Select[Any]:
        """The postings of the list's transaction; trashed ones keep theirs aside."""
        # The list around may have postings of its own: only its transactions are meant here.
        postings = select(self._side.c.account_id).correlate(_t)
        if self._chosen.trashed:
            return postings
        return postings.where(_p.c.book_id == self._book_id, _p.c.transaction_id == _t.c.id)

    def _on_account(self) -> ColumnElement[bool]:
        return and_(_a.c.book_id == self._book_id, _a.c.id == self._side.c.account_id)

    def _amounts(self) -> list[ColumnElement[bool]]:
        side, bounds = self._side, list[ColumnElement[bool]]()
        if self._chosen.minimum is not None:
            bounds.append(func.abs(side.c.amount) >= _minor(self._chosen.minimum, side))
        if self._chosen.maximum is not None:
            bounds.append(func.abs(side.c.amount) <= _minor(self._chosen.maximum, side))
        if not bounds:
            return []
        sides = self._postings().join(_a, self._on_account())
        return [sides.where(_a.c.kind.in_(_OWN_KINDS), *bounds).exists()]

    def _texts(self) -> list[ColumnElement[bool]]:
        chosen = self._chosen
        conditions = [self._says(word) for word in chosen.text]
        conditions += [~self._says(word) for word in chosen.without]
        if chosen.payee:
            conditions.append(_like(_t.c.payee, chosen.payee))
        for tag in sorted(chosen.tags):
            one = func.unnest(_t.c.tags).column_valued("one")
            same = func.lower(one) == func.lower(literal(tag))
            conditions.append(select(one).where(same).exists())
        return conditions

    def _says(self, word: str) -> ColumnElement[bool]:
        memo = self._postings().where(_like(self._side.c.memo, word)).exists()
        return or_(_like(_t.c.payee, word), _like(_t.c.description, word), memo)

    def _kind(self) -> ColumnElement[str]:
        """The same case analysis as ``ledger.kind_of``."""
        own = _a.c.kind.in_(_OWN_KINDS)
        owned = func.count().filter(own)
        conversion = func.coalesce(_a.c.role == AccountRole.CONVERSION.value, literal(value=False))
        rest = func.count().filter(~own)
        expense = func.count().filter(_a.c.kind == AccountKind.EXPENSE.value)
        income = func.count().filter(_a.c.kind == AccountKind.INCOME.value)
        moved = func.count().filter(~own, conversion)
        kind = case(
            (and_(owned == 1, expense > 0, expense == rest), TransactionKind.EXPENSE.value),
            (and_(owned == 1, income > 0, income == rest), TransactionKind.INCOME.value),
            (and_(owned == _TWO_ENDS, moved == rest), TransactionKind.TRANSFER.value),
            else_=TransactionKind.OTHER.value,
        )
        sides = self._postings().join(_a, self._on_account())
        return sides.with_only_columns(kind).scalar_subquery()


def _kept_aside() -> FromClause:
    """The postings that a trashed transaction keeps in its own row."""
    columns = (
        column("account_id", Uuid),
        column("minor", BigInteger),
        column("currency", Text),
        column("memo", Text),
    )
    kept = func.jsonb_to_recordset(_t.c.trashed_postings).table_valued(*columns)
    aside = kept.render_derived("aside", with_types=True)
    named = select(
        aside.c.account_id, aside.c.minor.label("amount"), aside.c.currency, aside.c.memo
    )
    return named.correlate(_t).lateral("side")


def _like(column: ColumnElement[str], part: str) -> ColumnElement[bool]:
    return func.lower(column).like(func.lower(literal(f"%{escaped(part)}%")), escape="\\")


def _minor(bound: Decimal, side: FromClause) -> ColumnElement[Any]:
    """``bound`` major units in minor units of the posting's currency."""
    unusual: dict[int, list[str]] = {}
    for code, exponent in EXPONENTS.items():
        if exponent != _USUAL_EXPONENT:
            unusual.setdefault(exponent, []).append(code)
    cases = [
        (side.c.currency.in_(codes), literal(bound.scaleb(exponent)))
        for exponent, codes in sorted(unusual.items())
    ]
    return case(*cases, else_=literal(bound.scaleb(_USUAL_EXPONENT)))


def _place(rows: FromClause) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Where a row stands in the order of lists; postings carry their transaction's id."""
    return rows.c.date, rows.c.transaction_id if "transaction_id" in rows.c else rows.c.id


def _order(rows: FromClause, *, newest_first: bool) -> list[ColumnElement[Any]]:
    return [one.desc() if newest_first else one.asc() for one in _place(rows)]


def _beyond(rows: FromClause, start: Position | None, *, newest_first: bool) -> ColumnElement[bool]:
    if start is None:
        return true()
    place = tuple_(*_place(rows))
    beginning = tuple_(literal(start.date), literal(start.id, Uuid))
    return place < beginning if newest_first else place > beginning
