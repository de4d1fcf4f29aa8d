"""Rare rules are found by arithmetic: held against a reading of every single day."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.domain.recurrence import Frequency, Recurrence, shown
from finance.domain.rrule import Rule, parse
from finance.domain.rule_days import moments
from finance.domain.schedules import in_a_year

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def _monday(rule: Rule, day: date) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)


def _period(rule: Rule, day: date) -> tuple[int, ...]:
    """What tells the period a day is in from the others."""
    return {
        "YEARLY": (day.year,),
        "MONTHLY": (day.year, day.month),
        "WEEKLY": (_monday(rule, day).toordinal(),),
        "DAILY": (day.toordinal(),),
    }[rule.frequency]


def _steps(rule: Rule, start: date, day: date) -> int:
    """How many periods after that of the start a day lies."""
    months = (day.year - start.year) * 12 + day.month - start.month
    weeks = (_monday(rule, day) - _monday(rule, start)).days // 7
    return {
        "YEARLY": day.year - start.year,
        "MONTHLY": months,
        "WEEKLY": weeks,
        "DAILY": (day - start).days,
    }[rule.frequency]


def _week(rule: Rule, day: date) -> tuple[int, int]:
    """The number of the week a day is in, and of that year's last week."""
    fourth = _monday(rule, day) + timedelta(days=3)  # the year a week is of has four of its days
    number = (fourth.timetuple().tm_yday - 1) // 7 + 1
    last = _monday(rule, date(fourth.year, 12, 28)) + timedelta(days=3)
    return number, (last.timetuple().tm_yday - 1) // 7 + 1


def _agrees(rule: Rule, day: date) -> bool:
    """Whether a day is one the rule names, part by part."""
    length = monthrange(day.year, day.month)[1]
    whole = date(day.year, 12, 31).timetuple().tm_yday
    number, weeks = _week(rule, day)
    at = day.timetuple().tm_yday
    return all(
        (
            not rule.months or day.month in rule.months,
            not rule.month_days or {day.day, day.day - length - 1} & set(rule.month_days),
            not rule.year_days or {at, at - whole - 1} & set(rule.year_days),
            not rule.weeks or {number, number - weeks - 1} & set(rule.weeks),
            not rule.weekdays or any(_weekday(rule, day, *one) for one in rule.weekdays),
        )
    )


def _weekday(rule: Rule, day: date, n: int, weekday: int) -> bool:
    if day.weekday() != weekday or not n:
        return day.weekday() == weekday
    if rule.frequency not in {"MONTHLY", "YEARLY"}:
        return False
    monthly = rule.frequency == "MONTHLY" or rule.months
    step = timedelta(days=7 if n > 0 else -7)
    alike = [day - step * back for back in range(54)]
    same = [
        one for one in alike if one.year == day.year and (one.month == day.month or not monthly)
    ]
    return len(same) == abs(n)


def by_every_day(rule: Rule, start: date, last: date) -> list[date]:
    """The days the rule falls on, by asking every day there is whether it does."""
    said = rule.weeks or rule.year_days or rule.month_days or rule.weekdays
    periods: dict[tuple[int, ...], list[date]] = {}
    day = date(start.year, 1, 1) - timedelta(days=7)
    while day <= date(last.year, 12, 31):
        inside = _steps(rule, start, day)
        if inside >= 0 and inside % rule.interval == 0 and (_agrees(rule, day) if said else True):
            periods.setdefault(_period(rule, day), []).append(day)
        day += timedelta(days=1)
    found = [one for days in periods.values() for one in _chosen(rule, start, days)]
    return [one for one in found if start <= one <= last]


def _chosen(rule: Rule, start: date, days: list[date]) -> list[date]:
    if not rule.positions:
        return days
    if rule.frequency == "WEEKLY":
        days = [day for day in days if day >= start]
    places = {p - 1 if p > 0 else len(days) + p for p in rule.positions}
    return [days[place] for place in sorted(places) if 0 <= place < len(days)]


