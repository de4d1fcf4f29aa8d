"""What the report of a month says in sentences."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from finance.domain.money import Bag, Money
from finance.domain.month_proofs import Proof, ProofKind
from finance.domain.periods import Month
from finance.web.month.page import month_page
from finance.web.month.words import proof_lines, summary
from tests.domain.book import entry
from tests.domain.test_month_report import ENTRIES, reported


@pytest.fixture(autouse=True)
def _asked(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_it_names_what_rose_and_what_fell_most() -> None:
    assert summary(reported()) == (
        "105.00 was spent, 34.00 more than in October 2026."
        " Food rose most (+55.00), Leisure fell most (−21.00)."
    )


def test_less_and_the_same_are_said_too() -> None:
    assert summary(reported(month=Month(2026, 12))).startswith(
        "1.00 was spent, 104.00 less than in November 2026."
    )
    twice = [
        entry(("Bank", -5_00), ("Travel", 5_00), day=date(2026, month, 1)) for month in (10, 11)
    ]
    assert summary(reported(twice)) == "5.00 was spent, the same as in October 2026."


def test_a_month_with_nothing_before_it_is_compared_with_nothing() -> None:
    report = reported(ENTRIES[1:3], Month(2026, 10))
    assert summary(report) == "50.00 was spent."
    assert month_page(report, lambda *_, **__: "").figures[0].note == ""


def test_the_change_of_worth_is_told_as_a_sum() -> None:
    begun = reported(month=Month(2026, 9))
    assert proof_lines(begun)[-1].text == (
        "Kept 0.00, opening balances +100.00 = the change of worth, 100.00"
    )


def test_a_proof_that_does_not_hold_says_how_far_it_is_off() -> None:
    broken = replace(
        reported(), proofs=(Proof(ProofKind.ACCOUNTS, Bag([Money(1_00, "EUR"), Money(5, "JPY")])),)
    )
    (line,) = proof_lines(broken)
    assert not line.holds
    assert line.text.startswith("It is off by 1.00 EUR, 5 JPY.")


def test_what_is_still_to_come_is_signed_as_it_will_touch_the_account() -> None:
    rent = entry(("Bank", -900_00), ("Rent or mortgage", 900_00), day=date(2026, 12, 1))
    saved = entry(("Bank", -50_00), ("Card", 50_00), day=date(2026, 12, 2))
    pay = entry(("Bank", 70_00), ("Salary", -70_00), day=date(2026, 12, 3))
    report = replace(reported(), upcoming=(rent, saved, pay))
    shown = [
        (one.title, one.category, one.amount.minor)
        for one in month_page(report, lambda *_, **__: "").upcoming
    ]
    assert shown == [
        ("Rent or mortgage", "Rent or mortgage", -900_00),
        ("Card", "Card", -50_00),
        ("Salary", "Salary", 70_00),
    ]
