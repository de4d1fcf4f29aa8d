"""The first page as one value: figures with what they link to, charts with their tables."""

from dataclasses import dataclass
from functools import partial

from finance.domain.money import Bag, Money
from finance.domain.people import Actor
from finance.domain.periods import month_of
from finance.usecases.readings import AccountReading, Home
from finance.web.filters import money_text, month_name, percent
from finance.web.html.book import here, today
from finance.web.html.budget_page import BudgetLine, budget_lines
from finance.web.html.home_charts import (
    SpendingLine,
    SpendingRing,
    spending_line,
    spending_ring,
    titled,
)
from finance.web.html.home_near import NearLine, near_lines
from finance.web.html.months import Switch, month_period
from finance.web.month.page import Figure
from finance.web.register_rows import Day, View, in_days
from finance.web.saying import gettext as _
from finance.web.shell import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What the first page shows. ``worth`` is by currency, the page's own first."""

    home: Home
    period: Period
    worth: tuple[Money, ...]
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    ring: SpendingRing
    line: SpendingLine
    accounts: tuple[AccountReading, ...]
    budget: tuple[BudgetLine, ...]
    coming: tuple[NearLine, ...]
    by_itself: tuple[NearLine, ...]
    fresh: bool

    @property
    def month(self) -> str:
        """The month in words."""
        return month_name(self.home.month)

    @property
    def seen_until(self) -> str:
        """Up to when everything recorded by itself is on the page."""
        return max((one.at for one in self.by_itself), default="")

    @property
    def others(self) -> str:
        """What is held in other currencies than the page's, in words."""
        return ", ".join(money_text(amount, code=True) for amount in self.worth[1:])

    def titled(self, text: str) -> str:
        """The title of a picture, with the currency where it is not the book's."""
        return titled(self.home, text)

    @property
    def present(self) -> bool:
        """Whether the month shown is the one that runs."""
        return not self.period.following


def home_page(actor: Actor, home: Home, period: Period) -> HomePage:
    """The first page of a book as ``home`` knows it."""
    own = tuple(one for one in home.accounts if one.account.kind.own and not one.account.closed)
    return HomePage(
        home=home,
        period=period,
        worth=amounts(home.balance, home.currency),
        figures=_figures(actor, home),
        days=in_days(home.latest, View(home.chart)),
        ring=spending_ring(home),
        line=spending_line(home),
        accounts=own,
        budget=budget_lines(home.budget),
        coming=near_lines(home, pending=True),
        by_itself=near_lines(home, pending=False),
        fresh=not home.latest and not home.near,
    )


def amounts(bag: Bag, currency: str) -> tuple[Money, ...]:
    """The amounts of a bag, the one in ``currency`` first and always there."""
    others = (amount for amount in bag.values() if amount.currency != currency)
    return (bag.of(currency), *others)


def period_of(actor: Actor, home: Home) -> Period:
    """The switcher to other months; none lies ahead of the present one."""
    this = month_of(today(), actor.book.month_start)
    switch = Switch(address=lambda month: here("home.show", month=str(month)), latest=this)
    return month_period(actor, home.month, switch)


def _figures(actor: Actor, home: Home) -> tuple[Figure, ...]:
    month, currency = str(home.month), home.currency
    now, before = home.figures, home.history[-2]
    passed = home.month < month_of(today(), actor.book.month_start)
    compare = partial(_passed if passed else _running, code=home.foreign)
    name = month_name(before.month, short=True)
    return (
        Figure(
            label=_("In"),
            amounts=amounts(now.income, currency),
            kind="in",
            note=compare(now.income.of(currency), before.income.of(currency), name),
            href=here("transactions.register", month=month, category="income"),
        ),
        Figure(
            label=_("Out"),
            amounts=amounts(now.expenses, currency),
            kind="",
            note=compare(now.expenses.of(currency), before.expenses.of(currency), name),
            href=here("transactions.register", month=month, category="expense"),
        ),
        Figure(
            label=_("Kept"),
            amounts=amounts(now.net, currency),
            kind="",
            note=_kept(now.net.of(currency), now.income.of(currency)),
            href=here("transactions.register", month=month),
        ),
    )


def _running(_now: Money, before: Money, name: str, *, code: bool) -> str:
    """Beside a month that is not over a whole one can only be named, not compared."""
    return _("%(amount)s in all of %(month)s", amount=money_text(before, code=code), month=name)


def _passed(now: Money, before: Money, name: str, *, code: bool) -> str:
    if now == before:
        return _("same as %(month)s", month=name)
    amount = money_text(abs(now - before), code=code)
    if now < before:
        return _("%(amount)s less than in %(month)s", amount=amount, month=name)
    return _("%(amount)s more than in %(month)s", amount=amount, month=name)


def _kept(net: Money, income: Money) -> str:
    share = percent(net.minor, income.minor)
    return _("%(share)s of what came in", share=share) if share and net.minor > 0 else ""
