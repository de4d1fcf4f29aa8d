"""Days without a year: read where a period above the table tells it, else refused."""

from datetime import date

import pytest

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable

ROWS = "Date,Text,Amount\n20/12,a,-1.00\n05/01,b,2.00\n"


def days(text: str, name: str = "bank.csv") -> list[date]:
    """The days of the lines."""
    (statement,) = read(name, text.encode()).statements
    return [line.date for line in statement.lines]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Period: 15/12/2023 - 14/01/2024\n\n" + ROWS, "bank.csv"),
        ("Period: 15/12/2023 - 14/01/2024\n\n" + ROWS.replace("20/12", "20 Dec"), "bank.csv"),
        ("My bank\n" + ROWS, "bank_2023-12-15_2024-01-14.csv"),
        ("My bank\n" + ROWS.replace("/12", ".12.").replace("/01", ".01."), "2023-12-15 2024-01-14"),
    ],
)
def test_a_period_gives_each_day_its_year(text: str, name: str) -> None:
    assert days(text, name) == [date(2023, 12, 20), date(2024, 1, 5)]


@pytest.mark.parametrize(
    "above",
    [
        "My bank",
        "Printed 14/01/2024",
        "15/12/2022 - 14/01/2024",
        "01/01/2024 - 31/01/2024",
    ],
)
def test_days_that_no_period_places_are_refused_with_line_and_reason(above: str) -> None:
    with pytest.raises(Unreadable) as caught:
        days(above + "\n\n" + ROWS)

    facts = caught.value.facts
    assert (facts["reason"], facts["line"]) == ("file_no_readable_line", 4)
    assert (facts["cause"], facts["text"]) == ("line_date", "20/12")


def test_an_order_of_day_and_month_that_the_period_leaves_open_is_not_guessed() -> None:
    with pytest.raises(Unreadable):
        days("15/01/2024 - 31/08/2024\n\nDate,Text,Amount\n03/04,a,-1.00\n05/04,b,2.00\n")
