"""``/api/alerts`` and ``/api/notifications``: rules in, notices out, each to their own."""

import pytest

from finance.adapters.clock import new_id
from tests.api.client import Program, told


def rule(program: Program, **said: object) -> dict[str, object]:
    """A rule as it was answered."""
    return program.made("/alerts", **said)


def test_a_rule_is_made_changed_and_taken_away(program: Program) -> None:
    made = rule(program, kind="large", amount="500")
    assert (made["kind"], made["amount"], made["currency"]) == ("large", "500.00", "EUR")
    path = f"/alerts/{made['id']}"
    changed = program.call("PATCH", path, {"amount": "750", "version": made["version"]})
    assert (changed.status_code, changed.get_json()["amount"]) == (200, "750.00")
    stale = program.call("PATCH", path, {"active": False, "version": made["version"]})
    assert stale.status_code == 409
    put = program.call("PUT", path, {"amount": "800", "active": False}).get_json()
    assert (put["amount"], put["active"]) == ("800.00", False)
    assert [one["id"] for one in program.seen("/alerts")["items"]] == [made["id"]]
    assert program.call("DELETE", path).status_code == 204
    assert program.get(path).status_code == 404
    newest = program.seen("/changes")["items"][0]
    assert (newest["subject"], newest["action"]) == ("alert", "removed")
    assert program.post(f"/changes/{newest['id']}/reversal").status_code == 201
    assert program.seen(path)["amount"] == "800.00"


def test_a_rule_sent_again_is_there_once(program: Program) -> None:
    body = {"id": str(new_id()), "kind": "near", "percent": 75}
    assert program.post("/alerts", body).status_code == 201
    assert program.post("/alerts", body).status_code == 200
    assert told(program.post("/alerts", {**body, "percent": 60}), 409) == [("id", "id_taken")]
    again = {"kind": "near", "percent": 75}
    assert told(program.post("/alerts", again), 409) == [("kind", "alert_there")]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"kind": "near"}, ("percent", "percent_missing")),
        ({"kind": "near", "percent": 80, "amount": "5"}, ("amount", "alert_field")),
        ({"kind": "over", "percent": 80}, ("percent", "alert_field")),
        ({"kind": "large"}, ("amount", "amount_missing")),
        ({"kind": "large", "amount": "0"}, ("amount", "amount_not_positive")),
        ({"kind": "large", "amount": "-5"}, ("amount", "amount_not_positive")),
        ({"kind": "large", "amount": "1.005"}, ("amount", "amount_decimals")),
        ({"kind": "low_balance", "amount": "5"}, ("account_id", "account_missing")),
    ],
)
def test_a_rule_that_cannot_be_is_told_at_its_field(
    program: Program, body: dict[str, object], fault: tuple[str, str]
) -> None:
    assert told(program.post("/alerts", body), 422) == [fault]


def test_per_cent_lie_between_one_and_ninety_nine(program: Program) -> None:
    for wrong in (0, -5, 100, 10**12):
        assert program.post("/alerts", {"kind": "near", "percent": wrong}).status_code == 422


def test_a_balance_of_a_category_is_refused(program: Program) -> None:
    groceries = program.category("Groceries")
    body = {"kind": "low_balance", "account_id": groceries, "amount": "5"}
    assert told(program.post("/alerts", body), 422) == [("account_id", "account_kind")]


def test_what_was_raised_is_listed_counted_and_read(program: Program) -> None:
    rule(program, kind="large", amount="100")
    for amount in ("150", "99", "250"):
        program.spent(amount, payee="Shop")
    seen = program.seen("/notifications")
    assert [one["amount"] for one in seen["items"]] == ["250.00", "150.00"]
    assert seen["unread"] == 2
    first = seen["items"][0]
    assert first["message"] == "Shop: 250.00. You asked to be told from 100.00 on."
    read = program.call("PATCH", f"/notifications/{first['id']}", {"read": True}).get_json()
    assert read["read"] is True
    assert program.seen("/notifications?unread=true")["unread"] == 1
    page = program.seen("/notifications?limit=1")
    assert program.seen(f"/notifications?limit=1&cursor={page['next_cursor']}")["items"]
    assert program.post("/notifications/read").status_code == 204
    assert program.seen("/notifications")["unread"] == 0


def test_a_notice_of_somebody_else_is_not_there(program: Program, stranger: Program) -> None:
    rule(program, kind="large", amount="100")
    program.spent("150")
    (one,) = program.seen("/notifications")["items"]
    assert stranger.get(f"/notifications/{one['id']}").status_code == 404
    patched = stranger.call("PATCH", f"/notifications/{one['id']}", {"read": True})
    assert patched.status_code == 404
    assert stranger.seen("/notifications") == {"items": [], "next_cursor": None, "unread": 0}
    assert program.seen("/notifications")["unread"] == 1


def test_what_nobody_wants_to_hear_of_is_not_shown(program: Program) -> None:
    rule(program, kind="large", amount="100")
    path = "/notifications/preferences"
    quiet = {"large": {"on_page": False, "by_mail": False}}
    assert program.call("PUT", path, quiet).get_json()["large"] == quiet["large"]
    program.spent("150")
    assert program.seen("/notifications")["items"] == []
    assert program.seen(path)["near"] == {"on_page": True, "by_mail": True}


def test_an_import_of_a_thousand_lines_tells_each_once(program: Program) -> None:
    rule(program, kind="low_balance", account_id=program.cash, amount="100")
    rule(program, kind="large", amount="500")
    lines = [f"2026-11-{1 + n % 28:02},Shop {n},-{n}.00" for n in range(1, 1001)]
    content = "\n".join(["Date,Payee,Amount", *lines]).encode()
    looked = program.upload("/imports", "bank.csv", content, {"account_id": program.cash})
    done = program.post(f"/imports/{looked.get_json()['id']}/commit").get_json()
    assert done["imported"] == 1000
    kinds = [one["kind"] for page in _pages(program) for one in page]
    assert (kinds.count("low_balance"), kinds.count("large")) == (1, 501)
    program.post(f"/imports/{looked.get_json()['id']}/revert")
    assert sum(len(page) for page in _pages(program)) == 502


def _pages(program: Program) -> list[list[dict[str, object]]]:
    """All notices, page by page."""
    pages, cursor = [], ""
    while True:
        seen = program.seen(f"/notifications?limit=200{cursor}")
        pages.append(seen["items"])
        if seen["next_cursor"] is None:
            return pages
        cursor = f"&cursor={seen['next_cursor']}"
