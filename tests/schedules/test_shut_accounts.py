"""What recurs on an account that gets closed: told before, shown, noticed, and made up for."""

from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.accounts import Account
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.entries import Compound, Flow, Line, Part, Transfer
from finance.domain.errors import Invalid, NotFound
from finance.domain.ledger import TransactionKind
from finance.usecases.accounts import Accounts
from finance.usecases.notice_ports import Notice, Wish
from finance.usecases.notices import Notices
from finance.usecases.schedule_readings import ScheduleReading
from finance.usecases.waking import Woken
from tests.schedules.calendar import Home, home


@pytest.fixture
def house(engine: Engine) -> Home:
    """A household on Sunday, 29 November 2026, noon."""
    return home(engine)


def _savings(house: Home, start: str = "2026-12-01") -> tuple[Account, ScheduleReading]:
    """An account, and rent that is paid from it."""
    account = house.house.open("Savings", "0")
    return account, house.made(start, template=house.rent(account="Savings"))


def _close(house: Home, account: Account) -> None:
    Accounts(house.means).close(house.house.actor, account.id)


def _told(house: Home) -> tuple[Notice, ...]:
    return Notices(house.means).page(house.house.actor).notices


def test_what_names_an_account_or_category_is_found_in_every_form(house: Home) -> None:
    cash, bank = house.house.account("Cash").id, house.house.open("Bank", "0").id
    food, fuel = house.house.account("Groceries").id, house.house.account("Fuel").id
    split = Flow(
        kind=TransactionKind.EXPENSE,
        account_id=cash,
        parts=(Part(Decimal(1), food), Part(Decimal(1), fuel), Part(Decimal(1))),
    )
    move = Transfer(from_account_id=cash, to_account_id=bank, amount=Decimal(1))
    lines = Compound((Line(bank, Decimal(-1)), Line(fuel, Decimal(1), "EUR")))
    made = [
        house.made("2026-12-01", template=house.template(body)).schedule.id
        for body in (split, move, lines)
    ]
    ended = house.made("2026-12-01", template=house.template(split))
    house.use.end(house.house.actor, ended.schedule.id)
    for account, numbers in ((cash, [0, 1]), (bank, [1, 2]), (food, [0]), (fuel, [0, 2])):
        found = house.use.using(house.house.actor, account)
        assert sorted(one.schedule.id for one in found) == sorted(made[at] for at in numbers)
    for unknown in (uuid4(), home(house.house.engine).house.account("Cash").id):
        with pytest.raises(NotFound):
            house.use.using(house.house.actor, unknown)


def test_what_will_not_be_recorded_is_known_before_its_day(house: Home) -> None:
    account, reading = _savings(house)
    assert reading.shut == ()
    _close(house, account)
    now = house.use.get(house.house.actor, reading.schedule.id)
    assert [one.name for one in now.shut] == ["Savings"]
    assert now.kept.plan.fault == ""
    house.use.end(house.house.actor, reading.schedule.id)
    assert house.use.get(house.house.actor, reading.schedule.id).shut == ()


def test_every_member_is_told_once_in_a_month_that_it_could_not_be_recorded(
    house: Home, owner_engine: Engine
) -> None:
    account, reading = _savings(house)
    _close(house, account)
    house.clock.pass_days(3)
    assert house.wake() == Woken(failed=1)
    [told] = _told(house)
    assert (told.kind, told.subject_id) == (AlertKind.HELD, reading.schedule.id)
    assert (told.name, str(told.amount), str(told.month)) == ("Landlord", "850.00", "2026-12-01")
    house.clock.pass_days(1)
    assert house.wake() == Woken(failed=1)
    assert len(_told(house)) == 1
    house.clock.pass_days(31)
    assert house.wake() == Woken(failed=1)
    assert len(_told(house)) == 2
    assert PostgresInspector(owner_engine).faults(house.house.actor.book.id) == ()


def test_who_does_not_want_to_hear_of_it_does_not(house: Home) -> None:
    wishes = {AlertKind.HELD: Wish(on_page=False, by_mail=False)}
    notices = Notices(house.means)
    assert notices.wish(house.house.actor, wishes)[AlertKind.HELD] == wishes[AlertKind.HELD]
    account, _ = _savings(house)
    _close(house, account)
    house.clock.pass_days(3)
    house.wake()
    assert _told(house) == ()


def test_what_the_database_refuses_is_told_as_well(house: Home) -> None:
    largest = Decimal(10**13)
    for _ in range(2):
        house.house.spend(str(largest))
    template = house.rent(str(largest))
    for _ in range(10):
        house.made("2026-11-01", "daily", template=template)
    while house.wake().failed == 0:
        house.clock.pass_days(1)
    assert AlertKind.HELD in {one.kind for one in _told(house)}


def test_opened_again_what_was_due_is_made_up_for_at_once(house: Home) -> None:
    account, reading = _savings(house)
    _close(house, account)
    house.clock.pass_days(3)
    house.wake()
    Accounts(house.means).reopen(house.house.actor, account.id)
    assert house.use.get(house.house.actor, reading.schedule.id).kept.plan.fault == ""
    assert house.wake() == Woken(posted=1)
    assert house.posted() == ["2026-12-01"]


def test_the_same_when_closing_is_undone(house: Home) -> None:
    account, _ = _savings(house)
    _close(house, account)
    closing = house.changes.latest(house.house.actor)[0]
    house.clock.pass_days(3)
    assert house.wake() == Woken(failed=1)
    house.changes.reverse(house.house.actor, closing.id)
    assert house.wake() == Woken(posted=1)


def test_another_account_in_the_schedule_is_a_way_out_too(house: Home) -> None:
    account, reading = _savings(house)
    _close(house, account)
    house.clock.pass_days(3)
    house.wake()
    house.change(reading, template=house.rent())
    assert house.use.get(house.house.actor, reading.schedule.id).shut == ()
    assert house.wake() == Woken(posted=1)


def test_there_is_no_rule_of_that_kind() -> None:
    with pytest.raises(Invalid, match="choice"):
        AlertRule(id=new_id(), kind=AlertKind.HELD)
