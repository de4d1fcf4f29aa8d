"""What holds for every address of the API: who, what, how exact, how much."""

import io

import pytest

from tests.api.client import Program, told

JSON = "application/json"


def test_nobody_is_told_what_a_right_body_looks_like_before_saying_who_they_are(
    program: Program,
) -> None:
    program.token = ""
    answer = program.post("/expenses", {"amount": "x", "nonsense": 1})
    assert told(answer, 401) == [(None, "token_missing")]
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_cookie_lets_nobody_in(program: Program) -> None:
    client = program.app.test_client()
    client.set_cookie("farthing", "anything")
    with client.session_transaction() as kept:
        kept["_user_id"] = program.me["user"]["id"]
    assert told(client.get("/api/balance"), 401) == [(None, "token_missing")]


@pytest.mark.parametrize("token", ["x", "a.b.c", "ey.ey.ey"])
def test_a_forged_token_lets_nobody_in(program: Program, token: str) -> None:
    program.token = token
    assert told(program.get("/balance"), 401) == [(None, "token_invalid")]


def test_a_refresh_token_is_no_access_token(program: Program) -> None:
    program.token = program.me["refresh_token"]
    assert told(program.get("/balance"), 401) == [(None, "token_invalid")]


def test_an_amount_is_read_from_the_raw_text_and_never_through_a_float(program: Program) -> None:
    body = '{"amount": 9007199254740.93, "date": "2026-11-03"}'
    answer = program.raw("POST", "/expenses", body, JSON)
    assert answer.get_json()["amount"] == "9007199254740.93"
    body = '{"amount": 0.1000000000000000055511151231257827, "date": "2026-11-03"}'
    assert told(program.raw("POST", "/expenses", body, JSON), 422) == [
        ("amount", "amount_decimals")
    ]


@pytest.mark.parametrize(
    "amount", ["1e999999999", "1e-999999999", "1e9999999999999999999", "9" * 5000, "-1e400000"]
)
def test_a_monstrous_number_is_refused_at_once(program: Program, amount: str) -> None:
    body = f'{{"amount": {amount}, "date": "2026-11-03"}}'
    assert [field for field, _ in told(program.raw("POST", "/expenses", body, JSON), 422)] == [
        "amount"
    ]


def test_parts_of_a_monstrous_size_are_refused_at_once(program: Program) -> None:
    body = """{"type": "expense", "date": "2026-11-03", "amount": 1,
        "parts": [{"amount": 1e9999999}]}"""
    assert program.raw("POST", "/transactions", body, JSON).status_code == 422


@pytest.mark.parametrize("query", ["end_date=9999-12-31", "start_date=0001-01-01"])
def test_days_beyond_the_calendar_are_refused_where_they_stand(
    program: Program, query: str
) -> None:
    field = query.partition("=")[0]
    seen = told(program.get(f"/transactions?{query}"), 422)
    assert seen == [(field, "date_out_of_range")]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "body_missing"),
        ("{", "json_unreadable"),
        ('{"amount": NaN}', "json_unreadable"),
        ('{"amount": Infinity}', "json_unreadable"),
        (b'{"payee": "\xff"}', "json_unreadable"),
    ],
)
def test_what_is_not_json_is_400(program: Program, body: str | bytes, code: str) -> None:
    assert told(program.raw("POST", "/expenses", body, JSON), 400) == [(None, code)]


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ('{"payee": "a\\u0000b"}', "payee", "text_control"),
        ('{"payee": "\\ud800"}', "payee", "text_control"),
        ('{"tags": ["a\\u0000"]}', "tags.0", "text_control"),
        ('{"amount": 1, "amount": 2}', "amount", "json_repeated"),
        ("[" * 30 + "]" * 30, None, "json_depth"),
        ("[" * 200_000 + "]" * 200_000, None, "json_depth"),
        ("[]", None, "not_object"),
        ('"text"', None, "not_object"),
    ],
)
def test_json_that_cannot_be_kept_is_422_at_its_field(
    program: Program, body: str, field: str | None, code: str
) -> None:
    assert (field, code) in told(program.raw("POST", "/expenses", body, JSON), 422)


def test_every_fault_is_told_at_once(program: Program) -> None:
    found = told(program.post("/expenses", {"amount": "12,3,4", "date": "2026-02-30", "x": 1}), 422)
    assert sorted(found, key=str) == [
        ("amount", "amount_unreadable"),
        ("date", "date_impossible"),
        ("x", "unknown_field"),
    ]


