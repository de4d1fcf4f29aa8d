"""Parts of pages that are drawn once for what they show and kept, until others are asked for more.

A part is known by everything it is drawn from, so what is kept is never out of date and nobody is
shown what another one sees: a changed row, another language, another role is another part. Values
read by the adapters come as the same objects for the same content; ``Same`` compares just that,
and holds them, so that no other object can ever take their place in memory.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from flask import Flask, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from finance.web.filters import locale_tag

_T = TypeVar("_T")

MOST: Final = 6_000_000
"""How many characters are kept by a process."""

_MARK: Final = "\N{LEFT BLACK LENTICULAR BRACKET}token\N{RIGHT BLACK LENTICULAR BRACKET}"


class Same(Generic[_T]):
    """Some objects: equal to the very same ones in the same order, whatever they hold."""

    __slots__ = ("_hash", "held")

    def __init__(self, held: Iterable[_T]) -> None:
        self.held = tuple(held)
        self._hash = hash(tuple(map(id, self.held)))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Same) or len(self.held) != len(other.held):
            return False
        return all(one is another for one, another in zip(self.held, other.held, strict=True))


class Kept:
    """The parts used last, at most ``most`` characters of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: OrderedDict[Hashable, Markup] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, draw: Callable[[], Markup]) -> Markup:
        """The part known as ``key``, drawn if it is not there."""
        with self._lock:
            if found := self._parts.get(key):
                self._parts.move_to_end(key)
                return found
        drawn = draw()
        with self._lock:
            self._size += len(drawn) - len(self._parts.pop(key, ""))
            self._parts[key] = drawn
            while self._size > self._most:
                self._size -= len(self._parts.popitem(last=False)[1])
        return drawn

    def clear(self) -> None:
        """Keep nothing that was kept so far."""
        with self._lock:
            self._parts.clear()
            self._size = 0


KEPT: Final = Kept(MOST)
"""The parts of this process."""


def register(app: Flask) -> None:
    """Give templates ``kept``.

    ``{% call(token) kept(key) %}`` draws what is inside once for ``key``, the language of the
    request and where the program stands on its host; a ``key`` of None draws it every time. Forms
    inside write ``token`` where the token of this request is to stand.
    """
    app.jinja_env.globals.update(kept=_kept, framed=_unframed)


def _unframed(*_: object) -> None:
    """Where nobody is signed in the frame is drawn every time."""


def _kept(key: Hashable | None, caller: Callable[..., Any]) -> Markup:
    if key is None:
        return Markup(caller(generate_csrf()))  # noqa: S704 - templates escape what they draw
    whole = (key, locale_tag(), request.root_path)
    drawn = KEPT.get(whole, lambda: Markup(caller(_MARK)))  # noqa: S704 - the same
    return drawn.replace(_MARK, generate_csrf()) if _MARK in drawn else drawn
