"""When money recurs, held against a day-by-day reading of the same words."""

import calendar
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.domain.errors import Invalid
from finance.domain.recurrence import (
    Frequency,
    Recurrence,
    ShortMonth,
    Weekend,
    coming,
    nominal_days,
    recurrence_from,
    recurrence_snapshot,
    shifted,
    shown,
)

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def series(start: str, frequency: str, *days: str, **more: object) -> Recurrence:
    """A recurrence in few words."""
    begin = date.fromisoformat(start)
    return Recurrence(start=begin, frequency=Frequency(frequency), days=days, **more)  # type: ignore[arg-type]


def days_of(recurrence: Recurrence, count: int) -> list[str]:
    """The first nominal days as text."""
    return [day.isoformat() for day in islice(nominal_days(recurrence), count)]


EXAMPLES = [
    (series("2026-11-30", "daily"), "2026-11-30 2026-12-01 2026-12-02"),
    (series("2026-11-30", "daily", interval=10), "2026-11-30 2026-12-10 2026-12-20"),
    (series("2026-11-30", "weekly"), "2026-11-30 2026-12-07"),
    (series("2026-12-01", "weekly", "MO", "FR", interval=2), "2026-12-04 2026-12-14 2026-12-18"),
    (series("2026-01-31", "monthly"), "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31"),
    (series("2026-01-30", "monthly"), "2026-01-30 2026-02-28 2026-03-30"),
    (
        series("2026-01-31", "monthly", short_months=ShortMonth.SKIP),
        "2026-01-31 2026-03-31 2026-05-31 2026-07-31",
    ),
    (series("2026-01-01", "monthly", "1", "15"), "2026-01-01 2026-01-15 2026-02-01"),
    (series("2026-02-10", "monthly", "30", "31"), "2026-02-28 2026-03-30 2026-03-31"),
    (series("2026-01-01", "monthly", "last"), "2026-01-31 2026-02-28 2026-03-31"),
    (series("2026-01-01", "monthly", "last-working"), "2026-01-30 2026-02-27 2026-03-31"),
    (series("2026-01-01", "monthly", "2TU"), "2026-01-13 2026-02-10"),
    (series("2026-01-01", "monthly", "-1FR"), "2026-01-30 2026-02-27"),
    (series("2026-01-01", "monthly", "5SU"), "2026-03-29 2026-05-31 2026-08-30"),
    (series("2026-01-15", "monthly", interval=3), "2026-01-15 2026-04-15 2026-07-15"),
    (series("2024-02-29", "yearly"), "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
    (series("2024-02-29", "yearly", short_months=ShortMonth.SKIP), "2024-02-29 2028-02-29"),
    (series("2026-05-01", "yearly", "2SU"), "2026-05-10 2027-05-09"),
    (series("2026-01-01", "rule", rule="FREQ=DAILY;BYHOUR=6,18;COUNT=3"), "2026-01-01 2026-01-02"),
]


@pytest.mark.parametrize(("recurrence", "expected"), EXAMPLES)
def test_examples_of_everyday_series(recurrence: Recurrence, expected: str) -> None:
    wanted = expected.split()
    assert days_of(recurrence, len(wanted)) == wanted


def test_a_count_counts_from_the_start_whatever_is_asked_for() -> None:
    three = series("2026-01-31", "monthly", count=3)
    assert days_of(three, 9) == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert list(nominal_days(three, date(2026, 2, 28))) == [date(2026, 3, 31)]


def test_the_last_day_of_a_series_is_part_of_it() -> None:
    ended = series("2026-01-01", "weekly", until=date(2026, 1, 15))
    assert days_of(ended, 9) == ["2026-01-01", "2026-01-08", "2026-01-15"]


def test_a_series_ends_with_the_last_day_the_program_knows() -> None:
    assert days_of(series("2200-12-01", "daily", interval=20), 9) == ["2200-12-01", "2200-12-21"]


def test_a_weekend_moves_the_due_day_and_never_the_series() -> None:
    early = series("2026-01-31", "monthly", weekend=Weekend.BEFORE)
    late = series("2026-01-31", "monthly", weekend=Weekend.AFTER)
    assert [str(due.on) for due in islice(coming(early), 3)] == [
        "2026-01-30",
        "2026-02-27",
        "2026-03-31",
    ]
    assert [str(due.on) for due in islice(coming(late), 3)] == [
        "2026-02-02",
        "2026-03-02",
        "2026-03-31",
    ]
    assert [due.nominal for due in shown(early)] == [due.nominal for due in shown(late)]
    assert len(shown(early)) == 12


WRONG = [
    ({"interval": 0}, "interval_range", "interval"),
    ({"interval": -1}, "interval_range", "interval"),
    ({"interval": 10**9}, "interval_range", "interval"),
    ({"count": 0}, "count_range", "count"),
    ({"count": 10**9}, "count_range", "count"),
    ({"until": date(2026, 1, 1)}, "until_before_start", "until"),
    ({"until": date(2300, 1, 1)}, "date_out_of_range", "until"),
    ({"start": date(1899, 1, 1)}, "date_out_of_range", "start_date"),
    ({"days": ("MO",)}, "day_unknown", "days"),
    ({"days": ("32",)}, "day_unknown", "days"),
    ({"days": ("0",)}, "day_unknown", "days"),
    ({"days": ("6MO",)}, "day_unknown", "days"),
    ({"days": tuple(["1"] * 32)}, "too_many", "days"),
    ({"frequency": Frequency.DAILY, "days": ("1",)}, "day_unknown", "days"),
    ({"frequency": Frequency.WEEKLY, "days": ("15",)}, "day_unknown", "days"),
    ({"rule": "FREQ=DAILY"}, "days_beside_rule", "rule"),
    (
        {"frequency": Frequency.RULE, "rule": "FREQ=DAILY", "days": ("1",)},
        "days_beside_rule",
        "days",
    ),
    (
        {"frequency": Frequency.RULE, "rule": "FREQ=DAILY", "interval": 2},
        "days_beside_rule",
        "interval",
    ),
    ({"frequency": Frequency.RULE, "rule": "often"}, "rule_unreadable", "rule"),
    ({"until": date(2026, 11, 20), "days": ("25",)}, "never_due", "until"),
    (
        {
            "start": date(2026, 2, 1),
            "days": ("30",),
            "interval": 12,
            "short_months": ShortMonth.SKIP,
        },
        "never_due",
        "days",
    ),
    (
        {"frequency": Frequency.RULE, "rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
        "never_due",
        "rule",
    ),
    (
        {"frequency": Frequency.RULE, "rule": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"},
        "never_due",
        "rule",
    ),
]


@pytest.mark.parametrize(("given_", "code", "field"), WRONG)
def test_what_cannot_be_is_refused_at_its_field(
    given_: dict[str, object], code: str, field: str
) -> None:
    right: dict[str, object] = {"start": date(2026, 11, 10), "frequency": Frequency.MONTHLY}
    with pytest.raises(Invalid, match=code) as caught:
        Recurrence(**{**right, **given_})  # type: ignore[arg-type]
    assert caught.value.field == field


def _reads(token: str, day: date, short: ShortMonth) -> bool:
    """Whether ``token`` means ``day`` in its month: day by day, unlike the code under test."""
    last = calendar.monthrange(day.year, day.month)[1]
    month = [date(day.year, day.month, number) for number in range(1, last + 1)]
    if token == "last":
        return day == month[-1]
    if token == "last-working":
        return day == [one for one in month if one.weekday() < 5][-1]
    if token[-2:] in _WEEKDAYS:
        alike = [one for one in month if one.weekday() == _WEEKDAYS.index(token[-2:])]
        number = int(token[:-2])
        return day in (alike[-1:] if number < 0 else alike[number - 1 : number])
    if int(token) > last:
        return short is ShortMonth.LAST and day == month[-1]
    return day.day == int(token)


def _expected(recurrence: Recurrence, last: date) -> list[date]:
    """Every day from the start to ``last``, asked one by one."""
    found: list[date] = []
    start = recurrence.start
    monday = start - timedelta(days=start.weekday())
    for number in range((last - start).days + 1):
        day = start + timedelta(days=number)
        months = (day.year - start.year) * 12 + day.month - start.month
        tokens = recurrence.days or (str(start.day),)
        match recurrence.frequency:
            case Frequency.DAILY:
                falls = number % recurrence.interval == 0
            case Frequency.WEEKLY:
                weeks = (day - monday).days // 7
                chosen = recurrence.days or (_WEEKDAYS[start.weekday()],)
                falls = weeks % recurrence.interval == 0 and _WEEKDAYS[day.weekday()] in chosen
            case _:
                step = recurrence.interval * (12 if recurrence.frequency is Frequency.YEARLY else 1)
                falls = months % step == 0 and any(
                    _reads(token, day, recurrence.short_months) for token in tokens
                )
        if falls and (recurrence.until is None or day <= recurrence.until):
            found.append(day)
    return found[: recurrence.count]


_TOKENS = st.integers(1, 31).map(str) | st.sampled_from(
    ("last", "last-working", "1MO", "2TU", "5SU", "-1FR", "-1SA")
)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Series of every frequency that fall at least once."""
    frequency = draw(st.sampled_from([one for one in Frequency if one is not Frequency.RULE]))
    tokens = {
        Frequency.DAILY: st.just(()),
        Frequency.WEEKLY: st.lists(st.sampled_from(_WEEKDAYS), max_size=3).map(tuple),
    }.get(frequency, st.lists(_TOKENS, max_size=3).map(tuple))
    start = draw(st.dates(date(2019, 1, 1), date(2027, 12, 31)))
    limit = draw(st.integers(0, 900) | st.none())
    with suppress(Invalid):  # what never falls is another test's
        return Recurrence(
            start=start,
            frequency=frequency,
            interval=draw(st.integers(1, 5)),
            days=draw(tokens),
            until=None if limit is None else start + timedelta(days=limit),
            count=draw(st.integers(1, 40) | st.none()),
            weekend=draw(st.sampled_from(Weekend)),
            short_months=draw(st.sampled_from(ShortMonth)),
        )
    return Recurrence(start=start, frequency=Frequency.DAILY)


@settings(max_examples=80)
@given(recurrences(), st.integers(0, 1500))
def test_a_series_is_what_asking_every_day_finds(recurrence: Recurrence, later: int) -> None:
    last = recurrence.start + timedelta(days=1500)
    expected = _expected(recurrence, last)
    found = [day for day in islice(nominal_days(recurrence), len(expected) + 1) if day <= last]
    assert found == expected
    after = recurrence.start + timedelta(days=later)
    rest = [day for day in expected if day > after]
    assert [d for d in islice(nominal_days(recurrence, after), len(rest) + 1) if d <= last] == rest


@given(st.dates(), st.sampled_from(Weekend))
def test_a_due_day_is_the_nearest_working_day_on_the_side_chosen(
    day: date, weekend: Weekend
) -> None:
    if date(1, 1, 5) < day < date(9999, 12, 25):
        due = shifted(day, weekend)
        assert (due == day) == (weekend is Weekend.KEEP or day.weekday() < 5)
        if due != day:
            assert due.weekday() == (4 if weekend is Weekend.BEFORE else 0)
            assert abs((due - day).days) <= 2


@given(recurrences())
def test_a_recurrence_comes_back_from_its_snapshot(recurrence: Recurrence) -> None:
    assert recurrence_from(recurrence_snapshot(recurrence)) == recurrence


@pytest.mark.parametrize("frequency", ["daily", "weekly", "monthly", "yearly"])
def test_a_series_ends_where_the_calendar_of_books_does(frequency: str) -> None:
    (only,) = nominal_days(series("2200-12-31", frequency))
    assert only == date(2200, 12, 31)
