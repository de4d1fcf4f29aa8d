"""The form of a transaction, read: every fault at its field, or one request for the ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, ParamSpec, TypeVar
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.entries import Body, Compound, Flow, Heading, Line, Part, Transfer
from finance.domain.errors import FinanceError, Invalid, InvalidMany
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money
from finance.usecases.transactions import Record
from finance.web.html.entry_typed import Typed, TypedPart
from finance.web.html.typed import read_day, read_id, read_money

_P = ParamSpec("_P")
_T = TypeVar("_T")
_EXPENSE_OR_INCOME: Final = {TransactionKind.EXPENSE, TransactionKind.INCOME}
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


class _Faults:
    """Reads on after a fault, so that a form is told everything at once."""

    def __init__(self) -> None:
        self.found: list[Invalid] = []

    def of(self, read: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T | None:
        """What ``read`` answers, or None and one fault more."""
        try:
            return read(*args, **kwargs)
        except Invalid as fault:
            self.found.append(fault)
            return None


def read_entry(typed: Typed, setting: Setting) -> Record:
    """The request the form makes; InvalidMany with fields named as in the form."""
    faults = _Faults()
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


def _body(typed: Typed, setting: Setting, faults: _Faults) -> Body | None:
    kind = TransactionKind(typed.kind)
    if kind is TransactionKind.OTHER:
        return _compound(typed, setting, faults)
    account = faults.of(read_id, typed.account, "account")
    if kind is TransactionKind.TRANSFER:
        return _transfer(typed, setting, faults, account)
    parts = _split(typed, setting, faults) if typed.parts else _whole(typed, setting, faults)
    if account is None or parts is None:
        return None
    return Flow(kind=kind, account_id=account, parts=parts)


def _category(text: str, field: str) -> UUID | None:
    return read_id(text, field) if text else None


def _whole(typed: Typed, setting: Setting, faults: _Faults) -> tuple[Part, ...] | None:
    amount = faults.of(read_money, typed.amount, setting.currency_of(typed.account))
    category = faults.of(_category, typed.category, "category")
    return None if amount is None else (Part(amount.number, category),)


def _split(typed: Typed, setting: Setting, faults: _Faults) -> tuple[Part, ...] | None:
    currency = setting.currency_of(typed.account)
    amounts = part_amounts(typed, currency, faults.found.append)
    total = faults.of(read_money, typed.amount, currency) if typed.amount.strip() else None
    if total and amounts is not None and left_over(typed, currency):
        facts = {"parts": sum(amounts, Money.zero(currency)), "amount": total}
        faults.found.append(Invalid("parts_sum", "parts", facts))
    categories = [
        faults.of(_category, part.target, f"part-{at}-target") for at, part in _filled(typed)
    ]
    if amounts is None:
        return None
    filled = zip(amounts, categories, _filled(typed), strict=True)
    return tuple(Part(amount.number, category, part.memo) for amount, category, (_, part) in filled)


def _filled(typed: Typed) -> list[tuple[int, TypedPart]]:
    """The parts that say anything, each with its place in the form."""
    return [
        (at, part)
        for at, part in enumerate(typed.parts)
        if part.amount.strip() or part.target or part.memo.strip()
    ]


def part_amounts(
    typed: Typed, currency: str, fault: Callable[[Invalid], None]
) -> list[Money] | None:
    """The amount of each part that says anything; one left empty takes what the others leave.

    None, with each ``fault`` told, if one cannot be read.
    """
    read: list[Money | None] = []
    faults = _Faults()
    filled = _filled(typed)
    open_place = next((at for at, part in filled if not part.amount.strip()), None)
    for at, part in filled:
        rest = at == open_place and typed.amount.strip()
        read.append(
            None if rest else faults.of(read_money, part.amount, currency, f"part-{at}-amount")
        )
    for found in faults.found:
        fault(found)
    if faults.found:
        return None
    taken = sum((amount for amount in read if amount), Money.zero(currency))
    total = _Faults().of(read_money, typed.amount, currency) or taken
    return [total - taken if amount is None else amount for amount in read]


def left_over(typed: Typed, currency: str) -> Money | None:
    """What of the whole amount no part has; None where that cannot be said yet."""
    total = _Faults().of(read_money, typed.amount, currency)
    amounts = part_amounts(typed, currency, lambda _: None)
    if total is None or amounts is None:
        return None
    return total - sum(amounts, Money.zero(currency))


def _transfer(
    typed: Typed, setting: Setting, faults: _Faults, account: UUID | None
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


def _compound(typed: Typed, setting: Setting, faults: _Faults) -> Compound | None:
    lines = [faults.of(_line, at, part, setting) for at, part in _filled(typed)]
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
