"""Parts of a whole as bars one beneath another, the largest first, each with its name and amount.

On paper they are read better than a ring: lengths on one line need no colours.
"""

from dataclasses import dataclass
from typing import Final

from finance.drawing.paint import EDGE, SERIES
from finance.drawing.svg import Caption, element, picture, words

_WIDE: Final = 600.0
_NARROW: Final = 360.0
_ROW: Final = 24.0
_BAR: Final = 13.0
_LETTER: Final = 6.6  # the width of a letter at 12 units, about
_WIDE_LETTERS: Final = 1.5  # letters of room for those that are wider than most, such as M
_GAP: Final = 8.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """One bar, in minor units; one of zero or less has no length. All texts come written."""

    name: str
    value: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Bars in the order they stand in, all of one currency."""

    caption: Caption
    bars: tuple[Ranked, ...]


def draw_ranking(ranking: Ranking, *, phone: bool = False) -> str:
    """The picture, wide or in the shape of a telephone; names too long for it are cut."""
    width = _NARROW if phone else _WIDE
    longest = max((len(one.name) for one in ranking.bars), default=0)
    named = min(width * 0.38, _GAP + _LETTER * (longest + _WIDE_LETTERS))
    labelled = _GAP + _LETTER * max((len(one.label) for one in ranking.bars), default=0)
    most = max((one.value for one in ranking.bars), default=0)
    room = max(0.0, width - named - labelled)
    rows = (
        _row(one, at * _ROW, (named, room * max(0, one.value) / most if most > 0 else 0.0))
        for at, one in enumerate(ranking.bars)
    )
    height = max(_ROW, _ROW * len(ranking.bars))
    return picture(ranking.caption, width, height, "".join(rows) + _line(named, height))


def _row(one: Ranked, top: float, place: tuple[float, float]) -> str:
    left, long = place
    baseline = top + _ROW / 2 + 4
    bar: dict[str, str | float] = {
        "x": left,
        "y": top + (_ROW - _BAR) / 2,
        "width": long,
        "height": _BAR,
    }
    look: dict[str, str | float] = {"class": "s1", "fill": SERIES[0]}
    tip: dict[str, str | float] = {"data_tip": f"{one.name} {one.label}"}
    return (
        words((left - _GAP, baseline), cut(one.name, left - _GAP), anchor="end")
        + element("rect", bar | look | tip)
        + words((left + long + 6, baseline), one.label, look="strong")
    )


def cut(text: str, room: float) -> str:
    """As much of ``text`` as fits into ``room`` units, an ellipsis for the rest."""
    most = max(1, int(room / _LETTER))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _line(x: float, height: float) -> str:
    return element(
        "line", {"x1": x, "x2": x, "y1": 0, "y2": height, "class": "zero", "stroke": EDGE}
    )
