"""``/api/reports``: what a period came to, as a statement."""

from typing import Final

from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Asked, MonthIn
from finance.web.api.report_shapes import MonthlyReport

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
