"""The month as a program sees it."""

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.api.client import Program, told


def test_a_month_is_told_with_its_tree_its_accounts_and_its_proofs(app: Flask) -> None:
    program = Program(app)
    program.made("/income", amount="2000", date="2026-11-01", source="Work")
    program.spent("80.25", "2026-11-05", category="Groceries")
    program.spent("20", "2026-10-05", category="Groceries")
    report = program.seen("/reports/monthly?month=2026-11")
    assert report["month"] == "2026-11"
    assert (report["start_date"], report["end_date"]) == ("2026-11-01", "2026-11-30")
    assert (report["total_income"], report["total_expenses"]) == ("2000.00", "80.25")
    assert report["net"] == "1919.75"
    assert report["previous"]["total_expenses"] == "20.00"
    assert report["average"] == {
        "total_income": "0.00",
        "total_expenses": "20.00",
        "net": "-20.00",
        "months": 1,
    }
    food, groceries = (one for one in report["by_category"] if one["type"] == "expense")
    assert (food["category"]["name"], food["depth"], food["amount"]) == ("Food", 0, "80.25")
    assert groceries["parent_id"] == food["category"]["id"]
    (cash,) = report["accounts"]
    assert (cash["opening"], cash["in"], cash["out"], cash["closing"]) == (
        "-20.00",
        "2000.00",
        "80.25",
        "1899.75",
    )
    assert report["net_worth"][0]["closing"] == "1899.75"
    assert [one["amount"] for one in report["largest"]] == ["2000.00", "-80.25"]
    assert [(one["holds"], one["off"]) for one in report["proofs"]] == [(True, [])] * 4


def test_limits_stand_beside_what_was_spent(app: Flask) -> None:
    program = Program(app)
    program.spent("80.25", "2026-11-05", category="Groceries")
    food = program.category("Food")
    program.made("/budgets", category_id=food, amount="80", month="2026-11")
    (one,) = program.seen("/reports/monthly?month=2026-11")["budget_vs_actual"]
    assert one == {
        "category": {"id": food, "name": "Food"},
        "budgeted": "80.00",
        "actual": "80.25",
        "remaining": "-0.25",
        "percent": 100,
        "state": "over",
        "inner": False,
    }
    assert program.seen("/reports/monthly?month=2026-10")["budget_vs_actual"] == []


def test_what_recurs_and_is_still_to_come_is_named(app: Flask) -> None:
    program = Program(app)
    today = date.today()  # noqa: DTZ011 - the schedule only has to lie ahead
    start = (today.replace(day=1) + timedelta(days=40)).replace(day=15)
    food = program.category("Food")
    rent = {"type": "expense", "amount": "900", "frequency": "monthly", "payee": "Landlord"}
    program.made("/schedules", **rent, start_date=str(start), category_id=food)
    before = start.replace(day=1) - timedelta(days=1)
    (one,) = program.seen(f"/reports/monthly?month={before:%Y-%m}")["upcoming"]
    assert (one["date"], one["payee"], one["amount"]) == (str(start), "Landlord", "900.00")
    assert one["category"]["name"] == "Food"
    assert program.seen("/reports/monthly?month=2020-01")["upcoming"] == []


def test_other_currencies_stand_beside_and_are_never_added(app: Flask) -> None:
    program = Program(app)
    dollars = program.made("/accounts", name="Dollars", kind="asset", currency="USD")["id"]
    program.spent("9", "2026-11-05", account_id=dollars)
    program.spent("1", "2026-11-05")
    report = program.seen("/reports/monthly?month=2026-11")
    assert report["total_expenses"] == "1.00"
    (other,) = report["other_currencies"]
    assert (other["currency"], other["total_expenses"]) == ("USD", "9.00")


def test_a_month_before_everything_is_a_true_report_of_nothing(app: Flask) -> None:
    report = Program(app).seen("/reports/monthly?month=1900-01")
    assert (report["total_income"], report["transactions"]) == ("0.00", 0)
    assert report["by_category"] == []


def test_without_a_month_it_is_the_one_that_runs(app: Flask) -> None:
    assert Program(app).seen("/reports/monthly")["month"] > "2026-01"


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "9999-12", "2026", "", "2026-1", "x"])
def test_a_month_that_is_none_is_refused(app: Flask, month: str) -> None:
    answer = Program(app).get(f"/reports/monthly?month={month}")
    assert told(answer, 422) == [("month", "month_unreadable")]
