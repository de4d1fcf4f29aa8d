"""Days without a year, where what stands above the table says which days the file covers."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

from finance.adapters.files.csv_cells import plain
from finance.adapters.files.csv_roles import role_of
from finance.adapters.files.csv_spans import Span, span_of
from finance.adapters.files.csv_words import Role
from finance.adapters.files.days import day

_YEARLESS: Final = re.compile(
    r"(?P<day>\d{1,2}[./\-]\d{1,2}\.?|\d{1,2}[ \-]?[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.? \d{1,2})"
    r"(?: \d{1,2}:\d\d(?::\d\d)?)?"
)
_EAST: Final = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_WHOLE: Final = re.compile(
    r"(?<!\d)(?:\d{4}(?P<of>[./\-])\d\d(?P=of)\d\d"
    r"|\d{1,2}(?P<mark>[./\-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)"
    r"|\d{1,2} [^\W\d_]{3,12} \d{4}|[^\W\d_]{3,12} \d{1,2}, \d{4})(?!\d)"
)
_MONTH: Final = re.compile(
    r"(?<![\w./,\-])(?:(?P<name>[^\W\d_]{3,12})\.? |(?P<month>\d{1,2})[/\-])(?P<year>20\d\d)"
    r"(?![\w./\-])"
    r"|(?<!\d)(?P<y>20\d\d)[-_.](?P<m>0[1-9]|1[0-2])(?![-_./]?\d)"
)
_CLOSES: Final = (
    "statement date",
    "date of statement",
    "closing date",
    "statement closing",
    "statement ending",
    "period ending",
    "statement as of",
    "statement as at",
    "rechnungsdatum",
    "abrechnungsdatum",
    "abrechnung vom",
    "auszugsdatum",
    "kontoauszug vom",
    "date d arrete",
    "arrete au",
    "date du releve",
    "releve du",
    "fecha de corte",
    "fecha corte",
    "fecha de cierre",
    "fecha cierre",
    "fecha del extracto",
    "data chiusura",
    "data estratto conto",
    "estratto conto al",
    "data de fechamento",
    "data do extrato",
    "data wyciagu",
    "datum vypisu",
    "datum afschrift",
    "afschriftdatum",
    "hesap kesim tarihi",
    "ekstre tarihi",
    "締め日",
    "結帳日",
)
"""What stands before the last day of a statement, as ``plain`` writes it."""

_LONGEST: Final = timedelta(days=330)
_BACK: Final = timedelta(days=100)
_HEAD: Final = 60
_WIDEST: Final = 4096
_NAMES: Final = 2
_MOST: Final = 8
"""Columns of days that are looked at: each goes through the whole file."""
_ORDERS: Final = ("dmy", "mdy")
_DELIMITERS: Final = ";,\t|"

Period = tuple[date, date]


def dated(text: str, name: str) -> str:
    """``text`` with the years of its days, as it is where nothing tells them without doubt.

    The period is what days above the table, or in the file's ``name``, span; the weeks up to the
    one day that is said to close the statement; or the one month named there. Every day of a
    column must fall into it once, in one order of day and month and not in the other.
    """
    lines = text[: _HEAD * _WIDEST].splitlines(keepends=True)
    found = _table(lines)
    if found is None:
        return text
    header, delimiter, columns = found
    periods = _periods([*(line[:_WIDEST] for line in lines[:header]), name])
    if not periods:
        return text
    lines = text.splitlines(keepends=True)
    for at in reversed(columns):
        _fill(lines, header + 1, (delimiter, at), periods)
    return "".join(lines)


def _table(lines: Sequence[str]) -> tuple[int, str, list[int]] | None:
    """Where the header stands, its delimiter, and its columns of days without a year."""
    for at, line in enumerate(lines[:_HEAD]):
        below = next((one for one in lines[at + 1 : at + 4] if one.strip()), "")
        if len(line) > _WIDEST or not below:
            continue
        for delimiter in _DELIMITERS:
            cells = line.split(delimiter)
            if len(cells) < _NAMES:
                continue
            columns = [
                place
                for place, cell in enumerate(cells)
                if role_of(cell.strip('"\ufeff \r\n'))[0] in {Role.DATE, Role.VALUE_DATE}
                and _cell(below, delimiter, place)
            ]
            if columns:
                return at, delimiter, columns[:_MOST]
    return None


def _fill(lines: list[str], start: int, column: tuple[str, int], periods: Sequence[Period]) -> None:
    """Write the days of one column with their years, if each has exactly one."""
    found = {
        at: cell
        for at in range(start, len(lines))
        if (cell := _cell(lines[at], *column)) is not None
    }
    texts = [text for _, text in found.values()]
    readings = [_within(texts, period, order) for period in periods for order in _ORDERS]
    sure = [days for days in readings if days]
    if not sure or any(days != sure[0] for days in sure):
        return
    for (at, ((begin, end), _)), when in zip(found.items(), sure[0], strict=True):
        lines[at] = lines[at][:begin] + when.isoformat() + lines[at][end:]


def _cell(line: str, delimiter: str, at: int) -> tuple[Span, str] | None:
    """Where the cell of a row stands and the day without a year in it, None if it is none."""
    span = span_of(line, delimiter, at)
    if span is None:
        return None
    start, stop = span
    text = line[start:stop].strip().strip("\"'").strip()
    whole = _YEARLESS.fullmatch(text) if len(text) <= _HEAD else None
    if whole:
        return (start, stop), whole["day"]
    return ((start, stop), text) if _EAST.fullmatch(text) else None


def _periods(above: Sequence[str]) -> list[Period]:
    """The periods that ``above`` may speak of."""
    told = list(chain.from_iterable(map(_whole, above)))
    periods: list[Period] = []
    for order in _ORDERS:
        days = [day(text, order) for text, _ in told]
        whole = sorted({when for when in days if when})
        if None not in days and len(whole) >= _NAMES and whole[-1] - whole[0] <= _LONGEST:
            periods.append((whole[0], whole[-1]))
        ends = [when for when, (_, closes) in zip(days, told, strict=True) if when and closes]
        periods.extend((end - _BACK, end) for end in ends)
    months = set(chain.from_iterable(map(_months, above)))
    if not told and len(months) == 1:
        periods.append(months.pop())
    return list(dict.fromkeys(periods))


def _whole(line: str) -> Iterator[tuple[str, bool]]:
    """The days of a line, and of each whether what stands before it says that it closes."""
    last = 0
    for one in _WHOLE.finditer(line):
        before = plain(line[last : one.start()])
        yield one[0], any(words in before for words in _CLOSES)
        last = one.end()


def _months(line: str) -> Iterator[Period]:
    for one in _MONTH.finditer(line):
        first = day(f"1 {one['name'] or ''} {one['year']}", "dmy")
        number, year = one["month"] or one["m"], one["year"] or one["y"]
        if number:
            first = day(f"01/{number}/{year}", "dmy")
        if first:
            yield first, first.replace(day=monthrange(first.year, first.month)[1])


def _within(cells: Iterable[str], period: Period, order: str) -> list[date]:
    """The day of each cell in ``period``, none at all if one has none there."""
    start, end = period
    found: list[date] = []
    for cell in cells:
        years = range(start.year, end.year + 1)
        when = next((one for one in _readings(cell, order, years) if start <= one <= end), None)
        if when is None:
            return []
        found.append(when)
    return found


def _readings(cell: str, order: str, years: Iterable[int]) -> Iterator[date]:
    """What the day in ``cell`` means in each of ``years``."""
    east = _EAST.fullmatch(cell)
    bare = f"{east[1]}/{east[2]}" if east else cell.rstrip(".")
    mark = next((one for one in "./-" if one in bare), " ")
    for year in years:
        when = day(f"{bare}{mark}{year}", "mdy" if east else order)
        if when:
            yield when
