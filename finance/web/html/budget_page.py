"""The budget page as one value: a headline, a row for each category, the months before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from finance.domain.accounts import Account, AccountKind
from finance.domain.budget_averages import average_limits
from finance.domain.budgets import (
    Budget,
    Measure,
    MonthStatus,
    Standing,
    State,
    in_order,
    without,
)
from finance.domain.errors import NotFound
from finance.domain.money import Bag, Money
from finance.domain.periods import Month
from finance.domain.texts import visible
from finance.usecases.readings import BudgetSheet
from finance.web.actor import page_actor
from finance.web.filters import money_text, month_name, percent, typed_amount
from finance.web.html.book import here
from finance.web.html.budget_form import TypedLimits, key_of
from finance.web.html.months import Switch, month_period
from finance.web.saying import gettext as _
from finance.web.saying import ngettext
from finance.web.shell import Period

FILLS: Final = ("last", "average")
"""Where proposals may come from: last month's limits, the average of the last three months."""

_MOST_LINES: Final = 6
_METERS: Final = {"ok": "", "near": "warn", "over": "over"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How much of a limit is used, drawn and in words; ``pace`` is today's place, if in the month.

    Both are in per cent of the limit. ``short`` is ``text`` where there is little room.
    """

    share: int
    pace: int | None
    kind: str
    text: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One category (or all spending): its field, what was spent, how it stands."""

    key: str
    name: str
    depth: int
    href: str
    history: str
    typed: str
    seen: str
    version: int
    spent: Money
    others: str
    standing: Standing | None
    bar: Bar | None
    errors: tuple[str, ...]
    was: str
    closed: bool

    @property
    def left(self) -> Money | None:
        """What is left of the limit, if there is one."""
        return self.standing.remaining if self.standing else None

    @property
    def changed(self) -> bool:
        """Whether something else stands in the field than is saved."""
        return self.typed != self.seen

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to see: no limit, no spending, nothing typed."""
        return not (self.standing or self.spent or self.others or self.changed or self.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPage:
    """What the page shows; ``fill`` says where proposals came from that wait to be saved."""

    status: MonthStatus
    rows: tuple[Row, ...]
    quiet: tuple[Row, ...]
    fill: str
    errors: tuple[str, ...]
    sentence: str
    bar: Bar | None
    empty: bool

    @property
    def month(self) -> str:
        """The month in words."""
        return month_name(self.status.month)

    @property
    def previous(self) -> str:
        """The month before, in words."""
        return month_name(self.status.month.previous)

    @property
    def figure(self) -> Money:
        """The one figure: what is left to spend, or how much more was spent."""
        return abs(self.status.whole.remaining)

    @property
    def over(self) -> bool:
        """Whether more was spent than the limit."""
        return self.status.whole.state is State.OVER

    @property
    def proposed(self) -> bool:
        """Whether any proposal is unlike what is saved."""
        return any(row.changed for row in self.rows)


def budget_page(sheet: BudgetSheet, typed: TypedLimits, fill: str = "") -> BudgetPage:
    """The page of the month of ``sheet``; what was typed stands in its fields."""
    status, rows = sheet.status, tuple(_rows(sheet, typed))
    apart = frozenset(row.key for row in rows if row.quiet) if status.standings or fill else ()
    return BudgetPage(
        status=status,
        rows=tuple(row for row in rows if row.key not in apart),
        quiet=tuple(row for row in rows if row.key in apart),
        fill=fill,
        errors=tuple(typed.errors.get("", ())),
        sentence=_sentence(status),
        bar=bar_of(status.whole) if status.standings else None,
        empty=not status.standings,
    )


def period_of(month: Month, endpoint: str, **more: str) -> Period:
    """The switcher to other months of ``endpoint``, which is shown with ``more``."""
    switch = Switch(address=lambda one: here(endpoint, month=str(one), **more))
    return month_period(page_actor(), month, switch)


def _rows(sheet: BudgetSheet, typed: TypedLimits) -> Iterator[Row]:
    status = sheet.status
    standings = {one.budget.category_id: one for one in status.standings}
    yield _row(sheet, typed, None, standings.get(None))
    for category in in_order(sheet.chart):
        standing = standings.get(category.id)
        if not category.closed or standing or category.id in status.within:
            yield _row(sheet, typed, category, standing)


def _row(
    sheet: BudgetSheet, typed: TypedLimits, category: Account | None, standing: Standing | None
) -> Row:
    status, key = sheet.status, key_of(category.id if category else None)
    bag = status.within.get(category.id, Bag()) if category else status.spent
    seen = typed_amount(standing.budgeted) if standing else ""
    line = sheet.line(category.id if category else None)
    text = typed.limits.get(key, seen)
    return Row(
        key=key,
        name=visible(category.name) if category else _("All spending"),
        depth=len(sheet.chart.path(category.id)) - 1 if category else 0,
        href=here(
            "transactions.register",
            month=str(status.month),
            category=_rows_of(category),
        ),
        history=here(
            "budget.history", month=str(status.month), category=str(category.id) if category else ""
        ),
        typed=text,
        seen=seen,
        version=line.version if line else 0,
        spent=bag.of(status.currency),
        others=amounts_text(without(bag, status.currency)),
        standing=standing,
        bar=bar_of(standing) if standing else None,
        errors=tuple(typed.errors.get(key, ())),
        was=_was(seen, text),
        closed=category.closed if category else False,
    )


def _was(seen: str, text: str) -> str:
    if text == seen:
        return ""
    return _("now %(amount)s", amount=seen) if seen else _("now none")


def amounts_text(bag: Bag) -> str:
    """Amounts of several currencies in one text, each with its code."""
    return ", ".join(money_text(amount, code=True) for amount in bag.values())


def bar_of(one: Measure) -> Bar:
    """How ``one`` stands, drawn and in words."""
    elapsed = one.elapsed
    running = bool(elapsed.begun and elapsed.left)
    share = percent_text(one.percent)
    words, short = [_("%(share)s used", share=share)], [share]
    if running:
        gone = percent(elapsed.begun, elapsed.days)
        words += [_("%(share)s of the month gone", share=gone), pace_words(one)]
        short.append(_pace_short(one))
    return Bar(
        share=one.percent,
        pace=elapsed.begun * 100 // elapsed.days if running else None,
        kind=_METERS[one.state.value],
        text=", ".join(words),
        short=" · ".join(short),
    )


def percent_text(share: int) -> str:
    """A whole per cent, below zero too (more came back than went)."""
    return f"−{percent(-share, 100)}" if share < 0 else percent(share, 100)


def pace_words(one: Measure) -> str:
    """Whether spending runs ahead of the days or behind them."""
    if not one.ahead:
        return _("on pace")
    amount = money_text(abs(one.ahead))
    if one.ahead.minor > 0:
        return _("%(amount)s ahead of an even pace", amount=amount)
    return _("%(amount)s below an even pace", amount=amount)


def _pace_short(one: Measure) -> str:
    if not one.ahead:
        return _("on pace")
    amount = money_text(abs(one.ahead))
    if one.ahead.minor > 0:
        return _("%(amount)s ahead", amount=amount)
    return _("%(amount)s below pace", amount=amount)


def _sentence(status: MonthStatus) -> str:
    """What stands beneath the figure."""
    whole = status.whole
    amount = money_text(whole.budgeted)
    parts = [
        _("of %(amount)s for all spending", amount=amount)
        if status.overall
        else _("of %(amount)s in limits", amount=amount)
    ]
    if whole.elapsed.begun and whole.elapsed.left:
        parts.append(pace_words(whole))
    if whole.per_day:
        days = ngettext("%(num)s day", "%(num)s days", whole.elapsed.left)
        amount = money_text(whole.per_day)
        parts.append(_("%(amount)s a day for %(days)s", amount=amount, days=days))
    return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One limit on the first page: how much is left, or how much it is over, and how it stands."""

    name: str
    href: str
    amount: Money
    over: bool
    bar: Bar


def budget_lines(status: MonthStatus) -> tuple[BudgetLine, ...]:
    """All spending, then the limits that are used most, the most used first."""
    whole = [one for one in status.standings if one.category is None]
    others = [one for one in status.standings if one.category is not None]
    others.sort(key=lambda one: -one.percent)
    month = str(status.month)
    return tuple(
        BudgetLine(
            name=visible(one.category.name) if one.category else _("All spending"),
            href=here("transactions.register", month=month, category=_rows_of(one.category)),
            amount=abs(one.remaining),
            over=one.state is State.OVER,
            bar=bar_of(one),
        )
        for one in (*whole, *others)[:_MOST_LINES]
    )


def _rows_of(category: Account | None) -> str:
    return str(category.id) if category else "expense"


def proposals(sheet: BudgetSheet, fill: str) -> Mapping[UUID | None, Money]:
    """The limits proposed for the month: those of last month, or the average of three."""
    now, past = sheet.status, sheet.months[1:]
    if not past:
        return {}
    if fill == "average":
        return average_limits(now, past, sheet.chart)
    shut = {one.id for one in sheet.chart.values() if one.closed}
    return {one: amount for one, amount in past[0].limits.items() if one not in shut}


def filled(proposed: Mapping[UUID | None, Money]) -> TypedLimits:
    """The fields with the proposals in them; nothing is saved by that."""
    return TypedLimits(
        limits={key_of(one): typed_amount(amount) for one, amount in proposed.items()}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One month: the limit (None: there was none), what was spent, how it stood."""

    name: str
    href: str
    budgeted: Money | None
    spent: Money
    left: Money | None
    bar: Bar | None
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """The months up to one, of a category or of everything; ``limits`` are those of all time."""

    title: str
    period: Period
    lines: tuple[HistoryLine, ...]
    limits: tuple[tuple[str, Money | None], ...]
    back: str


def history_page(sheet: BudgetSheet, category_id: UUID | None) -> HistoryPage:
    """The history of a category (None: of everything); NotFound unless it is one of spending."""
    category = sheet.chart.get(category_id) if category_id else None
    if category_id and (category is None or category.kind is not AccountKind.EXPENSE):
        raise NotFound("account", "category")
    shown = str(category_id) if category_id else ""
    return HistoryPage(
        title=visible(category.name) if category else _("All limits"),
        period=period_of(sheet.month, "budget.history", category=shown),
        lines=tuple(_history_line(one, category) for one in sheet.months),
        limits=_limits(sheet.line(category_id)),
        back=here("budget.show", month=str(sheet.month)),
    )


def _limits(line: Budget | None) -> tuple[tuple[str, Money | None], ...]:
    """The limits of a line, the latest first: since which month, and how much (None: ended)."""
    limits = reversed(line.limits) if line else ()
    return tuple((month_name(one.since), one.amount) for one in limits)


def _history_line(status: MonthStatus, category: Account | None) -> HistoryLine:
    measure = _measure(status, category)
    bag = status.within.get(category.id, Bag()) if category else status.spent
    spent = measure.spent if measure else bag.of(status.currency)
    return HistoryLine(
        name=month_name(status.month),
        href=here("budget.show", month=str(status.month)),
        budgeted=measure.budgeted if measure else None,
        spent=spent,
        left=measure.remaining if measure else None,
        bar=bar_of(measure) if measure else None,
        others=amounts_text(without(bag, status.currency)),
    )


def _measure(status: MonthStatus, category: Account | None) -> Measure | None:
    if category is None:
        return status.whole if status.standings else None
    return next((one for one in status.standings if one.category == category), None)
