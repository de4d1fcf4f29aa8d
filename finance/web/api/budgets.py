"""``/api/budgets``: limits on spending, and how the months stand against them."""

from typing import Final, Literal
from uuid import UUID

from finance.domain.budgets import Budget as Line
from finance.domain.budgets import Measure, MonthStatus, Spent, Standing
from finance.usecases.budgets import AddBudget, ChangeBudget
from finance.usecases.readings import BudgetReading
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import (
    Asked,
    Body,
    Decimals,
    Id,
    MonthCount,
    MonthIn,
    PositiveAmount,
    Shape,
    Version,
)
from finance.web.api.shapes import CurrencyBalance, Named, by_currency

PART: Final = Part("Budgets", "Limits on spending, and how the months stand against them.")

Period = Literal["monthly"]


class MonthAsked(Asked):
    """Which month; the present one unless said."""

    month: MonthIn | None = None


class HistoryAsked(MonthAsked):
    """How many months, up to which one."""

    months: MonthCount = 12


class BudgetIn(Body):
    """A limit from ``month`` on (the present one unless said); no category is all spending."""

    id: Id | None = None
    category_id: Id | None = None
    amount: PositiveAmount
    month: MonthIn | None = None
    period: Period = "monthly"


class BudgetPut(Body):
    """Another limit from ``month`` on (the present one unless said)."""

    amount: PositiveAmount
    month: MonthIn | None = None
    period: Period = "monthly"
    version: Version | None = None


class LimitShape(Shape):
    """A limit of the line: it holds from ``month`` on; null ends the line there."""

    month: str
    amount: Decimals | None


class Budget(Shape):
    """The line of limits of a category, or of all spending where ``category`` is null.

    ``amount`` is the limit of the month asked for and ``month`` the one it holds from; where none
    holds yet, the next to come, and null in a month after the line has ended.
    """

    id: UUID
    category: Named | None
    category_id: UUID | None
    amount: Decimals | None
    currency: str
    month: str | None
    period: Period
    limits: list[LimitShape]
    version: int

    @classmethod
    def of(cls, reading: BudgetReading, currency: str) -> "Budget":
        """The line as it is answered."""
        line, limit = reading.budget, reading.limit
        return cls(
            id=line.id,
            category=Named.of(reading.category),
            category_id=line.category_id,
            amount=str(limit.amount) if limit else None,
            currency=currency,
            month=str(limit.since) if limit else None,
            period="monthly",
            limits=_limits(line),
            version=line.version,
        )


def _limits(line: Line) -> list[LimitShape]:
    return [
        LimitShape(month=str(one.since), amount=str(one.amount) if one.amount else None)
        for one in line.limits
    ]


class BudgetList(Shape):
    """All spending first, then the categories in their order."""

    items: list[Budget]
    next_cursor: None = None


class Pace(Shape):
    """Spending beside an even pace.

    ``expected`` is what an even pace would have used by the end of today, ``ahead`` what was spent
    beyond it (negative: less). ``left_per_day`` may be spent on each of the ``days_left`` days,
    today included; null once the month is over.
    """

    days: int
    days_left: int
    expected: Decimals
    ahead: Decimals
    left_per_day: Decimals | None

    @classmethod
    def of(cls, one: Measure) -> "Pace":
        """The pace as it is answered."""
        return cls(
            days=one.elapsed.days,
            days_left=one.elapsed.left,
            expected=str(one.expected),
            ahead=str(one.ahead),
            left_per_day=str(one.per_day) if one.per_day is not None else None,
        )


class Measured(Shape):
    """Spending against a limit, in the book's currency.

    ``remaining`` is negative when more was spent. ``percent`` is rounded down. ``near`` begins at
    80 per cent; ``over`` is more than the limit.
    """

    budgeted: Decimals
    spent: Decimals
    remaining: Decimals
    percent: int
    state: Literal["ok", "near", "over"]
    pace: Pace


def measured(one: Measure) -> dict[str, object]:
    """The fields of ``Measured``."""
    return {
        "budgeted": str(one.budgeted),
        "spent": str(one.spent),
        "remaining": str(one.remaining),
        "percent": one.percent,
        "state": one.state.value,
        "pace": Pace.of(one),
    }


