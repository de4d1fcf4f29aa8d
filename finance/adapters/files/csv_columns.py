"""The columns of a CSV file: their names, roles, and what their cells look like."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from finance.adapters.files.amounts import minor_units, western
from finance.adapters.files.csv_asides import BEGUN, CHARGES, ENDED
from finance.adapters.files.csv_cells import (
    NOT_BOOKED,
    NOTHING,
    amount,
    is_sided,
    plain,
    read_balance,
    word_of,
)
from finance.adapters.files.csv_layout import Layout, holds_data, is_amount, is_day
from finance.adapters.files.csv_roles import bare, money_role, role_of
from finance.adapters.files.csv_words import Role

MOSTLY: Final = 0.6
_DECIMALS: Final = 4
FEW: Final = 8
_SURE: Final = 0.4


@dataclass(slots=True)
class Column:
    """One column of the sample: its name, role, and what its cells in rows with data look like.

    ``decimal``: it has decimals, as amounts do and account numbers do not. ``negative``: an amount
    in it is. ``held``: the rows in which it holds money, as ``rows_with`` writes them. They are
    found once, as columns are weighed in pairs.
    """

    at: int
    header: str
    role: Role | None
    sure: float
    cells: list[str]
    filled: list[str] = field(init=False)
    days: float = field(init=False)
    amounts: float = field(init=False)
    decimal: bool = field(init=False)
    negative: bool = field(init=False)
    held: int = field(init=False)
    _minor: dict[str, list[int | None]] = field(init=False, default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self.filled = [cell for cell in self.cells if cell]
        count = len(self.filled) or 1
        self.days = sum(map(is_day, self.filled)) / count
        self.amounts = sum(is_amount(cell) for cell in self.filled) / count
        self.decimal = any("." in cell or "," in cell for cell in self.filled)
        self.negative = any(map(_is_signed, self.filled))
        self.held = rows_with(map(holds_money, self.cells))

    @property
    def numeric(self) -> bool:
        """Whether its cells are amounts (or all empty under a name for amounts)."""
        if not self.filled:
            return self.role in {Role.DEBIT, Role.CREDIT, Role.AMOUNT, Role.BALANCE, Role.FEE}
        return self.amounts >= MOSTLY and not (self.days >= MOSTLY and self.role not in _MONEY)

    @property
    def counts(self) -> bool:
        """Whether it numbers the rows: its name says so, or each is one more than the last."""
        if not _NUMBERS.isdisjoint(plain(self.header).split()):
            return True
        whole = [int(cell) for cell in self.filled if cell.isascii() and cell.isdecimal()]
        steps = {after - before for before, after in pairwise(whole)}
        return len(whole) == len(self.filled) and len(whole) > _FEW and steps in ({1}, {-1})

    def minor(self, mark: str) -> list[int | None]:
        """The cells in units of four decimals; None where there is no amount."""
        if mark not in self._minor:
            read = read_balance if self.role == Role.BALANCE else amount
            found = (read(cell, mark) if cell else None for cell in self.cells)
            self._minor[mark] = [
                minor_units(one[0], _DECIMALS)[0] if one else None for one in found
            ]
        return self._minor[mark]


def rows_with(told: Iterable[object]) -> int:
    """The rows of which something is told, as bits: the first row is the lowest."""
    return sum(1 << at for at, one in enumerate(told) if one)


def holds_money(cell: str) -> bool:
    """Whether a cell is more than zeros, blanks and signs."""
    return any(one in "123456789" for one in cell)


def _is_signed(cell: str) -> bool:
    """Whether an amount says by itself that it is money out: by a minus, brackets, or DR."""
    return "-" in cell or "\u2212" in cell or cell[:1] == "(" or is_sided(cell)


_NUMBERS: Final = frozenset(
    [
        "no",
        "nr",
        "num",
        "number",
        "nummer",
        "numero",
        "numer",
        "id",
        "code",
        "kod",
        "cislo",
        "ref",
        "serial",
        "count",
        "sira",
    ]
)
_FEW: Final = 2
_TIMES: Final = frozenset({"time", "uhrzeit", "heure", "hora", "ora", "tid", "zeit"})
_SUMMED: Final = frozenset(set(Role) - {Role.TYPE, Role.DESCRIPTION, Role.REFERENCE, Role.DATE})
_PAYMENTS: Final = frozenset({"payment", "payments"})
_SIGNS: Final = frozenset({"+", "-", ""})
_SPENT: Final = frozenset({Role.AMOUNT, Role.NET, Role.DEBIT})
_MONEY: Final = frozenset({Role.AMOUNT, Role.NET, Role.DEBIT, Role.CREDIT, Role.BALANCE})


def columns_of(layout: Layout) -> list[Column]:
    """Every column of the layout's rows with data."""
    data = [row for _, row in layout.rows if holds_data(row)] or [row for _, row in layout.rows]
    width = max((len(row) for row in data), default=len(layout.header))
    found: list[Column] = []
    for at in range(width):
        header = layout.header[at] if at < len(layout.header) else ""
        role, sure = role_of(header) if header else (None, 0.0)
        cells = _contents([row[at] if at < len(row) else "" for row in data])
        column = Column(at, header, role if sure >= _SURE else None, sure, cells)
        if role == Role.VALUE_DATE and column.filled and column.amounts > column.days:
            column.role = Role.AMOUNT  # "Wert" and the like mean a day or an amount
        if role == Role.OTHER and plain(header) in _TIMES and column.days >= MOSTLY:
            column.role = Role.DATE  # "Time" may hold the day too
        if column.role == Role.CURRENCY and column.amounts >= MOSTLY:
            column.role = money_role(header) or Role.AMOUNT  # "amount and currency"
        if column.role not in _SUMMED and column.amounts >= MOSTLY and column.decimal:
            column.role = money_role(header) or column.role
        found.append(column)
    _settle_charges(found)
    return found


