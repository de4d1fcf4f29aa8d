"""From values to places: scales, and the round values worth a gridline.

Values are whole minor units of one currency; places are drawing units, y growing downwards.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_STEPS: Final = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps ``low`` to ``start`` and ``high`` to ``end``; a range of nothing maps to the middle."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where ``value`` is; beyond the range, beyond the ends."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) * (self.end - self.start) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Tick:
    """A value with a gridline and its label, written by whoever knows the locale."""

    at: int
    label: str


def round_values(values: Sequence[int], most: int = 4, smallest: int = 1) -> tuple[int, ...]:
    """Round values from at or below the lowest of ``values`` and zero to at or above the highest.

    At most ``most`` steps of 1, 2 or 5 times a power of ten, none smaller than ``smallest``
    (give 100 for cents, so that labels need no decimals). At least two values.
    """
    low, high = min(0, *values, 0), max(0, *values, 0)
    step = _step(max(high - low, smallest), most, smallest)
    first, last = low // step, -(-high // step)
    return tuple(step * at for at in range(first, max(last, first + 1) + 1))


def _step(extent: int, most: int, smallest: int) -> int:
    """The smallest round step of which at most ``most`` cover ``extent`` on both sides of zero."""
    power = 10 ** max(0, int(math.log10(max(1, extent // max(1, most)))))
    wanted = (factor * power * scale for scale in (1, 10, 100) for factor in _STEPS)
    fitting = (step for step in wanted if step >= smallest and extent <= step * max(1, most - 1))
    return next(fitting, max(smallest, extent))


def vertical(ticks: Sequence[Tick], top: float, bottom: float) -> Scale:
    """The scale on which the lowest tick is at ``bottom`` and the highest at ``top``."""
    known = [tick.at for tick in ticks] or [0]
    return Scale(min(known), max(known), bottom, top)
