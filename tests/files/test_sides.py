"""Money out and money in where the amounts themselves bear no sign, and amounts in cents."""

from dataclasses import replace

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import BankFile, Hints


def file_of(text: str, hints: Hints | None = None) -> BankFile:
    """What is read from ``text``."""
    return read("bank.csv", text.encode(), hints)


def minors(file: BankFile) -> list[int]:
    """The amounts of the lines."""
    return [line.amount.minor for one in file.statements for line in one.lines]


def told(file: BankFile) -> list[int]:
    """The lines of which the sign is a guess, 0 for the whole file."""
    return [one.line for one in file.warnings if one.code == "sign_assumed"]


STEPS = ["2024-01-02,Pay,100.00,100.00", "2024-01-03,Shop,30.00,70.00", "2024-01-04,Bus,2.50,67.50"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_balance_tells_amounts_without_a_sign_whichever_way_the_file_runs(order: int) -> None:
    file = file_of("Date,Text,Amount,Balance\n" + "\n".join(STEPS[::order]))

    assert minors(file) == [10000, -3000, -250][::order]
    assert (str(file.statements[0].closing), told(file)) == ("67.50", [])


def test_the_first_amount_is_told_by_the_word_beside_it_where_others_bear_the_same() -> None:
    rows = "2024-01-02,Zug,a,20.00,80.00\n2024-01-03,Weg,b,30.00,110.00\n"
    rows += "2024-01-04,Zug,c,5.00,105.00\n"

    assert minors(file_of("Date,Kind,Text,Amount,Balance\n" + rows)) == [-2000, 3000, -500]


def test_the_first_amount_is_asked_about_where_nothing_tells_its_side() -> None:
    rows = "2024-01-02,Start,20.00,80.00\n2024-01-03,Shop,30.00,50.00\n2024-01-04,Shop,5.00,45.00\n"
    file = file_of("Date,Text,Amount,Balance\n" + rows)

    assert minors(file)[1:] == [-3000, -500]
    assert told(file) == [2]


def test_words_that_the_balance_contradicts_are_not_believed() -> None:
    rows = "2024-01-02,Credit,100.00,900.00\n2024-01-03,Debit,30.00,930.00\n"
    rows += "2024-01-04,Credit,5.00,925.00\n"

    assert minors(file_of("Date,Type,Amount,Balance\n" + rows)) == [-10000, 3000, -500]


def test_a_person_who_turns_the_signs_is_believed_over_the_balance() -> None:
    text = "Date,Text,Amount,Balance\n" + "\n".join(STEPS)
    mapping = file_of(text).mapping
    assert mapping is not None
    assert mapping.by_balance

    assert minors(file_of(text, Hints(mapping=replace(mapping, inverted=True)))) == [
        *(-10000, -3000, -250),
    ]


@pytest.mark.parametrize(
    "name", ["amountCents", "Betrag in Cent", "amount_minor", "Amount (pence)"]
)
def test_whole_amounts_under_a_name_for_cents_are_cents(name: str) -> None:
    rows = "2024-01-02,Shop,-1250\n2024-01-03,Pay,200000\n"

    assert minors(file_of(f"Date,Text,{name}\n{rows}")) == [-1250, 200000]
    assert minors(file_of(f"Date,Text,{name}\n{rows.replace('1250', '12.50')}")) == [
        -1250,
        20000000,
    ]


def test_cents_of_a_currency_without_cents_are_its_units() -> None:
    text = "Date,Text,amountCents,Currency\n2024-01-02,Shop,-1250,JPY\n"

    assert minors(file_of(text)) == [-1250]


def test_a_column_of_minuses_beside_one_without_any_is_money_out() -> None:
    rows = "02/13/2024,Shop,-5.00,\n02/14/2024,Pay,,70.00\n02/15/2024,Bus,-2.00,\n"
    file = file_of(rows)

    assert (minors(file), told(file)) == ([-500, 7000, -200], [0])


def test_payments_among_such_minuses_make_the_file_that_of_a_card() -> None:
    rows = "13 Feb 2024,Shop,,5.00\n14 Feb 2024,Payment received,-70.00,\n15 Feb 2024,Bus,,2.00\n"

    assert minors(file_of(rows)) == [-500, 7000, -200]


SHOPS = [f"2024-01-0{day},Shop {day},{day}.00" for day in range(1, 6)]


@pytest.mark.parametrize("more", ["", "2024-01-07,Returned,-3.00"])
def test_amounts_nearly_all_positive_are_taken_for_purchases_and_told(more: str) -> None:
    file = file_of("\n".join(["Date,Text,Amount", *SHOPS, more]))

    assert minors(file)[:5] == [-100, -200, -300, -400, -500]
    assert told(file) == [0]


@pytest.mark.parametrize(
    "more", ["2024-01-07,Salary,3.00", "2024-01-07,a,-3.00\n2024-01-08,b,-1.00"]
)
def test_money_earned_or_minuses_among_them_leave_positive_amounts_as_they_are(more: str) -> None:
    assert minors(file_of("\n".join(["Date,Text,Amount", *SHOPS, more])))[:2] == [100, 200]
