"""Pages of reports."""

from flask import Response, make_response, render_template, request

from finance.domain.periods import Month
from finance.web.actor import page_actor
from finance.web.context import usecases
from finance.web.html.book import book_part, remembered, today
from finance.web.html.month_page import month_page

blueprint = book_part("reports", __name__, "/reports")


@blueprint.get("/month")
def month() -> Response:
    """One month with its proofs; Invalid for a month that is none."""
    text, actor = request.args.get("month", ""), page_actor()
    found = usecases().reporting.month(actor, Month.parse(text) if text else None)
    remembered(found.accounts)
    page = month_page(found.report, today())
    return make_response(render_template("reports/month.html", page=page, period=page.period))
