"""No money lands on an account that was closed, by whatever way it comes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier, Event
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine

from finance.adapters.clock import new_id
from finance.adapters.private_postgres import Urls
from finance.domain.accounts import AccountKind
from finance.domain.entries import Flow, Heading, Part, opening
from finance.domain.errors import Conflict, FinanceError
from finance.domain.ledger import TransactionKind
from finance.domain.money import Bag, Money
from finance.usecases.readings import Row
from finance.usecases.transactions import Record
from tests.household import Household, household

PATIENCE = 0.3


def _edit(home: Household, row: Row, category: str) -> UUID:
    """Put an expense into another category; the id of the change."""
    part = Part(Decimal(5), home.account(category).id)
    body = Flow(kind=TransactionKind.EXPENSE, account_id=home.account("Cash").id, parts=(part,))
    request = Record(id=row.transaction.id, heading=Heading(date=date(2026, 11, 3)), body=body)
    home.transactions.replace(home.actor, request, version=None)
    return home.transactions.history(home.actor, row.transaction.id)[0].id


def _close(home: Household, name: str) -> None:
    home.accounts.close(home.actor, home.account(name).id)


def test_a_transaction_is_not_restored_onto_an_account_closed_since(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5", category="Groceries")
    change = home.transactions.trash(home.actor, row.transaction.id)
    _close(home, "Groceries")
    with pytest.raises(Conflict, match="account_closed") as refused:
        home.transactions.restore(home.actor, row.transaction.id)
    assert refused.value.facts == {"name": "Groceries"}
    with pytest.raises(Conflict, match="account_closed"):
        home.changes.reverse(home.actor, change)
    assert home.balance("Groceries") == Bag()
    home.accounts.reopen(home.actor, home.account("Groceries").id)
    home.changes.reverse(home.actor, change)
    assert home.balance("Groceries") == Bag([Money(500, "EUR")])


def test_what_was_trashed_off_a_closed_account_goes_back_to_it(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5", category="Groceries")
    _close(home, "Groceries")
    change = home.transactions.trash(home.actor, row.transaction.id)
    home.changes.reverse(home.actor, change)
    home.transactions.trash(home.actor, row.transaction.id)
    home.transactions.restore(home.actor, row.transaction.id)
    assert home.balance("Groceries") == Bag([Money(500, "EUR")])


def test_an_edit_is_not_undone_onto_a_category_closed_since(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("5", category="Groceries")
    change = _edit(home, row, "Travel")
    _close(home, "Groceries")
    with pytest.raises(Conflict, match="account_closed"):
        home.changes.reverse(home.actor, change)
    assert home.balance("Groceries") == Bag()
    assert home.balance("Travel") == Bag([Money(500, "EUR")])


def test_an_edit_is_undone_where_the_closed_category_is_not_what_changed(engine: Engine) -> None:
    home = household(engine)
    row = home.spend("7", category="Groceries")
    change = _edit(home, row, "Groceries")
    _close(home, "Groceries")
    home.changes.reverse(home.actor, change)
    assert home.balance("Groceries") == Bag([Money(700, "EUR")])


@pytest.fixture
def roomy(urls: Urls) -> Household:
    """A household whose connections suffice for several at once."""
    return household(create_engine(urls.app, pool_size=6))


def _ended(task: Callable[[], object]) -> str:
    try:
        task()
    except FinanceError as error:
        return error.code
    return "done"


def test_closing_waits_for_whoever_records_on_the_account(roomy: Household) -> None:
    savings = roomy.open("Savings")
    closing = Event()

    def close() -> str:
        closing.set()
        return _ended(lambda: roomy.accounts.close(roomy.actor, savings.id))

    with ThreadPoolExecutor(1) as pool:
        with roomy.work() as work:
            chart = work.accounts.chart(hold=True)
            assert not chart[savings.id].closed
            closed = pool.submit(close)
            closing.wait()
            with pytest.raises(TimeoutError):
                closed.result(timeout=PATIENCE)
            value = opening(new_id(), savings, Money(100, "EUR"), date(2026, 11, 3), chart)
            work.transactions.add(value, roomy.means.mark(roomy.actor))
            work.commit()
        assert closed.result() == "balance_left"
    assert not roomy.account("Savings").closed
    roomy.engine.dispose()


def test_a_closed_account_is_empty_whoever_was_faster(roomy: Household) -> None:
    for at in range(12):
        name = f"Purse {at}"
        account_id = roomy.open(name, kind=AccountKind.ASSET).id
        barrier = Barrier(2)

        def record(name: str = name, barrier: Barrier = barrier) -> str:
            barrier.wait()
            return _ended(lambda: roomy.move("1", "Cash", name))

        def close(account_id: UUID = account_id, barrier: Barrier = barrier) -> str:
            barrier.wait()
            return _ended(lambda: roomy.accounts.close(roomy.actor, account_id))

        with ThreadPoolExecutor(2) as pool:
            recorded, closed = pool.submit(record), pool.submit(close)
        outcome = (recorded.result(), closed.result())
        assert outcome in {("done", "balance_left"), ("account_closed", "done")}
        assert roomy.account(name).closed is (outcome[1] == "done")
    roomy.engine.dispose()
