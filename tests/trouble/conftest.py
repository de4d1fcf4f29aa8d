"""A database of its own for trouble: nobody else's tests shall have it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from finance.adapters.postgres.migrate import upgrade
from finance.adapters.private_postgres import PrivatePostgres, Urls


@pytest.fixture(scope="module")
def troubled() -> Iterator[Urls]:
    """A migrated server that only the tests of one module use."""
    with tempfile.TemporaryDirectory(
        prefix="farthing-trouble-", ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o711)
        with PrivatePostgres(Path(folder), throwaway=True).running() as urls:
            upgrade(urls.owner, urls.app)
            yield urls
