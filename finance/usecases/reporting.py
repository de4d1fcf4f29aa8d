"""Reports: what a period of the book came to."""

from dataclasses import dataclass

from finance.domain.accounts import Chart
from finance.domain.month_report import MonthReport, month_report
from finance.domain.people import Actor
from finance.domain.periods import Month, month_of
from finance.usecases.means import Means
from finance.usecases.readings import AccountReading


@dataclass(frozen=True, slots=True)
class MonthRead:
    """The report of a month, and the accounts as they are today."""

    report: MonthReport
    accounts: tuple[AccountReading, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """The use cases of reports; whoever may read the book may read them."""

    means: Means

    def month(self, actor: Actor, month: Month | None = None) -> MonthRead:
        """The report of ``month`` (None: the present one), all of one moment."""
        book = actor.book
        told = month or month_of(book.today(self.means.clock()), book.month_start)
        with self.means.work(actor) as work:
            accounts, facts = work.reports.month(book, told)
        chart = Chart(reading.account for reading in accounts)
        return MonthRead(month_report(book, chart, facts), accounts)
