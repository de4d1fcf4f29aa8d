"""Ten kinds of household whose month is printed, and looked at as pictures of paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import Engine

from finance.adapters.clock import new_id, now
from finance.domain.accounts import AccountKind
from finance.domain.entries import Compound, Flow, Line, Part
from finance.domain.ledger import Posting, Transaction, TransactionKind
from finance.domain.money import Money
from finance.domain.periods import Month, MonthStart
from finance.usecases.accounts import OpenAccount
from finance.usecases.budgets import Wish
from tests.household import Household, household

MONTH: Final = Month(2026, 11)
LONG: Final = "Verein zur Förderung der nachbarschaftlichen Gartenkultur und des Gemüsebaus e. V. "


def empty(engine: Engine) -> Household:
    """Nothing was recorded."""
    return household(engine)


def one_row(engine: Engine) -> Household:
    """One expense."""
    home = household(engine)
    home.spend("12.50")
    return home


def busy(engine: Engine, count: int = 2_999) -> Household:
    """A month of a small shop: ``count`` transactions."""
    home = household(engine)
    chart = {one.name: one.id for one in home.chart().values()}
    names = ("Groceries", "Eating out", "Fuel", "Clothes", "Hobbies", "Gifts")
    made = [
        _paid(chart["Cash"], chart[names[at % 6]], date(2026, 11, 1 + at % 30), at)
        for at in range(count)
    ]
    with home.work() as work:
        work.transactions.add_many(made, now())
        work.commit()
    home.earn("60000")
    return home


def _paid(cash: UUID, category: UUID, on: date, at: int) -> Transaction:
    cents = 150 + at * 37 % 9_000
    postings = (Posting(cash, Money(-cents, "EUR")), Posting(category, Money(cents, "EUR")))
    return Transaction(id=new_id(), date=on, postings=postings, payee=f"Customer {at % 271:03}")


def four_currencies(engine: Engine) -> Household:
    """Money in euros, dollars, yen and dinars."""
    home = household(engine)
    home.earn("3200")
    for currency, worth, spent in (
        ("USD", "18250.40", "812.35"),
        ("JPY", "1250000", "43800"),
        ("KWD", "410.125", "7.250"),
    ):
        home.open(f"Account {currency}", worth, currency=currency)
        own, food = home.account(f"Account {currency}"), home.account("Eating out")
        home.record(
            Compound(
                (
                    Line(own.id, Decimal(f"-{spent}"), currency),
                    Line(food.id, Decimal(spent), currency),
                )
            )
        )
    home.move("500", "Cash", "Account USD", "540.10")
    home.spend("75.20")
    return home


def right_to_left(engine: Engine) -> Household:
    """Names in Hebrew and Arabic, beside others."""
    home = household(engine, "ILS", "Asia/Jerusalem")
    bank = home.open("בנק לאומי", "12000", currency="ILS")
    home.earn("9000")
    for name, payee, amount in (
        ("מכולת", "חנות ירקות «Green»", "250.40"),
        ("بقالة", "سوق المدينة 24/7", "1180"),
        ("ספרים", "Steimatzky סניף 12", "90"),
    ):
        made = OpenAccount(id=new_id(), opening_id=new_id(), kind=AccountKind.EXPENSE, name=name)
        category = home.accounts.open(home.actor, made).account
        parts = (Part(Decimal(amount), category.id),)
        body = Flow(kind=TransactionKind.EXPENSE, account_id=bank.id, parts=parts)
        home.record(body, payee=payee)
    return home


def all_over(engine: Engine) -> Household:
    """Every limit is passed."""
    home = household(engine)
    wishes = []
    for name, limit, spent in (
        ("Groceries", "100", "312.40"),
        ("Eating out", "50", "51"),
        ("Fuel", "80", "240"),
        ("Travel", "1000", "9999.99"),
    ):
        wishes.append(Wish(category_id=home.account(name).id, amount=Money.parse(limit, "EUR")))
        home.spend(spent, name)
    wishes.append(Wish(category_id=None, amount=Money.parse("1500", "EUR")))
    home.budgets.settle(home.actor, MONTH, wishes)
    home.earn("2000")
    return home


def sixty_accounts(engine: Engine) -> Household:
    """Sixty accounts with money on each."""
    home = household(engine)
    for at in range(60):
        home.open(f"Savings account {at + 1:02}", f"{100 + at}.0{at % 10}")
    home.earn("2000")
    home.spend("20")
    return home


def long_names(engine: Engine) -> Household:
    """Names of a hundred characters, with and without blanks, and large amounts."""
    home = household(engine)
    home.open((LONG + LONG)[:100], "123456789.01")
    home.open("W" * 100, "-987654321.99")
    home.earn("9999999.99")
    home.spend("1234567.89")
    body = Compound(
        (
            Line(home.account("Cash").id, Decimal("-44.44"), "EUR"),
            Line(home.account("Groceries").id, Decimal("44.44"), "EUR"),
        )
    )
    home.record(body, payee=(LONG * 3)[:200])
    home.record(body, payee="Donaudampfschifffahrtsgesellschaft" * 5)
    return home


def no_income(engine: Engine) -> Household:
    """Spending alone, for some months."""
    home = household(engine)
    home.open("Bank", "5000")
    for on in ("2026-08-03", "2026-09-03", "2026-10-03", "2026-11-03"):
        home.spend("400", "Groceries", on)
        home.spend("82.10", "Fuel", on)
    return home


def pay_day(engine: Engine) -> Household:
    """Months begin on the 25th."""
    home = household(engine)
    with home.work() as work:
        before = work.books.get()
        book = replace(before, month_start=MonthStart(25))
        book = work.books.replace(before, book, home.means.mark(home.actor))
        work.commit()
    home = replace(home, actor=replace(home.actor, book=book))
    home.earn("2600", on="2026-10-25")
    home.spend("800", "Rent or mortgage", "2026-10-26")
    home.spend("64.20", on="2026-11-24")
    return home


KINDS: Final[dict[str, Callable[[Engine], Household]]] = {
    one.__name__: one
    for one in (
        *(empty, one_row, busy, four_currencies, right_to_left),
        *(all_over, sixty_accounts, long_names, no_income, pay_day),
    )
}
