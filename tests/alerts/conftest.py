"""The application and a fresh program for each test; a mail server, a web process, the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from finance.adapters.private_postgres import Urls
from tests.alerts.postman import Postman, free_port, postman
from tests.alerts.served import web_process
from tests.api.conftest import app, program, stranger
from tests.browser.chromium import chromium

__all__ = ["app", "program", "stranger"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postman]:
    """A mail server."""
    with postman(tmp_path_factory.mktemp("mail") / "box", free_port()) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def site(urls: Urls) -> Iterator[str]:
    """A real web process."""
    with web_process(urls) as address:
        yield address
