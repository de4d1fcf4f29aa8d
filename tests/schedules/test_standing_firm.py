"""Trouble in one book stays there, and what was posted is taken back and brought again whole."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.work import enter
from finance.domain.changes import Subject
from finance.domain.entries import Compound, Flow, Heading, Line, Part
from finance.domain.errors import Conflict, Invalid
from finance.domain.ledger import TransactionKind
from finance.domain.money import Bag
from finance.domain.recurrence import Frequency, Recurrence
from finance.domain.schedules import OccurrenceState
from finance.usecases.accounts import Accounts
from finance.usecases.schedules import SaveSchedule
from finance.usecases.transactions import Record
from tests.schedules.calendar import Home, home

_KEPT = text("""
    UPDATE schedule SET recurrence = jsonb_set(recurrence, '{days}', CAST(:days AS jsonb))
    WHERE id = :id
""")


@pytest.fixture
def house(engine: Engine) -> Home:
    """A household with a clock of its own."""
    return home(engine)


def test_a_book_that_overflows_keeps_no_other_waiting(house: Home, engine: Engine) -> None:
    own = house.house
    cash, food, vast = own.account("Cash").id, own.account("Groceries").id, "9999999999999"
    lines = [Line(cash, Decimal(f"-{vast}"), "EUR")] * 45 + [Line(food, Decimal(vast), "EUR")] * 45
    request = SaveSchedule(
        id=new_id(),
        template=house.template(Compound(tuple(lines))),
        recurrence=Recurrence(start=date(2025, 1, 1), frequency=Frequency.DAILY),
    )
    house.use.add(own.actor, request)
    other = home(engine)
    other.clock = house.clock
    other.made("2026-11-29")

    assert house.waking.everywhere().failed >= 1
    assert len(other.posted()) == 1
    [held] = [one for one in house.use.all(own.actor) if one.schedule.id == request.id]
    assert held.kept.plan.fault == "amount_too_large"
    assert house.waking.everywhere().failed == 0  # it is tried again tomorrow


def test_what_was_kept_and_cannot_be_read_is_told_and_keeps_no_other_book_waiting(
    house: Home, engine: Engine, owner_engine: Engine
) -> None:
    broken = house.made("2026-11-29")
    other = home(engine)
    other.clock = house.clock
    other.made("2026-11-29")
    with owner_engine.begin() as connection:
        enter(connection, house.house.actor.book.id, None)
        connection.execute(_KEPT, {"id": broken.schedule.id, "days": '["never"]'})

    with pytest.raises(Invalid, match="day_unknown"):
        house.waking.everywhere()

    assert len(other.posted()) == 1
    assert house.posted() == []
    with owner_engine.begin() as connection:
        enter(connection, house.house.actor.book.id, None)
        connection.execute(_KEPT, {"id": broken.schedule.id, "days": "[]"})
    assert house.wake().posted == 1


def test_what_was_taken_back_is_not_posted_onto_an_account_closed_since(house: Home) -> None:
    own = house.house
    second = own.open("Second")
    one = house.times(house.made("2026-11-01", mode="ask"))[0]
    posted = house.once.post(own.actor, one.id)
    part = Part(Decimal(850), own.account("Groceries").id)
    moved = Flow(kind=TransactionKind.EXPENSE, account_id=second.id, parts=(part,))
    heading = Heading(date=date(2026, 11, 1))
    request = Record(id=posted.row.transaction.id, heading=heading, body=moved)
    own.transactions.replace(own.actor, request, None)
    assert posted.change_id is not None
    house.changes.reverse(own.actor, posted.change_id)
    house.clock.pass_days(0.1)
    Accounts(house.means).close(own.actor, second.id)

    with pytest.raises(Conflict, match="account_closed"):
        house.once.post(own.actor, one.id)
    assert own.balance("Second") == Bag()


def test_a_transaction_taken_back_by_itself_is_brought_again_by_posting(house: Home) -> None:
    reading = house.made("2026-11-29")
    house.wake()
    [change] = [
        one for one in house.changes.latest(house.house.actor) if one.subject is Subject.TRANSACTION
    ]
    house.changes.reverse(house.house.actor, change.id)
    assert house.posted() == []
    one = house.times(reading)[0]
    assert one.state is OccurrenceState.POSTED
    house.once.post(house.house.actor, one.id)
    assert len(house.posted()) == 1


def test_what_the_clock_posted_is_taken_back_with_its_occurrence(house: Home) -> None:
    for _ in range(2):
        house.made("2026-11-29")
        house.wake()
        house.clock.pass_days(0.01)
    [first, _] = [
        one for one in house.changes.latest(house.house.actor) if one.subject is Subject.TRANSACTION
    ]
    house.changes.reverse_together(house.house.actor, first.id)
    assert len(house.posted()) == 1


def test_making_a_schedule_is_undone_though_its_account_was_closed(house: Home) -> None:
    second = house.house.open("Second")
    request = replace(house.asked("2026-12-05"), template=house.rent(account="Second"))
    house.use.add(house.house.actor, request)
    [change] = [
        one for one in house.changes.latest(house.house.actor) if one.subject is Subject.SCHEDULE
    ]
    house.house.accounts.close(house.house.actor, second.id)
    house.changes.reverse(house.house.actor, change.id)
    assert not house.use.get(house.house.actor, request.id).lasting
