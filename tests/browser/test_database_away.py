"""The database goes away and comes back while somebody is using the program."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import create_engine

from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import PrivatePostgres
from tests.browser.chromium import window
from tests.browser.person import enter
from tests.browser.serving import serving
from tests.people.web import Browser as Client
from tests.people.web import application


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the database server of this test alone keeps its data."""
    with tempfile.TemporaryDirectory(prefix="farthing-away-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o711)
        yield Path(made) / "data"


def test_a_page_says_so_what_was_typed_is_kept_and_service_goes_on(
    folder: Path, browser: Browser
) -> None:
    cluster = PrivatePostgres(folder, throwaway=True)
    with cluster.running() as urls:
        upgrade(urls.owner, urls.app)
        engine = create_engine(urls.app, pool_pre_ping=True)
        app = application(engine)
        client = Client(app)
        assert client.register().status_code == 303
        with serving(app) as site, window(browser, away=True) as context:
            someone = enter(context, client, site)
            someone.open("transactions/new")
            someone.fill({"Amount": "61.90", "Payee": "Typed at length"})
            _kill(folder)
            someone.press("Save")
            expect(someone.main).to_contain_text("The database does not answer right now")
            cluster.heal()
            someone.main.get_by_role("link", name="Try again").click()
            expect(someone.field("Amount")).to_have_value("61.90")
            expect(someone.field("Payee")).to_have_value("Typed at length")
            someone.press("Save")
            expect(someone.row("Typed at length")).to_have_count(1)
        engine.dispose()


def _kill(folder: Path) -> None:
    """End the server as a power cut would."""
    pid = (folder / "postgres" / "postmaster.pid").read_text(encoding="ascii").split()[0]
    os.kill(int(pid), signal.SIGKILL)
