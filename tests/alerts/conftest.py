"""The application and a fresh program for each test."""

from tests.api.conftest import app, program, stranger

__all__ = ["app", "program", "stranger"]
