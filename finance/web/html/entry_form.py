"""The form of a transaction, read: every fault at its field, or one request for the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from finance.domain.accounts import AccountRole, Chart
from finance.domain.entries import Body, Compound, Flow, Heading, Line, Part, Transfer
from finance.domain.errors import FinanceError, InvalidMany
from finance.domain.ledger import TransactionKind
from finance.usecases.transactions import Record
from finance.web.html.entry_split import read_split
from finance.web.html.entry_typed import OPENING, Typed, TypedPart
from finance.web.html.typed import Faults, read_category, read_day, read_id, read_money

_FIELDS: Final = {
    "account_id": "account",
    "from_account_id": "account",
    "to_account_id": "to_account",
    "category_id": "category",
    "postings": "parts",
    "memo": "parts",
    "tag": "tags",
    "currency": "amount",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form is read against: the accounts, the book's currency and its day."""

    chart: Chart
    currency: str
    today: date

    def currency_of(self, account: str) -> str:
        """The currency of the account chosen, else the book's."""
        found = next((one for one in self.chart.values() if str(one.id) == account), None)
        return (found.currency if found else None) or self.currency


def read_entry(typed: Typed, setting: Setting) -> Record:
    """The request the form makes; InvalidMany with fields named as in the form."""
    faults = Faults()
    day = faults.of(read_day, typed.date, setting.today)
    body = _body(typed, setting, faults)
    if faults.found or day is None or body is None:
        raise InvalidMany(tuple(faults.found))
    heading = Heading(
        date=day, payee=typed.payee, description=typed.description, tags=_tags(typed.tags)
    )
    return Record(id=read_id(typed.id, "id"), heading=heading, body=body)


def _tags(text: str) -> tuple[str, ...]:
    return tuple(tag for one in text.split(",") if (tag := one.strip().removeprefix("#")))


def _body(typed: Typed, setting: Setting, faults: Faults) -> Body | None:
    if typed.kind == OPENING:
        return _opening(typed, setting, faults)
    kind = TransactionKind(typed.kind)
    if kind is TransactionKind.OTHER:
        return _compound(typed, setting, faults)
    account = faults.of(read_id, typed.account, "account")
    if kind is TransactionKind.TRANSFER:
        return _transfer(typed, setting, faults, account)
    parts = _parts(typed, setting, faults)
    if account is None or parts is None:
        return None
    return Flow(kind=kind, account_id=account, parts=parts)


def _opening(typed: Typed, setting: Setting, faults: Faults) -> Compound | None:
    account = faults.of(read_id, typed.account, "account")
    amount = faults.of(read_money, typed.amount, setting.currency_of(typed.account))
    if account is None or amount is None:
        return None
    other = setting.chart.having(AccountRole.OPENING).id
    begun = Line(account, amount.number, amount.currency)
    return Compound((begun, Line(other, -amount.number, amount.currency)))


def _parts(typed: Typed, setting: Setting, faults: Faults) -> tuple[Part, ...] | None:
    if typed.parts:
        return read_split(typed, setting.currency_of(typed.account), faults)
    return _whole(typed, setting, faults)


def _whole(typed: Typed, setting: Setting, faults: Faults) -> tuple[Part, ...] | None:
    amount = faults.of(read_money, typed.amount, setting.currency_of(typed.account))
    category = faults.of(read_category, typed.category, "category")
    return None if amount is None else (Part(amount.number, category),)


def _transfer(
    typed: Typed, setting: Setting, faults: Faults, account: UUID | None
) -> Transfer | None:
    target = faults.of(read_id, typed.to_account, "to_account")
    here, there = (setting.currency_of(one) for one in (typed.account, typed.to_account))
    amount = faults.of(read_money, typed.amount, here)
    crosses = target is not None and here != there
    arriving = faults.of(read_money, typed.to_amount, there, "to_amount") if crosses else None
    if account is None or target is None or amount is None:
        return None
    return Transfer(
        from_account_id=account,
        to_account_id=target,
        amount=amount.number,
        to_amount=arriving.number if arriving else None,
    )


def _compound(typed: Typed, setting: Setting, faults: Faults) -> Compound | None:
    filled = [(at, one) for at, one in enumerate(typed.parts) if one.amount.strip() or one.target]
    lines = [faults.of(_line, at, part, setting) for at, part in filled]
    if faults.found:
        return None
    return Compound(tuple(one for one in lines if one))


def _line(at: int, part: TypedPart, setting: Setting) -> Line:
    account = read_id(part.target, f"part-{at}-target")
    found = setting.chart.known(account, f"part-{at}-target")
    currency = found.currency or part.currency or setting.currency
    amount = read_money(part.amount, currency, f"part-{at}-amount")
    return Line(account, amount.number, currency, part.memo)


def by_field(fault: FinanceError) -> dict[str, list[FinanceError]]:
    """The faults by the field of the form they belong to; empty name: to the form as a whole."""
    faults: Iterable[FinanceError] = fault.faults if isinstance(fault, InvalidMany) else (fault,)
    sorted_: dict[str, list[FinanceError]] = {}
    for one in faults:
        name = _FIELDS.get(one.field or "", one.field or "")
        sorted_.setdefault(name, []).append(one)
    return sorted_
