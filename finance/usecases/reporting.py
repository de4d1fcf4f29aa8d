"""Reports: what a period of the book came to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from finance.domain.accounts import Chart
from finance.domain.errors import Invalid
from finance.domain.filters import Filter
from finance.domain.month_facts import MonthFacts
from finance.domain.month_report import MonthReport, month_report
from finance.domain.people import Actor, Book
from finance.domain.periods import Month, Span, month_of
from finance.usecases.exporting import Writer
from finance.usecases.means import Means
from finance.usecases.ports import Work
from finance.usecases.readings import AccountReadings, Entry, Row, row


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLimits:
    """How many transactions a printed list holds at most, and how many the file inside.

    More than ``usual`` are printed only for who asks for the list: it is dozens of pages then.
    """

    usual: int = 1_500
    listed: int = 3_000
    enclosed: int = 50_000


_USUAL: Final = PrintLimits()


@dataclass(frozen=True, kw_only=True)
class MonthRead:
    """The facts of a month, all of one moment, and the accounts as they are today."""

    book: Book
    accounts: AccountReadings
    facts: MonthFacts

    @property
    def span(self) -> Span:
        """The days of the month."""
        return self.facts.month.span(self.book.month_start)

    @cached_property
    def report(self) -> MonthReport:
        """The report they make, made when it is asked for."""
        return month_report(self.book, self.accounts.chart, self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPrint:
    """A month for paper: its report, its transactions in order, and the same as a CSV file.

    ``rows`` is None where the list is left out.
    """

    report: MonthReport
    rows: tuple[Row, ...] | None
    csv: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """The use cases of reports; whoever may read the book may read them."""

    means: Means
    write: Writer
    limits: PrintLimits = _USUAL

    def month(self, actor: Actor, month: Month | None = None) -> MonthRead:
        """What makes the report of ``month`` (None: the present one)."""
        with self.means.work(actor) as work:
            return _told(work, actor.book, self._meant(actor.book, month))

    def printed(
        self, actor: Actor, month: Month | None = None, *, listed: bool | None = None
    ) -> MonthPrint:
        """The same with all transactions of the month, for paper.

        ``listed``: whether to print them; None prints what fits. Invalid ``list_too_long`` if they
        shall be and do not fit, ``report_too_large`` if they do not even fit a file inside.
        """
        with self.means.work(actor) as work:
            work.hold_still()
            report = _told(work, actor.book, self._meant(actor.book, month)).report
            count = report.transactions
            self._check(count, listed=bool(listed))
            rows: list[Row] = []
            kept = rows if listed or (listed is None and count <= self.limits.usual) else None
            entries = _passing(work.readings.stream(Filter(span=report.span)), kept, report.chart)
            csv = "".join(self.write(entries, report.chart))
        return MonthPrint(report=report, rows=None if kept is None else tuple(rows), csv=csv)

    def _check(self, count: int, *, listed: bool) -> None:
        most = self.limits
        if count > most.enclosed:
            raise Invalid("report_too_large", "month", {"count": count, "limit": most.enclosed})
        if listed and count > most.listed:
            raise Invalid("list_too_long", "transactions", {"count": count, "limit": most.listed})

    def _meant(self, book: Book, month: Month | None) -> Month:
        return month or month_of(book.today(self.means.clock()), book.month_start)


def _told(work: Work, book: Book, month: Month) -> MonthRead:
    accounts, facts = work.reports.month(book, month)
    return MonthRead(book=book, accounts=accounts, facts=facts)


def _passing(entries: Iterable[Entry], kept: list[Row] | None, chart: Chart) -> Iterator[Entry]:
    """The entries as they come; their rows are put into ``kept``, if it is given."""
    for entry in entries:
        if kept is not None:
            kept.append(row(entry, chart))
        yield entry
