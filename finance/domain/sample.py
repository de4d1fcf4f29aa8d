"""A sample household to look around in: two years of a plausible life, the same every time.

Chance here is a hash of what it decides about, so the same day always brings the same shopping.
"""

import calendar
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.budgets import Budget, Limit
from finance.domain.entries import Body, Flow, Heading, Part, Transfer, entered, opening
from finance.domain.ledger import Transaction, TransactionKind
from finance.domain.money import Money
from finance.domain.periods import Month
from finance.domain.recurrence import Frequency, Recurrence
from finance.domain.schedules import Mode, Schedule, Template

YEARS: Final = 2
EURO: Final = "EUR"
"""What the household lives on."""
_EXPENSE: Final = TransactionKind.EXPENSE
_INCOME: Final = TransactionKind.INCOME

OPENED: Final = (
    ("Everyday", AccountKind.ASSET, "EUR", 184_233),
    ("Savings", AccountKind.ASSET, "EUR", 640_000),
    ("Card", AccountKind.LIABILITY, "EUR", -21_490),
    ("Wallet", AccountKind.ASSET, "EUR", 6_240),
    ("Dollars", AccountKind.ASSET, "USD", 0),
)
"""Name, kind, currency and opening balance (minor units) of the household's accounts."""


@dataclass(frozen=True, slots=True)
class _Habit:
    """Something bought now and then: on one day in ``every``, for ``low`` to ``high`` cents."""

    every: int
    payees: tuple[str, ...]
    category: str
    account: str
    low: int
    high: int


_HABITS: Final = (
    _Habit(3, ("Greengrocer", "Corner market", "Mill bakery"), "Groceries", "Everyday", 380, 7_450),
    _Habit(6, ("Café Ost", "Trattoria", "Noodle bar"), "Eating out", "Card", 640, 4_300),
    _Habit(19, ("Drugstore",), "Doctor and pharmacy", "Everyday", 450, 3_400),
    _Habit(23, ("Bookshop", "Cinema", "Climbing hall"), "Hobbies", "Card", 900, 4_500),
    _Habit(31, ("Outfitter", "Shoe shop"), "Clothes", "Card", 1_900, 14_000),
    _Habit(13, ("Bakery stall", "Kiosk"), "Groceries", "Wallet", 120, 900),
    _Habit(47, ("Toy shop", "School"), "Children", "Everyday", 800, 6_000),
)


@dataclass(frozen=True, slots=True)
class _Bill:
    """Something due on one day of every month (or of one ``month`` a year), in cents."""

    day: int
    payee: str
    category: str
    account: str
    cents: int
    month: int = 0


_BILLS: Final = (
    _Bill(1, "Housing association", "Rent or mortgage", "Everyday", 98_000),
    _Bill(3, "City transport", "Public transport", "Everyday", 4_900),
    _Bill(5, "Stadtwerke", "Electricity, gas and water", "Everyday", 8_600),
    _Bill(8, "Stream", "Subscriptions", "Card", 1_299),
    _Bill(12, "Telephone company", "Phone and internet", "Everyday", 3_995),
    _Bill(15, "Piano lessons", "Children", "Everyday", 9_000),
    _Bill(20, "Household insurance", "Insurance", "Everyday", 11_840, month=2),
    _Bill(10, "Tax office", "Taxes", "Everyday", 22_700, month=9),
)
_LIMITS: Final = (
    (None, ((-11, 240_000),)),
    ("Food", ((-11, 62_000),)),
    ("Groceries", ((-11, 42_000), (-3, 46_000))),
    ("Eating out", ((-11, 12_000),)),
    ("Children", ((-11, 13_000),)),
    ("Clothes", ((-11, 9_000), (-5, 6_000))),
    ("Hobbies", ((-8, 6_000),)),
)
"""Category (None: all spending); since how many months ago it is limited to how many cents."""

_PAY_DAY: Final = 27
_TRIP_MONTH: Final = 7
_TRIP_DAYS: Final = range(5, 17, 2)
_SALARY: Final = 324_000
_SAVED: Final = 40_000


def sample(chart: Chart, today: date, ids: Callable[[], UUID]) -> Iterator[Transaction]:
    """The household's transactions up to and including ``today``, in order of days.

    ``chart`` holds the accounts of ``OPENED`` and the starter categories under their English names.
    """
    names = {account.name: account for account in chart.values() if account.role is None}
    start = _years_before(today)
    for name, _, currency, minor in OPENED:
        if minor:
            yield opening(ids(), names[name], Money(minor, currency), start, chart)
    for offset in range((today - start).days + 1):
        day = start + timedelta(days=offset)
        for payee, body in _of_day(day, names):
            yield entered(ids(), Heading(date=day, payee=payee), body, chart)


def _years_before(day: date) -> date:
    return day.replace(year=day.year - YEARS, day=min(day.day, 28))


def _of_day(day: date, names: dict[str, Account]) -> Iterator[tuple[str, Body]]:
    for bill in _BILLS:
        if bill.day == day.day and bill.month in {0, day.month}:
            yield bill.payee, _bill(bill, names)
    for at, habit in enumerate(_HABITS):
        if _chance(habit.every, day, at) == 0:
            payee = habit.payees[_chance(len(habit.payees), day, at, "payee")]
            cents = habit.low + _chance(habit.high - habit.low, day, at, "cents")
            yield payee, _flow(_EXPENSE, names[habit.account], names[habit.category], cents)
    yield from _monthly(day, names)
    yield from _yearly(day, names)


