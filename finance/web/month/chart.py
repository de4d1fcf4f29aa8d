"""In and out of the last months as bars, with the numbers they are drawn from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from finance.domain.money import Bag, Money, exponent
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
_LABELS: Final = 13


class Flows(Protocol):
    """What came in and went out of something."""

    @property
    def income(self) -> Bag:
        """What came in."""

    @property
    def expenses(self) -> Bag:
        """What went out, positive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """The bars in two shapes, and the same numbers as a table.

    ``lengths`` are those of the bars of a ranking in thousandths of the longest, for paper, where
    names are set beside them as text. ``blank`` says that there is no bar to be seen.
    """

    caption: str
    drawings: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lengths: tuple[int, ...] = ()
    blank: bool = False

    @property
    def bars(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """The rows of a ranking, each with the length of its bar."""
        return zip(self.rows, self.lengths, strict=True)


def history_bars(report: MonthReport) -> BarChart:
    """The twelve months up to the report's, in the book's currency."""
    return month_bars(report.history[-_SHOWN:], report.book.currency)


def month_bars(history: Sequence[MonthFigures], currency: str) -> BarChart:
    """Months, earliest first, at least one."""
    return flow_bars(
        [(month_name(one.month), month_name(one.month, short=True), one) for one in history],
        currency,
        (_("In and out by month"), _("Month")),
    )


def flow_bars(
    flows: Sequence[tuple[str, str, Flows]], currency: str, titles: tuple[str, str]
) -> BarChart:
    """What came in and went out, period by period: its name, a short one, its figures.

    ``titles`` are the caption and what a period is called.
    """
    pairs = [
        Pair(name, short, one.income.of(currency), one.expenses.of(currency))
        for name, short, one in flows
    ]
    words = (_("in"), _("out"))
    chart = pair_bars(pairs, titles[0], words)
    return replace(
        chart,
        headers=(titles[1], _("In"), _("Out"), _("Kept")),
        rows=tuple(
            (*row, money_text(one.first - one.second))
            for row, one in zip(chart.rows, reversed(pairs), strict=True)
        ),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two amounts of one period, which has a name and a short one."""

    name: str
    short: str
    first: Money
    second: Money


def pair_bars(pairs: Sequence[Pair], caption: str, words: tuple[str, str]) -> BarChart:
    """Pairs of bars, earliest first, at least one; ``words`` name the two."""
    values = [amount.minor for one in pairs for amount in (one.first, one.second)]
    last = pairs[-1]
    every = -(-len(pairs) // _LABELS)
    drawn = Bars(
        caption=Caption(id="flows", title=caption, description=", ".join(_tips(last, words))),
        months=tuple(
            Month(
                one.short if (len(pairs) - 1 - at) % every == 0 else "",
                one.first.minor,
                one.second.minor,
                *_tips(one, words),
            )
            for at, one in enumerate(pairs)
        ),
        ticks=ticks(values, last.first.currency),
        in_label=words[0],
        out_label=words[1],
        phone_every=2 * every,
    )
    narrow = replace(drawn, caption=replace(drawn.caption, id="flows-phone"))
    return BarChart(
        caption=caption,
        drawings=(("desk", draw_bars(drawn)), ("phone", draw_bars(narrow, phone=True))),
        headers=("", *words),
        blank=not any(values),
        rows=tuple(
            (one.name, money_text(one.first), money_text(one.second)) for one in reversed(pairs)
        ),
    )


def _tips(one: Pair, words: tuple[str, str]) -> tuple[str, str]:
    first, second = money_text(one.first), money_text(one.second)
    return f"{one.name}: {first} {words[0]}", f"{one.name}: {second} {words[1]}"


def where_it_went(report: MonthReport) -> BarChart | None:
    """The outermost spending categories of the month, the smallest together; None without any."""
    lines = [one for one in report.main.spending if one.depth == 0]
    parts = [(visible(one.category.name), one.amount) for one in lines]
    return ranked(parts, _("Where it went in %(month)s", month=month_name(report.month)))


def ranked(parts: Sequence[tuple[str, Money]], caption: str) -> BarChart | None:
    """Named amounts of one currency, the largest first, the smallest together; None without."""
    shown = _largest(parts)
    if not shown:
        return None
    whole = sum(amount.minor for _name, amount in shown)
    rows = tuple((name, money_text(amount), percent(amount.minor, whole)) for name, amount in shown)
    text = ", ".join(" ".join(row) for row in rows)
    ranking = Ranking(
        caption=Caption(id="ranked", title=caption, description=text),
        bars=tuple(
            Ranked(name, amount.minor, f"{said} · {share}")
            for (name, amount), (_name, said, share) in zip(shown, rows, strict=True)
        ),
    )
    narrow = replace(ranking, caption=replace(ranking.caption, id="ranked-phone"))
    return BarChart(
        caption=caption,
        drawings=(("desk", draw_ranking(ranking)), ("phone", draw_ranking(narrow, phone=True))),
        headers=(_("Category"), _("Amount"), _("Share")),
        rows=rows,
        lengths=tuple(_thousandths(amount, shown) for _name, amount in shown),
    )


def _thousandths(amount: Money, shown: Sequence[tuple[str, Money]]) -> int:
    """How long its bar is, the longest being 1,000."""
    longest = max(one.minor for _name, one in shown)
    return max(0, amount.minor * 1000 // longest) if longest > 0 else 0


def _largest(parts: Sequence[tuple[str, Money]]) -> list[tuple[str, Money]]:
    named, others = largest([amount.minor for _name, amount in parts], _NAMED)
    shown = [parts[at] for at in named]
    if others:
        rest = [parts[at][1] for at in others]
        shown.append((_("Other"), sum(rest, Money.zero(rest[0].currency))))
    return shown


def ticks(values: list[int], currency: str) -> tuple[Tick, ...]:
    """Round gridlines for ``values`` (minor units), labelled without decimals."""
    rounds = round_values(values, smallest=10 ** exponent(currency))
    return tuple(Tick(at, units_text(Money(at, currency))) for at in rounds)
