"""One Farthing a data folder: the second is told where the first is."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from finance.domain.errors import Conflict, Unavailable


@contextmanager
def only_one(data_dir: Path) -> Iterator[Callable[[str], None]]:
    """Nobody else serves ``data_dir`` while the block lasts.

    Gives a function that takes the address, once known, which others shall be told. Conflict
    ``already_serving`` if somebody does, Unavailable ``data_dir_unwritable``. The kernel drops the
    lock when its holder dies, so it cannot go stale.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (data_dir / "serve.lock").open("a+", encoding="utf-8")
    except OSError as error:
        facts = {"folder": data_dir, "reason": error.strerror}
        raise Unavailable("data_dir_unwritable", None, facts) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            address = file.read() or "it is just starting"
            raise Conflict("already_serving", None, {"address": address}) from error
        file.truncate(0)
        yield lambda address: _announce(file, address)


def _announce(file: IO[str], address: str) -> None:
    """Past any buffer; where the disk is full, others are not told where, and that is all."""
    with suppress(OSError):
        os.write(file.fileno(), address.encode())
