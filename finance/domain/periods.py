"""Periods: half-open spans of days, and the months of a book that need not start on the first.

A month is named after most of its days: one that starts on day 1 to 15 after the calendar month it
starts in, one that starts later (the last day counts as later) after the next. With the 25th as
its start, 25 October to 24 November is November.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from finance.domain.errors import Invalid

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2200, 12, 31)
"""The first and the last day anything may happen on, both inclusive."""

_DAY: Final = timedelta(days=1)
_YEAR: Final = 12
_NAMED_AFTER_OWN: Final = 15
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def checked_day(day: date, field: str = "date") -> date:
    """``day`` itself; Invalid ``date_out_of_range`` unless between EARLIEST and LATEST."""
    if not EARLIEST <= day <= LATEST:
        raise Invalid("date_out_of_range", field, {"first": EARLIEST, "last": LATEST})
    return day


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``start`` (inclusive) to ``before`` (exclusive); it may be empty.

    Iterating gives its days in order. Invalid ``span_reversed`` if it would end before it starts.
    """

    start: date
    before: date

    def __post_init__(self) -> None:
        if self.before < self.start:
            raise Invalid("span_reversed", None, {"start": self.start, "before": self.before})

    @classmethod
    def inclusive(cls, start: date, end: date) -> Self:
        """The days from ``start`` to ``end``, both inclusive, as people mean it.

        Invalid ``date_out_of_range`` at ``start_date`` or ``end_date``, Invalid ``span_reversed``
        at ``end_date``.
        """
        checked_day(start, "start_date")
        if checked_day(end, "end_date") < start:
            raise Invalid("span_reversed", "end_date", {"start": start, "end": end})
        return cls(start, end + _DAY)

    @classmethod
    def of_day(cls, day: date) -> Self:
        """The one day ``day``."""
        return cls(day, day + _DAY)

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.before - self.start).days

    @property
    def last(self) -> date:
        """The last day it holds (for the edge, where ends are inclusive); not asked of an empty."""
        return self.before - _DAY

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.before

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=at) for at in range(self.days))

    def intersection(self, other: "Span") -> "Span | None":
        """The days both hold; None if there is none."""
        start, before = max(self.start, other.start), min(self.before, other.before)
        return Span(start, before) if start < before else None


class MonthStart(int):
    """The day on which a book's months begin: 1 to 28, or 31 for the last day of the month.

    An integer, kept as a smallint. Invalid ``month_start_unknown`` for any other number.
    """

    __slots__ = ()

    def __new__(cls, day: int) -> Self:
        """``day`` as a month start, checked."""
        if not (1 <= day <= _LAST_SAFE or day == _LAST):
            raise Invalid("month_start_unknown", "month_start", {"day": day})
        return super().__new__(cls, day)

    @property
    def late(self) -> bool:
        """Whether the months that start on it are named after the next calendar month."""
        return self > _NAMED_AFTER_OWN


_LAST_SAFE: Final = 28
_LAST: Final = 31
FIRST_DAY: Final = MonthStart(1)
LAST_DAY: Final = MonthStart(_LAST)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """The name of a month of a book, in order of time; which days it has the month start says.

    Invalid ``date_out_of_range`` beyond the months that hold a day between EARLIEST and LATEST for
    some month start (1899-12 to 2201-01), Invalid ``month_unreadable`` for a month like 13.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= _YEAR:
            raise Invalid("month_unreadable", "month", {"text": str(self)})
        if not _FIRST_MONTH <= self._index <= _LAST_MONTH:
            raise Invalid("date_out_of_range", "month", {"first": EARLIEST, "last": LATEST})

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-11``; Invalid ``month_unreadable`` unless it is a month of 1900 to 2200."""
        found = _MONTH.fullmatch(text)
        year, month = (int(found[1]), int(found[2])) if found else (0, 0)
        if not (EARLIEST.year <= year <= LATEST.year and 1 <= month <= _YEAR):
            raise Invalid("month_unreadable", "month", {"text": text[:40]})
        return cls(year, month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def _index(self) -> int:
        return self.year * _YEAR + self.month - 1

    def plus(self, months: int) -> "Month":
        """The month ``months`` later, or earlier if negative."""
        return Month(*_calendar(self._index + months))

    @property
    def next(self) -> "Month":
        """The month after."""
        return self.plus(1)

    @property
    def previous(self) -> "Month":
        """The month before."""
        return self.plus(-1)

    def preceded(self, months: int) -> tuple["Month", ...]:
        """This month, last, after the ``months`` before it: fewer where the first one there is."""
        there = min(months, self._index - _FIRST_MONTH)
        return tuple(self.plus(at) for at in range(-there, 1))

    def span(self, month_start: MonthStart) -> Span:
        """The days of this month in a book whose months begin on ``month_start``."""
        at = self._index - month_start.late
        return Span(_start(at, month_start), _start(at + 1, month_start))


_FIRST_MONTH: Final = EARLIEST.year * _YEAR - 1
_LAST_MONTH: Final = (LATEST.year + 1) * _YEAR


def _calendar(index: int) -> tuple[int, int]:
    year, month = divmod(index, _YEAR)
    return year, month + 1


def _start(index: int, month_start: MonthStart) -> date:
    """The day on which a period starts in the calendar month number ``index``."""
    year, month = _calendar(index)
    return date(year, month, min(month_start, calendar.monthrange(year, month)[1]))


def first_day(day: date, month_start: MonthStart) -> date:
    """The first day of the book's period that contains ``day``: the key of its kept sums."""
    index = day.year * _YEAR + day.month - 1
    start = _start(index, month_start)
    return start if start <= day else _start(index - 1, month_start)


def month_of(day: date, month_start: MonthStart) -> Month:
    """The name of the book's month that contains ``day``."""
    start = first_day(day, month_start)
    return Month(*_calendar(start.year * _YEAR + start.month - 1 + month_start.late))
