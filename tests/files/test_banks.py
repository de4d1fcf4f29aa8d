"""Invented files in the layouts of well over two hundred banks and apps."""

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import Hints
from tests.files.table import OWN, Reading, rows

EXPECTED = list(rows(OWN / "EXPECTED.tsv"))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: str(row["file"]))
def test_a_file_in_this_layout_is_read_exactly(expected: dict[str, str]) -> None:
    content = (OWN / expected["file"]).read_bytes()

    file = read(expected["file"], content, Hints(currency=expected["currency_hint"] or "EUR"))

    assert Reading.of(file) == Reading(
        int(expected["count"]),
        expected["sum"],
        expected["currency"],
        expected["first"],
        expected["last"],
    )
    assert not [problem for statement in file.statements for problem in statement.problems]
    if expected["closing"]:
        assert [str(one.closing) for one in file.statements] == [expected["closing"]]
