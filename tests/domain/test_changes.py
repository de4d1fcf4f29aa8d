"""What was can be told from what is kept of it, to the letter."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from finance.domain.accounts import Account
from finance.domain.changes import (
    account_from,
    account_snapshot,
    book_from,
    book_snapshot,
    transaction_from,
    transaction_snapshot,
)
from finance.domain.ledger import Posting, Transaction
from finance.domain.money import Money
from finance.domain.people import Book
from finance.domain.periods import MonthStart
from tests.domain.book import CHART, NOON, entry, named

SHOP = replace(
    entry(("Cash", -500), ("Groceries", 500)), payee="Shop", description="a\nb", tags=("x", "y")
)


@pytest.mark.parametrize(
    "one",
    [
        SHOP,
        replace(SHOP, import_id=UUID(int=7), version=3),
        replace(SHOP, postings=(*SHOP.postings, Posting(named("Yen").id, Money(0, "JPY"), "m"))),
    ],
)
def test_a_transaction_comes_back_from_its_snapshot(one: Transaction) -> None:
    kept = json.loads(json.dumps(transaction_snapshot(one)))
    assert transaction_from(kept, one.id, one.version) == one


@pytest.mark.parametrize(
    "one",
    [*CHART.values(), replace(named("Cash"), closed_at=NOON, number="DE12", position=3)],
)
def test_an_account_comes_back_from_its_snapshot(one: Account) -> None:
    kept = json.loads(json.dumps(account_snapshot(one)))
    assert account_from(kept, one.id, one.version) == one


@pytest.mark.parametrize("default", [None, UUID(int=3)])
def test_a_book_comes_back_from_its_snapshot(default: UUID | None) -> None:
    book = Book(
        id=UUID(int=1),
        name="Ours",
        currency="EUR",
        time_zone="Europe/Berlin",
        month_start=MonthStart(25),
        default_account_id=default,
        version=4,
    )
    kept = json.loads(json.dumps(book_snapshot(book)))
    assert book_from(kept, book.id, book.version) == book
