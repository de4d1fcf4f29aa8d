"""One server and one browser for each worker; a fresh person in a fresh window for each test."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import Engine

from finance.bootstrap import use_cases
from finance.usecases.people_means import Policy
from tests.browser.chromium import chromium
from tests.browser.pages import Book
from tests.browser.person import Person, person
from tests.browser.serving import serving
from tests.people.web import Browser as Client
from tests.people.web import application
from tests.web.house import House


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


@pytest.fixture(scope="session")
def book(app: Flask, engine: Engine) -> Book:
    """A book with two years of the sample household in it, to look at and never to change."""
    client = Client(app)
    assert client.register().status_code == 303
    known = use_cases(engine, Policy(), password_memory=8)
    known.samples.fill(known.people.signing.for_operator(client.name))
    return Book(House(client), "transactions?q=cinema")


@pytest.fixture
def someone(app: Flask, site: str, browser: Browser) -> Iterator[Person]:
    """A newly registered person at the first page of their book."""
    with person(app, site, browser) as found:
        yield found
