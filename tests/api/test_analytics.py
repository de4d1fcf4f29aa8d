"""Analyses as a program sees them, and their files."""

import csv
import io
import json
from typing import Any

import pytest
from flask import Flask

from tests.api.client import Program, told

COLUMNS = {
    "summary": "start_date,end_date,currency,income,expenses,net",
    "monthly": "month,currency,income,expenses,net",
    "weekly": "week,monday,currency,income,expenses,net",
    "trends": "month,category,currency,amount",
    "category-insights": "type,category,currency,amount,count,before,change",
    "year-over-year": "month,currency,income,income_before,expenses,expenses_before,net,net_before",
    "budget-vs-actual": "month,category,currency,budgeted,actual,remaining,percent,state",
}


@pytest.fixture(scope="module")
def program(app: Flask) -> Program:
    """A household with something in two Novembers, and in dollars."""
    made = Program(app)
    made.made("/income", amount="1000", date="2026-11-01")
    made.spent("250", "2026-11-02", category="Groceries")
    made.spent("50", "2026-10-31", category="Rent or mortgage")
    made.spent("9", "2025-11-02", category="Groceries")
    dollars = made.made("/accounts", name="Dollars", kind="asset", currency="USD")["id"]
    made.spent("7", "2026-11-02", account_id=dollars, category="Groceries")
    made.made("/budgets", category_id=made.category("Food"), amount="300", month="2026-11")
    return made


def test_a_summary_stands_beside_as_many_days_before(program: Program) -> None:
    found = program.seen("/analytics/summary?start_date=2026-11-01&end_date=2026-11-02")
    assert (found["income"], found["expenses"], found["net"]) == ("1000.00", "250.00", "750.00")
    assert (found["days"], found["savings_rate"]) == (2, 75)
    assert found["previous"]["expenses"] == "50.00"
    assert found["other_currencies"] == [
        {"currency": "USD", "income": "0.00", "expenses": "7.00", "net": "-7.00"}
    ]


def test_one_end_alone_is_one_day_and_none_is_the_present_month(program: Program) -> None:
    found = program.seen("/analytics/summary?end_date=2026-11-02")
    assert (found["start_date"], found["days"]) == ("2026-11-02", 1)
    assert found["savings_rate"] is None
    assert program.seen("/analytics/summary")["days"] > 27


def test_months_are_filled_with_zero(program: Program) -> None:
    found = program.seen("/analytics/monthly?month=2026-11&months=3")["items"]
    assert [(one["month"], one["expenses"]) for one in found] == [
        ("2026-09", "0.00"),
        ("2026-10", "50.00"),
        ("2026-11", "250.00"),
    ]


def test_weeks_are_those_of_the_calendar(program: Program) -> None:
    found = program.seen("/analytics/weekly?end_date=2026-11-04&weeks=2")["items"]
    assert [(one["week"], one["start_date"], one["net"]) for one in found] == [
        ("2026-W44", "2026-10-26", "950.00"),
        ("2026-W45", "2026-11-02", "-250.00"),
    ]


def test_a_trend_has_one_amount_for_every_month(program: Program) -> None:
    found = program.seen("/analytics/trends?month=2026-11&months=13")
    assert found["months"][0] == "2025-11"
    assert found["expenses"] == ["9.00", *["0.00"] * 10, "50.00", "250.00"]
    food = found["categories"][0]
    assert (food["category"]["name"], food["amounts"][-1]) == ("Food", "250.00")
    assert {len(one["amounts"]) for one in found["categories"]} == {13}


def test_insights_tell_share_count_and_change(program: Program) -> None:
    days = "start_date=2026-11-01&end_date=2026-11-02"
    groceries, rent = program.seen(f"/analytics/category-insights?{days}")["items"]
    assert (groceries["share"], groceries["count"], groceries["change"]) == (100, 1, "250.00")
    assert (rent["amount"], rent["previous"], rent["change"]) == ("0.00", "50.00", "-50.00")
    income = program.seen(f"/analytics/category-insights?{days}&type=income")
    assert [one["amount"] for one in income["items"]] == ["1000.00"]


def test_a_year_stands_beside_the_one_before(program: Program) -> None:
    found = program.seen("/analytics/year-over-year?year=2026")
    november = found["items"][10]
    assert (november["now"]["expenses"], november["before"]["expenses"]) == ("250.00", "9.00")
    assert (found["total"]["expenses"], found["total_before"]["expenses"]) == ("300.00", "9.00")


def test_limits_stand_beside_what_was_spent(program: Program) -> None:
    (one,) = program.seen("/analytics/budget-vs-actual?month=2026-11")["items"]
    assert (one["budgeted"], one["actual"], one["percent"]) == ("300.00", "250.00", 83)


@pytest.mark.parametrize("report", COLUMNS)
def test_each_comes_as_a_file(program: Program, report: str) -> None:
    asked = f"/analytics/export?report={report}&month=2026-11&year=2026"
    asked += "&start_date=2026-11-01&end_date=2026-11-02"
    answer = program.get(asked)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/csv; charset=utf-8"
    assert f"-{report}.csv" in answer.headers["Content-Disposition"]
    header, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert ",".join(header) == COLUMNS[report]
    assert rows
    found: list[dict[str, Any]] = json.loads(program.get(f"{asked}&format=json").data)
    assert [list(one.values()) for one in found] == rows


def test_a_name_that_a_spreadsheet_would_run_is_tamed_and_amounts_are_left(app: Flask) -> None:
    program = Program(app)
    program.made("/categories", name="=1+1", type="expense")
    program.spent("3", "2026-11-01", category="=1+1")
    query = "report=category-insights&start_date=2026-11-02"
    rows = program.get(f"/analytics/export?{query}").data.decode("utf-8-sig")
    assert "'=1+1,EUR,0.00,0,3.00,-3.00" in rows


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("summary?start_date=2026-11-02&end_date=2026-11-01", "end_date"),
        ("summary?start_date=0001-01-01&end_date=2026-11-01", "start_date"),
        ("summary?start_date=2026-11-02&end_date=9999-12-31", "end_date"),
        ("monthly?months=0", "months"),
        ("monthly?months=121", "months"),
        ("monthly?month=2026-13", "month"),
        ("weekly?weeks=107", "weeks"),
        ("year-over-year?year=1900", "year"),
        ("year-over-year?year=9999", "year"),
        ("category-insights?type=asset", "type"),
        ("export?report=everything", "report"),
        ("export?format=xml", "format"),
    ],
)
def test_what_cannot_be_told_is_refused_at_its_field(
    program: Program, path: str, field: str
) -> None:
    assert [one for one, _ in told(program.get(f"/analytics/{path}"), 422)] == [field]
