"""Two clients at one thing: nobody's change is lost unseen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.api.client import Program, told

_KIND = {"/accounts": {"kind": "asset"}, "/categories": {"type": "expense"}}


@pytest.fixture
def path(program: Program) -> str:
    """An expense, changed once: its version is 2."""
    made = program.spent()
    path = f"/transactions/{made['id']}"
    assert program.call("PATCH", path, {"amount": "13"}).headers["ETag"] == '"2"'
    return path


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE"])
def test_a_stale_if_match_is_412(program: Program, path: str, method: str) -> None:
    body = {"type": "expense", "amount": "1", "date": "2026-11-03"}
    answer = program.call(method, path, None if method == "DELETE" else body, If_Match='"1"')
    assert told(answer, 412) == [("If-Match", "changed_etag")]
    assert program.seen(path)["version"] == 2


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_a_stale_version_in_the_body_is_409(program: Program, path: str, method: str) -> None:
    body = {"type": "expense", "amount": "1", "date": "2026-11-03", "version": 1}
    assert told(program.call(method, path, body), 409) == [("version", "changed_meanwhile")]


@pytest.mark.parametrize("match", ['"2"', 'W/"2"', "*"])
def test_the_current_version_lets_a_change_through(program: Program, path: str, match: str) -> None:
    answer = program.call("PATCH", path, {"payee": "Bakery"}, If_Match=match)
    assert answer.status_code == 200
    assert answer.get_json()["version"] == 3


def test_without_a_version_the_last_write_wins(program: Program, path: str) -> None:
    assert program.call("PATCH", path, {"payee": "Bakery"}).get_json()["amount"] == "13.00"


@pytest.mark.parametrize("match", ["2", '"x"', '"1", "2"', ""])
def test_an_unreadable_if_match_changes_nothing(program: Program, path: str, match: str) -> None:
    answer = program.call("PATCH", path, {"payee": "Bakery"}, If_Match=match)
    assert told(answer, 412) == [("If-Match", "etag_unreadable")]


@pytest.mark.parametrize("made", ["/accounts", "/categories"])
def test_two_changes_of_different_fields_at_once_both_hold(program: Program, made: str) -> None:
    parent = program.made(made, name="Parent", **_KIND[made])["id"]
    one = f"{made}/{program.made(made, name='One', **_KIND[made])['id']}"
    for at in range(10):
        barrier = Barrier(2)

        def change(body: object, barrier: Barrier = barrier) -> int:
            barrier.wait()
            return program.call("PATCH", one, body).status_code

        wanted = {"name": f"One {at}", "parent_id": parent if at % 2 else None}
        with ThreadPoolExecutor(2) as pool:
            statuses = pool.map(change, [{name: value} for name, value in wanted.items()])
        assert set(statuses) == {200}
        seen = program.seen(one)
        assert {name: seen[name] for name in wanted} == wanted


def test_of_many_changes_without_a_version_none_is_refused(program: Program, path: str) -> None:
    def change(at: int) -> int:
        return program.call("PATCH", path, {"payee": f"Shop {at}"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(change, range(24))) == {200}
    assert program.seen(path)["version"] == 26
