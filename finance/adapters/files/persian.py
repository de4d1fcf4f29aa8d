"""Days of the Persian calendar, as banks of Iran and Afghanistan count them."""

from datetime import date
from typing import Final

YEARS: Final = range(1340, 1430)
"""The years of it that a file of a bank may name."""
_CYCLE, _LEAP_YEARS = 33, 8
_INTO_CYCLE: Final = 11
"""How far the first year was into a cycle of leap years."""
_LONG: Final = 6
"""The first months have a day more than the others."""
_MONTHS: Final = range(1, 13)
_START: Final = 226_527
"""What makes the count of days the ordinal of ``datetime``."""


def persian_day(year: int, month: int, number: int) -> date | None:
    """The day ``number`` of ``month`` in a year of ``YEARS``, None if it had no such day."""
    if month not in _MONTHS or number < 1:
        return None
    found = _first(year, month) + number - 1
    following = (year, month + 1) if month + 1 in _MONTHS else (year + 1, 1)
    return date.fromordinal(found) if found < _first(*following) else None


def _first(year: int, month: int) -> int:
    """The ordinal of the first day of a month."""
    cycles, rest = divmod(year + _INTO_CYCLE, _CYCLE)
    leap = cycles * _LEAP_YEARS + (rest + 3) // 4
    before = month - 1
    return _START + year * 365 + leap + before * 30 + min(before, _LONG)
