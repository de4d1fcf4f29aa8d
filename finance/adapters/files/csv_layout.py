"""The frame of a CSV file: delimiter, quotes, what stands above the table, header, first row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

from finance.adapters.files.csv_cells import looks_like_amount
from finance.adapters.files.csv_roles import role_of
from finance.adapters.files.csv_words import Role
from finance.adapters.files.days import looks_like_day
from finance.domain.mapping import NO_HEADER
from finance.domain.statements import Fault, unreadable

Row = tuple[int, list[str]]

_DELIMITERS: Final = (";", ",", "\t", "|")
_SAMPLE_ROWS: Final = 400
_SAMPLE_TEXT: Final = 1_000_000
_TALLEST: Final = 30
_SURE: Final = 0.5
_ABOVE: Final = 80
_NAMES: Final = 2
_NAMES_LATER: Final = 5
_DAY: Final = 2
_MOST_LINES: Final = 1_000_000
MOST_COLUMNS: Final = 200
"""Columns that hold something, or have a name; what is found out of each is weighed with others."""
_BESIDE: Final = 8
"""Empty columns kept at the right: one beside an amount may tell that it is money out."""

is_day = lru_cache(maxsize=8192)(looks_like_day)
is_amount = lru_cache(maxsize=8192)(looks_like_amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sample of the file: ``rows`` from ``first_row`` on, ``above`` what stands before."""

    delimiter: str
    quote: str
    header_row: int
    first_row: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[Row, ...]

    @property
    def line(self) -> int:
        """The 1-based line of the file where the rows begin."""
        last = self.above[-1][0] if self.above else 1
        return self.rows[0][0] if self.rows else last

    @property
    def width(self) -> int:
        """The number of columns most rows have."""
        return max((len(row) for _, row in self.rows), default=len(self.header))


def rows_of(text: str, delimiter: str, quote: str, file: str) -> Iterator[Row]:
    """The rows of ``text`` with the 1-based line each starts at, its cells as they stand.

    Unreadable ``file_too_long`` beyond a million lines, ``file_field_too_long`` for a cell of more
    than 128 KiB (the limit of the reader beneath).
    """
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quotechar=quote or '"',
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        skipinitialspace=delimiter != " ",
    )
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
            if line > _MOST_LINES:
                raise unreadable(Fault.TOO_LONG, file, line)
    except csv.Error:
        raise unreadable(Fault.FIELD_TOO_LONG, file, line) from None


def find(text: str, file: str) -> Layout:
    """The layout of ``text``; Unreadable ``file_columns_unclear`` if no table is in it.

    ``file_too_wide`` if more than ``MOST_COLUMNS`` of its columns are named or filled.
    """
    head = text[:_SAMPLE_TEXT]
    tried = [_sample(head, mark, file) for mark in _DELIMITERS if mark in head]
    if not tried:
        raise unreadable(Fault.NO_COLUMNS, file, 1, text[:80])
    delimiter, quote, rows = max(tried, key=lambda one: _worth(one[2]))
    layout = frame(delimiter, quote, rows)
    if _columns(layout) > MOST_COLUMNS:
        raise unreadable(Fault.TOO_WIDE, file, layout.line)
    return layout


def _columns(layout: Layout) -> int:
    """How many columns of the table are named or filled."""
    rows = [row for _, row in layout.rows if holds_data(row)]
    return len(
        {at for row in (layout.header, *rows) for at, cell in enumerate(row) if cell.strip()}
    )


def sample(text: str, delimiter: str, quote: str, file: str) -> list[Row]:
    """The first rows of ``text``."""
    rows = list(islice(rows_of(text[:_SAMPLE_TEXT], delimiter, quote, file), _SAMPLE_ROWS))
    width = max((_written(row) for _, row in rows), default=0) + _BESIDE
    return [(line, row[:width]) for line, row in rows]


def _written(row: Sequence[str]) -> int:
    """How many cells of a row there are up to the last that is not blank."""
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)


def _sample(head: str, delimiter: str, file: str) -> tuple[str, str, list[Row]]:
    rows = sample(head, delimiter, '"', file)
    lines = [line for line, _ in rows]
    tallest = max((b - a for a, b in pairwise(lines)), default=0)
    swallowed = tallest > _TALLEST or (len(rows) < _SAMPLE_ROWS and _tail(head, lines) > _TALLEST)
    if swallowed:
        return delimiter, "", sample(head, delimiter, "", file)
    return delimiter, '"', rows


