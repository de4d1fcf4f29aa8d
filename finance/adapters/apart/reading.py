"""Bank files read by child processes, a warm one waiting, and what becomes of those that fail.

A child is kept for the next file for a while, because a small file is read faster than a process
starts; one that read a large file, or failed, is ended. In place of one that read a large file a
fresh one starts while what it read is taken in. Children end with this process: their standard
input is a pipe from it.
"""

import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Final

from finance.adapters.apart.allowance import Allowance
from finance.adapters.apart.crossing import unfolded
from finance.adapters.apart.frames import packed, receive, send, unpacked
from finance.adapters.apart.job import READ, REFUSED, TOO_LARGE, Job
from finance.adapters.surroundings import surroundings
from finance.domain.errors import FinanceError, Unavailable, Unreadable
from finance.domain.statements import BankFile, Fault, Hints, unreadable

_COMMAND: Final = (sys.executable, "-m", "finance.adapters.apart.child")
_TIME_OVER: Final = {-getattr(signal, name, 0) for name in ("SIGPROF", "SIGXCPU")} - {0}
_LARGE: Final = 1_000_000
"""Bytes of a file that leave so much memory with a child that a fresh one is better."""


class ReadingBroke(RuntimeError):
    """The reading itself is wrong, not the file; the text is the child's traceback."""


class Child:
    """One process that reads files, one at a time."""

    def __init__(self) -> None:
        self._late = False
        self._process = subprocess.Popen(  # noqa: S603 - our own command line, no shell
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings()
        )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, job: Job, content: bytes) -> BankFile:
        """What the file says. Unreadable as the reader, or if it costs too much; Unavailable."""
        watch = threading.Timer(job.allowance.patience, self._end_late)
        watch.daemon = True
        watch.start()
        try:
            self._tell(job, content)
            return self._heard(job)
        except (EOFError, BrokenPipeError):
            raise self._fate(job) from None
        finally:
            watch.cancel()

    def _tell(self, job: Job, content: bytes) -> None:
        target = _pipe(self._process.stdin)
        send(target, packed(job))
        send(target, content)
        target.flush()

    def _heard(self, job: Job) -> BankFile:
        source = _pipe(self._process.stdout)
        kind = receive(source)
        frames = (receive(source) for _ in range(unpacked(receive(source))))
        if kind == READ:
            return unfolded(frames)
        if kind == TOO_LARGE:
            raise unreadable(Fault.MEMORY, job.name)
        told = unpacked(next(frames))
        if kind == REFUSED:
            error: FinanceError = told
            raise error
        raise ReadingBroke(told)

    def _fate(self, job: Job) -> FinanceError:
        """Why it ended without an answer."""
        if self._late or self._process.wait() in _TIME_OVER:
            return unreadable(Fault.TIME, job.name)
        return Unavailable("reading_ended", "file", {"file": job.name})

    def _end_late(self) -> None:
        self._late = True
        self._process.kill()

    def end(self) -> None:
        """End it, whatever it does; it is gone when this returns."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise TypeError(pipe)
    return pipe


class Resting:
    """Children nobody needs right now; each is ended when it was not needed for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._timers: dict[Child, threading.Timer] = {}
        if hasattr(os, "register_at_fork"):  # they are children of this process, not of its copies
            os.register_at_fork(after_in_child=self._timers.clear)

    def keep(self, one: Child) -> None:
        """Let it wait for the next file."""
        timer = threading.Timer(self._seconds, self._dismiss, [one])
        timer.daemon = True
        with self._lock:
            self._timers[one] = timer
        timer.start()

    def wake(self) -> Child | None:
        """A child that can be asked, if there is one."""
        while True:
            with self._lock:
                if not self._timers:
                    return None
                one, timer = self._timers.popitem()
            timer.cancel()
            if one.alive:
                return one
            one.end()

    def _dismiss(self, one: Child) -> None:
        with self._lock:
            found = self._timers.pop(one, None)
        if found is not None:
            one.end()

    def end(self) -> None:
        """End them all."""
        while (one := self.wake()) is not None:
            one.end()


class FilesApart:
    """Reads files ``at_once`` at a time, in children of this process.

    ``allowance`` says what a file of so many bytes may cost. A caller waits at most ``patience``
    seconds for a turn; a child that nobody needs for ``rest`` seconds is ended.
    """

    def __init__(
        self,
        allowance: Callable[[int], Allowance] = Allowance.of,
        *,
        at_once: int = 2,
        patience: float = 60.0,
        rest: float = 300.0,
    ) -> None:
        self._allowance = allowance
        self._turns = threading.BoundedSemaphore(at_once)
        self._patience = patience
        self._resting = Resting(rest)
        weakref.finalize(self, self._resting.end)

    def read(self, name: str, content: bytes, hints: Hints | None = None) -> BankFile:
        """Read ``content`` of the file called ``name``.

        Unreadable as the reader says, and with ``file_time`` or ``file_memory`` if it takes more
        than its allowance. Unavailable ``reading_busy`` or ``reading_ended``.
        """
        job = Job(name, hints or Hints(), self._allowance(len(content)))
        with self._turn(name), self._child(name, len(content)) as one:
            return one.ask(job, content)

    @contextmanager
    def _turn(self, name: str) -> Iterator[None]:
        if not self._turns.acquire(timeout=self._patience):
            raise Unavailable("reading_busy", "file", {"file": name})
        try:
            yield
        finally:
            self._turns.release()

    @contextmanager
    def _child(self, name: str, size: int) -> Iterator[Child]:
        """A child to ask, kept afterwards if the file was small and the child is as good as new.

        In place of one that read a large file a fresh one is there for the next.
        """
        one = self._resting.wake() or _started(name)
        fit = False
        try:
            yield one
            fit = True
        except Unreadable as error:
            fit = error.code not in {Fault.TIME, Fault.MEMORY}
            raise
        finally:
            if fit and size < _LARGE:
                self._resting.keep(one)
            else:
                one.end()
                if fit:
                    self._keep_fresh(name)

    def _keep_fresh(self, name: str) -> None:
        """Start a child for the next file; if that fails now, the next file says so."""
        with suppress(Unavailable):
            self._resting.keep(_started(name))


def _started(name: str) -> Child:
    try:
        return Child()
    except OSError as error:
        raise Unavailable("reading_ended", "file", {"file": name}) from error
