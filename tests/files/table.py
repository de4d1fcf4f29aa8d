"""What a file is expected to say, and what was read, in the same words."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from finance.domain.statements import BankFile

OWN = Path(__file__).parents[1] / "fixtures" / "bank_files"
OFX = OWN.parent / "ofx_files"
FOREIGN = OWN.parent / "foreign_files"
SHARED = Path(__file__).parents[3] / "shared" / "data"


@dataclass(frozen=True)
class Reading:
    """The figures of a file that two people reading it would agree on."""

    count: int
    total: str
    currency: str
    first: str
    last: str

    @classmethod
    def of(cls, file: BankFile) -> "Reading":
        """The figures of all statements together."""
        lines = [line for statement in file.statements for line in statement.lines]
        days = sorted(line.date.isoformat() for line in lines)
        return cls(
            count=len(lines),
            total="; ".join(str(statement.total) for statement in file.statements),
            currency=",".join(sorted({statement.currency for statement in file.statements})),
            first=days[0] if days else "",
            last=days[-1] if days else "",
        )


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab separated table with a header; none where there is no such file."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as table:
            yield from csv.DictReader(table, delimiter="\t")
