"""Rows that state what the lines above them add up to, in words unknown here."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import Statement

SIDES = "Date,Text,Out,In\n2024-01-02,Shop,45.00,\n2024-01-05,Pay,,100.00\n"
SINGLE = "Date,Text,Amount\n2024-01-02,Shop,-45.00\n2024-01-05,Pay,100.00\n"


def only(text: str) -> Statement:
    """The one statement of ``text``."""
    (statement,) = read("bank.csv", text.encode()).statements
    return statement


@pytest.mark.parametrize(
    "text",
    [
        SIDES + "Zusammen,,45.00,100.00\n",
        SIDES + ",Zusammen,45.00,100.00\n",
        SIDES + "Zusammen,,,100.00\n",
        SINGLE + "Zusammen,,55.00\n",
        SINGLE + "Zusammen,,-45.00\n",
    ],
)
def test_a_row_of_sums_is_no_line_and_no_problem(text: str) -> None:
    statement = only(text)

    assert (str(statement.total), statement.problems) == ("55.00", ())


@pytest.mark.parametrize(
    "text",
    [
        SIDES + "Zusammen,,46.00,100.00\n",
        SIDES + "32.01.2024,,45.00,100.00\n",
        SIDES + "Monday,Shop,45.00,\n",
        SINGLE + ",Zusammen,55.00\n",
        SINGLE + "Zusammen,,56.00\n",
    ],
)
def test_a_row_without_a_day_that_could_be_a_movement_is_a_problem(text: str) -> None:
    statement = only(text)

    assert str(statement.total) == "55.00"
    assert [one.line for one in statement.problems] == [4]


def test_many_rows_without_a_day_are_looked_at_in_their_own_number() -> None:
    rows = "2024-01-02,Shop,45.00,\nZusammen,,1.00,2.00\n" * 20_000

    assert len(only("Date,Text,Out,In\n" + rows).problems) == 20_000


@pytest.mark.parametrize("words", ["Total Inflows", "Net Total", "Total debits", "Totale uscite"])
def test_totals_of_a_side_are_left_out_whatever_they_come_to(words: str) -> None:
    file = read("bank.csv", f"Date,Text,Amount\n2024-01-02,Shop,-45.00\n,{words},9.99\n".encode())

    (statement,) = file.statements
    assert (str(statement.total), statement.problems) == ("-45.00", ())


def test_what_moves_the_balance_is_a_line_though_it_is_called_total() -> None:
    rows = "2024-01-02,Pay,50.00,50.00\n2024-01-03,Total,-20.00,30.00\n2024-01-04,Bus,-1.00,29.00\n"
    (statement,) = read("bank.csv", f"Date,Text,Amount,Balance\n{rows}".encode()).statements

    assert str(statement.total) == "29.00"