def _listed(numbers: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.lists(numbers.map(str), min_size=1, max_size=3, unique=True).map(",".join)


def _signed(most: int) -> st.SearchStrategy[int]:
    return st.integers(-most, most).filter(bool)


_PARTS = {
    "BYMONTH": _listed(st.integers(1, 12)),
    "BYMONTHDAY": _listed(st.one_of(_signed(31), st.sampled_from((29, 30, 31, -1)))),
    "BYDAY": _listed(
        st.tuples(
            st.sampled_from(("", "", "1", "5", "-1", "-5", "53")), st.sampled_from(_DAYS)
        ).map("".join)
    ),
    "BYYEARDAY": _listed(st.one_of(_signed(366), st.sampled_from((366, -366)))),
    "BYWEEKNO": _listed(st.one_of(_signed(53), st.sampled_from((53, -53)))),
    "BYSETPOS": _listed(_signed(5)),
    "WKST": st.sampled_from(_DAYS),
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules of every frequency, the rare ones among them; one part of them names days."""
    names = {draw(st.sampled_from(("BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO")))}
    names |= set(draw(st.lists(st.sampled_from(sorted(_PARTS)), max_size=3)))
    frequency, interval = draw(st.sampled_from(_FREQUENCIES)), draw(st.integers(1, 9))
    said = [f"{name}={draw(_PARTS[name])}" for name in sorted(names)]
    return ";".join((f"FREQ={frequency}", f"INTERVAL={interval}", *said))


@settings(max_examples=60)
@given(rules(), st.dates(date(1995, 1, 1), date(2030, 12, 31)), st.integers(-400, 3000))
def test_a_rule_falls_on_the_days_that_agree_when_each_is_asked(
    rule: str, start: date, later: int
) -> None:
    read, last = parse(rule), start.replace(year=start.year + 8, day=28)
    begin = datetime(start.year, start.month, start.day)  # noqa: DTZ001 - days of a calendar
    expected = by_every_day(read, start, last)
    assert [at.date() for at in moments(read, begin, last)] == expected
    after = start + timedelta(days=later)
    left = [day for day in expected if day > after]
    assert [at.date() for at in moments(read, begin, last, after)] == left


RARE = [
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2032-02-29 2060-02-29 2088-02-29"),
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2032-02-29 2060-02-29 2088-02-29"),
    ("FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2032-02-29 2060-02-29 2088-02-29"),
    ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2032-02-29 2060-02-29 2088-02-29"),
    ("FREQ=YEARLY;BYYEARDAY=366;BYDAY=SU", "2028-12-31 2056-12-31 2084-12-31"),
    ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "2027-01-03 2033-01-02 2038-01-03"),
    ("FREQ=YEARLY;BYDAY=53FR", "2027-12-31 2032-12-31 2038-12-31"),
    ("FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR", "2026-11-13 2027-08-13 2028-10-13"),
]


@pytest.mark.parametrize(("rule", "days"), RARE)
def test_examples_of_rare_rules(rule: str, days: str) -> None:
    found = moments(parse(rule), datetime(2026, 11, 1), date(2200, 12, 31))  # noqa: DTZ001
    assert [str(at.date()) for at in islice(found, 3)] == days.split()


def test_the_calendar_may_end_where_a_rule_still_looks() -> None:
    begin, last = datetime(9990, 1, 1), date(9999, 12, 31)  # noqa: DTZ001
    for frequency in _FREQUENCIES:
        for part in ("BYWEEKNO=53,-1", "BYYEARDAY=366", "BYDAY=SU", "BYMONTHDAY=31"):
            found = list(moments(parse(f"FREQ={frequency};{part}"), begin, last))
            assert all(at.year <= 9999 for at in found)


def test_rare_series_show_their_times_whenever_they_began() -> None:
    today = date(2026, 11, 29)
    for number, (rare, _) in enumerate(RARE):
        series = Recurrence(
            start=today - timedelta(days=number), frequency=Frequency.RULE, rule=rare
        )
        assert len(shown(series, today)) >= 6
        assert in_a_year(series, today) <= 3


@pytest.mark.parametrize("frequency", _FREQUENCIES)
def test_a_rule_that_never_falls_ends(frequency: str) -> None:
    never = parse(f"FREQ={frequency};BYMONTH=2;BYMONTHDAY=30")
    begin = datetime(1900, 1, 1)  # noqa: DTZ001
    assert list(moments(never, begin, date(2200, 12, 31))) == []
