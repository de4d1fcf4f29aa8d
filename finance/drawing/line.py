"""A running total by day against what is usual: you, the usual, its band, today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from finance.drawing.grid import Sheet, beneath, gridlines, sheet
from finance.drawing.paint import EDGE, INK, SOFT, VERDIGRIS
from finance.drawing.scale import Scale, Tick, vertical
from finance.drawing.svg import Caption, element, number, picture, words

_TOO_FAR_RIGHT: Final = 0.72
_LINE: Final = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Totals at the end of each day of a period of ``days`` days (at least one), first day first.

    ``points`` may stop early (today is its last day if ``today`` labels it); ``usual`` and
    ``band`` (low, high) cover all days or are empty. ``days_named``: (position from 0, label).
    All texts come written. Values are minor units of one currency.
    """

    caption: Caption
    days: int
    points: tuple[int, ...]
    points_label: str
    ticks: tuple[Tick, ...]
    days_named: tuple[tuple[int, str], ...]
    usual: tuple[int, ...] = ()
    usual_label: str = ""
    band: tuple[tuple[int, int], ...] = ()
    today: str = ""
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    paper: Sheet
    across: Scale
    up: Scale

    def place(self, day: int, value: float) -> tuple[float, float]:
        return self.across.at(day), self.up.at(value)

    def path(self, values: Sequence[float]) -> str:
        places = (self.place(day, value) for day, value in enumerate(values))
        return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places)


def draw_line(line: Line, *, phone: bool = False) -> str:
    """The picture, wide or in the shape of a telephone."""
    paper = sheet(line.ticks, phone=phone)
    across = Scale(0, max(1, line.days - 1), paper.left, paper.end)
    plan = _Plan(paper, across, vertical(line.ticks, paper.top, paper.floor))
    named = [(across.at(day), label) for day, label in line.days_named]
    parts = (
        gridlines(paper, line.ticks),
        _band(plan, line),
        _usual(plan, line),
        _today(plan, line),
        _you(plan, line),
        beneath(paper, named),
        _tips(plan, line),
    )
    return picture(line.caption, paper.width, paper.height, "".join(parts))


def _band(plan: _Plan, line: Line) -> str:
    if not line.band:
        return ""
    there = plan.path([high for _, high in line.band])
    last = len(line.band) - 1
    back = (plan.place(last - at, low) for at, (low, _) in enumerate(reversed(line.band)))
    path = there + "".join(f"L{number(x)} {number(y)}" for x, y in back) + "Z"
    return element("path", {"d": path, "class": "band", "fill": SOFT})


def _usual(plan: _Plan, line: Line) -> str:
    if not line.usual:
        return ""
    stroke: dict[str, str | float] = {"class": "usual", "stroke": VERDIGRIS, "fill": "none"}
    curve = element("path", {"d": plan.path(line.usual), **stroke, "stroke_dasharray": "3 3"})
    tops = [high for _, high in line.band] or list(line.usual)
    x, y = plan.place(len(tops) - 1, tops[-1])
    return curve + words((x, max(y - 6, 11)), line.usual_label, anchor="end")


def _today(plan: _Plan, line: Line) -> str:
    if not (line.today and line.points):
        return ""
    x = plan.across.at(len(line.points) - 1)
    rule: dict[str, str | float] = {"x1": x, "x2": x, "y1": 4, "y2": plan.paper.floor}
    stroke: dict[str, str | float] = {"class": "today", "stroke": EDGE, "stroke_dasharray": "2 3"}
    late = x > plan.paper.width * _TOO_FAR_RIGHT
    side, anchor = (x - 5, "end") if late else (x + 5, "start")
    return element("line", rule | stroke) + words((side, 12), line.today, anchor=anchor)


def _you(plan: _Plan, line: Line) -> str:
    if not line.points:
        return ""
    stroke: dict[str, str | float] = {"class": "you", "stroke": INK, "fill": "none"}
    shape: dict[str, str | float] = {"stroke_width": 2, "stroke_linejoin": "round"}
    curve = element("path", {"d": plan.path(line.points), **stroke, **shape})
    x, y = plan.place(len(line.points) - 1, line.points[-1])
    dot = element("circle", {"cx": x, "cy": y, "r": 4, "class": "you-dot", "fill": INK})
    late = x > plan.paper.width * _TOO_FAR_RIGHT
    side, anchor = (x - 8, "end") if late else (x + 8, "start")
    place = (side, _label(plan, y))
    text = words(place, line.points_label, anchor=anchor, look="strong")
    return curve + dot + text


def _label(plan: _Plan, y: float) -> float:
    """The baseline of the label of the last point: beneath it, or above where there is no room."""
    below = y + _LINE + 1
    return below if below < plan.paper.floor - 2 else y - 10


def _tips(plan: _Plan, line: Line) -> str:
    """A strip for each day that says its numbers under the pointer; nothing to see."""
    width = (plan.paper.end - plan.paper.left) / max(1, line.days - 1)
    tall = plan.paper.floor - plan.paper.top
    place: dict[str, str | float] = {"y": plan.paper.top, "width": width, "height": tall}
    look: dict[str, str | float] = {"class": "tip", "fill": "none", "pointer_events": "all"}
    return "".join(
        element("rect", {"x": plan.across.at(day) - width / 2, **place, **look, "data_tip": tip})
        for day, tip in enumerate(line.tips)
    )
