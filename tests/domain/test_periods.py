"""Spans are half-open, and a book's months begin on any day and keep their names."""

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.errors import Invalid
from finance.domain.periods import (
    EARLIEST,
    FIRST_DAY,
    LAST_DAY,
    LATEST,
    Month,
    MonthStart,
    Span,
    checked_day,
    first_day,
    month_of,
)

days = st.dates(EARLIEST, LATEST)
starts = st.sampled_from([*range(1, 29), 31]).map(MonthStart)
spans = st.lists(days, min_size=2, max_size=2).map(lambda pair: Span(min(pair), max(pair)))


def test_a_span_holds_its_start_and_not_its_end() -> None:
    span = Span(date(2026, 11, 1), date(2026, 12, 1))
    assert date(2026, 11, 1) in span
    assert date(2026, 11, 30) in span
    assert date(2026, 12, 1) not in span
    assert date(2026, 10, 31) not in span
    assert span.days == 30
    assert span.last == date(2026, 11, 30)


def test_an_empty_span_holds_no_day() -> None:
    span = Span(date(2026, 11, 1), date(2026, 11, 1))
    assert span.days == 0
    assert list(span) == []
    assert date(2026, 11, 1) not in span


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(Invalid) as told:
        Span(date(2026, 11, 2), date(2026, 11, 1))
    assert told.value.code == "span_reversed"


def test_people_give_the_last_day_and_the_span_holds_it() -> None:
    span = Span.inclusive(date(2026, 11, 1), date(2026, 11, 30))
    assert span == Span(date(2026, 11, 1), date(2026, 12, 1))
    assert Span.inclusive(LATEST, LATEST).days == 1
    assert Span.of_day(LATEST) == Span.inclusive(LATEST, LATEST)


@pytest.mark.parametrize(
    ("start", "end", "code", "field"),
    [
        (date(2026, 11, 2), date(2026, 11, 1), "span_reversed", "end_date"),
        (date(1899, 12, 31), date(2026, 11, 1), "date_out_of_range", "start_date"),
        (date(2026, 11, 2), date(2201, 1, 1), "date_out_of_range", "end_date"),
    ],
)
def test_a_wrong_end_is_told_at_its_field(start: date, end: date, code: str, field: str) -> None:
    with pytest.raises(Invalid) as told:
        Span.inclusive(start, end)
    assert (told.value.code, told.value.field) == (code, field)


def test_days_are_limited_to_three_centuries() -> None:
    assert checked_day(EARLIEST) == EARLIEST
    assert checked_day(LATEST) == LATEST
    for day in (date(1899, 12, 31), date(2201, 1, 1)):
        with pytest.raises(Invalid) as told:
            checked_day(day, "due_on")
        assert (told.value.code, told.value.field) == ("date_out_of_range", "due_on")


@given(days, st.integers(0, 800))
def test_iterating_a_span_gives_exactly_the_days_in_it(start: date, count: int) -> None:
    span = Span(start, start + timedelta(days=count))
    inside = list(span)
    assert len(inside) == span.days == count
    assert all(day in span for day in inside)
    assert all(after - day == timedelta(days=1) for day, after in pairwise(inside))


@given(spans, spans, days)
def test_an_intersection_holds_a_day_when_both_do(one: Span, other: Span, day: date) -> None:
    both = one.intersection(other)
    assert both == other.intersection(one)
    assert (both is not None and day in both) == (day in one and day in other)
    assert both is None or both.days > 0


def test_spans_that_touch_share_no_day() -> None:
    november, december = Month(2026, 11).span(FIRST_DAY), Month(2026, 12).span(FIRST_DAY)
    assert november.before == december.start
    assert november.intersection(december) is None


@pytest.mark.parametrize("day", [-1, 0, 29, 30, 32])
def test_no_month_starts_on_a_day_that_some_months_lack(day: int) -> None:
    with pytest.raises(Invalid) as told:
        MonthStart(day)
    assert (told.value.code, told.value.field) == ("month_start_unknown", "month_start")


