"""Invented files in layouts written down before the reader had seen them, line by line."""

from decimal import Decimal

import pytest

from finance.adapters.files.reader import read
from finance.domain.statements import Hints, StatementLine
from tests.files.table import FOREIGN, rows

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
    sign = abs if expected["asked"] == "sign_assumed" else Decimal
    found = [(one.date.isoformat(), one.amount.currency, _number(one)) for one in lines]
    assert [(day, code, sign(number)) for day, code, number in found] == [
        (one["day"], one["currency"], sign(Decimal(one["amount"]))) for one in wanted
    ]
    words = [letters(one["words"]) for one in wanted]
    said = map(said_of, lines)
    assert [word for word, whole in zip(words, said, strict=True) if word not in whole] == []
    if expected["closing"]:
        balances = [Decimal(str(one.closing)) for one in file.statements]
        assert balances == [Decimal(one) for one in expected["closing"].split(";")]
    if expected["asked"]:
        assert expected["asked"] in [warning.code for warning in file.warnings]


def _number(line: StatementLine) -> Decimal:
    return Decimal(str(line.amount))
