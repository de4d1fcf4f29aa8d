"""What the clock did, when, and how it went, for everybody to see."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from finance.adapters.postgres.jobs import PostgresJobs
from finance.domain.errors import Unavailable
from finance.usecases.jobs import Jobs
from tests.people.web import Browser, application
from tests.schedules.calendar import Clock
from tests.web.forms import form
from tests.web.house import House, said

EVERY = timedelta(seconds=15)


@pytest.fixture
def clock() -> Clock:
    """29 November 2026, noon."""
    return Clock()


@pytest.fixture
def jobs(alone: Engine, clock: Clock) -> Jobs:
    """The jobs of a database of their own."""
    return Jobs(PostgresJobs(alone), clock)


def test_a_run_is_noted_with_its_next_one(jobs: Jobs, clock: Clock) -> None:
    for _ in range(3):
        jobs.run("schedules", EVERY, lambda: None)
    (one,) = jobs.all()
    assert (one.name, one.runs, one.failures, one.fault) == ("schedules", 3, 0, "")
    assert (one.started_at, one.ended_at) == (clock.at, clock.at)
    assert one.next_at == clock.at + EVERY
    assert not one.asleep(clock.at)
    assert one.asleep(clock.at + timedelta(minutes=6))


def _away() -> None:
    raise Unavailable("database_away")


def _broken() -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("act", "error", "code"),
    [(_away, Unavailable, "database_away"), (_broken, ZeroDivisionError, "internal")],
)
def test_a_failure_is_noted_and_passed_on(
    jobs: Jobs, clock: Clock, act: Callable[[], None], error: type[Exception], code: str
) -> None:
    with pytest.raises(error):
        jobs.run("schedules", EVERY, act)
    (one,) = jobs.all()
    assert (one.failures, one.fault, one.failed_at) == (1, code, clock.at)
    jobs.run("schedules", EVERY, lambda: None)
    (one,) = jobs.all()
    assert (one.failures, one.fault, one.failed_at) == (1, "", clock.at)


@pytest.fixture
def app(alone: Engine) -> Flask:
    """The application on a database of its own."""
    return application(alone)


def test_the_page_says_how_it_went_and_runs_it_now(app: Flask, alone: Engine) -> None:
    browser = Browser(app)
    assert browser.register().status_code == 303
    house = House(browser)
    assert "No clock is running" in said(house.get("schedules/jobs").text)
    log = Jobs(PostgresJobs(alone), lambda: datetime.now(UTC))
    with pytest.raises(Unavailable):
        log.run("schedules", EVERY, _away)
    shown = said(house.get("schedules/jobs").text)
    assert "No clock is running" not in shown
    assert "Record what recurs" in shown
    assert "The database does not answer right now." in shown
    blank = form(house.get("schedules/new").text, "schedule")
    assert house.send(blank, amount="5", date="-1", repeat="daily").status_code == 303
    assert house.send(form(house.get("schedules/jobs").text, "/run")).status_code == 303
    assert "2 recorded." in said(house.get("schedules/jobs").text)
    assert len(house.rows()) == 2
    house.send(form(house.get("schedules/jobs").text, "/run"))
    assert "Nothing was due." in said(house.get("schedules/jobs").text)
