"""Many transactions in one request: all of them or none, safe to repeat, taken back together."""

from typing import Any

import pytest

from tests.api.client import Program, told


def bulk(program: Program, action: str, **body: object) -> dict[str, Any]:
    """What a right bulk request answers."""
    answer = program.post("/transactions/bulk", {"action": action, **body})
    assert answer.status_code == 200, answer.text
    done: dict[str, Any] = answer.get_json()
    return done


def two(program: Program) -> list[str]:
    """The ids of two expenses."""
    return [str(program.spent(category="Groceries", payee=name)["id"]) for name in ("A", "B")]


def test_many_are_made_at_once_and_the_same_again_makes_none(program: Program) -> None:
    one = {"type": "expense", "amount": "1", "date": "2026-11-03"}
    ids = [f"0193{n:04d}-0000-7000-8000-{program.cash[-12:]}" for n in (1, 2)]
    body = [{**one, "id": ids[0], "category": "Groceries"}, {**one, "id": ids[1]}]
    first, again = (bulk(program, "create", transactions=body) for _ in range(2))
    assert [one["id"] for one in first["items"]] == ids
    assert len(first["change_ids"]) == 2
    assert (again["items"], again["change_ids"]) == (first["items"], [])
    assert len(program.seen("/expenses")["items"]) == 2


def test_one_wrong_one_among_many_leaves_nothing_behind(program: Program) -> None:
    right = {"type": "expense", "amount": "1", "date": "2026-11-03"}
    wrong: list[tuple[dict[str, object], tuple[str, str]]] = [
        ({**right, "amount": "-1"}, ("transactions.1.amount", "amount_not_positive")),
        ({**right, "category": "None such"}, ("transactions.1.category", "unknown_category")),
        ({**right, "amount": "1.001"}, ("transactions.1.amount", "amount_decimals")),
    ]
    for body, fault in wrong:
        sent = {"action": "create", "transactions": [right, body]}
        assert told(program.post("/transactions/bulk", sent), 422) == [fault]
    assert program.seen("/transactions")["items"] == []


def test_a_category_is_set_for_many_and_taken_back_together(program: Program) -> None:
    ids = two(program)
    target = program.category("Eating out")
    done = bulk(program, "change", ids=ids, set={"category_id": target, "add_tags": ["trip"]})
    assert {one["category"]["id"] for one in done["items"]} == {target}
    assert {tuple(one["tags"]) for one in done["items"]} == {("trip",)}
    assert bulk(program, "change", ids=ids, set={"category_id": target})["change_ids"] == []
    change = done["change_ids"][0]
    assert program.post(f"/changes/{change}/reversal?together=true").status_code == 201
    back = [program.seen(f"/expenses/{one}") for one in ids]
    assert {one["category"]["name"] for one in back} == {"Groceries"}
    assert {tuple(one["tags"]) for one in back} == {()}
    again = program.post(f"/changes/{change}/reversal?together=true")
    assert told(again, 409) == [("id", "reversed_already")]


def test_each_of_many_can_be_taken_back_by_itself_first(program: Program) -> None:
    ids = two(program)
    done = bulk(program, "change", ids=ids, set={"payee": "C", "description": "D", "tags": ["t"]})
    alone, other = done["change_ids"]
    program.post(f"/changes/{alone}/reversal")
    assert program.post(f"/changes/{other}/reversal?together=true").status_code == 201
    assert {program.seen(f"/expenses/{one}")["payee"] for one in ids} == {"A", "B"}


def test_taking_back_together_takes_back_all_or_nothing(program: Program) -> None:
    ids = two(program)
    done = bulk(program, "change", ids=ids, set={"payee": "C"})
    program.call("PATCH", f"/expenses/{ids[0]}", {"payee": "Later"})
    answer = program.post(f"/changes/{done['change_ids'][1]}/reversal?together=true")
    assert told(answer, 409) == [("id", "changed_since")]
    assert program.seen(f"/expenses/{ids[1]}")["payee"] == "C"


