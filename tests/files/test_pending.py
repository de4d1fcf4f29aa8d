"""What is not booked yet: told by a title inside the table, or by a booking day not yet there."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import BankFile

HEAD = "Date,Text,Amount\n"
WAITING = "2024-01-09,Taxi,-13.00\n"
BOOKED = "2024-01-05,Shop,-45.00\n2024-01-02,Pay,100.00\n"


def read_text(text: str) -> BankFile:
    """The file ``text``."""
    return read("bank.csv", text.encode())


def totals(file: BankFile) -> list[str]:
    """What the lines of each statement add up to."""
    return [str(one.total) for one in file.statements]


def pending(file: BankFile) -> list[int]:
    """The lines of the file that were left out as pending."""
    return [one.line for one in file.warnings if one.code == "pending_left_out"]


@pytest.mark.parametrize(
    "title", ["Pending Transactions", "Vorgemerkte Umsätze", "Opérations en cours", "Pending"]
)
def test_rows_below_a_title_of_pending_movements_are_left_out(title: str) -> None:
    file = read_text(f"{HEAD}{title}\n{WAITING}Posted\n{BOOKED}")

    assert totals(file) == ["55.00"]
    assert pending(file) == [3]


@pytest.mark.parametrize("title", ["Posted Transactions", "Transactions", "January 2024"])
def test_rows_below_any_other_title_are_booked(title: str) -> None:
    file = read_text(f"{HEAD}{title}\n{WAITING}{BOOKED}")

    assert totals(file) == ["42.00"]
    assert pending(file) == []


def test_the_day_of_completion_is_the_day_of_the_booking() -> None:
    rows = "2024-01-30,2024-02-01,Shop,-45.00\n2024-02-03,,Taxi,-13.00\n"
    file = read_text(f"Started Date,Completed Date,Text,Amount\n{rows}")

    (line,) = file.statements[0].lines
    assert line.date.isoformat() == "2024-02-01"
    assert pending(file) == [3]


def test_a_day_of_beginning_alone_is_the_day_of_the_booking() -> None:
    file = read_text("Started Date,Text,Amount\n2024-01-30,Shop,-45.00\n")

    assert [line.date.isoformat() for line in file.statements[0].lines] == ["2024-01-30"]


STATES = "Date,Text,Amount,Balance,Status\n2024-01-02,Pay,100.00,100.00,Completed\n"


def test_a_pending_row_beside_a_balance_that_does_not_move_is_left_out() -> None:
    rows = "2024-01-03,Hold,-20.00,100.00,Pending\n2024-01-05,Shop,-45.00,55.00,Completed\n"
    file = read_text(STATES + rows)

    assert totals(file) == ["55.00"]
    assert pending(file) == [3]


def test_a_balance_that_moves_through_pending_rows_says_that_they_are_booked() -> None:
    rows = "2024-01-03,Hold,-20.00,80.00,Pending\n2024-01-05,Shop,-45.00,35.00,Completed\n"
    file = read_text(STATES + rows)

    assert totals(file) == ["35.00"]
    assert pending(file) == []


def test_a_memo_has_no_impact_on_the_balance() -> None:
    rows = "2024-01-02,Pay,100.00,Completed,Credit\n2024-01-03,Hold,-20.00,Completed,Memo\n"
    file = read_text(f"Date,Text,Amount,Status,Balance Impact\n{rows}")

    assert totals(file) == ["100.00"]
    assert pending(file) == [3]


@pytest.mark.parametrize("legend", ["* noch nicht ausgeführte Umsätze", "* Pending transactions"])
def test_an_asterisk_that_a_line_explains_marks_what_is_not_booked(legend: str) -> None:
    file = read_text(
        f"Date;Text;Amount;\n2024-01-09;Taxi;-13.00;*\n2024-01-05;Shop;-45.00;\n{legend}\n"
    )

    assert totals(file) == ["-45.00"]
    assert pending(file) == [2]


def test_an_asterisk_without_a_word_about_it_marks_nothing() -> None:
    file = read_text("Date;Text;Amount;\n2024-01-09;Taxi;-13.00;*\n2024-01-05;*;-45.00;\n* fees\n")

    assert totals(file) == ["-58.00"]


RESERVED = "Shop;2024-01-09;{day};-45,00;{balance}\n"
KEPT = "Pay;2024-01-02;2024-01-03;100,00;95,00\nOld;2024-01-01;2024-01-01;-5,00;-5,00\n"


def test_dashes_for_the_other_day_and_the_balance_mark_what_is_reserved() -> None:
    file = read_text(RESERVED.format(day="-", balance="-") * 2 + KEPT)

    assert totals(file) == ["95.00"]
    assert pending(file) == [1, 2]


@pytest.mark.parametrize(("day", "balance"), [("-", ""), ("2024-01-10", "-")])
def test_a_dash_for_one_of_them_marks_nothing(day: str, balance: str) -> None:
    file = read_text(RESERVED.format(day=day, balance=balance) * 2 + KEPT)

    assert totals(file) == ["5.00"]
    assert pending(file) == []
