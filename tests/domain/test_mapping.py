"""The mapping of a CSV is kept as JSON and comes back, and one that makes no sense cannot be."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from finance.domain.accounts import AccountKind
from finance.domain.errors import Invalid
from finance.domain.mapping import CsvMapping, DateSample
from finance.domain.money import Money
from finance.domain.statements import Fault, Statement, StatementLine, unreadable

MAPPING = CsvMapping(
    encoding="utf-8",
    delimiter=";",
    date=0,
    debit=3,
    credit=4,
    payee=(1, 2),
    description=(5,),
    flag_out=("D",),
    header=("Date", "Payee"),
    samples=(("1.2.2026", "Shop"),),
    dates=(DateSample(text="1.2.2026", day=date(2026, 2, 1)),),
)


def test_a_mapping_comes_back_from_json() -> None:
    kept = json.loads(json.dumps(MAPPING.as_dict()))
    assert CsvMapping.from_dict({**kept, "of a later version": 1}) == MAPPING


def test_all_columns_in_use_are_known() -> None:
    assert MAPPING.columns() == (0, 3, 4, 1, 2, 5)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"debit": None, "credit": None}, "mapping_without_amount"),
        ({"delimiter": ";;"}, "mapping_delimiter"),
        ({"date_order": "dym"}, "mapping_date_order"),
        ({"decimal_mark": "'"}, "mapping_decimal_mark"),
        ({"payee": (-1,)}, "mapping_column"),
    ],
)
def test_a_mapping_that_makes_no_sense_cannot_be(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        replace(MAPPING, **changed)


@pytest.mark.parametrize("broken", [{}, {"dates": [{}]}, {"date": 0, "dates": [{"text": "x"}]}])
def test_a_kept_mapping_that_is_broken_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="mapping"):
        CsvMapping.from_dict(broken)


def _statement(*lines: StatementLine) -> Statement:
    return Statement(
        account_number="", bank="", kind=AccountKind.ASSET, currency="EUR", lines=lines
    )


def test_a_statement_knows_its_sum_and_its_days() -> None:
    lines = (
        StatementLine(1, date(2026, 11, 3), Money(-500, "EUR"), "", "", ""),
        StatementLine(2, date(2026, 11, 1), Money(700, "EUR"), "", "", ""),
    )
    one = _statement(*lines)
    assert (one.total, one.first_on, one.last_on) == (
        Money(200, "EUR"),
        date(2026, 11, 1),
        date(2026, 11, 3),
    )
    empty = _statement()
    assert (empty.total, empty.first_on, empty.last_on) == (Money(0, "EUR"), None, None)


def test_what_stood_there_is_told_in_part() -> None:
    error = unreadable(Fault.EMPTY, "bank.csv", 3, "x" * 500)
    assert (error.facts["file"], error.facts["line"]) == ("bank.csv", 3)
    assert error.facts["text"] == "x" * 120