def _tail(head: str, lines: Sequence[int]) -> int:
    return head.count("\n") - (lines[-1] if lines else 0)


def holds_data(row: Sequence[str]) -> bool:
    """Whether a row has a day and, in another cell, an amount."""
    days = [at for at, cell in enumerate(row) if is_day(cell.strip())]
    if not days:
        return False
    return any(is_amount(cell.strip()) for at, cell in enumerate(row) if at != days[0])


def _worth(rows: Sequence[Row]) -> tuple[int, int, float]:
    """How much of a table the rows are: rows with data, header words, even width."""
    data = [row for _, row in rows if holds_data(row)]
    named = max((_roles(row) for _, row in rows[:_ABOVE]), default=0)
    widths = Counter(len(row) for row in data)
    even = widths.most_common(1)[0][1] / len(data) if data else 0.0
    return len(data), named, even


def _roles(row: Sequence[str]) -> int:
    """How many different roles the cells of a row name."""
    cells = list(islice(filter(None, row), MOST_COLUMNS))
    if any(is_day(cell.strip()) for cell in cells):
        return 0
    roles = {role for role, sure in map(role_of, cells) if role and sure >= _SURE}
    return len(roles)


def frame(delimiter: str, quote: str, rows: Sequence[Row]) -> Layout:
    """Find header and first row among ``rows``."""
    data = [at for at, (_, row) in enumerate(rows) if holds_data(row)]
    header = _header(rows, data)
    first = header + 1 if header >= 0 else _first(rows, data)
    return Layout(
        delimiter=delimiter,
        quote=quote,
        header_row=header,
        first_row=first,
        header=tuple(cell.strip() for cell in rows[header][1]) if header >= 0 else (),
        rows=tuple(rows[first:]),
        above=tuple(rows[: header if header >= 0 else first]),
    )


def _first(rows: Sequence[Row], data: Sequence[int]) -> int:
    """The first row with data of a table without a header.

    One alone at the top whose days stand elsewhere, or are written otherwise, than in all rows
    below it speaks of the file.
    """
    if not data:
        return len(rows)
    shapes = [_days_of(rows[at][1]) for at in data]
    odd = len(shapes) > _NAMES and shapes[0] not in shapes[1:] and len(set(shapes[1:])) == 1
    return data[1] if odd else data[0]


def _days_of(row: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Where the days of a row stand and how they are written."""
    return tuple(
        (at, re.sub(r"\d+", lambda found: "y" if len(found[0]) > _DAY else "d", cell.strip()))
        for at, cell in enumerate(row)
        if is_day(cell.strip())
    )


def _header(rows: Sequence[Row], data: Sequence[int]) -> int:
    """The row with most column names above the first row with data, ``NO_HEADER`` if none."""
    stop = data[0] if data else min(len(rows), _ABOVE)
    named = [(_named(rows[at][1]), at) for at in range(min(len(rows), _ABOVE))]
    best = max(named[:stop], default=(0, NO_HEADER))
    later = max(named[stop:], default=(0, NO_HEADER))
    if later[0] >= max(_NAMES_LATER, best[0] + 1) and later[1] < data[-1]:
        return later[1]
    if best[0] >= _NAMES:
        return best[1]
    if stop and data and _fits(rows[stop - 1][1], rows[stop][1]):
        return stop - 1
    return NO_HEADER


def _named(row: Sequence[str]) -> int:
    """How much of a header a row is: the roles it names, a day among them counting double."""
    roles = _roles(row)
    if roles < _NAMES:
        return roles
    cells = islice(filter(None, row), MOST_COLUMNS)
    days = any(role_of(cell)[0] in {Role.DATE, Role.VALUE_DATE} for cell in cells)
    return roles + (2 if days else 0)


def _fits(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether ``above`` could be a header in a language unknown here."""
    texts = [cell for cell in above if cell.strip()]
    wide = len(above) >= len(below) - 1 and len(texts) * 2 >= len(below)
    return wide and len(texts) > 1 and not any(any(c.isdigit() for c in cell) for cell in texts)
