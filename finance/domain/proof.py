"""Whether a statement ties with the ledger, and the opening balance that would make it tie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from finance.domain.money import Money
from finance.domain.periods import EARLIEST, LATEST


class Balances(Protocol):
    """What a statement says of its account's balance; see ``Statement``."""

    @property
    def opening(self) -> Money | None:
        """The balance before the first movement."""

    @property
    def closing(self) -> Money | None:
        """The balance at the end of ``closing_on``."""

    @property
    def closing_on(self) -> date | None:
        """The day of the closing balance; None if the file names none."""


Days = Sequence[tuple[date, int]]
"""Sums of movements per day, in minor units."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An opening balance and its day: the day before the first movement; None: no day is told."""

    amount: Money
    day: date | None


def up_to(days: Days, last: date | None) -> int:
    """The sum of the movements up to and including ``last`` (None: all of them)."""
    return sum(amount for day, amount in days if last is None or day <= last)


def offered(statements: Sequence[Balances], days: Days) -> Offer | None:
    """What an account must have held before ``days`` for its statements to be right.

    The latest closing balance decides; without any, the first opening balance. None if the file
    gives neither.
    """
    closings = [(one, one.closing) for one in statements if one.closing is not None]
    first = min((day for day, _ in days), default=None)
    if closings:
        last, closing = max(closings, key=lambda pair: pair[0].closing_on or LATEST)
        before = None if first is None else max(EARLIEST, first - timedelta(days=1))
        moved = Money(up_to(days, last.closing_on), closing.currency)
        return Offer(closing - moved, before or last.closing_on)
    for one in statements:
        if one.opening is not None:
            day = None if first is None else max(EARLIEST, first - timedelta(days=1))
            return Offer(one.opening, day or one.closing_on)
    return None
