"""What lies behind a chart with two axes: gridlines, the zero line, labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from finance.drawing.paint import EDGE, LINE
from finance.drawing.scale import Scale, Tick, vertical
from finance.drawing.svg import element, words

_LETTER: Final = 7.0  # the width of a figure at 12 units


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper of a chart: its size, and the margins kept for labels."""

    width: float
    height: float
    left: float
    top: float = 22.0
    right: float = 10.0
    bottom: float = 24.0

    @property
    def end(self) -> float:
        """The right end of the part that is drawn on."""
        return self.width - self.right

    @property
    def floor(self) -> float:
        """The lower end of the part that is drawn on."""
        return self.height - self.bottom


def sheet(ticks: Sequence[Tick], *, phone: bool) -> Sheet:
    """Paper for these labels: wide, or the shape of a telephone with letters as large."""
    width, height = (360.0, 230.0) if phone else (600.0, 210.0)
    longest = max((len(tick.label) for tick in ticks), default=0)
    return Sheet(width=width, height=height, left=12 + _LETTER * longest)


def gridlines(paper: Sheet, ticks: Sequence[Tick]) -> str:
    """A faint line and a label for every tick; the zero line stands out."""
    scale = vertical(ticks, paper.top, paper.floor)
    return "".join(_line(paper, scale, tick) for tick in ticks)


def _line(paper: Sheet, scale: Scale, tick: Tick) -> str:
    y = scale.at(tick.at)
    look, stroke = ("grid", LINE) if tick.at else ("zero", EDGE)
    rule = element(
        "line",
        {"x1": paper.left, "x2": paper.end, "y1": y, "y2": y, "class": look, "stroke": stroke},
    )
    return rule + words((paper.left - 8, y + 4), tick.label, anchor="end")


def beneath(paper: Sheet, places: Sequence[tuple[float, str]]) -> str:
    """Labels beneath the drawing, each about its place."""
    return "".join(words((x, paper.height - 6), text, anchor="middle") for x, text in places)
