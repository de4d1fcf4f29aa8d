"""What comes next and what came by itself, on the first page and in its answer to programs."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine

from finance.domain.periods import Span
from finance.domain.recurrence import Frequency
from finance.usecases.readings import Ahead
from tests.api.client import Program
from tests.schedules.calendar import Home, home
from tests.web.forms import form
from tests.web.house import House, said


def recur(house: House, **typed: str) -> None:
    """Let something recur."""
    blank = form(house.get("schedules/new").text, "schedule")
    assert house.send(blank, amount="850", **typed).status_code == 303


def test_what_is_due_soon_stands_on_the_first_page(house: House) -> None:
    recur(house, payee="Landlord", date=_in(days=3))
    recur(house, payee="Far away", date=_in(days=90))
    recur(house, payee="Often", date=_in(days=1), repeat="daily")
    shown = said(house.get().text)
    assert "Coming up" in shown
    assert "Landlord" in shown
    assert "Far away" not in shown
    assert shown.count("Often") == 1
    assert "Landlord" not in said(house.get("?month=2020-01").text)


def test_what_asks_is_recorded_from_the_first_page(house: House) -> None:
    recur(house, payee="Landlord", date="-1", mode="ask")
    shown = house.get()
    assert "due" in said(shown.text)
    answer = house.send(form(shown.text, "/posting"))
    assert answer.status_code == 303
    assert len(house.rows()) == 1


def test_what_was_recorded_by_itself_stands_there_until_it_is_seen(house: House) -> None:
    recur(house, payee="Landlord", date="-1")
    house.send(form(house.get("schedules/jobs").text, "/run"))
    shown = house.get()
    assert "Recorded by itself since you last looked" in said(shown.text)
    assert house.send(form(shown.text, "/seen")).status_code == 303
    assert "Recorded by itself" not in said(house.get().text)
    recur(house, payee="Phone", date="-1")
    house.send(form(house.get("schedules/jobs").text, "/run"))
    assert "Recorded by itself" in said(house.get().text)


@pytest.mark.parametrize("until", ["", "yesterday", "2026-11-29T10:00:00", "9999-12-31T00:00:00Z"])
def test_whatever_is_sent_as_seen_hides_nothing_that_comes_later(house: House, until: str) -> None:
    recur(house, payee="Landlord", date="-1")
    house.send(form(house.get("schedules/jobs").text, "/run"))
    assert house.send(form(house.get().text, "/seen"), until=until).status_code == 303
    recur(house, payee="Phone", date="-1")
    house.send(form(house.get("schedules/jobs").text, "/run"))
    assert "Recorded by itself" in said(house.get().text)


def test_each_member_has_seen_what_they_have_seen(engine: Engine) -> None:
    one: Home = home(engine)
    one.made("2026-11-29", Frequency.WEEKLY)
    one.wake()
    actor = one.house.actor
    one.use.see(actor, one.clock.at)
    one.use.see(actor, one.clock.at - timedelta(days=9))
    with one.means.work(actor) as work:
        mine, theirs = (
            work.readings.overview(Span.of_day(one.today), 1, _ahead(user_id, one.today))
            for user_id in (actor.user.id, actor.book.id)
        )
    assert (len(mine.near), len(theirs.near)) == (0, 1)


def test_programs_are_told_what_comes(app: Flask) -> None:
    program = Program(app)
    rent = program.made(
        "/schedules",
        type="expense",
        amount="850",
        payee="Landlord",
        frequency="monthly",
        start_date=_in(days=3),
        mode="ask",
    )
    (coming,) = program.seen("/dashboard")["upcoming"][:1]
    assert coming["schedule_id"] == rent["id"]
    assert (coming["date"], coming["amount"], coming["mode"]) == (_in(days=3), "850.00", "ask")
    assert (coming["payee"], coming["account"]["name"]) == ("Landlord", "Cash")


def _ahead(user_id: UUID, until: date) -> Ahead:
    return Ahead(user_id=user_id, until=until, coming=9, posted=9)


def _in(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
