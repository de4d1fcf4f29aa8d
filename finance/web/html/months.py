"""The period switcher of a page that shows one month: its neighbours, and a year to choose from."""

from collections.abc import Callable
from dataclasses import dataclass

from finance.domain.people import Actor
from finance.domain.periods import EARLIEST, FIRST_DAY, LATEST, Month
from finance.web.filters import day, month_name
from finance.web.html.book import today
from finance.web.shell import MonthChoice, Months, Period

Address = Callable[[Month], str]
"""Where the page shows a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """What can be switched to: ``latest`` is the last month there is, ``whole`` all dates."""

    address: Address
    latest: Month | None = None
    whole: str = ""

    def months(self, month: Month, *, shown: bool) -> Months:
        """The months of a year: of ``month``, which is ``shown`` or only where to begin."""
        choices = tuple(
            MonthChoice(
                text=month_name(one, short=True),
                name=month_name(one),
                href=self._reached(one),
                current=shown and one == month,
            )
            for one in (Month(month.year, number) for number in range(1, 13))
        )
        return Months(
            year=f"{month.year:04d}",
            earlier=self._beside(month, -1),
            later=self._beside(month, 1),
            choices=choices,
            whole=self.whole,
        )

    def _reached(self, month: Month) -> str:
        return "" if self.latest and month > self.latest else self.address(month)

    def _beside(self, month: Month, years: int) -> str:
        """The same month of another year, or the last one there is in it."""
        year = month.year + years
        if not EARLIEST.year <= year <= LATEST.year:
            return ""
        wanted = Month(year, month.month)
        if self.latest and self.latest.year == year:
            wanted = min(wanted, self.latest)
        return self._reached(wanted)


def month_period(actor: Actor, month: Month, switch: Switch) -> Period:
    """The switcher of a page that shows one month."""
    start = actor.book.month_start
    span = month.span(start)
    note = "" if start == FIRST_DAY else f"{day(span.start, today())} – {day(span.last, today())}"
    ahead = switch.latest is None or month < switch.latest
    return Period(
        label=month_name(month),
        previous=switch.address(month.previous),
        following=switch.address(month.next) if ahead else "",
        note=note,
        last=str(switch.latest or ""),
        choose=lambda: switch.months(month, shown=True),
    )
