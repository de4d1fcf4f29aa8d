"""What the database reckons of limits and spending is what the pure function says."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id
from finance.domain.budgets import At, Budget, MonthStatus, status
from finance.domain.entries import Flow, Part
from finance.domain.filters import Filter
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money
from finance.domain.periods import EARLIEST, LATEST, Month, MonthStart, month_of
from finance.domain.totals import month_totals
from tests.household import Household, household

STARTS = st.sampled_from([1, 2, 15, 16, 25, 28, 31])
DAYS = st.integers(0, 150).map(lambda days: date(2026, 7, 1) + timedelta(days=days))
CENTS = st.integers(-5_000, 90_000).filter(bool)
SPENT = st.sampled_from(["Food", "Groceries", "Eating out", "Fuel", "Home", "Rent or mortgage"])
LIMITED = st.sampled_from([None, "Food", "Groceries", "Eating out", "Fuel", "Transport"])
MONTHS = st.integers(-4, 3).map(Month(2026, 9).plus)
ENTRIES = st.lists(st.tuples(SPENT, CENTS, DAYS, st.booleans()), max_size=14)
ALL = Filter()
CLOSED = st.dictionaries(
    st.sampled_from(["Food", "Groceries", "Fuel", "Transport"]), DAYS, max_size=2
)
CHANGES = st.lists(st.tuples(LIMITED, MONTHS, st.none() | st.integers(1, 100_000)), max_size=12)


def _started(home: Household, start: int) -> Household:
    with home.work() as work:
        before = work.books.get()
        after = replace(before, month_start=MonthStart(start))
        book = work.books.replace(before, after, home.means.mark(home.actor))
        work.commit()
    return replace(home, actor=replace(home.actor, book=book))


def _spent(home: Household, category: str, cents: int, day: date, *, abroad: bool) -> None:
    part = Part(Decimal(cents).scaleb(-2), home.account(category).id)
    account = home.account("Dollars" if abroad else "Cash").id
    flow = Flow(kind=TransactionKind.EXPENSE, account_id=account, parts=(part,))
    home.record(flow, day.isoformat())


def _close(home: Household, name: str, day: date) -> None:
    """Close a category on a day, whatever still stands beneath it."""
    at = datetime.combine(day, time(12), UTC)
    with home.work() as work:
        before = home.account(name)
        work.accounts.replace(before, replace(before, closed_at=at), home.means.mark(home.actor))
        work.commit()


def _lines(home: Household, changes: list[tuple[str | None, Month, int | None]]) -> list[Budget]:
    lines: dict[str | None, Budget] = {}
    for name, month, minor in changes:
        owner = home.account(name).id if name else None
        line = lines.get(name) or Budget(id=new_id(), category_id=owner)
        lines[name] = line.changed(month, Money(minor, "EUR")) if minor else line.until(month)
    made = list(lines.values())
    with home.work() as work:
        bare = [replace(one, limits=()) for one in made]
        work.budgets.write(bare, made, new_id(), home.means.mark(home.actor))
        work.commit()
    return made


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(start=STARTS, entries=ENTRIES, changes=CHANGES, closed=CLOSED)
def test_the_statement_says_what_the_pure_function_says(
    engine: Engine,
    start: int,
    entries: list[tuple[str, int, date, bool]],
    changes: list[tuple[str | None, Month, int | None]],
    closed: dict[str, date],
) -> None:
    home = _started(household(engine), start)
    home.open("Dollars", currency="USD")
    for category, cents, day, abroad in entries:
        _spent(home, category, cents, day, abroad=abroad)
    lines = _lines(home, changes)
    for name, day in closed.items():
        _close(home, name, day)
    book, chart = home.actor.book, home.chart()
    months = [Month(2026, 5).plus(at) for at in range(9)]
    with home.work() as work:
        everything = [one.transaction for one in work.readings.entries(ALL, start=None, limit=200)]
        kept = work.budgets.sums([one.span(book.month_start).start for one in months])
        assert set(work.budgets.all()) == set(lines)
    totals = month_totals(everything, book.month_start)
    wanted = [status(lines, totals, chart, At(book, one, date(2026, 9, 9))) for one in months]
    assert [(one.period, one.budget_id, one.category_id, one.limit, one.spent) for one in kept] == [
        told for one in wanted for told in _told(one, book.month_start)
    ]
    seen = home.budgets.sheet(home.actor, months[-1], len(months)).months
    assert [(_told(one, book.month_start), one.unbudgeted, one.spent) for one in seen] == [
        (_told(one, book.month_start), one.unbudgeted, one.spent) for one in reversed(wanted)
    ]


def _told(found: MonthStatus, start: MonthStart) -> list[tuple[object, ...]]:
    first = found.month.span(start).start
    rows = [
        (first, one.budget.id, one.budget.category_id, one.budgeted, one.spent)
        for one in found.standings
    ]
    return sorted(rows, key=lambda row: str(row[1]))


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(day=st.dates(EARLIEST, LATEST), start=st.sampled_from([*range(1, 29), 31]))
def test_the_database_names_months_as_the_domain_does(
    engine: Engine, day: date, start: int
) -> None:
    query = text(
        "SELECT month_named(period_start(:day, CAST(:start AS smallint)), CAST(:start AS smallint))"
    )
    with engine.connect() as connection:
        named = connection.execute(query, {"day": day, "start": start}).scalar_one()
    month = month_of(day, MonthStart(start))
    assert named == date(month.year, month.month, 1)
