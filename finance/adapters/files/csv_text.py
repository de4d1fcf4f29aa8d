"""The text of a CSV file made plain before a table is looked for in it; its lines stay its lines.

Some files write every cell as a formula so that spreadsheets keep it as it is (``="0123"``), part
cells by more than one sign, part the day itself over three columns, or mark what is not booked by
an asterisk that a line elsewhere explains.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from finance.adapters.files.csv_cells import plain
from finance.adapters.files.csv_sections import opens_pending

_FORMULA: Final = re.compile(r'="(?=[^"\r\n]*"\s*(?:[;,\t|\r\n]|$))')
_QUOTED: Final = re.compile(r'"=""([^"\r\n]*)"""')
_LEGEND: Final = re.compile(r"^\"?\*\s{1,3}([^\s;,\t|\"][^;,\t|\"\r\n]{3,60})", re.MULTILINE)
_SINGLE: Final = re.compile(r"(?:(?<=[;,\t|\n])|^)'([^';,\t|\r\n]{0,200})'(?=[;,\t|\r\n]|$)")
_STARRED: Final = re.compile(r"(?<=[;,\t|])\"?\*\"?(?=[;,\t|\r\n])")
_PARTS: Final = ("~|~", "|~|")
_YEARS: Final = frozenset({"年", "year", "jahr", "annee", "ano", "rok"})
_MONTHS: Final = frozenset({"月", "month", "monat", "mois", "mes", "miesiac"})
_DAYS: Final = frozenset({"日", "day", "tag", "jour", "dia", "dzien"})
_HEAD: Final = 30
_WIDEST: Final = 4096
_WIDTH: Final = 2
_ROWS: Final = 2
_WRAPPED: Final = re.compile(r'\s*"(?:[^"]|"")*"\s*')


def straight(text: str) -> str:
    """``text`` with plain cells, parted by one sign, and a day in one column."""
    if '="' in text:
        text = _FORMULA.sub('"', _QUOTED.sub(r'"\1"', text))
    if len(_SINGLE.findall(text[: _HEAD * _WIDEST])) > _ROWS * _WIDTH:
        text = _SINGLE.sub(r"\1", text)
    legend = _LEGEND.search(text)
    if legend and opens_pending(legend[1]):
        text = _STARRED.sub("pending", text)
    for parting in _PARTS:
        if text.count(parting) > text.count("\n"):
            text = text.replace(parting, "|")
    return _joined(_unwrapped(text))


def _unwrapped(text: str) -> str:
    """``text`` without the quotation marks around whole lines of several cells."""
    head = [line for line in text[: _HEAD * _WIDEST].splitlines()[:_HEAD] if line.strip()]
    whole = [line for line in head if _WRAPPED.fullmatch(line) and _holds_cells(line)]
    if len(whole) < _ROWS or len(whole) * 2 < len(head):
        return text
    lines = text.splitlines(keepends=True)
    return "".join(
        line.strip()[1:-1].replace('""', '"') + "\n" if _WRAPPED.fullmatch(line.rstrip()) else line
        for line in lines
    )


def _holds_cells(line: str) -> bool:
    return any(line.count(delimiter) >= _WIDTH for delimiter in ",;\t|")


def _joined(text: str) -> str:
    """``text`` with year, month and day in one cell where its header has them in three."""
    for at, line in enumerate(text[: _HEAD * _WIDEST].splitlines()[:_HEAD]):
        for delimiter in ",;\t":
            cells = _row(line, delimiter) if len(line) <= _WIDEST and delimiter in line else []
            start = _parted(cells)
            if start is not None:
                lines = text.splitlines(keepends=True)
                rows = (_day_joined(one, delimiter, start) for one in lines[at + 1 :])
                return "".join((*lines[: at + 1], *rows))
    return text


def _parted(header: Sequence[str]) -> int | None:
    """The first of three columns named year, month and day."""
    ends = [(plain(cell).split() or [""])[-1] for cell in header]
    for at in range(len(ends) - _WIDTH):
        year, month, day = ends[at : at + 3]
        if year in _YEARS and month in _MONTHS and day in _DAYS:
            return at
    return None


def _day_joined(line: str, delimiter: str, at: int) -> str:
    cells = _row(line, delimiter)
    three = [cell.strip() for cell in cells[at : at + 3]]
    if len(three) <= _WIDTH or not all(one.isdecimal() for one in three):
        return line
    cells[at : at + 3] = ["-".join(three), "", ""]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _row(line: str, delimiter: str) -> list[str]:
    try:
        return next(_rows(line, delimiter), [])
    except csv.Error:
        return []


def _rows(line: str, delimiter: str) -> Iterator[list[str]]:
    yield from csv.reader([line], delimiter=delimiter, skipinitialspace=True)
