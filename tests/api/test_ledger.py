"""The ledger through the API, in the shapes clients rely on."""

from typing import Any

import pytest

from tests.api.client import Program, told

TRANSACTION = {
    *("id", "date", "type", "amount", "currency", "account", "to_account", "to_amount"),
    *("category", "payee", "description", "tags", "postings", "version"),
    *("created_at", "updated_at", "trashed_at"),
}


@pytest.fixture
def card(program: Program) -> str:
    """A credit card that starts with a debt of 100 euro."""
    made = program.made(
        "/accounts",
        name="Card",
        kind="liability",
        opening_balance="-100.00",
        opening_date="2026-01-01",
    )
    return str(made["id"])


@pytest.fixture
def dollars(program: Program) -> str:
    """An empty account in dollars."""
    return str(program.made("/accounts", name="Dollars", kind="asset", currency="USD")["id"])


def test_a_new_book_has_nothing(program: Program) -> None:
    seen = program.seen("/balance")
    assert (seen["currency"], seen["balance"], seen["by_currency"]) == ("EUR", "0.00", [])
    assert [one["balance"] for one in seen["accounts"]] == ["0.00"]


def test_an_expense_has_the_shape_clients_rely_on(program: Program) -> None:
    made = program.spent(category="Groceries", payee="Shop", description="Bread", tags=["home"])
    assert set(made) == TRANSACTION
    assert made["type"] == "expense"
    assert (made["amount"], made["currency"]) == ("12.50", "EUR")
    assert made["account"] == {"id": program.cash, "name": "Cash"}
    assert made["category"] == {"id": program.category("Groceries"), "name": "Groceries"}
    assert (made["to_account"], made["to_amount"]) == (None, None)
    assert [(one["amount"], one["currency"]) for one in made["postings"]] == [
        ("-12.50", "EUR"),
        ("12.50", "EUR"),
    ]
    assert made["created_at"].endswith("Z")
    assert program.seen(f"/transactions/{made['id']}") == made


def test_an_incomes_source_is_its_payee(program: Program) -> None:
    made = program.made("/income", amount=1000, source="Acme", date="2026-11-01")
    assert (made["payee"], made["source"], made["type"]) == ("Acme", "Acme", "income")
    assert made["category"]["name"] == "Uncategorised"
    assert program.seen("/balance")["balance"] == "1000.00"


def test_a_transfer_names_both_ends(program: Program, card: str) -> None:
    made = program.made(
        "/transfers",
        amount="40",
        from_account_id=program.cash,
        to_account_id=card,
        date="2026-11-03",
    )
    assert (made["account"]["id"], made["to_account"]["id"]) == (program.cash, card)
    assert (made["amount"], made["to_amount"], made["category"]) == ("40.00", None, None)
    balances = {one["name"]: one["balance"] for one in program.seen("/accounts")["items"]}
    assert balances == {"Cash": "-40.00", "Card": "-60.00"}
    assert program.seen("/balance")["balance"] == "-100.00"


def test_a_transfer_between_currencies_needs_both_amounts(program: Program, dollars: str) -> None:
    body = {
        "amount": "100",
        "from_account_id": program.cash,
        "to_account_id": dollars,
        "date": "2026-11-03",
    }
    assert told(program.post("/transfers", body), 422) == [("to_amount", "to_amount_missing")]
    made = program.made("/transfers", **body, to_amount="108.10")
    assert (made["to_amount"], len(made["postings"])) == ("108.10", 4)
    changed = program.call("PATCH", f"/transfers/{made['id']}", {"to_amount": "109"}).get_json()
    assert (changed["amount"], changed["to_amount"]) == ("100.00", "109.00")
    assert program.seen("/balance")["by_currency"] == [
        {"currency": "EUR", "balance": "-100.00"},
        {"currency": "USD", "balance": "109.00"},
    ]


def test_a_split_has_no_category_and_its_parts_in_postings(program: Program) -> None:
    made = program.made(
        "/transactions",
        type="expense",
        amount="30",
        date="2026-11-03",
        parts=[{"amount": "20", "category": "Groceries"}, {"amount": "10", "memo": "Candles"}],
    )
    assert (made["amount"], made["category"]) == ("30.00", None)
    assert [one["amount"] for one in made["postings"]] == ["-30.00", "20.00", "10.00"]
    path = f"/transactions/{made['id']}"
    assert (
        program.call("PATCH", path, {"payee": "Market"}).get_json()["postings"]
        == (made["postings"])
    )
    refused = program.call("PATCH", path, {"amount": "31"})
    assert told(refused, 422) == [("amount", "amount_of_split")]
    whole = program.call("PATCH", path, {"category": "Groceries"}).get_json()
    assert (whole["amount"], whole["category"]["name"]) == ("30.00", "Groceries")


