"""Columns that are not the movement's own: the day it was begun, and fees paid beside it."""

from collections.abc import Iterable
from typing import Final

from finance.adapters.files.csv_cells import plain
from finance.adapters.files.csv_layout import Row
from finance.adapters.files.csv_roles import bare, role_of
from finance.adapters.files.csv_words import Role
from finance.adapters.files.days import looks_like_day
from finance.domain.mapping import CsvMapping

BEGUN: Final = frozenset(
    [
        "started date",
        "date started",
        "date started utc",
        "datum des beginns",
        "date de debut",
        "fecha de inicio",
        "data di inizio",
        "data de inicio",
        "data rozpoczecia",
        "startdatum",
        "created on",
    ]
)
"""Names of the day a movement was begun, where another column has the day it was booked."""
ENDED: Final = frozenset(
    [
        "completed date",
        "date completed",
        "date completed utc",
        "datum des abschlusses",
        "date de fin",
        "fecha de finalizacion",
        "data di completamento",
        "data de conclusao",
        "data zakonczenia",
        "voltooid op",
        "finished on",
    ]
)
"""Names of the day a movement was booked; without one it is still pending."""
CHARGES: Final = frozenset({"charge", "charges", "bank charge", "bank charges"})
"""Names of money out, or of fees where another column is money out."""


_CODES: Final = frozenset({Role.CURRENCY, Role.SECOND_CURRENCY})


def begun_column(mapping: CsvMapping) -> int | None:
    """The column of the day a movement was begun, beside that of its booking."""
    named = (at for at, name in enumerate(mapping.header) if plain(name) in BEGUN)
    return next((at for at in named if at != mapping.date), None)


def other_day_column(mapping: CsvMapping) -> int | None:
    """A second column of days, beside that of the booking."""
    rows = mapping.samples
    for at in range(max(map(len, rows), default=0)):
        days = sum(at < len(row) and looks_like_day(row[at].strip()) for row in rows)
        if at != mapping.date and days and days * 2 >= len(rows):
            return at
    return None


def fee_column(mapping: CsvMapping) -> int | None:
    """The column of fees that are not taken in, where no net amount settles it."""
    names = mapping.header
    net = any(role_of(name)[0] == Role.NET for name in names) and mapping.amount is not None
    if net or mapping.fee is not None:
        return None
    used = mapping.columns()
    return next((at for at, name in enumerate(names) if at not in used and _is_fee(name)), None)


def coded(rows: Iterable[Row], mapping: CsvMapping) -> Iterable[Row]:
    """``rows`` with the code of the side that is filled, where each side has codes of its own.

    Where both are filled and differ, both stand there: an exchange is not one movement.
    """
    at, other = mapping.currency_column, _other_codes(mapping)
    if at is None or other is None:
        return rows
    return ((line, _one_code(row, at, other)) for line, row in rows)


def _one_code(row: list[str], at: int, other: int) -> list[str]:
    if max(at, other) < len(row):
        codes = dict.fromkeys(cell for where in (at, other) if (cell := row[where].strip()))
        row[at] = " ".join(codes)
    return row


def _other_codes(mapping: CsvMapping) -> int | None:
    """The column of codes that stands beside one side as the known one beside the other."""
    at, sides = mapping.currency_column, (mapping.debit, mapping.credit)
    for side, across in (sides, sides[::-1]):
        if at is None or side is None or across is None or abs(at - side) != 1:
            continue
        other = across + at - side
        name = mapping.header[other] if 0 <= other < len(mapping.header) else ""
        if other not in (at, *sides) and role_of(name)[0] in _CODES:
            return other
    return None


def _is_fee(name: str) -> bool:
    return role_of(name)[0] == Role.FEE or bare(name) in CHARGES
