"""Lists in pages: a limit, an opaque cursor, and what a page of anything looks like."""

import base64
import binascii
import json
from datetime import date
from functools import cached_property
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from finance.domain.errors import Invalid
from finance.usecases.readings import Position
from finance.web.api.kinds import Asked, Limit, Shape

_Item = TypeVar("_Item", bound=Shape)
_DIGITS: Final = 9


class Paged(Asked):
    """How much of a list, and from where on."""

    limit: Limit = 50
    cursor: str | None = None


class Page(Shape, Generic[_Item]):
    """One page of a list; ``next_cursor`` asks for the one after it, null at the end."""

    items: list[_Item]
    next_cursor: str | None

    def in_json(self) -> str:
        """The page as JSON text, written once."""
        return self._text

    @cached_property
    def _text(self) -> str:
        items = ",".join([item.in_json() for item in self.items])  # who may know it already
        return f'{{"items":[{items}],"next_cursor":{json.dumps(self.next_cursor)}}}'

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """``TransactionPage`` rather than ``Page[Transaction]``."""
        return f"{params[0].__name__}Page"


def cursor_of(position: Position | None) -> str | None:
    """The cursor that stands for a place in a list by date and id."""
    if position is None:
        return None
    return _coded(f"{position.date.isoformat()} {position.id}")


def position_of(cursor: str | None) -> Position | None:
    """The place a cursor stands for; Invalid ``cursor_unreadable``."""
    if cursor is None:
        return None
    day, _, id_ = _decoded(cursor).partition(" ")
    try:
        return Position(date.fromisoformat(day), UUID(id_))
    except ValueError:
        raise _unreadable(cursor) from None


def id_cursor_of(id_: UUID | None) -> str | None:
    """The cursor that stands for a place in a list by id."""
    return None if id_ is None else _coded(str(id_))


def id_of(cursor: str | None) -> UUID | None:
    """The id a cursor stands for; Invalid ``cursor_unreadable``."""
    if cursor is None:
        return None
    try:
        return UUID(_decoded(cursor))
    except ValueError:
        raise _unreadable(cursor) from None


def place_cursor_of(place: int | None) -> str | None:
    """The cursor that stands for a place in a numbered list."""
    return None if place is None else _coded(str(place))


def place_of(cursor: str | None) -> int:
    """The place a cursor stands for, 0 without one; Invalid ``cursor_unreadable``."""
    if cursor is None:
        return 0
    told = _decoded(cursor)
    if not told.isdigit() or len(told) > _DIGITS:
        raise _unreadable(cursor)
    return int(told)


def _coded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("ascii")).decode("ascii").rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (ValueError, binascii.Error):
        raise _unreadable(cursor) from None


def _unreadable(cursor: str) -> Invalid:
    return Invalid("cursor_unreadable", "cursor", {"text": cursor[:80]})
