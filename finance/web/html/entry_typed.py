"""What stands in the form of a transaction: texts exactly as typed, none of them read yet.

One form serves all four types. ``parts`` are the categories of a split, or the postings of a
compound entry; a plain expense, income or transfer has none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from werkzeug.datastructures import MultiDict

from finance.domain.accounts import AccountRole, Chart
from finance.domain.entries import Compound, Flow, Transfer, as_body
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money
from finance.usecases.readings import Row
from finance.web.filters import typed_amount, typed_day
from finance.web.html.typed import whole

MOST_PARTS: Final = 50
OPENING: Final = "opening"
"""The form's own type for what an account began with: an amount, a day, no category."""

KINDS: Final = frozenset({*TransactionKind, OPENING})
_PART: Final = re.compile(r"part-(\d{1,3})-amount", re.ASCII)
_FEWEST: Final = 2
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class TypedPart:
    """One line of a split or a compound entry; ``target`` is the id of its account."""

    amount: str = ""
    target: str = ""
    memo: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The whole form."""

    id: str
    version: str = ""
    kind: str = TransactionKind.EXPENSE.value
    date: str = ""
    payee: str = ""
    description: str = ""
    tags: str = ""
    account: str = ""
    category: str = ""
    amount: str = ""
    to_account: str = ""
    to_amount: str = ""
    parts: tuple[TypedPart, ...] = ()


_PLAIN: Final = tuple(name for name in Typed.__slots__ if name != "parts")


def typed_from(form: MultiDict[str, str]) -> Typed:
    """The form as it came back; unknown types count as an expense."""
    plain = {name: form.get(name, "") for name in _PLAIN}
    if plain["kind"] not in KINDS:
        plain["kind"] = TransactionKind.EXPENSE.value
    numbers = sorted(int(found[1]) for name in form if (found := _PART.fullmatch(name)))
    parts = tuple(_part(form, number) for number in numbers[:MOST_PARTS])
    return Typed(**plain, parts=parts)


def _part(form: MultiDict[str, str], number: int) -> TypedPart:
    return TypedPart(*(form.get(f"part-{number}-{name}", "") for name in TypedPart.__slots__))


def typed_of(row: Row, chart: Chart) -> Typed:
    """A recorded transaction in the form, as it would have been typed."""
    transaction = row.transaction
    body = as_body(transaction, chart, row.described.kind)
    heading = Typed(
        id=str(transaction.id),
        version=str(transaction.version),
        kind=row.described.kind.value,
        date=typed_day(transaction.date),
        payee=transaction.payee,
        description=transaction.description,
        tags=", ".join(transaction.tags),
    )
    match body:
        case Flow():
            return _flow(heading, body, row)
        case Transfer():
            return _transfer(heading, body, row)
        case Compound():
            return _opening(heading, row, chart) or _compound(heading, row)


def _flow(heading: Typed, body: Flow, row: Row) -> Typed:
    currency = row.described.amount.currency
    amount = typed_amount(row.described.amount)
    whole = replace(heading, account=str(body.account_id), amount=amount)
    only = body.parts[0]
    if len(body.parts) == 1 and not only.memo:
        return replace(whole, category=str(only.category_id))
    parts = tuple(
        TypedPart(typed_amount(Money.of(part.amount, currency)), str(part.category_id), part.memo)
        for part in body.parts
    )
    return replace(whole, parts=parts)


def _transfer(heading: Typed, body: Transfer, row: Row) -> Typed:
    other = row.described.to_amount
    return replace(
        heading,
        account=str(body.from_account_id),
        to_account=str(body.to_account_id),
        amount=typed_amount(row.described.amount),
        to_amount=typed_amount(other) if other else "",
    )


def _opening(heading: Typed, row: Row, chart: Chart) -> Typed | None:
    """The form of an opening balance, where the transaction is nothing but that."""
    postings = row.transaction.postings
    own = [one for one in postings if chart[one.account_id].kind.own]
    begun = [one for one in postings if chart[one.account_id].role is AccountRole.OPENING]
    plain = len(own) == len(begun) == 1 and not any(one.memo for one in postings)
    if len(postings) != _TWO or not plain:
        return None
    amount = typed_amount(own[0].amount)
    return replace(heading, kind=OPENING, account=str(own[0].account_id), amount=amount)


def _compound(heading: Typed, row: Row) -> Typed:
    parts = tuple(
        TypedPart(
            typed_amount(posting.amount),
            str(posting.account_id),
            posting.memo,
            posting.amount.currency,
        )
        for posting in row.transaction.postings
    )
    return replace(heading, parts=parts)


def stepped(typed: Typed, step: str) -> Typed:
    """The form after one of its own buttons: another type, one part more or fewer.

    Steps are ``kind-<type>``, ``split``, ``join``, ``add`` and ``drop-<n>``; others change nothing.
    """
    name, _, rest = step.partition("-")
    match name:
        case "kind" if rest in set(TransactionKind):
            return _turned(typed, rest)
        case "split":
            first = TypedPart(typed.amount, typed.category)
            return replace(typed, parts=(first, TypedPart()))
        case "add" if len(typed.parts) < MOST_PARTS:
            return replace(typed, parts=(*typed.parts, TypedPart()))
        case "drop" if (at := whole(rest)) is not None:
            return _dropped(typed, at)
        case "join":
            return replace(typed, parts=(), category=typed.parts[0].target if typed.parts else "")
        case _:
            return typed


def _turned(typed: Typed, kind: str) -> Typed:
    """Another type: a category of the old one would not fit, the rest stays."""
    return typed if kind == typed.kind else replace(typed, kind=kind, category="", parts=())


def _dropped(typed: Typed, at: int) -> Typed:
    left = (*typed.parts[:at], *typed.parts[at + 1 :])
    if len(left) < _FEWEST and typed.kind != TransactionKind.OTHER:
        return stepped(replace(typed, parts=left), "join")
    return replace(typed, parts=left)


def prefilled(typed: Typed, values: Mapping[str, str]) -> Typed:
    """The form with whatever of it an address names, such as ``?payee=Lidl&amount=12.50``."""
    named = {name: values[name] for name in _FROM_ADDRESS if values.get(name)}
    if values.get("type") in KINDS:
        named["kind"] = values["type"]
    plain = {name: getattr(typed, name) for name in _PLAIN}
    return Typed(**{**plain, **named}, parts=typed.parts)


_FROM_ADDRESS: Final = (
    "date",
    "payee",
    "description",
    "tags",
    "account",
    "category",
    "amount",
    "to_account",
)
