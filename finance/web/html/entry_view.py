"""The form of a transaction as templates draw it: typed texts, choices and faults."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from werkzeug.datastructures import MultiDict

from finance.domain.accounts import CATEGORIES, OWN, Account, AccountKind, Chart
from finance.domain.errors import FinanceError
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money, exponent
from finance.domain.people import Actor
from finance.usecases.readings import PayeeReading, Row
from finance.web.context import usecases
from finance.web.filters import money_text, typed_day
from finance.web.html.book import new_id, readings, remembered, today
from finance.web.html.entry_form import Setting, by_field
from finance.web.html.entry_split import left_over
from finance.web.html.entry_typed import OPENING, Typed, prefilled, stepped
from finance.web.html.last_account import account_to_begin
from finance.web.keeping import Same
from finance.web.messages import told
from finance.web.saying import gettext as _

Option = tuple[str, str, str]
"""Value, text, group."""

_SUGGESTED: Final = 30
_RECALLED: Final = frozenset({TransactionKind.EXPENSE, TransactionKind.INCOME})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """The form. ``action`` takes it, ``leave`` is where Cancel goes, ``next`` where saving goes.

    ``row`` is the recorded transaction while one is edited. ``newer`` is set when it was changed
    meanwhile: what it says now, while ``typed`` still says what was typed. ``begin`` names the part
    of a split to go on with.
    """

    typed: Typed
    chart: Chart
    setting: Setting
    payees: tuple[PayeeReading, ...]
    action: str
    leave: str
    next: str
    row: Row | None = None
    newer: Row | None = None
    begin: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def drawn_from(self) -> Hashable | None:
        """All that an untouched new form is drawn from, but for its id; see ``keeping``."""
        if self.errors or self.row:
            return None
        offered, typed = Same((self.chart, *self.payees)), replace(self.typed, id="")
        setting = self.setting.currency, self.setting.today
        return "entry", offered, typed, setting, self.action, self.leave, self.begin

    @property
    def currency(self) -> str:
        """The currency the amount is in."""
        return self.setting.currency_of(self.typed.account)

    @property
    def to_currency(self) -> str:
        """The currency that arrives, where a transfer crosses currencies; else empty."""
        there = self.setting.currency_of(self.typed.to_account)
        return there if self.typed.to_account and there != self.currency else ""

    @property
    def decimals(self) -> int:
        """How many decimals the amount may have."""
        return exponent(self.currency)

    @property
    def left(self) -> str:
        """What of a split is not placed yet, as it stands in the counter."""
        left = left_over(self.typed, self.currency)
        return money_text(left or Money.zero(self.currency))

    @property
    def balanced(self) -> bool:
        """Whether all of a split is placed."""
        return not left_over(self.typed, self.currency)

    def stepped(self, step: str) -> "EntryView":
        """The same form after one of its own buttons was pressed."""
        typed = stepped(self.typed, step)
        at = {"split": 0, "add": len(typed.parts) - 1}.get(step)
        return replace(self, typed=typed, begin="" if at is None else f"part-{at}")

    def with_typed(self, typed: Typed) -> "EntryView":
        """The same form with other texts in it."""
        return replace(self, typed=typed)

    def of(self, name: str) -> list[str]:
        """What is wrong at the field ``name``."""
        return self.errors.get(name, [])

    @property
    def elsewhere(self) -> list[str]:
        """What is wrong with no field in view to say it at."""
        shown = {"date", "payee", "description", "tags", "account", "category", "amount", "parts"}
        shown |= {"to_account", "to_amount"}
        return [
            text
            for name, texts in self.errors.items()
            if name not in shown and not name.startswith("part-")
            for text in texts
        ]

    def accounts(self, chosen: str) -> list[Option]:
        """Own accounts to choose from."""
        return account_options(self.chart, chosen)

    def categories(self, chosen: str) -> list[Option]:
        """Categories to choose from, for the type in view; first none at all."""
        kind = AccountKind.INCOME if self.typed.kind == "income" else AccountKind.EXPENSE
        return [("", _("No category"), ""), *category_options(self.chart, {kind}, chosen)]

    def targets(self, chosen: str) -> list[Option]:
        """Every account, for the postings of a compound entry."""
        rest = (one for one in self.chart.values() if one.kind is AccountKind.EQUITY)
        return [
            ("", _("Choose"), ""),
            *account_options(self.chart, chosen),
            *category_options(self.chart, CATEGORIES, chosen),
            *((str(one.id), one.name, _("Balancing")) for one in rest),
        ]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The types to choose from; a compound entry stays one."""
        if self.typed.kind in {TransactionKind.OTHER, OPENING}:
            return []
        return [("expense", _("Expense")), ("income", _("Income")), ("transfer", _("Transfer"))]

    @property
    def said(self) -> list[tuple[str, str]]:
        """Payees to complete with, each with what was chosen for it last time."""
        return [(one.name, _hint(one, self.chart)) for one in self.payees]