def test_parts_must_come_to_the_amount(program: Program) -> None:
    body = {"type": "expense", "amount": "30", "date": "2026-11-03", "parts": [{"amount": "20"}]}
    assert told(program.post("/transactions", body), 422) == [("parts", "parts_sum")]


def test_full_postings_say_anything_that_balances(program: Program, card: str) -> None:
    def lines(*amounts: str) -> list[dict[str, Any]]:
        accounts = (program.cash, card, program.category("Groceries"))
        pairs = zip(accounts, amounts, strict=True)
        return [{"account_id": account, "amount": amount} for account, amount in pairs]

    body: dict[str, Any] = {"date": "2026-11-03", "postings": lines("-10", "-5", "15")}
    assert told(program.post("/transactions", body), 422) == [("currency", "currency_missing")]
    for line in body["postings"]:
        line["currency"] = "EUR"
    made = program.made("/transactions", **body)
    assert made["type"] == "other"
    body["postings"][0]["amount"] = "-11"
    assert told(program.post("/transactions", body), 422) == [("postings", "unbalanced")]
    mixed = {**body, "amount": "3"}
    assert told(program.post("/transactions", mixed), 422) == [("amount", "fields_exclude")]


@pytest.mark.parametrize("amount", ["0", 0, "-5", -5, "0.00"])
def test_an_amount_that_makes_no_sense_is_refused(program: Program, amount: object) -> None:
    body = {"amount": amount, "date": "2026-11-03"}
    for path in ("/expenses", "/income"):
        assert told(program.post(path, body), 422) == [("amount", "amount_not_positive")]


def test_an_unknown_category_is_told_by_its_name(program: Program) -> None:
    answer = program.post("/expenses", {"amount": 1, "date": "2026-11-03", "category": "Yachts"})
    assert told(answer, 422) == [("category", "unknown_category")]
    assert "Yachts" in answer.get_json()["detail"]


def test_put_replaces_and_patch_keeps_the_rest(program: Program) -> None:
    made = program.spent(payee="Shop", tags=["a"], category="Groceries")
    path = f"/expenses/{made['id']}"
    patched = program.call("PATCH", path, {"amount": "20", "category_id": None}).get_json()
    assert (patched["payee"], patched["tags"]) == ("Shop", ["a"])
    assert (patched["amount"], patched["category"]["name"]) == ("20.00", "Uncategorised")
    put = program.call("PUT", path, {"amount": "1", "date": "2026-11-04"}).get_json()
    assert (put["payee"], put["tags"], put["date"]) == ("", [], "2026-11-04")


def test_each_type_is_seen_at_its_own_address_only(program: Program) -> None:
    made = program.spent()
    assert told(program.get(f"/income/{made['id']}"), 404) == []
    assert told(program.call("DELETE", f"/transfers/{made['id']}"), 404) == []
    assert program.seen("/income")["items"] == []
    assert program.seen("/expenses")["items"] == [made]


def test_a_list_comes_in_pages_that_miss_and_double_nothing(program: Program) -> None:
    days = [f"2026-11-{day:02d}" for day in (1, 2, 2, 2, 3, 4, 5)]
    made = [program.spent(on=day)["id"] for day in days]
    seen: list[str] = []
    path = "/transactions?limit=2"
    while path:
        page = program.seen(path)
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
        path = f"/transactions?limit=2&cursor={cursor}" if cursor else ""
    assert sorted(seen) == sorted(made)
    assert len(seen) == 7


@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ("", ["7.00", "5.00", "3.00"]),
        ("category=Groceries", ["5.00"]),
        ("category=Food", ["5.00"]),
        ("type=income", ["7.00"]),
        ("type=income&type=expense&min=5", ["7.00", "5.00"]),
        ("max=3", ["3.00"]),
        ("tag=home", ["3.00"]),
        ("start_date=2026-11-02&end_date=2026-11-02", ["5.00"]),
        ("q=bread", ["3.00"]),
        ("q=is:expense", ["5.00", "3.00"]),
        ("account=Cash", ["7.00", "5.00", "3.00"]),
        ("month=2026-10", []),
    ],
)
def test_filters_hold_together(program: Program, query: str, amounts: list[str]) -> None:
    program.spent("3", "2026-11-01", tags=["home"], description="Bread")
    program.spent("5", "2026-11-02", category="Groceries")
    program.made("/income", amount="7", date="2026-11-03")
    found = program.seen(f"/transactions?{query}")["items"]
    assert [one["amount"] for one in found] == amounts


def test_the_trash_gives_back(program: Program) -> None:
    made = program.spent()
    path = f"/transactions/{made['id']}"
    assert program.call("DELETE", path).status_code == 204
    assert told(program.get(path), 404) == []
    assert program.seen("/balance")["balance"] == "0.00"
    [trashed] = program.seen("/transactions/trash")["items"]
    assert trashed["id"] == made["id"]
    assert trashed["trashed_at"]
    assert program.post(f"{path}/restore").status_code == 200
    assert program.seen("/balance")["balance"] == "-12.50"
    assert told(program.post(f"{path}/restore"), 409) == [("id", "not_trashed")]


