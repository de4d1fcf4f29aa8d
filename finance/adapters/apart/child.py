"""``python -m finance.adapters.apart.child``: reads one file after the other, within limits.

A job comes in on standard input (name, size, hints and allowance, then the file), the answer goes
out on standard output. Nothing else is known to this process: no database, no settings.
"""

import gc
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from finance.adapters.apart.allowance import Allowance
from finance.adapters.apart.crossing import folded
from finance.adapters.apart.frames import packed, receive, send, unpacked
from finance.adapters.apart.job import BROKEN, READ, REFUSED, TOO_LARGE, Job
from finance.adapters.files import reader
from finance.domain.errors import FinanceError

if sys.platform != "win32":
    import resource

_LAST: Final = frozenset({TOO_LARGE, BROKEN})
"""Answers after which nothing is known of the state of the process."""


def serve(source: IO[bytes], target: IO[bytes]) -> None:
    """Answer the jobs of ``source`` until it ends, or until a file breaks the reading."""
    kind = READ
    while kind not in _LAST:
        try:
            job: Job = unpacked(receive(source))
        except EOFError:
            return
        kind, frames = _answer(job, source)
        for frame in (kind, packed(len(frames)), *frames):
            send(target, frame)
        target.flush()


def _answer(job: Job, source: IO[bytes]) -> tuple[bytes, list[bytes]]:
    """The kind of the answer and what it says; complete before any of it is sent."""
    try:
        with _limited(job.allowance):
            return READ, folded(reader.read(job.name, receive(source), job.hints))
    except FinanceError as error:
        return REFUSED, [packed(error)]
    except MemoryError:
        return TOO_LARGE, []
    except Exception:  # noqa: BLE001 - told to whoever asked, with all there is to say
        return BROKEN, [packed(traceback.format_exc())]


@contextmanager
def _limited(allowance: Allowance) -> Iterator[None]:
    """Hold the process to ``allowance``: the kernel ends it when the time is over.

    A timer of the time the process really worked, as RLIMIT_CPU is, but not in whole seconds.
    """
    timed = hasattr(signal, "setitimer")
    before = _confine(allowance.memory)
    if timed:
        signal.setitimer(signal.ITIMER_PROF, allowance.seconds)
    try:
        yield
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_PROF, 0)
        _release(before)


_Limit = tuple[int, int]


def _confine(memory: int) -> _Limit | None:
    """Let the process have ``memory`` bytes more than it has; the limit before, to go back to."""
    if sys.platform != "linux":
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    wanted = pages * resource.getpagesize() + memory
    lower = [one for one in (soft, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *lower]), hard))
    return soft, hard


def _release(before: _Limit | None) -> None:
    if sys.platform == "linux" and before is not None:
        resource.setrlimit(resource.RLIMIT_AS, before)


def main() -> None:
    """Serve the process that started this one, until it closes the pipe or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end is ours
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no statement is left lying about
    # A file makes a great many small values and no cycles: walking them again and again costs a
    # quarter of the time.
    gc.disable()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
