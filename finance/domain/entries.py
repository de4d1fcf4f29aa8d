"""The short forms in which people enter transactions, turned into balanced postings.

An amount in a short form is positive for the type it has; a negative part of an expense is a
refund. Own accounts decide the currency. Every fault is Invalid at the field it belongs to.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from finance.domain.accounts import OWN, Account, AccountKind, AccountRole, Chart
from finance.domain.errors import Invalid
from finance.domain.ledger import Posting, Transaction, TransactionKind
from finance.domain.money import Money
from finance.domain.texts import clean

_ANY: Final = frozenset(AccountKind)
_UNCATEGORISED: Final = {
    AccountKind.EXPENSE: AccountRole.UNCATEGORISED_EXPENSE,
    AccountKind.INCOME: AccountRole.UNCATEGORISED_INCOME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What every transaction says besides its money."""

    date: date
    payee: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One category's share of an expense or income; no category means Uncategorised."""

    amount: Decimal
    category_id: UUID | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """An expense or an income of one own account, in one part or split over several."""

    kind: TransactionKind
    account_id: UUID
    parts: tuple[Part, ...]
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A move between own accounts; ``to_amount`` is needed between two currencies."""

    from_account_id: UUID
    to_account_id: UUID
    amount: Decimal
    to_amount: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One posting of a full entry; without ``currency`` the account's own."""

    account_id: UUID
    amount: Decimal
    currency: str | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Compound:
    """Any balanced set of postings, signed."""

    lines: tuple[Line, ...]


