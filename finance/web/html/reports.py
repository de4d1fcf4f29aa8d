"""Pages of reports."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from flask import Response, make_response, render_template, request

from finance.domain.periods import Month, month_of
from finance.usecases.printing import Paper
from finance.usecases.reporting import MonthRead
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.analysis_pages import tabs
from finance.web.html.book import book_part, here, may_edit, remembered, today
from finance.web.html.months import Switch, month_period
from finance.web.keeping import Same
from finance.web.month.page import month_page
from finance.web.month.printed import as_pdf, month_printed, paper_named
from finance.web.shell import Period

blueprint = book_part("reports", __name__, "/reports")


@blueprint.get("/month")
def month() -> Response:
    """One month with its proofs; Invalid for a month that is none."""
    actor = page_actor()
    found = usecases().reporting.month(actor, _asked())
    remembered(found.accounts)
    page = render_template(
        "reports/month.html",
        draw=lambda: month_page(found.report, here),
        drawn_from=_drawn_from(found),
        period=_period(found, today()),
        running=today() in found.span,
        printing=_printing(found.facts.transactions),
        reports=tabs,
    )
    return make_response(page)


def _drawn_from(found: MonthRead) -> Hashable:
    """All that the page is drawn from; see ``keeping``."""
    read = Same((found.accounts, found.facts, found.facts.totals))
    return "month", read, found.book, today(), may_edit()


@blueprint.get("/month.pdf")
def printed() -> Response:
    """The same to keep in a folder; Invalid for a month that is none or does not fit."""
    actor, paper = page_actor(), paper_named(request.args.get("paper", ""))
    listed = {"yes": True, "no": False}.get(request.args.get("transactions", ""))
    found = usecases().reporting.printed(actor, _asked(), listed=listed)
    return as_pdf(usecases().printer(month_printed(found, paper)), found.report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What there is to choose when the month is printed, and what is chosen to begin with.

    ``fits`` says whether the list of its ``count`` transactions can be printed at all.
    """

    paper: Paper
    count: int
    fits: bool
    listed: bool


def _printing(count: int) -> Printing:
    limits = usecases().reporting.limits
    return Printing(
        paper=paper_named(""),
        count=count,
        fits=0 < count <= limits.listed,
        listed=count <= limits.usual,
    )


def _asked() -> Month | None:
    text = request.args.get("month", "")
    return Month.parse(text) if text else None


def _period(found: MonthRead, now: date) -> Period:
    """The switcher to other months; none lies ahead of the present one."""
    latest = month_of(now, found.book.month_start)
    switch = Switch(address=lambda one: here("reports.month", month=str(one)), latest=latest)
    return month_period(page_actor(), found.facts.month, switch)
