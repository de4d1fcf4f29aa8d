"""In and out of the last months as bars, with the numbers they are drawn from."""

from dataclasses import dataclass, replace
from typing import Final

from finance.domain.money import Money, exponent
from finance.domain.month_report import MonthReport
from finance.domain.texts import visible
from finance.domain.totals import MonthFigures
from finance.drawing.bars import Bars, Month, draw_bars
from finance.drawing.ranked import Ranked, Ranking, draw_ranking
from finance.drawing.ring import largest
from finance.drawing.scale import Tick, round_values
from finance.drawing.svg import Caption
from finance.web.filters import money_text, month_name, percent, units_text
from finance.web.saying import gettext as _

_SHOWN: Final = 12
_NAMED: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """The bars in two shapes, and the same numbers as a table."""

    caption: str
    drawings: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def history_bars(report: MonthReport) -> BarChart:
    """The twelve months up to the report's, in the book's currency."""
    return in_and_out(report.history[-_SHOWN:], report.book.currency)


def in_and_out(history: tuple[MonthFigures, ...], currency: str, name: str = "history") -> BarChart:
    """``history`` as bars; ``name`` is unlike that of any other drawing on the page."""
    caption = _("In and out by month")
    sums = [(one, one.income.of(currency), one.expenses.of(currency)) for one in history]
    values = [amount.minor for _one, came, went in sums for amount in (came, went)]
    last, came, went = sums[-1]
    description = _(
        "%(month)s: %(came)s in, %(went)s out.",
        month=month_name(last.month),
        came=money_text(came),
        went=money_text(went),
    )
    drawn = Bars(
        caption=Caption(id=name, title=caption, description=description),
        months=tuple(_month(*one) for one in sums),
        ticks=ticks(values, currency),
        in_label=_("in"),
        out_label=_("out"),
    )
    narrow = replace(drawn, caption=replace(drawn.caption, id=f"{name}-phone"))
    return BarChart(
        caption=caption,
        drawings=(("desk", draw_bars(drawn)), ("phone", draw_bars(narrow, phone=True))),
        headers=(_("Month"), _("In"), _("Out"), _("Kept")),
        rows=tuple(
            (month_name(one.month), money_text(came), money_text(went), money_text(came - went))
            for one, came, went in reversed(sums)
        ),
    )


def where_it_went(report: MonthReport) -> BarChart | None:
    """The outermost spending categories of the month, the smallest together; None without any."""
    parts = _parts(report)
    if not parts:
        return None
    whole = sum(amount.minor for _name, amount in parts)
    rows = tuple((name, money_text(amount), percent(amount.minor, whole)) for name, amount in parts)
    caption = _("Where it went in %(month)s", month=month_name(report.month))
    text = ", ".join(" ".join(row) for row in rows)
    ranking = Ranking(
        caption=Caption(id="where-it-went", title=caption, description=text),
        bars=tuple(
            Ranked(name, amount.minor, f"{said} · {share}")
            for (name, amount), (_name, said, share) in zip(parts, rows, strict=True)
        ),
    )
    narrow = replace(ranking, caption=replace(ranking.caption, id="where-it-went-phone"))
    return BarChart(
        caption=caption,
        drawings=(("desk", draw_ranking(ranking)), ("phone", draw_ranking(narrow, phone=True))),
        headers=(_("Category"), _("Amount"), _("Share")),
        rows=rows,
    )


def _parts(report: MonthReport) -> list[tuple[str, Money]]:
    lines = [one for one in report.main.spending if one.depth == 0]
    named, others = largest([one.amount.minor for one in lines], _NAMED)
    parts = [(visible(lines[at].category.name), lines[at].amount) for at in named]
    if others:
        rest = (lines[at].amount for at in others)
        parts.append((_("Other"), sum(rest, Money.zero(report.book.currency))))
    return parts


def ticks(values: list[int], currency: str) -> tuple[Tick, ...]:
    """Round gridlines for ``values`` (minor units), labelled without decimals."""
    rounds = round_values(values, smallest=10 ** exponent(currency))
    return tuple(Tick(at, units_text(Money(at, currency))) for at in rounds)


def _month(one: MonthFigures, came: Money, went: Money) -> Month:
    name = month_name(one.month)
    return Month(
        month_name(one.month, short=True),
        came.minor,
        went.minor,
        _("%(month)s: %(amount)s in", month=name, amount=money_text(came)),
        _("%(month)s: %(amount)s out", month=name, amount=money_text(went)),
    )
