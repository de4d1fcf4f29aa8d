"""Invented files in the layouts of well over two hundred banks and apps."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import BankFile, Hints
from tests.files.table import OFX, OWN, Reading, rows

EXPECTED = list(rows(OWN / "EXPECTED.tsv"))
VARIANTS = list(rows(OFX / "EXPECTED.tsv"))


def expected_of(row: dict[str, str]) -> Reading:
    """The figures a row of the table names."""
    return Reading(int(row["count"]), row["sum"], row["currency"], row["first"], row["last"])


def problems_of(file: BankFile) -> list[object]:
    """The rows of the file that could not be read."""
    return [problem for statement in file.statements for problem in statement.problems]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: str(row["file"]))
def test_a_file_in_this_layout_is_read_exactly(expected: dict[str, str]) -> None:
    content = (OWN / expected["file"]).read_bytes()

    file = read(expected["file"], content, Hints(currency=expected["currency_hint"] or "EUR"))

    assert Reading.of(file) == expected_of(expected)
    assert not problems_of(file)
    if expected["closing"]:
        assert [str(one.closing) for one in file.statements] == [expected["closing"]]


@pytest.mark.parametrize("expected", VARIANTS, ids=lambda row: str(row["file"]))
def test_ofx_as_banks_really_write_it_is_read_exactly(expected: dict[str, str]) -> None:
    content = (OFX / expected["file"]).read_bytes()

    file = read(expected["file"], content, Hints(currency="USD"))

    assert Reading.of(file) == expected_of(expected)
