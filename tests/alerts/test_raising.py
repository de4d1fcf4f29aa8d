"""Notices are raised with what caused them: once for each thing, month and threshold."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, text

from finance.adapters.clock import new_id
from finance.adapters.private_postgres import Urls
from finance.domain.alerts import AlertKind, Raised, large, low
from finance.domain.entries import Flow, Heading, Part
from finance.domain.errors import Invalid
from finance.domain.ledger import Transaction, TransactionKind, balances
from finance.domain.periods import first_day
from finance.usecases.transactions import Record, Transactions
from tests.alerts.home import At, Watched, watched

PLANS = text(
    "SELECT custom_plans, generic_plans FROM pg_prepared_statements"
    " WHERE statement LIKE '%WITH RECURSIVE%INSERT INTO notice%'"
)
NEXT_MONTH = datetime(2027, 1, 9, 12, tzinfo=UTC)


def edited(watch: Watched, row: Transaction, amount: str, on: str = "2026-11-03") -> Transaction:
    """An expense written anew with another amount."""
    home = watch.home
    parts = (Part(Decimal(amount), home.account("Groceries").id),)
    body = Flow(kind=TransactionKind.EXPENSE, account_id=home.account("Cash").id, parts=parts)
    heading = Heading(date=datetime.fromisoformat(on).date(), payee="Shop")
    request = Record(id=row.id, heading=heading, body=body)
    return home.transactions.replace(home.actor, request, None).transaction


def test_nothing_is_raised_without_a_rule(engine: Engine) -> None:
    watch = watched(engine)
    watch.home.spend("100000")
    assert watch.told() == ()


def test_a_large_transaction_is_told_from_its_threshold_on(engine: Engine) -> None:
    watch = watched(engine)
    watch.large("500")
    watch.home.spend("499.99")
    assert watch.told() == ()
    row = watch.home.spend("500")
    (told,) = watch.told()
    assert (told.kind, told.subject_id) == (AlertKind.LARGE, row.transaction.id)
    assert (str(told.amount), str(told.bound), told.name) == ("500.00", "500.00", "Shop")


def test_looking_at_limits_and_rules_is_planned_once(urls: Urls) -> None:
    own = create_engine(urls.app, pool_size=1)
    watch = watched(own)
    watch.large("500")
    for _ in range(7):
        watch.home.spend("1")
    with own.connect() as one:
        assert one.execute(PLANS).all() == [(0, 7)]
    own.dispose()


def test_where_there_is_no_limit_and_no_rule_nothing_is_looked_at(urls: Urls) -> None:
    own = create_engine(urls.app, pool_size=1)
    watch = watched(own)
    edited(watch, watch.home.spend("1").transaction, "2")
    with own.connect() as one:
        assert one.execute(PLANS).all() == []
    own.dispose()


def test_income_and_transfers_are_large_too_and_opening_an_account_is_not(engine: Engine) -> None:
    watch = watched(engine)
    watch.large("500")
    watch.home.open("Savings", "9000")
    assert watch.told() == ()
    watch.home.earn("2500")
    watch.home.move("600", "Savings", "Cash")
    assert watch.kinds() == [AlertKind.LARGE, AlertKind.LARGE]


def test_a_transaction_is_told_once_whatever_edits_follow(engine: Engine) -> None:
    watch = watched(engine)
    watch.large("500")
    row = watch.home.spend("10").transaction
    row = edited(watch, row, "700")
    row = edited(watch, row, "20")
    row = edited(watch, row, "800", on="2026-12-24")
    watch.home.transactions.trash(watch.home.actor, row.id)
    watch.home.transactions.restore(watch.home.actor, row.id)
    assert watch.kinds() == [AlertKind.LARGE]


def test_a_low_balance_is_told_once_in_a_month_and_again_in_the_next(engine: Engine) -> None:
    watch = watched(engine)
    watch.home.earn("300")
    watch.low("Cash", "100")
    watch.home.spend("150")
    assert watch.told() == ()
    watch.home.spend("60")
    watch.home.earn("500")
    watch.home.spend("500")
    (told,) = watch.told()
    assert (told.kind, str(told.amount), told.name) == (AlertKind.LOW_BALANCE, "90.00", "Cash")
    later = _at(watch, NEXT_MONTH)
    later.home.spend("1")
    later.home.spend("1")
    assert watch.kinds() == [AlertKind.LOW_BALANCE, AlertKind.LOW_BALANCE]


def _at(watch: Watched, moment: datetime) -> Watched:
    return Watched(At(watch.home.engine, watch.home.actor, moment))


def test_taking_income_back_can_make_a_balance_low(engine: Engine) -> None:
    watch = watched(engine)
    row = watch.home.earn("300")
    watch.low("Cash", "100")
    watch.home.transactions.trash(watch.home.actor, row.transaction.id)
    assert watch.kinds() == [AlertKind.LOW_BALANCE]


def test_a_rule_that_is_switched_off_raises_nothing(engine: Engine) -> None:
    watch = watched(engine)
    rule = watch.large("500")
    watch.alerts.change(
        watch.home.actor, rule.id, rule.version, lambda one: replace(one, active=False)
    )
    watch.home.spend("600")
    assert watch.told() == ()


def test_what_is_not_committed_raises_nothing(engine: Engine) -> None:
    watch = watched(engine)
    watch.large("500")
    home = watch.home
    with home.work() as work:
        chart = work.accounts.chart()
        row = home.spend("1").transaction
        big = replace(row, id=new_id())
        work.transactions.add(big, home.means.mark(home.actor))
        assert chart
    assert watch.told() == ()


def test_writers_at_once_raise_a_low_balance_once(engine: Engine) -> None:
    watch = watched(engine)
    watch.low("Cash", "100")
    barrier = Barrier(6)
    cash, food = watch.home.account("Cash").id, watch.home.account("Groceries").id

    def spend(_: int) -> None:
        uses = Transactions(watch.home.means)
        body = Flow(kind=TransactionKind.EXPENSE, account_id=cash, parts=(Part(Decimal(50), food),))
        heading = Heading(date=datetime(2026, 11, 3, tzinfo=UTC).date(), payee="Shop")
        barrier.wait()
        for _turn in range(5):
            uses.record(watch.home.actor, Record(id=new_id(), heading=heading, body=body))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(spend, range(6)))
    assert watch.kinds() == [AlertKind.LOW_BALANCE]


def test_every_member_has_a_copy_and_reads_for_themselves(engine: Engine) -> None:
    watch = watched(engine)
    watch.large("500")
    watch.home.spend("600")
    (told,) = watch.told()
    notices, actor = watch.notices, watch.home.actor
    assert notices.mark(actor, told.id, read=True).read_at is not None
    assert notices.page(actor, unread=True).notices == ()
    assert notices.mark(actor, told.id, read=False).read_at is None
    notices.mark_all(actor)
    assert notices.page(actor, unread=True).notices == ()


def test_an_account_of_another_book_has_no_rule(engine: Engine) -> None:
    watch, other = watched(engine), watched(engine)
    foreign = other.home.account("Cash").id
    with pytest.raises(Invalid, match="unknown_account"):
        watch.rule(AlertKind.LOW_BALANCE, foreign, watch.large("5").amount)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    least=st.integers(1, 300),
    left=st.integers(-200, 300),
    writes=st.lists(st.tuples(st.booleans(), st.integers(1, 400)), min_size=1, max_size=6),
)
def test_the_database_raises_what_the_domain_says(
    engine: Engine, least: int, left: int, writes: list[tuple[bool, int]]
) -> None:
    watch = watched(engine)
    home = watch.home
    rules = [watch.large(str(least)), watch.low("Cash", str(left))]
    wanted: set[Raised] = set()
    there: list[Transaction] = []
    month = first_day(home.actor.book.today(home.means.clock()), home.actor.book.month_start)
    for spends, amount in writes:
        row = home.spend(str(amount)) if spends else home.earn(str(amount))
        there.append(row.transaction)
        start = home.actor.book.month_start
        wanted.update(large(row.transaction, rules, home.chart(), start))
        wanted.update(low(row.transaction.account_ids, balances(there), rules, month))
    raised = {Raised(one.kind, one.subject_id, one.month, one.threshold) for one in watch.told()}
    assert raised == wanted
