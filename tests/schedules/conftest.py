"""What the tests of schedules stand on."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine

from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import Urls
from tests.databases import new_database
from tests.people.web import Browser, application
from tests.web.house import House


@pytest.fixture
def own(urls: Urls) -> Urls:
    """A database whose books a clock may go through: nobody else's test is in it."""
    made = new_database(urls)
    upgrade(made.owner, made.app)
    return made


@pytest.fixture
def alone(own: Urls) -> Iterator[Engine]:
    """Connections to it as the app role."""
    made = create_engine(own.app)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def app(engine: Engine) -> Flask:
    """The application on the tests' database."""
    return application(engine)


@pytest.fixture
def house(app: Flask) -> House:
    """A newly registered person in a book of their own."""
    browser = Browser(app)
    assert browser.register().status_code == 303
    return House(browser)
