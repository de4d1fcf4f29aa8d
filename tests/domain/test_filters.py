"""A filter shows the transactions for which every condition holds, and no other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.accounts import Account, AccountKind, Chart
from finance.domain.filters import Filter, matches
from finance.domain.ledger import Posting, Transaction, TransactionKind
from finance.domain.money import Money
from finance.domain.periods import Span
from finance.domain.query_text import merged

CASH, CARD, YEN, FOOD, FUN, PAY = (UUID(int=number) for number in range(1, 7))
IMPORT = UUID(int=99)
CHART = Chart(
    [
        Account(id=CASH, kind=AccountKind.ASSET, name="Cash", currency="EUR"),
        Account(id=CARD, kind=AccountKind.LIABILITY, name="Card", currency="EUR"),
        Account(id=YEN, kind=AccountKind.ASSET, name="Tokyo", currency="JPY"),
        Account(id=FOOD, kind=AccountKind.EXPENSE, name="Food"),
        Account(id=FUN, kind=AccountKind.EXPENSE, name="Fun"),
        Account(id=PAY, kind=AccountKind.INCOME, name="Pay"),
    ]
)
SHOP = Transaction(
    id=UUID(int=50),
    date=date(2026, 11, 21),
    postings=(
        Posting(CASH, Money(-5000, "EUR")),
        Posting(FOOD, Money(3000, "EUR"), "Weekly veg"),
        Posting(FUN, Money(2000, "EUR")),
    ),
    payee="Corner Shop",
    description="with Ána",
    tags=("Home", "party"),
    import_id=IMPORT,
)
NOON = Span(date(2026, 11, 21), date(2026, 11, 22))
ids = frozenset[UUID]


def test_an_empty_filter_shows_the_ledger_and_not_the_trash() -> None:
    assert matches(Filter(), SHOP, CHART)
    assert not matches(Filter(), SHOP, CHART, trashed=True)
    assert matches(Filter(trashed=True), SHOP, CHART, trashed=True)
    assert not matches(Filter(trashed=True), SHOP, CHART)


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(span=NOON),
        Filter(accounts=ids({CASH, CARD})),
        Filter(categories=ids({FUN})),
        Filter(accounts=ids({CASH}), categories=ids({FOOD})),
        Filter(kinds=frozenset({TransactionKind.EXPENSE, TransactionKind.OTHER})),
        Filter(tags=frozenset({"home", "PARTY"})),
        Filter(minimum=Decimal(50), maximum=Decimal("50.00")),
        Filter(minimum=Decimal("49.999")),
        Filter(maximum=Decimal("50.001")),
        Filter(text=("corner", "VEG", "ána")),
        Filter(without=("rent",)),
        Filter(payee="shop"),
        Filter(import_id=IMPORT),
    ],
)
def test_a_condition_that_holds_shows_it(chosen: Filter) -> None:
    assert matches(chosen, SHOP, CHART)


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(span=Span(date(2026, 11, 22), date(2026, 12, 1))),
        Filter(span=Span(date(2026, 11, 1), date(2026, 11, 21))),
        Filter(span=Span(date(2026, 11, 21), date(2026, 11, 21))),
        Filter(accounts=ids({CARD})),
        Filter(categories=ids({PAY})),
        Filter(accounts=ids({CARD}), categories=ids({FOOD})),
        Filter(accounts=ids({CASH}), categories=ids({PAY})),
        Filter(kinds=frozenset({TransactionKind.INCOME})),
        Filter(tags=frozenset({"home", "work"})),
        Filter(tags=frozenset({"hom"})),
        Filter(minimum=Decimal("50.001")),
        Filter(maximum=Decimal("49.999")),
        Filter(maximum=Decimal(30)),
        Filter(text=("corner", "rent")),
        Filter(without=("weekly",)),
        Filter(payee="weekly"),
        Filter(import_id=UUID(int=98)),
    ],
)
def test_a_condition_that_fails_hides_it(chosen: Filter) -> None:
    assert not matches(chosen, SHOP, CHART)


def test_size_is_in_major_units_of_the_own_accounts_currency() -> None:
    lunch = Transaction(
        id=UUID(int=51),
        date=date(2026, 11, 21),
        postings=(Posting(YEN, Money(-900, "JPY")), Posting(FOOD, Money(900, "JPY"))),
    )
    assert matches(Filter(minimum=Decimal(900), maximum=Decimal(900)), lunch, CHART)
    assert not matches(Filter(maximum=Decimal(9)), lunch, CHART)


def test_both_bounds_hold_for_one_and_the_same_posting() -> None:
    moved = Transaction(
        id=UUID(int=52),
        date=date(2026, 11, 21),
        postings=(
            Posting(CASH, Money(-10000, "EUR")),
            Posting(CARD, Money(1000, "EUR")),
            Posting(FOOD, Money(9000, "EUR")),
        ),
    )
    assert not matches(Filter(minimum=Decimal(20), maximum=Decimal(80)), moved, CHART)
    assert matches(Filter(minimum=Decimal(5), maximum=Decimal(20)), moved, CHART)


def test_only_own_accounts_have_a_size() -> None:
    sorted_out = Transaction(
        id=UUID(int=53),
        date=date(2026, 11, 21),
        postings=(Posting(FOOD, Money(-700, "EUR")), Posting(FUN, Money(700, "EUR"))),
    )
    assert matches(Filter(), sorted_out, CHART)
    assert not matches(Filter(minimum=Decimal(0)), sorted_out, CHART)


narrowing = st.builds(
    Filter,
    span=st.sampled_from([None, NOON, Span(date(2026, 1, 1), date(2026, 2, 1))]),
    tags=st.frozensets(st.sampled_from(["home", "party", "work"])),
    minimum=st.sampled_from([None, Decimal(10), Decimal(60)]),
    text=st.lists(st.sampled_from(["corner", "veg", "rent"]), max_size=2).map(tuple),
    without=st.lists(st.sampled_from(["corner", "rent"]), max_size=1).map(tuple),
)


@given(narrowing, narrowing)
def test_two_narrowing_filters_together_show_what_both_show(one: Filter, other: Filter) -> None:
    both = matches(one, SHOP, CHART) and matches(other, SHOP, CHART)
    assert matches(merged([one, other]), SHOP, CHART) == both


@given(narrowing, st.sampled_from(["payee", "description"]))
def test_what_a_word_shows_its_exclusion_hides(chosen: Filter, field: str) -> None:
    plain = replace(chosen, text=(), without=())
    word = str(getattr(SHOP, field)).split()[0]
    shown = matches(replace(plain, text=(word,)), SHOP, CHART)
    assert shown == matches(plain, SHOP, CHART)
    assert not matches(replace(plain, without=(word,)), SHOP, CHART)
