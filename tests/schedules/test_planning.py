"""How far ahead is planned, and when the clock is to wake: by the domain, and as it is kept."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from finance.adapters.postgres.work import enter
from finance.domain.recurrence import Recurrence, coming
from finance.domain.schedules import (
    CHUNK,
    HORIZON,
    OccurrenceState,
    Plan,
    in_a_year,
    occurrence_id,
    planned,
    waking,
)
from tests.domain.test_recurrence import recurrences, series
from tests.schedules.calendar import Home, home

_WAKE: str = "SELECT id, wake_on FROM schedule"


@settings(max_examples=60)
@given(recurrences(), st.integers(-400, 900), st.lists(st.integers(0, 200), max_size=4))
def test_every_time_is_planned_once_however_time_passes(
    when: Recurrence, later: int, steps: list[int]
) -> None:
    today, plan, found = when.start + timedelta(days=later), Plan(), list[date]()
    for step in [0, *steps]:
        today += timedelta(days=step)
        while plan == Plan() or (plan.plan_on is not None and plan.plan_on <= today):
            before = plan
            dues, plan = planned(when, plan, today)
            assert len(dues) <= CHUNK
            assert dues or plan != before
            found += [due.nominal for due in dues]
    whole = [due.nominal for due in islice(coming(when), len(found) + 13)]
    assert found == whole[: len(found)]
    left = [day for day in whole[len(found) :] if day <= today + HORIZON - timedelta(days=15)]
    assert not left
    ahead = sum(day > today for day in found)
    assert ahead >= 11 or plan.plan_on is None
    assert (plan.plan_on is None) == (whole == found)


def test_an_id_follows_from_schedule_and_day_and_sorts_by_day() -> None:
    schedule_id = UUID(int=7)
    days = [date(1900, 1, 1), date(1969, 12, 31), date(2026, 11, 29), date(2200, 12, 31)]
    ids = [occurrence_id(schedule_id, day) for day in days]
    assert len(set(ids)) == len(days)
    assert ids[1:] == sorted(ids[1:])
    assert {one.version for one in ids} == {8}
    assert ids == [occurrence_id(schedule_id, day) for day in days]


def test_a_year_holds_as_many_times_as_fall_in_it() -> None:
    today = date(2026, 11, 29)
    assert in_a_year(series("2026-01-31", "monthly"), today) == 12
    assert in_a_year(series("2020-01-01", "daily"), today) == 365
    assert in_a_year(series("2026-12-01", "weekly", count=3), today) == 3
    assert in_a_year(series("2030-01-01", "yearly"), today) == 0


def _check_waking(house: Home) -> None:
    """The clock is to wake for every schedule when the domain says so."""
    with house.house.engine.connect() as connection:
        enter(connection, house.house.actor.book.id, None)
        kept = {row.id: row.wake_on for row in connection.execute(text(_WAKE))}
    for reading in house.use.all(house.house.actor, ended=True):
        pending = house.times(reading, OccurrenceState.PENDING)
        first = min((one.due_on for one in pending), default=None)
        expected = waking(reading.schedule, reading.kept.plan, first)
        assert kept[reading.schedule.id] == expected


def test_the_clock_is_woken_when_the_domain_says(engine: Engine) -> None:
    house = home(engine)
    actor = house.house.actor
    savings = house.house.open("Savings", "0")
    made = [
        house.made("2026-11-01"),
        house.made("2026-12-05", mode="ask"),
        house.made("2026-12-24", count=1),
        house.made("2026-12-10", template=house.rent(account="Savings")),
    ]
    _check_waking(house)
    house.wake()
    _check_waking(house)
    house.once.move(actor, house.times(made[2])[0].id, date(2026, 12, 2))
    house.once.skip(actor, house.times(made[0], OccurrenceState.PENDING)[0].id)
    house.change(made[1], mode=made[0].schedule.mode)
    house.use.pause(actor, made[0].schedule.id, paused=True)
    _check_waking(house)
    house.house.accounts.close(actor, savings.id)
    house.clock.pass_days(30)
    house.wake()
    _check_waking(house)
    house.use.end(actor, made[1].schedule.id)
    house.use.pause(actor, made[0].schedule.id, paused=False)
    _check_waking(house)
    assert waking(made[0].schedule, replace(Plan(), plan_on=None), None) is None
