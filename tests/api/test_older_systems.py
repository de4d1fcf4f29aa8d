"""A client of each older system, played by its own description, from an account that is not there.

Paths and bodies are those of the five descriptions.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from finance.adapters.clock import new_id
from finance.web.api import aliases
from finance.web.api.api import operations
from tests.people.desk import PASSWORD, address, login

MONTH: Final = "2026-11"
DAY: Final = "2026-11-03"


@dataclass
class Client:
    """A client that knows nothing of us: paths, JSON, and a bearer token."""

    app: Flask
    name: str = field(default_factory=login)
    place: str = field(default_factory=address)
    token: str = ""

    def call(self, method: str, path: str, body: object = None, **form: str) -> TestResponse:
        """One request, as JSON or as a form."""
        kind = {"data": form} if form else {"json": body}
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return self.app.test_client().open(
            path,
            method=method,
            headers=headers,
            environ_base={"REMOTE_ADDR": self.place},
            **kind,
        )

    def told(self, method: str, path: str, body: object = None, **form: str) -> Any:  # noqa: ANN401
        """What a request that must go well answers."""
        answer = self.call(method, path, body, **form)
        assert answer.status_code in {200, 201, 204}, (path, answer.status_code, answer.text)
        return answer.get_json() if answer.data else None

    @property
    def person(self) -> dict[str, str]:
        """Who registers."""
        return {
            "username": self.name,
            "email": f"{self.name}@example.org",
            "password": PASSWORD,
        }


@pytest.fixture
def client(app: Flask) -> Client:
    """A client without an account."""
    return Client(app)


def test_personal_budget_management_system(client: Client) -> None:
    """Its use cases, one after the other."""
    client.told("POST", "/api/auth/register", {"username": client.name, "password": PASSWORD})
    signed_in = client.told(
        "POST", "/api/auth/login", {"username": client.name, "password": PASSWORD}
    )
    client.token = signed_in["access_token"]
    assert client.told("GET", "/api/balance")["balance"] == "0.00"
    client.told("POST", "/api/income", {"date": DAY, "amount": "1000.00", "source": "salary"})
    assert [one["source"] for one in client.told("GET", "/api/income")["items"]] == ["salary"]
    food = {"date": DAY, "amount": 180, "category": "Food"}
    client.told("POST", "/api/expenses", food)
    assert len(client.told("GET", "/api/expenses")["items"]) == 1
    assert client.told("GET", "/api/balance")["balance"] == "820.00"
    category = client.told("GET", "/api/expenses")["items"][0]["category"]["id"]
    client.told("POST", "/api/budgets", {"category_id": category, "amount": "200", "month": MONTH})
    [against] = client.told("GET", f"/api/budgets/status?month={MONTH}")["items"]
    assert (against["category"]["name"], against["budgeted"], against["spent"]) == (
        *("Food", "200.00"),
        "180.00",
    )
    assert against["state"] == "near"
    bill = {"type": "expense", "amount": "9", "frequency": "monthly", "start_date": "2026-12-31"}
    client.told("POST", "/api/schedules", bill)
    month = client.told("GET", f"/api/reports/monthly?month={MONTH}")
    assert (month["total_income"], month["total_expenses"]) == ("1000.00", "180.00")
    exported = client.call("GET", "/api/exports?format=csv")
    assert exported.status_code == 200
    assert "salary" in exported.text


def test_personal_finance_tracker(client: Client) -> None:
    client.told("POST", "/api/register", client.person)
    client.token = client.told(
        "POST", "/api/login", {"username": client.name, "password": PASSWORD}
    )["token"]
    category = client.told("POST", "/api/categories", {"name": "Sweets", "type": "expense"})["id"]
    assert category in {one["id"] for one in client.told("GET", "/api/categories")["items"]}
    body = {
        "amount": 12.5,
        "description": "Liquorice",
        "type": "expense",
        "date": DAY,
        "category_id": category,
    }
    made = client.told("POST", "/api/transactions", body)["id"]
    listed = client.told(
        "GET", f"/api/transactions?category={category}&start_date={DAY}&end_date={DAY}"
    )
    assert [one["id"] for one in listed["items"]] == [made]
    assert client.told("GET", f"/api/transactions/{made}")["amount"] == "12.50"
    changed = client.told("PUT", f"/api/transactions/{made}", {**body, "amount": 10})
    assert changed["amount"] == "10.00"
    budget = client.told("POST", "/api/budgets", {"amount": 40, "category_id": category})["id"]
    assert client.told("PUT", f"/api/budgets/{budget}", {"amount": 50})["amount"] == "50.00"
    assert [one["id"] for one in client.told("GET", "/api/budgets")["items"]] == [budget]
    told = client.told("GET", "/api/dashboard")
    assert {"total_income", "total_expenses", "latest_transactions"} <= told.keys()
    client.told("DELETE", f"/api/transactions/{made}")
    assert client.told("GET", "/api/transactions")["items"] == []


def test_expense_tracking_and_budgeting_api(client: Client) -> None:
    client.told("POST", "/auth/register", {"username": client.name, "password": PASSWORD})
    form = {"username": client.name, "password": PASSWORD, "grant_type": "password"}
    session = client.told("POST", "/auth/login", **form)
    client.token = session["refresh_token"]
    client.token = client.told("GET", "/auth/refresh")["access_token"]
    category = client.told("POST", "/categories", {"name": "Sweets"})
    assert category["type"] == "expense"
    at = f"/categories/{category['id']}"
    assert client.told("PUT", at, {"name": "Candy"})["name"] == "Candy"
    assert client.told("GET", at)["name"] == "Candy"
    body = {"amount": "12.50", "date": DAY, "category_id": category["id"]}
    expense = client.told("POST", "/expenses", body)["id"]
    assert client.told("GET", f"/expenses/{expense}")["amount"] == "12.50"
    client.told("PUT", f"/expenses/{expense}", {**body, "amount": "20"})
    assert [one["amount"] for one in client.told("GET", "/expenses")["items"]] == ["20.00"]
    for figures in ("summary", "monthly", "weekly", "trends"):
        assert client.told("GET", f"/analytics/{figures}")
    assert client.call("GET", "/analytics/export").status_code == 200
    client.told("DELETE", f"/expenses/{expense}")
    assert client.call("GET", "/docs").headers["Location"] == "/api/docs"
    client.told("POST", "/auth/logout")
    assert client.call("GET", "/expenses").status_code == 401


def test_expense_tracking_and_budgeting_api_watches_a_budget(client: Client) -> None:
    client.token = client.told("POST", "/auth/register", client.person)["access_token"]
    client.told("POST", "/expenses", {"amount": "20", "date": DAY})
    assert client.call("GET", "/budget").status_code == 404
    assert client.call("PUT", "/budget", {"amount": "50"}).status_code == 404
    first = client.call("POST", "/budget", {"amount": "50", "month": MONTH})
    again = client.call("POST", "/budget", {"amount_limit": "60", "month": MONTH})
    assert (first.status_code, again.status_code) == (201, 200)
    assert client.told("PUT", "/budget", {"amount": "25", "month": MONTH})["amount"] == "25.00"
    assert client.told("GET", f"/budget?month={MONTH}")["amount"] == "25.00"
    [status] = client.told("GET", f"/budget/status?month={MONTH}")["items"]
    assert (status["remaining"], status["category"]) == ("5.00", None)
    assert client.told("GET", f"/budget/history?month={MONTH}&months=1")["items"]
    rule = client.told("POST", "/alert", {"kind": "near", "percent": 70})["id"]
    assert client.told("PUT", "/alert", {"id": rule, "percent": 60})["percent"] == 60
    assert len(client.told("GET", "/alert")["items"]) == 1
    client.told("DELETE", "/alert")
    assert client.told("GET", "/alert")["items"] == []


def test_which_of_several_rules_goes_must_be_said(client: Client) -> None:
    client.token = client.told("POST", "/auth/register", client.person)["access_token"]
    kinds = [{"kind": "near", "percent": 70}, {"kind": "over"}]
    first, _ = (client.told("POST", "/alert", one)["id"] for one in kinds)
    assert client.call("DELETE", "/alert").status_code == 422
    client.told("DELETE", f"/alert?id={first}")
    assert [one["kind"] for one in client.told("GET", "/alert")["items"]] == ["over"]


def test_finance_tracker_api(client: Client) -> None:
    client.told("POST", "/api/users/register/", client.person)
    said = {"username": client.name, "password": PASSWORD}
    pair = client.told("POST", "/api/token/", said)
    pair = client.told("POST", "/api/token/refresh/", {"refresh": pair["refresh"]})
    client.token = pair["access"]
    category = client.told("POST", "/api/categories/", {"name": "Sweets", "type": "expense"})["id"]
    named = {"name": "Candy"}
    assert client.told("PUT", f"/api/categories/{category}/", named)["name"] == "Candy"
    body = {"amount": "12.50", "type": "expense", "date": DAY, "category_id": category}
    made = client.told("POST", "/api/transactions/", body)["id"]
    client.told("PUT", f"/api/transactions/{made}/", {**body, "amount": "10"})
    budget = client.told(
        "POST", "/api/budgets/", {"amount": "40", "category_id": category, "month": MONTH}
    )["id"]
    client.told("PUT", f"/api/budgets/{budget}/", {"amount": "50", "month": MONTH})
    told = client.told("GET", f"/api/reports/monthly/?month={MONTH}")
    assert told["total_expenses"] == "10.00"
    assert {"total_income", "by_category"} <= told.keys()
    client.told("DELETE", f"/api/transactions/{made}/")
    client.told("DELETE", f"/api/budgets/{budget}/")
    client.told("DELETE", f"/api/categories/{category}/")
    assert category not in {one["id"] for one in client.told("GET", "/api/categories/")["items"]}


def test_personal_finance_dashboard_backend(client: Client) -> None:
    client.told("POST", "/api/auth/register", client.person)
    client.token = client.told(
        "POST", "/api/auth/login", {"username": client.name, "password": PASSWORD}
    )["access_token"]
    assert client.told("GET", "/api/user/profile")["username"] == client.name
    client.told("PUT", "/api/user/settings", {"currency": "EUR"})
    body = {"amount": "12.50", "category": "Food", "description": "Soup", "date": DAY}
    expense = client.told("POST", "/api/expenses", body)["id"]
    client.told("PUT", f"/api/expenses/{expense}", {**body, "amount": "10"})
    assert [one["amount"] for one in client.told("GET", "/api/expenses")["items"]] == ["10.00"]
    for figures in (
        *("spending-trends", "category-insights", "monthly-reports"),
        *("year-over-year", "budget-vs-actual"),
    ):
        assert client.told("GET", f"/api/analytics/{figures}")
    client.told("POST", "/api/notifications/budget-alerts", {"kind": "over"})
    assert client.told("GET", "/api/notifications/spending-warnings")["items"] == []
    client.told("DELETE", f"/api/expenses/{expense}")
    assert client.call("GET", "/api/docs").status_code == 200
    client.told("POST", "/api/auth/logout")
    assert client.call("GET", "/api/expenses").status_code == 401


def test_a_strangers_id_is_not_there_at_an_alias_either(app: Flask) -> None:
    mine, theirs = Client(app), Client(app)
    for one in (mine, theirs):
        one.token = one.told("POST", "/auth/register", one.person)["access_token"]
    expense = theirs.told("POST", "/expenses", {"amount": "5", "date": DAY})["id"]
    answer = mine.call("GET", f"/expenses/{expense}")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert mine.call("DELETE", f"/expenses/{expense}").status_code == 404


def test_every_alias_asks_for_a_token_unless_it_lets_people_in(client: Client) -> None:
    older = aliases.operations(operations())
    assert older
    for one in older:
        answer = client.call(one.method, re.sub(r"\{\w+\}", str(new_id()), one.path), {})
        let_in = one.public and one.path != "/auth/refresh"  # which is shown a token, the other one
        assert (answer.status_code == 401) is not let_in, one.path
