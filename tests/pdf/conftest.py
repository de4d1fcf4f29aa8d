"""What printing is tried with."""

import pytest
from flask import Flask

from tests.people.web import Browser
from tests.web.house import House


@pytest.fixture
def house(app: Flask) -> House:
    """A newly registered person in a book of their own."""
    browser = Browser(app)
    assert browser.register().status_code == 303
    return House(browser)
