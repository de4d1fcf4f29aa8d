"""The application and a fresh program for each test."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.api.client import Program
from tests.people.web import application


@pytest.fixture(scope="session")
def app(engine: Engine) -> Flask:
    """The real application on the tests' database."""
    return application(engine)


@pytest.fixture
def program(app: Flask) -> Program:
    """A program with a book of its own."""
    return Program(app)


@pytest.fixture
def stranger(app: Flask) -> Program:
    """Another program with another book."""
    return Program(app)
