"""The money of a row of a CSV file, read strictly by its mapping."""

import re
from collections.abc import Sequence
from typing import Final

from finance.adapters.files.amounts import Number, minor_units
from finance.adapters.files.csv_cells import (
    IN,
    NOTHING,
    OUT,
    amount,
    is_sided,
    read_balance,
    word_of,
)
from finance.adapters.files.csv_sheet import Sheet
from finance.adapters.files.warned import Warnings
from finance.domain.mapping import CsvMapping
from finance.domain.money import LARGEST, Money
from finance.domain.statements import Fault, Notice

_CENTS: Final = 2
_PLAIN: Final = {
    mark: re.compile(rf"-?\d{{1,12}}(?:{re.escape(mark)}\d\d)", re.ASCII) for mark in ".,"
}


class RowFaultError(Exception):
    """This row cannot be read; ``fault`` says why and ``text`` what stood there."""

    def __init__(self, fault: Fault, text: str) -> None:
        super().__init__(fault)
        self.fault, self.text = fault, text


class MoneyReader:
    """Reads what a row says of money, in minor units of its sheet's currency, money out negative.

    A cell that is no amount is a ``RowFaultError``; what had to be rounded is told.
    """

    def __init__(self, mapping: CsvMapping, warnings: Warnings) -> None:
        self._map = mapping
        self._warnings = warnings
        self._plain = _PLAIN[mapping.decimal_mark].fullmatch
        self._minor = mapping.minor
        self._out = frozenset(map(word_of, mapping.flag_out))

    def number(self, cell: str, places: int) -> int | None:
        """What a cell beside the amounts states, rounded to ``places``, None if it is no amount."""
        if places == _CENTS and self._plain(cell):
            return int(cell.replace(self._map.decimal_mark, ""))
        found = read_balance(cell.strip(), self._map.decimal_mark) if cell else None
        return self._units(found[0], places)[0] if found else None

    def movement(self, line: int, row: Sequence[str], sheet: Sheet) -> int | None:
        """What a row moves, None where it names no amount."""
        mapping = self._map
        if mapping.amount is None:
            return self._two_columns(line, row, sheet)
        minor = self._cell(line, row[mapping.amount], sheet)
        if minor is None:
            return None
        if mapping.flag is not None:
            minor = self._directed(minor, row[mapping.flag])
        if mapping.inverted and not self._says_side(row[mapping.amount]):
            minor = -minor
        if mapping.fee is not None:
            minor -= abs(self._cell(line, row[mapping.fee], sheet) or 0)
        return minor

    def has_money(self, row: Sequence[str]) -> bool:
        """Whether a row has an amount in a column of amounts."""
        return bool(self._amounts(row))

    def moves(self, row: Sequence[str]) -> bool:
        """Whether a row has an amount other than zero."""
        return any(units for units, _ in self._amounts(row))

    def _amounts(self, row: Sequence[str]) -> list[Number]:
        """What stands in the columns of amounts."""
        places = (self._map.amount, self._map.debit, self._map.credit)
        cells = (row[at].strip() for at in places if at is not None)
        return [found[0] for cell in cells if (found := amount(cell, self._map.decimal_mark))]

    def _cell(self, line: int, text: str, sheet: Sheet) -> int | None:
        """An amount in minor units, None if the cell is empty; rounding is told."""
        places = sheet.places
        if places == _CENTS and self._plain(text):
            return int(text.replace(self._map.decimal_mark, ""))
        bare = text.strip()
        if bare in NOTHING:
            return None
        found = amount(bare, self._map.decimal_mark)
        if found is None:
            raise RowFaultError(Fault.AMOUNT, text)
        minor, exact = self._units(found[0], places)
        if abs(minor) > LARGEST:
            raise RowFaultError(Fault.AMOUNT_TOO_LARGE, text)
        if not exact:
            shown = str(Money(minor, sheet.currency))
            self._warnings.add(Notice.AMOUNT_ROUNDED, line, text=bare[:40], amount=shown)
        return minor

    def _says_side(self, cell: str) -> bool:
        """Whether an amount says by itself that it is money in, or out."""
        return is_sided(cell) or (self._map.plus_in and cell.strip().startswith("+"))

    def _units(self, found: Number, places: int) -> tuple[int, bool]:
        """Minor units and whether they are exact, of a file that may be written in these."""
        units, decimals = found
        return minor_units((units, decimals + places) if self._minor else found, places)

    def _two_columns(self, line: int, row: Sequence[str], sheet: Sheet) -> int | None:
        mapping = self._map
        out = None if mapping.debit is None else self._cell(line, row[mapping.debit], sheet)
        into = None if mapping.credit is None else self._cell(line, row[mapping.credit], sheet)
        fee = None if mapping.fee is None else self._cell(line, row[mapping.fee], sheet)
        if out is None and into is None and fee is None:
            return None
        out = out or 0
        into = -(into or 0) if mapping.credit_turned else into or 0
        minor = into + (out if mapping.debit_signed else -out)
        return (-minor if mapping.inverted else minor) - abs(fee or 0)

    def _directed(self, minor: int, cell: str) -> int:
        word = word_of(cell)
        if word in self._out or (word == "-" and "" in self._out):
            return -abs(minor)
        strict = self._out <= OUT and not self._out <= {""} and not self._map.by_balance
        if strict and minor and word not in IN:
            raise RowFaultError(Fault.DIRECTION, cell)
        return abs(minor)
