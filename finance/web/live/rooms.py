"""How many sockets there is room for: of one person in all processes, and in this one."""

import logging
import threading
from collections import Counter
from typing import Final
from uuid import UUID, uuid4

from finance.domain.errors import FinanceError
from finance.usecases.live import PER_PERSON, Live, sockets_many

UNKNOWN: Final = 100
"""The most sockets of one process that have not proved yet who they are."""

ALL: Final = 1000
"""The most sockets of one process."""

_LOG: Final = logging.getLogger(__name__)


class Rooms:
    """Counts the sockets of this process, and tells the others of those of known people."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._lock = threading.Lock()
        self._telling = threading.Lock()  # what is told is always the count of that moment
        self._taken: Counter[UUID | None] = Counter()
        self._process: UUID | None = None

    def take(self, user_id: UUID | None) -> None:
        """Keep room for one more; TooManyAttempts ``sockets_many``, Unavailable.

        It asks the database where the user is known.
        """
        if user_id is None:
            self._count(None, UNKNOWN)
            return
        with self._telling:
            taken = self._count(user_id, PER_PERSON)
            try:
                self._live.seat(self._id(), user_id, taken)
            except Exception:
                self.free(user_id)
                raise

    def free(self, user_id: UUID | None) -> None:
        """Give back room for one; others hear of it by ``tell``."""
        with self._lock:
            self._taken[user_id] -= 1
            if not self._taken[user_id]:
                del self._taken[user_id]

    def tell(self) -> None:
        """Tell the other processes what is taken here, and that this one is there."""
        with self._telling:
            with self._lock:
                known = {one: count for one, count in self._taken.items() if one is not None}
            try:
                self._live.keep(self._id(), known)
            except FinanceError as error:  # said again in some seconds
                _LOG.warning("what is kept here was not told: %s", error.code)

    def _count(self, user_id: UUID | None, most: int) -> int:
        with self._lock:
            if self._taken[user_id] >= most or self._taken.total() >= ALL:
                raise sockets_many(most)
            self._taken[user_id] += 1
            return self._taken[user_id]

    def _id(self) -> UUID:
        """The id of this process, made in it and not in the one it was forked from."""
        if self._process is None:
            self._process = uuid4()
        return self._process
