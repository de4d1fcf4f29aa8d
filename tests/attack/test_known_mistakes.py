"""Thirty mistakes others made (research, section 4), walked one by one where they could be ours."""

import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from tests.api.client import Program
from tests.people.desk import PASSWORD
from tests.people.web import Browser, Client

_ROOT: Final = Path(__file__).parents[2]
_FLOAT: Final = re.compile(r"\bfloat\(|: float\b|-> float\b|\bREAL\b|double precision|\bFloat\b")


def _status(program: Program, path: str, **body: Any) -> int:  # noqa: ANN401 - fields of a body
    return program.post(path, {"date": "2026-11-03", **body}).status_code


def _amounts_are_texts(program: Program) -> None:
    made = program.spent("0.10")
    program.spent("0.20")
    assert made["amount"] == "0.10"
    month = program.seen("/dashboard?month=2026-11")
    assert "0.30" in str(month)
    assert "0.30000" not in str(month)


def _amounts_make_sense(program: Program) -> None:
    senseless: tuple[Any, ...] = (
        "0",
        "0.00",
        "-1",
        "",
        "1,2,3",
        "1e3",
        "NaN",
        "0.001",
        "9" * 30,
        True,
        [],
        None,
    )
    for amount in senseless:
        assert _status(program, "/expenses", amount=amount) == 422, amount


def _no_hash_is_told(program: Program) -> None:
    for path in ("/user/profile", "/user/settings", "/user/sessions", "/books"):
        text = program.get(path).text
        assert "argon2" not in text
        assert "password" not in text
    assert "argon2" not in str(program.me)


def _an_empty_list_is_a_list(program: Program) -> None:
    for path in ("/expenses", "/income", "/transfers", "/imports", "/transactions/trash"):
        assert program.seen(path)["items"] == []


def _months_that_are_none_are_refused(program: Program) -> None:
    for month in ("2026-13", "2026-00", "13", "2026", "x", "2026-1", "99999-01"):
        assert program.get(f"/dashboard?month={month}").status_code == 422, month


def _december_is_a_month(program: Program) -> None:
    program.spent("5", on="2026-12-31")
    assert "5.00" in str(program.seen("/dashboard?month=2026-12"))
    assert "5.00" not in str(program.seen("/dashboard?month=2027-01")["month"])


def _days_beyond_twelve_are_days(program: Program) -> None:
    assert program.spent(on="2026-11-25")["date"] == "2026-11-25"
    assert _status(program, "/expenses", amount="1", date="2026-30-11") == 422
    assert _status(program, "/expenses", amount="1", date="2026-02-30") == 422


def _a_month_has_a_year(program: Program) -> None:
    program.spent("7", on="2025-11-03")
    program.spent("2", on="2026-11-03")
    items = program.seen("/expenses?start_date=2026-11-01&end_date=2026-11-30")["items"]
    assert [one["amount"] for one in items] == ["2.00"]


def _a_category_in_use_takes_nothing_with_it(program: Program) -> None:
    program.spent("2", category="Groceries")
    gone = program.call("DELETE", f"/categories/{program.category('Groceries')}")
    assert gone.status_code == 409
    assert len(program.seen("/expenses")["items"]) == 1


def _instants_are_of_the_row(program: Program) -> None:
    first = program.spent()
    time.sleep(0.01)
    assert program.spent()["created_at"] > first["created_at"]


def _lists_come_in_pages(program: Program) -> None:
    for _ in range(3):
        program.spent()
    page = program.seen("/expenses?limit=2")
    assert len(page["items"]) == 2
    assert page["next_cursor"]
    for limit in ("0", "-1", "100000", "x"):
        assert program.get(f"/expenses?limit={limit}").status_code == 422


def _false_is_false(program: Program) -> None:
    shown = program.seen("/accounts?closed=false")["items"]
    assert shown == [one for one in shown if not one["closed"]]
    assert program.get("/accounts?closed=falsch").status_code == 422


