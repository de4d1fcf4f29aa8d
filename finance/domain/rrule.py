"""Recurrence rules as calendars write them (RFC 5545, section 3.3.10), computed without a library.

Supported is everything that falls on days: DAILY, WEEKLY, MONTHLY and YEARLY with all their parts,
hours and finer parts included, because calendars write them. Every period is worked out from the
anchor by its number, never from the period before it, so nothing drifts.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, islice, takewhile
from math import prod
from typing import Final

from finance.domain.errors import Invalid

LONGEST: Final = 500
"""Characters of a rule."""
MOST_INTERVAL: Final = 1000
MOST_COUNT: Final = 10_000

_MOST_A_DAY: Final = 24  # moments; a schedule has days
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK: Final = 7
_YEAR: Final = 12
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


def moments(
    rule: Rule, start: datetime, last: date, after: date | None = None
) -> Iterator[datetime]:
    """When the rule falls, from ``start`` to the end of ``last``, in order.

    With ``after`` only what falls on later days; periods long gone are then not worked out, unless
    the rule counts.
    """
    told = _settled(rule, start)
    first = 0 if after is None or told.count is not None else _number(told, start.date(), after)
    end = datetime.combine(last, time.max)
    until = min(told.until or end, end)
    found = chain.from_iterable(
        _within(told, start, days) for days in _periods(told, start.date(), first, last)
    )
    counted = islice((at for at in found if at >= start), told.count)
    ended = takewhile(lambda at: at <= until, counted)
    return (at for at in ended if after is None or at.date() > after)


def _settled(rule: Rule, start: datetime) -> Rule:
    """The rule with what it leaves unsaid taken from its start."""
    if not (rule.weeks or rule.year_days or rule.month_days or rule.weekdays):
        if rule.frequency == "YEARLY":
            rule = replace(rule, months=rule.months or (start.month,), month_days=(start.day,))
        elif rule.frequency == "MONTHLY":
            rule = replace(rule, month_days=(start.day,))
        elif rule.frequency == "WEEKLY":
            rule = replace(rule, weekdays=((0, start.weekday()),))
    return replace(
        rule,
        hours=rule.hours or (start.hour,),
        minutes=rule.minutes or (start.minute,),
        seconds=rule.seconds or (start.second,),
    )


def _number(rule: Rule, start: date, day: date) -> int:
    """The number of the last worked-out period that begins on or before ``day``; not negative."""
    match rule.frequency:
        case "YEARLY":
            steps = day.year - start.year
        case "MONTHLY":
            steps = (day.year - start.year) * _YEAR + day.month - start.month
        case "WEEKLY":
            steps = (day - _week_of(rule, start)).days // _WEEK
        case _:
            steps = (day - start).days
    return max(0, steps // rule.interval)


def _week_of(rule: Rule, day: date) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % _WEEK)


_Days = tuple[date, ...]


def _periods(rule: Rule, start: date, first: int, last: date) -> Iterator[_Days]:
    """The days of every ``interval``-th period from number ``first`` on."""
    days_of = {"YEARLY": _year, "MONTHLY": _month, "WEEKLY": _week, "DAILY": _day}[rule.frequency]
    number = first * rule.interval
    while days := days_of(rule, start, number, last):
        yield days
        number += rule.interval


def _year(_rule: Rule, start: date, number: int, last: date) -> _Days:
    year = start.year + number
    return _span(date(year, 1, 1), date(year, 12, 31)) if year <= last.year else ()


def _month(_rule: Rule, start: date, number: int, last: date) -> _Days:
    year, month = divmod(start.year * _YEAR + start.month - 1 + number, _YEAR)
    if (year, month + 1) > (last.year, last.month):
        return ()
    return _span(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]))


def _week(rule: Rule, start: date, number: int, last: date) -> _Days:
    monday = _week_of(rule, start)
    if number * _WEEK > (last - monday).days:
        return ()
    begin = monday + timedelta(days=number * _WEEK)
    return _span(begin, begin + timedelta(days=min(_WEEK - 1, (date.max - begin).days)))


def _day(_rule: Rule, start: date, number: int, last: date) -> _Days:
    return (start + timedelta(days=number),) if number <= (last - start).days else ()


def _span(first: date, last: date) -> _Days:
    return tuple(first + timedelta(days=at) for at in range((last - first).days + 1))


def _within(rule: Rule, start: datetime, days: _Days) -> Iterator[datetime]:
    """The moments of one period, in order."""
    chosen = [day for day in days if _falls(rule, day)]
    clock = [
        time(hour, minute, second)
        for hour in rule.hours
        for minute in rule.minutes
        for second in rule.seconds
    ]
    found = [datetime.combine(day, at) for day in chosen for at in clock]
    if not rule.positions:
        return iter(found)
    # A week that the series starts in the middle of begins there: so calendars count.
    if rule.frequency == "WEEKLY":
        found = [at for at in found if at.date() >= start.date()]
    size = len(found)
    places = {p - 1 if p > 0 else size + p for p in rule.positions}
    return (found[place] for place in sorted(places) if 0 <= place < size)


def _falls(rule: Rule, day: date) -> bool:
    """Whether every part of the rule that looks at days agrees."""
    return all(
        not said or agrees(rule, day)
        for said, agrees in (
            (rule.months, lambda rule, day: day.month in rule.months),
            (rule.month_days, _by_month_day),
            (rule.year_days, _by_year_day),
            (rule.weeks, _by_week),
            (rule.weekdays, _by_weekday),
        )
    )


def _by_month_day(rule: Rule, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return day.day in rule.month_days or day.day - length - 1 in rule.month_days


def _by_year_day(rule: Rule, day: date) -> bool:
    number, length = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
    return number in rule.year_days or number - length - 1 in rule.year_days


def _by_week(rule: Rule, day: date) -> bool:
    """Week 1 is the first with four days in its year; a day may be in a week of the next."""
    for year in (day.year + 1, day.year, day.year - 1):
        begin = _first_week(rule, year)
        if day >= begin:
            number = (day - begin).days // _WEEK + 1
            weeks = (_first_week(rule, year + 1) - begin).days // _WEEK
            return number in rule.weeks or number - weeks - 1 in rule.weeks
    return False


def _first_week(rule: Rule, year: int) -> date:
    """The first day of week 1 of ``year``; the calendar's last day stands for what is beyond."""
    return _week_of(rule, date(year, 1, 4)) if year <= date.max.year else date.max


def _by_weekday(rule: Rule, day: date) -> bool:
    return any(
        weekday == day.weekday() and (not n or n in _places(rule, day))
        for n, weekday in rule.weekdays
    )


def _places(rule: Rule, day: date) -> tuple[int, int]:
    """The how-manieth of its weekday the day is, counted from both ends of month or year."""
    if rule.frequency not in {"MONTHLY", "YEARLY"}:
        return (0, 0)
    if rule.frequency == "MONTHLY" or rule.months:
        at, length = day.day, monthrange(day.year, day.month)[1]
    else:
        at = day.timetuple().tm_yday
        length = date(day.year, 12, 31).timetuple().tm_yday
    return (at - 1) // _WEEK + 1, -((length - at) // _WEEK + 1)
