"""What the tests of pages stand on."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.people.web import Browser, application
from tests.web.house import House


@pytest.fixture(scope="session")
def app(engine: Engine) -> Flask:
    """The application on the tests' database."""
    made = application(engine)
    made.extensions["tests.engine"] = engine
    return made


@pytest.fixture
def house(app: Flask) -> House:
    """A newly registered person in a book of their own."""
    browser = Browser(app)
    assert browser.register().status_code == 303
    return House(browser)
