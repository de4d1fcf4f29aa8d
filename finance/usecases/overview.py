"""The first page: where the money stands and what this month did to it."""

from dataclasses import dataclass
from typing import Final

from finance.domain.accounts import AccountKind, Chart
from finance.domain.people import Actor
from finance.domain.periods import Month, Span, month_of
from finance.domain.totals import by_category, figures, own_balance
from finance.usecases.means import Means
from finance.usecases.readings import Home, row

_MONTHS: Final = 12
_LATEST: Final = 8


@dataclass(frozen=True, slots=True)
class Overviews:
    """The use cases of the first page."""

    means: Means

    def home(self, actor: Actor, month: Month | None = None) -> Home:
        """What the book looks like in ``month`` (None: the present one)."""
        book = actor.book
        shown = month or month_of(book.today(self.means.clock()), book.month_start)
        months = tuple(shown.plus(at) for at in range(1 - _MONTHS, 1))
        span = shown.span(book.month_start)
        year = Span(months[0].span(book.month_start).start, span.before)
        with self.means.work(actor) as work:
            accounts, totals, latest = work.readings.overview(year, _LATEST)
        chart = Chart(reading.account for reading in accounts)
        of_month = [total for total in totals if total.month in span]
        history = figures(totals, chart, months, book.month_start)
        return Home(
            month=shown,
            balance=own_balance((reading.account, reading.balance) for reading in accounts),
            figures=history[-1],
            history=history,
            spending=by_category(of_month, chart, AccountKind.EXPENSE, book.currency),
            income=by_category(of_month, chart, AccountKind.INCOME, book.currency),
            latest=tuple(row(entry, chart) for entry in latest),
            accounts=accounts,
        )
