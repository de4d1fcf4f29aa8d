"""Requests sent twice: done once, answered alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from finance.adapters.postgres.idempotency import PostgresKeys
from finance.usecases.idempotency import ABANDONED, KEPT, Claim, Turn
from tests.api.client import Program, told
from tests.imports.bank import Row, csv_file

LUNCH = {"amount": "12.50", "date": "2026-11-03", "payee": "Lunch"}


def count(program: Program) -> int:
    """How many transactions there are."""
    return len(program.seen("/transactions")["items"])


def test_the_same_key_and_body_answer_the_same_and_are_done_once(program: Program) -> None:
    first = program.post("/expenses", LUNCH, Idempotency_Key="k")
    again = program.post("/expenses", LUNCH, Idempotency_Key="k")
    assert (first.status_code, first.data) == (again.status_code, again.data)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]
    assert count(program) == 1


def test_the_same_key_with_another_body_is_422(program: Program) -> None:
    program.post("/expenses", LUNCH, Idempotency_Key="k")
    other = program.post("/expenses", {**LUNCH, "amount": "13"}, Idempotency_Key="k")
    assert told(other, 422) == [("Idempotency-Key", "key_reused")]


def test_the_same_key_with_another_file_of_the_same_name_is_422(program: Program) -> None:
    def send(amount: str) -> TestResponse:
        content = csv_file([Row("2026-11-02", amount, "Baker")])
        return program.upload("/imports", "bank.csv", content, Idempotency_Key="file")

    first, again = send("-12.50"), send("-12.50")
    assert (first.status_code, first.data) == (201, again.data)
    assert told(send("-13.00"), 422) == [("Idempotency-Key", "key_reused")]


def test_the_same_key_at_another_address_is_422(program: Program) -> None:
    program.post("/expenses", LUNCH, Idempotency_Key="k")
    other = program.post("/income", LUNCH, Idempotency_Key="k")
    assert told(other, 422) == [("Idempotency-Key", "key_reused")]


def test_keys_are_each_users_own(program: Program, stranger: Program) -> None:
    program.post("/expenses", LUNCH, Idempotency_Key="k")
    assert stranger.post("/expenses", LUNCH, Idempotency_Key="k").status_code == 201
    assert count(program) == count(stranger) == 1


def test_five_copies_at_once_make_one_thing_and_get_one_answer(program: Program) -> None:
    def send(_: int) -> tuple[int, bytes]:
        answer = program.post("/expenses", LUNCH, Idempotency_Key="five")
        return answer.status_code, answer.data

    with ThreadPoolExecutor(5) as pool:
        answers = set(pool.map(send, range(5)))
    assert {status for status, _ in answers} == {201}
    assert len(answers) == 1
    assert count(program) == 1


def test_a_refusal_is_answered_alike_too(program: Program) -> None:
    body = {**LUNCH, "account_id": program.category("Groceries")}
    first = program.post("/expenses", body, Idempotency_Key="k")
    again = program.post("/expenses", body, Idempotency_Key="k")
    assert told(first, 422) == told(again, 422) == [("account_id", "account_kind")]
    assert first.data == again.data


def test_an_unreadable_key_is_422(program: Program) -> None:
    assert told(program.post("/expenses", LUNCH, Idempotency_Key="ä b"), 422) == [
        ("Idempotency-Key", "key_unreadable")
    ]


def test_a_copy_of_a_request_still_running_is_409(program: Program, engine: Engine) -> None:
    program.post("/expenses", LUNCH, Idempotency_Key="k")
    _forget_answer(engine, program)
    answer = program.post("/expenses", LUNCH, Idempotency_Key="k")
    assert told(answer, 409) == [("Idempotency-Key", "still_running")]


def test_a_request_whose_program_died_is_done_again_without_doubling(
    program: Program, engine: Engine
) -> None:
    first = program.post("/expenses", LUNCH, Idempotency_Key="k")
    _forget_answer(engine, program, ABANDONED + timedelta(seconds=1))
    again = program.post("/expenses", LUNCH, Idempotency_Key="k")
    assert again.get_json()["id"] == first.get_json()["id"]
    assert count(program) == 1


def test_a_request_that_failed_is_done_again_at_once_with_the_same_ids(
    program: Program, engine: Engine
) -> None:
    keys, now = PostgresKeys(engine), datetime.now(UTC)
    claim = Claim(user_id=program.me["user"]["id"], key="k", digest="d")
    first = keys.claim(claim, now)
    keys.release(claim)
    again = keys.claim(claim, now + timedelta(seconds=1))
    assert (again.mine, again.at) == (True, first.at)
    assert Turn(claim, again.at).ids()() == Turn(claim, first.at).ids()()


def test_a_key_is_kept_for_a_day_and_no_longer(program: Program, engine: Engine) -> None:
    keys, now = PostgresKeys(engine), datetime.now(UTC)
    claim = Claim(user_id=program.me["user"]["id"], key="k", digest="d")
    assert keys.claim(claim, now).mine
    assert not keys.claim(claim, now + timedelta(seconds=30)).mine
    later = keys.claim(claim, now + KEPT + timedelta(seconds=1))
    assert later.mine
    assert later.at > now


def test_a_clients_own_id_sent_again_answers_what_is_there(program: Program) -> None:
    own = {**LUNCH, "id": "019a0000-0000-7000-8000-000000000001"}
    first, again = program.post("/expenses", own), program.post("/expenses", own)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    other = program.post("/expenses", {**own, "amount": "13"})
    assert told(other, 409) == [("id", "id_taken")]


def _forget_answer(engine: Engine, program: Program, ago: timedelta = timedelta()) -> None:
    """As if the program had not come to keeping the answer, this long ago."""
    user = program.me["user"]["id"]
    with engine.begin() as connection:
        connection.execute(text("SELECT set_config('finance.user_id', :id, true)"), {"id": user})
        connection.execute(
            text("UPDATE idempotency SET status = NULL, answer = NULL, taken_at = :at"),
            {"at": datetime.now(UTC) - ago},
        )
