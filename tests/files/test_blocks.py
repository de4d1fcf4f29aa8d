"""Statements in blocks of named lines, and what only looks like them, however long."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable
from finance.domain.statements import Statement


def only(text: str) -> Statement:
    """The one statement of ``text``."""
    (statement,) = read("bank.txt", text.encode()).statements
    return statement


def minors(statement: Statement) -> list[int]:
    """The amounts of the lines."""
    return [line.amount.minor for line in statement.lines]


def test_a_block_of_named_lines_without_its_amount_is_a_problem_with_its_line() -> None:
    text = "Date: 02/01/2024\nText: a\nAmount: -1.00\n\n" * 2
    statement = only(text + "Date: 13/01/2024\nText: b\nAmount: \n")

    assert minors(statement) == [-100, -100]
    assert [(one.line, one.code) for one in statement.problems] == [(11, "line_amount_missing")]


@pytest.mark.parametrize("line", ["Note: x" + " " * 60_000 + "y", "- " * 30_000, "1 " * 30_000])
def test_a_line_of_endless_blanks_above_the_table_is_passed_over(line: str) -> None:
    assert minors(only(f"{line}\nDate,Text,Amount\n2024-01-02,a,-1.00\n")) == [-100]


def test_blocks_in_which_every_line_has_a_name_of_its_own_are_no_table() -> None:
    names = ["n" + "".join(chr(97 + int(figure)) for figure in str(at)) for at in range(5_000)]
    blocks = [f"Date: 02/01/2024\n{name}: x\nAmount: -1.00\n" for name in names]

    with pytest.raises(Unreadable):
        only("".join(blocks))


def test_one_block_of_named_lines_alone_is_one_movement() -> None:
    statement = only("My bank\n\nDate: 02/01/2024\nText: a\nAmount: -1.00\n")

    assert minors(statement) == [-100]


@pytest.mark.parametrize(
    "above", ["Date: 31/01/2024\nAmount due: 45.00", "Date: 31/01/2024\nBank: b\nAmount: 45.00"]
)
def test_named_lines_above_a_table_are_no_movement(above: str) -> None:
    assert minors(only(f"{above}\n\nDate,Text,Amount\n2024-01-02,a,-1.00\n")) == [-100]
