"""Balances that stand beside a table, and what is told where columns or signs are a guess."""

import time

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import FileWarning, Statement
from finance.web.import_words import noticed

TABLE = "Date,Text,Amount\n2025-02-03,Shop,-40.00\n2025-02-21,Pay,100.00\n"


def only(text: str) -> Statement:
    """The one statement of ``text``."""
    (statement,) = read("bank.csv", text.encode()).statements
    return statement


def ends(text: str) -> tuple[str, str, str]:
    """Opening and closing balance of ``text``, and the day of the latter, "None" where none is."""
    found = only(text)
    return str(found.opening), str(found.closing), str(found.closing_on)


def warned(text: str, code: str) -> list[FileWarning]:
    """The warnings with ``code`` about ``text``."""
    return [one for one in read("bank.csv", text.encode()).warnings if one.code == code]


@pytest.mark.parametrize(
    "above",
    [
        "Opening balance,500.00\nClosing balance,560.00\n",
        "Opening Balance: 500.00 EUR,Closing Balance: 560.00 EUR\n",
        "Opening balance,500.00,Closing balance,560.00\n",
        "0,500.00,Open balance,,0\n0,560.00,Close balance,,0\n",
    ],
)
def test_the_balances_above_a_table_are_those_of_its_ends(above: str) -> None:
    assert ends(above + "\n" + TABLE) == ("500.00", "560.00", "2025-02-21")


def test_the_balances_below_a_table_are_those_of_its_ends() -> None:
    below = "Balance at start of period,,500.00\nBalance at end of period,,560.00\n"

    assert ends(TABLE + below) == ("500.00", "560.00", "2025-02-21")


def test_a_balance_of_a_day_after_the_last_line_closes_on_that_day() -> None:
    assert ends("Balance as of 2025-02-28:,560.00\n\n" + TABLE)[1:] == ("560.00", "2025-02-28")


@pytest.mark.parametrize(
    "above",
    [
        "Balance as of 2025-02-10:,460.00\n",
        "Available balance,560.00\n",
        "Closing balance,560.00\nClosing ledger balance,570.00\n",
        "Closing balance of last year's account with fees,560.00\n",
        "Closing balance,2025-02-21\n",
        f"Closing balance {'on ' * 40},560.00\n",
        "560.00,570.00\n",
    ],
)
def test_a_balance_of_another_moment_or_of_two_values_closes_nothing(above: str) -> None:
    assert ends(above + "\n" + TABLE)[1] == "None"


def test_ends_to_which_the_lines_do_not_lead_are_told() -> None:
    above = "Opening balance,500.00\nClosing balance,565.00\n\n"

    assert [one.facts["share"] for one in warned(above + TABLE, "balance_broken")] == [0]


def test_the_balance_beside_the_only_line_closes_it_if_its_name_says_so() -> None:
    row = "2025-02-03,Shop,-40.00,460.00\n"

    assert ends("Date,Text,Amount,Balance\n" + row) == ("500.00", "460.00", "2025-02-03")
    assert ends("Date,Text,Amount,Points\n" + row)[1] == "None"


def test_nothing_is_taken_for_the_balance_of_a_card_that_writes_purchases_as_positive() -> None:
    rows = "2025-02-03,Shop,40.00\n2025-02-09,Payment received,-100.00\n2025-02-11,Bar,9.00\n"

    assert ends("Closing balance,560.00\n\nDate,Text,Amount\n" + rows)[1] == "None"


def test_total_alone_is_a_shop_unless_it_is_what_the_lines_come_to() -> None:
    text = TABLE + "2025-02-22,Total,-15.00\n2025-02-23,Total,45.00\n"

    assert [str(line.amount) for line in only(text).lines] == ["-40.00", "100.00", "-15.00"]


def test_two_columns_that_could_be_the_amount_are_both_named() -> None:
    rows = "2025-02-03,Shop,-40.00,-39.00\n2025-02-09,Pay,100.00,100.00\n"

    (told,) = warned("Date,Text,Invoice amount,Settled amount\n" + rows, "amount_assumed")

    assert (told.facts["text"], told.facts["other"]) == ("Invoice amount", "Settled amount")
    assert noticed(told).startswith("Two columns could be the amount: “Invoice amount” was taken")


def test_columns_without_names_are_told_by_what_stands_in_them() -> None:
    rows = "2025-02-03,Shop,-40.00,-39.00\n2025-02-09,Pay,100.00,100.00\n"

    (told,) = warned(rows, "amount_assumed")

    assert (told.facts["text"], told.facts["other"]) == ("-40.00", "-39.00")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Date,Text,Amount\n2025-02-03,Wages,40.00\n2025-02-04,Wages,41.00\n", "as money in."),
        (
            "Date,Text,Amount\n" + "".join(f"2025-02-0{day},Shop,9.00\n" for day in range(1, 7)),
            "as money out.",
        ),
        (
            "Date,Text,Left,Right\n2025-02-03,Shop,40.00,\n2025-02-04,Pay,,41.00\n",
            "which column is money out: “Left” was taken.",
        ),
    ],
)
def test_the_question_about_the_sign_says_how_it_was_taken(text: str, said: str) -> None:
    (told,) = warned(text, "sign_assumed")

    assert said in noticed(told)


def test_a_cell_of_blanks_costs_no_more_than_its_length() -> None:
    began = time.process_time()

    assert ends("Balance" + " " * 60_000 + "x\n\n" + TABLE) == ("None", "None", "None")

    assert time.process_time() - began < 1
