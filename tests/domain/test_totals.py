"""Month totals, and what people read from them."""

from datetime import date

from finance.domain.accounts import AccountKind
from finance.domain.money import Bag, Money
from finance.domain.periods import FIRST_DAY, Month, MonthStart
from finance.domain.totals import by_category, figures, month_totals, own_balance
from tests.domain.book import CHART, entry, named

ENTRIES = [
    entry(("Cash", -500), ("Groceries", 500), day=date(2026, 10, 31)),
    entry(("Cash", -300), ("Groceries", 300), day=date(2026, 11, 2)),
    entry(("Cash", -200), ("Eating out", 200), day=date(2026, 11, 3)),
    entry(("Card", -900), ("Travel", 900), day=date(2026, 11, 4)),
    entry(("Cash", 7000), ("Salary", -7000), day=date(2026, 11, 27)),
    entry(("Cash", -50), ("Pets", 50), day=date(2026, 11, 5)),
    entry(("Cash", 50), ("Pets", -50), day=date(2026, 11, 6)),
    entry(("Yen", -80), ("Travel", 80), day=date(2026, 11, 6), currency="JPY"),
]
TOTALS = month_totals(ENTRIES, FIRST_DAY)


def _eur(minor: int) -> Bag:
    return Bag([Money(minor, "EUR")])


def test_a_total_is_the_sum_and_the_number_of_postings_of_a_month() -> None:
    cash = [one for one in TOTALS if one.account_id == named("Cash").id]
    assert [(one.month, one.amount.minor, one.count) for one in cash] == [
        (date(2026, 10, 1), -500, 1),
        (date(2026, 11, 1), 6500, 5),
    ]


def test_totals_follow_the_day_the_months_begin_on() -> None:
    moved = month_totals(ENTRIES[:2], MonthStart(25))
    assert {one.month for one in moved} == {date(2026, 10, 25)}


def test_figures_are_positive_and_in_the_order_asked_for() -> None:
    months = (Month(2026, 9), Month(2026, 10), Month(2026, 11))
    nothing, october, november = figures(TOTALS, CHART, months, FIRST_DAY)
    assert (nothing.income, nothing.expenses) == (Bag(), Bag())
    assert october.net == _eur(-500)
    assert november.income == _eur(7000)
    assert november.expenses == Bag([Money(1400, "EUR"), Money(80, "JPY")])
    assert november.net == Bag([Money(5600, "EUR"), Money(-80, "JPY")])


def test_months_not_asked_for_are_left_out() -> None:
    (only,) = figures(TOTALS, CHART, (Month(2026, 10),), FIRST_DAY)
    assert only.expenses == _eur(500)


def test_spending_by_category_is_told_of_the_outermost_largest_first() -> None:
    november = [one for one in TOTALS if one.month == date(2026, 11, 1)]
    found = by_category(november, CHART, AccountKind.EXPENSE, "EUR")
    assert [(one.category.name, one.amount.minor) for one in found] == [
        ("Leisure", 900),
        ("Food", 500),
    ]


def test_income_by_category_is_positive() -> None:
    (work,) = by_category(TOTALS, CHART, AccountKind.INCOME, "EUR")
    assert (work.category.name, work.amount) == ("Work", Money(7000, "EUR"))


def test_the_balance_of_a_book_is_of_its_own_accounts_alone() -> None:
    held = [(named("Cash"), _eur(700)), (named("Card"), _eur(-200)), (named("Travel"), _eur(9))]
    assert own_balance(held) == _eur(500)
