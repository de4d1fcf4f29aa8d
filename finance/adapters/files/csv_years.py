"""Days without a year, where what stands above the table says which days the file covers."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from finance.adapters.files.csv_roles import role_of
from finance.adapters.files.csv_words import Role
from finance.adapters.files.days import day, order_of

_FIRST: Final = re.compile(
    r"\"?(?P<day>\d{1,2}[./\-]\d{1,2}\.?|\d{1,2}[ \-][^\W\d_]{3,9}|[^\W\d_]{3,9} \d{1,2})\"?"
    r"(?=[;,\t|])"
)
_WHOLE: Final = re.compile(
    r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}(?P<mark>[./\-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)"
    r"|\d{1,2} [^\W\d_]{3,12} \d{4})(?!\d)"
)
_LONGEST: Final = timedelta(days=330)
_HEAD: Final = 40
_PERIOD: Final = 2
_ORDERS: Final = ("dmy", "mdy")


def dated(text: str, name: str) -> str:
    """``text`` with the years of its days, as it is where no period tells them without doubt.

    The period is what days above the table, or in the file's ``name``, span. Every day must fall
    into it once, in one order of day and month and not in the other.
    """
    lines = text.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines[:_HEAD]) if _FIRST.match(line)), 0)
    if not start or not _heads_days(lines[start - 1]):
        return text
    period = _period([*lines[:start], name])
    found = {at: one for at, line in enumerate(lines) if (one := _FIRST.match(line))}
    if period is None or not found:
        return text
    readings = [
        _within([one["day"] for one in found.values()], *period, order) for order in _ORDERS
    ]
    sure = [days for days in readings if days]
    if not sure or any(days != sure[0] for days in sure):
        return text
    for (at, one), when in zip(found.items(), sure[0], strict=True):
        lines[at] = when.isoformat() + lines[at][one.end() :]
    return "".join(lines)


def _heads_days(line: str) -> bool:
    return role_of(re.split(r"[;,\t|]", line)[0].strip('"\ufeff '))[0] == Role.DATE


def _period(above: Sequence[str]) -> tuple[date, date] | None:
    """The first and last day that ``above`` names, None if it names no two for certain."""
    told = [one[0] for line in above for one in _WHOLE.finditer(line)]
    order, assumed = order_of(told, month_first=False)
    days = sorted({when for one in told if (when := day(one, order))})
    if assumed or len(days) < _PERIOD or days[-1] - days[0] > _LONGEST:
        return None
    return days[0], days[-1]


def _within(cells: Sequence[str], start: date, end: date, order: str) -> list[date]:
    """The day of each cell between ``start`` and ``end``, none at all if one has none there."""
    found: list[date] = []
    for cell in cells:
        mark = next((one for one in "./-" if one in cell), " ")
        years = range(start.year, end.year + 1)
        days = (day(f"{cell.rstrip('.')}{mark}{year}", order) for year in years)
        when = next((one for one in days if one and start <= one <= end), None)
        if when is None:
            return []
        found.append(when)
    return found
