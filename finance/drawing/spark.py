"""A line the size of a word: how a value moved, its last point marked."""

from dataclasses import dataclass
from typing import Final

from finance.drawing.paint import EDGE, VERDIGRIS
from finance.drawing.scale import Scale
from finance.drawing.svg import Caption, element, number, picture

_WIDTH: Final = 96.0
_HEIGHT: Final = 24.0
_EDGE: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """Values at even steps, earliest first; minor units of one currency."""

    caption: Caption
    values: tuple[int, ...]


def draw_spark(spark: Spark) -> str:
    """The picture; with a zero line where values lie on both sides of it."""
    low, high = min(spark.values, default=0), max(spark.values, default=0)
    across = Scale(0, max(1, len(spark.values) - 1), _EDGE, _WIDTH - _EDGE)
    up = Scale(low, high, _HEIGHT - _EDGE, _EDGE)
    zero = _zero(up.at(0)) if low < 0 < high else ""
    places = [(across.at(at), up.at(value)) for at, value in enumerate(spark.values)]
    curve = _curve(places) if places else ""
    return picture(spark.caption, _WIDTH, _HEIGHT, zero + curve)


def _zero(y: float) -> str:
    ends: dict[str, str | float] = {"x1": 0, "x2": _WIDTH, "y1": y, "y2": y}
    return element("line", ends | {"class": "zero", "stroke": EDGE, "stroke_width": 0.75})


def _curve(places: list[tuple[float, float]]) -> str:
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places)
    look: dict[str, str | float] = {"class": "spark", "stroke": VERDIGRIS, "fill": "none"}
    x, y = places[-1]
    dot = element("circle", {"cx": x, "cy": y, "r": 2.2, "class": "in", "fill": VERDIGRIS})
    return element("path", {"d": path, **look, "stroke_width": 1.5}) + dot
