"""Tables of very many columns: empty ones cost nothing, full ones little, and too many are told."""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import pytest

from finance.adapters.apart.reading import FilesApart
from finance.adapters.files.reader import read
from finance.domain.errors import Unreadable
from finance.domain.statements import Hints

MOST = 200


def padded(columns: int, rows: int, above: str = "") -> bytes:
    """A table as a spreadsheet program saves it that believes its sheet to be wider than it is."""
    pad = "," * columns
    lines = [f"2024-01-{at % 28 + 1:02},shop {at},-{at + 1}.50{pad}" for at in range(rows)]
    return "\n".join([*([above + pad] if above else []), f"Date,Text,Amount{pad}", *lines]).encode()


def numbers(columns: int, rows: int, name: str = "N{}") -> bytes:
    """A table of a day and of ``columns`` numbers that nothing tells apart."""
    head = ",".join(name.format(at) for at in range(columns))
    lines = [
        f"2024-01-{row % 28 + 1:02}," + ",".join(f"{row * 7 + at}.50" for at in range(columns))
        for row in range(rows)
    ]
    return "\n".join([f"Date,{head}", *lines]).encode()


def currencies(pairs: int, rows: int) -> bytes:
    """A table of many amounts with a currency beside each."""
    head = ",".join(f"Amount {at},Currency {at}" for at in range(pairs))
    lines = [
        f"2024-01-{row % 28 + 1:02},"
        + ",".join(f"{row + at}.50,{'EUR' if (row + at) % 3 else 'USD'}" for at in range(pairs))
        for row in range(rows)
    ]
    return "\n".join([f"Date,{head}", *lines]).encode()


def calls(work: Callable[[], object]) -> int:
    """How many functions ``work`` calls, of the program and of the language: its cost, no clock."""
    count = 0

    def seen(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def cost(content: bytes) -> int:
    """What reading ``content`` costs, once all that is kept of its cells is kept."""
    read("a.csv", content)
    return calls(lambda: read("a.csv", content))


@pytest.mark.parametrize("above", ["", "Account"])
def test_a_table_padded_with_empty_columns_is_read_as_it_is_without_them(above: str) -> None:
    wide, bare = (read("a.csv", padded(columns, 30, above)) for columns in (3000, 0))

    assert wide.statements == bare.statements
    assert wide.mapping is not None
    assert len(wide.mapping.header) < MOST


def test_an_empty_column_costs_each_row_a_score_of_calls_at_most() -> None:
    once, twice = (cost(padded(columns, 30, "Account")) for columns in (1000, 2000))

    assert twice - once < 1000 * 32 * 20


def test_a_padded_export_is_read_within_its_allowance() -> None:
    for content in (padded(20_000, 1), padded(1000, 200), padded(3000, 60, "Account")):
        (statement,) = FilesApart().read("a.csv", content).statements

        assert statement.lines


def test_cells_above_a_table_are_asked_for_a_card_at_a_bounded_cost() -> None:
    once, twice = (cost(b"x,y,\n" * rows + padded(2, 30)) for rows in (35, 70))

    assert twice < once * 1.5


@pytest.mark.parametrize(
    "table",
    [
        lambda columns: numbers(columns, 40),
        lambda columns: numbers(columns, 40, "Amount {}"),
        lambda columns: numbers(columns, 40, "Balance {}"),
        lambda columns: currencies(columns // 2, 40),
    ],
    ids=["nameless", "amounts", "balances", "currencies"],
)
def test_twice_the_columns_cost_about_twice_as_much(table: Callable[[int], bytes]) -> None:
    def cost_of(columns: int) -> int:
        def tried() -> None:
            with suppress(Unreadable):  # balances alone are no statement
                read("a.csv", content)

        content = table(columns)
        tried()
        return calls(tried)

    assert cost_of(160) < cost_of(80) * 2.6


@pytest.mark.parametrize("day", ["02.01.", "250203"])
def test_hundreds_of_columns_of_unfinished_days_are_refused_within_the_allowance(day: str) -> None:
    head, row = (",".join([word] * 700) for word in ("Date", day))
    content = f"Statement 01.01.2024 - 31.01.2024\n{head},Amount\n" + f"{row},1.00\n" * 60

    with pytest.raises(Unreadable, match="file_too_wide"):
        FilesApart().read("a.csv", content.encode())


def test_more_columns_than_any_bank_writes_are_refused_with_the_line_of_the_table() -> None:
    with pytest.raises(Unreadable) as caught:
        read("a.csv", b"Account 1\n" + numbers(MOST, 3))

    facts = caught.value.facts
    assert (caught.value.code, facts["line"]) == ("file_too_wide", 3)


def test_as_many_columns_as_are_taken_are_read() -> None:
    (statement,) = read("a.csv", numbers(MOST - 1, 3), Hints(currency="EUR")).statements

    assert len(statement.lines) == 3
