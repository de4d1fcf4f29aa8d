"""Where things are in this checkout, and one set-up of it at a time."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from set_up.console import say

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
PROGRAMS = VENV / "bin"
REQUIREMENTS = ROOT / "requirements"


@contextmanager
def locked() -> Iterator[None]:
    """Nobody else prepares this checkout meanwhile; the kernel drops the lock of a dead one.

    A checkout that this user may not change needs no lock: it is used as it is.
    """
    if not os.access(ROOT, os.W_OK):
        yield
        return
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "set-up.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this folder ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run_in_place(program: str, *arguments: str) -> NoReturn:
    """Become ``program`` of the virtual environment; does not return."""
    sys.stdout.flush()
    path = str(PROGRAMS / program)
    os.execv(path, [path, *arguments])  # noqa: S606 - our own program, no shell wanted