def _settle_charges(columns: Sequence[Column]) -> None:
    """Charges are money out, but fees beside a column of money out or of amounts."""
    charges = [one for one in columns if bare(one.header) in CHARGES]
    spent = [one for one in columns if one.role in _SPENT and one not in charges]
    paid = [one for one in spent if bare(one.header) in _PAYMENTS]
    if charges and paid and not any(one.role == Role.CREDIT for one in columns):
        paid[0].role = Role.CREDIT  # what a card was charged stands beside what was paid on it
    elif spent:
        for one in charges:
            one.role = Role.FEE


def _contents(cells: Sequence[str]) -> list[str]:
    """The cells of a column as ``_content``; beside a plus alone a dash is a minus."""
    bare = [_content(cell) for cell in cells]
    if "+" not in bare or not {*bare} <= _SIGNS:
        return bare
    return ["-" if word_of(cell) == "-" else one for one, cell in zip(bare, cells, strict=True)]


def _content(cell: str) -> str:
    """A cell without blanks; a dash that stands for nothing is nothing."""
    bare = western(cell.strip())
    return "" if bare in NOTHING else bare


def best(columns: Iterable[Column], score: Callable[[Column], float]) -> Column | None:
    """The column with the highest score above zero, the leftmost among equals."""
    scored = [(score(one), -one.at, one) for one in columns]
    found = max(scored, key=lambda one: one[:2], default=None)
    return found[2] if found and found[0] > 0 else None


def date_column(columns: Sequence[Column]) -> Column | None:
    """The day a movement was made or booked; the value date only where there is no other."""
    worth = {Role.DATE: 3.0, None: 2.0, Role.VALUE_DATE: 1.0}

    names = {plain(one.header) for one in columns if one.role == Role.DATE}
    both = bool(names & BEGUN) and bool(names & ENDED)

    def score(one: Column) -> float:
        if one.filled and one.days < MOSTLY:
            return 0.05 if one.role == Role.DATE else 0.0
        if not one.filled:
            return 0.1 if one.role == Role.DATE else 0.0
        if both and plain(one.header) in ENDED:
            return worth[Role.DATE]
        full = len(one.filled) / (len(one.cells) or 1)
        named = 1.0 if one.sure == 1.0 or one.role != Role.DATE else 0.9
        named *= 0.5 if both and plain(one.header) in BEGUN else 1.0
        return worth.get(one.role, 0.5) * named * (1.0 if full > MOSTLY else 0.3)

    return best(columns, score)


def state_column(columns: Sequence[Column]) -> Column | None:
    """The column that says what is booked and what is not: of several, which says it most often.

    "Memo" says so only of the impact on the balance.
    """

    def score(one: Column) -> float:
        words = {plain(cell) for cell in one.filled}
        waiting = NOT_BOOKED if "impact" in plain(one.header) else NOT_BOOKED - {"memo"}
        if not words & waiting or len(words) > FEW or one.amounts >= MOSTLY:
            return 0.0
        return float(sum(plain(cell) in waiting for cell in one.filled))

    return best(columns, score)
