"""Columns that are not the movement's own: the day it was begun, and fees paid beside it."""

from typing import Final

from finance.adapters.files.csv_cells import plain
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


def _is_fee(name: str) -> bool:
    return role_of(name)[0] == Role.FEE or bare(name) in CHARGES
