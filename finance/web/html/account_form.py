"""The form of an account or category: as typed, and read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from werkzeug.datastructures import MultiDict

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.currencies import EXPONENTS
from finance.domain.errors import FinanceError, Invalid, InvalidMany
from finance.domain.people import Book
from finance.usecases.accounts import EditAccount, OpenAccount
from finance.web.filters import typed_day
from finance.web.html.book import new_id, today
from finance.web.html.entry_view import Option, category_options
from finance.web.html.typed import read_day, read_id, read_money, read_version
from finance.web.messages import told
from finance.web.saying import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedAccount:
    """What stands in the form."""

    id: str = ""
    opening_id: str = ""
    kind: str = ""
    name: str = ""
    currency: str = ""
    parent: str = ""
    number: str = ""
    balance: str = ""
    date: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """The form as templates draw it; ``account`` is set while one is edited.

    ``recurring`` are the schedules that name it, by id and title.
    """

    typed: TypedAccount
    chart: Chart
    action: str
    leave: str
    account: Account | None = None
    move_to: str = ""
    recurring: tuple[tuple[UUID, str], ...] = ()
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether it is an account that holds money, and not a category."""
        return self.typed.kind in {"asset", "liability"}

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds to choose from."""
        if self.own:
            return [("asset", _("Money I have")), ("liability", _("Money I owe"))]
        return [("expense", _("Spending")), ("income", _("Income"))]

    @property
    def parents(self) -> list[Option]:
        """Where it may stand: beside everything, or inside one of its kind."""
        me = self.account
        below = self.chart.beneath(me.id) if me else frozenset()
        kinds = {me.kind.value} if me else {kind for kind, _text in self.kinds}
        inside = (
            one
            for one in self.chart.values()
            if one.kind.value in kinds and not one.closed and not one.role and one.id not in below
        )
        named = [
            (str(one.id), " › ".join(step.name for step in self.chart.path(one.id)), "")
            for one in inside
        ]
        return [("", _("On its own"), ""), *sorted(named, key=lambda one: one[1].casefold())]

    @property
    def targets(self) -> list[Option]:
        """The categories this one could be merged into; none where it has to stay."""
        me = self.account
        if me is None or not me.kind.category or me.role or me.closed:
            return []
        below = {str(one) for one in self.chart.beneath(me.id)}
        found = category_options(self.chart, [me.kind], self.move_to)
        named = [(value, text, "") for value, text, __ in found if value not in below]
        return [("", _("Choose a category"), ""), *named] if named else []

    @property
    def currencies(self) -> list[str]:
        """Every currency there is."""
        return sorted(EXPONENTS)

    def of(self, name: str) -> list[str]:
        """What is wrong at the field ``name``."""
        return self.errors.get(name, [])

    def refused(self, fault: FinanceError) -> "AccountView":
        """The same form with what is wrong with it."""
        said: dict[str, list[str]] = {}
        for one in fault.faults if isinstance(fault, InvalidMany) else (fault,):
            name = _FIELDS.get(one.field or "", one.field or "")
            said.setdefault(name if name in _SHOWN else "", []).append(told(one))
        version = str(fault.facts.get("version", self.typed.version))
        return replace(self, errors=said, typed=replace(self.typed, version=version))


_FIELDS = {"parent_id": "parent", "opening_balance": "balance", "amount": "balance"}
_SHOWN = frozenset({*TypedAccount.__slots__, "move_to"}) - {"id", "opening_id", "version"}


def blank_account(kind: str, book: Book) -> TypedAccount:
    """An empty form for a new account of ``kind``."""
    return TypedAccount(
        id=str(new_id()),
        opening_id=str(new_id()),
        kind=kind,
        currency=book.currency,
        date=typed_day(today()),
    )


def account_typed(account: Account) -> TypedAccount:
    """An account in the form."""
    return TypedAccount(
        id=str(account.id),
        kind=account.kind.value,
        name=account.name,
        currency=account.currency or "",
        parent=str(account.parent_id) if account.parent_id else "",
        number=account.number,
        version=str(account.version),
    )


def account_from(form: MultiDict[str, str]) -> TypedAccount:
    """The form as it came back."""
    return TypedAccount(**{name: form.get(name, "") for name in TypedAccount.__slots__})


def _parent(typed: TypedAccount) -> UUID | None:
    return read_id(typed.parent, "parent_id") if typed.parent else None


def _kind(typed: TypedAccount) -> AccountKind:
    try:
        return AccountKind(typed.kind)
    except ValueError:
        raise Invalid("account_kind", "kind", {"name": typed.name[:100]}) from None


def read_opening(typed: TypedAccount) -> OpenAccount:
    """The request to open what the form says; Invalid at its field."""
    kind = _kind(typed)
    currency = typed.currency.strip().upper() if kind.own else None
    if currency and currency not in EXPONENTS:
        raise Invalid("unknown_currency", "currency", {"currency": currency[:20]})
    given = kind.own and typed.balance.strip()
    return OpenAccount(
        id=read_id(typed.id, "id"),
        opening_id=read_id(typed.opening_id, "id"),
        kind=kind,
        name=typed.name,
        currency=currency or None,
        parent_id=_parent(typed),
        number=typed.number,
        balance=read_money(typed.balance, currency or "", "balance") if given else None,
        day=read_day(typed.date, today()) if given else None,
    )


def read_edit(typed: TypedAccount, account_id: UUID) -> EditAccount:
    """The request to change what the form says; Invalid at its field."""
    return EditAccount(
        id=account_id,
        name=typed.name,
        parent_id=_parent(typed),
        number=typed.number,
        version=read_version(typed.version),
    )
