"""What is due is posted once, on its day, whatever happened meanwhile."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.errors import Conflict, NotFound
from finance.domain.recurrence import Weekend
from finance.domain.schedules import OccurrenceState
from finance.usecases.waking import Waking, Woken
from tests.schedules.calendar import Home, days, home


@pytest.fixture
def house(engine: Engine) -> Home:
    """A household on Sunday, 29 November 2026, noon."""
    return home(engine)


def test_what_is_due_is_posted_on_its_day_and_only_once(house: Home) -> None:
    house.made("2026-12-01")
    assert house.wake() == Woken()
    house.clock.pass_days(2)
    assert house.wake() == Woken(posted=1)
    assert house.wake() == Woken()
    assert house.posted() == ["2026-12-01"]


def test_a_schedule_that_starts_in_the_past_is_caught_up_at_once(house: Home) -> None:
    house.made("2026-08-31")
    assert house.wake() == Woken(posted=3)
    assert house.posted() == ["2026-08-31", "2026-09-30", "2026-10-31"]
    house.clock.pass_days(1)
    assert house.wake() == Woken(posted=1)


def test_forty_days_of_downtime_are_made_up_for_on_the_right_days(house: Home) -> None:
    weekly = house.made("2026-11-30", "weekly")
    house.clock.pass_days(40)
    assert house.wake().posted == 6
    assert house.posted() == days(date(2026, 11, 30) + timedelta(weeks=n) for n in range(6))
    assert sum(one.pending for one in house.times(weekly)) >= 8


def test_a_long_past_is_caught_up_step_by_step_and_whole(house: Home) -> None:
    house.made("2025-01-01", "daily")
    assert house.wake().posted == 698
    assert house.posted() == days(date(2025, 1, 1) + timedelta(days=n) for n in range(698))


def test_a_clock_that_goes_back_posts_nothing_again(house: Home) -> None:
    house.made("2026-11-29", "daily")
    assert house.wake().posted == 1
    house.clock.pass_days(-1)
    assert house.wake() == Woken()
    house.clock.pass_days(2)
    assert house.wake().posted == 1
    assert house.posted() == ["2026-11-29", "2026-11-30"]


def test_the_balance_follows(house: Home) -> None:
    house.made("2026-10-29")
    house.wake()
    assert str(house.house.balance("Cash").of("EUR")) == "-1700.00"


def test_a_weekend_moves_the_day_it_is_posted_on(house: Home) -> None:
    house.made("2026-11-29", weekend=Weekend.BEFORE)
    house.made("2026-11-29", weekend=Weekend.AFTER)
    house.wake()
    assert house.posted() == ["2026-11-27"]
    house.clock.pass_days(1)
    house.wake()
    assert house.posted() == ["2026-11-27", "2026-11-30"]


def test_a_count_ends_the_series(house: Home) -> None:
    three = house.made("2026-11-01", "weekly", count=3)
    house.clock.pass_days(400)
    assert house.wake().posted == 3
    assert len(house.times(three)) == 3


@pytest.mark.parametrize("mode", ["ask", "remind"])
def test_what_asks_or_reminds_is_not_posted_by_itself(house: Home, mode: str) -> None:
    waiting = house.made("2026-11-01", mode=mode)
    assert house.wake() == Woken()
    first = house.times(waiting)[0]
    assert (str(first.due_on), first.pending) == ("2026-11-01", True)
    done = house.once.post(house.house.actor, first.id)
    assert str(done.row.transaction.date) == "2026-11-01"
    assert house.posted() == ["2026-11-01"]


def test_a_plan_reaches_twelve_times_and_sixty_days_ahead_and_grows(house: Home) -> None:
    yearly, daily = house.made("2026-12-01", "yearly"), house.made("2026-12-01", "daily")
    assert len(house.times(yearly)) == 12
    assert len(house.times(daily)) == 59
    house.clock.pass_days(14)
    house.wake()
    assert len(house.times(daily)) == 59
    house.clock.pass_days(1)
    house.wake()
    assert house.times(daily)[-1].nominal_on == house.today + timedelta(days=60)
    assert sum(one.pending for one in house.times(yearly)) == 12


def test_a_closed_account_holds_back_its_own_schedule_and_no_other(house: Home) -> None:
    second = house.house.open("Savings", "0")
    template = house.rent(account="Savings")
    stuck = house.made("2026-12-01", template=template)
    house.made("2026-12-01")
    house.house.accounts.close(house.house.actor, second.id, None)
    house.clock.pass_days(3)
    assert house.wake() == Woken(posted=1, failed=1)
    assert house.wake() == Woken()
    reading = house.use.get(house.house.actor, stuck.schedule.id)
    assert reading.kept.plan.fault == "account_closed"
    house.house.accounts.reopen(house.house.actor, second.id, None)
    house.clock.pass_days(1)
    assert house.wake() == Woken(posted=1)
    assert house.use.get(house.house.actor, stuck.schedule.id).kept.plan.fault == ""


def test_the_clock_goes_to_every_book_in_its_own_day(alone: Engine) -> None:
    at = "2026-11-30T22:30:00"  # in Auckland it is December already, in Berlin soon
    zones = ["Pacific/Auckland", "Europe/Berlin", "America/New_York", "Europe/London"]
    homes = [home(alone, zone, "2026-11-29T12:00:00") for zone in zones]
    for one in homes:
        one.made("2026-12-01")
    one.clock.at = one.clock.at.fromisoformat(f"{at}+00:00")
    one.waking.everywhere()
    assert [len(one.posted()) for one in homes] == [1, 0, 0, 0]
    one.clock.pass_days(1 / 24)
    one.waking.everywhere()
    assert [len(one.posted()) for one in homes] == [1, 1, 0, 0]
    one.clock.pass_days(6 / 24)
    one.waking.everywhere()
    assert [len(one.posted()) for one in homes] == [1, 1, 1, 1]


def test_one_time_is_skipped_moved_or_posted_early_without_moving_the_series(house: Home) -> None:
    actor = house.house.actor
    rent = house.made("2026-12-01")
    first, second, third, *_ = house.times(rent)
    assert house.once.skip(actor, first.id).occurrence.state is OccurrenceState.SKIPPED
    assert house.once.skip(actor, first.id).occurrence.state is OccurrenceState.SKIPPED
    assert (
        str(house.once.move(actor, second.id, date(2027, 1, 4)).occurrence.due_on) == "2027-01-04"
    )
    early = house.once.post(actor, third.id)
    assert str(early.row.transaction.date) == "2026-11-29"
    assert house.once.post(actor, third.id).row.transaction == early.row.transaction
    house.clock.pass_days(95)
    house.wake()
    assert house.posted() == ["2026-11-29", "2027-01-04", "2027-03-01"]
    for act in (
        lambda: house.once.skip(actor, third.id),
        lambda: house.once.move(actor, first.id, date(2027, 1, 1)),
        lambda: house.once.post(actor, first.id),
    ):
        with pytest.raises(Conflict, match="occurrence_settled"):
            act()


def test_a_book_in_which_nothing_works_keeps_no_other_waiting(house: Home) -> None:
    house.made("2026-12-01")
    house.clock.pass_days(3)
    books = (new_id(), house.house.actor.book.id)
    waking = Waking(house.means, lambda at: books if at else ())
    with pytest.raises(NotFound):
        waking.everywhere()
    assert house.posted() == ["2026-12-01"]


def test_somebody_who_waits_is_answered_after_so_many_steps(house: Home) -> None:
    for _ in range(3):
        house.made("2026-12-01")
    house.clock.pass_days(3)
    assert house.waking.within(house.house.actor.book.id, 2) == Woken(posted=2)
    assert house.wake() == Woken(posted=1)


def test_what_asks_is_planned_ahead_as_time_passes(house: Home) -> None:
    rent = house.made("2026-12-01", "daily", mode="ask")
    last = house.times(rent)[-1].nominal_on
    house.clock.pass_days(40)
    assert house.wake() == Woken()
    assert house.times(rent)[-1].nominal_on > last
