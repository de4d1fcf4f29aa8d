"""Years of other calendars: Buddhist, Persian, of the Republic of China, of Japanese eras."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable


def days(*written: str) -> list[str]:
    """The days of lines whose days are ``written`` so."""
    rows = "".join(f"{one},text,-1.00\n" for one in written)
    (statement,) = read("bank.csv", f"Date,Text,Amount\n{rows}".encode()).statements
    return [line.date.isoformat() for line in statement.lines]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("30/01/2569", "2026-01-30"),
        ("2569-01-30", "2026-01-30"),
        ("30 Jan 2569", "2026-01-30"),
        ("115/01/30", "2026-01-30"),
        ("115.1.30", "2026-01-30"),
        ("R08.01.30", "2026-01-30"),
        ("r8/1/30", "2026-01-30"),
        ("令和8年1月30日", "2026-01-30"),
        ("令和元年5月1日", "2019-05-01"),
        ("H31.04.30", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("1405/01/01", "2026-03-21"),
        ("1405/06/31", "2026-09-22"),
        ("1403/12/30", "2025-03-20"),
        ("1399-12-30", "2021-03-20"),
        ("01/07/1405", "2026-09-23"),
    ],
)
def test_a_year_of_another_calendar_is_the_year_it_means(written: str, day: str) -> None:
    assert days(written, written) == [day, day]


@pytest.mark.parametrize(
    "written", ["30/01/2300", "090/01/30", "160/01/30", "R08.13.30", "X08.01.30", "1447/03/05"]
)
def test_a_year_of_no_calendar_known_here_is_no_day(written: str) -> None:
    with pytest.raises(Unreadable):
        days(written, written)


@pytest.mark.parametrize("written", ["1404/12/30", "1405/07/31", "1405/13/01", "1405/01/00"])
def test_a_day_that_a_persian_month_does_not_have_is_no_day(written: str) -> None:
    with pytest.raises(Unreadable):
        days(written, written)
