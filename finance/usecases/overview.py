"""The first page: where the money stands and what this month did to it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from finance.domain.people import Actor
from finance.domain.periods import Month, Span, month_of
from finance.usecases.means import Means
from finance.usecases.readings import Ahead, Home

_MONTHS: Final = 12
_LATEST: Final = 8
_AHEAD: Final = timedelta(days=31)
_COMING: Final = 8
_POSTED: Final = 20
"""The most that is shown of what comes, and of what was posted by itself."""


@dataclass(frozen=True, slots=True)
class Overviews:
    """The use cases of the first page."""

    means: Means

    def home(self, actor: Actor, month: Month | None = None) -> Home:
        """What the book looks like in ``month`` (None: the present one)."""
        book = actor.book
        today = book.today(self.means.clock())
        shown = month or month_of(today, book.month_start)
        months = tuple(shown.plus(at) for at in range(1 - _MONTHS, 1))
        year = Span(months[0].span(book.month_start).start, shown.span(book.month_start).before)
        ahead = Ahead(user_id=actor.user.id, until=today + _AHEAD, coming=_COMING, posted=_POSTED)
        with self.means.work(actor) as work:
            read = work.readings.overview(year, _LATEST, ahead)
        return Home(
            book=book,
            months=months,
            accounts=read.accounts,
            totals=read.totals,
            entries=read.entries,
            budgets=read.budgets,
            today=today,
            near=read.near,
        )
