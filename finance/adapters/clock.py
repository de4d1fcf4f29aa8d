"""The present, and ids that follow it."""

import os
import random
import threading
import time
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

_FIRST_PAUSE: Final = 0.0025  # seconds
_RANDOM_BITS: Final = 74
_LOW_BITS: Final = 62


def now() -> datetime:
    """The present instant, aware, UTC."""
    return datetime.now(UTC)


def pause(attempt: int) -> None:
    """Wait a moment before the ``attempt``-th further try: longer each time, never in step."""
    time.sleep(_FIRST_PAUSE * 2**attempt * (0.5 + random.random()))  # noqa: S311 - no secret


class UuidSource:
    """Makes UUIDv7 (RFC 9562, section 5.7), each sorting after the one before.

    48 bits of Unix milliseconds, then 74 random bits; within one millisecond the random part
    counts on from the last one by a random step (method 2 of section 6.2).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = (0, 0)

    def __call__(self) -> UUID:
        """A new id."""
        milliseconds = int(now().timestamp() * 1000)
        with self._lock:
            before, counted = self._last
            if milliseconds > before:
                # The highest bit stays free, so that counting on never overflows.
                counted = int.from_bytes(os.urandom(10)) & ((1 << (_RANDOM_BITS - 1)) - 1)
            else:
                milliseconds = before
                counted += 1 + int.from_bytes(os.urandom(4))
            self._last = (milliseconds, counted)
        high, low = counted >> _LOW_BITS, counted & ((1 << _LOW_BITS) - 1)
        fixed = (milliseconds << 80) | (0x7 << 76) | (0b10 << _LOW_BITS)
        return UUID(int=fixed | (high << 64) | low)


new_id: Final = UuidSource()
