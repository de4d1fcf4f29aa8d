"""Days as people type them: words, steps from today, parts of a date, or all of it.

What is left out is filled in towards the past, because people enter what has happened: ``15`` is
the latest 15th up to today, ``28.12.`` typed in January is last December's.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from finance.domain.amount_text import ascii_digits
from finance.domain.errors import Invalid
from finance.domain.periods import checked_day
from finance.domain.texts import LIMITS


class DateOrder(StrEnum):
    """In which order a person writes day, month and year."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


WORDS: Final[Mapping[str, int]] = MappingProxyType({"today": 0, "yesterday": -1, "tomorrow": 1})
"""Word, case-folded -> days from today; a caller adds those of the reader's language."""

_YEAR: Final = 12
_AHEAD: Final = 20  # two digits mean the latest such year at most this far ahead
_CENTURY: Final = 100
_FOUR: Final = 4
_YEAR_LENGTHS: Final = frozenset({2, _FOUR})
_LEAP_GAP: Final = 8  # 29 February comes back within eight years
_STEP: Final = re.compile(r"([+-]) ?(\d{1,5})", re.ASCII)
_DAY: Final = re.compile(r"(\d{1,2})\.?", re.ASCII)
_TWO: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})\.?", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_THREE: Final = re.compile(r"(\d{4}|\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{1,2})\.?", re.ASCII)


def read_date(text: str, today: date, order: DateOrder, words: Mapping[str, int] = WORDS) -> date:
    """The day ``text`` means to someone who writes dates in ``order``, ``today`` being the day.

    Read are ISO dates, ``words``, ``-1`` and ``+2`` (days from today), ``15``, ``15.3.``, ``3/15``,
    ``15.3.2026``, two-digit years (at most 20 years ahead) and a year written first. ``order``
    rules, but a month above 12 changes places with the day. Invalid ``date_unreadable``,
    ``date_impossible`` (30 February) or ``date_out_of_range``.
    """
    if len(text) > LIMITS["date"]:
        raise _unreadable(text)
    bare = ascii_digits(text.strip()).replace("−", "-").replace(". ", ".").casefold()
    if bare in words:
        return checked_day(today + timedelta(days=words[bare]))
    if found := _STEP.fullmatch(bare):
        return checked_day(today + timedelta(days=int(found[1] + found[2])))
    return checked_day(_partial(bare, today, order) or _whole(bare, today, order, text))


def _unreadable(text: str) -> Invalid:
    return Invalid("date_unreadable", "date", {"text": text[: LIMITS["date"]]})


def _impossible(text: str) -> Invalid:
    return Invalid("date_impossible", "date", {"text": text})


def _partial(bare: str, today: date, order: DateOrder) -> date | None:
    """The latest day up to ``today`` that a day, or a day and a month, may mean."""
    if found := _DAY.fullmatch(bare):
        return _latest_day(int(found[1]), today, bare)
    if found := _TWO.fullmatch(bare):
        month, day = _month_and_day(int(found[1]), int(found[2]), order)
        return _latest_in_year(month, day, today, bare)
    return None


def _month_and_day(first: int, second: int, order: DateOrder) -> tuple[int, int]:
    month, day = (second, first) if order is DateOrder.DMY else (first, second)
    return (day, month) if month > _YEAR >= day else (month, day)


def _latest_day(day: int, today: date, bare: str) -> date:
    index = today.year * _YEAR + today.month - 1
    for back in range(3):
        year, month = divmod(index - back, _YEAR)
        found = _day(year, month + 1, day)
        if found and found <= today:
            return found
    raise _impossible(bare)


def _latest_in_year(month: int, day: int, today: date, bare: str) -> date:
    for back in range(_LEAP_GAP + 1):
        found = _day(today.year - back, month, day)
        if found and found <= today:
            return found
    raise _impossible(bare)


def _whole(bare: str, today: date, order: DateOrder, text: str) -> date:
    """The date whose three parts are all there."""
    if found := _COMPACT.fullmatch(bare):
        parts = (found[1], found[2], found[3])
    elif found := _THREE.fullmatch(bare):
        parts = (found[1], found[3], found[4])
    else:
        raise _unreadable(text)
    year, month, day = _ordered(parts, order)
    if len(year) not in _YEAR_LENGTHS:
        raise _unreadable(text)
    known = _day(_full_year(year, today), month, day)
    if known is None:
        raise _impossible(bare)
    return known


def _ordered(parts: tuple[str, str, str], order: DateOrder) -> tuple[str, int, int]:
    """Year, month and day; a year of four digits shows itself whatever the order."""
    first, second, third = parts
    year_last = order is not DateOrder.YMD or len(third) == _FOUR
    if len(first) == _FOUR or not year_last:
        return first, int(second), int(third)
    return third, *_month_and_day(int(first), int(second), order)


def _full_year(year: str, today: date) -> int:
    if len(year) == _FOUR:
        return int(year)
    ahead = today.year + _AHEAD
    return ahead - (ahead - int(year)) % _CENTURY


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
