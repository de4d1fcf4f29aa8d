"""``/api/schedules`` and ``/api/occurrences`` as a client uses them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.api.client import Program, told

RENT = {
    "type": "expense",
    "amount": "850.00",
    "category": "Groceries",
    "payee": "Landlord",
    "frequency": "monthly",
    "start_date": "2100-01-31",
}


@pytest.fixture
def program(app: Flask) -> Program:
    """A program with a book of its own."""
    return Program(app)


def test_a_schedule_is_told_with_its_next_twelve_dates(program: Program) -> None:
    made = program.made("/schedules", **RENT)
    assert (made["type"], made["amount"], made["currency"]) == ("expense", "850.00", "EUR")
    assert (made["category"]["name"], made["payee"]) == ("Groceries", "Landlord")
    assert (made["state"], made["mode"], made["weekend"]) == ("active", "post", "keep")
    assert len(made["next"]) == 12
    assert [one["date"] for one in made["next"][:3]] == ["2100-01-31", "2100-02-28", "2100-03-31"]
    assert program.seen(f"/schedules/{made['id']}") == made
    assert program.seen("/schedules")["items"] == [made]


def test_the_dates_are_told_before_it_is_made(program: Program) -> None:
    answer = program.post("/schedules/preview", {**RENT, "weekend": "before"})
    assert answer.status_code == 200
    assert answer.get_json()["next"][0] == {"nominal_date": "2100-01-31", "date": "2100-01-29"}
    assert program.seen("/schedules")["items"] == []


def test_a_rule_says_what_the_short_fields_cannot(program: Program) -> None:
    body = {**RENT, "rule": "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO"}
    del body["frequency"]
    made = program.made("/schedules", **body)
    assert (made["frequency"], made["rule"]) == ("rule", body["rule"])
    assert [one["date"] for one in made["next"][:2]] == ["2100-03-01", "2100-09-06"]


def test_days_are_taken_as_numbers_and_as_words(program: Program) -> None:
    made = program.made("/schedules", **{**RENT, "days": [1, "15", -1, "2tu", "Last-Working"]})
    assert made["days"] == ["1", "15", "last", "2TU", "last-working"]


WRONG = [
    ({"frequency": None}, "frequency", "missing"),
    ({"frequency": "hourly"}, "frequency", "choice"),
    ({"interval": 0}, "interval", "interval_range"),
    ({"interval": 1001}, "interval", "interval_range"),
    ({"count": 0}, "count", "count_range"),
    ({"until": "2099-12-31"}, "until", "until_before_start"),
    ({"days": ["MO"]}, "days", "day_unknown"),
    ({"days": [True]}, "days.0", "day_unknown"),
    ({"days": ["<b>"]}, "days.0", "day_unknown"),
    ({"rule": "FREQ=DAILY"}, "frequency", "days_beside_rule"),
    ({"rule": 7}, "rule", "not_text"),
    ({"rule": "X" * 501}, "rule", "text_too_long"),
    ({"frequency": None, "rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rule", "never_due"),
    ({"frequency": None, "rule": "often"}, "rule", "rule_unreadable"),
    ({"start_date": "2100-02-30"}, "start_date", "date_impossible"),
    ({"start_date": "1850-01-01"}, "start_date", "date_out_of_range"),
    ({"amount": "0"}, "amount", "amount_not_positive"),
    ({"amount": "1.234"}, "amount", "amount_decimals"),
    ({"type": "transfer"}, "from_account_id", "missing"),
    ({"category": "Yachts"}, "category", "unknown_category"),
    ({"date": "2026-01-01"}, "date", "unknown_field"),
]


@pytest.mark.parametrize(("body", "field", "code"), WRONG)
def test_what_is_wrong_is_told_at_its_field(
    program: Program, body: dict[str, object], field: str, code: str
) -> None:
    answer = program.post("/schedules", {**RENT, **body})
    assert (field, code) in told(answer, 422)


def test_a_patch_changes_what_it_names_and_keeps_the_rest(program: Program) -> None:
    made = program.made("/schedules", **RENT, count=20)
    path = f"/schedules/{made['id']}"
    dearer = program.call("PATCH", path, {"amount": "900", "mode": "ask"}).get_json()
    assert (dearer["amount"], dearer["mode"], dearer["payee"]) == ("900.00", "ask", "Landlord")
    assert (dearer["count"], dearer["next"]) == (20, made["next"])
    endless = program.call("PATCH", path, {"count": None, "days": [5]}).get_json()
    assert (endless["count"], endless["next"][0]["date"]) == (None, "2100-02-05")
    ruled = program.call("PATCH", path, {"rule": "FREQ=DAILY"}).get_json()
    assert (ruled["frequency"], ruled["days"]) == ("rule", [])
    weekly = program.call("PATCH", path, {"frequency": "weekly"}).get_json()
    assert (weekly["frequency"], weekly["rule"]) == ("weekly", None)
    paused = program.call("PATCH", path, {"paused": True}).get_json()
    assert paused["state"] == "paused"
    assert program.call("PATCH", path, {"amount": "1"}).get_json()["state"] == "paused"
    assert program.call("PATCH", path, {"paused": False}).get_json()["state"] == "active"
    stale = program.call("PATCH", path, {"amount": "2"}, If_Match='"1"')
    assert stale.status_code == 412


def test_a_schedule_is_replaced_and_ended(program: Program) -> None:
    made = program.made("/schedules", **RENT)
    path = f"/schedules/{made['id']}"
    whole = {**RENT, "frequency": "yearly", "version": made["version"]}
    anew = program.call("PUT", path, whole).get_json()
    assert [one["date"] for one in anew["next"][:2]] == ["2100-01-31", "2101-01-31"]
    assert program.call("PUT", path, whole).status_code == 409
    assert program.call("DELETE", path).status_code == 204
    ended = program.seen(path)
    assert (ended["state"], ended["next"]) == ("ended", [])
    assert program.seen("/schedules")["items"] == []
    assert program.seen("/schedules?ended=true")["items"] == [ended]
    assert told(program.call("PATCH", path, {"amount": "1"}), 409) == [("id", "schedule_ended")]


def test_the_times_are_listed_in_pages(program: Program) -> None:
    made = program.made("/schedules", **RENT)
    path = f"/schedules/{made['id']}/occurrences"
    first = program.seen(f"{path}?limit=5")
    second = program.seen(f"{path}?limit=200&cursor={first['next_cursor']}")
    found = [*first["items"], *second["items"]]
    assert [one["nominal_date"] for one in found] == [one["nominal_date"] for one in made["next"]]
    assert second["next_cursor"] is None
    assert program.seen(f"{path}?state=posted")["items"] == []


def test_one_time_is_posted_skipped_and_moved(program: Program) -> None:
    soon = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    made = program.made("/schedules", **{**RENT, "frequency": "weekly", "start_date": soon})
    path = f"/schedules/{made['id']}/occurrences"
    first, second, third = program.seen(path)["items"][:3]
    spent = program.made(f"/occurrences/{first['id']}/posting", date=soon)
    assert (spent["date"], spent["amount"]) == (soon, "850.00")
    again = program.post(f"/occurrences/{first['id']}/posting")
    assert (again.status_code, again.get_json()) == (201, spent)
    assert program.post(f"/occurrences/{second['id']}/skip").get_json()["state"] == "skipped"
    moved = program.post(f"/occurrences/{third['id']}/move", {"date": "2100-01-01"}).get_json()
    assert (moved["date"], moved["moved"], moved["nominal_date"]) == (
        "2100-01-01",
        True,
        third["nominal_date"],
    )
    now = program.seen(path)["items"]
    assert [one["state"] for one in now[:3]] == ["posted", "skipped", "pending"]
    assert now[0]["transaction_id"] == spent["id"]
    wrong = program.post(f"/occurrences/{first['id']}/skip")
    assert told(wrong, 409) == [("id", "occurrence_settled")]
    assert program.seen("/balance")["balance"] == "-850.00"


def test_one_time_is_posted_with_another_amount(program: Program) -> None:
    soon = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    made = program.made("/schedules", **{**RENT, "start_date": soon})
    path = f"/schedules/{made['id']}/occurrences"
    first = program.seen(path)["items"][0]
    posting = f"/occurrences/{first['id']}/posting"
    for body, said in (
        ({"amount": "0"}, ("amount", "amount_not_positive")),
        ({"amount": "1.234"}, ("amount", "amount_decimals")),
        ({"amount": "9", "to_amount": "9"}, ("to_amount", "field_not_of_type")),
        ({"amount": "9", "currency": "EUR"}, ("currency", "unknown_field")),
    ):
        assert told(program.post(posting, body), 422) == [said]
    spent = program.made(posting, amount="912.4")
    assert (spent["amount"], spent["payee"]) == ("912.40", "Landlord")
    again = program.post(posting, {"amount": "912.40"})
    assert (again.status_code, again.get_json()) == (201, spent)
    assert told(program.post(posting, {"amount": "913"}), 409) == [("id", "occurrence_settled")]
    assert program.seen(f"/schedules/{made['id']}")["amount"] == "850.00"
    assert program.seen("/balance")["balance"] == "-912.40"


def test_what_stops_with_an_account_is_listed_and_what_is_closed_is_named(
    program: Program,
) -> None:
    card = program.made("/accounts", name="Card", kind="liability")["id"]
    on_card = program.made("/schedules", **RENT, account_id=card)
    program.made("/schedules", **RENT)
    found = program.seen(f"/schedules?account_id={card}")["items"]
    assert [one["id"] for one in found] == [on_card["id"]]
    groceries = program.category("Groceries")
    assert len(program.seen(f"/schedules?account_id={groceries}")["items"]) == 2
    assert on_card["closed"] == []
    program.call("PATCH", f"/accounts/{card}", {"closed": True})
    closed = program.seen(f"/schedules/{on_card['id']}")["closed"]
    assert closed == [{"id": card, "name": "Card"}]
    assert program.get(f"/schedules?account_id={on_card['id']}").status_code == 404
    assert program.get("/schedules?account_id=1").status_code == 422
