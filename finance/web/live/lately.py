"""When something last happened in each book, as far as this process has heard."""

import math
from typing import Final
from uuid import UUID

MOST: Final = 10_000
"""The most books that are remembered."""


class Lately:
    """Answers whether a page is as fresh as it was when it was drawn; instants are of one clock."""

    def __init__(self) -> None:
        self._since = math.inf
        self._last: dict[UUID, float] = {}

    @property
    def deaf(self) -> bool:
        """Whether nothing could be heard so far."""
        return self._since == math.inf

    def missed(self, at: float) -> None:
        """Nothing is known of what happened before ``at``."""
        self._since = at
        self._last.clear()

    def heard(self, book_id: UUID, at: float) -> None:
        """Word of a book came at ``at``; what is known of others may be given up for it."""
        if len(self._last) >= MOST and book_id not in self._last:
            self.missed(at)
        self._last[book_id] = at

    def quiet(self, book_id: UUID, since: float) -> bool:
        """Whether surely nothing happened in the book from ``since`` on."""
        return self._since < since and self._last.get(book_id, -math.inf) < since
