"""The rows that reports owe: the month's income statement, and the month on paper."""

import statistics
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from bench.measure import Figure, paired, wall
from bench.stage import Book, Stage
from finance.adapters.clock import now
from finance.adapters.pdf.child import set_pages
from finance.domain.periods import month_of
from finance.usecases.printing import Paper, Printable
from finance.web.assets import FOLDER
from finance.web.month.printed import month_printed

_RUNS = 5


def rows(stage: Stage, small: Book, large: Book) -> Iterator[Figure]:
    """Rows 4 and 29."""
    yield _statement(stage, small, large)
    yield _printed(stage, small)


def _statement(stage: Stage, small: Book, large: Book) -> Figure:
    """The sums of last month's categories, one book beside the other."""
    works = stage.cases.transactions.means
    start = small.actor.book.month_start
    month = month_of(small.actor.book.today(now()), start).previous.span(start)
    with works.work(large.actor) as big, works.work(small.actor) as little:
        pair = paired(lambda: big.reports.totals(month), lambda: little.reports.totals(month), 200)
    what = f"month income statement at {large.size:,} / {small.size:,}"
    return Figure(4, what, pair.ratio, 2, 3, pair.detail)


def _printed(stage: Stage, book: Book) -> Figure:
    """Last month on paper beside a blank page set in the same typefaces, by one process."""
    cases, actor = stage.cases, book.actor
    last = month_of(actor.book.today(now()), actor.book.month_start).previous
    with stage.app.test_request_context():
        found = cases.reporting.printed(actor, last, listed=True)
        report = month_printed(found, Paper.A4)
    blank = replace(report, html="<html><body><p>Blank</p></body></html>")
    set_pages(*_given(blank))
    full = [wall(lambda: set_pages(*_given(report))) for _ in range(_RUNS)]
    empty = [wall(lambda: set_pages(*_given(blank))) for _ in range(_RUNS)]
    took, floor = statistics.median(full), statistics.median(empty)
    pdf = set_pages(*_given(report))
    pages = pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page/") or "some"
    detail = f"{took * 1000:.0f} / {floor * 1000:.0f} ms, {len(pdf) // 1000} kB, {pages} pages"
    rows = report.enclosed.text.count("\n") - 1
    return Figure(29, f"a month of {rows} rows as PDF / a blank page", took / floor, 12, 20, detail)


def _given(printable: Printable) -> tuple[dict[str, Any], datetime]:
    given = {**asdict(printable), "fonts": str(FOLDER / "vendor" / "fonts")}
    return given, datetime.combine(printable.made_on, datetime.min.time(), UTC)
