"""The disk of the database fills up in the middle of a record: it is said so, and nothing is left.

The server itself refuses with 53100, after the first rows of the record were written.
"""

from collections.abc import Iterator
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.adapters.private_postgres import Urls
from tests.api.client import Program
from tests.people.web import Browser, application
from tests.web.house import House, said

_FULL: Final = text("""
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$;
    CREATE TRIGGER full_disk AFTER INSERT ON posting EXECUTE FUNCTION full_disk();
    ALTER TABLE posting DISABLE TRIGGER full_disk
""")
_SENTENCE: Final = "The database has no room left: nothing was saved."
_EXPENSE: Final = {"amount": "4.00", "date": "2026-11-03"}


class Disk:
    """The disk under the postings, which fills up and is cleared again."""

    def __init__(self, owner: Engine) -> None:
        self._owner = owner

    def fill(self) -> None:
        """Let every new posting be refused."""
        self._turn("ENABLE")

    def clear(self) -> None:
        """Let postings be written again."""
        self._turn("DISABLE")

    def _turn(self, way: str) -> None:
        with self._owner.begin() as connection:
            connection.execute(text(f"ALTER TABLE posting {way} TRIGGER full_disk"))


@pytest.fixture(scope="module")
def owner(troubled: Urls) -> Iterator[Engine]:
    """The owner of a database whose disk can fill up."""
    engine = create_engine(troubled.owner)
    with engine.begin() as connection:
        connection.execute(_FULL)
    yield engine
    engine.dispose()


@pytest.fixture
def disk(owner: Engine) -> Iterator[Disk]:
    """The disk, with room at first and at last."""
    made = Disk(owner)
    yield made
    made.clear()


@pytest.fixture(scope="module")
def app(troubled: Urls) -> Iterator[Flask]:
    """The application on that database."""
    engine = create_engine(troubled.app)
    yield application(engine)
    engine.dispose()


def test_a_program_is_told_that_the_disk_is_full_and_no_half_record_stays(
    app: Flask, disk: Disk, owner: Engine
) -> None:
    program = Program(app)
    program.spent("10.00")
    disk.fill()
    refused = program.post("/expenses", _EXPENSE)
    assert (refused.status_code, refused.content_type) == (503, "application/problem+json")
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.get_json()["code"] == "disk_full"
    assert _SENTENCE in refused.text
    assert len(program.seen("/transactions")["items"]) == 1
    assert program.seen(f"/accounts/{program.cash}")["balance"] == "-10.00"
    assert PostgresInspector(owner).faults(program.me["book"]["id"]) == ()


def test_a_request_with_a_key_goes_through_once_there_is_room_again(app: Flask, disk: Disk) -> None:
    program = Program(app)
    disk.fill()
    refused = program.post("/expenses", _EXPENSE, Idempotency_Key="full-disk")
    disk.clear()
    made = program.post("/expenses", _EXPENSE, Idempotency_Key="full-disk")
    again = program.post("/expenses", _EXPENSE, Idempotency_Key="full-disk")
    assert (refused.status_code, made.status_code) == (503, 201)
    assert again.get_json()["id"] == made.get_json()["id"]
    assert len(program.seen("/transactions")["items"]) == 1


def test_a_person_reads_that_the_disk_is_full_and_sends_the_form_again(
    app: Flask, disk: Disk
) -> None:
    browser = Browser(app)
    assert browser.register().status_code == 303
    house = House(browser)
    blank = house.new()
    disk.fill()
    page, part = house.send(blank, amount="4.00"), house.swap(blank, amount="4.00")
    assert (page.status_code, part.status_code) == (503, 503)
    assert _SENTENCE in said(page.text)
    assert "No room left" in said(page.text)
    assert _SENTENCE in said(part.text)
    assert house.rows() == []
    disk.clear()
    assert house.send(blank, amount="4.00").status_code == 303
    assert len(house.rows()) == 1
