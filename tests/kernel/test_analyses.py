"""Sums over any days as the database answers them, judged by the pure domain."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from finance.domain.accounts import AccountKind
from finance.domain.analytics import sums_of, week_sums_of
from finance.domain.entries import Flow, Part
from finance.domain.errors import Invalid
from finance.domain.filters import Filter
from finance.domain.ledger import Transaction, TransactionKind
from finance.domain.money import Money
from finance.domain.periods import Month, MonthStart, Span
from tests.household import Household, household

DAY = date(2026, 8, 20)
DAYS = st.integers(0, 130).map(lambda days: DAY + timedelta(days=days))
ENTRIES = st.lists(st.tuples(st.integers(1, 99_999), DAYS, st.booleans()), max_size=20)
STARTS = st.sampled_from([1, 15, 28, 31])


def _begun(engine: Engine, start: int) -> Household:
    home = household(engine)
    home.open("Dollars", "100", currency="USD")
    with home.work() as work:
        book = work.books.get()
        moved = replace(book, month_start=MonthStart(start))
        after = work.books.replace(book, moved, home.means.mark(home.actor))
        work.commit()
    return replace(home, actor=replace(home.actor, book=after))


def _filled(home: Household, entries: list[tuple[int, date, bool]]) -> list[Transaction]:
    """Some spending and, from the account in dollars, some income."""
    ids = {one.name: one.id for one in home.chart().values()}
    for cents, day, spent in entries:
        amount = Decimal(cents).scaleb(-2)
        category = ids["Groceries" if spent else "Salary"]
        body = Flow(
            kind=TransactionKind.EXPENSE if spent else TransactionKind.INCOME,
            account_id=ids["Cash" if spent else "Dollars"],
            parts=(Part(amount, category),),
        )
        home.record(body, day.isoformat())
    with home.work() as work:
        return [one.transaction for one in work.readings.stream(Filter())]


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(entries=ENTRIES, start=STARTS, first=DAYS, length=st.integers(0, 110))
def test_the_sums_are_those_of_all_transactions(
    engine: Engine, entries: list[tuple[int, date, bool]], start: int, first: date, length: int
) -> None:
    home = _begun(engine, start)
    everything = _filled(home, entries)
    chart, span = home.chart(), Span(first, first + timedelta(days=length))
    with home.work() as work:
        _, (found,) = work.reports.sums(home.actor.book, [span])
        _, weeks = work.reports.weeks(span)
    assert found == sums_of(everything, chart, span)
    assert weeks == week_sums_of(everything, chart, span)


@pytest.fixture(scope="module")
def home(engine: Engine) -> Household:
    """A little in this November and in the one before, and in October."""
    made = household(engine)
    made.earn("100", on="2026-11-01")
    made.spend("30", on="2026-11-02")
    made.spend("20", on="2026-10-30")
    made.spend("7", on="2025-11-15")
    return made


def test_some_days_stand_beside_as_many_before_them(home: Household) -> None:
    read = home.analyses.span(home.actor, Span(date(2026, 11, 1), date(2026, 11, 4)))
    assert read.figures.net.of("EUR") == Money(70_00, "EUR")
    assert read.before.net.of("EUR") == Money(-20_00, "EUR")
    (groceries,) = read.shares(AccountKind.EXPENSE)
    assert (groceries.amount.minor, groceries.before.minor, groceries.count) == (30_00, 20_00, 1)
    (salary,) = read.shares(AccountKind.INCOME)
    assert salary.change == Money(100_00, "EUR")


def test_without_days_it_is_the_present_month(home: Household) -> None:
    assert home.actor.book.today(home.means.clock()) in home.analyses.span(home.actor).span


def test_months_are_filled_with_zero_and_never_mix_years(home: Household) -> None:
    read = home.analyses.months(home.actor, Month(2026, 11), 13)
    spent = [one.expenses.of("EUR").minor for one in read.figures]
    assert spent == [7_00, *[0] * 10, 20_00, 30_00]
    (food,) = read.series
    assert [one.minor for one in food.amounts] == spent
    assert food.category.name == "Food"


def test_the_first_months_there_are_have_fewer_before_them(home: Household) -> None:
    assert len(home.analyses.months(home.actor, Month(1900, 2), 120).months) == 3


def test_a_year_stands_beside_the_one_before(home: Household) -> None:
    read = home.analyses.year(home.actor, 2026)
    november = read.pairs[10]
    assert november.now.expenses.of("EUR") == Money(30_00, "EUR")
    assert november.before.expenses.of("EUR") == Money(7_00, "EUR")
    assert len(read.pairs) == 12
    assert home.analyses.year(home.actor).year >= 2026


def test_weeks_begin_on_monday_and_are_filled_with_zero(home: Household) -> None:
    read = home.analyses.weeks(home.actor, date(2026, 11, 4), 3)
    assert [(one.name, one.expenses.of("EUR").minor) for one in read.weeks] == [
        ("2026-W43", 0),
        ("2026-W44", 20_00),
        ("2026-W45", 30_00),
    ]
    assert read.weeks[1].income.of("EUR") == Money(100_00, "EUR")
    assert len(home.analyses.weeks(home.actor).weeks) == 12


@pytest.mark.parametrize("count", [0, 121])
def test_too_many_months_are_refused(home: Household, count: int) -> None:
    with pytest.raises(Invalid) as caught:
        home.analyses.months(home.actor, None, count)
    assert (caught.value.code, caught.value.field) == ("number_range", "months")


@pytest.mark.parametrize("count", [0, 107])
def test_too_many_weeks_are_refused(home: Household, count: int) -> None:
    with pytest.raises(Invalid) as caught:
        home.analyses.weeks(home.actor, None, count)
    assert caught.value.field == "weeks"


@pytest.mark.parametrize("year", [1, 1900, 2201, 9999])
def test_a_year_without_one_before_it_is_refused(home: Household, year: int) -> None:
    with pytest.raises(Invalid) as caught:
        home.analyses.year(home.actor, year)
    assert caught.value.field == "year"
