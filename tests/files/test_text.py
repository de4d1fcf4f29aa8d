"""Cells written as formulas, parted by several signs, and days parted over three columns."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import Statement


def only(text: str) -> Statement:
    """The one statement of ``text``."""
    (statement,) = read("bank.csv", text.encode()).statements
    return statement


def told(statement: Statement) -> list[tuple[int, str, str, str]]:
    """Line, day, amount and payee of each line."""
    return [(one.line, one.date.isoformat(), str(one.amount), one.payee) for one in statement.lines]


def test_cells_written_as_formulas_are_what_stands_in_them() -> None:
    text = (
        'Date,Text,Amount\n="02-01-2024",="Shop, old","=""-1,045.00"""\n="20-01-2024",="",="5.00"\n'
    )

    assert told(only(text)) == [
        (2, "2024-01-02", "-1045.00", "Shop, old"),
        (3, "2024-01-20", "5.00", ""),
    ]


def test_an_equals_sign_inside_a_text_stays() -> None:
    text = 'Date,Text,Amount\n2024-01-02,"a,=""b""",-1.00\n'

    assert told(only(text)) == [(2, "2024-01-02", "-1.00", 'a,="b"')]


@pytest.mark.parametrize("parting", ["~|~", "|~|"])
def test_cells_parted_by_several_signs_are_told_apart(parting: str) -> None:
    rows = [("Date", "Text", "Amount"), ("02/01/2024", "Shop", "-1.00"), ("20/01/2024", "b", "2")]
    text = "\n".join(parting.join(row) for row in rows)

    assert told(only(text)) == [
        (2, "2024-01-02", "-1.00", "Shop"),
        (3, "2024-01-20", "2.00", "b"),
    ]


@pytest.mark.parametrize("names", ["Year,Month,Day", "操作日(年),操作日(月),操作日(日)"])
def test_a_day_parted_over_three_columns_is_one_day(names: str) -> None:
    text = f'{names},Text,Amount\n"2024","1","2","Shop, old","-1,000.00"\n2024,01,20,b,2.00\n'

    assert told(only(text)) == [
        (2, "2024-01-02", "-1000.00", "Shop, old"),
        (3, "2024-01-20", "2.00", "b"),
    ]


@pytest.mark.parametrize("line", ['="' * 30_000, '"=""' * 25_000, "~|~" * 30_000, '=""x,' * 25_000])
def test_endless_formulas_above_the_table_are_passed_over(line: str) -> None:
    assert len(only(f"{line}\n\nDate;Text;Amount\n2024-01-02;a;-1.00\n").lines) <= 1
