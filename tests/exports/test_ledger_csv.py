"""The exported CSV says everything, is safe in a spreadsheet, and reads back the same."""

import csv
import io
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from finance.adapters.files.ledger_csv import is_ledger, read, restored, tamed
from finance.adapters.files.writers import WRITERS
from finance.domain.accounts import AccountKind, AccountRole
from finance.domain.errors import Unreadable
from finance.domain.filters import Filter
from finance.domain.interchange import (
    LedgerRow,
    Rows,
    path_from,
    path_text,
    place_of,
    seats,
    transactions_from,
)
from finance.domain.ledger import Transaction
from finance.usecases.exporting import Exports
from tests.household import Household, household

NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(
    lambda name: name == name.strip()
)


def _lived_in(engine: Engine) -> Household:
    home = household(engine)
    home.open("Dollars / travel", currency="USD")
    home.open("=SUM(A1)", "100", AccountKind.LIABILITY)
    home.spend("12.50")
    home.earn("2000")
    home.move("100", "Cash", "Dollars / travel", arriving="108.50")
    home.move("10", "Cash", "=SUM(A1)")
    home.compound(("Cash", "-30"), ("Groceries", "10"), ("Salary", "20"))
    return home


def _there(home: Household) -> list[Transaction]:
    with home.work() as work:
        return [entry.transaction for entry in work.readings.stream(Filter())]


def _rows(home: Household) -> tuple[LedgerRow, ...]:
    rows = Rows(home.chart())
    return tuple(row for one in _there(home) for row in rows.of(one))


def _content(home: Household) -> str:
    return "".join(Exports(home.means, WRITERS).file(home.actor, Filter(), "csv"))


def test_the_export_reads_back_as_the_same_rows(engine: Engine) -> None:
    home = _lived_in(engine)
    content = _content(home).encode()
    assert is_ledger(content)
    assert read("ledger.csv", content) == _rows(home)


def test_the_rows_make_the_same_transactions_again(engine: Engine) -> None:
    home = _lived_in(engine)
    chart, rows = home.chart(), _rows(home)
    ids = {place_of(account, chart): account.id for account in chart.values()}
    accounts = {seat: ids[seat[0]] for seat in seats(rows)}
    again = transactions_from(rows, accounts, chart.having(AccountRole.CONVERSION).id)
    assert [_said(one) for one in again] == [_said(one) for one in _there(home)]


def _said(one: Transaction) -> tuple[UUID, object, frozenset[object]]:
    return one.id, one.date, frozenset(one.postings)


def test_an_export_of_nothing_still_has_its_header(engine: Engine) -> None:
    content = _content(household(engine)).encode()
    assert is_ledger(content)
    assert read("empty.csv", content) == ()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        '"=1',
        ";=1",
        "'=1",
        " =1",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert tamed(text) == f"'{text}"
    assert restored(tamed(text)) == text


@given(st.text(max_size=30))
def test_taming_is_undone_whatever_the_text(text: str) -> None:
    assert restored(tamed(text)) == text


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_a_path_reads_back_whatever_the_names(names: list[str]) -> None:
    assert path_from(path_text(names)) == tuple(names)


def test_amounts_stay_numbers(engine: Engine) -> None:
    content = _content(_lived_in(engine)).removeprefix("\ufeff")
    cells = list(csv.DictReader(io.StringIO(content, newline="")))
    assert {row["amount"] for row in cells} >= {"-12.50", "2000.00", "-100.00"}
    assert "'=SUM(A1)" in {row["to_account"] for row in cells}


def test_a_broken_row_is_named_by_file_and_line(engine: Engine) -> None:
    content = _content(_lived_in(engine)).replace("2000.00", "2,000.00x")
    with pytest.raises(Unreadable) as caught:
        read("ledger.csv", content.encode())
    assert caught.value.facts["file"] == "ledger.csv"
    assert isinstance(caught.value.facts["line"], int)
