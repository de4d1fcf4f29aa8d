"""The report of a month for paper: the page's own value, set as a printed statement."""

from functools import cache
from typing import Final

from babel import Locale
from flask import Response, render_template

from finance.domain.errors import Invalid
from finance.domain.month_report import MonthReport
from finance.usecases.printing import Enclosed, Paper, Printable
from finance.usecases.reporting import MonthPrint
from finance.web.assets import FOLDER
from finance.web.export_file import file_stem
from finance.web.filters import locale_tag
from finance.web.month.page import month_page
from finance.web.register_rows import View, in_days
from finance.web.saying import gettext as _

PDF: Final = "application/pdf"
_LETTER_LANDS: Final = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR"})


def paper_named(text: str) -> Paper:
    """The paper called ``text``, else what is usual where the reader lives; Invalid ``choice``."""
    if not text:
        return _usual(locale_tag())
    if text not in set(Paper):
        raise Invalid("choice", "paper", {"expected": ", ".join(Paper)})
    return Paper(text)


@cache
def _usual(tag: str) -> Paper:
    return Paper.LETTER if Locale.parse(tag).territory in _LETTER_LANDS else Paper.A4


def month_printed(found: MonthPrint, paper: Paper) -> Printable:
    """The month set on ``paper``, in the language of the request."""
    report = found.report
    page = month_page(report, lambda *_, **__: "")
    days = None if found.rows is None else in_days(found.rows, View(report.chart))
    html = render_template("reports/print.html", page=page, report=report, days=days)
    return Printable(
        html=html,
        style=f"@page {{ size: {paper} }}\n{_style()}",
        enclosed=Enclosed(
            name=f"{_stem(report)}.csv",
            text=found.csv,
            about=_("The transactions of the month"),
        ),
        made_on=report.span.last,
    )


def as_pdf(content: bytes, report: MonthReport) -> Response:
    """The file as an answer, shown where it can be and kept under a name that says the month."""
    response = Response(content, content_type=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{_stem(report)}.pdf"'
    return response


def _stem(report: MonthReport) -> str:
    return file_stem(report.book.name, str(report.month))


@cache
def _style() -> str:
    return (FOLDER / "print" / "report.css").read_text(encoding="utf-8")
