"""The book a new person starts with: something to write into from the first minute.

Names are given here in English and marked for translation; ``say`` turns each into the person's
language.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, AccountRole
from finance.domain.money import exponent
from finance.domain.people import Book
from finance.domain.periods import FIRST_DAY

Say = Callable[[str], str]
"""English words to the person's."""

N_: Final = str
"""Marks a text for translation without translating it here."""

_SYSTEM: Final = (
    (AccountKind.EXPENSE, AccountRole.UNCATEGORISED_EXPENSE, N_("Uncategorised")),
    (AccountKind.INCOME, AccountRole.UNCATEGORISED_INCOME, N_("Uncategorised")),
    (AccountKind.EQUITY, AccountRole.OPENING, N_("Opening balances")),
    (AccountKind.EQUITY, AccountRole.CONVERSION, N_("Conversion")),
)
_EXPENSES: Final = (
    (
        N_("Home"),
        (
            N_("Rent or mortgage"),
            N_("Electricity, gas and water"),
            N_("Phone and internet"),
            N_("Furniture and repairs"),
        ),
    ),
    (N_("Food"), (N_("Groceries"), N_("Eating out"))),
    (N_("Transport"), (N_("Fuel"), N_("Public transport"), N_("Car"))),
    (N_("Health"), (N_("Doctor and pharmacy"), N_("Sport"))),
    (N_("Leisure"), (N_("Hobbies"), N_("Subscriptions"), N_("Travel"))),
    (N_("Shopping"), (N_("Clothes"), N_("Electronics"))),
    (N_("Family"), (N_("Children"), N_("Pets"), N_("Gifts"))),
    (N_("Money matters"), (N_("Insurance"), N_("Bank fees"), N_("Taxes"))),
)
_INCOME: Final = (
    (N_("Work"), (N_("Salary"), N_("Bonus"))),
    (N_("Other income"), (N_("Interest and dividends"), N_("Gifts received"), N_("Refunds"))),
)
_BOOK: Final = N_("My money")
_CASH: Final = N_("Cash")


@dataclass(frozen=True, slots=True)
class Starter:
    """A new book and its accounts, parents before their children."""

    book: Book
    accounts: tuple[Account, ...]


def starter(ids: Callable[[], UUID], currency: str, time_zone: str, say: Say = str) -> Starter:
    """A book in ``currency`` and ``time_zone`` (an IANA name) with all every book needs.

    That is the four accounts that play a role, one asset account, the default one, with nothing
    in it yet, and categories on two levels. Invalid ``unknown_currency``.
    """
    exponent(currency)
    cash = Account(id=ids(), kind=AccountKind.ASSET, name=say(_CASH), currency=currency)
    system = (
        Account(id=ids(), kind=kind, name=say(name), role=role, position=_LAST)
        for kind, role, name in _SYSTEM
    )
    expenses = _tree(AccountKind.EXPENSE, _EXPENSES, ids, say)
    income = _tree(AccountKind.INCOME, _INCOME, ids, say)
    book = Book(
        id=ids(),
        name=say(_BOOK),
        currency=currency,
        time_zone=time_zone,
        month_start=FIRST_DAY,
        default_account_id=cash.id,
    )
    return Starter(book, (cash, *system, *expenses, *income))


_LAST: Final = 1000  # Uncategorised stands after every category a person makes
_Tree = tuple[tuple[str, tuple[str, ...]], ...]


def _tree(kind: AccountKind, groups: _Tree, ids: Callable[[], UUID], say: Say) -> Iterator[Account]:
    for place, (group, names) in enumerate(groups):
        parent = Account(id=ids(), kind=kind, name=say(group), position=place)
        yield parent
        for inner, name in enumerate(names):
            yield Account(id=ids(), kind=kind, name=say(name), parent_id=parent.id, position=inner)
