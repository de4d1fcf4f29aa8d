"""The application, its victim, and eyes that see all of the database."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine

from finance.adapters.private_postgres import Urls
from tests.attack.estate import Estate
from tests.people.web import application


@pytest.fixture(scope="session")
def app(engine: Engine) -> Flask:
    """The real application on the tests' database."""
    return application(engine)


@pytest.fixture(scope="session")
def superuser(urls: Urls) -> Iterator[Engine]:
    """Connections that no wall holds back."""
    made = create_engine(urls.superuser)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def estate(app: Flask) -> Estate:
    """A person with something of everything, for tests that change nothing."""
    return Estate(app)
