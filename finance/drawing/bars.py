"""In and out by month, side by side, over a zero line."""

from dataclasses import dataclass
from typing import Final

from finance.drawing.grid import Sheet, beneath, gridlines, sheet
from finance.drawing.paint import INK, PALE
from finance.drawing.scale import Scale, Tick, vertical
from finance.drawing.svg import Caption, element, picture, words

_WIDEST: Final = 26.0


@dataclass(frozen=True, slots=True)
class Month:
    """What came in and what went out in a period, both positive as a rule; the tips say them."""

    label: str
    came_in: int
    went_out: int
    in_tip: str = ""
    out_tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Periods, earliest first, and the two words that name the colours.

    On a phone each ``phone_every``-th period is named, counted from the last.
    """

    caption: Caption
    months: tuple[Month, ...]
    ticks: tuple[Tick, ...]
    in_label: str
    out_label: str
    phone_every: int = 2


def draw_bars(bars: Bars, *, phone: bool = False) -> str:
    """The picture, wide or in the shape of a telephone."""
    paper = sheet(bars.ticks, phone=phone)
    scale = vertical(bars.ticks, paper.top, paper.floor)
    width = (paper.end - paper.left) / max(1, len(bars.months))
    centres = [paper.left + width * (at + 0.5) for at in range(len(bars.months))]
    every = bars.phone_every if phone else 1
    last = len(bars.months) - 1
    named = [
        (x, month.label)
        for at, (x, month) in enumerate(zip(centres, bars.months, strict=True))
        if (last - at) % every == 0
    ]
    drawn = (_pair(month, x, width, scale) for x, month in zip(centres, bars.months, strict=True))
    parts = (gridlines(paper, bars.ticks), *drawn, beneath(paper, named), _key(bars, paper))
    return picture(bars.caption, paper.width, paper.height, "".join(parts))


def _pair(month: Month, x: float, width: float, scale: Scale) -> str:
    wide = min(_WIDEST, width * 0.3)
    came = _bar(x - wide - 1, wide, month.came_in, scale)
    went = _bar(x + 1, wide, month.went_out, scale)
    look: dict[str, str | float] = {"class": "in", "fill": PALE, "data_tip": month.in_tip}
    other: dict[str, str | float] = {"class": "out", "fill": INK, "data_tip": month.out_tip}
    return element("rect", came | look) + element("rect", went | other)


def _bar(x: float, wide: float, value: int, scale: Scale) -> dict[str, str | float]:
    here, zero = scale.at(value), scale.at(0)
    return {"x": x, "y": min(here, zero), "width": wide, "height": abs(here - zero), "rx": 1.5}


def _key(bars: Bars, paper: Sheet) -> str:
    """The two words, in the colours of their bars, at the top right."""
    if not bars.months:
        return ""
    out = words((paper.end, 12), bars.out_label, anchor="end", look="strong")
    gap = 7.5 * len(bars.out_label) + 14
    square: dict[str, str | float] = {"y": 4, "width": 9, "height": 9, "rx": 2}
    out_at, in_at = paper.end - gap, paper.end - gap - 8
    into = words((in_at, 12), bars.in_label, anchor="end", look="strong")
    in_square = in_at - 7.5 * len(bars.in_label) - 14
    return (
        into
        + element("rect", {"x": in_square, **square, "class": "in", "fill": PALE})
        + out
        + element("rect", {"x": out_at, **square, "class": "out", "fill": INK})
    )