@pytest.mark.parametrize(
    ("day", "start", "first", "name"),
    [
        ("2026-11-21", 1, "2026-11-01", "2026-11"),
        ("2026-11-14", 15, "2026-10-15", "2026-10"),
        ("2026-11-15", 15, "2026-11-15", "2026-11"),
        ("2026-11-15", 16, "2026-10-16", "2026-11"),
        ("2026-10-25", 25, "2026-10-25", "2026-11"),
        ("2026-11-24", 25, "2026-10-25", "2026-11"),
        ("2026-11-25", 25, "2026-11-25", "2026-12"),
        ("2026-12-25", 25, "2026-12-25", "2027-01"),
        ("2026-01-03", 5, "2025-12-05", "2025-12"),
        ("2026-02-27", 31, "2026-01-31", "2026-02"),
        ("2026-02-28", 31, "2026-02-28", "2026-03"),
        ("2028-02-28", 31, "2028-01-31", "2028-02"),
        ("2028-02-29", 31, "2028-02-29", "2028-03"),
        ("2026-12-31", 31, "2026-12-31", "2027-01"),
        ("1900-01-01", 15, "1899-12-15", "1899-12"),
        ("2200-12-31", 16, "2200-12-16", "2201-01"),
    ],
)
def test_a_day_belongs_to_the_period_people_would_say(
    day: str, start: int, first: str, name: str
) -> None:
    month_start = MonthStart(start)
    assert first_day(date.fromisoformat(day), month_start) == date.fromisoformat(first)
    assert str(month_of(date.fromisoformat(day), month_start)) == name


@given(days, starts)
def test_every_day_is_in_the_month_that_bears_its_name(day: date, month_start: MonthStart) -> None:
    span = month_of(day, month_start).span(month_start)
    assert day in span
    assert span.start == first_day(day, month_start)
    assert 28 <= span.days <= 31


@given(days, starts)
def test_months_follow_each_other_without_gap(day: date, month_start: MonthStart) -> None:
    month = month_of(day, month_start)
    if month > Month(1899, 12):
        assert month.previous.span(month_start).before == month.span(month_start).start
    assert month_of(first_day(day, month_start), month_start) == month


@given(days, starts)
def test_first_day_is_the_nearest_start_walking_backwards(
    day: date, month_start: MonthStart
) -> None:
    walked = day
    while walked.day != min(month_start, calendar.monthrange(walked.year, walked.month)[1]):
        walked -= timedelta(days=1)
    assert first_day(day, month_start) == walked


@given(st.integers(1900, 2200), st.integers(1, 12))
def test_a_month_reads_back_as_it_is_written(year: int, month: int) -> None:
    assert Month.parse(str(Month(year, month))) == Month(year, month)
    assert Month(year, month).next.previous == Month(year, month)


@given(st.integers(1900, 2200), st.integers(1, 12), starts)
def test_a_month_is_named_after_most_of_its_days(
    year: int, month: int, month_start: MonthStart
) -> None:
    inside = list(Month(year, month).span(month_start))
    own = sum(day.month == month for day in inside)
    assert own >= len(inside) - own - 1


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-13", "2026-00", "2026-1", "26-01", "1899-12", "2201-01", "2026-11-01"),
        *(" 2026-11", "2026-11\n", "２０２６-11", "2026/11", "-2026-11", "x" * 1000),
    ],
)
def test_what_is_no_month_is_unreadable(text: str) -> None:
    with pytest.raises(Invalid) as told:
        Month.parse(text)
    assert (told.value.code, told.value.field) == ("month_unreadable", "month")
    assert told.value.facts == {"text": text[:40]}


def test_months_end_where_days_end() -> None:
    assert str(Month(2200, 12).next) == "2201-01"
    for last, step in ((Month(1899, 12), -1), (Month(2201, 1), 1)):
        with pytest.raises(Invalid) as told:
            last.plus(step)
        assert told.value.code == "date_out_of_range"
    with pytest.raises(Invalid) as told:
        Month(2026, 13)
    assert told.value.code == "month_unreadable"


def test_months_sort_by_time() -> None:
    assert Month(2025, 12) < Month(2026, 1) < Month(2026, 2)
    assert LAST_DAY.late
    assert not MonthStart(15).late
