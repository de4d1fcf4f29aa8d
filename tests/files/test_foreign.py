"""Invented files in layouts written down before the reader had seen them, line by line."""

from decimal import Decimal

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import Hints, StatementLine
from tests.files.table import OWN, rows

FOREIGN = OWN.parent / "foreign_files"
FILES = list(rows(FOREIGN / "FILES.tsv"))
LINES = list(rows(FOREIGN / "LINES.tsv"))


def letters(text: str) -> str:
    """``text`` without case, blanks and signs."""
    return "".join(one for one in text.casefold() if one.isalnum())


def said_of(line: StatementLine) -> str:
    """All words that were kept of a line."""
    return letters(f"{line.payee} {line.description} {line.reference}")


@pytest.mark.parametrize("expected", FILES, ids=lambda row: str(row["file"]))
def test_every_line_of_a_file_in_this_layout_is_read_exactly(expected: dict[str, str]) -> None:
    wanted = [line for line in LINES if line["file"] == expected["file"]]
    hints = Hints(currency=expected["hint"], liability=expected["liability"] == "yes" or None)

    file = read(expected["file"], (FOREIGN / expected["file"]).read_bytes(), hints)

    assert not [problem for one in file.statements for problem in one.problems]
    lines = sorted((line for one in file.statements for line in one.lines), key=lambda x: x.line)
    assert [
        (one.date.isoformat(), one.amount.currency, Decimal(str(one.amount))) for one in lines
    ] == [(one["day"], one["currency"], Decimal(one["amount"])) for one in wanted]
    assert [
        one["words"]
        for line, one in zip(lines, wanted, strict=True)
        if letters(one["words"]) not in said_of(line)
    ] == []
    if expected["closing"]:
        assert [Decimal(str(one.closing)) for one in file.statements] == [
            Decimal(expected["closing"])
        ]
    if expected["asked"]:
        assert expected["asked"] in [warning.code for warning in file.warnings]
