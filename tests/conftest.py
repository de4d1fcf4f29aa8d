"""One private PostgreSQL for all tests; every test makes its own book in it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine

from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import PrivatePostgres, Urls

_FOLDER: Final = "FARTHING_TEST_DATABASE"
_open: Final = ExitStack()

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Start the database once, before any worker process joins it."""
    if hasattr(config, "workerinput"):
        return
    folder = _open.enter_context(
        tempfile.TemporaryDirectory(prefix="farthing-test-", ignore_cleanup_errors=True)
    )
    Path(folder).chmod(0o711)
    os.environ[_FOLDER] = folder
    found = _open.enter_context(PrivatePostgres(Path(folder), throwaway=True).running())
    upgrade(found.owner, found.app)


def pytest_unconfigure() -> None:
    """Stop what ``pytest_configure`` started."""
    _open.close()


@pytest.fixture(scope="session")
def urls() -> Iterator[Urls]:
    """The migrated database shared by all tests of one run."""
    with PrivatePostgres(Path(os.environ[_FOLDER]), throwaway=True).running() as found:
        yield found


@pytest.fixture(scope="session")
def engine(urls: Urls) -> Iterator[Engine]:
    """Connections as the app role: it owns nothing and row security holds for it."""
    made = create_engine(urls.app)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def owner_engine(urls: Urls) -> Iterator[Engine]:
    """Connections as the owner of the tables."""
    made = create_engine(urls.owner)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files kept beside the repository; it may be absent."""
    return Path(__file__).parents[2] / "shared" / "data"
