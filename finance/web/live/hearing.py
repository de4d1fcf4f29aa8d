"""What a page that asks may know of word that came, without knowing who else listens."""

from typing import Final, Protocol, cast
from uuid import UUID

from flask import current_app

HUB: Final = "finance.live"
"""Where the application keeps its hub."""


class _Hearing(Protocol):
    def quiet(self, book_id: UUID, since: float) -> bool: ...


def quiet(book_id: UUID, since: float) -> bool:
    """Whether surely nothing was committed in a book from ``since`` on; see ``Hub``."""
    return cast("_Hearing", current_app.extensions[HUB]).quiet(book_id, since)
