"""The moments of a calendar's rule, found by arithmetic: what can fall is made, not looked for.

Every period is worked out from the anchor by its number, never from the period before it, so
nothing drifts. Within a period only the days are looked at that the narrowest part of the rule
names; so "29 February on a Sunday", which falls every 28 years, costs a look at one day a year.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, groupby, islice, takewhile
from typing import Final

from finance.domain.rrule import Rule

_WEEK: Final = 7
_YEAR: Final = 12


def moments(
    rule: Rule, start: datetime, last: date, after: date | None = None
) -> Iterator[datetime]:
    """When the rule falls, from ``start`` to the end of ``last``, in order.

    With ``after`` only what falls on later days; periods long gone are then not worked out, unless
    the rule counts.
    """
    told = _settled(rule, start)
    day = start.date()
    first = 0 if after is None or told.count is not None else max(0, _number(told, day, after))
    first -= first % told.interval
    end = datetime.combine(last, time.max)
    until = min(told.until or end, end)
    periods = _periods_of(told)(told, day, first, last)
    found = chain.from_iterable(_within(told, start, days) for days in periods)
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
    """The number of the period that ``day`` is in; negative before the one of the start."""
    match rule.frequency:
        case "YEARLY":
            return day.year - start.year
        case "MONTHLY":
            return (day.year - start.year) * _YEAR + day.month - start.month
        case "WEEKLY":
            return (day - _week_of(rule, start)).days // _WEEK
        case _:
            return (day - start).days


def _week_of(rule: Rule, day: date) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % _WEEK)


_Days = Iterable[date]
_Periods = Callable[[Rule, date, int, date], Iterator[_Days]]


def _periods_of(rule: Rule) -> _Periods:
    """How the periods of a rule are walked.

    Days and weeks that a rule thins out by months or the like are walked by the year, and so are
    not walked one by one where nothing falls.
    """
    thinned = rule.months or rule.month_days or rule.year_days or rule.weeks
    if thinned and rule.frequency in {"WEEKLY", "DAILY"}:
        return _by_year
    return {"YEARLY": _years, "MONTHLY": _months, "WEEKLY": _weeks, "DAILY": _each_day}[
        rule.frequency
    ]


def _years(rule: Rule, start: date, first: int, last: date) -> Iterator[_Days]:
    for year in range(start.year + first, last.year + 1, rule.interval):
        yield _falling(rule, date(year, 1, 1), date(year, 12, 31))


def _months(rule: Rule, start: date, first: int, last: date) -> Iterator[_Days]:
    begin = start.year * _YEAR + start.month - 1 + first
    for index in range(begin, last.year * _YEAR + last.month, rule.interval):
        year, month = index // _YEAR, index % _YEAR + 1
        if not rule.months or month in rule.months:
            yield _falling(rule, date(year, month, 1), _month_end(year, month))


def _weeks(rule: Rule, start: date, first: int, last: date) -> Iterator[_Days]:
    monday = _week_of(rule, start)
    for number in range(first, (last - monday).days // _WEEK + 1, rule.interval):
        begin = monday + timedelta(days=number * _WEEK)
        yield _falling(rule, begin, begin + timedelta(days=min(_WEEK - 1, _left(begin))))


def _left(day: date) -> int:
    """How many days the calendar has after ``day``."""
    return (date.max - day).days


def _each_day(rule: Rule, start: date, first: int, last: date) -> Iterator[_Days]:
    for number in range(first, (last - start).days + 1, rule.interval):
        day = start + timedelta(days=number)
        yield _falling(rule, day, day)


def _by_year(rule: Rule, start: date, first: int, last: date) -> Iterator[_Days]:
    """The same for weeks and days, from what falls in whole years."""
    begin = start + timedelta(days=first * (_WEEK if rule.frequency == "WEEKLY" else 1))
    # A week may begin in the year before.
    years = range((begin - timedelta(days=_WEEK)).year, last.year + 1)
    days = chain.from_iterable(
        _falling(rule, date(year, 1, 1), date(year, 12, 31)) for year in years
    )
    for number, inside in groupby(days, lambda day: _number(rule, start, day)):
        if number >= first and number % rule.interval == 0:
            yield tuple(inside)


def _within(rule: Rule, start: datetime, days: _Days) -> Iterator[datetime]:
    """The moments of one period, in order."""
    clock = [
        time(hour, minute, second)
        for hour in rule.hours
        for minute in rule.minutes
        for second in rule.seconds
    ]
    found = [datetime.combine(day, at) for day in days for at in clock]
    if not rule.positions:
        return iter(found)
    # A week that the series starts in the middle of begins there: so calendars count.
    if rule.frequency == "WEEKLY":
        found = [at for at in found if at.date() >= start.date()]
    size = len(found)
    places = {p - 1 if p > 0 else size + p for p in rule.positions}
    return (found[place] for place in sorted(places) if 0 <= place < size)


def _falling(rule: Rule, first: date, last: date) -> list[date]:
    """The days of a period on which every part of the rule agrees, in order."""
    looked = sorted({day for day in _named(rule, first, last) if first <= day <= last})
    return [day for day in looked if _falls(rule, day)]


def _named(rule: Rule, first: date, last: date) -> _Days:
    """The days that the narrowest part of the rule names; none that falls is missing."""
    if rule.year_days:
        return _of_years(rule, first, last)
    if rule.month_days or rule.months:
        return _of_months(rule, first, last)
    if rule.weeks:
        return _of_weeks(rule, first, last)
    return _of_weekdays(rule, first, last)


def _of_years(rule: Rule, first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        new_year, length = date(year, 1, 1), _year_length(year)
        for number in rule.year_days:
            at = number if number > 0 else length + 1 + number
            if 1 <= at <= length:
                yield new_year + timedelta(days=at - 1)


def _of_months(rule: Rule, first: date, last: date) -> Iterator[date]:
    for index in range(first.year * _YEAR + first.month - 1, last.year * _YEAR + last.month):
        year, month = index // _YEAR, index % _YEAR + 1
        if rule.months and month not in rule.months:
            continue
        end = _month_end(year, month)
        if not rule.month_days:
            yield from _of_weekdays(rule, end.replace(day=1), end)
            continue
        for number in rule.month_days:
            at = number if number > 0 else end.day + 1 + number
            if 1 <= at <= end.day:
                yield end.replace(day=at)


def _of_weeks(rule: Rule, first: date, last: date) -> Iterator[date]:
    """Week 1 is the first with four days in its year; so a week may reach into another year."""
    for year in range(first.year - 1, min(last.year + 1, date.max.year) + 1):
        begin, weeks = _first_week(rule, year), _weeks_in(rule, year)
        for number in rule.weeks:
            at = number if number > 0 else weeks + 1 + number
            for day in range((at - 1) * _WEEK, at * _WEEK):
                if 0 <= day <= _left(begin):
                    yield begin + timedelta(days=day)


def _of_weekdays(rule: Rule, first: date, last: date) -> Iterator[date]:
    """Those of the named weekdays of a month or a year, or all of its days where none is named."""
    if not rule.weekdays:
        yield from (first + timedelta(days=at) for at in range((last - first).days + 1))
    for n, weekday in rule.weekdays:
        begin = (weekday - first.weekday()) % _WEEK
        places = range(begin, (last - first).days + 1, _WEEK)
        if n and rule.frequency in {"MONTHLY", "YEARLY"}:
            places = places[n - 1 : n] if n > 0 else places[n : n + 1 or None]
        yield from (first + timedelta(days=at) for at in places)


def _falls(rule: Rule, day: date) -> bool:
    """Whether every part of the rule that looks at days agrees."""
    return all(not getattr(rule, name) or agrees(rule, day) for name, agrees in _PARTS.items())


def _by_month(rule: Rule, day: date) -> bool:
    return day.month in rule.months


def _by_month_day(rule: Rule, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return day.day in rule.month_days or day.day - length - 1 in rule.month_days


def _by_year_day(rule: Rule, day: date) -> bool:
    number, length = _day_of_year(day), _year_length(day.year)
    return number in rule.year_days or number - length - 1 in rule.year_days


def _by_week(rule: Rule, day: date) -> bool:
    near = (day.year + 1, day.year, day.year - 1)  # its week may be of the year beside its own
    year = next(one for one in near if day >= _first_week(rule, one))
    number = (day - _first_week(rule, year)).days // _WEEK + 1
    return number in rule.weeks or number - _weeks_in(rule, year) - 1 in rule.weeks


def _first_week(rule: Rule, year: int) -> date:
    """The first day of week 1 of ``year``; the calendar's last day stands for what is beyond."""
    return _week_one(rule.week_start, year) if year <= date.max.year else date.max


@lru_cache(maxsize=4096)
def _week_one(week_start: int, year: int) -> date:
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_start) % _WEEK)


def _weeks_in(rule: Rule, year: int) -> int:
    return (_first_week(rule, year + 1) - _first_week(rule, year)).days // _WEEK


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
        at, length = _day_of_year(day), _year_length(day.year)
    return (at - 1) // _WEEK + 1, -((length - at) // _WEEK + 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day_of_year(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1


def _year_length(year: int) -> int:
    return _day_of_year(date(year, 12, 31))


_PARTS: Final[Mapping[str, Callable[[Rule, date], bool]]] = {
    "months": _by_month,
    "month_days": _by_month_day,
    "year_days": _by_year_day,
    "weeks": _by_week,
    "weekdays": _by_weekday,
}
