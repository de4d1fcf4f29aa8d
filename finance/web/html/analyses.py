"""Pages of analyses, and their files; within the reports."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import cache
from typing import Final

from flask import Response, make_response, render_template, request

from finance.domain.accounts import AccountKind
from finance.domain.errors import FinanceError, Invalid
from finance.domain.periods import Month, Span, month_of
from finance.usecases.analysing import MonthsRead, SpanRead, WeeksRead, YearRead
from finance.web.actor import page_actor
from finance.web.analysis_tables import TABLES, Wanted
from finance.web.context import usecases
from finance.web.export_file import MEDIA, file_stem
from finance.web.html.analysis_pages import (
    AnalysisPage,
    categories_page,
    months_page,
    weeks_page,
    years_page,
)
from finance.web.html.book import book_part, remembered, today
from finance.web.html.typed import read_day
from finance.web.keeping import Same
from finance.web.messages import told

blueprint = book_part("analyses", __name__, "/reports")
_DIGITS: Final = 4


@blueprint.get("/months")
def months() -> Response:
    """Income against spending month by month."""
    read = usecases().analyses.months(page_actor(), _month(), _whole("months", 12))
    drawn_from = _drawn_from(read, (read.totals,), read.months)
    return _shown(lambda: months_page(read), drawn_from)


@blueprint.get("/weeks")
def weeks() -> Response:
    """The same week by week."""
    read = usecases().analyses.weeks(page_actor(), _day("end_date"), _whole("weeks", 12))
    return _shown(lambda: weeks_page(read), _drawn_from(read, (read.sums,), read.span))


@blueprint.get("/years")
def years() -> Response:
    """A year beside the one before."""
    actor = page_actor()
    read = usecases().analyses.year(actor, _whole("year", 0) or None)
    this = month_of(today(), actor.book.month_start).year
    return _shown(lambda: years_page(read, this), _drawn_from(read, (read.totals,), read.year))


@blueprint.get("/categories")
def categories() -> Response:
    """The categories of any days; what was typed stays where it cannot be read."""
    errors: dict[str, str] = {}
    span = None
    try:
        span = _span()
    except FinanceError as error:
        errors[error.field or "end_date"] = told(error)
    kind = AccountKind.INCOME if request.args.get("type") == "income" else AccountKind.EXPENSE
    read = usecases().analyses.span(page_actor(), span)
    typed = {
        "start_date": request.args.get("start_date") or str(read.span.start),
        "end_date": request.args.get("end_date") or str(read.span.last),
    }
    asked = (read.span, kind, *typed.values())
    drawn_from = _drawn_from(read, (read.sums, read.earlier_sums), *asked)
    return _shown(lambda: categories_page(read, kind), drawn_from, errors, typed)


@blueprint.get("/analysis.csv")
def file() -> Response:
    """An analysis as a file, the summary unless said; Invalid ``choice`` for one there is not."""
    name = request.args.get("report", "summary")
    if name not in TABLES:
        raise Invalid("choice", "report", {"expected": ", ".join(TABLES)})
    wanted = Wanted(
        span=_span(),
        months=_whole("months", 12),
        month=_month(),
        weeks=_whole("weeks", 12),
        day=_day("end_date"),
        year=_whole("year", 0) or None,
    )
    actor, use = page_actor(), usecases()
    table = TABLES[name](use, actor, wanted)
    content = use.analyses.write([table.columns, *table.rows])
    response = Response(content, content_type=MEDIA["csv"])
    stem = file_stem(actor.book.name, name)
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.csv"'
    return response


def _drawn_from(
    read: MonthsRead | WeeksRead | YearRead | SpanRead, sums: Iterable[object], *asked: Hashable
) -> Hashable:
    """All that a page is drawn from; see ``keeping``. The frame shows what was read with it."""
    accounts = remembered(read.accounts)
    return request.endpoint, Same((accounts, *sums)), read.book, asked, today()


def _shown(
    draw: Callable[[], AnalysisPage],
    drawn_from: Hashable,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    html = render_template(
        "reports/analysis.html",
        draw=cache(draw),
        drawn_from=None if errors else drawn_from,
        errors=errors or {},
        typed=typed,
    )
    return make_response(html, 422 if errors else 200)


def _whole(name: str, usual: int) -> int:
    text = request.args.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise Invalid("not_whole", name)
    return int(text)


def _month() -> Month | None:
    text = request.args.get("month", "")
    return Month.parse(text) if text else None


def _day(name: str) -> date | None:
    text = request.args.get(name, "")
    return read_day(text, today(), name) if text else None


def _span() -> Span | None:
    """The days asked for; one end alone is one day."""
    start, end = _day("start_date"), _day("end_date")
    first, last = start or end, end or start
    return Span.inclusive(first, last) if first and last else None
