"""A ring of parts of a whole, the whole in its middle."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from finance.drawing.paint import PAPER, SERIES
from finance.drawing.svg import Caption, element, number, picture, words

_SIZE: Final = 160.0
_OUTER: Final = 78.0
_INNER: Final = 51.0
_MOST: Final = len(SERIES) - 1
_LONG: Final = 8  # letters that fill the middle
_HALF: Final = 0.5
_ALL: Final = 0.999  # an arc that ends where it begins would vanish


@dataclass(frozen=True, slots=True)
class Part:
    """One part, in minor units; one of zero or less takes no room. ``tip`` says it in words."""

    value: int
    tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Parts in the order of their colours, at most six; the sixth is everything else.

    ``total`` and ``total_label`` stand in the middle.
    """

    caption: Caption
    parts: tuple[Part, ...]
    total: str
    total_label: str


def largest(values: Sequence[int], most: int = _MOST) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The positions of the largest positive ``values``, largest first, and of all the others.

    At most ``most`` are named; one more is named rather than left alone among the others. Values
    of zero or less are in neither.
    """
    order = sorted((at for at, value in enumerate(values) if value > 0), key=lambda at: -values[at])
    cut = most + 1 if len(order) == most + 1 else most
    return tuple(order[:cut]), tuple(order[cut:])


def swatch(position: int) -> str:
    """The class of the part at ``position``, for the square beside its name: ``s1`` to ``s6``."""
    return f"s{min(position, _MOST) + 1}"


def draw_ring(ring: Ring) -> str:
    """The picture, a square; with nothing to show, an empty ring."""
    whole = sum(part.value for part in ring.parts if part.value > 0)
    shapes = _shapes(ring, whole) if whole else _round("s6", SERIES[-1])
    middle = _SIZE / 2
    label = words((middle, middle + 20), ring.total_label, anchor="middle")
    size = 24 if len(ring.total) < _LONG else 17
    total = words(
        (middle, middle + 5), ring.total, anchor="middle", look="strong display", size=size
    )
    return picture(ring.caption, _SIZE, _SIZE, shapes + total + label)


def _shapes(ring: Ring, whole: int) -> str:
    start, drawn = 0, []
    for at, part in enumerate(ring.parts):
        if part.value > 0:
            drawn.append(_part(at, part, start / whole, (start + part.value) / whole))
            start += part.value
    return "".join(drawn)


def _part(at: int, part: Part, start: float, end: float) -> str:
    fill = SERIES[min(at, _MOST)]
    if end - start > _ALL:
        return _round(swatch(at), fill, part.tip)
    look: dict[str, str | float] = {"class": f"{swatch(at)} gap", "fill": fill, "stroke": PAPER}
    path = _path(start, end)
    return element("path", {"d": path, **look, "stroke_width": 1.5, "data_tip": part.tip})


def _round(look: str, fill: str, tip: str = "") -> str:
    middle, radius, width = _SIZE / 2, (_OUTER + _INNER) / 2, _OUTER - _INNER
    place: dict[str, str | float] = {"cx": middle, "cy": middle, "r": radius, "fill": "none"}
    paint: dict[str, str | float] = {"class": f"whole {look}", "stroke": fill}
    return element("circle", place | paint | {"stroke_width": width, "data_tip": tip})


def _path(start: float, end: float) -> str:
    """From ``start`` to ``end``, shares of a turn from the top, clockwise."""
    far = 1 if end - start > _HALF else 0
    outer, inner = number(_OUTER), number(_INNER)
    return (
        f"M{_at(start, _OUTER)}A{outer} {outer} 0 {far} 1 {_at(end, _OUTER)}"
        f"L{_at(end, _INNER)}A{inner} {inner} 0 {far} 0 {_at(start, _INNER)}Z"
    )


def _at(turn: float, radius: float) -> str:
    angle, middle = 2 * math.pi * turn, _SIZE / 2
    return (
        f"{number(middle + radius * math.sin(angle))} {number(middle - radius * math.cos(angle))}"
    )
