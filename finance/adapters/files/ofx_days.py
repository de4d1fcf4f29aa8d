"""Days of OFX: as the standard writes them, and as some banks do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

_DAY: Final = re.compile(r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?!\d(?!\d))", re.ASCII)
_TURNED: Final = re.compile(r"(\d\d)([-/.])(\d\d)\2(\d{4})(?!\d)", re.ASCII)
_OF_LINES: Final = re.compile(
    r"<DT(?:POSTED|USER|TRADE|SETTLE)>\s*(\d\d([-/.])\d\d\2\d{4})(?!\d)", re.ASCII | re.IGNORECASE
)
_EARLIEST: Final = 1900
_MONTHS: Final = 12


@lru_cache(maxsize=1 << 13)
def day(text: str) -> date | None:
    """The local day of an OFX moment as written, its time zone notwithstanding."""
    found = _DAY.match(text.strip())
    return _made(found[1], found[2], found[3]) if found else None


def _made(year: str, month: str, number: str) -> date | None:
    try:
        made = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return made if made.year >= _EARLIEST else None


@dataclass(frozen=True, slots=True)
class Days:
    """Reads the days of one file; ``day_first`` is the order of those with the year behind.

    ``doubtful`` is one of a line that could be read in two ways, where nothing in the file tells.
    """

    day_first: bool
    doubtful: str = ""

    @classmethod
    def of(cls, text: str, *, day_first: bool) -> "Days":
        """What the file itself tells of the order; ``day_first`` where it is silent."""
        turned = [found[1] for found in _OF_LINES.finditer(text)]
        told = set(_told(turned))
        if len(told) == 1 or not turned:
            return cls(told.pop() if told else day_first)
        return cls(day_first, doubtful=turned[0])

    def read(self, text: str) -> date | None:
        """The day of ``text``, None if it is none."""
        turned = _TURNED.match(text.strip())
        if turned is None:
            return day(text)
        first, mark, second, year = turned.groups()
        told = next(_told([f"{first}{mark}{second}{mark}{year}"]), self.day_first)
        return _made(year, second, first) if told else _made(year, first, second)


def _told(turned: list[str]) -> Iterator[bool]:
    """Of each day with the year behind whether its day comes first, if it tells.

    Beyond twelve it is no month, and nobody puts the month first between points.
    """
    for text in turned:
        first, second = int(text[:2]), int(text[3:5])
        if first > _MONTHS or text[2] == ".":
            yield True
        elif second > _MONTHS:
            yield False
