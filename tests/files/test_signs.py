"""Whether a file writes money out as positive, where only what stands above its table tells."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable

ROWS = "Date,Text,Amount{more}\n2024-01-02,Shop,45.00{first}\n2024-01-20,Fuel,60.50{second}\n"


def totals(text: str, name: str = "bank.csv") -> list[str]:
    """What the lines of each statement add up to."""
    return [str(one.total) for one in read(name, text.encode()).statements]


@pytest.mark.parametrize(
    "above", ["Credit Card Statement", "Card number: 1234", "Platin 1234-****-****-****"]
)
def test_positive_amounts_below_the_name_of_a_card_are_purchases(above: str) -> None:
    assert totals(above + "\n\n" + ROWS.format(more="", first="", second="")) == ["-105.50"]


@pytest.mark.parametrize("above", ["Account: 1234", "Payments by credit cards.txt", "Debit: 1"])
def test_positive_amounts_below_anything_else_stay_as_they_are(above: str) -> None:
    assert totals(above + "\n\n" + ROWS.format(more="", first="", second="")) == ["105.50"]


def test_a_balance_is_believed_over_the_name_of_a_card() -> None:
    rows = ROWS.format(more=",Balance", first=",145.00", second=",205.50")

    assert totals("Credit card\n\n" + rows) == ["105.50"]


@pytest.mark.parametrize("name", ["credit_card_2024.csv", "Amex-January.csv", "Kreditkarte 1.csv"])
def test_positive_amounts_in_a_file_named_after_a_card_are_purchases(name: str) -> None:
    assert totals(ROWS.format(more="", first="", second=""), name) == ["-105.50"]


@pytest.mark.parametrize("name", ["creditors.csv", "card payments received.csv", "export.csv"])
def test_positive_amounts_in_a_file_of_any_other_name_stay_as_they_are(name: str) -> None:
    assert totals(ROWS.format(more="", first="", second=""), name) == ["105.50"]


def test_purchases_written_as_positive_turn_the_debt_beside_them_too() -> None:
    rows = "2024-01-20,Paid,-200.00,265.34,Payment\n2024-01-15,Books,21.35,465.34,Purchase\n"
    rows += "2024-01-10,Books,-5.00,443.99,Refund\n"
    (statement,) = read(
        "bank.csv",
        f"Date,Text,Amount,Balance,Type\n2024-01-30,Shop,45.10,310.44,Purchase\n{rows}".encode(),
    ).statements

    assert (str(statement.total), str(statement.closing)) == ("138.55", "-310.44")


def test_amounts_without_a_sign_beside_credits_are_money_out() -> None:
    rows = "2024-01-02,Shop,45.00\n2024-01-20,Paid,60.50 CR\n"

    assert totals("Date,Text,Amount\n" + rows) == ["15.50"]


@pytest.mark.parametrize("row", ["2024-01-03,Shop,-1.00\n", "2024-01-03,Shop,1.00 DR\n"])
def test_credits_beside_amounts_with_a_sign_turn_nothing(row: str) -> None:
    rows = f"2024-01-02,Pay,45.00\n{row}2024-01-20,Paid,60.50 CR\n"

    assert totals("Date,Text,Amount\n" + rows) == ["104.50"]


@pytest.mark.parametrize("names", ["When,What,Statement No.,Ref", "When,What,Running,Ref"])
def test_numbers_of_rows_are_never_taken_for_amounts(names: str) -> None:
    rows = "".join(f"2024-01-{at:02},text,{at},x\n" for at in range(1, 9))

    with pytest.raises(Unreadable) as caught:
        totals(f"{names}\n{rows}")

    assert (caught.value.facts["reason"], caught.value.facts["line"]) == ("file_columns_unclear", 2)


def told(text: str) -> list[str]:
    """The warnings about which sign, or side, is money out."""
    file = read("bank.csv", text.encode())
    return [one.code for one in file.warnings if one.code == "sign_assumed"]


def test_two_columns_of_which_no_name_says_which_is_money_out_are_told() -> None:
    rows = "2024-01-02,Shop,45.00,\n2024-01-03,Cafe,5.00,\n2024-01-20,Pay,,60.50\n"

    assert told("When,What,Left,Right\n" + rows) == ["sign_assumed"]
    assert told("When,What,Out,In\n" + rows) == []


@pytest.mark.parametrize(
    "words", ["Hartelijk bedankt voor uw betaling", "Zahlung - vielen Dank", "Kiitos maksusta"]
)
def test_thanks_for_a_payment_are_those_of_a_card_in_any_language(words: str) -> None:
    rows = f"2024-01-02,Shop,45.00\n2024-01-20,{words},-60.50\n"

    assert totals("Date,Text,Amount\n" + rows) == ["15.50"]


def test_income_against_all_other_signs_turns_them() -> None:
    rows = "2024-01-02,Shop,45.00,regular\n2024-01-20,Acme,-60.50,income\n"

    assert totals("Date,Text,Amount,Kind\n" + rows) == ["15.50"]


SIGNED = "Date,Text,Amount,Sign\n2024-01-02,Shop,45.00,{out}\n2024-01-20,Pay,900.00,{into}\n"


@pytest.mark.parametrize(
    "out", ["-", "\N{MINUS SIGN}", "\N{EN DASH}", "\N{FULLWIDTH HYPHEN-MINUS}"]
)
@pytest.mark.parametrize("into", ["+", "\N{FULLWIDTH PLUS SIGN}"])
def test_a_sign_in_a_column_of_its_own_counts_however_it_is_written(out: str, into: str) -> None:
    assert totals(SIGNED.format(out=out, into=into)) == ["855.00"]


def test_a_row_without_the_sign_that_all_others_have_is_told_unless_it_moves_nothing() -> None:
    rows = SIGNED.format(out="-", into="+") + "2024-01-21,Note,0.00,\n2024-01-22,What,5.00,\n"

    (found,) = read("bank.csv", rows.encode()).statements

    assert [one.amount.minor for one in found.lines] == [-4500, 90000, 0]
    assert [(one.line, one.code) for one in found.problems] == [(5, "line_direction")]
