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
        "Printed: 14/01/2024",
        "Statement date: 30/12/2023",
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


@pytest.mark.parametrize(
    "above",
    [
        "Statement date: 14/01/2024",
        "Closing date,01/14/2024,Due date,02/08/2024",
        "Rechnungsdatum;14.01.2024",
        "Relevé du 14/01/2024",
    ],
)
def test_the_day_that_closes_a_statement_gives_the_days_before_it_their_years(above: str) -> None:
    assert days(f"{above}\n\n{ROWS}") == [date(2023, 12, 20), date(2024, 1, 5)]


@pytest.mark.parametrize(
    "above", ["Statement for January 2024", "PERIODE : JANUARI 2024", "01/2024"]
)
def test_one_month_named_above_the_table_gives_its_days_their_year(above: str) -> None:
    rows = "Date,Text,Amount\n20/01,a,-1.00\n05/01,b,2.00\n"

    assert days(f"{above}\n\n{rows}") == [date(2024, 1, 20), date(2024, 1, 5)]


def test_two_months_named_above_the_table_are_not_chosen_from() -> None:
    with pytest.raises(Unreadable):
        days("January 2024, February 2024\n\nDate,Text,Amount\n20/01,a,-1.00\n05/01,b,2.00\n")


@pytest.mark.parametrize(
    "rows",
    [
        "No;Text;Date;Value date;Amount\n1;a;20.12.;21.12.;-1,00\n2;b;05.01.;06.01.;2,00\n",
        'Text,Date,Amount\n"a, 20/11",20/12,-1.00\n"b ""c"", d","05/01",2.00\n',
        "No,Date,Text,Amount\n1,'20/12,a,-1.00\n2,'05/01,b,2.00\n,PEND,c,3.00\n",
        "Text,日付,Amount\na,12月20日,-1.00\nb,1月5日,2.00\n",
        "Text,Date,Amount\na,20 Dec 10:22,-1.00\nb,5 Jan 11:00,2.00\n",
    ],
)
def test_days_in_any_column_are_given_their_years(rows: str) -> None:
    assert days("15/12/2023 - 14/01/2024\n\n" + rows) == [date(2023, 12, 20), date(2024, 1, 5)]


def test_a_line_of_endless_quotes_is_looked_at_in_its_own_length() -> None:
    row = "20/01," + '""' * 100_000 + ",-1.00\n"

    assert len(days("January 2024\n\nDate,Text,Amount\n" + row * 3)) <= 3