@pytest.mark.parametrize(
    "date", [0, 20261103, "2026-11-3", "20261103", "2026-11-03T00:00:00", None]
)
def test_a_day_is_written_in_one_way_only(program: Program, date: object) -> None:
    found = told(program.post("/expenses", {"amount": "1", "date": date}), 422)
    assert [field for field, _ in found] == ["date"]


def test_another_media_type_is_415(program: Program) -> None:
    found = told(program.raw("POST", "/expenses", "amount=1", "text/plain"), 415)
    assert found == [(None, "media_type")]


def test_a_body_beyond_its_bound_is_413(program: Program) -> None:
    body = '{"description": "' + "x" * 1_100_000 + '"}'
    assert program.raw("POST", "/expenses", body, JSON).status_code == 413


def test_a_text_beyond_its_limit_is_422_with_the_limit(program: Program) -> None:
    answer = program.post("/expenses", {"amount": "1", "date": "2026-11-03", "payee": "x" * 201})
    assert told(answer, 422) == [("payee", "text_too_long")]
    assert "200" in answer.get_json()["detail"] + str(answer.get_json()["errors"])


def test_an_unknown_method_is_405_and_says_which_are_known(program: Program) -> None:
    answer = program.call("DELETE", "/balance")
    told(answer, 405)
    assert "GET" in answer.headers["Allow"]


def test_an_unknown_address_is_a_problem_too(program: Program) -> None:
    assert program.get("/nothing").get_json()["code"] == "no_such_page"


def test_a_trailing_slash_is_as_good_as_none(program: Program) -> None:
    assert program.get("/accounts/").get_json() == program.get("/accounts").get_json()
    made = program.spent()
    assert program.get(f"/expenses/{made['id']}/").get_json() == made


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("limit=5&limit=6", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%00", "cursor"),
        ("wrong=1", "wrong"),
        ("month=2026-13", "month"),
        ("start_date=2026-02-30", "start_date"),
        ("start_date=2026-03-02&end_date=2026-03-01", "end_date"),
        ("min=12,3,4", "min"),
        ("type=gift", "type.0"),
        ("q=is:gift", "q"),
    ],
)
def test_a_wrong_query_is_422_at_its_name(program: Program, query: str, field: str) -> None:
    assert [where for where, _ in told(program.get(f"/transactions?{query}"), 422)] == [field]


def test_an_address_without_a_query_takes_none(program: Program) -> None:
    assert told(program.get("/balance?x=1"), 422) == [("x", "unknown_field")]


def test_answers_are_not_kept_and_not_guessed_at(program: Program) -> None:
    headers = program.get("/balance").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ({"amount": None}, "missing", "This is missing."),
        ({"date": None}, "missing", "This is missing."),
        ({"amount": True}, "amount_unreadable", "“true” is not an amount."),
        ({"amount": [1]}, "amount_unreadable", "“[1]” is not an amount."),
        ({"date": {}}, "date_unreadable", "“{}” is not a date."),
        ({"tags": [""]}, "tag_empty", "A tag needs at least one character."),
    ],
)
def test_what_is_of_another_kind_is_told_in_words_a_client_knows(
    program: Program, said: dict[str, object], code: str, words: str
) -> None:
    answer = program.post("/expenses", {"amount": "1", "date": "2026-11-03", **said})
    assert told(answer, 422) == [(*said, code)]
    assert words in answer.get_json()["errors"][0]["message"]


def test_a_category_by_name_and_another_by_id_contradict_each_other(program: Program) -> None:
    body = {"amount": "1", "date": "2026-11-03", "category": "Groceries"}
    both = {**body, "category_id": program.category("Groceries")}
    assert program.post("/expenses", both).status_code == 201
    both["category_id"] = program.category("Children")
    assert told(program.post("/expenses", both), 422) == [("category", "category_contradicts")]


def test_a_client_that_is_still_sending_too_much_is_heard_out_and_told(program: Program) -> None:
    sent = io.BytesIO(b"x" * 2_000_000)
    answer = program.app.test_client().post(
        "/api/expenses",
        input_stream=sent,
        content_type=JSON,
        headers={"Authorization": f"Bearer {program.token}", "Content-Length": "2000000"},
    )
    assert told(answer, 413) == []
    assert answer.get_json()["code"] == "body_too_large"
    assert sent.tell() == 2_000_000
