"""Days written as one number, told from other numbers by the name of their column.

In six figures (``250203``), as spreadsheets count days (``45691``), or as computers count seconds
since 1970, in universal time.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from finance.adapters.files.csv_roles import role_of
from finance.adapters.files.csv_spans import Span, span_of
from finance.adapters.files.csv_words import Role

_NUMBER: Final = re.compile(r"\d{5}(?:\.\d+)?|\d{6}|\d{10}|\d{13}", re.ASCII)
_HEAD: Final = 60
_WIDEST: Final = 4096
_DELIMITERS: Final = ";,\t|"
_MOST: Final = 8
"""Columns of days that are looked at: each goes through the whole file."""
_CENTURY: Final = 2000
_SIX: Final = 6
_FIVE: Final = 5
_SECONDS: Final = 10
_SHEET: Final = date(1899, 12, 30)
_EPOCH: Final = date(1970, 1, 1)
_DAY: Final = 86_400
_LATEST: Final = 60_000 * _DAY


def spelled(text: str) -> str:
    """``text`` with days that are one number written out, where every one is a day so read.

    Of six figures the year stands in front or at the end; where both could be, the order that
    gives the shorter stretch of time is the one.
    """
    head = text[: _HEAD * _WIDEST].splitlines()[:_HEAD]
    for at, line in enumerate(head[:-1]):
        for delimiter in _DELIMITERS if len(line) <= _WIDEST else "":
            places = _places(line, head[at + 1], delimiter)
            if places:
                lines = text.splitlines(keepends=True)
                for place in places[:_MOST]:
                    _spell(lines, at + 1, delimiter, place)
                return "".join(lines)
    return text


def _places(names: str, below: str, delimiter: str) -> list[int]:
    """The columns named after days that hold a number below the name."""
    return [
        at
        for at, name in enumerate(names.split(delimiter))
        if role_of(name.strip(' "\ufeff\r\n'))[0] in {Role.DATE, Role.VALUE_DATE}
        and _number(below, delimiter, at)
    ]


def _number(line: str, delimiter: str, at: int) -> tuple[Span, str] | None:
    """Where the cell of a line stands and the number in it, None if it is none."""
    span = span_of(line, delimiter, at)
    cell = line[span[0] : span[1]].strip(' "') if span else ""
    return (span, cell) if span and _NUMBER.fullmatch(cell) else None


def _spell(lines: list[str], start: int, delimiter: str, place: int) -> None:
    found = {
        at: cell
        for at in range(start, len(lines))
        if (cell := _number(lines[at], delimiter, place)) is not None
    }
    days = _days([text for _, text in found.values()])
    for (at, ((begin, end), _)), when in zip(found.items(), days, strict=bool(days)):
        lines[at] = lines[at][:begin] + when.isoformat() + lines[at][end:]


def _days(found: Sequence[str]) -> list[date]:
    """The days of all, in the one way that all of them can be read; none if there is no such."""
    readings = [[read(one) for one in found] for read in (_forwards, _backwards, _counted)]
    whole = [[one for one in days if one] for days in readings]
    valid = [days for days in whole if days and len(days) == len(found)]
    return min(valid, key=lambda days: max(days) - min(days), default=[])


def _forwards(text: str) -> date | None:
    return _day(text[:2], text[2:4], text[4:]) if len(text) == _SIX else None


def _backwards(text: str) -> date | None:
    return _day(text[4:], text[2:4], text[:2]) if len(text) == _SIX else None


def _day(year: str, month: str, number: str) -> date | None:
    try:
        return date(_CENTURY + int(year), int(month), int(number))
    except ValueError:
        return None


def _counted(text: str) -> date | None:
    """A day of a spreadsheet, or the moment that a computer counted."""
    whole = text.partition(".")[0]
    if len(whole) == _FIVE:
        return _SHEET + timedelta(days=int(whole))
    seconds = int(whole[:_SECONDS]) if len(whole) >= _SECONDS else _LATEST
    return _EPOCH + timedelta(days=seconds // _DAY) if seconds < _LATEST else None
