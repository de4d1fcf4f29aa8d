"""In and out of the last months as bars, with the numbers they are drawn from."""

from dataclasses import dataclass, replace
from typing import Final

from finance.domain.money import Money, exponent
from finance.domain.month_report import MonthReport
from finance.domain.totals import MonthFigures
from finance.drawing.bars import Bars, Month, draw_bars
from finance.drawing.scale import Tick, round_values
from finance.drawing.svg import Caption
from finance.web.filters import money_text, month_name, units_text
from finance.web.saying import gettext as _

_SHOWN: Final = 12


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
