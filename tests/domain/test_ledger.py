"""An unbalanced transaction cannot exist, and what a transaction is follows from its accounts."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.errors import Invalid
from finance.domain.ledger import (
    MOST_POSTINGS,
    Posting,
    Transaction,
    TransactionKind,
    balances,
    describe,
    kind_of,
)
from finance.domain.money import LARGEST, Bag, Money
from tests.domain.book import CHART, DAY, entry, named

CASH, FOOD = named("Cash").id, named("Groceries").id
SHOP = entry(("Cash", -500), ("Groceries", 500))


def _sides(*minors: int) -> tuple[Posting, ...]:
    return tuple(Posting(CASH, Money(minor, "EUR")) for minor in minors)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"date": date(1899, 12, 31)}, "date_out_of_range"),
        ({"date": date(2200, 1, 1).replace(year=2201)}, "date_out_of_range"),
        ({"postings": ()}, "postings_few"),
        ({"postings": _sides(0)}, "postings_few"),
        ({"postings": _sides(*[0] * (MOST_POSTINGS + 1))}, "postings_many"),
        ({"postings": _sides(LARGEST + 1, -LARGEST - 1)}, "amount_too_large"),
        ({"postings": _sides(5, -4)}, "unbalanced"),
        ({"payee": " Shop"}, "text_unclean"),
        ({"payee": "x" * 201}, "text_too_long"),
        ({"description": "line\r\nend"}, "text_unclean"),
        ({"postings": (*SHOP.postings[:1], replace(SHOP.postings[1], memo=" x"))}, "text_unclean"),
        ({"tags": ("",)}, "tag_empty"),
        ({"tags": ("a ",)}, "text_unclean"),
        ({"tags": tuple(map(str, range(21)))}, "tags_many"),
    ],
)
def test_a_transaction_that_breaks_a_promise_cannot_be(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        replace(SHOP, **changed)


def test_each_currency_must_add_up_by_itself() -> None:
    sides = (Posting(CASH, Money(5, "EUR")), Posting(CASH, Money(-5, "USD")))
    with pytest.raises(Invalid, match="unbalanced") as caught:
        replace(SHOP, postings=sides)
    assert caught.value.facts["left"] == "Bag(0.05 EUR, -0.05 USD)"


@given(st.lists(st.integers(-LARGEST, LARGEST), min_size=1, max_size=8))
def test_whatever_adds_up_is_a_transaction_and_nothing_else_is(minors: list[int]) -> None:
    left = sum(minors)
    if left and abs(left) <= LARGEST:
        with pytest.raises(Invalid):
            replace(SHOP, postings=_sides(*minors, 0))
        assert replace(SHOP, postings=_sides(*minors, -left)).postings


@pytest.mark.parametrize(
    ("sides", "kind"),
    [
        ((("Cash", -5), ("Groceries", 5)), TransactionKind.EXPENSE),
        ((("Card", -5), ("Groceries", 2), ("Travel", 3)), TransactionKind.EXPENSE),
        ((("Cash", 5), ("Salary", -5)), TransactionKind.INCOME),
        ((("Cash", -5), ("Bank", 5)), TransactionKind.TRANSFER),
        ((("Cash", -5), ("Card", 5)), TransactionKind.TRANSFER),
        ((("Cash", -5), ("Bank", 5), ("Conversion", 0)), TransactionKind.TRANSFER),
        ((("Cash", 5), ("Opening balances", -5)), TransactionKind.OTHER),
        ((("Cash", -5), ("Groceries", 7), ("Salary", -2)), TransactionKind.OTHER),
        ((("Cash", -5), ("Bank", -5), ("Groceries", 10)), TransactionKind.OTHER),
        ((("Groceries", -5), ("Travel", 5)), TransactionKind.OTHER),
        ((("Cash", -5), ("Conversion", 5)), TransactionKind.OTHER),
    ],
)
def test_the_accounts_say_what_a_transaction_is(
    sides: tuple[tuple[str, int], ...], kind: TransactionKind
) -> None:
    assert kind_of(entry(*sides), CHART) is kind
    assert describe(entry(*sides), CHART).kind is kind


def test_an_expense_is_described_positive_with_its_category() -> None:
    told = describe(SHOP, CHART)
    assert (told.amount, told.account, told.category) == (
        Money(500, "EUR"),
        named("Cash"),
        named("Groceries"),
    )
    assert describe(entry(("Cash", 5), ("Groceries", -5)), CHART).amount == Money(-5, "EUR")


def test_an_income_is_described_positive() -> None:
    assert describe(entry(("Cash", 7), ("Salary", -7)), CHART).amount == Money(7, "EUR")


def test_a_split_has_no_one_category() -> None:
    assert describe(entry(("Cash", -5), ("Groceries", 2), ("Travel", 3)), CHART).category is None


@pytest.mark.parametrize("sides", [(("Cash", -5), ("Bank", 5)), (("Bank", 5), ("Cash", -5))])
def test_a_transfer_is_told_from_where_the_money_left(sides: tuple[tuple[str, int], ...]) -> None:
    told = describe(entry(*sides), CHART)
    assert (told.account, told.to_account) == (named("Cash"), named("Bank"))
    assert (told.amount, told.to_amount) == (Money(5, "EUR"), None)


def test_a_transfer_between_currencies_says_what_arrived() -> None:
    exchange = named("Conversion").id
    sides = (
        Posting(CASH, Money(-100, "EUR")),
        Posting(named("Dollars").id, Money(108, "USD")),
        Posting(exchange, Money(100, "EUR")),
        Posting(exchange, Money(-108, "USD")),
    )
    told = describe(Transaction(id=UUID(int=1), date=DAY, postings=sides), CHART)
    assert (told.amount, told.to_amount) == (Money(100, "EUR"), Money(108, "USD"))


def test_anything_else_is_told_by_its_first_own_side() -> None:
    told = describe(entry(("Opening balances", -5), ("Cash", 5)), CHART)
    assert (told.account, told.amount) == (named("Cash"), Money(5, "EUR"))
    bare = describe(entry(("Groceries", -5), ("Travel", 5)), CHART)
    assert (bare.account, bare.amount) == (named("Groceries"), Money(-5, "EUR"))


def test_balances_are_the_sums_of_postings() -> None:
    found = balances([SHOP, entry(("Cash", 700), ("Salary", -700))])
    assert found[CASH] == Bag([Money(200, "EUR")])
    assert found[FOOD] == Bag([Money(500, "EUR")])
    assert sum(found.values(), Bag()) == Bag()
