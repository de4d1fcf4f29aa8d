"""What the tests of people stand on."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.people.desk import Desk
from tests.people.web import application


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """The use cases of people, with a clock of this test's own."""
    return Desk(engine)


@pytest.fixture(scope="session")
def app(engine: Engine) -> Flask:
    """The application; its pages and API on the tests' database."""
    made = application(engine)
    made.extensions["tests.engine"] = engine
    return made
