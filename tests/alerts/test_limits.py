"""Limits tell once when they are near and once when they are passed, in each month anew."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.alerts import AlertKind, AlertRule, Raised, limits_passed, news_since
from finance.domain.budgets import At, status
from finance.domain.entries import Flow, Heading, Part, entered
from finance.domain.ledger import Transaction, TransactionKind
from finance.domain.periods import Month, MonthStart, month_of
from finance.domain.totals import month_totals
from finance.usecases.accounts import MergeCategory
from finance.usecases.budgets import AddBudget, Budgets, ChangeBudget
from finance.usecases.transactions import Record
from tests.alerts.home import NOVEMBER, Watched, watched_at
from tests.imports.bank import Customer, Row, csv_file

NEAR, OVER = AlertKind.NEAR, AlertKind.OVER


def limit(watch: Watched, amount: str, category: str = "Groceries", since: str = "2026-01") -> UUID:
    """A limit on a category, or on everything if it has no name."""
    made = AddBudget(
        id=new_id(),
        category_id=watch.home.account(category).id if category else None,
        amount=Decimal(amount),
        month=Month.parse(since),
    )
    return Budgets(watch.home.means).add(watch.home.actor, made).budget.id


def near(watch: Watched, percent: int, category: str = "") -> AlertRule:
    """Another value for near."""
    about = watch.home.account(category).id if category else None
    made = AlertRule(id=new_id(), kind=NEAR, account_id=about, percent=percent)
    return watch.alerts.add(watch.home.actor, made).rule


def test_a_limit_is_near_at_eighty_per_cent_and_passed_beyond_a_hundred(engine: Engine) -> None:
    watch = watched_at(engine)
    limit(watch, "100")
    watch.home.spend("79.99")
    assert watch.kinds() == []
    watch.home.spend("0.01")
    watch.home.spend("20")
    assert watch.kinds() == [NEAR]
    watch.home.spend("0.01")
    watch.home.spend("500")
    assert watch.kinds() == [NEAR, OVER]
    told = watch.told()[-1]
    assert (str(told.amount), str(told.bound), told.name) == ("100.01", "100.00", "Groceries")


def test_what_goes_over_at_once_is_told_once_and_never_of_near_again(engine: Engine) -> None:
    watch = watched_at(engine)
    limit(watch, "100")
    row = watch.home.spend("150")
    watch.home.transactions.trash(watch.home.actor, row.transaction.id)
    watch.home.spend("90")
    watch.home.transactions.restore(watch.home.actor, row.transaction.id)
    assert watch.kinds() == [OVER]


def test_every_month_tells_anew(engine: Engine) -> None:
    watch = watched_at(engine)
    limit(watch, "100")
    for on in ("2026-10-30", "2026-11-01", "2026-11-30", "2026-12-01"):
        watch.home.spend("120", on=on)
    months = [one.month for one in watch.told()]
    assert months == [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]


def test_months_long_over_tell_nothing_whatever_moves_in_them(engine: Engine) -> None:
    watch = watched_at(engine)
    home = watch.home
    limit(watch, "100")
    limit(watch, "100", "Food")
    for on in ("2026-01-15", "2026-09-30"):
        home.spend("500", on=on)
    merging = MergeCategory(id=home.account("Eating out").id, move_to=home.account("Fuel").id)
    home.spend("500", "Eating out", on="2026-03-01")
    merged = home.accounts.merge(home.actor, merging)
    home.changes.reverse(home.actor, merged)
    rows = [Row("2026-02-03", "-500.00", "Baker")]
    Customer(home).take(csv_file(rows), home.account("Cash").id)
    assert watch.told() == ()
    home.spend("500", on="2026-10-01")
    assert watch.kinds() == [OVER, OVER]


def test_the_last_month_is_that_of_the_book(engine: Engine) -> None:
    assert news_since(date(2026, 11, 29), MonthStart(1)) == date(2026, 10, 1)
    assert news_since(date(2026, 11, 24), MonthStart(25)) == date(2026, 9, 25)
    assert news_since(date(2026, 11, 25), MonthStart(25)) == date(2026, 10, 25)
    watch = watched_at(engine, datetime(2027, 1, 2, tzinfo=UTC))
    limit(watch, "100")
    watch.home.spend("500", on="2026-11-30")
    assert watch.told() == ()
    watch.home.spend("500", on="2026-12-01")
    assert watch.kinds() == [OVER]


def test_a_limit_on_a_parent_and_on_everything_tells_too(engine: Engine) -> None:
    watch = watched_at(engine)
    limit(watch, "100", "Food")
    limit(watch, "200", "")
    watch.home.spend("60", "Groceries")
    watch.home.spend("60", "Eating out")
    assert [(one.kind, one.name) for one in watch.told()] == [(OVER, "Food")]
    watch.home.spend("90", "Fuel")
    assert (watch.told()[-1].kind, watch.told()[-1].name) == (OVER, "")
    assert watch.told()[-1].subject_id == watch.home.actor.book.id


def test_own_values_take_the_place_of_eighty(engine: Engine) -> None:
    watch = watched_at(engine)
    near(watch, 50)
    near(watch, 90, "Groceries")
    limit(watch, "100")
    limit(watch, "100", "Eating out")
    watch.home.spend("85", "Groceries")
    watch.home.spend("55", "Eating out")
    assert [one.threshold for one in watch.told()] == [50]
    watch.home.spend("5", "Groceries")
    assert [one.threshold for one in watch.told()] == [50, 90]


def test_over_can_be_switched_off_for_one_category(engine: Engine) -> None:
    watch = watched_at(engine)
    about = watch.home.account("Groceries").id
    rule = watch.rule(OVER, about)
    watch.alerts.change(watch.home.actor, rule.id, None, lambda one: replace(one, active=False))
    limit(watch, "100")
    watch.home.spend("150")
    assert watch.kinds() == [NEAR]


def test_a_limit_set_below_what_was_spent_tells_at_once(engine: Engine) -> None:
    watch = watched_at(engine)
    home = watch.home
    today = home.actor.book.today(home.means.clock())
    home.spend("150", on=today.isoformat())
    line = limit(watch, "500")
    assert watch.kinds() == []
    lower = ChangeBudget(id=line, amount=Decimal(100))
    Budgets(home.means).change(home.actor, lower)
    assert watch.kinds() == [OVER]


def test_the_first_limit_counts_what_is_spent_at_that_moment(engine: Engine) -> None:
    watch = watched_at(engine)
    home = watch.home
    parts = (Part(Decimal(150), home.account("Groceries").id),)
    body = Flow(kind=TransactionKind.EXPENSE, account_id=home.account("Cash").id, parts=parts)
    heading = Heading(date=date(2026, 11, 3))
    with home.means.work(home.actor) as work, ThreadPoolExecutor(1) as threads:
        value = entered(new_id(), heading, body, work.accounts.chart(hold=True))
        work.transactions.add(value, home.means.mark(home.actor))
        setting = threads.submit(limit, watch, "100")
        with pytest.raises(TimeoutError):
            setting.result(0.5)
        work.commit()
        setting.result()
    assert watch.kinds() == [OVER]


def test_writers_in_different_categories_pass_their_parent_once(engine: Engine) -> None:
    watch = watched_at(engine)
    limit(watch, "100", "Food")
    home = watch.home
    cash = home.account("Cash").id
    places = [home.account("Groceries").id, home.account("Eating out").id]
    barrier = Barrier(2)

    def spend(category: UUID) -> None:
        body = Flow(
            kind=TransactionKind.EXPENSE, account_id=cash, parts=(Part(Decimal(60), category),)
        )
        heading = Heading(date=date(2026, 11, 3), payee="Shop")
        request = Record(id=new_id(), heading=heading, body=body)
        uses = home.transactions
        barrier.wait()
        uses.record(home.actor, request)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(spend, places))
    assert watch.kinds() == [OVER]


AMOUNTS = st.integers(1, 120)
WRITES = st.lists(
    st.tuples(
        st.sampled_from(["Groceries", "Eating out", "Fuel"]),
        AMOUNTS,
        st.sampled_from(["2026-09-30", "2026-10-31", "2026-11-03"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    limits=st.dictionaries(
        st.sampled_from(["Groceries", "Food", "Fuel", ""]), AMOUNTS, min_size=1, max_size=3
    ),
    own=st.dictionaries(st.sampled_from(["", "Groceries", "Food"]), st.integers(1, 99), max_size=2),
    writes=WRITES,
)
def test_the_database_tells_of_limits_what_the_domain_says(
    engine: Engine,
    limits: dict[str, int],
    own: dict[str, int],
    writes: list[tuple[str, int, str]],
) -> None:
    watch = watched_at(engine)
    home = watch.home
    for category, percent in own.items():
        near(watch, percent, category)
    for category, amount in limits.items():
        limit(watch, str(amount), category)
    there: list[Transaction] = []
    wanted: set[Raised] = set()
    for category, amount, on in writes:
        row = home.spend(str(amount), category, on=on)
        there.append(row.transaction)
        wanted |= _raised(watch, there, on, wanted)
    assert {
        Raised(one.kind, one.subject_id, one.month, one.threshold) for one in watch.told()
    } == wanted


def _raised(watch: Watched, there: list[Transaction], on: str, told: set[Raised]) -> set[Raised]:
    """What the domain raises after the last of ``there``, written on the day ``on``."""
    home = watch.home
    book, chart = home.actor.book, home.chart()
    with home.work() as work:
        budgets = work.budgets.all()
    day = date.fromisoformat(on)
    if day < news_since(book.today(NOVEMBER), book.month_start):
        return set()
    at = At(book, month_of(day, book.month_start), day)
    stands = status(budgets, month_totals(there, book.month_start), chart, at)
    above = {one.id for account in there[-1].account_ids for one in chart.path(account)}
    touched = above | {book.id}
    found = limits_passed(stands, watch.alerts.all(home.actor), book, told)
    return {one for one in found if one.subject_id in touched}
