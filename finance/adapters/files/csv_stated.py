"""Balances that a file states beside its table, above or below it, with words for what they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from finance.adapters.files.amounts import minor_units
from finance.adapters.files.csv_cells import amount, plain
from finance.adapters.files.csv_sheet import Sheet
from finance.adapters.files.csv_sums import closes, names_balance, opens
from finance.adapters.files.days import day, looks_like_day
from finance.domain.mapping import CsvMapping

MOST_ROWS: Final = 80
"""Rows above the table, and left out below it, that are asked for a balance."""
_LONGEST: Final = 80
_WIDEST: Final = 200  # a cell with words, a value and a day is shorter
_DATED: Final = re.compile(
    r"^([^\d:]+?)\s*:\s+(\S*\d)(\s+(?:as of|as at|on|at|per|am|vom|au|al|a)\s+\d\S*)$"
)


@dataclass(frozen=True, slots=True)
class _Balance:
    """A balance: ``opens`` before the first line, else after the last; ``on`` the day it names."""

    opens: bool
    on: date | None
    minor: int


def take_stated(sheet: Sheet, rows: Iterable[Sequence[str]], mapping: CsvMapping) -> bool:
    """Give ``sheet`` the balances that ``rows`` state, where it has none and they state only one.

    Nothing is taken of what is owed, as nothing says there which sign a debt has. False where both
    ends are stated and the lines do not lead from one to the other.
    """
    if mapping.inverted or not sheet.lines:
        return True
    last = max(line.date for line in sheet.lines)
    found = list(_balances(rows, mapping, sheet.places))
    before = {one.minor for one in found if one.opens}
    after = {one.minor: one.on or last for one in found if not one.opens}
    if len(before) == 1 and sheet.opening is None:
        (sheet.opening,) = before
    if len(after) != 1 or sheet.closing is not None or min(after.values()) < last:
        return True
    ((sheet.closing, sheet.closing_on),) = after.items()
    moved = sum(line.amount.minor for line in sheet.lines)
    return sheet.opening is None or sheet.opening + moved == sheet.closing


def _balances(
    rows: Iterable[Sequence[str]], mapping: CsvMapping, places: int
) -> Iterator[_Balance]:
    """The balances in ``rows``: words for one, and a number that nothing else in the row can be."""
    for row in rows:
        parts = list(_parts(row))
        read = [None if looks_like_day(one) else amount(one, mapping.decimal_mark) for one in parts]
        numbers = [(at, one[0]) for at, one in enumerate(read) if one]
        worth = [one for one in numbers if one[1][0]] or numbers
        words = [part for part, one in zip(parts, read, strict=True) if one is None]
        for at, number in worth:
            told = [parts[at - 1]] if at and len(worth) > 1 and not read[at - 1] else words
            found = [one for part in told if (one := _said(part, mapping.date_order))]
            if len(worth) == 1 or len(told) == 1:
                yield from (_Balance(*one, minor_units(number, places)[0]) for one in found[:1])


def _parts(row: Sequence[str]) -> Iterator[str]:
    """The cells of a row that hold something, one of the form ``words: value`` as two.

    A day behind the value belongs to the words: ``Balance: 12.50 as of 2026-03-31``.
    """
    for cell in row:
        if len(cell) > _WIDEST:
            yield cell
            continue
        for part in _DATED.sub(r"\1\3: \2", cell, 1).split(": ", 1):
            if bare := part.strip(" :\t\u00a0"):
                yield bare


def _said(words: str, order: str) -> tuple[bool, date | None] | None:
    """Whether the balance that ``words`` name is that before the first line, and its day."""
    parts = [part.strip(",") for part in words.split()] if len(words) <= _LONGEST else []
    days = {part: found for part in parts if (found := day(part, order))}
    told = plain(" ".join(part for part in parts if part not in days))
    before, after = opens(told), closes(told)
    if not names_balance(told) or (before == after and not days):
        return None
    return before and not after, next(iter(days.values()), None)
