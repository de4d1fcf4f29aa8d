"""What people type as a day is understood, filled in towards the past, or refused."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finance.domain.date_text import WORDS, DateOrder, read_date
from finance.domain.errors import Invalid
from finance.domain.periods import EARLIEST, LATEST

TODAY = date(2026, 11, 21)
DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-03-15", DMY, "2026-03-15"),
        ("2026-3-5", MDY, "2026-03-05"),
        ("20260315", DMY, "2026-03-15"),
        ("2026/03/15", MDY, "2026-03-15"),
        ("2026. 03. 15.", YMD, "2026-03-15"),
        ("today", DMY, "2026-11-21"),
        (" Yesterday ", DMY, "2026-11-20"),
        ("TOMORROW", DMY, "2026-11-22"),
        ("-1", DMY, "2026-11-20"),
        ("−1", DMY, "2026-11-20"),
        ("+2", DMY, "2026-11-23"),
        ("- 30", DMY, "2026-10-22"),
        ("15", DMY, "2026-11-15"),
        ("15.", DMY, "2026-11-15"),
        ("21", MDY, "2026-11-21"),
        ("22", MDY, "2026-10-22"),
        ("31", MDY, "2026-10-31"),
        ("15.3.", DMY, "2026-03-15"),
        ("15.3", DMY, "2026-03-15"),
        ("15. 3.", DMY, "2026-03-15"),
        ("15.3.", MDY, "2026-03-15"),
        ("3/15", MDY, "2026-03-15"),
        ("3/15", YMD, "2026-03-15"),
        ("3/15", DMY, "2026-03-15"),
        ("3/5", DMY, "2026-05-03"),
        ("3/5", MDY, "2026-03-05"),
        ("24.12.", DMY, "2025-12-24"),
        ("29.2.", DMY, "2024-02-29"),
        ("15.3.2026", DMY, "2026-03-15"),
        ("15.3.26", DMY, "2026-03-15"),
        ("15. 3. 2026", DMY, "2026-03-15"),
        ("15. 3.2026", DMY, "2026-03-15"),
        ("3/5/2026", YMD, "2026-03-05"),
        ("15-03-2026", DMY, "2026-03-15"),
        ("3/15/2026", MDY, "2026-03-15"),
        ("3/15/26", MDY, "2026-03-15"),
        ("15/3/2026", MDY, "2026-03-15"),
        ("15/3/2026", YMD, "2026-03-15"),
        ("26-03-15", YMD, "2026-03-15"),
        ("1.2.46", DMY, "2046-02-01"),
        ("1.2.47", DMY, "1947-02-01"),
        ("1.2.00", DMY, "2000-02-01"),
        ("00-02-01", YMD, "2000-02-01"),
        ("١٥.٣.٢٠٢٦", DMY, "2026-03-15"),
    ],
)
def test_a_day_is_read_as_its_writer_means_it(text: str, order: DateOrder, day: str) -> None:
    assert read_date(text, TODAY, order) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        *("30.2.", "30.2.2026", "2026-02-30", "29.2.2025", "0", "32", "0.1.", "13.13.", "31/4"),
        *("2026-13-01", "20260230", "1.0.2026", "0000-01-01", "99-99-99", "2026-1-2026"),
    ],
)
@pytest.mark.parametrize("order", list(DateOrder))
def test_a_day_no_calendar_has_is_impossible(text: str, order: DateOrder) -> None:
    with pytest.raises(Invalid) as told:
        read_date(text, TODAY, order)
    assert (told.value.code, told.value.field) == ("date_impossible", "date")
    assert told.value.facts == {"text": text}


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "soon", "1.2.3", "1.2.203", "15,3", "2026-11", "123", "15.3/2026", "1/2-2026"),
        *("--1", "+", "1 2", "²", "15.3.2026 12:00", "+123456", "x" * 1000, "1" * 41, "\n"),
        *("202631", "2026315", "1.2.026"),
    ],
)
def test_what_is_no_day_is_unreadable(text: str) -> None:
    with pytest.raises(Invalid) as told:
        read_date(text, TODAY, DMY)
    assert (told.value.code, told.value.field) == ("date_unreadable", "date")
    assert told.value.facts == {"text": text[:40]}


@pytest.mark.parametrize("text", ["1.1.1899", "2201-01-01", "-99999", "+99999"])
def test_days_beyond_three_centuries_are_out_of_range(text: str) -> None:
    with pytest.raises(Invalid) as told:
        read_date(text, TODAY, DMY)
    assert told.value.code == "date_out_of_range"


def test_words_of_another_language_come_from_the_caller() -> None:
    words = {**WORDS, "heute": 0, "gestern": -1}
    assert read_date("Gestern", TODAY, DMY, words) == date(2026, 11, 20)
    assert read_date("today", TODAY, DMY, words) == TODAY
    with pytest.raises(Invalid):
        read_date("gestern", TODAY, DMY)


@given(st.dates(EARLIEST, LATEST), st.sampled_from(DateOrder))
def test_a_full_date_reads_back_in_every_order(day: date, order: DateOrder) -> None:
    styles = {DMY: "{0.day}.{0.month}.{0.year}", MDY: "{0.month}/{0.day}/{0.year}"}
    written = styles.get(order, "{0.year}/{0.month}/{0.day}").format(day)
    assert read_date(written, TODAY, order) == day
    assert read_date(day.isoformat(), TODAY, order) == day


@given(st.dates(date(1910, 1, 1), LATEST), st.dates(date(1910, 1, 1), LATEST))
@example(date(2026, 1, 31), date(2026, 3, 30))
@example(date(2096, 2, 29), date(2104, 2, 28))
def test_missing_parts_are_filled_in_towards_the_past(day: date, today: date) -> None:
    alone = read_date(f"{day.day}", today, DMY)
    assert alone.day == day.day
    assert timedelta(0) <= today - alone <= timedelta(days=62)
    in_year = read_date(f"{day.day}.{day.month}.", today, DMY)
    assert (in_year.day, in_year.month) == (day.day, day.month)
    assert in_year <= today


@given(st.text(max_size=50))
@example("9" * 40)
@example("12/" * 13)
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for order in DateOrder:
        try:
            read = read_date(text, TODAY, order)
        except Invalid as fault:
            told = fault.code
        else:
            told = read.isoformat()
        assert told
