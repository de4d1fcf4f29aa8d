"""What a file says is the same on both sides of the pipe."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest

from finance.adapters.apart.allowance import Allowance
from finance.adapters.apart.child import serve
from finance.adapters.apart.crossing import Folded, folded, unfolded
from finance.adapters.apart.frames import packed, receive, send
from finance.adapters.apart.job import BROKEN, Job
from finance.adapters.files.reader import read
from finance.domain.accounts import AccountKind
from finance.domain.interchange import LedgerRow, Place
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money
from finance.domain.statements import BankFile, Hints, StatementLine
from tests.files.table import OFX

TABLE = b"Date,Text,Amount\n2024-01-02,a,-1.00\nnever,b,2.00\n2024-01-04,\xc3\xa9,3.00\n"
PLACE = Place(AccountKind.ASSET, ("Bank", "Cash"))
FOOD = Place(AccountKind.EXPENSE, ("Food",))


def row(at: int, **more: object) -> LedgerRow:
    """A row of our own export."""
    given = {
        "id": UUID(int=at),
        "date": date(2024, 1, 1 + at),
        "kind": TransactionKind.EXPENSE,
        "payee": f"Shop {at}",
        "description": "",
        "tags": ("one", "two")[:at],
        "account": PLACE,
        "amount": Money(-at, "EUR"),
        "line": at,
    }
    return LedgerRow(**{**given, **more})  # type: ignore[arg-type]


def crossed(file: BankFile) -> BankFile:
    """The file as it comes out on the other side."""
    return unfolded(iter(folded(file)))


@pytest.mark.parametrize(
    "content",
    [TABLE, *(path.read_bytes() for path in sorted(OFX.glob("*.ofx")))],
    ids=["table", *(path.name for path in sorted(OFX.glob("*.ofx")))],
)
def test_a_bank_file_crosses_whole(content: bytes) -> None:
    file = read("bank.csv", content)

    assert crossed(file) == file


def test_the_rows_of_our_own_export_cross_whole() -> None:
    rows = (
        row(1, other=FOOD, memo="a memo"),
        row(2, other=PLACE, arrived=Money(0, "USD"), kind=TransactionKind.TRANSFER),
        row(3),
    )
    found = crossed(BankFile(format="ledger", statements=(), ledger=rows))

    assert found.ledger == rows
    assert [one.line for one in found.ledger] == [1, 2, 3]


def long(count: int) -> Sequence[StatementLine]:
    """Lines that fill more than one frame, after they crossed."""
    content = ["Date,Text,Amount", *(f"2024-01-02,shop {at},-{at}.00" for at in range(1, count))]
    file = read("bank.csv", "\n".join(content).encode())
    found = crossed(file).statements[0].lines
    assert isinstance(found, Folded)
    assert list(found) == list(file.statements[0].lines)
    return found


def test_lines_that_crossed_are_a_sequence_like_any_other() -> None:
    lines = long(10_500)
    every = list(lines)

    assert len(lines) == len(every) == 10_499
    assert (lines[0], lines[5_000], lines[-1]) == (every[0], every[5_000], every[-1])
    assert lines[4_998:5_002] == tuple(every[4_998:5_002])
    assert list(lines) == every, "they can be gone through again"
    assert lines == tuple(every)
    assert hash(lines) == hash(tuple(every))
    assert lines != tuple(every[:-1])
    with pytest.raises(IndexError):
        lines[10_499]


def test_the_child_says_what_broke_and_takes_no_more_jobs() -> None:
    wrong = Hints(currency=5)  # type: ignore[arg-type]
    jobs, answers = BytesIO(), BytesIO()
    for _ in range(2):
        send(jobs, packed(Job("bank.csv", wrong, Allowance.of(1_000))))
        send(jobs, TABLE)
    jobs.seek(0)

    serve(jobs, answers)

    answers.seek(0)
    assert receive(answers) == BROKEN
    receive(answers)
    assert b"Traceback" in receive(answers)
    assert answers.read() == b""
