"""Accounts stand in a tree that cannot be made nonsense of."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from finance.domain.accounts import OWN, Account, AccountKind, AccountRole, Chart
from finance.domain.errors import Conflict, Invalid
from finance.domain.money import Bag, Money
from tests.domain.book import CHART, NOON, closed, named

ID = UUID(int=5000)


def _account(**changed: Any) -> Account:  # noqa: ANN401 - any field of an account
    plain: dict[str, Any] = {"id": ID, "kind": AccountKind.EXPENSE, "name": "Tools"}
    return Account(**{**plain, **changed})


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": ""}, "name_missing"),
        ({"name": " Tools"}, "text_unclean"),
        ({"kind": AccountKind.ASSET}, "currency_missing"),
        ({"currency": "XXQ"}, "unknown_currency"),
        ({"parent_id": ID}, "parent_is_self"),
    ],
)
def test_an_account_that_makes_no_sense_cannot_be(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        _account(**changed)


def test_only_assets_and_liabilities_are_ones_own() -> None:
    assert [kind for kind in AccountKind if kind.own] == [AccountKind.ASSET, AccountKind.LIABILITY]
    assert [kind for kind in AccountKind if kind.category] == [
        AccountKind.INCOME,
        AccountKind.EXPENSE,
    ]


def test_an_account_is_closed_from_the_moment_it_was() -> None:
    assert not _account().closed
    assert _account(closed_at=NOON).closed


def test_a_chart_knows_its_accounts_by_id_role_and_name() -> None:
    cash = named("Cash")
    assert CHART[cash.id] is cash
    assert len(CHART) == len(list(CHART))
    assert CHART.having(AccountRole.OPENING).name == "Opening balances"
    assert CHART.known(cash.id, "account") is cash
    assert CHART.named(" groCERIES ", AccountKind.EXPENSE) == named("Groceries")
    assert CHART.named("Groceries", AccountKind.INCOME) is None
    assert closed("Groceries").named("Groceries", AccountKind.EXPENSE) is None


def test_of_two_with_one_name_the_outer_one_is_meant() -> None:
    outer = _account(name="Groceries", position=7)
    assert Chart((*CHART.values(), outer)).named("Groceries", AccountKind.EXPENSE) == outer


def test_an_unknown_account_is_told_at_its_field() -> None:
    with pytest.raises(Invalid, match="unknown_account") as caught:
        CHART.known(ID, "to_account")
    assert caught.value.field == "to_account"


def test_only_open_accounts_of_the_right_kind_take_money() -> None:
    cash, food = named("Cash"), named("Groceries")
    assert CHART.open_to(cash.id, OWN, "account") is cash
    with pytest.raises(Invalid, match="account_kind"):
        CHART.open_to(food.id, OWN, "account")
    with pytest.raises(Invalid, match="account_closed"):
        closed("Cash").open_to(cash.id, OWN, "account")


def test_a_path_leads_from_the_outermost_in() -> None:
    assert [one.name for one in CHART.path(named("Groceries").id)] == ["Food", "Groceries"]
    assert CHART.path(ID) == ()


def test_beneath_an_account_is_itself_and_all_within() -> None:
    food = named("Food")
    inside = {CHART[one].name for one in CHART.beneath(food.id)}
    assert inside == {"Food", "Groceries", "Eating out"}


def test_children_stand_in_their_order() -> None:
    food = named("Food")
    assert [one.name for one in CHART.children(food.id)] == ["Groceries", "Eating out"]
    turned = replace(named("Groceries"), position=9)
    chart = Chart(turned if one.id == turned.id else one for one in CHART.values())
    assert [one.name for one in chart.children(food.id)] == ["Eating out", "Groceries"]


def test_an_account_may_stand_where_nothing_speaks_against_it() -> None:
    CHART.placed(_account())
    CHART.placed(_account(parent_id=named("Food").id))
    CHART.placed(named("Groceries"))
    CHART.placed(_account(name="Food", kind=AccountKind.INCOME))
    closed("Groceries").placed(_account(name="Groceries", parent_id=named("Food").id))


def test_an_account_cannot_stand_inside_itself() -> None:
    food = named("Food")
    with pytest.raises(Invalid, match="parent_is_below"):
        CHART.placed(replace(food, parent_id=named("Groceries").id))


def test_an_account_cannot_stand_in_one_of_another_kind() -> None:
    with pytest.raises(Invalid, match="account_kind"):
        CHART.placed(_account(parent_id=named("Work").id))


def test_siblings_have_different_names_letter_case_aside() -> None:
    with pytest.raises(Conflict, match="name_taken"):
        CHART.placed(_account(name="groceries", parent_id=named("Food").id))


@pytest.mark.parametrize(
    ("name", "held", "code"),
    [
        ("Conversion", 0, "system_account"),
        ("Food", 0, "has_open_children"),
        ("Cash", 0, "default_account"),
        ("Bank", 5, "balance_left"),
    ],
)
def test_what_is_needed_cannot_be_closed(name: str, held: int, code: str) -> None:
    balance = Bag([Money(held, "EUR")])
    with pytest.raises(Conflict, match=code):
        CHART.closable(named(name), named("Cash").id, balance)


def test_what_nothing_speaks_for_can_be_closed() -> None:
    CHART.closable(named("Bank"), named("Cash").id, Bag())
    CHART.closable(named("Groceries"), named("Cash").id, Bag([Money(500, "EUR")]))


def test_a_merge_moves_open_children_and_leaves_closed_ones() -> None:
    food, other = named("Food"), named("Home")
    double = _account(name="Groceries", parent_id=other.id)
    clashing = Chart((*CHART.values(), double))
    with pytest.raises(Conflict, match="name_taken"):
        clashing.mergeable(food, other)
    shut = replace(named("Groceries"), closed_at=NOON)
    Chart(shut if one.id == shut.id else one for one in clashing.values()).mergeable(food, other)
