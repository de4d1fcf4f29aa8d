"""Turns at something that is heavy: only so many at once, whichever process they are in."""

import fcntl
import os
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """``most`` turns at once, for this process and those it forks; one to a process at a time.

    Each turn is a lock on one byte of a file without a name. The kernel takes the lock back from a
    process that dies, so no turn is ever lost.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with this object
        weakref.finalize(self, self._file.close)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn, and have it while the block lasts."""
        place = self._taken()
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def _taken(self) -> int:
        for place in range(self._most):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except OSError:
                continue
            return place
        place = os.getpid() % self._most
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, place)
        return place
