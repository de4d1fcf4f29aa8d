"""Bank files through the API, in the shapes clients rely on."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.api.client import Program, told
from tests.imports.bank import Row, csv_file, ofx_file, reference_rows

ROWS = [Row("2026-11-02", "-12.50", "Baker"), Row("2026-11-28", "2500.00", "Employer")]


def _taken(program: Program, content: bytes, **fields: str) -> str:
    answer = program.upload("/imports", "bank.csv", content, fields)
    assert answer.status_code == 201, answer.text
    import_id = str(answer.get_json()["id"])
    assert program.post(f"/imports/{import_id}/commit").status_code == 200
    return import_id


def test_a_preview_has_the_shape_clients_rely_on(program: Program) -> None:
    answer = program.upload("/imports", "bank.ofx", ofx_file(reference_rows(1, 3), "10.00"))
    assert answer.status_code == 201, answer.text
    seen = answer.get_json()
    assert seen["status"] == "preview"
    assert (seen["format"], seen["account"]) == ("ofx", None)
    assert seen["counts"] == {"lines": 3, "new": 3, "known": 0, "probable": 0, "invalid": 0}
    assert (seen["sum"], seen["closing_balance"], seen["difference"]) == ("-7.50", "10.00", "0.00")
    assert (seen["first_date"], seen["last_date"]) == ("2026-01-02", "2026-01-04")
    assert seen["statements"][0]["opening_offered"] == "17.50"
    assert answer.headers["Location"].endswith(f"/imports/{seen['id']}")
    assert program.seen(f"/imports/{seen['id']}") == seen
    assert program.seen("/imports")["items"][0]["id"] == seen["id"]


def test_a_commit_books_and_a_revert_takes_back(program: Program) -> None:
    made = program.upload("/imports", "bank.csv", csv_file(ROWS)).get_json()
    done = program.post(f"/imports/{made['id']}/commit")
    assert (done.status_code, done.get_json()) == (
        200,
        {"imported": 2, "merged": 0, "skipped": 0, "expected": 0, "status": "committed"},
    )
    assert program.seen("/balance")["balance"] == "2487.50"
    assert program.seen(f"/imports/{made['id']}")["account"]["name"] == "bank"
    back = program.post(f"/imports/{made['id']}/revert", {})
    assert back.get_json() == {"trashed": 2, "edited": 0, "status": "reverted"}
    assert program.seen("/balance")["balance"] == "0.00"
    assert told(program.post(f"/imports/{made['id']}/revert"), 409) == [("id", "not_committed")]


def test_lines_are_listed_by_status_and_decided(program: Program) -> None:
    program.spent("12.50", on="2026-11-02")
    fields = {"account_id": program.cash}
    made = program.upload("/imports", "bank.csv", csv_file(ROWS), fields).get_json()
    path = f"/imports/{made['id']}/lines"
    [probable] = program.seen(f"{path}?status=probable")["items"]
    assert (probable["amount"], probable["decision"]) == ("-12.50", "merge")
    assert probable["twin"]["amount"] == "-12.50"
    assert probable["reason"] == "same_day"
    answer = program.call("PATCH", f"{path}/{probable['id']}", {"decision": "skip"})
    assert answer.get_json()["decision"] == "skip"
    first = program.seen(f"{path}?limit=1")
    second = program.seen(f"{path}?limit=1&cursor={first['next_cursor']}")
    assert [one["items"][0]["payee"] for one in (first, second)] == ["Baker", "Employer"]
    assert second["next_cursor"] is None
    wrong = program.call("PATCH", f"{path}/{second['items'][0]['id']}", {"decision": "merge"})
    assert told(wrong, 422) == [("decision", "decision_impossible")]
    all_ = program.call("PATCH", path, {"status": "new", "decision": "skip"})
    assert all_.get_json()["decisions"] == {"to_import": 0, "to_merge": 0, "to_skip": 2}


def test_a_file_sent_again_is_known(program: Program) -> None:
    first = _taken(program, csv_file(ROWS))
    again = program.upload("/imports", "bank.csv", csv_file(ROWS)).get_json()
    assert again["counts"]["known"] == 2
    assert again["same_file"] == [first]


def test_a_broken_file_is_refused_with_its_line(program: Program) -> None:
    broken = ofx_file([Row("2026-11-02", "12,x", "Baker")])
    answer = program.upload("/imports", "bank.ofx", broken)
    assert told(answer, 422)
    assert answer.get_json()["line"] > 1
    assert program.seen("/imports")["items"] == []


@pytest.mark.parametrize(
    ("mapping", "status"),
    [({"date_order": "mdy"}, 200), ({"amount": 999}, 422)],
)
def test_the_columns_of_a_csv_can_be_corrected(
    program: Program, mapping: dict[str, object], status: int
) -> None:
    content = b"Day,Who,Sum\n03/04/2026,Baker,-1.50\n04/05/2026,Fuel,-2.50\n"
    made = program.upload("/imports", "bank.csv", content, {"date_order": "dmy"}).get_json()
    assert made["first_date"] == "2026-04-03"
    answer = program.call("PATCH", f"/imports/{made['id']}", {"mapping": mapping})
    assert answer.status_code == status, answer.text
    if status == 200:
        assert answer.get_json()["first_date"] == "2026-03-04"


def test_a_file_can_be_given_its_account_afterwards(program: Program) -> None:
    made = program.upload("/imports", "bank.csv", csv_file(ROWS)).get_json()
    answer = program.call("PATCH", f"/imports/{made['id']}", {"account_id": program.cash})
    assert answer.get_json()["account"] == {"id": program.cash, "name": "Cash"}


def test_a_remembered_layout_can_be_named_and_forgotten(program: Program) -> None:
    _taken(program, csv_file(ROWS))
    [profile] = program.seen("/imports/profiles")["items"]
    made = program.upload(
        "/imports", "other.csv", csv_file(ROWS[:1]), {"profile_id": profile["id"]}
    )
    assert made.status_code == 201, made.text
    assert program.call("DELETE", f"/imports/profiles/{profile['id']}").status_code == 204
    assert program.seen("/imports/profiles")["items"] == []


def test_a_preview_can_be_thrown_away(program: Program) -> None:
    made = program.upload("/imports", "bank.csv", csv_file(ROWS)).get_json()
    assert program.call("DELETE", f"/imports/{made['id']}").status_code == 204
    assert program.get(f"/imports/{made['id']}").status_code == 404


def test_a_form_without_a_file_is_refused_at_its_field(program: Program) -> None:
    answer = program.raw("POST", "/imports", b"--x--\r\n", "multipart/form-data; boundary=x")
    assert told(answer, 422) == [("file", "missing")]


def test_another_households_account_is_refused_in_the_form(
    program: Program, stranger: Program
) -> None:
    answer = program.upload("/imports", "bank.csv", csv_file(ROWS), {"account_id": stranger.cash})
    assert told(answer, 422) == [("account_id", "unknown_account")]


@pytest.mark.parametrize("name", ["delimiter", "encoding", "date", "currency", "decimal_mark"])
def test_null_in_a_mapping_leaves_what_has_to_be_there(program: Program, name: str) -> None:
    made = program.upload("/imports", "bank.csv", csv_file(ROWS)).get_json()
    answer = program.call("PATCH", f"/imports/{made['id']}", {"mapping": {name: None}})
    assert answer.status_code == 200, answer.text
    assert answer.get_json()["mapping"][name] == made["mapping"][name]


def test_a_line_says_what_it_was_expected_as(program: Program) -> None:
    today = datetime.now(UTC).date()
    soon = (today + timedelta(days=2)).isoformat()
    made = program.made(
        "/schedules",
        type="expense",
        amount="12.50",
        payee="Bread",
        frequency="monthly",
        start_date=soon,
    )
    rows = [Row(today.isoformat(), "-12.50", "Baker")]
    seen = program.upload("/imports", "b.csv", csv_file(rows), {"account_id": program.cash})
    path = f"/imports/{seen.get_json()['id']}"
    [line] = program.seen(f"{path}/lines")["items"]
    [first, *_] = program.seen(f"/schedules/{made['id']}/occurrences")["items"]
    assert (line["status"], line["decision"], line["twin"]) == ("probable", "merge", None)
    assert line["expected"] == {
        "occurrence_id": first["id"],
        "schedule_id": made["id"],
        "date": soon,
        "payee": "Bread",
        "description": "",
    }
    own = program.call("PATCH", f"{path}/lines/{line['id']}", {"decision": "import"})
    assert own.get_json()["expected"] == line["expected"]
    program.call("PATCH", f"{path}/lines/{line['id']}", {"decision": "merge"})
    done = program.post(f"{path}/commit").get_json()
    assert (done["imported"], done["merged"], done["expected"]) == (0, 1, 1)
    [line] = program.seen(f"{path}/lines")["items"]
    assert (line["expected"], line["twin"]["payee"]) == (None, "Bread")