def _errors_are_told_in_our_words(program: Program) -> None:
    for answer in (
        program.get("/expenses/x"),
        program.post("/expenses", {"amount": {"a": 1}}),
        program.raw("POST", "/expenses", "{", "application/json"),
        program.get("/transactions?cursor=%00"),
        program.get("/transactions?cursor=AAAA"),
    ):
        assert 400 <= answer.status_code < 500
        assert not re.search(r"Traceback|Error\b|pydantic|psycopg|<class|File \"", answer.text)


MISTAKES: Final[dict[str, Callable[[Program], None]]] = {
    "1 money in floats": _amounts_are_texts,
    "2 negative and zero amounts": _amounts_make_sense,
    "5 hashes told": _no_hash_is_told,
    "7 an empty list is 404": _an_empty_list_is_a_list,
    "8 month 13": _months_that_are_none_are_refused,
    "9 December": _december_is_a_month,
    "10 days beyond twelve": _days_beyond_twelve_are_days,
    "11 months without years": _a_month_has_a_year,
    "12 deleting cascades": _a_category_in_use_takes_nothing_with_it,
    "21 the time of the import of a module": _instants_are_of_the_row,
    "23 lists without pages": _lists_come_in_pages,
    "27 the text false is true": _false_is_false,
    "29 exceptions told": _errors_are_told_in_our_words,
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_of_others_is_not_ours(app: Flask, mistake: str) -> None:
    MISTAKES[mistake](Program(app))


def test_no_money_is_ever_a_float() -> None:
    parts = ("domain", "usecases", "adapters/postgres", "web/api")
    found = [
        f"{path.name}:{number}"
        for part in parts
        for path in sorted((_ROOT / "finance" / part).rglob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if _FLOAT.search(line)
    ]
    assert found == []


def test_a_refresh_token_is_good_once_also_after_a_restart(app: Flask) -> None:
    client = Client(app)
    client.register()
    old = client.refresh
    assert client.renew().status_code == 200
    assert client.renew(old).status_code == 401
    assert client.renew().status_code == 401


def test_lists_ask_the_database_as_often_for_many_rows_as_for_few(
    app: Flask, engine: Engine
) -> None:
    program = Program(app)
    browser = Browser(app, name=str(program.me["user"]["username"]))
    browser.sign_in(PASSWORD)
    book = program.me["book"]["id"]
    paths = (
        f"/b/{book}",
        f"/b/{book}/transactions",
        f"/b/{book}/accounts",
        f"/b/{book}/categories",
    )
    calls = ("/transactions", "/categories", "/accounts", "/changes", "/exports?format=csv")

    def counted() -> list[int]:
        asked: list[object] = []
        listen = lambda *_: asked.append(1)  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        counts = []
        for ask in (*((browser.get, one) for one in paths), *((program.get, one) for one in calls)):
            asked.clear()
            answer = ask[0](ask[1])
            assert answer.status_code == 200
            answer.get_data()
            counts.append(len(asked))
        event.remove(engine, "before_cursor_execute", listen)
        return counts

    program.spent(category="Groceries", on="2026-11-03")
    few = counted()
    for number in range(25):
        program.made("/categories", name=f"C{number}", type="expense")
        program.spent(category=f"C{number}", on="2026-11-03")
    assert counted() == few


def test_no_secret_and_no_database_is_in_the_repository() -> None:
    listed = subprocess.run(
        ["/usr/bin/git", "ls-files"], cwd=_ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not listed:
        listed = [str(path.relative_to(_ROOT)) for path in (_ROOT / "finance").rglob("*")]
    bad = re.compile(r"(^|/)\.env$|\.(db|sqlite3?|pem|key|p12|dump)$|secret\.key$|id_rsa")
    assert [name for name in listed if bad.search(name)] == []


def test_every_dependency_of_the_program_is_pinned_with_its_hash() -> None:
    for name in ("run", "dev"):
        text = (_ROOT / "requirements" / f"{name}.txt").read_text()
        entries = re.split(r"\n(?=[a-z0-9])", text)
        assert len(entries) > 20
        assert [one for one in entries if "==" not in one or "--hash=sha256:" not in one] == []
