"""The ledger as CSV for people's spreadsheets, and the same file read back without loss.

UTF-8 with a byte order mark (spreadsheets ask for it), commas, a header, dates as ISO 8601, plain
decimals. A text that a spreadsheet would run as a formula gets an apostrophe in front, which
reading takes away again.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final
from uuid import UUID

from finance.domain.accounts import AccountKind, Chart
from finance.domain.errors import FinanceError, Unreadable
from finance.domain.interchange import LedgerRow, Place, Rows, path_from, path_text
from finance.domain.ledger import TransactionKind
from finance.domain.money import Money
from finance.domain.statements import BankFile, Hints
from finance.usecases.readings import Entry

HEADER: Final = (
    "date",
    "type",
    "payee",
    "description",
    "category",
    "account",
    "to_account",
    "amount",
    "currency",
    "to_amount",
    "to_currency",
    "tags",
    "memo",
    "account_kind",
    "to_account_kind",
    "id",
)
_FORMULA: Final = re.compile("'*[\\s\"',;]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
BOM: Final = "\ufeff"
_PIECE: Final = 500  # rows written in one go
_CATEGORY_KINDS: Final = {
    TransactionKind.EXPENSE: AccountKind.EXPENSE,
    TransactionKind.INCOME: AccountKind.INCOME,
}


@lru_cache(maxsize=4096)
def tamed(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula; ``restored`` undoes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text that ``tamed`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def write(entries: Iterable[Entry], chart: Chart) -> Iterator[str]:
    """The file, piece by piece; the header stands even over nothing."""
    yield BOM + _lines([HEADER])
    rows = Rows(chart)
    cells = (_cells(row) for entry in entries for row in rows.of(entry.transaction))
    while piece := list(islice(cells, _PIECE)):
        yield _lines(piece)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


@lru_cache(maxsize=4096)
def _path(path: tuple[str, ...]) -> str:
    return tamed(path_text(path))


def _cells(row: LedgerRow) -> tuple[str, ...]:
    arrived = row.arrived
    other = _path(row.other.path) if row.other else ""
    return (
        row.date.isoformat(),
        row.kind.value,
        tamed(row.payee),
        tamed(row.description),
        "" if arrived is not None else other,
        _path(row.account.path),
        other if arrived is not None else "",
        str(row.amount),
        row.amount.currency,
        str(arrived) if arrived is not None else "",
        arrived.currency if arrived is not None else "",
        _tag_cell(row.tags) if row.tags else "",
        tamed(row.memo) if row.memo else "",
        row.account.kind.value,
        row.other.kind.value if arrived is not None and row.other else "",
        str(row.id),
    )


def _tag_cell(tags: Iterable[str]) -> str:
    return tamed(" ".join(tag.replace("\\", "\\\\").replace(" ", "\\ ") for tag in tags))


def is_ledger(content: bytes) -> bool:
    """Whether ``content`` begins as ``write`` begins."""
    start = content[:400].decode("utf-8-sig", errors="replace").splitlines()
    return bool(start) and tuple(start[0].split(",")) == HEADER


def read(name: str, content: bytes) -> tuple[LedgerRow, ...]:
    """The rows of a file that ``write`` wrote; Unreadable with file, line and reason."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8", "file", {"file": name}) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows: list[LedgerRow] = []
    for cells in reader:
        try:
            rows.append(_row(cells, reader.line_num))
        except (KeyError, ValueError, TypeError, AttributeError, FinanceError) as error:
            facts = {"file": name, "line": reader.line_num, "reason": str(error)}
            raise Unreadable("row_unreadable", "file", facts) from error
    return tuple(rows)


def bank_file(name: str, content: bytes, _hints: Hints) -> BankFile:
    """The file as one that is imported; Unreadable."""
    return BankFile(format="ledger", statements=(), ledger=read(name, content))


def _row(cells: dict[str, str], line: int) -> LedgerRow:
    kind = TransactionKind(cells["type"])
    arrived = cells["to_amount"]
    return LedgerRow(
        id=UUID(cells["id"]),
        date=date.fromisoformat(cells["date"]),
        kind=kind,
        payee=restored(cells["payee"]),
        description=restored(cells["description"]),
        tags=_tags(restored(cells["tags"])),
        account=Place(AccountKind(cells["account_kind"]), path_from(restored(cells["account"]))),
        amount=Money.parse(cells["amount"], cells["currency"]),
        other=_other(cells, kind),
        arrived=Money.parse(arrived, cells["to_currency"]) if arrived else None,
        memo=restored(cells["memo"]),
        line=line,
    )


def _other(cells: dict[str, str], kind: TransactionKind) -> Place | None:
    if cells["to_account"]:
        far = AccountKind(cells["to_account_kind"])
        return Place(far, path_from(restored(cells["to_account"])))
    if cells["category"]:
        return Place(_CATEGORY_KINDS[kind], path_from(restored(cells["category"])))
    return None


def _tags(text: str) -> tuple[str, ...]:
    found = re.findall(r"(?:[^\\ ]|\\.)+", text)
    return tuple(re.sub(r"\\(.)", r"\1", tag) for tag in found)
