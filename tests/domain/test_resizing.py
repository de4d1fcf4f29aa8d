"""A body with another amount: it comes to exactly that, and its parts keep their proportions."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.entries import (
    Amounts,
    Body,
    Compound,
    Flow,
    Heading,
    Line,
    Part,
    Transfer,
    entered,
    resized,
)
from finance.domain.errors import Invalid
from finance.domain.ledger import TransactionKind, describe
from finance.domain.money import Money
from tests.domain.book import CHART, DAY, named

EXPENSE, INCOME = TransactionKind.EXPENSE, TransactionKind.INCOME


def _amounts(amount: str = "", arriving: str = "") -> Amounts:
    return Amounts(
        amount=Decimal(amount) if amount else None,
        to_amount=Decimal(arriving) if arriving else None,
    )


def _flow(*amounts: str, kind: TransactionKind = EXPENSE, account: str = "Cash") -> Flow:
    category = named("Groceries").id if kind is EXPENSE else None
    parts = tuple(Part(Decimal(one), category, f"part {one}") for one in amounts)
    return Flow(kind=kind, account_id=named(account).id, parts=parts)


def _move(origin: str, target: str, amount: str, arriving: str = "") -> Transfer:
    return Transfer(
        from_account_id=named(origin).id,
        to_account_id=named(target).id,
        amount=Decimal(amount),
        to_amount=Decimal(arriving) if arriving else None,
    )


def _parts(body: Body) -> list[str]:
    assert isinstance(body, Flow)
    return [str(part.amount) for part in body.parts]


def test_nothing_said_changes_nothing() -> None:
    body = _move("Cash", "Dollars", "5", "6")
    assert resized(body, Amounts(), CHART) is body


def test_a_plain_expense_or_income_comes_to_the_other_amount() -> None:
    assert _parts(resized(_flow("850"), _amounts("912.40"), CHART)) == ["912.40"]
    assert _parts(resized(_flow("850", kind=INCOME), _amounts("1"), CHART)) == ["1"]


def test_the_parts_of_a_split_share_it_as_they_share_the_whole() -> None:
    split = _flow("600", "250", "150")
    shared = resized(split, _amounts("500.01"), CHART)
    assert _parts(shared) == ["300.01", "125.00", "75.00"]
    assert [part.memo for part in shared.parts] == ["part 600", "part 250", "part 150"]  # type: ignore[union-attr]
    assert _parts(resized(_flow("-6", "-3"), _amounts("-3"), CHART)) == ["-2.00", "-1.00"]
    assert _parts(resized(_flow("2", "1", account="Yen"), _amounts("100"), CHART)) == ["67", "33"]


@given(
    st.lists(st.integers(1, 10**9), min_size=2, max_size=8),
    st.integers(1, 10**12),
)
def test_shares_add_up_and_none_is_a_cent_away_from_its_proportion(
    said: list[int], whole: int
) -> None:
    total = Money(whole, "EUR")
    split = _flow(*(str(Money(one, "EUR")) for one in said))
    try:
        shared = resized(split, Amounts(amount=total.number), CHART)
    except Invalid as fault:
        assert fault.code == "amount_too_small"  # noqa: PT017 - one of two outcomes
        assert min(said) * whole < 2 * sum(said)
        return
    shares = [Money.of(Decimal(one), "EUR").minor for one in _parts(shared)]
    assert sum(shares) == whole
    for share, one in zip(shares, said, strict=True):
        assert abs(share - Fraction(one * whole, sum(said))) < 1
    value = entered(UUID(int=1), Heading(date=DAY), shared, CHART)
    assert describe(value, CHART).amount == total


def test_a_transfer_between_currencies_takes_both_amounts() -> None:
    move = _move("Cash", "Dollars", "100", "110")
    both = resized(move, _amounts("200", "230"), CHART)
    assert (both.amount, both.to_amount) == (Decimal(200), Decimal(230))  # type: ignore[union-attr]
    arrives = resized(move, _amounts(arriving="99"), CHART)
    assert (arrives.amount, arrives.to_amount) == (Decimal(100), Decimal(99))  # type: ignore[union-attr]
    same = resized(_move("Cash", "Bank", "100", "100"), _amounts("7"), CHART)
    assert (same.amount, same.to_amount) == (Decimal(7), None)  # type: ignore[union-attr]


WRONG: list[tuple[Body, Amounts, tuple[str, str]]] = [
    (_flow("1"), _amounts("0"), ("amount_zero", "amount")),
    (_flow("1"), _amounts("1.234"), ("amount_decimals", "amount")),
    (_flow("1", "2"), _amounts("0"), ("amount_zero", "amount")),
    (_flow("1", "2"), _amounts("1.234"), ("amount_decimals", "amount")),
    (_flow("1000", "1"), _amounts("0.01"), ("amount_too_small", "amount")),
    (_flow("100", "-1"), _amounts("50"), ("amount_of_split", "amount")),
    (_flow("1"), _amounts("1", "1"), ("field_not_of_type", "to_amount")),
    (_flow("1"), _amounts("", "1"), ("field_not_of_type", "to_amount")),
    (_move("Cash", "Dollars", "1", "2"), _amounts("5"), ("to_amount_missing", "to_amount")),
    (_move("Cash", "Dollars", "1", "2"), _amounts("5", "0"), ("amount_not_positive", "to_amount")),
    (_move("Cash", "Bank", "1"), _amounts("5", "4"), ("to_amount_differs", "to_amount")),
    (_move("Cash", "Bank", "1"), _amounts("-5"), ("amount_not_positive", "amount")),
    (
        Compound((Line(named("Cash").id, Decimal(1)), Line(named("Bank").id, Decimal(-1)))),
        _amounts("5"),
        ("amount_of_postings", "amount"),
    ),
]


@pytest.mark.parametrize(("body", "amounts", "said"), WRONG)
def test_what_cannot_be_is_told_at_its_field(
    body: Body, amounts: Amounts, said: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as caught:
        entered(UUID(int=1), Heading(date=DAY), resized(body, amounts, CHART), CHART)
    assert (caught.value.code, caught.value.field) == said
