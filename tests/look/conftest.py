"""A small application with the look alone: no data, no sign-in."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from finance.web import assets, filters, keeping, pwa, style_guide

WEB = Path(assets.__file__).parent


@pytest.fixture(scope="package")
def browser() -> FlaskClient:
    """Asks the application; templates are strict, as in the whole program."""
    app = Flask("finance.web", static_folder=None)
    app.config.update(SECRET_KEY="a test", TESTING=True)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app)
    CSRFProtect(app)
    app.jinja_env.globals.update(lang=lambda: "en")
    for part in (assets, filters, keeping, pwa, style_guide):
        part.register(app)
    return app.test_client()
