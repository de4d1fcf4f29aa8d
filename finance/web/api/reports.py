"""``/api/reports``: what a period came to, as a statement."""

from typing import Final, Literal

from flask import Response

from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Asked, Flag, MonthIn
from finance.web.api.report_shapes import MonthlyReport
from finance.web.month.printed import PDF, as_pdf, month_printed, paper_named

PART: Final = Part("Reports", "What a period came to, with its proofs.")


class MonthReported(Asked):
    """Which month of the book; the present one unless said."""

    month: MonthIn | None = None


@PART.get("/reports/monthly")
def monthly(call: Call, query: MonthReported) -> MonthlyReport:
    """A month: income and spending by category, accounts, largest transactions, proofs.

    Averages are of the up to twelve months before, from the first in which anything was recorded.
    A month without transactions is a true report of nothing.
    """
    return MonthlyReport.of(call.use.reporting.month(call.actor, query.month).report)


class MonthPrinted(MonthReported):
    """Which month, on which paper, and whether with the list of its transactions.

    Without ``paper`` it is what is usual where the reader lives. Without ``transactions`` they are
    printed where they fit; the file inside holds them in any case.
    """

    paper: Literal["a4", "letter"] | None = None
    transactions: Flag | None = None


@PART.get("/reports/monthly.pdf", media=(PDF,))
def monthly_pdf(call: Call, query: MonthPrinted) -> Response:
    """The same, printed: tagged PDF/A with the transactions of the month enclosed as CSV.

    Page one proves the rest. The same figures are the same bytes.
    """
    found = call.use.reporting.printed(call.actor, query.month, listed=query.transactions)
    content = call.use.printer(month_printed(found, paper_named(query.paper or "")))
    return as_pdf(content, found.report)