def test_many_are_deleted_and_restored_and_what_is_so_already_stays(program: Program) -> None:
    ids = two(program)
    program.call("DELETE", f"/expenses/{ids[0]}")
    assert len(bulk(program, "delete", ids=ids)["change_ids"]) == 1
    assert bulk(program, "delete", ids=ids)["change_ids"] == []
    assert program.seen("/expenses")["items"] == []
    assert len(bulk(program, "restore", ids=ids)["change_ids"]) == 2
    assert bulk(program, "restore", ids=ids)["change_ids"] == []
    assert len(program.seen("/expenses")["items"]) == 2


def test_what_has_no_single_category_of_the_kind_is_named_and_nothing_changes(
    program: Program,
) -> None:
    spent = program.spent(category="Groceries")["id"]
    earned = program.made("/income", amount="5", date="2026-11-03")["id"]
    card = program.made("/accounts", name="Card", kind="liability")["id"]
    moved = program.made(
        "/transfers",
        amount="5",
        date="2026-11-03",
        from_account_id=program.cash,
        to_account_id=card,
    )["id"]
    target = program.category("Eating out")
    for strange in (earned, moved):
        body = {"action": "change", "ids": [spent, strange], "set": {"category_id": target}}
        answer = program.post("/transactions/bulk", body)
        assert told(answer, 422) == [("ids", "bulk_category")]
    assert program.seen(f"/expenses/{spent}")["category"]["name"] == "Groceries"


def test_ids_of_another_book_are_not_there(program: Program, stranger: Program) -> None:
    mine, theirs = two(program)[0], two(stranger)[0]
    for action, more in (("change", {"set": {"payee": "x"}}), ("delete", {}), ("restore", {})):
        body = {"action": action, "ids": [mine, theirs], **more}
        assert told(program.post("/transactions/bulk", body), 422) == [
            ("ids", "unknown_transaction")
        ]
    foreign = {"category_id": stranger.category("Groceries")}
    body = {"action": "change", "ids": [mine], "set": foreign}
    answer = program.post("/transactions/bulk", body)
    assert told(answer, 422) == [("category_id", "unknown_account")]
    spent = {"type": "expense", "amount": "1", "date": "2026-11-03", **foreign}
    answer = program.post("/transactions/bulk", {"action": "create", "transactions": [spent]})
    assert told(answer, 422) == [("transactions.0.category_id", "unknown_account")]
    assert stranger.seen(f"/expenses/{theirs}")["version"] == 1
    assert program.seen(f"/expenses/{mine}")["version"] == 1


def test_what_is_in_the_trash_is_not_changed(program: Program) -> None:
    ids = two(program)
    program.call("DELETE", f"/expenses/{ids[0]}")
    body = {"action": "change", "ids": ids, "set": {"payee": "x"}}
    assert told(program.post("/transactions/bulk", body), 422) == [("ids", "unknown_transaction")]
    assert program.seen(f"/expenses/{ids[1]}")["payee"] == "B"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"action": "create"}, ("transactions", "missing")),
        ({"action": "delete"}, ("ids", "missing")),
        ({"action": "delete", "ids": []}, ("ids", "too_few")),
        ({"action": "change", "ids": [str(n) for n in range(201)]}, ("ids", "too_many")),
        ({"action": "delete", "set": {}}, ("set", "fields_exclude")),
        ({"action": "paint"}, ("action", "choice")),
    ],
)
def test_a_wrong_request_is_told_at_its_field(
    program: Program, body: dict[str, object], fault: tuple[str, str]
) -> None:
    assert fault in told(program.post("/transactions/bulk", body), 422)


def test_a_change_says_what_to_set(program: Program) -> None:
    answer = program.post("/transactions/bulk", {"action": "change", "ids": two(program)})
    assert told(answer, 422) == [("set", "missing")]
