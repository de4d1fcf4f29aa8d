"""``/api/dashboard``: a month at a glance."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from finance.domain.accounts import Chart
from finance.domain.totals import CategorySum
from finance.usecases.readings import Home
from finance.usecases.schedule_readings import Near
from finance.web.api.budgets import BudgetStatus
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Asked, Decimals, MonthIn, Shape
from finance.web.api.shapes import Named, Transaction, TransactionType, of_currency

PART: Final = Part("Dashboard", "A month at a glance.")


class MonthAsked(Asked):
    """Which month; the present one unless said."""

    month: MonthIn | None = None


class CategoryTotal(Shape):
    """What a category and everything beneath it came to; spending is positive."""

    category: Named | None
    amount: Decimals

    @classmethod
    def of(cls, total: CategorySum) -> "CategoryTotal":
        """The sum as it is answered."""
        return cls(category=Named.of(total.category), amount=str(total.amount))


class Upcoming(Shape):
    """What is due next of what recurs; something overdue waits for a yes."""

    occurrence_id: UUID
    schedule_id: UUID
    date: date
    type: TransactionType
    amount: Decimals
    currency: str
    account: Named | None
    category: Named | None
    payee: str
    mode: Literal["post", "ask", "remind"]

    @classmethod
    def of(cls, near: Near, chart: Chart) -> "Upcoming":
        """The occurrence as it is answered."""
        row, one = near.row(chart), near.occurrence
        return cls(
            occurrence_id=one.id,
            schedule_id=one.schedule_id,
            date=one.due_on,
            type=row.described.kind.value,
            amount=str(row.described.amount),
            currency=row.described.amount.currency,
            account=Named.of(row.described.account),
            category=Named.of(row.described.category),
            payee=row.transaction.payee,
            mode=near.mode.value,
        )


class Dashboard(Shape):
    """A month of the book in its currency, and how things stand now."""

    month: str
    currency: str
    total_income: Decimals
    total_expenses: Decimals
    net: Decimals
    balance: Decimals
    latest_transactions: list[Transaction]
    spending: list[CategoryTotal]
    budget_progress: list[BudgetStatus]
    upcoming: list[Upcoming]


@PART.get("/dashboard")
def dashboard(call: Call, query: MonthAsked) -> Dashboard:
    """Totals of a month, the latest transactions, spending by category."""
    home: Home = call.use.overviews.home(call.actor, query.month)
    currency = call.actor.book.currency
    return Dashboard(
        month=str(home.month),
        currency=currency,
        total_income=of_currency(home.figures.income, currency),
        total_expenses=of_currency(home.figures.expenses, currency),
        net=of_currency(home.figures.net, currency),
        balance=of_currency(home.balance, currency),
        latest_transactions=[Transaction.of(row) for row in home.latest],
        spending=[CategoryTotal.of(total) for total in home.spending],
        budget_progress=[BudgetStatus.of(one) for one in home.budget.standings],
        upcoming=[Upcoming.of(one, home.chart) for one in home.near if one.occurrence.pending],
    )
