"""Many writers at once: each change counts once, and nobody waits in a circle."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.adapters.private_postgres import Urls
from finance.domain.accounts import Account
from finance.domain.entries import Heading, as_body
from finance.domain.errors import FinanceError
from finance.domain.ledger import TransactionKind
from finance.domain.money import Bag, Money
from finance.usecases.accounts import EditAccount
from finance.usecases.transactions import Record
from tests.household import Household, household

WORKERS = 8


@pytest.fixture
def home(urls: Urls) -> Household:
    """A household whose connections suffice for all workers."""
    return household(create_engine(urls.app, pool_size=WORKERS + 2))


def _at_once(tasks: list[Callable[[], object]]) -> Counter[str]:
    """Run all tasks at the same moment; how they ended, by error code or "done"."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> str:
        barrier.wait()
        try:
            task()
        except FinanceError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(len(tasks)) as pool:
        return Counter(pool.map(run, tasks))


def test_writers_of_one_book_do_not_lock_each_other_out(
    home: Household, owner_engine: Engine
) -> None:
    home.open("Savings")
    ways = [("Cash", "Savings"), ("Savings", "Cash")]

    def moves(at: int) -> Callable[[], object]:
        return lambda: [home.move("1", *ways[at % 2]) for _ in range(5)]

    assert _at_once([moves(at) for at in range(WORKERS)]) == {"done": WORKERS}
    assert home.balance("Cash") == Bag()
    assert PostgresInspector(owner_engine).faults(home.actor.book.id) == ()
    home.engine.dispose()


def test_a_delete_sent_twice_at_once_succeeds_once(home: Household) -> None:
    ids = [home.spend("1").transaction.id for _ in range(10)]
    outcomes: Counter[str] = Counter()

    def trash(transaction_id: UUID) -> Callable[[], object]:
        return lambda: home.transactions.trash(home.actor, transaction_id)

    for transaction_id in ids:
        outcomes += _at_once([trash(transaction_id), trash(transaction_id)])
    assert outcomes["done"] == len(ids)
    assert home.balance("Cash") == Bag()
    home.engine.dispose()


def test_an_undo_sent_twice_at_once_succeeds_once(home: Household) -> None:
    changes = [
        home.transactions.trash(home.actor, home.spend("1").transaction.id) for _ in range(10)
    ]
    outcomes: Counter[str] = Counter()
    for change_id in changes:
        task = lambda change_id=change_id: home.changes.reverse(home.actor, change_id)  # noqa: E731
        outcomes += _at_once([task, task])
    assert outcomes["done"] == len(changes)
    assert home.balance("Cash") == Bag([Money(-1000, "EUR")])
    home.engine.dispose()


def test_two_categories_put_into_each_other_at_once_make_no_circle(
    home: Household, owner_engine: Engine
) -> None:
    food, home_ = home.account("Food"), home.account("Home")

    def inside(one: Account, other: Account) -> Callable[[], object]:
        request = EditAccount(id=one.id, name=one.name, parent_id=other.id, number="")
        return lambda: home.accounts.edit(home.actor, request)

    for _ in range(10):
        assert _at_once([inside(food, home_), inside(home_, food)]) == {
            "done": 1,
            "parent_is_below": 1,
        }
        for one in (food, home_):
            out = EditAccount(id=one.id, name=one.name, parent_id=None, number="")
            home.accounts.edit(home.actor, out)
    assert PostgresInspector(owner_engine).faults(home.actor.book.id) == ()
    home.engine.dispose()


def test_of_many_edits_of_one_version_one_wins_whole(home: Household, owner_engine: Engine) -> None:
    row = home.spend("1")
    chart = home.chart()
    body = as_body(row.transaction, chart, TransactionKind.EXPENSE)

    def edit(at: int) -> Callable[[], object]:
        heading = Heading(date=row.transaction.date, payee=f"P{at}", description=f"D{at}")
        request = Record(id=row.transaction.id, heading=heading, body=body)
        return lambda: home.transactions.replace(home.actor, request, version=1)

    outcomes = _at_once([edit(at) for at in range(WORKERS)])
    assert outcomes == {"done": 1, "changed_meanwhile": WORKERS - 1}
    now = home.transactions.get(home.actor, row.transaction.id).transaction
    assert now.payee[1:] == now.description[1:]
    assert PostgresInspector(owner_engine).faults(home.actor.book.id) == ()
    home.engine.dispose()


def test_copies_of_one_request_at_once_make_one_transaction(home: Household) -> None:
    row = home.spend("1")
    chart = home.chart()
    body = as_body(row.transaction, chart, TransactionKind.EXPENSE)
    request = Record(id=new_id(), heading=Heading(date=row.transaction.date), body=body)
    copy = lambda: home.transactions.record(home.actor, request)  # noqa: E731
    assert _at_once([copy] * WORKERS) == {"done": WORKERS}
    assert home.balance("Cash") == Bag([Money(-200, "EUR")])
    home.engine.dispose()
