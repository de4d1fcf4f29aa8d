"""A day is the day that was typed, wherever the book, the person and the server are."""

import csv
import io
import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import pytest
import time_machine
from flask import Flask

from finance.adapters.private_postgres import Urls
from finance.bootstrap import engine_of
from tests.attack.estate import Estate
from tests.people.web import application
from tests.web.house import House, plain

SEED: Final = 19
BOOKS: Final = 25
DAYS: Final = 8
_FAR: Final = ("Pacific/Kiritimati", "Etc/GMT+12", "Pacific/Apia", "Australia/Lord_Howe", "UTC")
_CHANGES: Final = ("2026-03-29", "2026-10-25", "2026-12-31", "2027-01-01", "2024-02-29")


@dataclass(frozen=True)
class Triple:
    """A book's zone, the server's zone, the instant it is, and the days typed."""

    zone: str
    server: str
    at: datetime
    days: tuple[date, ...]

    def __str__(self) -> str:
        """How a case is called."""
        return f"{self.zone} on {self.server} at {self.at:%Y-%m-%dT%H%M}"

    @property
    def today(self) -> date:
        """The day it is in the book."""
        return self.at.astimezone(ZoneInfo(self.zone)).date()


def _triples() -> list[Triple]:
    chance = random.Random(SEED)  # noqa: S311 - examples, not secrets
    zones = sorted(zone for zone in available_timezones() if "/" in zone and "Etc" not in zone)
    first = date(1990, 1, 1)
    made = []
    for number in range(BOOKS):
        zone = _FAR[number] if number < len(_FAR) else chance.choice(zones)
        day = date.fromisoformat(_CHANGES[number % len(_CHANGES)])
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        at += timedelta(minutes=chance.choice((0, 1, 30, 690, 750, 1410, 1439)))
        typed = [first + timedelta(days=chance.randrange(16_000)) for _ in range(DAYS - 2)]
        made.append(Triple(zone, chance.choice((*_FAR, *zones)), at, (day, *typed)))
    return made


@pytest.fixture(scope="module")
def app(urls: Urls) -> Iterator[Flask]:
    """The application with connections as the program makes them."""
    made = engine_of(urls.app, 4)
    yield application(made)
    made.dispose()


@contextmanager
def _server_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@pytest.mark.parametrize("triple", _triples(), ids=str)
def test_a_day_typed_is_the_day_kept_shown_and_taken_out(app: Flask, triple: Triple) -> None:
    with _server_in(triple.server), time_machine.travel(triple.at, tick=True):
        estate = Estate(app)
        program, days = estate.program, sorted(triple.days)
        settings = program.call("PATCH", f"/books/{estate.book}", {"timezone": triple.zone})
        assert settings.status_code == 200, settings.text
        made = {
            program.made("/expenses", amount="3.33", date=str(day), payee=f"On {day}")["id"]: day
            for day in days
        }
        for one, day in made.items():
            assert program.seen(f"/transactions/{one}")["date"] == str(day)
            page = estate.browser.get(estate.browser.within(f"transactions/{one}")).text
            assert str(day.year) in page
            assert re.search(rf"\b{day.day}\b", plain(page.split('id="main"')[1]))
        _typed_in_a_form(estate, triple)
        _today_is_the_books(estate, triple)
        rows = csv.DictReader(
            io.StringIO(program.get("/exports?format=csv").get_data(as_text=True).lstrip("\ufeff"))
        )
        told = {(row["payee"], row["date"]) for row in rows if row.get("payee", "")[:3] == "On "}
        assert told == {(f"On {day}", str(day)) for day in days}


def _typed_in_a_form(estate: Estate, triple: Triple) -> None:
    house = House(estate.browser)
    words = {"today": triple.today, "yesterday": triple.today - timedelta(days=1)}
    for typed, day in {**words, str(triple.days[0]): triple.days[0]}.items():
        made = house.record(amount="1", date=typed)
        assert estate.program.seen(f"/transactions/{made}")["date"] == str(day)
        again = house.edit(made)
        assert house.send(again, payee="Edited").status_code == 303
        assert estate.program.seen(f"/transactions/{made}")["date"] == str(day)


def _today_is_the_books(estate: Estate, triple: Triple) -> None:
    seen = estate.program.seen("/dashboard")
    assert triple.today.strftime("%Y-%m") in str(seen["month"])
    register = estate.program.seen(f"/transactions?start_date={triple.today}")["items"]
    assert all(one["date"] >= str(triple.today) for one in register)


def test_the_databases_own_zone_does_not_matter(urls: Urls) -> None:
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        engine = engine_of(f"{urls.app}&options=-ctimezone%3D{zone.replace('+', '%2B')}", 2)
        program = Estate(application(engine)).program
        one = program.made("/expenses", amount="1", date="2026-03-01")
        assert program.seen(f"/expenses/{one['id']}")["date"] == "2026-03-01"
        assert program.seen("/changes")["items"][0]["at"].endswith("Z")
        engine.dispose()
