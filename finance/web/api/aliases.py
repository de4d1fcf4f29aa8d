"""The addresses of the systems this grew out of, each answered by the function that answers ours.

One table: method, address as it was, what answers. Where a body or an answer was another, a small
function stands between. They are left out of the document; a slash at the end is taken everywhere.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import Response
from pydantic import AliasChoices, Field

from finance.domain.errors import Invalid, NotFound
from finance.domain.periods import Month
from finance.web.api import (
    alerts,
    analytics,
    auth,
    budgets,
    categories,
    documents,
    expenses,
    notices,
)
from finance.web.api.declaring import Call, Operation, Part, Reply
from finance.web.api.kinds import Asked, Body, Id, MonthIn, PositiveAmount, Shape
from finance.web.api.people_shapes import Secret, TokensOut
from finance.web.api.shapes import Category

_View = Callable[..., Any]


class Pair(Shape):
    """Tokens as two of the older systems answered them."""

    access: str
    refresh: str

    @classmethod
    def of(cls, tokens: TokensOut) -> "Pair":
        """The same tokens."""
        return cls(access=tokens.access_token, refresh=tokens.refresh_token)


class OneToken(TokensOut):
    """Ours, and the token under the name it had."""

    token: str


class RefreshText(Body):
    """The refresh token under the name it had."""

    refresh: Secret


class Overall(Body):
    """A limit on all spending, from ``month`` on."""

    amount: PositiveAmount = Field(validation_alias=AliasChoices("amount", "limit", "amount_limit"))
    month: MonthIn | None = None


class ExpenseCategory(categories.CategoryIn):
    """A category of spending, unless said otherwise: there was no other kind."""

    type: categories.CategoryType = "expense"


class AlertChange(alerts.AlertPut):
    """A rule written anew; which one is said in the body."""

    id: Id


class Which(Asked):
    """Which rule; the only one unless said."""

    id: Id | None = None


def login_for_token(call: Call, body: auth.LoginIn) -> OneToken:
    """Sign in."""
    return OneToken(**(told := auth.login(call, body).model_dump()), token=told["access_token"])


def login_for_pair(call: Call, body: auth.LoginIn) -> Pair:
    """Sign in."""
    return Pair.of(auth.login(call, body))


def refresh_pair(call: Call, body: RefreshText) -> Pair:
    """Exchange a refresh token."""
    return Pair.of(auth.refresh(call, auth.RefreshIn(refresh_token=body.refresh)))


def add_expense_category(call: Call, body: ExpenseCategory) -> Category:
    """Make a category."""
    return categories.add_category(call, body)


def overall(call: Call, query: budgets.MonthAsked) -> budgets.Budget:
    """The limit on all spending; NotFound if there is none."""
    return budgets.budget(call, _overall(call, query.month), query)


def _overall(call: Call, month: Month | None) -> UUID:
    for reading in call.use.budgets.all(call.actor, month):
        if reading.budget.category_id is None:
            return reading.budget.id
    raise NotFound("budget", "id")


def set_overall(call: Call, body: Overall) -> Reply[budgets.Budget]:
    """Set the limit on all spending, or another one."""
    try:
        return Reply(change_overall(call, body), HTTPStatus.OK)
    except NotFound:
        wanted = budgets.BudgetIn.model_construct(amount=body.amount, month=body.month)
        return Reply(budgets.add_budget(call, wanted), HTTPStatus.CREATED)


def change_overall(call: Call, body: Overall) -> budgets.Budget:
    """Set another limit on all spending."""
    wanted = budgets.BudgetPut.model_construct(amount=body.amount, month=body.month)
    return budgets.change_budget(call, _overall(call, body.month), wanted)


def replace_alert(call: Call, body: AlertChange) -> alerts.Alert:
    """Write a rule anew."""
    said = body.model_dump(exclude={"id"}, exclude_unset=True)
    return alerts.replace_alert(call, body.id, alerts.AlertPut.model_construct(**said))


def delete_alert(call: Call, query: Which) -> None:
    """Take a rule away."""
    alerts.delete_alert(call, query.id or _only_rule(call))


def _only_rule(call: Call) -> UUID:
    rules = call.use.alerts.all(call.actor)
    if len(rules) != 1:
        raise Invalid("missing", "id")
    return rules[0].id


def docs(call: Call) -> Response:  # noqa: ARG001 - every function of the API is given it
    """Where the documentation is now."""
    return Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": "/api/docs"})


_TABLE: Final[dict[str, tuple[tuple[str, str, _View], ...]]] = {
    "personal finance tracker": (
        ("POST", "/api/register", auth.register),
        ("POST", "/api/login", login_for_token),
    ),
    "expense tracking and budgeting api": (
        ("POST", "/auth/register", auth.register),
        ("POST", "/auth/login", auth.login),
        ("POST", "/auth/logout", auth.logout),
        ("GET", "/auth/refresh", auth.refresh),
        ("GET", "/expenses", expenses.list_expenses),
        ("POST", "/expenses", expenses.add_expense),
        ("GET", "/expenses/{expense_id}", expenses.expense),
        ("PUT", "/expenses/{expense_id}", expenses.replace_expense),
        ("DELETE", "/expenses/{expense_id}", expenses.trash_expense),
        ("GET", "/categories", categories.categories),
        ("POST", "/categories", add_expense_category),
        ("GET", "/categories/{category_id}", categories.category),
        ("PUT", "/categories/{category_id}", categories.replace_category),
        ("DELETE", "/categories/{category_id}", categories.delete_category),
        ("GET", "/budget", overall),
        ("POST", "/budget", set_overall),
        ("PUT", "/budget", change_overall),
        ("GET", "/budget/status", budgets.budget_status),
        ("GET", "/budget/history", budgets.budget_history),
        ("GET", "/alert", alerts.alerts),
        ("POST", "/alert", alerts.add_alert),
        ("PUT", "/alert", replace_alert),
        ("DELETE", "/alert", delete_alert),
        ("GET", "/analytics/summary", analytics.summary),
        ("GET", "/analytics/monthly", analytics.monthly),
        ("GET", "/analytics/weekly", analytics.weekly),
        ("GET", "/analytics/trends", analytics.trends),
        ("GET", "/analytics/export", analytics.export),
        ("GET", "/docs", docs),
    ),
    "finance tracker api": (
        ("POST", "/api/users/register", auth.register),
        ("POST", "/api/token", login_for_pair),
        ("POST", "/api/token/refresh", refresh_pair),
    ),
    "personal finance dashboard backend": (
        ("GET", "/api/analytics/spending-trends", analytics.trends),
        ("GET", "/api/analytics/monthly-reports", analytics.monthly),
        ("POST", "/api/notifications/budget-alerts", alerts.add_alert),
        ("GET", "/api/notifications/spending-warnings", notices.notifications),
    ),
}
_AS: Final[dict[_View, _View]] = {
    login_for_token: auth.login,
    login_for_pair: auth.login,
    refresh_pair: auth.refresh,
    docs: documents.docs,
}
"""Functions between, and ours whose rules (public, status ...) hold for them too."""


def operations(ours: Iterable[Operation]) -> tuple[Operation, ...]:
    """Every alias as an operation; its path is whole, with the prefix ours are below."""
    rules = {one.view: one.rules for one in ours}
    parts = []
    for system, rows in _TABLE.items():
        part = Part(system, "")
        for method, path, view in rows:
            declare = {"GET": part.get, "POST": part.post, "PUT": part.put, "DELETE": part.delete}
            declare[method](path, **rules.get(_AS.get(view, view), {}))(view)
        parts.append(part)
    return tuple(one for part in parts for one in part.operations)
