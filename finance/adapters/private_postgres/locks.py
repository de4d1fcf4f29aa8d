"""File locks: the kernel drops them when their holder dies, so none can go stale."""

import fcntl
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from finance.domain.errors import Unavailable

_STEP = 0.05
_ENDINGS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def alone(path: Path, patience: float) -> Iterator[None]:
    """Nobody else is inside the same block; Unavailable ``postgres_busy`` after ``patience`` s."""
    until = time.monotonic() + patience
    with path.open("a") as file:
        while not _locked(file, fcntl.LOCK_EX):
            if time.monotonic() > until:
                raise Unavailable("postgres_busy", None, {"path": path})
            time.sleep(_STEP)
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """What would end this process waits until the block has ended, in children begun there too.

    A server that is half started can neither be asked nor told to stop.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Guests:
    """Counts, across processes, who still uses what the file at ``path`` stands for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def enter(self) -> IO[str]:
        """Count as one user until the file is closed."""
        file = self._path.open("a")
        fcntl.flock(file, fcntl.LOCK_SH)
        return file

    def nobody(self) -> bool:
        """Whether no process uses it now."""
        with self._path.open("a") as file:
            return _locked(file, fcntl.LOCK_EX)


def _locked(file: IO[str], kind: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(file, kind | fcntl.LOCK_NB)
        return True
    return False
