"""Lines of limits, and spending held against them."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.accounts import AccountKind
from finance.domain.budget_averages import average_limits
from finance.domain.budgets import (
    MOST_LIMITS,
    At,
    Budget,
    Elapsed,
    Limit,
    Measure,
    MonthStatus,
    State,
    in_order,
    status,
)
from finance.domain.changes import budgets_from, budgets_snapshot
from finance.domain.errors import Invalid
from finance.domain.ledger import Transaction
from finance.domain.money import Bag, Money
from finance.domain.people import Book
from finance.domain.periods import Month, MonthStart, Span
from finance.domain.totals import month_totals
from tests.domain.book import CHART, closed, entry, named

NOVEMBER = Month(2026, 11)
MONTHS = st.integers(-30, 30).map(NOVEMBER.plus)
AMOUNTS = st.integers(1, 100_000).map(lambda minor: Money(minor, "EUR"))


def euro(minor: int) -> Money:
    return Money(minor, "EUR")


def line(category: str | None, *limits: tuple[Month, int | None]) -> Budget:
    made = tuple(Limit(month, euro(minor) if minor else None) for month, minor in limits)
    owner = named(category).id if category else None
    return Budget(id=UUID(int=len(category or "") + 5000), category_id=owner, limits=made)


def book(start: int = 1) -> Book:
    return Book(
        id=UUID(int=1),
        name="Ours",
        currency="EUR",
        time_zone="Europe/Berlin",
        month_start=MonthStart(start),
    )


def stands(
    *entries: Transaction,
    lines: tuple[Budget, ...],
    month: Month = NOVEMBER,
    today: date = date(2026, 11, 15),
    start: int = 1,
) -> MonthStatus:
    totals = month_totals(entries, MonthStart(start))
    return status(lines, totals, CHART, At(book(start), month, today))


def spent(category: str, minor: int, day: date = date(2026, 11, 3)) -> Transaction:
    return entry((category, minor), ("Bank", -minor), day=day)


def test_a_limit_holds_from_its_month_on_until_it_is_changed() -> None:
    budget = line("Groceries", (Month(2026, 3), 100), (Month(2026, 6), 200), (NOVEMBER, None))
    seen = [budget.amount(Month(2026, month)) for month in (2, 3, 5, 6, 10, 11, 12)]
    assert seen == [None, euro(100), euro(100), euro(200), euro(200), None, None]
    assert budget.ended


def test_a_limit_is_more_than_zero() -> None:
    for minor in (0, -500):
        with pytest.raises(Invalid, match="amount_not_positive"):
            Limit(NOVEMBER, euro(minor))


def test_a_line_has_one_limit_a_month_in_order_of_time() -> None:
    for months in ((NOVEMBER, NOVEMBER), (NOVEMBER, NOVEMBER.previous)):
        with pytest.raises(ValueError, match="since"):
            line("Groceries", *((month, 100) for month in months))


def test_a_line_keeps_no_more_limits_than_fifty_years_need() -> None:
    first = Month(1950, 1)
    with pytest.raises(Invalid, match="limits_many"):
        line("Groceries", *((first.plus(at), 1 + at % 2) for at in range(MOST_LIMITS + 1)))


@given(st.lists(st.tuples(MONTHS, st.none() | AMOUNTS), max_size=12), MONTHS, AMOUNTS, MONTHS)
def test_a_change_touches_its_month_and_nothing_before_or_after_the_next_limit(
    steps: list[tuple[Month, Money | None]], month: Month, amount: Money, other: Month
) -> None:
    budget = line("Groceries")
    for since, wanted in steps:
        budget = budget.until(since) if wanted is None else budget.changed(since, wanted)
    after = budget.changed(month, amount)
    following = min((one.since for one in budget.limits if one.since > month), default=None)
    within = month <= other and (following is None or other < following)
    assert after.amount(other) == (amount if within else budget.amount(other))


@given(st.lists(st.tuples(MONTHS, AMOUNTS), max_size=8), MONTHS, MONTHS)
def test_an_ended_line_keeps_what_held_before(
    steps: list[tuple[Month, Money]], end: Month, other: Month
) -> None:
    budget = line("Groceries")
    for since, wanted in steps:
        budget = budget.changed(since, wanted)
    after = budget.until(end)
    assert after.ended
    assert after.amount(other) == (budget.amount(other) if other < end else None)
    assert after.until(end) == after


def test_what_holds_already_is_no_change() -> None:
    budget = line("Groceries", (NOVEMBER, 100))
    assert budget.changed(NOVEMBER.next, euro(100)) is budget


def test_a_line_comes_back_whole_from_its_snapshot() -> None:
    both = (line("Food", (NOVEMBER, 5), (NOVEMBER.next, None)), line(None, (NOVEMBER, 7)))
    again = budgets_from(budgets_snapshot(both), {one.id: 1 for one in both})
    assert set(again) == set(both)


def test_spending_beneath_counts_towards_the_parent_and_the_whole() -> None:
    lines = (line("Groceries", (NOVEMBER, 100)), line("Food", (NOVEMBER, 300)))
    found = stands(
        spent("Groceries", 80),
        spent("Eating out", 50),
        spent("Fuel", 30),
        lines=(*lines, line(None, (NOVEMBER, 1000))),
    )
    assert [
        (one.category.name if one.category else "", one.spent.minor, one.inner)
        for one in found.standings
    ] == [("", 160, False), ("Food", 130, False), ("Groceries", 80, True)]
    assert (found.categories.budgeted, found.categories.spent) == (euro(300), euro(130))
    assert found.whole is found.overall


def test_without_a_limit_on_everything_the_categories_are_the_whole() -> None:
    found = stands(spent("Fuel", 30), lines=(line("Fuel", (NOVEMBER, 100)),))
    assert found.overall is None
    assert (found.whole.budgeted, found.whole.remaining) == (euro(100), euro(70))


def test_a_refund_gives_money_back_even_beyond_zero() -> None:
    lines = (line("Clothes", (NOVEMBER, 100)),)
    (one,) = stands(spent("Clothes", 60), spent("Clothes", -90), lines=lines).standings
    assert (one.spent, one.remaining, one.percent) == (euro(-30), euro(130), -30)
    assert one.state is State.OK


def test_spending_no_category_limit_covers_is_shown_by_itself() -> None:
    found = stands(
        spent("Fuel", 30),
        spent("Food", 5),
        spent("Eating out", 50),
        spent("Groceries", 10),
        lines=(line("Groceries", (NOVEMBER, 100)), line(None, (NOVEMBER, 1000))),
    )
    assert [(one.category.name, one.amount.minor) for one in found.unbudgeted] == [
        ("Eating out", 50),
        ("Fuel", 30),
        ("Food", 5),
    ]
    assert sum(one.amount.minor for one in found.unbudgeted) + 10 == found.spent.of("EUR").minor


def test_other_currencies_stand_beside_and_are_never_added() -> None:
    abroad = entry(("Groceries", 900), ("Dollars", -900), currency="USD", day=date(2026, 11, 5))
    taxi = entry(("Fuel", 70), ("Dollars", -70), currency="USD", day=date(2026, 11, 5))
    found = stands(spent("Groceries", 40), abroad, taxi, lines=(line("Food", (NOVEMBER, 100)),))
    (one,) = found.standings
    assert (one.spent, one.elsewhere) == (euro(40), Bag([Money(900, "USD")]))
    assert found.categories.elsewhere == one.elsewhere
    (other,) = found.unbudgeted
    assert (other.amount, other.elsewhere) == (euro(0), Bag([Money(70, "USD")]))


def test_income_and_moves_are_no_spending() -> None:
    moved = entry(("Bank", -50), ("Card", 50), day=date(2026, 11, 3))
    earned = entry(("Bank", 50), ("Salary", -50), day=date(2026, 11, 3))
    (one,) = stands(moved, earned, lines=(line(None, (NOVEMBER, 100)),)).standings
    assert one.spent == euro(0)


def test_the_month_follows_the_pay_day() -> None:
    lines = (line("Fuel", (NOVEMBER, 100)),)
    entries = [spent("Fuel", 1, day) for day in (date(2026, 10, 24), date(2026, 10, 25))]
    later = [spent("Fuel", 1, day) for day in (date(2026, 11, 24), date(2026, 11, 25))]
    (one,) = stands(*entries, *later, lines=lines, start=25).standings
    assert one.spent == euro(2)
    assert one.elapsed == Elapsed(31, 22, 10)


@pytest.mark.parametrize(
    ("today", "begun", "left"),
    [
        (date(2026, 10, 31), 0, 30),
        (date(2026, 11, 1), 1, 30),
        (date(2026, 11, 30), 30, 1),
        (date(2026, 12, 1), 30, 0),
    ],
)
def test_today_has_begun_and_is_left(today: date, begun: int, left: int) -> None:
    span = Span(date(2026, 11, 1), date(2026, 12, 1))
    assert Elapsed.of(span, today) == Elapsed(30, begun, left)


def measure(limit: int, used: int, begun: int = 15, left: int = 16) -> Measure:
    elapsed = Elapsed(30, begun, left)
    return Measure(budgeted=euro(limit), spent=euro(used), elsewhere=Bag(), elapsed=elapsed)


def test_pace_is_held_against_the_days_that_have_begun() -> None:
    one = measure(30_000, 18_000)
    assert (one.expected, one.ahead) == (euro(15_000), euro(3_000))
    assert one.per_day == euro(750)


def test_nothing_is_left_a_day_once_the_limit_is_used_up() -> None:
    assert measure(100, 130).per_day == euro(0)


def test_a_month_that_is_over_has_no_days_left() -> None:
    assert measure(100, 30, 30, 0).per_day is None


@pytest.mark.parametrize(
    ("used", "state", "percent"),
    [
        (0, "ok", 0),
        (7_999, "ok", 79),
        (8_000, "near", 80),
        (10_000, "near", 100),
        (10_001, "over", 100),
        (20_000, "over", 200),
    ],
)
def test_all_of_a_limit_is_near_and_more_is_over(used: int, state: str, percent: int) -> None:
    one = measure(10_000, used)
    assert (one.state, one.percent) == (State(state), percent)


def test_no_limit_at_all_is_used_by_nothing() -> None:
    assert (measure(0, 0).percent, measure(0, 0).state) == (0, State.OK)


def test_categories_come_parents_first_and_only_of_spending() -> None:
    found = list(in_order(CHART))
    assert len(found) == len({one.id for one in found})
    assert {one.id for one in found} == {
        one.id for one in CHART.values() if one.kind is AccountKind.EXPENSE
    }
    places = {one.id: at for at, one in enumerate(found)}
    assert all(places[one.parent_id] < places[one.id] for one in found if one.parent_id is not None)


def months(*entries: Transaction, lines: tuple[Budget, ...] = ()) -> tuple[MonthStatus, ...]:
    """November and the three months before it."""
    shown = [NOVEMBER.plus(-at) for at in range(4)]
    return tuple(stands(*entries, lines=lines, month=month) for month in shown)


def average(*entries: Transaction, lines: tuple[Budget, ...] = ()) -> dict[str, int]:
    now, *past = months(*entries, lines=lines)
    found = average_limits(now, past, CHART)
    return {CHART[one].name if one else "": amount.minor for one, amount in found.items()}


def test_the_average_is_of_three_months_rounded_up_to_whole_units() -> None:
    entries = [spent("Fuel", 5_001, date(2026, month, 3)) for month in (8, 10)]
    now = spent("Fuel", 99_999)
    assert average(*entries, now) == {"Fuel": 3_400}


def test_an_average_counts_nothing_twice() -> None:
    entries = [
        spent("Food", 300, date(2026, 10, 3)),
        spent("Groceries", 300, date(2026, 10, 3)),
        spent("Fuel", 300, date(2026, 10, 3)),
    ]
    assert average(*entries) == {"Food": 200, "Fuel": 100}
    limited = (line("Groceries", (NOVEMBER, 5)), line(None, (NOVEMBER, 7)))
    assert average(*entries, lines=limited) == {
        "": 300,
        "Food": 200,
        "Groceries": 100,
        "Fuel": 100,
    }


def test_more_back_than_spent_is_no_average() -> None:
    entries = (spent("Fuel", 300, date(2026, 9, 3)), spent("Fuel", -600, date(2026, 10, 3)))
    assert average(*entries) == {}


def test_a_closed_category_gets_no_average() -> None:
    now, *past = months(spent("Fuel", 300, date(2026, 10, 3)))
    assert average_limits(now, past, closed("Fuel")) == {}
