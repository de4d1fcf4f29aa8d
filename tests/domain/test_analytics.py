"""Stretches of time, by the pure domain."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.accounts import AccountKind
from finance.domain.analytics import (
    came_and_went,
    earlier,
    monday_of,
    shares,
    sums_of,
    weeks,
    whole_months,
)
from finance.domain.periods import FIRST_DAY, MonthStart, Span, first_day
from tests.domain.book import CHART, entry

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(first=DAYS, length=st.integers(0, 400), start=st.sampled_from([1, 15, 28, 31]))
def test_whole_months_are_within_and_less_than_a_month_is_left_at_each_end(
    first: date, length: int, start: int
) -> None:
    span, begins = Span(first, first + timedelta(days=length)), MonthStart(start)
    whole = whole_months(span, begins)
    if whole is None:
        assert length < 62
        return
    assert span.start <= whole.start < whole.before <= span.before
    assert first_day(whole.start, begins) == whole.start
    assert first_day(whole.before, begins) == whole.before
    assert (whole.start - span.start).days < 31
    assert (span.before - whole.before).days < 31


def test_a_month_is_whole_by_itself() -> None:
    november = Span(date(2026, 11, 1), date(2026, 12, 1))
    assert whole_months(november, FIRST_DAY) == november


@pytest.mark.parametrize(
    ("day", "monday"),
    [(date(2026, 11, 29), date(2026, 11, 23)), (date(2026, 11, 23), date(2026, 11, 23))],
)
def test_a_week_begins_on_monday(day: date, monday: date) -> None:
    assert monday_of(day) == monday


def test_a_week_belongs_to_the_year_most_of_it_lies_in() -> None:
    (first, second) = weeks((), CHART, Span(date(2026, 12, 28), date(2027, 1, 5)))
    assert (first.name, second.name) == ("2026-W53", "2027-W01")
    assert not first.net


def test_as_many_days_lie_before_and_fewer_at_the_beginning_of_the_calendar() -> None:
    assert earlier(Span(date(2026, 11, 4), date(2026, 11, 7))).start == date(2026, 11, 1)
    assert earlier(Span(date(1, 1, 2), date(9, 1, 1))).start == date(1, 1, 1)


def test_a_category_that_only_the_time_before_knew_is_there_with_zero() -> None:
    entries = [entry(("Cash", -500), ("Groceries", 500), day=date(2026, 10, 31))]
    before = sums_of(entries, CHART, Span(date(2026, 10, 1), date(2026, 11, 1)))
    (one,) = shares((), before, CHART, AccountKind.EXPENSE, "EUR")
    assert (one.category.name, one.amount.minor, one.change.minor) == ("Groceries", 0, -500)


def test_other_currencies_and_own_accounts_are_in_no_share() -> None:
    entries = [entry(("Yen", -80), ("Travel", 80), day=date(2026, 10, 31), currency="JPY")]
    found = sums_of(entries, CHART, Span(date(2026, 10, 1), date(2026, 11, 1)))
    assert [one.amount.minor for one in found] == [80]
    assert shares(found, (), CHART, AccountKind.EXPENSE, "EUR") == ()


def test_what_lies_on_own_accounts_neither_came_nor_went() -> None:
    one = entry(("Cash", -500), ("Groceries", 500))
    figures = came_and_went(((side.account_id, side.amount) for side in one.postings), CHART)
    assert (figures.expenses.of("EUR").minor, bool(figures.income)) == (500, False)
