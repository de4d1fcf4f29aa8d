"""Whether a file writes money out as positive, where only what stands above its table tells."""

import pytest

from finance.adapters.files.reader import read

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
