"""When the unforeseen happens: no secret is written down or shown, and no line can be forged."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from finance.adapters.private_postgres import Urls
from finance.bootstrap import engine_of
from finance.serving.logs import write_logs
from tests.people.desk import PASSWORD
from tests.people.web import KEY, Browser, Client, application
from tests.web.house import House

_LINE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (DEBUG|INFO|WARNING|ERROR) [\w.]+: ")
_INSIDE: Final = re.compile(
    r"Traceback|/finance/|sqlalchemy|psycopg|relation|\.py\b", re.IGNORECASE
)
FORGED: Final = "x\r\n2026-01-01T00:00:00Z ERROR finance: all is lost"


@pytest.fixture(scope="module")
def broken(troubled: Urls) -> Iterator[Engine]:
    """A database with rules the program knows nothing of."""
    owner = create_engine(troubled.owner)
    with owner.begin() as connection:
        for table, rule in (
            ("app_user", "first_name <> 'Unlucky'"),
            ("transaction", "payee <> 'Unlucky'"),
        ):
            connection.execute(text(f'ALTER TABLE "{table}" ADD CONSTRAINT odd CHECK ({rule})'))
    owner.dispose()
    made = engine_of(troubled.app, 4)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def app(broken: Engine) -> Flask:
    """The application on it."""
    return application(broken)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything written down, at the most talkative level."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    write_logs("debug")
    written = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)


def test_the_unforeseen_is_opaque_to_programs_and_noted_without_secrets(
    app: Flask, log: io.StringIO
) -> None:
    client = Client(app)
    answer = client.register(first_name="Unlucky")
    assert answer.status_code == 500
    assert answer.content_type == "application/problem+json"
    number = answer.headers["X-Request-Id"]
    assert number in answer.get_json()["detail"]
    assert not _INSIDE.search(answer.text)
    noted = log.getvalue()
    assert f"request {number} failed" in noted
    assert "CheckViolation" in noted
    for secret in (PASSWORD, "$argon2", KEY):
        assert secret not in noted


def test_the_unforeseen_is_a_page_with_its_number(app: Flask, log: io.StringIO) -> None:
    browser = Browser(app)
    browser.register()
    house = House(browser)
    answer = house.send(house.new(), amount="1", date="today", payee="Unlucky")
    assert answer.status_code == 500, answer.text
    assert answer.mimetype == "text/html"
    assert answer.headers["X-Request-Id"] in answer.text
    assert not _INSIDE.search(re.sub(r'(href|src)="[^"]*"', "", answer.text))
    assert answer.headers["X-Request-Id"] in log.getvalue()


def test_coming_in_and_being_refused_is_noted_by_ids_alone(app: Flask, log: io.StringIO) -> None:
    browser, client = Browser(app), Client(app)
    browser.register()
    client.login(browser.name)
    client.login(browser.name, "a-wrong-and-secret-guess")
    client.call("POST", "/expenses", {"amount": "1"}, token="forged")
    noted = log.getvalue()
    assert noted.count(str(client.answer["user"]["id"])) == 2
    assert "refused POST /api/auth/login with 401" in noted
    assert "refused POST /api/expenses with 401" in noted
    cookie = browser.client.get_cookie("farthing")
    secrets = (PASSWORD, "a-wrong-and-secret-guess", client.access, client.refresh, browser.name)
    for secret in (*secrets, KEY, cookie.value if cookie else ""):
        assert secret
        assert secret not in noted


def test_a_line_cannot_be_forged_from_outside(app: Flask, log: io.StringIO) -> None:
    client = app.test_client()
    for path in (f"/api/{FORGED}", "/sign-in"):
        client.post(
            path,
            data={"username": FORGED, "password": FORGED},
            headers={"User-Agent": "a\x85b", "X-Forwarded-For": "1.2.3.4 evil"},
            environ_base={"REMOTE_ADDR": FORGED},
        )
    noted = log.getvalue().splitlines()
    assert noted
    assert all(_LINE.match(line) for line in noted)
    assert not any(line.startswith("2026-01-01") for line in noted)
