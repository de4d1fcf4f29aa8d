"""What people enter in short becomes balanced postings, or a fault at the field it belongs to."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.accounts import Chart
from finance.domain.entries import (
    Body,
    Compound,
    Flow,
    Heading,
    Line,
    Part,
    Transfer,
    as_body,
    entered,
    opening,
)
from finance.domain.errors import Invalid
from finance.domain.ledger import Posting, Transaction, TransactionKind, kind_of
from finance.domain.money import Money
from tests.domain.book import CHART, DAY, closed, named

EXPENSE, INCOME = TransactionKind.EXPENSE, TransactionKind.INCOME
ID = UUID(int=900)


def _id(name: str) -> UUID:
    return named(name).id


def _entered(body: Body, chart: Chart = CHART) -> Transaction:
    return entered(ID, Heading(date=DAY), body, chart)


def _sides(body: Body) -> dict[str, str]:
    return {
        CHART[one.account_id].name: f"{one.amount} {one.amount.currency}"
        for one in _entered(body).postings
    }


def _flow(*parts: Part, kind: TransactionKind = EXPENSE, currency: str | None = None) -> Flow:
    return Flow(kind=kind, account_id=_id("Cash"), parts=parts, currency=currency)


def _move(origin: str, target: str, amount: str, arriving: str = "") -> Transfer:
    return Transfer(
        from_account_id=_id(origin),
        to_account_id=_id(target),
        amount=Decimal(amount),
        to_amount=Decimal(arriving) if arriving else None,
    )


def test_an_expense_leaves_its_account_for_its_categories() -> None:
    parts = (Part(Decimal(5), _id("Groceries")), Part(Decimal("-1.50"), _id("Travel"), "refund"))
    assert _sides(_flow(*parts)) == {
        "Cash": "-3.50 EUR",
        "Groceries": "5.00 EUR",
        "Travel": "-1.50 EUR",
    }


def test_an_income_comes_from_its_category() -> None:
    body = _flow(Part(Decimal(5), _id("Salary")), kind=INCOME)
    assert _sides(body) == {"Cash": "5.00 EUR", "Salary": "-5.00 EUR"}


@pytest.mark.parametrize("kind", [EXPENSE, INCOME])
def test_without_a_category_it_is_uncategorised(kind: TransactionKind) -> None:
    assert "Uncategorised" in _sides(_flow(Part(Decimal(5)), kind=kind))


def test_a_transfer_within_a_currency_has_two_sides() -> None:
    assert _sides(_move("Cash", "Bank", "5")) == {"Cash": "-5.00 EUR", "Bank": "5.00 EUR"}
    assert _sides(_move("Cash", "Bank", "5", "5.00")) == _sides(_move("Cash", "Bank", "5"))


def test_a_transfer_between_currencies_goes_through_conversion() -> None:
    made = _entered(_move("Cash", "Yen", "5", "800"))
    assert [one.amount for one in made.postings] == [
        Money(-500, "EUR"),
        Money(800, "JPY"),
        Money(500, "EUR"),
        Money(-800, "JPY"),
    ]


def test_a_full_entry_says_every_side_itself() -> None:
    lines = (
        Line(_id("Cash"), Decimal(-5)),
        Line(_id("Groceries"), Decimal(5), "EUR", " bread "),
    )
    made = _entered(Compound(lines))
    assert made.postings[1] == Posting(_id("Groceries"), Money(500, "EUR"), "bread")


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (_flow(), "parts_missing", "parts"),
        (_flow(Part(Decimal(0))), "amount_zero", "amount"),
        (_flow(Part(Decimal(-5)), kind=INCOME), "amount_not_positive", "amount"),
        (_flow(Part(Decimal("1.234"))), "amount_decimals", "amount"),
        (_flow(Part(Decimal(5), _id("Salary"))), "account_kind", "category_id"),
        (_flow(Part(Decimal(5)), currency="USD"), "currency_of_account", "currency"),
        (_move("Cash", "Cash", "5"), "same_account", "to_account_id"),
        (_move("Cash", "Bank", "-5"), "amount_not_positive", "amount"),
        (_move("Cash", "Bank", "5", "6"), "to_amount_differs", "to_amount"),
        (_move("Cash", "Yen", "5"), "to_amount_missing", "to_amount"),
        (_move("Cash", "Yen", "5", "-8"), "amount_not_positive", "to_amount"),
        (_move("Cash", "Groceries", "5"), "account_kind", "to_account_id"),
        (Compound((Line(_id("Groceries"), Decimal(5)),)), "currency_missing", "currency"),
        (Compound((Line(ID, Decimal(5)),)), "unknown_account", "postings"),
        (Compound((Line(_id("Cash"), Decimal(5)),)), "postings_few", "postings"),
    ],
)
def test_a_fault_is_told_at_its_field(body: Body, code: str, field: str) -> None:
    with pytest.raises(Invalid, match=code) as caught:
        _entered(body)
    assert caught.value.field == field


def test_a_closed_account_takes_nothing_new() -> None:
    with pytest.raises(Invalid, match="account_closed"):
        _entered(_flow(Part(Decimal(5))), closed("Cash"))


def test_texts_are_cleaned_and_tags_kept_once() -> None:
    heading = Heading(date=DAY, payee=" Shop ", description="a\r\nb", tags=("x", " x", "y"))
    made = entered(ID, heading, _flow(Part(Decimal(5))), CHART)
    assert (made.payee, made.description, made.tags) == ("Shop", "a\nb", ("x", "y"))


def test_an_opening_balance_may_be_a_debt() -> None:
    made = opening(ID, named("Card"), Money(-2000, "EUR"), DAY, CHART)
    assert [one.amount.minor for one in made.postings] == [-2000, 2000]
    assert kind_of(made, CHART) is TransactionKind.OTHER


_AMOUNTS = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
_BODIES = st.one_of(
    st.builds(
        Flow,
        kind=st.just(EXPENSE),
        account_id=st.sampled_from([_id("Cash"), _id("Card")]),
        parts=st.lists(
            st.builds(Part, _AMOUNTS, st.just(_id("Groceries"))), min_size=1, max_size=4
        ).map(tuple),
        currency=st.just("EUR"),
    ),
    st.builds(
        lambda amount: _flow(Part(amount, _id("Salary")), kind=INCOME, currency="EUR"), _AMOUNTS
    ),
    st.builds(
        lambda amount: Transfer(
            from_account_id=_id("Card"),
            to_account_id=_id("Bank"),
            amount=amount,
            to_amount=amount,
            currency="EUR",
        ),
        _AMOUNTS,
    ),
    st.builds(
        lambda amount: Compound(
            (Line(_id("Cash"), amount, "EUR"), Line(_id("Opening balances"), -amount, "EUR", "m"))
        ),
        _AMOUNTS,
    ),
)


@given(_BODIES)
def test_the_short_form_comes_back_from_what_was_entered(body: Body) -> None:
    made = _entered(body)
    kind = kind_of(made, CHART)
    assert as_body(made, CHART, kind) == body
