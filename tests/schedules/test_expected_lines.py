"""A bank line that was expected becomes what was expected, and nothing stands there twice."""

from decimal import Decimal

import pytest
from sqlalchemy import Engine

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.entries import Transfer
from finance.domain.schedules import OccurrenceState
from tests.imports.bank import Customer, Row, csv_file
from tests.schedules.calendar import Home, home


@pytest.fixture
def house(engine: Engine) -> Home:
    """A household on Sunday, 29 November 2026, noon."""
    return home(engine)


def take(house: Home, *rows: tuple[str, str, str], account: str = "Cash") -> tuple[int, int]:
    """Take a file over into an account; how many lines were imported, and how many merged."""
    bank = Customer(house.house)
    content = csv_file([Row(*row) for row in rows])
    outcome = bank.take(content, house.house.account(account).id)
    return outcome.imported, outcome.merged


def test_a_line_that_comes_before_the_due_day_is_the_payment_itself(
    house: Home, owner_engine: Engine
) -> None:
    rent = house.made("2026-12-01")
    assert take(house, ("2026-11-30", "-850.00", "Mr Landlord"), ("2026-11-30", "-3", "Kiosk")) == (
        1,
        1,
    )
    first = house.times(rent)[0]
    assert first.state is OccurrenceState.POSTED
    row = house.house.transactions.get(house.house.actor, first.transaction_id)  # type: ignore[arg-type]
    assert str(row.transaction.date) == "2026-11-30"
    assert row.described.category == house.house.account("Groceries")
    house.clock.pass_days(5)
    assert house.wake().posted == 0
    assert house.posted() == ["2026-11-30", "2026-11-30"]
    assert PostgresInspector(owner_engine).faults(house.house.actor.book.id) == ()


def test_a_line_of_another_amount_account_or_time_is_another_movement(house: Home) -> None:
    rent = house.made("2026-12-01")
    house.house.open("Bank", "0")
    assert take(house, ("2026-12-01", "-851.00", "Landlord")) == (1, 0)
    assert take(house, ("2026-12-01", "-850.00", "Landlord"), account="Bank") == (1, 0)
    assert take(house, ("2026-11-20", "-850.00", "Landlord")) == (1, 0)
    assert house.times(rent)[0].pending


def test_a_line_after_what_was_posted_by_itself_joins_it_whatever_it_is_called(
    house: Home,
) -> None:
    house.made("2026-11-27")
    house.wake()
    assert take(house, ("2026-11-28", "-850.00", "SEPA 4711")) == (0, 1)
    assert house.posted() == ["2026-11-27"]


def test_each_line_takes_one_occurrence_the_nearest(house: Home) -> None:
    weekly = house.made("2026-11-30", "daily", interval=2)
    lines = (("2026-11-30", "-850.00", "A"), ("2026-12-02", "-850.00", "B"))
    assert take(house, *lines) == (0, 2)
    states = [one.state for one in house.times(weekly)[:3]]
    assert states == [OccurrenceState.POSTED, OccurrenceState.POSTED, OccurrenceState.PENDING]


def test_both_ends_of_a_transfer_are_the_same_transfer(house: Home) -> None:
    cash, bank = house.house.account("Cash"), house.house.open("Bank", "0")
    body = Transfer(from_account_id=cash.id, to_account_id=bank.id, amount=Decimal(50))
    house.made("2026-12-01", template=house.template(body))
    assert take(house, ("2026-12-01", "-50.00", "To bank")) == (0, 1)
    assert take(house, ("2026-12-01", "50.00", "From cash"), account="Bank") == (0, 1)
    assert house.posted() == ["2026-12-01"]
    assert str(house.house.balance("Bank").of("EUR")) == "50.00"


def test_taking_the_import_back_lets_it_be_expected_again(
    house: Home, owner_engine: Engine
) -> None:
    rent = house.made("2026-12-01")
    bank = Customer(house.house)
    before = bank.state()
    content = csv_file([Row("2026-11-30", "-850.00", "Landlord")])
    reading = bank.preview(content, house.house.account("Cash").id)
    bank.imports.commit(bank.actor, reading.head.id)
    assert bank.imports.revert(bank.actor, reading.head.id).edited == 0
    assert bank.state() == before
    assert house.times(rent)[0].pending
    house.clock.pass_days(3)
    assert house.wake().posted == 1
    assert house.posted() == ["2026-12-01"]
    assert PostgresInspector(owner_engine).faults(house.house.actor.book.id) == ()


def test_what_is_expected_on_a_closed_account_comes_in_by_itself(house: Home) -> None:
    house.house.open("Savings", "0")
    body = Transfer(
        from_account_id=house.house.account("Cash").id,
        to_account_id=house.house.account("Savings").id,
        amount=Decimal(50),
    )
    house.made("2026-12-01", template=house.template(body))
    house.house.accounts.close(house.house.actor, house.house.account("Savings").id)
    assert take(house, ("2026-12-01", "-50.00", "Somewhere")) == (1, 0)
