"""A category merged on deletion: what programs send and are told."""

from tests.api.client import Program, told


def test_deleting_a_category_with_a_target_moves_what_was_booked_on_it(program: Program) -> None:
    spent = program.spent(category="Groceries")
    origin, target = program.category("Groceries"), program.category("Eating out")
    assert program.call("DELETE", f"/categories/{origin}?move_to={target}").status_code == 204
    after = program.seen(f"/expenses/{spent['id']}")
    assert after["category"] == {"id": target, "name": "Eating out"}
    assert after["version"] == spent["version"] + 1
    assert program.get(f"/categories/{origin}").status_code == 404
    found = program.seen(f"/expenses?category={target}")["items"]
    assert [one["id"] for one in found] == [spent["id"]]


def test_a_merge_is_taken_back_as_one_change(program: Program) -> None:
    spent = program.spent(category="Groceries")
    origin, target = program.category("Groceries"), program.category("Eating out")
    program.call("DELETE", f"/categories/{origin}?move_to={target}")
    change = program.seen("/changes")["items"][0]
    assert (change["action"], change["subject_id"]) == ("merged", origin)
    assert program.post(f"/changes/{change['id']}/reversal").status_code == 201
    assert program.seen(f"/expenses/{spent['id']}")["category"]["id"] == origin


def test_without_a_target_a_category_in_use_is_not_deleted(program: Program) -> None:
    program.spent(category="Groceries")
    answer = program.call("DELETE", f"/categories/{program.category('Groceries')}")
    assert told(answer, 409) == [("id", "in_use")]


def test_a_target_that_will_not_do_is_told_at_its_name(program: Program) -> None:
    origin = program.category("Groceries")
    wrong = {
        program.category("Salary"): "account_kind",
        origin: "merge_with_itself",
        "none": "not_uuid",
    }
    for target, code in wrong.items():
        answer = program.call("DELETE", f"/categories/{origin}?move_to={target}")
        assert told(answer, 422) == [("move_to", code)]
    closed = program.category("Fuel")
    program.call("PATCH", f"/categories/{closed}", {"closed": True})
    answer = program.call("DELETE", f"/categories/{origin}?move_to={closed}")
    assert told(answer, 422) == [("move_to", "account_closed")]


def test_uncategorised_is_not_merged_away(program: Program) -> None:
    origin, target = program.category("Uncategorised"), program.category("Groceries")
    answer = program.call("DELETE", f"/categories/{origin}?move_to={target}")
    assert told(answer, 409) == [("id", "system_account")]


def test_a_stale_version_merges_nothing(program: Program) -> None:
    origin, target = program.category("Groceries"), program.category("Eating out")
    path = f"/categories/{origin}?move_to={target}"
    assert program.call("DELETE", path, If_Match='"9"').status_code == 412
    assert program.call("DELETE", path, If_Match='"1"').status_code == 204


def test_what_recurs_goes_on_in_the_target_and_comes_back_with_the_undo(program: Program) -> None:
    made = program.made(
        "/schedules",
        type="expense",
        amount="9",
        category_id=program.category("Groceries"),
        frequency="monthly",
        start_date="2030-01-01",
    )
    origin, target = program.category("Groceries"), program.category("Eating out")
    program.call("DELETE", f"/categories/{origin}?move_to={target}")
    merged = program.seen(f"/schedules/{made['id']}")
    assert target in str(merged)
    assert origin not in str(merged)
    change = program.seen("/changes")["items"][0]
    assert program.post(f"/changes/{change['id']}/reversal").status_code == 201
    back = program.seen(f"/schedules/{made['id']}")
    assert origin in str(back)
    assert target not in str(back)
