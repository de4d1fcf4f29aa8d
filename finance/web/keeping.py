"""Parts of pages that are drawn once for what they show and kept, until others are asked for more.

A part is known by everything it is drawn from, so what is kept is never out of date and nobody is
shown what another one sees: a changed row, another language, another role is another part. Values
read by the adapters come as the same objects for the same content; ``Same`` compares just that,
and holds them, so that no other object can ever take their place in memory.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from flask import Flask, Response, g, request
from markupsafe import Markup

from finance.web.filters import locale_tag
from finance.web.forms_token import token

_T = TypeVar("_T")

MOST: Final = 6_000_000
"""How many bytes are kept by a process."""
_SHARE: Final = 10
_HELD: Final = 50  # bytes of a value that was read, a fifth of them: the parts of a page share it

_HERE: Final = f"\0{secrets.token_hex(16)}\0"  # nobody's text has it: no answer ever told it
_TOKEN: Final = f"{_HERE}token"
_MARK: Final = _HERE.encode()
_SIGNED: Final = _TOKEN.encode()

Part = tuple[bytes, ...]
"""A part as it is kept: what stands before, between and behind the places of the token."""

_PARTS: Final = "kept_parts"
_DRAWING: Final = "drawing_kept_part"


class Same(Generic[_T]):
    """Some objects: equal to the very same ones in the same order, whatever they hold."""

    __slots__ = ("_hash", "_ids", "held")

    def __init__(self, held: Iterable[_T]) -> None:
        self.held = tuple(held)
        self._ids = tuple(map(id, self.held))
        self._hash = hash(self._ids)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        # While both hold their objects, no two of them have the same id.
        return isinstance(other, Same) and self._ids == other._ids


class Kept:
    """The parts used last, at most ``most`` bytes of them and of what they are known by.

    One that would take a tenth of that is not kept at all: it would drive out the others.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: OrderedDict[Hashable, tuple[Part, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, draw: Callable[[], Part]) -> Part:
        """The part known as ``key``, drawn if it is not there."""
        with self._lock:
            if found := self._parts.get(key):
                self._parts.move_to_end(key)
                return found[0]
        drawn = draw()
        size = sum(map(len, drawn)) + _weight(key)
        if size * _SHARE > self._most:
            return drawn
        with self._lock:
            self._size += size - self._parts.pop(key, ((), 0))[1]
            self._parts[key] = drawn, size
            while self._size > self._most:
                self._size -= self._parts.popitem(last=False)[1][1]
        return drawn

    def clear(self) -> None:
        """Keep nothing that was kept so far."""
        with self._lock:
            self._parts.clear()
            self._size = 0


def _weight(key: Hashable) -> int:
    """About how many bytes a key has, its share of what it holds with others included."""
    if isinstance(key, Same):
        return _HELD * sum(len(one) for one in key.held if isinstance(one, tuple))
    return sum(map(_weight, key)) if isinstance(key, tuple) else len(repr(key))


KEPT: Final = Kept(MOST)
"""The parts of this process."""


def register(app: Flask) -> None:
    """Give templates ``kept``.

    ``{% call(token) kept(key) %}`` draws what is inside once for ``key``, the language of the
    request and where the program stands on its host; a ``key`` of None draws it every time. Forms
    inside write ``token`` where the token of this request is to stand. A part within a part is
    drawn and kept with it.

    A template leaves only a mark where a part is to stand, and the answer is put together when it
    is complete: a list has tens of kilobytes, and templates copy and encode what they are handed.
    """
    app.jinja_env.globals.update(kept=_kept, framed=_unframed)
    app.after_request(_together)


def _unframed(*_: object) -> None:
    """Where nobody is signed in the frame is drawn every time."""


def _kept(key: Hashable | None, caller: Callable[..., Any]) -> Markup:
    if _DRAWING in g:
        return Markup(caller(_TOKEN))  # noqa: S704 - templates escape what they draw
    if key is None:
        return Markup(caller(token()))  # noqa: S704 - the same
    part = KEPT.get((key, locale_tag(), request.root_path), lambda: _drawn(caller))
    parts: list[Part] = g.setdefault(_PARTS, [])
    parts.append(part)
    return Markup(f"{_HERE}{len(parts) - 1}{_HERE}")  # noqa: S704 - our own mark


def _drawn(caller: Callable[..., Any]) -> Part:
    setattr(g, _DRAWING, True)
    try:
        return tuple(str(caller(_TOKEN)).encode().split(_SIGNED))
    finally:
        g.pop(_DRAWING)


def _together(response: Response) -> Response:
    """The answer with the parts it has marks for, and this request's token in their forms."""
    parts = g.pop(_PARTS, None)
    if parts and not response.is_streamed:
        signed = token().encode()
        pieces = response.get_data().split(_MARK)
        pieces[1::2] = [signed.join(parts[int(at)]) for at in pieces[1::2]]
        response.set_data(b"".join(pieces))
    return response
