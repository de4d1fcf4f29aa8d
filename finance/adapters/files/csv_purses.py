"""Amounts in one column for each currency (``CAD$``, ``USD$``), brought into one with its currency.

The two new columns stand behind the others, so that all of them stay where they are.
"""

import csv
import io
from collections.abc import Sequence
from itertools import chain
from typing import Final

from finance.adapters.files.csv_cells import currency_of

_DELIMITERS: Final = ",;\t"
_HEAD: Final = 30
_WIDEST: Final = 4096
_SEVERAL: Final = 2
_CODE: Final = 3
_NAMES: Final = ("Amount", "Currency")


def gathered(text: str) -> str:
    """``text`` with an amount and its currency behind each row, as it is without such columns."""
    for at, line in enumerate(text[: _HEAD * _WIDEST].splitlines()[:_HEAD]):
        for delimiter in _DELIMITERS if len(line) <= _WIDEST else "":
            header = _cells(line, delimiter)
            purses = [(place, code) for place, name in enumerate(header) if (code := _code(name))]
            if len({code for _, code in purses}) < max(_SEVERAL, len(purses)):
                continue
            lines = text.splitlines(keepends=True)
            rows = (_row(one, delimiter, len(header), purses) for one in lines[at + 1 :])
            return "".join(chain(lines[:at], [_written([*header, *_NAMES], delimiter)], rows))
    return text


def _code(name: str) -> str:
    """The currency that a column is named after and after nothing else."""
    bare = name.strip().rstrip("$€£")
    return currency_of(bare) if len(bare) == _CODE and bare.isupper() else ""


def _row(line: str, delimiter: str, width: int, purses: Sequence[tuple[int, str]]) -> str:
    cells = _cells(line, delimiter)
    if len(cells) < max(place for place, _ in purses) or not any(map(str.strip, cells)):
        return line
    cells = [*cells, *[""] * (width - len(cells))][:width]
    filled = [(cells[place], code) for place, code in purses if _holds(cells[place])]
    return _written([*cells, *(filled[0] if filled else ("", ""))], delimiter)


def _holds(cell: str) -> bool:
    return any(one in "123456789" for one in cell)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _written(cells: Sequence[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return out.getvalue()
