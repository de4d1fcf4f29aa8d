"""``/api/accounts``: where money is, and every account's register."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from pydantic import Field

from finance.domain.accounts import Account, AccountKind
from finance.domain.errors import Conflict, Invalid, NotFound
from finance.domain.filters import Filter
from finance.domain.money import Money
from finance.domain.people import Role
from finance.domain.query_text import days
from finance.usecases.accounts import EditAccount, OpenAccount
from finance.usecases.readings import AccountReading, Row
from finance.usecases.register import Place, effect
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import (
    Amount,
    Asked,
    Body,
    Currency,
    Day,
    Decimals,
    Flag,
    Id,
    Name,
    Number,
    Shape,
    Version,
)
from finance.web.api.paging import Page, Paged, cursor_of, position_of
from finance.web.api.shapes import AccountShape, AccountType, Transaction

PART: Final = Part("Accounts", "Where money is, owed, and what it did.")

_OWN: Final[tuple[AccountType, ...]] = ("asset", "liability")


class AccountsAsked(Asked):
    """Which accounts: own ones unless ``kind`` says otherwise, closed ones only if asked for."""

    kind: list[AccountType] = Field(default_factory=list, max_length=5)
    closed: Flag = False


class AccountIn(Body):
    """A new account. ``opening_balance`` is what it starts with (a debt is negative)."""

    id: Id | None = None
    name: Name
    kind: AccountType
    currency: Currency | None = None
    parent_id: Id | None = None
    number: Number = ""
    opening_balance: Amount | None = None
    opening_date: Day | None = None


class AccountPut(Body):
    """All that may change of an account."""

    name: Name
    parent_id: Id | None = None
    number: Number = ""
    closed: bool = False
    version: Version | None = None


class Renaming(Body):
    """The fields to change; what is not named stays."""

    name: Name | None = None
    parent_id: Id | None = None
    closed: bool | None = None
    version: Version | None = None


class AccountPatch(Renaming):
    """The fields to change; what is not named stays."""

    number: Number | None = None


class AccountList(Shape):
    """The accounts, parents and siblings in their order."""

    items: list[AccountShape]
    next_cursor: None = None


class RegisterAsked(Paged):
    """How much of a register; the days are inclusive."""

    start_date: Day | None = None
    end_date: Day | None = None


class RegisterRow(Shape):
    """A row of a register: what the transaction did to the account, and the balance after it."""

    transaction: Transaction
    amount: Decimals
    currency: str
    balance: Decimals | None


@PART.get("/accounts")
def accounts(call: Call, query: AccountsAsked) -> AccountList:
    """List accounts with their balances."""
    kinds = query.kind or _OWN
    found = [one for one in call.use.accounts.all(call.actor) if one.account.kind.value in kinds]
    kept = [one for one in found if query.closed or not one.account.closed]
    return AccountList(items=[told(call, one) for one in kept if not deleted(one)])


@PART.post("/accounts")
def open_account(call: Call, body: AccountIn) -> AccountShape:
    """Open an account."""
    currency = body.currency or call.actor.book.currency
    request = OpenAccount(
        id=body.id or call.new_id(),
        opening_id=call.new_id(),
        kind=AccountKind(body.kind),
        name=body.name,
        currency=body.currency,
        parent_id=body.parent_id,
        number=body.number,
        balance=_opening(body, currency),
        day=body.opening_date,
    )
    return told(call, call.use.accounts.open(call.actor, request))


@PART.get("/accounts/{account_id}")
def account(call: Call, account_id: UUID) -> AccountShape:
    """One account with its balance."""
    return told(call, present(call, account_id))


@PART.put("/accounts/{account_id}")
def replace_account(call: Call, account_id: UUID, body: AccountPut) -> AccountShape:
    """Name, place and number of an account anew, open or closed."""
    present(call, account_id)
    request = EditAccount(
        id=account_id,
        name=body.name,
        parent_id=body.parent_id,
        number=body.number,
        version=call.expected(body.version),
    )
    return told(call, settled(call, request, closed=body.closed))


@PART.patch("/accounts/{account_id}")
def change_account(call: Call, account_id: UUID, body: AccountPatch) -> AccountShape:
    """Change the fields named."""

    def once(expected: int | None) -> AccountReading:
        before = present(call, account_id).account
        number = before.number if body.number is None else body.number
        request = replace(patched(before, body, expected), number=number)
        return settled(call, request, closed=body.closed)

    return told(call, call.patched(body.version, once))


@PART.delete("/accounts/{account_id}")
def delete_account(call: Call, account_id: UUID) -> None:
    """Delete an account nothing was ever booked on; one with a history can only be closed."""
    delete(call, present(call, account_id))


@PART.get("/accounts/{account_id}/register")
def account_register(call: Call, account_id: UUID, query: RegisterAsked) -> Page[RegisterRow]:
    """What happened on an account, newest first, with the balance after each transaction."""
    reading = present(call, account_id)
    chosen = Filter(span=days(query.start_date, query.end_date), accounts=frozenset({account_id}))
    place = Place(at=position_of(query.cursor), limit=query.limit)
    found = call.use.registers.page(call.actor, chosen, place).rows
    currency = reading.account.currency or call.actor.book.currency
    return Page[RegisterRow](
        items=[_row(row, chosen, currency) for row in found.rows],
        next_cursor=cursor_of(found.older),
    )


def told(call: Call, reading: AccountReading) -> AccountShape:
    """The account as it is answered."""
    book = call.actor.book
    return AccountShape.of(reading, book.currency, book.default_account_id)


def present(call: Call, account_id: UUID) -> AccountReading:
    """An account of the book that was not deleted; NotFound."""
    found = call.use.accounts.get(call.actor, account_id)
    if deleted(found):
        raise NotFound("account", "id")
    return found


def deleted(reading: AccountReading) -> bool:
    """Whether nobody would miss it: closed, and nothing was booked on it."""
    return reading.account.closed and not reading.count


def delete(call: Call, reading: AccountReading) -> None:
    """Close an account without a history, which is as good as gone; Conflict ``in_use``."""
    call.actor.require(Role.EDITOR)
    if reading.count:
        raise Conflict("in_use", "id", {"name": reading.account.name})
    call.use.accounts.close(call.actor, reading.account.id, call.version)


def patched(before: Account, body: Renaming, expected: int | None) -> EditAccount:
    """The account with the name and the place that ``body`` gives it, if any."""
    moved = "parent_id" in body.model_fields_set
    return EditAccount(
        id=before.id,
        name=before.name if body.name is None else body.name,
        parent_id=body.parent_id if moved else before.parent_id,
        number=before.number,
        version=before.version if expected is None else expected,
    )


def settled(call: Call, request: EditAccount, *, closed: bool | None) -> AccountReading:
    """The account edited, then closed or opened again if that was said."""
    reading = call.use.accounts.edit(call.actor, request)
    if closed is None or closed == reading.account.closed:
        return reading
    turn = call.use.accounts.close if closed else call.use.accounts.reopen
    return turn(call.actor, request.id)


def _opening(body: AccountIn, currency: str) -> Money | None:
    if body.opening_balance is None:
        return None
    try:
        return Money.of(body.opening_balance, currency)
    except Invalid as error:
        field = "opening_balance" if error.field == "amount" else error.field
        raise Invalid(error.code, field, error.facts) from None


def _row(row: Row, chosen: Filter, currency: str) -> RegisterRow:
    amount = effect(row.transaction, chosen, currency)
    return RegisterRow(
        transaction=Transaction.of(row),
        amount=str(amount),
        currency=currency,
        balance=str(row.running) if row.running is not None else None,
    )
