"""Bodies that say a transaction, turned into what the use cases record.

The short forms differ in the names people expect; each becomes a ``Draft``, the one form that says
anything a transaction can say. A change to some fields is a draft of what is there, with the given
fields on top.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.entries import Body as Entered
from finance.domain.entries import Compound, Flow, Heading, Line, Part, Transfer
from finance.domain.errors import Invalid
from finance.domain.ledger import TransactionKind
from finance.usecases.readings import Row
from finance.usecases.transactions import Record
from finance.web.api.declaring import Call
from finance.web.api.kinds import Body

_CATEGORY: Final = ("category_id", "category", "parts", "memo")
_SHORT: Final = (
    *_CATEGORY,
    *("amount", "currency", "account_id", "to_account_id", "to_amount"),
)
_KIND: Final = {
    TransactionKind.EXPENSE: AccountKind.EXPENSE,
    TransactionKind.INCOME: AccountKind.INCOME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One part of a split, its category by id or by name."""

    amount: Decimal
    category_id: UUID | None = None
    category: str | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything a transaction can say; None where it is not said.

    ``account_id`` is the paying or receiving account, of a transfer the one the money leaves.
    """

    date: date
    payee: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    type: TransactionKind | None = None
    amount: Decimal | None = None
    currency: str | None = None
    category_id: UUID | None = None
    category: str | None = None
    memo: str | None = None
    account_id: UUID | None = None
    to_account_id: UUID | None = None
    to_amount: Decimal | None = None
    parts: tuple[Share, ...] | None = None
    postings: tuple[Line, ...] | None = None


def drafted(body: Body, kind: TransactionKind | None = None) -> Draft:
    """What ``body`` says, as a transaction of ``kind`` where its address decides that."""
    given = _given(body)
    if kind is not None:
        given["type"] = kind
    return Draft(**given)


def redrafted(row: Row, patch: Body) -> Draft:
    """What is there, with the fields ``patch`` names on top.

    Naming postings forgets the short fields and the other way round; naming a category forgets the
    parts. Invalid ``amount_of_split`` for another amount of a split without its parts.
    """
    before, given = draft_of(row), _given(patch)
    named = set(given)
    if "postings" in named:
        before = _without(before, _SHORT)
    elif named & {*_SHORT, "type"}:
        before = replace(before, postings=None)
    if given.get("type", before.type) is not before.type:
        before = _without(before, (*_CATEGORY, "to_account_id", "to_amount"))
    if before.parts and "amount" in named and not named & set(_CATEGORY):
        raise Invalid("amount_of_split", "amount")
    if named & set(_CATEGORY):
        total = _total(before)
        before = replace(_without(before, _CATEGORY), amount=total)
    if "parts" in named:
        before = replace(before, amount=None)
    return replace(before, **given)


def _without(draft: Draft, names: Iterable[str]) -> Draft:
    nothing: dict[str, Any] = dict.fromkeys(names)
    return replace(draft, **nothing)


def _total(draft: Draft) -> Decimal | None:
    if draft.parts is None:
        return draft.amount
    return sum((share.amount for share in draft.parts), Decimal(0))


def _given(body: Body) -> dict[str, Any]:
    """The fields the body names, as ``Draft`` calls them; null means something for a category."""
    named: dict[str, Any] = {}
    for name in body.model_fields_set - {"id", "version"}:
        value = getattr(body, name)
        if value is not None or name == "category_id":
            named[name] = value
    if named.get("category") is not None and named.get("category_id") is None:
        named.pop("category_id", None)
    for name, read in _READ.items():
        if name in named:
            named[name] = read(named[name])
    if "from_account_id" in named:
        named["account_id"] = named.pop("from_account_id")
    source = named.pop("source", "")
    if source and not named.get("payee"):
        named["payee"] = source
    return named


def _shares(parts: list[Any]) -> tuple[Share, ...]:
    return tuple(
        Share(
            amount=one.amount,
            category_id=one.category_id,
            category=one.category,
            memo=one.memo,
        )
        for one in parts
    )


def _lines(postings: list[Any]) -> tuple[Line, ...]:
    return tuple(Line(one.account_id, one.amount, one.currency, one.memo) for one in postings)


_READ: Final[Mapping[str, Callable[[Any], object]]] = {
    "tags": tuple,
    "type": TransactionKind,
    "parts": _shares,
    "postings": _lines,
}


def draft_of(row: Row) -> Draft:
    """What a transaction says, in the shortest form that says all of it."""
    value, described = row.transaction, row.described
    bare = Draft(date=value.date, payee=value.payee, description=value.description, tags=value.tags)
    if described.kind is TransactionKind.OTHER or described.account is None:
        lines = tuple(
            Line(p.account_id, p.amount.number, p.amount.currency, p.memo) for p in value.postings
        )
        return replace(bare, postings=lines)
    own = replace(bare, type=described.kind, account_id=described.account.id)
    if described.kind is TransactionKind.TRANSFER:
        return _transfer_of(own, row)
    return _flow_of(own, row)


def _transfer_of(draft: Draft, row: Row) -> Draft:
    described = row.described
    arrived = described.to_amount
    return replace(
        draft,
        amount=described.amount.number,
        to_account_id=described.to_account.id if described.to_account else None,
        to_amount=arrived.number if arrived is not None else None,
    )


def _flow_of(draft: Draft, row: Row) -> Draft:
    sign = 1 if draft.type is TransactionKind.EXPENSE else -1
    rest = [p for p in row.transaction.postings if p.account_id != draft.account_id]
    shares = tuple(
        Share(amount=sign * p.amount.number, category_id=p.account_id, memo=p.memo) for p in rest
    )
    draft = replace(draft, currency=row.described.amount.currency)
    if len(shares) > 1:
        return replace(draft, parts=shares)
    only = shares[0]
    return replace(draft, amount=only.amount, category_id=only.category_id, memo=only.memo)


@dataclass(frozen=True)
class Desk:
    """Where a draft becomes a request: the accounts are looked up only if names need them."""

    call: Call

    @cached_property
    def chart(self) -> Chart:
        """The accounts of the book."""
        return self.call.use.accounts.all(self.call.actor).chart

    def request(self, draft: Draft, transaction_id: UUID) -> Record:
        """The request to write ``draft``; Invalid for what is missing or unknown by name."""
        heading = Heading(
            date=draft.date, payee=draft.payee, description=draft.description, tags=draft.tags
        )
        return Record(id=transaction_id, heading=heading, body=self._body(draft))

    def _body(self, draft: Draft) -> Entered:
        if draft.postings is not None:
            _alone(draft)
            return Compound(draft.postings)
        if draft.type is None or draft.type is TransactionKind.OTHER:
            raise Invalid("missing", "type" if draft.type is None else "postings")
        if draft.type is TransactionKind.TRANSFER:
            return _transfer(draft)
        return self._flow(draft, draft.type)

    def _flow(self, draft: Draft, kind: TransactionKind) -> Flow:
        _refuse(draft, ("to_account_id", "to_amount"), kind)
        shares = draft.parts or (_only(draft),)
        parts = tuple(Part(one.amount, self._category(one, kind), one.memo) for one in shares)
        if draft.parts and draft.amount is not None:
            _check_sum(shares, draft.amount)
        account_id = draft.account_id or self.call.actor.book.default_account_id
        if account_id is None:
            raise Invalid("missing", "account_id")
        return Flow(kind=kind, account_id=account_id, parts=parts, currency=draft.currency)

    def _category(self, share: Share, kind: TransactionKind) -> UUID | None:
        if share.category is None:
            return share.category_id
        found = self.named(share.category, _KIND[kind])
        if share.category_id not in {None, found.id}:
            raise Invalid("category_contradicts", "category", {"name": share.category})
        return found.id

    def named(self, text: str, kind: AccountKind) -> Account:
        """The category called ``text``, or whose id it is; Invalid ``unknown_category``."""
        found = self.chart.named(text, kind) or self.chart.get(_id(text) or UUID(int=0))
        if found is None:
            raise Invalid("unknown_category", "category", {"name": text})
        return found


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _alone(draft: Draft) -> None:
    """Postings say it all: short fields beside them would be overlooked."""
    for name in _SHORT:
        if getattr(draft, name) is not None:
            raise Invalid("fields_exclude", name, {"other": "postings"})


def _refuse(draft: Draft, names: Iterable[str], kind: TransactionKind) -> None:
    """What a transaction of ``kind`` has no place for would be overlooked."""
    for name in names:
        if getattr(draft, name) is not None:
            raise Invalid("field_not_of_type", name, {"type": kind.value})


def _only(draft: Draft) -> Share:
    if draft.amount is None:
        raise Invalid("missing", "amount")
    return Share(
        amount=draft.amount,
        category_id=draft.category_id,
        category=draft.category,
        memo=draft.memo or "",
    )


def _check_sum(shares: tuple[Share, ...], amount: Decimal) -> None:
    parts = sum((share.amount for share in shares), Decimal(0))
    if parts != amount:
        raise Invalid("parts_sum", "parts", {"parts": parts, "amount": amount})


def _transfer(draft: Draft) -> Transfer:
    if draft.amount is None:
        raise Invalid("missing", "amount")
    if draft.account_id is None:
        raise Invalid("missing", "from_account_id")
    if draft.to_account_id is None:
        raise Invalid("missing", "to_account_id")
    _refuse(draft, _CATEGORY, TransactionKind.TRANSFER)
    return Transfer(
        from_account_id=draft.account_id,
        to_account_id=draft.to_account_id,
        amount=draft.amount,
        to_amount=draft.to_amount,
        currency=draft.currency,
    )
