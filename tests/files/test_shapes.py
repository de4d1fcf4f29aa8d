"""Tables that are not quite tables: blanks for delimiters, days as numbers, lines in quotes."""

from datetime import date

import pytest

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable
from finance.domain.statements import BankFile, Hints


def file_of(text: str, name: str = "bank.csv") -> BankFile:
    """What is read from ``text``."""
    return read(name, text.encode())


def lines(file: BankFile) -> list[tuple[str, int]]:
    """Day and amount of every line."""
    found = [line for one in file.statements for line in one.lines]
    return [(line.date.isoformat(), line.amount.minor) for line in found]


def codes(file: BankFile) -> list[tuple[str, int]]:
    """The warnings with their lines."""
    return [(one.code, one.line) for one in file.warnings]


def test_columns_set_apart_by_blanks_keep_their_empty_cells() -> None:
    file = file_of(
        "Statement of J. Smith\n\n"
        "Date        Details            Paid out     Paid in     Balance\n"
        "03/02/2025  TESCO  STORES         23.40                  976.60\n"
        "05/02/2025  ACME                           1,500.00    2,476.60\n"
        "25/02/2025  GAS                   38.99                2,437.61\n"
    )

    assert lines(file) == [("2025-02-03", -2340), ("2025-02-05", 150000), ("2025-02-25", -3899)]
    assert [line.line for line in file.statements[0].lines] == [4, 5, 6]
    assert file.statements[0].lines[0].payee == "TESCO STORES"
    assert str(file.statements[0].closing) == "2437.61"


def test_columns_set_apart_by_blanks_need_no_header() -> None:
    rows = "13/02/2025  Shop one  -1.00\n14/02/2025  Shop two   2.00\n"

    assert lines(file_of(rows)) == [("2025-02-13", -100), ("2025-02-14", 200)]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Datum", ("250203", "250211")),
        ("Datum", ("030225", "110225")),
        ("Date", ("45691", "45699")),
        ("Date", ("45691.5", "45699.25")),
        ("timestamp", ("1738584000", "1739232000")),
        ("timestamp", ("1738584000123", "1739232000456")),
    ],
)
def test_days_that_are_numbers_are_known_by_the_name_above_them(
    name: str, cells: tuple[str, str]
) -> None:
    rows = f'"a;b";{cells[0]};-1,00\nb;{cells[1]};2,00\nTotal;;1,00\n'

    assert lines(file_of(f"Text;{name};Amount\n{rows}")) == [
        ("2025-02-03", -100),
        ("2025-02-11", 200),
    ]


@pytest.mark.parametrize("cell", ["251399", "99999999999999", "9999999999999"])
def test_numbers_that_are_no_days_are_none(cell: str) -> None:
    with pytest.raises(Unreadable):
        file_of(f"Text;Date;Amount\na;{cell};-1,00\nb;{cell};2,00\n")


def test_rows_wrapped_in_quotation_marks_are_rows() -> None:
    text = '"Date;Text;Amount"\n"2025-02-03;""A"";-1,00"\n"2025-02-05;B;2,00"\n'

    assert lines(file_of(text)) == [("2025-02-03", -100), ("2025-02-05", 200)]


BLANK = "Date,Text,Out,In,Balance\n{}"
ROWS = ["2025-02-03,Shop,10.00,,90.00", ",Bus,2.00,,88.00", "2025-02-05,Pay,,12.00,100.00"]


def test_a_row_without_a_day_is_of_the_day_above_where_the_balance_goes_on() -> None:
    file = file_of(BLANK.format("\n".join(ROWS)))

    assert lines(file) == [("2025-02-03", -1000), ("2025-02-03", -200), ("2025-02-05", 1200)]
    assert str(file.statements[0].closing) == "100.00"


def test_a_row_without_a_day_that_breaks_the_balance_is_a_problem() -> None:
    file = file_of(BLANK.format("\n".join(ROWS)).replace("88.00", "87.00"))

    assert [one.code for one in file.statements[0].problems] == ["line_date_missing"]


def test_a_row_with_only_the_other_day_and_no_balance_is_still_to_come() -> None:
    rows = ",2025-02-06,Shop,-5.00,\n2025-02-05,2025-02-04,Pay,20.00,120.00\n"
    rows += "2025-02-04,2025-02-04,Pay,30.00,100.00\n2025-02-03,2025-02-03,Pay,30.00,70.00\n"
    file = file_of("Effective Date,Entered Date,Text,Amount,Balance\n" + rows)

    assert [day for day, _ in lines(file)] == ["2025-02-05", "2025-02-04", "2025-02-03"]
    assert ("pending_left_out", 2) in codes(file)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("Likutis pradžiai", "Likutis pabaigai"),
        ("Počáteční zůstatek", "Konečný zůstatek"),
        ("Opening ledger balance", "Closing available balance"),
        ("期初余额", "期末余额"),
        ("Входящий остаток", "Исходящий остаток на 2025"),
    ],
)
def test_balances_among_the_rows_are_kept_as_such(opening: str, closing: str) -> None:
    file = file_of(
        f"Date;Text;Amount\n2025-02-01;{opening};10,00\n2025-02-03;Shop;-1,00\n"
        f"2025-02-28;{closing};9,00\n"
    )

    (statement,) = file.statements
    assert lines(file) == [("2025-02-03", -100)]
    assert (str(statement.opening), str(statement.closing)) == ("10.00", "9.00")
    assert statement.closing_on == date(2025, 2, 28)


def test_a_payment_that_speaks_of_a_balance_is_a_line() -> None:
    rows = "2025-02-01;Closing balance of flat, Smith;-10,00\n2025-02-03;Balance bike;-1,00\n"

    assert len(lines(file_of("Date;Text;Amount\n" + rows))) == 2


def test_amounts_abroad_have_their_own_currency() -> None:
    rows = "2025-02-03;Shop;;;-4,00\n2025-02-05;Hotel;EUR;-1,00;-11,50\n"
    text = "Date;Text;Currency;Foreign amount;Amount\n" + rows

    (statement,) = read("bank.csv", text.encode(), Hints(currency="SEK")).statements

    assert (statement.currency, [line.amount.minor for line in statement.lines]) == (
        "SEK",
        [-400, -1150],
    )


def test_words_in_one_of_two_columns_tell_money_in_from_money_out() -> None:
    rows = "1.50,20250203,Cash,,soup\n20.00,20250205,,Bank,pay\n3.00,20250206,Cash,,bus\n"
    file = file_of("Amount,Date,Expense(Transfer Out),Income(Transfer In),Note\n" + rows)

    assert [amount for _, amount in lines(file)] == [-150, 2000, -300]
