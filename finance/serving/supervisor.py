"""Keeps the web server, the clock and the private database up until a signal comes."""

import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from finance.domain.errors import Unavailable
from finance.serving.database import healed
from finance.serving.listening import answers
from finance.serving.process import Process
from finance.serving.web import command
from finance.settings import Settings, environment

Say = Callable[[str], None]

_FIRST_ANSWER: Final = 90.0
_STEP: Final = 1.0
_OFTEN: Final = 5
_WINDOW: Final = 60.0
_CLOCK: Final = (sys.executable, "-m", "finance.serving.clock")


@dataclass(slots=True)
class Child:
    """A process of ours that is started again when it dies; ``starts`` are its last ones."""

    command: Sequence[str]
    settings: Settings
    descriptors: tuple[int, ...] = ()
    process: Process | None = None
    starts: list[float] = field(default_factory=list)

    @property
    def gone(self) -> bool:
        """Whether it does not run."""
        return self.process is None or self.process.ended()

    @property
    def tired(self) -> bool:
        """Whether it was started so often of late that once more would not help."""
        now = time.monotonic()
        self.starts = [then for then in self.starts if now - then < _WINDOW]
        return len(self.starts) >= _OFTEN

    def launch(self) -> None:
        """Start it anew; it waits for ``let_go``."""
        self.starts.append(time.monotonic())
        self.stop()
        self.process = Process(self.command, environment(self.settings), self.descriptors)

    def let_go(self) -> None:
        """Tell it to begin."""
        if self.process is not None:
            self.process.let_go()

    def stop(self) -> None:
        """End it, if it runs."""
        if self.process is not None:
            self.process.stop()


@dataclass(slots=True)
class Supervisor:
    """Watches over one web server at ``listener`` and one clock.

    ``private`` watches over the database too. ``settings`` are complete: a child started with them
    needs nothing else.
    """

    settings: Settings
    listener: socket.socket
    private: bool
    say: Say
    _web: Child = field(init=False)
    _clock: Child = field(init=False)

    def __post_init__(self) -> None:
        number = self.listener.fileno()
        self._web = Child(command(self.listener, self.settings), self.settings, (number,))
        self._clock = Child(_CLOCK, self.settings)

    def prepare(self) -> None:
        """Let the web server load meanwhile; it answers nobody before ``open``."""
        self._web.launch()

    def open(self) -> None:
        """Returns when the web server answers. Unavailable ``web_failed`` if it never does."""
        self._web.let_go()
        until = time.monotonic() + _FIRST_ANSWER
        while not answers(self.listener):
            if self._web.gone or time.monotonic() > until:
                raise Unavailable("web_failed")
            time.sleep(0.05)

    def watch(self) -> None:
        """Start the clock, and heal what dies, until an exception (a signal's) ends it.

        Unavailable ``web_failed`` if the web server dies again and again.
        """
        # Only now: nothing is to be in the way of the first answer.
        self._start(self._clock)
        while True:
            time.sleep(_STEP)
            if self.private and healed(self.settings):
                self.say("The database had stopped; it runs again.")
            self._heal_web()
            self._heal_clock()

    def stop(self) -> None:
        """End both, letting open requests and what has begun finish for a few seconds."""
        self._clock.stop()
        self._web.stop()

    def _heal_web(self) -> None:
        if self._web.gone:
            self.say("The web server stopped; starting it again.")
            if self._web.tired:
                raise Unavailable("web_failed")
            self._start(self._web)

    def _heal_clock(self) -> None:
        """Pages are served without it, so one that dies again and again is tried less often."""
        if self._clock.gone and not self._clock.tired:
            self.say("The clock stopped; starting it again.")
            self._start(self._clock)

    @staticmethod
    def _start(child: Child) -> None:
        child.launch()
        child.let_go()
