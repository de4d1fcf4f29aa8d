"""Rows that are read once: equal rows say the same, so what they say is kept for the next time.

Unless they say much: years of a thousand categories are tens of megabytes, and who asks for other
years each time must not fill the memory with them.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any, Final, TypeVar

_Read = TypeVar("_Read")

MOST: Final = 4_000
"""Values up to which what was read is kept: those of a hundred accounts in three years."""
_KEPT: Final = 64
_VALUE: Final = 60  # characters of one value in a text

Rows = Sequence[tuple[Any, ...]]
Reading = Callable[[Rows], _Read]


def read_once(values: Callable[[Rows], int]) -> Callable[[Reading[_Read]], Reading[_Read]]:
    """Let what is decorated be done once for equal rows; ``values`` says how many they hold."""

    def once(read: Reading[_Read]) -> Reading[_Read]:
        kept = lru_cache(maxsize=_KEPT)(read)

        @wraps(read)
        def asked(rows: Rows) -> _Read:
            known = tuple(rows)
            return kept(known) if values(known) <= MOST else read(known)

        return asked

    return once


def in_texts(rows: Rows) -> int:
    """About how many values there are in texts at the end of each of ``rows``."""
    return sum(len(row[-1] or "") for row in rows) // _VALUE