class BudgetStatus(Measured):
    """One limit in one month: the category with everything beneath it, null being all spending.

    ``other_currencies`` was spent besides and is in none of the other figures. ``inner`` limits lie
    within that of a category above.
    """

    budget_id: UUID
    category: Named | None
    inner: bool
    other_currencies: list[CurrencyBalance]

    @classmethod
    def of(cls, one: Standing) -> "BudgetStatus":
        """The limit as it is answered."""
        return cls.model_validate(
            {
                **measured(one),
                "budget_id": one.budget.id,
                "category": Named.of(one.category),
                "inner": one.inner,
                "other_currencies": by_currency(one.elsewhere),
            }
        )


class Unbudgeted(Shape):
    """What was spent in a category itself that no limit of a category covers."""

    category: Named | None
    spent: Decimals
    other_currencies: list[CurrencyBalance]

    @classmethod
    def of(cls, one: Spent) -> "Unbudgeted":
        """The spending as it is answered."""
        return cls(
            category=Named.of(one.category),
            spent=str(one.amount),
            other_currencies=by_currency(one.elsewhere),
        )


class Status(Shape):
    """A month against its limits; ``totals`` are those of the categories, each counted once."""

    month: str
    currency: str
    items: list[BudgetStatus]
    unbudgeted: list[Unbudgeted]
    totals: Measured

    @classmethod
    def of(cls, found: MonthStatus) -> "Status":
        """The month as it is answered."""
        return cls(
            month=str(found.month),
            currency=found.currency,
            items=[BudgetStatus.of(one) for one in found.standings],
            unbudgeted=[Unbudgeted.of(one) for one in found.unbudgeted],
            totals=Measured.model_validate(measured(found.categories)),
        )


class BudgetHistory(Shape):
    """The months, the latest first."""

    items: list[Status]
    next_cursor: None = None


@PART.get("/budgets")
def budgets(call: Call, query: MonthAsked) -> BudgetList:
    """List the limits: those that hold now or later, or in the month asked for."""
    found = call.use.budgets.all(call.actor, query.month)
    return BudgetList(items=[_told(call, one) for one in found])


@PART.post("/budgets")
def add_budget(call: Call, body: BudgetIn) -> Budget:
    """Set a limit.

    It holds from its month on until the next one. Where another limit for the same begins in that
    very month the answer is 409: change that one.
    """
    request = AddBudget(
        id=body.id or call.new_id(),
        category_id=body.category_id,
        amount=body.amount,
        month=body.month,
    )
    return _told(call, call.use.budgets.add(call.actor, request))


@PART.get("/budgets/status")
def budget_status(call: Call, query: MonthAsked) -> Status:
    """How a month stands against its limits."""
    return Status.of(call.use.budgets.status(call.actor, query.month))


@PART.get("/budgets/history")
def budget_history(call: Call, query: HistoryAsked) -> BudgetHistory:
    """How the months up to one stood against their limits."""
    found = call.use.budgets.sheet(call.actor, query.month, query.months)
    return BudgetHistory(items=[Status.of(one) for one in found.months])


@PART.get("/budgets/{budget_id}")
def budget(call: Call, budget_id: UUID, query: MonthAsked) -> Budget:
    """One line of limits."""
    return _told(call, call.use.budgets.get(call.actor, budget_id, query.month))


@PART.put("/budgets/{budget_id}")
def change_budget(call: Call, budget_id: UUID, body: BudgetPut) -> Budget:
    """Set another limit from a month on; what held before stays what it was."""
    request = ChangeBudget(
        id=budget_id,
        amount=body.amount,
        month=body.month,
        version=call.expected(body.version),
    )
    return _told(call, call.use.budgets.change(call.actor, request))


@PART.delete("/budgets/{budget_id}")
def end_budget(call: Call, budget_id: UUID, query: MonthAsked) -> None:
    """End a line from a month on; what was planned for later goes too."""
    call.use.budgets.end(call.actor, budget_id, query.month, call.version)


def _told(call: Call, reading: BudgetReading) -> Budget:
    return Budget.of(reading, call.actor.book.currency)