def test_everything_that_happened_can_be_taken_back_once(program: Program) -> None:
    made = program.spent()
    path = f"/transactions/{made['id']}"
    program.call("PATCH", path, {"amount": "20"})
    history = program.seen(f"{path}/history")["items"]
    assert [one["action"] for one in history] == ["edited", "created"]
    assert history[0]["after"]["postings"][0]["amount"] == "-20.00"
    assert program.seen("/changes")["items"][0] == history[0]
    undone = program.post(f"/changes/{history[0]['id']}/reversal")
    assert (undone.status_code, undone.get_json()["reverses"]) == (201, history[0]["id"])
    assert program.seen(path)["amount"] == "12.50"
    again = program.post(f"/changes/{history[0]['id']}/reversal")
    assert told(again, 409) == [("id", "reversed_already")]


def test_a_register_runs_its_balance(program: Program, card: str) -> None:
    for amount in ("1", "2", "3"):
        program.spent(amount, account_id=card)
    rows = program.seen(f"/accounts/{card}/register")["items"]
    assert [(row["amount"], row["balance"]) for row in rows] == [
        ("-3.00", "-106.00"),
        ("-2.00", "-103.00"),
        ("-1.00", "-101.00"),
        ("-100.00", "-100.00"),
    ]


def test_an_account_with_a_history_is_closed_not_deleted(program: Program, card: str) -> None:
    assert told(program.call("DELETE", f"/accounts/{card}"), 409) == [("id", "in_use")]
    closed = program.call("PATCH", f"/accounts/{card}", {"closed": True})
    assert told(closed, 409) == [("id", "balance_left")]
    program.made(
        "/transfers",
        amount="100",
        from_account_id=program.cash,
        to_account_id=card,
        date="2026-11-03",
    )
    closed = program.call("PATCH", f"/accounts/{card}", {"closed": True, "version": 1})
    assert closed.get_json()["closed"] is True
    assert [one["name"] for one in program.seen("/accounts")["items"]] == ["Cash"]
    assert len(program.seen("/accounts?closed=true")["items"]) == 2


def test_an_unused_account_is_gone_when_deleted(program: Program, dollars: str) -> None:
    assert program.call("DELETE", f"/accounts/{dollars}").status_code == 204
    assert told(program.get(f"/accounts/{dollars}"), 404) == []
    assert len(program.seen("/accounts?closed=true")["items"]) == 1


def test_accounts_of_any_kind_are_listed_when_asked_for(program: Program) -> None:
    kinds = {one["kind"] for one in program.seen("/accounts?kind=equity&kind=income")["items"]}
    assert kinds == {"equity", "income"}


def test_an_opening_balance_is_read_in_the_accounts_currency(program: Program) -> None:
    body = {"name": "Yen", "kind": "asset", "currency": "JPY", "opening_balance": "10.5"}
    assert told(program.post("/accounts", body), 422) == [("opening_balance", "amount_decimals")]
    made = program.made("/accounts", **{**body, "opening_balance": "1050"})
    assert (made["balance"], made["currency"]) == ("1050", "JPY")


def test_categories_are_made_renamed_and_deleted(program: Program) -> None:
    parent = program.made("/categories", name="Hobbies", type="expense")
    made = program.made("/categories", name="Chess", type="expense", parent_id=parent["id"])
    path = f"/categories/{made['id']}"
    renamed = program.call("PATCH", path, {"name": "Go"}).get_json()
    assert (renamed["name"], renamed["parent_id"]) == ("Go", parent["id"])
    twin = {"name": "go", "type": "expense", "parent_id": parent["id"]}
    assert told(program.post("/categories", twin), 409) == [("name", "name_taken")]
    program.spent(category="Go")
    assert told(program.call("DELETE", path), 409) == [("id", "in_use")]
    assert told(program.call("DELETE", f"/categories/{parent['id']}"), 409) == [
        ("id", "has_open_children")
    ]


def test_an_account_is_no_category_and_a_category_no_account(program: Program) -> None:
    assert told(program.get(f"/categories/{program.cash}"), 404) == []


def test_the_dashboard_sums_its_month(program: Program) -> None:
    program.made("/income", amount="1000", date="2026-10-01", category="Salary")
    program.spent("300", "2026-10-31", category="Groceries")
    program.spent("5", "2026-11-01")
    seen = program.seen("/dashboard?month=2026-10")
    assert seen["month"] == "2026-10"
    assert (seen["total_income"], seen["total_expenses"], seen["net"]) == (
        "1000.00",
        "300.00",
        "700.00",
    )
    assert seen["balance"] == "695.00"
    assert [one["amount"] for one in seen["latest_transactions"]] == ["5.00", "300.00", "1000.00"]
    assert (seen["budget_progress"], seen["upcoming"]) == ([], [])
