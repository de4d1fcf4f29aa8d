"""A database of its own for each test of commands, and a terminal to run them at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from finance.adapters.private_postgres import Urls
from finance.cli import main
from tests.databases import new_database

Run = Callable[..., int]


@pytest.fixture
def fresh(urls: Urls) -> Urls:
    """An empty database, without tables yet."""
    return new_database(urls)


@pytest.fixture
def run(fresh: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``finance ...`` on that database; the exit code."""
    monkeypatch.setenv("DATABASE_URL", fresh.app)
    monkeypatch.setenv("DATABASE_OWNER_URL", fresh.owner)
    monkeypatch.setenv("FINANCE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FINANCE_PASSWORD_COST", "64")

    def run(*arguments: object) -> int:
        return main([str(one) for one in arguments])

    return run
