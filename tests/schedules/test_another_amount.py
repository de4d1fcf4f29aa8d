"""One time posted with an amount of its own: the series stays what it was, and nothing doubles."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.entries import Amounts, Flow, Part, Transfer
from finance.domain.errors import Conflict, Forbidden, Invalid, NotFound
from finance.domain.ledger import TransactionKind
from finance.domain.people import Role
from finance.domain.schedules import Occurrence, OccurrenceState
from finance.usecases.readings import Row
from tests.schedules.calendar import Home, home


@pytest.fixture
def house(engine: Engine) -> Home:
    """A household on Sunday, 29 November 2026, noon."""
    return home(engine)


def _amounts(amount: str, arriving: str = "") -> Amounts:
    return Amounts(amount=Decimal(amount), to_amount=Decimal(arriving) if arriving else None)


def _first(house: Home) -> Occurrence:
    return house.times(house.made("2026-12-01"))[0]


def _row(house: Home, one: Occurrence) -> Row:
    return house.house.transactions.get(house.house.actor, one.id)


def test_only_this_one_time_has_the_other_amount(house: Home) -> None:
    rent = house.made("2026-12-01")
    first, second, *_ = house.times(rent)
    done = house.once.post(house.house.actor, first.id, date(2026, 12, 2), _amounts("912.40"))
    assert (str(done.row.described.amount), str(done.row.transaction.date)) == (
        "912.40",
        "2026-12-02",
    )
    assert done.occurrence.state is OccurrenceState.POSTED
    house.clock.pass_days(40)
    house.wake()
    assert str(_row(house, second).described.amount) == "850.00"
    reading = house.use.get(house.house.actor, rent.schedule.id)
    assert reading.schedule.template == rent.schedule.template
    assert str(house.house.balance("Cash").of("EUR")) == "-1762.40"


def test_it_is_taken_back_as_any_other_and_may_be_posted_with_a_third(
    house: Home, owner_engine: Engine
) -> None:
    one = _first(house)
    done = house.once.post(house.house.actor, one.id, None, _amounts("900"))
    assert done.change_id is not None
    house.changes.reverse(house.house.actor, done.change_id)
    assert house.posted() == []
    again = house.once.post(house.house.actor, one.id, date(2026, 12, 3), _amounts("905"))
    assert (str(again.row.described.amount), str(again.row.transaction.date)) == (
        "905.00",
        "2026-12-03",
    )
    assert again.change_id is not None
    house.changes.reverse(house.house.actor, again.change_id)
    same = house.once.post(house.house.actor, one.id, None, _amounts("905"))
    assert str(same.row.described.amount) == "905.00"
    assert len(house.posted()) == 1
    assert PostgresInspector(owner_engine).faults(house.house.actor.book.id) == ()


def test_sent_again_it_answers_what_is_there_and_another_amount_is_told(house: Home) -> None:
    one, actor = _first(house), house.house.actor
    first = house.once.post(actor, one.id, None, _amounts("900"))
    again = house.once.post(actor, one.id, None, _amounts("900.00"))
    assert (again.row.transaction, again.change_id) == (first.row.transaction, None)
    with pytest.raises(Conflict, match="occurrence_settled"):
        house.once.post(actor, one.id, None, _amounts("901"))
    assert house.once.post(actor, one.id).row.transaction == first.row.transaction
    assert len(house.posted()) == 1


def test_what_was_trashed_by_itself_comes_back_with_the_amount_asked_for(house: Home) -> None:
    one, actor = _first(house), house.house.actor
    house.once.post(actor, one.id)
    house.house.transactions.trash(actor, one.id, None)
    back = house.once.post(actor, one.id, date(2026, 11, 30), _amounts("77"))
    assert (str(back.row.described.amount), str(back.row.transaction.date)) == (
        "77.00",
        "2026-11-30",
    )


def test_many_at_once_record_it_once_with_one_of_the_amounts(house: Home) -> None:
    one, told = _first(house), list[str]()
    barrier = Barrier(6)

    def post(amount: str) -> None:
        barrier.wait()
        try:
            done = house.once.post(house.house.actor, one.id, None, _amounts(amount))
            told.append(str(done.row.described.amount))
        except Conflict as fault:
            told.append(fault.code)

    threads = [Thread(target=post, args=(amount,)) for amount in ("900", "901") * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = str(_row(house, one).described.amount)
    assert sorted(told) == sorted([kept] * 3 + ["occurrence_settled"] * 3)
    assert str(house.house.balance("Cash").of("EUR")) == f"-{kept}"


def test_a_split_shares_it_and_a_transfer_abroad_takes_both(house: Home) -> None:
    cash = house.house.account("Cash")
    parts = (
        Part(Decimal(600), house.house.account("Groceries").id),
        Part(Decimal(300), house.house.account("Eating out").id),
    )
    split = Flow(kind=TransactionKind.EXPENSE, account_id=cash.id, parts=parts)
    one = house.times(house.made("2026-12-01", template=house.template(split)))[0]
    done = house.once.post(house.house.actor, one.id, None, _amounts("450"))
    assert [str(one.amount) for one in done.row.transaction.postings] == [
        "-450.00",
        "300.00",
        "150.00",
    ]
    dollars = house.house.open("Dollars", currency="USD")
    move = Transfer(
        from_account_id=cash.id,
        to_account_id=dollars.id,
        amount=Decimal(100),
        to_amount=Decimal(110),
    )
    two = house.times(house.made("2026-12-01", template=house.template(move)))[0]
    with pytest.raises(Invalid, match="to_amount_missing"):
        house.once.post(house.house.actor, two.id, None, _amounts("200"))
    house.once.post(house.house.actor, two.id, None, _amounts("200", "231.5"))
    again = house.once.post(house.house.actor, two.id, None, _amounts("200", "231.50"))
    assert str(again.row.described.to_amount) == "231.50"
    assert str(house.house.balance("Dollars").of("USD")) == "231.50"


def test_who_may_not_write_and_what_is_not_there(house: Home) -> None:
    one = _first(house)
    viewer = house.house.acting_as(Role.VIEWER).actor
    with pytest.raises(Forbidden):
        house.once.post(viewer, one.id, None, _amounts("1"))
    stranger = home(house.house.engine)
    with pytest.raises(NotFound):
        stranger.once.post(stranger.house.actor, one.id, None, _amounts("1"))
    house.once.skip(house.house.actor, one.id)
    with pytest.raises(Conflict, match="occurrence_settled"):
        house.once.post(house.house.actor, one.id, None, _amounts("1"))


def test_a_refused_amount_leaves_everything_as_it_was(house: Home) -> None:
    one = _first(house)
    wrong: list[Callable[[], object]] = [
        lambda: house.once.post(house.house.actor, one.id, None, _amounts("0")),
        lambda: house.once.post(house.house.actor, one.id, None, _amounts("1.234")),
        lambda: house.once.post(house.house.actor, one.id, None, _amounts("1", "1")),
    ]
    for act in wrong:
        with pytest.raises(Invalid):
            act()
    assert house.posted() == []
    assert house.once.get(house.house.actor, one.id) == one
