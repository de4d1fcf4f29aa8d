"""Word of what happened from the database: LISTEN on a connection of its own.

The connection is kept by one thread of the process, begun when somebody first listens. It goes to
the database directly: behind a pool that lends connections for one transaction nothing is heard,
though LISTEN succeeds. So whoever begins to listen says a word of its own, and counts as listening
when that is heard.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

import psycopg
from sqlalchemy import Engine

from finance.adapters.postgres.word import CHANNEL, heard, said, telling
from finance.usecases.live import Word

Call = Callable[[Word | None], None]

_LOG: Final = logging.getLogger(__name__)
_PATIENCE: Final = 20.0  # seconds of silence after which it is tried whether anybody is there
_SHORTEST: Final = 0.5
_LONGEST: Final = 15.0
_ECHO: Final = 5_000  # milliseconds until one's own word must be back
_ALIVE: Final = {"keepalives": 1, "keepalives_idle": 20, "keepalives_interval": 5}


def hears(connection: psycopg.Connection[Any], engine: Engine, patience: int = _ECHO) -> bool:
    """Whether a connection that listens hears what one of the engine's says.

    It is given ``patience`` milliseconds.
    """
    of = uuid4()
    statement, given = telling(of, "echo")
    with engine.begin() as speaking:
        speaking.exec_driver_sql(statement, given)
    end = time.monotonic() + patience / 1000
    while (left := end - time.monotonic()) > 0:
        for one in connection.notifies(timeout=left, stop_after=1):
            if one.payload == said(of, "echo"):
                return True
    return False


class PostgresFeed:
    """The ``Feed`` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def follow(self, call: Call) -> None:
        """Call with each word, from a thread of its own."""
        threading.Thread(target=self._keep_on, args=(call,), name="word", daemon=True).start()

    def _keep_on(self, call: Call) -> None:
        wait = _SHORTEST
        while True:
            began = time.monotonic()
            try:
                self._listen(call)
            except (psycopg.Error, ValueError) as error:  # lost, or a word that is none of ours
                _LOG.warning("word was lost, trying again: %s", str(error).partition("\n")[0])
            wait = _SHORTEST if time.monotonic() - began > _LONGEST else min(2 * wait, _LONGEST)
            time.sleep(wait)

    def _listen(self, call: Call) -> None:
        with self._connected() as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            if not hears(connection, self._engine):
                raise psycopg.OperationalError("not even our own word is heard")
            call(None)
            while True:
                for notify in connection.notifies(timeout=_PATIENCE):
                    call(heard(notify.payload))
                connection.execute("SELECT 1")

    def _connected(self) -> psycopg.Connection[Any]:
        places, options = self._engine.dialect.create_connect_args(self._engine.url)
        return psycopg.connect(*places, **{**options, **_ALIVE}, autocommit=True)
