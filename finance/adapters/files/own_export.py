"""Our own CSV export, recognised by its header, with the guard against formulas taken away."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from finance.adapters.files.csv_layout import Row

HEADER: Final = (
    *("date", "type", "payee", "description", "category", "account", "to_account"),
    *("amount", "currency", "tags", "id"),
)
"""The columns of the export, in order."""

_FORMULA: Final = frozenset("=+-@\t\r")


def is_own(header: Sequence[str]) -> bool:
    """Whether ``header`` is that of our own export."""
    return tuple(header[: len(HEADER)]) == HEADER


def guarded(cell: str) -> str:
    """``cell`` made harmless for spreadsheets: an apostrophe before what could be a formula."""
    return f"'{cell}" if cell[:1] in _FORMULA or cell[:1] == "'" else cell


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell[:1] == "'" and (cell[1:2] in _FORMULA or cell[1:2] == "'") else cell


def undo(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of our own export as they were before they were guarded."""
    for line, row in rows:
        yield line, [unguarded(cell) for cell in row]
