"""One server and one browser for each worker; a fresh person in a fresh window for each test."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import Engine

from tests.browser.chromium import chromium
from tests.browser.person import Person, person
from tests.browser.serving import serving
from tests.people.web import application


@pytest.fixture(scope="session")
def app(engine: Engine) -> Flask:
    """The application on the tests' database."""
    return application(engine)


@pytest.fixture(scope="session")
def site(app: Flask) -> Iterator[str]:
    """The address at which the application answers."""
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    with chromium() as found:
        yield found


@pytest.fixture
def someone(app: Flask, site: str, browser: Browser) -> Iterator[Person]:
    """A newly registered person at the first page of their book."""
    with person(app, site, browser) as found:
        yield found
