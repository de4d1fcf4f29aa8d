"""The ``Printer`` port: every file is set by a process that lives as long as that takes.

Setting pages is hard work for one core and holds on to memory; in a process of its own it neither
keeps the others in this one waiting nor leaves anything behind. It is given the pages and nothing
else: no settings, no database, no network.
"""

import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from finance.adapters.pdf.outcome import Outcome
from finance.adapters.surroundings import surroundings
from finance.domain.errors import FinanceError, Invalid, Unavailable
from finance.usecases.printing import Printable

PACKAGES: Final = "libpango-1.0-0 libpangoft2-1.0-0"
"""What Debian calls the libraries that are needed besides Python's."""

_MEMORY: Final = 1_200 * 1024 * 1024
_SECONDS: Final = 100
_WAIT: Final = 30
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class ChildPrinter:
    """Sets one file at a time; ``fonts`` is the folder of the typefaces that styles may name.

    ``command`` starts the process, which may take ``memory`` bytes of address space (about half of
    it is ever used) and ``seconds``. ``wait`` is how many seconds a file waits for its turn.
    """

    fonts: Path
    command: tuple[str, ...] = (sys.executable, "-m", "finance.adapters.pdf.child")
    memory: int = _MEMORY
    seconds: int = _SECONDS
    wait: float = _WAIT
    _free: BoundedSemaphore = field(default_factory=BoundedSemaphore)

    def __call__(self, printable: Printable) -> bytes:
        """The PDF; see the port for what can go wrong."""
        if not self._free.acquire(timeout=self.wait):
            raise Unavailable("printer_busy")
        try:
            return self._set(printable)
        finally:
            self._free.release()

    def _set(self, printable: Printable) -> bytes:
        given = {**asdict(printable), "made_on": printable.made_on.isoformat()}
        bounds = {"memory": self.memory, "seconds": self.seconds}
        told = json.dumps({**given, **bounds, "fonts": str(self.fonts)}).encode()
        try:
            done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
                self.command,
                input=told,
                capture_output=True,
                timeout=self.seconds,
                env=_surroundings(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Invalid("print_too_large") from None
        if done.returncode != Outcome.DONE:
            raise _failure(done)
        return done.stdout


def _surroundings() -> dict[str, str]:
    """The environment without what only the program itself is to know."""
    return {**surroundings(), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _failure(done: subprocess.CompletedProcess[bytes]) -> FinanceError:
    if done.returncode == Outcome.MISSING:
        return Unavailable("printer_missing", None, {"packages": PACKAGES})
    if done.returncode == Outcome.TOO_LARGE or done.returncode < 0:  # ended at a bound
        return Invalid("print_too_large")
    said = done.stderr.decode(errors="replace")[-2000:]
    if said.rstrip().endswith("MemoryError"):  # met where the child could not say so any more
        return Invalid("print_too_large")
    _LOG.error("printing ended with %s: %s", done.returncode, said)
    return Unavailable("printer_failed")