def _monthly(day: date, names: dict[str, Account]) -> Iterator[tuple[str, Body]]:
    everyday = names["Everyday"]
    if day.day == _PAY_DAY:
        yield "Northwind", _flow(_INCOME, everyday, names["Salary"], _SALARY)
    if day.day == _PAY_DAY + 1:
        yield "", _move(everyday, names["Savings"], _SAVED)
        yield "Household store", _split(day, everyday, names)
    if day.day == calendar.monthrange(day.year, day.month)[1]:
        yield "", _move(everyday, names["Card"], 22_000 + _chance(9_000, day, "card"))
        yield "", _move(everyday, names["Wallet"], 4_000)


def _yearly(day: date, names: dict[str, Account]) -> Iterator[tuple[str, Body]]:
    """A trip abroad each summer, paid in dollars bought before it, and interest at New Year."""
    dollars = names["Dollars"]
    if (day.month, day.day) == (_TRIP_MONTH, 2):
        rate = 10_500 + _chance(800, day, "rate")
        bought = Decimal(150_000 * rate // 10_000).scaleb(-2)
        yield (
            "Exchange",
            Transfer(
                from_account_id=names["Savings"].id,
                to_account_id=dollars.id,
                amount=Decimal(1500),
                to_amount=bought,
            ),
        )
    if day.month == _TRIP_MONTH and day.day in _TRIP_DAYS:
        cents = 4_200 + _chance(14_000, day, "travel")
        yield "Harbour hotel", _flow(_EXPENSE, dollars, names["Travel"], cents)
    if (day.month, day.day) == (1, 2):
        interest = names["Interest and dividends"]
        yield "Savings bank", _flow(_INCOME, names["Savings"], interest, 13_700)


def _flow(kind: TransactionKind, account: Account, category: Account, cents: int) -> Flow:
    parts = (Part(Decimal(cents).scaleb(-2), category.id),)
    return Flow(kind=kind, account_id=account.id, parts=parts)


def _split(day: date, account: Account, names: dict[str, Account]) -> Flow:
    goods, health = 1_200 + _chance(2_400, day, "goods"), 600 + _chance(1_500, day, "health")
    parts = (
        Part(Decimal(goods).scaleb(-2), names["Furniture and repairs"].id, "bulbs and filters"),
        Part(Decimal(health).scaleb(-2), names["Doctor and pharmacy"].id),
    )
    return Flow(kind=_EXPENSE, account_id=account.id, parts=parts)


def _move(origin: Account, target: Account, cents: int) -> Transfer:
    return Transfer(
        from_account_id=origin.id, to_account_id=target.id, amount=Decimal(cents).scaleb(-2)
    )


def _chance(sides: int, *about: object) -> int:
    """0 to ``sides`` - 1, the same for the same things."""
    digest = hashlib.sha256(repr(about).encode()).digest()
    return int.from_bytes(digest[:8]) % sides


def limits(chart: Chart, month: Month, ids: Callable[[], UUID]) -> tuple[Budget, ...]:
    """The household's limits as they stand in ``month``, in euro, with a year of history."""
    names = {one.name: one.id for one in chart.values() if one.kind is AccountKind.EXPENSE}
    return tuple(
        Budget(
            id=ids(),
            category_id=names[name] if name else None,
            limits=tuple(Limit(month.plus(back), Money(cents, EURO)) for back, cents in since),
        )
        for name, since in _LIMITS
    )


def recurring(chart: Chart, today: date, ids: Callable[[], UUID]) -> tuple[Schedule, ...]:
    """What goes on in the household after ``today``: its bills, its pay and what it saves.

    What comes once a year is asked about first.
    """
    names = {account.name: account for account in chart.values() if account.role is None}
    everyday = names["Everyday"]
    regular: tuple[tuple[int, int, str, Body], ...] = (
        *((bill.day, bill.month, bill.payee, _bill(bill, names)) for bill in _BILLS),
        (_PAY_DAY, 0, "Northwind", _flow(_INCOME, everyday, names["Salary"], _SALARY)),
        (_PAY_DAY + 1, 0, "", _move(everyday, names["Savings"], _SAVED)),
    )
    return tuple(
        Schedule(
            id=ids(),
            template=Template(body=body, payee=payee),
            recurrence=Recurrence(
                start=_next(today, day, month),
                frequency=Frequency.YEARLY if month else Frequency.MONTHLY,
            ),
            mode=Mode.ASK if month else Mode.POST,
        )
        for day, month, payee, body in regular
    )


def _bill(bill: _Bill, names: dict[str, Account]) -> Flow:
    return _flow(_EXPENSE, names[bill.account], names[bill.category], bill.cents)


def _next(today: date, day: int, month: int) -> date:
    """The next day after ``today`` that is a ``day``, of ``month`` if that is not 0."""
    at = today + timedelta(days=1)
    while at.day != day or month not in {0, at.month}:
        at += timedelta(days=1)
    return at
