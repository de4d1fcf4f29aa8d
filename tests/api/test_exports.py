"""Files out by the API: the filters of the lists, streamed, with a safe name."""

import csv
import io
import json

import pytest
from flask import Flask

from tests.api.client import Program


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_csv_holds_what_the_filter_shows(program: Program) -> None:
    program.made("/expenses", amount="12.50", category="Groceries", date="2026-11-03")
    program.made("/income", amount="2000", category="Salary", date="2026-11-04")
    answer = program.get("/exports?format=csv&type=expense")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = _rows(answer.text)
    assert [(one["amount"], one["currency"], one["category"]) for one in rows] == [
        ("-12.50", "EUR", "Food / Groceries")
    ]


def test_csv_is_what_is_meant_where_no_format_is_named(program: Program) -> None:
    assert program.get("/exports").headers["Content-Type"] == "text/csv; charset=utf-8"


def test_the_json_is_the_list_of_transactions(program: Program) -> None:
    program.made("/expenses", amount="12.50", category="Groceries", date="2026-11-03")
    program.made("/income", amount="2000", category="Salary", date="2026-11-04")
    answer = program.get("/exports?format=json&start_date=2026-11-03&end_date=2026-11-03")
    assert answer.headers["Content-Type"] == "application/json"
    listed = program.seen("/transactions?end_date=2026-11-03")["items"]
    assert json.loads(answer.text) == listed


@pytest.mark.parametrize("form", ["csv", "json"])
def test_nothing_is_an_empty_file_of_its_format(program: Program, form: str) -> None:
    text = program.get(f"/exports?format={form}").text
    assert (_rows(text) if form == "csv" else json.loads(text)) == []


def test_the_name_is_safe_on_any_system(app: Flask, program: Program) -> None:
    book = program.seen("/books")["items"][0]
    program.call("PATCH", f"/books/{book['id']}", {"name": '"; ../Größe\u202e.exe'})
    named = program.get("/exports").headers["Content-Disposition"]
    assert app
    assert named.startswith('attachment; filename="')
    assert set(named.partition("filename=")[2]) <= set('"abcdefghijklmnopqrstuvwxyz0123456789-.')


@pytest.mark.parametrize(
    "query", ["format=pdf", "format=csv&limit=5", "format=csv&min=a", "month=2026-13"]
)
def test_what_cannot_be_meant_is_422(program: Program, query: str) -> None:
    assert program.get(f"/exports?{query}").status_code == 422


def test_another_households_account_is_not_found(program: Program, stranger: Program) -> None:
    theirs = stranger.seen("/accounts")["items"][0]["id"]
    assert program.get(f"/exports?account={theirs}").status_code == 404
