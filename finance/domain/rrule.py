"""Recurrence rules as calendars write them (RFC 5545, section 3.3.10), read without a library.

Supported is everything that falls on days: DAILY, WEEKLY, MONTHLY and YEARLY with all their parts,
hours and finer parts included, because calendars write them. When a rule falls, ``rule_days`` says.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from math import prod
from typing import Final

from finance.domain.errors import Invalid

LONGEST: Final = 500
"""Characters of a rule."""
MOST_INTERVAL: Final = 1000
MOST_COUNT: Final = 10_000

_MOST_A_DAY: Final = 24  # moments; a schedule has days
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_UNTIL: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?", re.ASCII)
_DAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?\d{1,4}", re.ASCII)
_COUNT: Final = re.compile(r"\d{1,9}", re.ASCII)
_RANGES: Final[Mapping[str, tuple[int, int, bool]]] = {
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYSETPOS": (1, 366, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 59, False),
}
"""Part -> least, most, and whether it counts from the end too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as it was read; an empty tuple says nothing.

    ``weekdays`` are (n, weekday) with Monday 0 and n 0 for every one; ``until`` is inclusive.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    week_start: int = 0


@lru_cache(maxsize=4096)
def parse(text: str) -> Rule:
    """The rule that ``FREQ=MONTHLY;BYDAY=-1FR`` means, with or without ``RRULE:`` before it.

    Invalid ``rule_unreadable`` with the ``part`` that is wrong.
    """
    if len(text) > LONGEST:
        raise _unreadable("…")
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        name = "BYDAY" if name == "BYWEEKDAY" else name
        if not equals or name in parts:
            raise _unreadable(part)
        parts[name] = value
    made = Rule(frequency=parts.pop("FREQ", ""))
    if made.frequency not in _FREQUENCIES:
        raise _unreadable("FREQ")
    for name, value in parts.items():
        read = _READERS.get(name)
        if read is None:
            raise _unreadable(name)
        made = read(made, name, value)
    if prod(len(some) or 1 for some in (made.hours, made.minutes, made.seconds)) > _MOST_A_DAY:
        raise _unreadable("BYHOUR")
    return made


def _unreadable(part: str) -> Invalid:
    return Invalid("rule_unreadable", "rule", {"part": part[:40]})


def _interval(rule: Rule, name: str, value: str) -> Rule:
    return replace(rule, interval=_whole(name, value, MOST_INTERVAL))


def _times(rule: Rule, name: str, value: str) -> Rule:
    return replace(rule, count=_whole(name, value, MOST_COUNT))


def _whole(name: str, value: str, most: int) -> int:
    number = int(value) if _COUNT.fullmatch(value) else 0
    if not 1 <= number <= most:
        raise _unreadable(f"{name}={value}")
    return number


def _end(rule: Rule, name: str, value: str) -> Rule:
    found = _UNTIL.fullmatch(value)
    if found is None:
        raise _unreadable(f"{name}={value}")
    year, month, day, *clock = (int(one or 0) for one in found.groups())
    try:
        at = time(clock[0], clock[1], clock[2]) if found[4] else time.max
        until = datetime.combine(date(year, month, day), at)
    except ValueError:
        raise _unreadable(f"{name}={value}") from None
    return replace(rule, until=until)


def _week_start(rule: Rule, name: str, value: str) -> Rule:
    if value not in _WEEKDAYS:
        raise _unreadable(f"{name}={value}")
    return replace(rule, week_start=_WEEKDAYS.index(value))


def _weekdays(rule: Rule, name: str, value: str) -> Rule:
    found = [_DAY.fullmatch(one) for one in value.split(",")]
    days = [(int(one[1] or 0), _WEEKDAYS.index(one[2])) for one in found if one]
    wrong = any(one is not None and one[1] is not None and int(one[1]) == 0 for one in found)
    if wrong or len(days) != len(found):
        raise _unreadable(f"{name}={value}")
    return replace(rule, weekdays=tuple(dict.fromkeys(days)))


def _numbers(field: str) -> Callable[[Rule, str, str], Rule]:
    def read(rule: Rule, name: str, value: str) -> Rule:
        least, most, backward = _RANGES[name]
        texts = value.split(",")
        numbers = [int(one) for one in texts if _NUMBER.fullmatch(one)]
        right = [n for n in numbers if least <= (abs(n) if backward else n) <= most]
        if len(right) != len(texts):
            raise _unreadable(f"{name}={value}")
        made: dict[str, tuple[int, ...]] = {field: tuple(sorted(set(right)))}
        return replace(rule, **made)  # type: ignore[arg-type]  # every such field is a tuple

    return read


_READERS: Final[Mapping[str, Callable[[Rule, str, str], Rule]]] = {
    "INTERVAL": _interval,
    "COUNT": _times,
    "UNTIL": _end,
    "WKST": _week_start,
    "BYDAY": _weekdays,
    "BYMONTH": _numbers("months"),
    "BYMONTHDAY": _numbers("month_days"),
    "BYYEARDAY": _numbers("year_days"),
    "BYWEEKNO": _numbers("weeks"),
    "BYSETPOS": _numbers("positions"),
    "BYHOUR": _numbers("hours"),
    "BYMINUTE": _numbers("minutes"),
    "BYSECOND": _numbers("seconds"),
}
