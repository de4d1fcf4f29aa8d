"""The two pictures of the first page, each with the numbers it is drawn from."""

from dataclasses import dataclass, replace
from typing import Final

from finance.domain.money import Money, exponent
from finance.domain.texts import visible
from finance.drawing.line import Line, draw_line
from finance.drawing.ring import Part, Ring, draw_ring, largest, swatch
from finance.drawing.scale import Tick, round_values
from finance.drawing.svg import Caption
from finance.usecases.readings import Home
from finance.web.filters import money_text, month_name, percent, units_text
from finance.web.html.book import here
from finance.web.saying import gettext as _

_EVERY_OTHER: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingRing:
    """Where the month's spending went: the ring, and a row for each of its parts."""

    caption: str
    drawing: str
    rows: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingLine:
    """Spending of twelve months: the line in two shapes, and the same numbers as a table.

    No drawing where nothing was spent: a line along zero says less than a sentence.
    """

    caption: str
    drawings: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def spending_ring(home: Home) -> SpendingRing:
    """The ring of the month's categories: the largest by name, the rest together."""
    sums = home.spent_in(home.currency)
    named, others = largest([one.amount.minor for one in sums])
    whole = sum(sums[at].amount.minor for at in (*named, *others))
    rows = [
        (
            swatch(place),
            visible(sums[at].category.name),
            _spent_on(home, str(sums[at].category.id)),
            units_text(sums[at].amount),
            percent(sums[at].amount.minor, whole),
        )
        for place, at in enumerate(named)
    ]
    values = [sums[at].amount for at in named]
    if others:
        rest = sum((sums[at].amount for at in others), Money.zero(values[0].currency))
        everything = _spent_on(home, "expense")
        share = percent(rest.minor, whole)
        rows.append((swatch(len(named)), _("Other"), everything, units_text(rest), share))
        values.append(rest)
    caption = titled(home, _("Where it went in %(month)s", month=month_name(home.month)))
    return SpendingRing(caption=caption, drawing=_ring(caption, values, rows), rows=tuple(rows))


def _spent_on(home: Home, category: str) -> str:
    return here("transactions.register", month=str(home.month), category=category)


def _ring(caption: str, values: list[Money], rows: list[tuple[str, str, str, str, str]]) -> str:
    parts = tuple(
        Part(value.minor, f"{row[1]} {money_text(value)}, {row[4]}")
        for value, row in zip(values, rows, strict=True)
    )
    total = sum(values, Money.zero(values[0].currency)) if values else None
    description = ", ".join(part.tip for part in parts) or _("Nothing was spent.")
    return draw_ring(
        Ring(
            caption=Caption(id="where-it-went", title=caption, description=description),
            parts=parts,
            total=units_text(total) if total else "0",
            total_label=_("spent"),
        )
    )


def titled(home: Home, text: str) -> str:
    """``text``, with the currency where it is not the book's."""
    if not home.foreign:
        return text
    return _("%(title)s, in %(currency)s", title=text, currency=home.currency)


def spending_line(home: Home) -> SpendingLine:
    """The line of the last twelve months' spending in the page's currency."""
    currency = home.currency
    spent = [figures.expenses.of(currency) for figures in home.history]
    names = [month_name(figures.month) for figures in home.history]
    short = [month_name(figures.month, short=True) for figures in home.history]
    caption = titled(home, _("Spending by month"))
    title = Caption(id="spending", title=caption, description=_line_text(names, spent))
    drawn = Line(
        caption=title,
        days=len(spent),
        points=tuple(amount.minor for amount in spent),
        points_label=units_text(spent[-1]),
        ticks=_ticks(spent),
        days_named=tuple(enumerate(short)),
        tips=tuple(
            f"{name}: {money_text(amount)}" for name, amount in zip(names, spent, strict=True)
        ),
    )
    narrow = replace(
        drawn,
        caption=replace(title, id="spending-phone"),
        days_named=tuple(enumerate(short))[1::_EVERY_OTHER],
    )
    return SpendingLine(
        caption=caption,
        drawings=(("desk", draw_line(drawn)), ("phone", draw_line(narrow, phone=True)))
        if any(amount.minor for amount in spent)
        else (),
        headers=(_("Month"), _("In"), _("Out"), _("Kept")),
        rows=tuple(_row(home, at, currency) for at in reversed(range(len(spent)))),
    )


def _line_text(names: list[str], spent: list[Money]) -> str:
    at = max(range(len(spent)), key=lambda place: spent[place].minor)
    last = money_text(spent[-1])
    return _(
        "%(last)s in %(month)s; most in %(top)s, %(most)s.",
        last=last,
        month=names[-1],
        top=names[at],
        most=money_text(spent[at]),
    )


def _ticks(spent: list[Money]) -> tuple[Tick, ...]:
    values = [amount.minor for amount in spent]
    currency = spent[0].currency
    unit = 10 ** exponent(currency)
    rounds = round_values(values, smallest=unit)
    return tuple(Tick(at, units_text(Money(at, currency))) for at in rounds)


def _row(home: Home, at: int, currency: str) -> tuple[str, ...]:
    figures = home.history[at]
    sums = (figures.income, figures.expenses, figures.net)
    return (month_name(figures.month), *(money_text(one.of(currency)) for one in sums))
