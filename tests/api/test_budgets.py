"""Budgets through the API."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.api.client import Program, told


def _limit(
    program: Program, category: str | None, amount: object = "300", month: str = "2026-11"
) -> dict[str, Any]:
    """A limit on the category called ``category``, or on all spending."""
    owner = program.category(category) if category else None
    return program.made("/budgets", category_id=owner, amount=amount, month=month)


def _status(program: Program, month: str = "2026-11") -> dict[str, Any]:
    return program.seen(f"/budgets/status?month={month}")


def test_a_limit_has_the_shape_clients_rely_on(program: Program) -> None:
    made = _limit(program, "Groceries", "300.5")
    assert made == {
        "id": made["id"],
        "category": {"id": program.category("Groceries"), "name": "Groceries"},
        "category_id": program.category("Groceries"),
        "amount": "300.50",
        "currency": "EUR",
        "month": "2026-11",
        "period": "monthly",
        "limits": [{"month": "2026-11", "amount": "300.50"}],
        "version": 1,
    }


def test_what_was_made_says_where_it_is(program: Program) -> None:
    answer = program.post("/budgets", {"amount": 5})
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"/api/budgets/{answer.get_json()['id']}")
    assert answer.headers["ETag"] == '"1"'


def test_the_status_has_the_shape_clients_rely_on(program: Program) -> None:
    _limit(program, "Food", "300")
    _limit(program, "Groceries", "100")
    program.spent("85", category="Groceries")
    program.spent("40", category="Fuel")
    seen = _status(program)
    assert (seen["month"], seen["currency"]) == ("2026-11", "EUR")
    food, groceries = seen["items"]
    assert food["category"]["name"] == "Food"
    assert {name: groceries[name] for name in ("budgeted", "spent", "remaining", "percent")} == {
        "budgeted": "100.00",
        "spent": "85.00",
        "remaining": "15.00",
        "percent": 85,
    }
    assert (groceries["state"], groceries["inner"]) == ("near", True)
    assert (food["spent"], food["state"], food["inner"]) == ("85.00", "ok", False)
    assert set(food["pace"]) == {"days", "days_left", "expected", "ahead", "left_per_day"}
    (fuel,) = seen["unbudgeted"]
    assert (fuel["category"]["name"], fuel["spent"]) == ("Fuel", "40.00")
    assert (seen["totals"]["budgeted"], seen["totals"]["spent"]) == ("300.00", "85.00")


def test_all_spending_has_no_category(program: Program) -> None:
    _limit(program, None, "50")
    program.spent("60", category="Fuel")
    (whole,) = _status(program)["items"]
    assert (whole["category"], whole["state"], whole["remaining"]) == (None, "over", "-10.00")


def test_a_refund_gives_money_back(program: Program) -> None:
    _limit(program, "Clothes", "100")
    program.spent("60", category="Clothes")
    sides = [(program.category("Clothes"), "-25"), (program.cash, "25")]
    postings = [{"account_id": one, "amount": amount, "currency": "EUR"} for one, amount in sides]
    program.made("/transactions", date="2026-11-04", payee="Shop", postings=postings)
    assert _status(program)["items"][0]["spent"] == "35.00"


def test_money_in_another_currency_stands_beside(program: Program) -> None:
    _limit(program, "Groceries")
    account = program.made("/accounts", name="Dollars", kind="asset", currency="USD")["id"]
    program.spent("9.50", category="Groceries", account_id=account)
    (one,) = _status(program)["items"]
    assert one["spent"] == "0.00"
    assert one["other_currencies"] == [{"currency": "USD", "balance": "9.50"}]


@pytest.mark.parametrize("amount", ["0", "-5", 0, -5])
def test_a_limit_is_more_than_zero(program: Program, amount: object) -> None:
    answer = program.post("/budgets", {"amount": amount})
    assert told(answer, 422) == [("amount", "amount_not_positive")]
    made = _limit(program, None)
    answer = program.call("PUT", f"/budgets/{made['id']}", {"amount": amount})
    assert told(answer, 422) == [("amount", "amount_not_positive")]


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "26-11", "1899-12", "2201-01", "soon"])
@pytest.mark.parametrize("part", ["", "/status", "/history"])
def test_a_month_that_is_none_is_told(program: Program, month: str, part: str) -> None:
    answer = program.get(f"/budgets{part}?month={month}")
    assert told(answer, 422) == [("month", "month_unreadable")]


def test_a_month_that_is_none_is_told_in_a_body_too(program: Program) -> None:
    answer = program.post("/budgets", {"amount": "5", "month": "2026-13"})
    assert told(answer, 422) == [("month", "month_unreadable")]


@pytest.mark.parametrize("month", ["1900-01", "2200-12"])
def test_the_first_and_the_last_month_have_a_status_and_a_history(
    program: Program, month: str
) -> None:
    assert _status(program, month)["month"] == month
    shown = program.seen(f"/budgets/history?month={month}")["items"]
    assert shown[0]["month"] == month
    assert shown[-1]["month"] >= "1900-01"


def test_more_decimals_than_the_currency_has_are_told(program: Program) -> None:
    assert told(program.post("/budgets", {"amount": "1.005"}), 422) == [
        ("amount", "amount_decimals")
    ]


def test_only_spending_has_limits(program: Program) -> None:
    for owner in (program.category("Salary"), program.cash):
        answer = program.post("/budgets", {"category_id": owner, "amount": "5"})
        assert told(answer, 422) == [("category_id", "account_kind")]


def test_a_closed_category_gets_no_limit(program: Program) -> None:
    pets = program.category("Pets")
    made = _limit(program, "Pets")
    program.call("PUT", f"/categories/{pets}", {"name": "Pets", "closed": True})
    answer = program.post("/budgets", {"category_id": pets, "amount": "5", "month": "2026-12"})
    assert told(answer, 422) == [("category_id", "account_closed")]
    answer = program.call("PUT", f"/budgets/{made['id']}", {"amount": "7"})
    assert told(answer, 422) == [("category_id", "account_closed")]


def test_two_limits_for_one_category_and_month_are_a_conflict(program: Program) -> None:
    _limit(program, "Fuel", "80")
    body = {"category_id": program.category("Fuel"), "amount": "90", "month": "2026-11"}
    assert told(program.post("/budgets", body), 409) == [("category_id", "budget_exists")]


def test_a_limit_in_another_month_joins_the_line(program: Program) -> None:
    first = _limit(program, "Fuel", "80", "2026-03")
    second = _limit(program, "Fuel", "90", "2026-11")
    assert second["id"] == first["id"]
    assert second["version"] == 2
    spoken = [(one["month"], one["amount"]) for one in second["limits"]]
    assert spoken == [("2026-03", "80.00"), ("2026-11", "90.00")]


def test_the_same_request_again_makes_nothing_new(program: Program) -> None:
    body = {
        "id": "0198f7e2-0000-7000-8000-000000000001",
        "category_id": program.category("Fuel"),
        "amount": "80",
    }
    first, second = program.post("/budgets", body), program.post("/budgets", body)
    assert first.get_json() == second.get_json()
    assert told(program.post("/budgets", {**body, "amount": "81"}), 409) == [("id", "id_taken")]
    other = {**body, "category_id": program.category("Car")}
    assert told(program.post("/budgets", other), 409) == [("id", "id_taken")]


def test_two_at_once_make_one_line(program: Program) -> None:
    body = {"category_id": program.category("Fuel"), "amount": "80"}
    with ThreadPoolExecutor(4) as at_once:
        answers = list(at_once.map(lambda _: program.post("/budgets", body), range(4)))
    assert len({answer.get_json()["id"] for answer in answers}) == 1
    assert len(program.seen("/budgets")["items"]) == 1


def test_a_change_holds_from_its_month_on_and_keeps_the_months_before(program: Program) -> None:
    made = _limit(program, "Groceries", "300", "2026-09")
    changed = program.call("PUT", f"/budgets/{made['id']}", {"amount": "350", "month": "2026-11"})
    assert changed.get_json()["amount"] == "350.00"
    seen = {
        month: _status(program, month)["items"][0]["budgeted"]
        for month in ("2026-09", "2026-10", "2026-11", "2027-05")
    }
    assert list(seen.values()) == ["300.00", "300.00", "350.00", "350.00"]
    assert _status(program, "2026-08")["items"] == []


def test_an_ended_line_is_gone_from_its_month_on(program: Program) -> None:
    made = _limit(program, "Groceries", "300", "2026-09")
    answer = program.call("DELETE", f"/budgets/{made['id']}?month=2026-11")
    assert answer.status_code == 204
    assert _status(program, "2026-10")["items"] != []
    assert _status(program, "2026-11")["items"] == []
    assert program.get(f"/budgets/{made['id']}").status_code == 404
    assert program.call("PUT", f"/budgets/{made['id']}", {"amount": "5"}).status_code == 404
    assert program.seen("/budgets")["items"] == []
    assert [one["id"] for one in program.seen("/budgets?month=2026-10")["items"]] == [made["id"]]


def test_a_limit_after_the_end_goes_on_with_the_line(program: Program) -> None:
    made = _limit(program, "Groceries", "300", "2026-09")
    program.call("DELETE", f"/budgets/{made['id']}?month=2026-11")
    again = _limit(program, "Groceries", "200", "2026-12")
    assert again["id"] == made["id"]
    spoken = [(one["month"], one["amount"]) for one in again["limits"]]
    assert spoken == [("2026-09", "300.00"), ("2026-11", None), ("2026-12", "200.00")]


def test_a_stale_version_is_told(program: Program) -> None:
    path = f"/budgets/{_limit(program, None)['id']}"
    program.call("PUT", path, {"amount": "7"})
    assert told(program.call("PUT", path, {"amount": "8", "version": 1}), 409) == [
        ("version", "changed_meanwhile")
    ]
    assert program.call("PUT", path, {"amount": "8"}, If_Match='"1"').status_code == 412
    assert program.call("DELETE", path, If_Match='"1"').status_code == 412
    assert program.call("PUT", path, {"amount": "8"}, If_Match='"2"').status_code == 200


def test_the_list_has_all_spending_first(program: Program) -> None:
    for name in ("Fuel", "Food", None):
        _limit(program, name, month="2026-10")
    names = [
        one["category"] and one["category"]["name"] for one in program.seen("/budgets")["items"]
    ]
    assert names == [None, "Food", "Fuel"]


def test_the_history_goes_back_by_months(program: Program) -> None:
    _limit(program, "Groceries", "300", "2026-10")
    program.spent("40", on="2026-10-05", category="Groceries")
    seen = program.seen("/budgets/history?month=2026-11&months=3")["items"]
    assert [one["month"] for one in seen] == ["2026-11", "2026-10", "2026-09"]
    assert [[row["spent"] for row in one["items"]] for one in seen] == [["0.00"], ["40.00"], []]


def test_every_step_is_taken_back(program: Program) -> None:
    def undo() -> None:
        newest = program.seen("/changes?limit=1")["items"][0]
        assert newest["subject"] == "budget"
        assert program.post(f"/changes/{newest['id']}/reversal").status_code == 201

    made = _limit(program, "Groceries", "300")
    path = f"/budgets/{made['id']}"
    program.call("PUT", path, {"amount": "400", "month": "2026-11"})
    undo()
    assert program.seen(f"{path}?month=2026-11")["amount"] == "300.00"
    program.call("DELETE", f"{path}?month=2026-11")
    undo()
    assert program.seen(f"{path}?month=2026-11")["amount"] == "300.00"


def test_a_limit_is_not_taken_back_beneath_a_later_one(program: Program) -> None:
    made = _limit(program, "Groceries", "300")
    first = program.seen("/changes?limit=1")["items"][0]
    assert first["after"]["budgets"][0]["limits"] == [
        {"month": "2026-11", "amount": "300.00", "currency": "EUR"}
    ]
    program.call("PUT", f"/budgets/{made['id']}", {"amount": "400", "month": "2026-11"})
    answer = program.post(f"/changes/{first['id']}/reversal")
    assert told(answer, 409) == [("id", "changed_since")]


def test_a_new_limit_is_taken_back_altogether(program: Program) -> None:
    made = _limit(program, "Groceries", "300")
    newest = program.seen("/changes?limit=1")["items"][0]
    program.post(f"/changes/{newest['id']}/reversal")
    assert program.get(f"/budgets/{made['id']}").status_code == 404
    assert _limit(program, "Groceries", "20")["id"] == made["id"]


def test_a_book_with_limits_keeps_its_currency(program: Program) -> None:
    _limit(program, None, "300")
    book = program.me["book"]["id"]
    answer = program.call("PATCH", f"/books/{book}", {"currency": "USD"})
    assert told(answer, 409) == [("currency", "book_not_empty")]


def test_the_dashboard_tells_the_progress_of_every_limit(program: Program) -> None:
    assert program.seen("/dashboard?month=2026-11")["budget_progress"] == []
    _limit(program, "Groceries", "300")
    program.spent("120", category="Groceries")
    seen = program.seen("/dashboard?month=2026-11")["budget_progress"]
    assert seen == _status(program)["items"]
