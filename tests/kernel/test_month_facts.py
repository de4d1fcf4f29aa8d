"""The facts of a month as the database answers them, judged by the pure domain."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.entries import Body, Compound, Flow, Heading, Line, Part, Transfer
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.month_facts import facts_of
from finance.domain.month_report import month_report
from finance.domain.periods import FIRST_DAY, Month, MonthStart
from finance.usecases.transactions import Record
from tests.household import Household, household

AMOUNTS = st.integers(1, 100_000).map(lambda cents: Decimal(cents).scaleb(-2))
DAYS = st.integers(0, 120).map(lambda days: date(2026, 8, 20) + timedelta(days=days))
ENTRIES = st.lists(st.tuples(st.integers(0, 5), AMOUNTS, DAYS), max_size=25)
STARTS = st.sampled_from([1, 15, 25, 31])


def _body(home: Household, shape: int, amount: Decimal) -> Body:
    """One of six shapes: spent, refunded, earned, moved, exchanged, or a full entry."""
    ids = {one.name: one.id for one in home.chart().values()}
    spent, earned = TransactionKind.EXPENSE, TransactionKind.INCOME
    match shape:
        case 0:
            shares = (Part(amount, ids["Groceries"]), Part(amount * 2, ids["Food"]))
            return Flow(kind=spent, account_id=ids["Cash"], parts=shares)
        case 1:
            back = Part(-amount, ids["Groceries"])
            return Flow(kind=spent, account_id=ids["Card"], parts=(back,))
        case 2:
            pay = Part(amount, ids["Salary"])
            return Flow(kind=earned, account_id=ids["Dollars"], parts=(pay,))
        case 3 | 4:
            target = "Card" if shape == 3 else "Dollars"
            return Transfer(
                from_account_id=ids["Cash"],
                to_account_id=ids[target],
                amount=amount,
                to_amount=amount * 3 if shape == 4 else None,
            )
        case _:
            lines = (("Salary", -3 * amount), ("Travel", amount), ("Cash", 2 * amount))
            return Compound(tuple(Line(ids[name], value, "EUR") for name, value in lines))


def _begun(engine: Engine, start: int) -> Household:
    home = household(engine)
    home.open("Card", "-12.50", currency="EUR")
    home.open("Dollars", "100", currency="USD")
    with home.work() as work:
        book = work.books.get()
        moved = replace(book, month_start=MonthStart(start))
        after = work.books.replace(book, moved, home.means.mark(home.actor))
        work.commit()
    return replace(home, actor=replace(home.actor, book=after))


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(entries=ENTRIES, start=STARTS, month=st.sampled_from([(2026, 9), (2026, 11), (2026, 1)]))
def test_the_facts_are_those_of_all_transactions(
    engine: Engine, entries: list[tuple[int, Decimal, date]], start: int, month: tuple[int, int]
) -> None:
    home = _begun(engine, start)
    for shape, amount, day in entries:
        body = _body(home, shape, amount)
        record = Record(id=new_id(), heading=Heading(date=day, payee="Shop"), body=body)
        home.transactions.record(home.actor, record)
    told, book, chart = Month(*month), home.actor.book, home.chart()
    with home.work() as work:
        everything = [one.transaction for one in work.readings.stream(Filter())]
        _, found = work.reports.month(book, told)
    expected = facts_of(everything, chart, told, book.month_start)
    assert [one for one in found.totals if one.count] == list(expected.totals)
    assert found.turnovers == expected.turnovers
    assert found.closing == expected.closing
    assert found.transactions == expected.transactions
    report = month_report(book, chart, found)
    assert report == month_report(book, chart, expected)
    assert report.proven


def test_a_trashed_transaction_is_in_no_report(engine: Engine) -> None:
    home = household(engine)
    gone = home.spend("12")
    home.transactions.trash(home.actor, gone.transaction.id)
    report = home.reporting.month(home.actor, Month(2026, 11)).report
    assert report.transactions == 0
    assert not report.main.total_spending
    assert report.largest == ()


def test_another_book_is_in_no_report(engine: Engine) -> None:
    household(engine).spend("12")
    report = household(engine).reporting.month(household(engine).actor, Month(2026, 11)).report
    assert report.transactions == 0


def test_without_a_month_it_is_the_one_that_runs(engine: Engine) -> None:
    home = household(engine)
    report = home.reporting.month(home.actor).report
    assert home.actor.book.today(home.means.clock()) in report.span
    assert home.actor.book.month_start == FIRST_DAY


@pytest.mark.parametrize("month", [Month(1899, 12), Month(1900, 1), Month(2201, 1)])
def test_the_first_and_the_last_month_there_are_can_be_told(engine: Engine, month: Month) -> None:
    home = household(engine)
    home.spend("12")
    report = home.reporting.month(home.actor, month).report
    assert report.transactions == 0
    assert report.proven
