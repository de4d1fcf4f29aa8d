"""What is written or verified once is still as it is now, and never another one's."""

from datetime import UTC, datetime, timedelta

import time_machine

from tests.api.client import Program


def test_a_list_says_of_each_transaction_what_it_says_alone_before_and_after_a_change(
    program: Program,
) -> None:
    made = [
        program.made("/expenses", amount="7.10", payee=f"Shop \N{SNOWMAN} {at}", date="2026-11-03")
        for at in range(3)
    ]
    for payee in ("Corner", 'A "quoted" one\\'):
        for _ in range(2):
            page = program.seen("/transactions")
            alone = [program.seen(f"/transactions/{one['id']}") for one in page["items"]]
            assert page == {"items": alone, "next_cursor": None}
        program.call("PATCH", f"/expenses/{made[1]['id']}", {"payee": payee})
    assert 'A "quoted" one\\' in [one["payee"] for one in program.seen("/expenses")["items"]]


def test_a_list_follows_the_name_of_an_account(program: Program) -> None:
    program.made("/expenses", amount="7.10", payee="Shop", date="2026-11-03")
    before = program.seen("/transactions")["items"][0]["account"]
    program.call("PATCH", f"/accounts/{before['id']}", {"name": "Purse"})
    assert program.seen("/transactions")["items"][0]["account"]["name"] == "Purse"


def test_a_page_ends_with_its_own_cursor(program: Program) -> None:
    for at in range(3):
        program.made("/expenses", amount="1", payee=f"Shop {at}", date="2026-11-03")
    first = program.seen("/transactions?limit=2")
    second = program.seen(f"/transactions?limit=2&cursor={first['next_cursor']}")
    assert (len(first["items"]), len(second["items"]), second["next_cursor"]) == (2, 1, None)


def test_a_token_that_was_good_is_over_after_its_fifteen_minutes(program: Program) -> None:
    assert program.call("GET", "/user/profile").status_code == 200
    later = datetime.now(UTC) + timedelta(minutes=15, seconds=1)
    with time_machine.travel(later, tick=False):
        assert program.call("GET", "/user/profile").status_code == 401
    assert program.call("GET", "/user/profile").status_code == 200


def test_a_token_that_was_good_is_over_with_its_session(program: Program) -> None:
    assert program.call("GET", "/user/profile").status_code == 200
    assert program.call("POST", "/auth/logout").status_code == 204
    assert program.call("GET", "/user/profile").status_code == 401
