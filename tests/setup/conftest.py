"""Data folders that a database server's own user can reach."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A fresh folder with nothing in it."""
    with tempfile.TemporaryDirectory(prefix="farthing-set-up-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "data"
