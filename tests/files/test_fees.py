"""Fees and charges: money out by themselves, or paid beside an amount that a balance settles."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import BankFile


def read_text(text: str) -> BankFile:
    """The file ``text``."""
    return read("bank.csv", text.encode())


def totals(file: BankFile) -> list[str]:
    """What the lines of each statement add up to."""
    return [str(one.total) for one in file.statements]


def told(file: BankFile) -> list[tuple[str, int]]:
    """The warnings of fees that are not taken in, with their lines."""
    return [(one.code, one.line) for one in file.warnings if one.code == "fees_left_out"]


@pytest.mark.parametrize("name", ["Charges", "Fee", "Bank charges"])
def test_charges_beside_an_amount_are_not_the_amount(name: str) -> None:
    file = read_text(
        f"Date,Text,{name},Amount\n2024-01-02,Shop,0.00,-45.00\n2024-01-20,Cash,3.00,-50.00\n"
    )

    assert totals(file) == ["-95.00"]
    assert told(file) == [("fees_left_out", 3)]


def test_charges_beside_money_out_and_in_are_paid_on_top_where_the_balance_says_so() -> None:
    file = read_text(
        "Date,Text,Charges,Debit,Credit,Balance\n2024-01-02,Pay,,,100.00,100.00\n"
        "2024-01-20,Cash,3.00,50.00,,47.00\n2024-01-21,Note,1.00,,,46.00\n"
    )

    assert totals(file) == ["46.00"]
    assert told(file) == []


@pytest.mark.parametrize("names", ["Charges,Credits", "Charges,Payments", "Charge,Payment"])
def test_charges_of_a_card_are_money_out_beside_what_was_paid_on_it(names: str) -> None:
    file = read_text(f"Date,Text,{names}\n2024-01-02,Shop,45.00,\n2024-01-20,Paid,,40.00\n")

    assert totals(file) == ["-5.00"]
    assert told(file) == []


def test_fees_of_zero_and_fees_within_a_net_amount_are_not_told() -> None:
    zero = "Date,Text,Amount,Fee\n2024-01-02,Shop,-45.00,0.00\n"
    net = "Date,Text,Gross,Fee,Net\n2024-01-02,Sale,45.00,-1.00,44.00\n"

    assert told(read_text(zero)) == told(read_text(net)) == []
    assert totals(read_text(net)) == ["44.00"]