def _hint(payee: PayeeReading, chart: Chart) -> str:
    known = chart.get(payee.category_id) if payee.category_id else None
    return known.name if known else ""


def _selectable(accounts: Iterable[Account], chosen: str) -> list[Account]:
    return [one for one in accounts if not one.closed or str(one.id) == chosen]


def account_options(chart: Chart, chosen: str = "") -> list[Option]:
    """Own accounts that are open (or chosen), in their order."""
    tree = (one for one in _in_order(chart) if one.kind in OWN)
    return [(str(one.id), one.name, "") for one in _selectable(tree, chosen)]


def category_options(chart: Chart, kinds: Iterable[AccountKind], chosen: str = "") -> list[Option]:
    """Categories of ``kinds`` that are open (or chosen), each under the ones it is inside."""
    wanted = set(kinds)
    tree = (one for one in _in_order(chart) if one.kind in wanted)
    names = {AccountKind.EXPENSE: _("Spending"), AccountKind.INCOME: _("Income")}
    return [
        (str(one.id), " › ".join(step.name for step in chart.path(one.id)), names[one.kind])
        for one in _selectable(tree, chosen)
    ]


def _in_order(chart: Chart) -> list[Account]:
    """All accounts, each before what is inside it."""
    ordered: list[Account] = []
    open_ends = list(reversed(chart.children(None)))
    while open_ends:
        account = open_ends.pop()
        ordered.append(account)
        open_ends += reversed(chart.children(account.id))
    return ordered


def offered(actor: Actor) -> tuple[Setting, tuple[PayeeReading, ...]]:
    """What a new form is read against, and the payees it offers, asked for at once."""
    accounts, payees = usecases().transactions.offered(actor, _SUGGESTED)
    remembered(accounts)
    return setting_of(actor), payees


def setting_of(actor: Actor) -> Setting:
    """What a form of this book is read against."""
    chart = readings().chart
    return Setting(chart, actor.book.currency, today())


def blank(actor: Actor, args: MultiDict[str, str]) -> Typed:
    """An empty form with its id, today's date and the account that was written to last.

    What the address names stands in it; a payee named there brings what was chosen last time.
    """
    account = account_to_begin(actor, readings().chart)
    empty = Typed(id=str(new_id()), date=typed_day(today()), account=account)
    typed = prefilled(empty, args)
    return recalled(actor, typed, keep=args.get("account", "")) if typed.payee else typed


def recalled(actor: Actor, typed: Typed, keep: str = "") -> Typed:
    """The form with the account and category its payee had last time, where none was chosen.

    ``keep`` is an account that stays, whatever was chosen last time.
    """
    named = typed.payee.strip().casefold()
    found = usecases().transactions.payees(actor, typed.payee.strip()[:200]) if named else ()
    last = next((one for one in found if one.name.casefold() == named), None)
    if last is None or typed.category or typed.kind not in _RECALLED:
        return typed
    category = str(last.category_id) if last.category_id else ""
    return replace(typed, account=keep or str(last.account_id), category=category)


def suggested(actor: Actor) -> tuple[PayeeReading, ...]:
    """The payees a form offers before anything is typed."""
    return usecases().transactions.payees(actor, "", _SUGGESTED)


def sentences(fault: FinanceError) -> dict[str, list[str]]:
    """What is wrong, in words, by field."""
    return {name: [told(one) for one in some] for name, some in by_field(fault).items()}