Body = Flow | Transfer | Compound


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What a body comes to instead of what it says; None leaves what it says.

    Both are positive for the type, as in a short form. An ``amount`` that leaves for another
    currency needs the ``to_amount`` that arrives there.
    """

    amount: Decimal | None = None
    to_amount: Decimal | None = None


def entered(transaction_id: UUID, heading: Heading, body: Body, chart: Chart) -> Transaction:
    """The balanced transaction that ``body`` means in a book with the accounts of ``chart``.

    Texts are cleaned on the way in; tags are kept once each, in order.
    """
    return Transaction(
        id=transaction_id,
        date=heading.date,
        payee=clean(heading.payee, "payee"),
        description=clean(heading.description, "description"),
        tags=tuple(dict.fromkeys(clean(tag, "tag") for tag in heading.tags)),
        postings=_postings(body, chart),
    )


def _postings(body: Body, chart: Chart) -> tuple[Posting, ...]:
    match body:
        case Flow():
            return _flow(body, chart)
        case Transfer():
            return _transfer(body, chart)
        case _:
            return tuple(_line(line, chart) for line in body.lines)


def _currency(account: Account, named: str | None) -> str:
    if account.currency is None:
        if named is None:
            raise Invalid("currency_missing", "currency")
        return named
    if named not in {None, account.currency}:
        facts = {"name": account.name, "currency": account.currency}
        raise Invalid("currency_of_account", "currency", facts)
    return account.currency


def _flow(flow: Flow, chart: Chart) -> tuple[Posting, ...]:
    expense = flow.kind is TransactionKind.EXPENSE
    own = chart.open_to(flow.account_id, OWN, "account_id")
    currency = _currency(own, flow.currency)
    kind = AccountKind.EXPENSE if expense else AccountKind.INCOME
    if not flow.parts:
        raise Invalid("parts_missing", "parts")
    parts = [(_category(part, kind, chart), Money.of(part.amount, currency)) for part in flow.parts]
    if any(not amount for _, amount in parts):
        raise Invalid("amount_zero", "amount")
    total = sum((amount for _, amount in parts), Money.zero(currency))
    if not expense and total.minor <= 0:
        raise Invalid("amount_not_positive", "amount")
    sign = 1 if expense else -1
    shares = (
        Posting(category, Money(sign * amount.minor, currency), clean(part.memo, "memo"))
        for (category, amount), part in zip(parts, flow.parts, strict=True)
    )
    return (Posting(own.id, Money(-sign * total.minor, currency)), *shares)


def _category(part: Part, kind: AccountKind, chart: Chart) -> UUID:
    if part.category_id is None:
        return chart.having(_UNCATEGORISED[kind]).id
    category = chart.open_to(part.category_id, frozenset({kind}), "category_id")
    return category.id


def _transfer(transfer: Transfer, chart: Chart) -> tuple[Posting, ...]:
    origin = chart.open_to(transfer.from_account_id, OWN, "from_account_id")
    target = chart.open_to(transfer.to_account_id, OWN, "to_account_id")
    if origin.id == target.id:
        raise Invalid("same_account", "to_account_id")
    out = Money.of(transfer.amount, _currency(origin, transfer.currency))
    into = _arriving(transfer, out, _currency(target, None))
    if out.minor <= 0:
        raise Invalid("amount_not_positive", "amount")
    if into.minor <= 0:
        raise Invalid("amount_not_positive", "to_amount")
    ends = (Posting(origin.id, -out), Posting(target.id, into))
    if out.currency == into.currency:
        return ends
    conversion = chart.having(AccountRole.CONVERSION).id
    return (*ends, Posting(conversion, out), Posting(conversion, -into))


def _arriving(transfer: Transfer, out: Money, currency: str) -> Money:
    if currency == out.currency:
        if transfer.to_amount is not None and Money.of(transfer.to_amount, currency) != out:
            raise Invalid("to_amount_differs", "to_amount")
        return out
    if transfer.to_amount is None:
        raise Invalid("to_amount_missing", "to_amount", {"currency": currency})
    return Money.of(transfer.to_amount, currency)


def _line(line: Line, chart: Chart) -> Posting:
    account = chart.open_to(line.account_id, _ANY, "postings")
    amount = Money.of(line.amount, _currency(account, line.currency))
    return Posting(account.id, amount, clean(line.memo, "memo"))


def as_body(transaction: Transaction, chart: Chart, kind: TransactionKind) -> Body:
    """The short form a transaction was (or could have been) entered in; amounts as in ``Body``."""
    own = [p for p in transaction.postings if chart[p.account_id].kind.own]
    rest = [p for p in transaction.postings if not chart[p.account_id].kind.own]
    match kind:
        case TransactionKind.EXPENSE | TransactionKind.INCOME:
            sign = 1 if kind is TransactionKind.EXPENSE else -1
            parts = tuple(Part(sign * p.amount.number, p.account_id, p.memo) for p in rest)
            currency = own[0].amount.currency
            return Flow(kind=kind, account_id=own[0].account_id, parts=parts, currency=currency)
        case TransactionKind.TRANSFER:
            out, into = sorted(own, key=lambda posting: posting.amount.minor > 0)
            return Transfer(
                from_account_id=out.account_id,
                to_account_id=into.account_id,
                amount=-out.amount.number,
                to_amount=into.amount.number,
                currency=out.amount.currency,
            )
        case _:
            return Compound(
                tuple(
                    Line(p.account_id, p.amount.number, p.amount.currency, p.memo)
                    for p in transaction.postings
                )
            )


def resized(body: Body, amounts: Amounts, chart: Chart) -> Body:
    """The body with other amounts; the parts of a split share the whole as they did before.

    Invalid ``amount_of_split`` for a split with parts of both signs, ``amount_too_small`` where
    some part would be left with nothing, ``amount_of_postings`` for a compound entry, and
    ``field_not_of_type`` for a ``to_amount`` of what is no transfer.
    """
    if amounts == Amounts():
        return body
    match body:
        case Flow():
            return _flow_of(body, amounts, chart)
        case Transfer():
            return _transfer_of(body, amounts)
        case _:
            raise Invalid("amount_of_postings", "amount")


def _transfer_of(transfer: Transfer, amounts: Amounts) -> Transfer:
    if amounts.amount is None:
        return replace(transfer, to_amount=amounts.to_amount)
    return replace(transfer, amount=amounts.amount, to_amount=amounts.to_amount)


def _flow_of(flow: Flow, amounts: Amounts, chart: Chart) -> Flow:
    if amounts.to_amount is not None or amounts.amount is None:
        raise Invalid("field_not_of_type", "to_amount", {"type": flow.kind})
    if len(flow.parts) == 1:
        return replace(flow, parts=(replace(flow.parts[0], amount=amounts.amount),))
    currency = _currency(chart.known(flow.account_id, "account_id"), flow.currency)
    whole = Money.of(amounts.amount, currency)
    said = [Money.of(part.amount, currency).minor for part in flow.parts]
    if min(said) < 0 < max(said):
        raise Invalid("amount_of_split", "amount")
    shares = whole.allocate([abs(minor) for minor in said])
    if whole and not all(shares):
        raise Invalid("amount_too_small", "amount")
    parts = zip(flow.parts, shares, strict=True)
    return replace(flow, parts=tuple(replace(part, amount=share.number) for part, share in parts))


def opening(
    transaction_id: UUID, account: Account, amount: Money, day: date, chart: Chart
) -> Transaction:
    """The transaction by which ``account`` starts with ``amount`` (a debt is negative)."""
    balance = chart.having(AccountRole.OPENING)
    postings = (Posting(account.id, amount), Posting(balance.id, -amount))
    return Transaction(id=transaction_id, date=day, postings=postings)
