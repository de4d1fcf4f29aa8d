"""When money recurs: a pattern of days, always computed from its anchor, never from the last time.

A series is a set of *nominal* days. What falls on a weekend may be due on the working day before or
after it; that never moves the series. A day a month does not have (the 31st, 29 February in most
years) is its last day by default, and the 31st again in the next month that has one.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any, Final

from finance.domain import rrule, rule_days
from finance.domain.errors import Invalid
from finance.domain.periods import LATEST, checked_day

MOST_INTERVAL: Final = rrule.MOST_INTERVAL
MOST_COUNT: Final = rrule.MOST_COUNT
MOST_DAYS: Final = 31
SHOWN: Final = 12
"""How many coming days are shown before a schedule is saved."""

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK: Final = 7
_YEAR: Final = 12
_SATURDAY: Final = 5
_NUMBER: Final = re.compile(r"[1-9]|[12]\d|3[01]", re.ASCII)
_NTH: Final = re.compile(r"([1-5]|-1)(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)


class Frequency(StrEnum):
    """How often, before the interval; ``RULE`` leaves all of it to an RFC 5545 rule."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    RULE = "rule"


class Weekend(StrEnum):
    """When it is due if the day is a Saturday or Sunday."""

    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"


class ShortMonth(StrEnum):
    """What a month does that has no such day: its last day stands in, or it is left out."""

    LAST = "last"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Due:
    """One time of a series: the ``nominal`` day it is known by, and the day it is due ``on``."""

    nominal: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A series of days from ``start`` on; ``until`` is inclusive, ``count`` counts from the start.

    ``days`` are, of a week, ``MO`` to ``SU``; of a month, or of the start's month in a year, ``1``
    to ``31``, ``last``, ``last-working``, ``2TU`` (the second Tuesday) or ``-1FR`` (the last
    Friday). Without any it is the day of the start. Invalid, at its field, for what cannot be, and
    ``never_due`` for what never falls.
    """

    start: date
    frequency: Frequency
    interval: int = 1
    days: tuple[str, ...] = ()
    until: date | None = None
    count: int | None = None
    weekend: Weekend = Weekend.KEEP
    short_months: ShortMonth = ShortMonth.LAST
    rule: str = ""

    def __post_init__(self) -> None:
        checked_day(self.start, "start_date")
        if not 1 <= self.interval <= MOST_INTERVAL:
            raise Invalid("interval_range", "interval", {"limit": MOST_INTERVAL})
        if self.count is not None and not 1 <= self.count <= MOST_COUNT:
            raise Invalid("count_range", "count", {"limit": MOST_COUNT})
        if self.until is not None and checked_day(self.until, "until") < self.start:
            raise Invalid("until_before_start", "until", {"start": self.start})
        _check_days(self)
        if not _falls(self):
            raise Invalid("never_due", _where(self))


@lru_cache(maxsize=4096)
def _falls(recurrence: Recurrence) -> bool:
    """Whether it ever falls: a long search for rare rules, and the same for ever."""
    return next(nominal_days(recurrence), None) is not None


def _check_days(recurrence: Recurrence) -> None:
    if recurrence.frequency is Frequency.RULE:
        rrule.parse(recurrence.rule)
        if recurrence.days:
            raise Invalid("days_beside_rule", "days")
        if recurrence.interval != 1:
            raise Invalid("days_beside_rule", "interval")
        return
    if recurrence.rule:
        raise Invalid("days_beside_rule", "rule")
    if len(recurrence.days) > MOST_DAYS:
        raise Invalid("too_many", "days", {"limit": MOST_DAYS})
    for token in recurrence.days:
        if not _known(token, recurrence.frequency):
            raise Invalid("day_unknown", "days", {"text": token[:40]})


def _known(token: str, frequency: Frequency) -> bool:
    match frequency:
        case Frequency.WEEKLY:
            return token in _WEEKDAYS
        case Frequency.MONTHLY | Frequency.YEARLY:
            return token in _PLACES or bool(_NUMBER.fullmatch(token) or _NTH.fullmatch(token))
        case _:
            return False


def _where(recurrence: Recurrence) -> str:
    """The field to look at where a series never falls due."""
    if recurrence.rule:
        return "rule"
    return "until" if recurrence.until is not None else "days"


def nominal_days(recurrence: Recurrence, after: date | None = None) -> Iterator[date]:
    """The nominal days of the series in order, those later than ``after`` if it is given.

    The series ends with ``until``, ``count`` or the last day the program knows.
    """
    # A count is of the whole series, so it is counted from the start whatever is asked.
    begin = after if recurrence.count is None else None
    days = _PATTERNS[recurrence.frequency](recurrence, begin)
    started = (day for day in days if day >= recurrence.start)
    counted = islice(started, recurrence.count)
    last = min(recurrence.until or LATEST, LATEST)
    ended = takewhile(lambda day: day <= last, counted)
    return (day for day in ended if after is None or day > after)


def coming(recurrence: Recurrence, after: date | None = None) -> Iterator[Due]:
    """The same with the days they are due on: what is shown before saving, and what is posted."""
    return (Due(day, shifted(day, recurrence.weekend)) for day in nominal_days(recurrence, after))


@lru_cache(maxsize=4096)
def shown(recurrence: Recurrence, after: date | None = None) -> tuple[Due, ...]:
    """The next ``SHOWN`` times."""
    return tuple(islice(coming(recurrence, after), SHOWN))


def shifted(day: date, weekend: Weekend) -> date:
    """The day on which what falls on ``day`` is due."""
    over = day.weekday() - _SATURDAY
    if over < 0 or weekend is Weekend.KEEP:
        return day
    if weekend is Weekend.BEFORE:
        return day - timedelta(days=over + 1)
    return day + timedelta(days=2 - over)


def _daily(recurrence: Recurrence, after: date | None) -> Iterator[date]:
    gone = max(0, ((after or recurrence.start) - recurrence.start).days // recurrence.interval)
    left = (LATEST - recurrence.start).days
    numbers = range(gone * recurrence.interval, left + 1, recurrence.interval)
    return (recurrence.start + timedelta(days=number) for number in numbers)


def _weekly(recurrence: Recurrence, after: date | None) -> Iterator[date]:
    monday = recurrence.start - timedelta(days=recurrence.start.weekday())
    chosen = {_WEEKDAYS.index(token) for token in recurrence.days} or {recurrence.start.weekday()}
    step = recurrence.interval * _WEEK
    gone = max(0, ((after or recurrence.start) - monday).days // step)
    for number in range(gone * step, (LATEST - monday).days + 1, step):
        week = monday + timedelta(days=number)
        yield from (week + timedelta(days=at) for at in sorted(chosen))


def _monthly(recurrence: Recurrence, after: date | None) -> Iterator[date]:
    return _by_months(recurrence, after, recurrence.interval)


def _yearly(recurrence: Recurrence, after: date | None) -> Iterator[date]:
    return _by_months(recurrence, after, recurrence.interval * _YEAR)


def _by_months(recurrence: Recurrence, after: date | None, step: int) -> Iterator[date]:
    """The days of every ``step``-th month from the start's on."""
    start = _index(recurrence.start)
    gone = max(0, (_index(after or recurrence.start) - start) // step)
    tokens = recurrence.days or (str(recurrence.start.day),)
    for index in range(start + gone * step, _index(LATEST) + 1, step):
        first = date(index // _YEAR, index % _YEAR + 1, 1)
        found = {_placed(token, first, recurrence.short_months) for token in tokens}
        yield from sorted(day for day in found if day is not None)


def _index(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _placed(token: str, first: date, short: ShortMonth) -> date | None:
    """The day ``token`` means in the month of ``first``; None where there is none."""
    place = _PLACES.get(token)
    if place is not None:
        return place(first)
    nth = _NTH.fullmatch(token)
    if nth is not None:
        return _nth(first, int(nth[1]), _WEEKDAYS.index(nth[2]))
    last = _last(first)
    if int(token) > last.day and short is ShortMonth.SKIP:
        return None
    return first.replace(day=min(int(token), last.day))


def _last(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _last_working(first: date) -> date:
    return shifted(_last(first), Weekend.BEFORE)


def _nth(first: date, number: int, weekday: int) -> date | None:
    """The ``number``-th such weekday of the month, the last one for -1; a fifth may be missing."""
    last = _last(first)
    if number < 0:
        return last - timedelta(days=(last.weekday() - weekday) % _WEEK)
    at = (weekday - first.weekday()) % _WEEK + _WEEK * (number - 1)
    return first + timedelta(days=at) if at < last.day else None


def _by_rule(recurrence: Recurrence, after: date | None) -> Iterator[date]:
    """The days of an RFC 5545 rule; several moments of one day are one time."""
    start = datetime.combine(recurrence.start, time())
    previous: date | None = None
    for moment in rule_days.moments(rrule.parse(recurrence.rule), start, LATEST, after):
        if moment.date() != previous:
            previous = moment.date()
            yield previous


_PLACES: Final[Mapping[str, Callable[[date], date]]] = {
    "last": _last,
    "last-working": _last_working,
}
_PATTERNS: Final[Mapping[Frequency, Callable[[Recurrence, date | None], Iterator[date]]]] = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
    Frequency.RULE: _by_rule,
}


def recurrence_snapshot(recurrence: Recurrence) -> dict[str, Any]:
    """All that a recurrence says, as a JSON object."""
    return {
        "start": recurrence.start.isoformat(),
        "frequency": recurrence.frequency.value,
        "interval": recurrence.interval,
        "days": list(recurrence.days),
        "until": recurrence.until.isoformat() if recurrence.until else None,
        "count": recurrence.count,
        "weekend": recurrence.weekend.value,
        "short_months": recurrence.short_months.value,
        "rule": recurrence.rule,
    }


def recurrence_from(snapshot: Mapping[str, Any]) -> Recurrence:
    """The recurrence a snapshot was taken of."""
    until = snapshot["until"]
    return Recurrence(
        start=date.fromisoformat(snapshot["start"]),
        frequency=Frequency(snapshot["frequency"]),
        interval=snapshot["interval"],
        days=tuple(snapshot["days"]),
        until=date.fromisoformat(until) if until else None,
        count=snapshot["count"],
        weekend=Weekend(snapshot["weekend"]),
        short_months=ShortMonth(snapshot["short_months"]),
        rule=snapshot["rule"],
    )
