"""Keeps the web server and the private database up until a signal comes."""

import socket
import time
from collections.abc import Callable
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


@dataclass(slots=True)
class Supervisor:
    """Watches over one web server at ``listener``; ``private`` watches over the database too.

    ``settings`` are complete: a child started with them needs nothing else.
    """

    settings: Settings
    listener: socket.socket
    private: bool
    say: Say
    _web: Process | None = None
    _starts: list[float] = field(default_factory=list)

    def prepare(self) -> None:
        """Let the web server load meanwhile; it answers nobody before ``open``."""
        self._launch()

    def open(self) -> None:
        """Returns when the web server answers. Unavailable ``web_failed`` if it never does."""
        self._let_go()
        until = time.monotonic() + _FIRST_ANSWER
        while not answers(self.listener):
            if self._gone() or time.monotonic() > until:
                raise Unavailable("web_failed")
            time.sleep(0.05)

    def watch(self) -> None:
        """Heal what dies, until an exception (a signal's) ends it.

        Unavailable ``web_failed`` if the web server dies again and again.
        """
        while True:
            time.sleep(_STEP)
            if self.private and healed(self.settings):
                self.say("The database had stopped; it runs again.")
            if self._gone():
                self.say("The web server stopped; starting it again.")
                self._launch()
                self._let_go()

    def stop(self) -> None:
        """End the web server, letting open requests finish for a few seconds."""
        if self._web is not None:
            self._web.stop()

    def _let_go(self) -> None:
        if self._web is not None:
            self._web.let_go()

    def _gone(self) -> bool:
        return self._web is None or self._web.ended()

    def _launch(self) -> None:
        now = time.monotonic()
        self._starts = [then for then in self._starts if now - then < _WINDOW]
        if len(self._starts) >= _OFTEN:
            raise Unavailable("web_failed")
        self._starts.append(now)
        self.stop()
        number = self.listener.fileno()
        line = command(self.listener, self.settings)
        self._web = Process(line, environment(self.settings), (number,))
