"""Tables whose columns are set apart by blanks alone, as on paper, made tables parted by tabs."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from finance.adapters.files.csv_layout import holds_data, is_amount, is_day

_PART: Final = re.compile(r"[^ ]+(?: [^ ]+)*")
_DELIMITERS: Final = ",;\t|"
_HEAD: Final = 60
_WIDEST: Final = 1000
_CELLS: Final = 3
_ROWS: Final = 2

Part = tuple[int, int, str]


def columned(text: str) -> str:
    """``text`` parted by tabs if blanks set its columns apart and nothing else does.

    What stands above one another is one column; so an empty cell stays one.
    """
    head = [line[:_WIDEST] for line in text[: _HEAD * _WIDEST].splitlines()[:_HEAD]]
    rows = [at for at, line in enumerate(head) if _holds(line)]
    if len(rows) < _ROWS or any(_is_parted(head[at]) for at in rows):
        return text
    above = [at for at in range(rows[0]) if len(_parts(head[at])) >= _CELLS]
    first = above[-1] if above else rows[0]
    starts = _starts(_parts(head[first]), [_parts(head[at]) for at in rows])
    lines = text.splitlines()
    kept = [line.replace("\t", " ") for line in lines[:first]]
    return "\n".join((*kept, *(_row(line, starts) for line in lines[first:])))


def _holds(line: str) -> bool:
    cells = [cell for _, _, cell in _parts(line)]
    return len(cells) >= _CELLS and holds_data(cells)


def _is_parted(line: str) -> bool:
    """Whether one of the usual signs parts the line into a row of a table."""
    return any(mark in line and holds_data(line.split(mark)) for mark in _DELIMITERS)


def _parts(line: str) -> list[Part]:
    """Where each run of words begins and ends: one blank is within it, two are not."""
    return [(one.start(), one.end(), one[0]) for one in _PART.finditer(line)]


def _starts(names: Sequence[Part], rows: Sequence[Sequence[Part]]) -> list[int]:
    """Where the columns begin: parts that overlap, over and under one another, are one column.

    Words below no name belong to those before them.
    """
    named = {start for start, _, _ in names}
    parts = sorted({*names, *(part for row in rows for part in row)})
    columns: list[list[Part]] = []
    reach = -1
    for part in parts:
        if part[0] >= reach:
            columns.append([])
        columns[-1].append(part)
        reach = max(reach, part[1])
    return [
        column[0][0]
        for column in columns
        if any(part[0] in named or _is_figure(part[2]) for part in column)
    ]


def _is_figure(text: str) -> bool:
    return is_amount(text) or is_day(text)


def _row(line: str, starts: Sequence[int]) -> str:
    cells = [""] * len(starts)
    for start, _, cell in _parts(line.replace("\t", " ")):
        at = max(bisect_right(starts, start) - 1, 0)
        cells[at] = f"{cells[at]} {cell}".strip()
    return "\t".join(cells)
