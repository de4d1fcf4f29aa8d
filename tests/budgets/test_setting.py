"""Setting several limits at once: one change, one undo, and what was seen counts."""

from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.errors import ChangedMeanwhile, Conflict, Forbidden, Invalid
from finance.domain.money import Money
from finance.domain.people import Role
from finance.domain.periods import Month
from finance.usecases.budgets import AddBudget, ChangeBudget, Wish
from tests.household import Household, household

NOVEMBER = Month(2026, 11)


def _wish(home: Household, name: str, minor: int, version: int | None = None) -> Wish:
    """A limit of so many cents (0: none) on a category (empty: on all spending)."""
    category_id = home.account(name).id if name else None
    amount = Money(minor, "EUR") if minor else None
    return Wish(category_id=category_id, amount=amount, version=version)


def _limits(home: Household, month: Month = NOVEMBER) -> dict[UUID | None, int]:
    found = home.budgets.status(home.actor, month).limits
    return {one: amount.minor for one, amount in found.items()}


def test_several_limits_are_taken_back_by_one_undo(engine: Engine) -> None:
    home = household(engine)
    home.budgets.settle(home.actor, NOVEMBER, [_wish(home, "Fuel", 500)])
    before = _limits(home)
    wishes = [_wish(home, "Fuel", 900), _wish(home, "", 7_000), _wish(home, "Food", 300)]
    done = home.budgets.settle(home.actor, NOVEMBER, wishes)
    assert done is not None
    assert sorted(_limits(home).values()) == [300, 900, 7_000]
    back = home.changes.reverse(home.actor, done)
    assert _limits(home) == before
    home.changes.reverse(home.actor, back.id)
    assert sorted(_limits(home).values()) == [300, 900, 7_000]


def test_an_undo_stops_where_one_of_them_changed_since(engine: Engine) -> None:
    home = household(engine)
    done = home.budgets.settle(
        home.actor, NOVEMBER, [_wish(home, "Fuel", 500), _wish(home, "Food", 300)]
    )
    assert done is not None
    home.budgets.settle(home.actor, NOVEMBER, [_wish(home, "Food", 400)])
    with pytest.raises(Conflict, match="changed_since"):
        home.changes.reverse(home.actor, done)
    assert sorted(_limits(home).values()) == [400, 500]


def test_what_is_as_wished_is_no_change(engine: Engine) -> None:
    home = household(engine)
    wishes = [_wish(home, "Fuel", 500), _wish(home, "Food", 0)]
    assert home.budgets.settle(home.actor, NOVEMBER, wishes) is not None
    newest = home.changes.latest(home.actor)[0].id
    assert home.budgets.settle(home.actor, NOVEMBER, wishes) is None
    assert home.changes.latest(home.actor)[0].id == newest


def test_a_line_that_changed_since_it_was_seen_stops_all_of_them(engine: Engine) -> None:
    home = household(engine)
    home.budgets.settle(home.actor, NOVEMBER, [_wish(home, "Fuel", 500)])
    before = _limits(home)
    for seen in (0, 2):
        wishes = [_wish(home, "Food", 300), _wish(home, "Fuel", 600, seen)]
        with pytest.raises(ChangedMeanwhile):
            home.budgets.settle(home.actor, NOVEMBER, wishes)
        assert _limits(home) == before
    assert home.budgets.settle(home.actor, NOVEMBER, [_wish(home, "Fuel", 600, 1)]) is not None


def test_a_viewer_sets_nothing(engine: Engine) -> None:
    guest = household(engine).acting_as(Role.VIEWER)
    with pytest.raises(Forbidden):
        guest.budgets.settle(guest.actor, NOVEMBER, [_wish(guest, "Fuel", 500)])


def test_a_closed_category_may_be_ended_but_not_raised(engine: Engine) -> None:
    home = household(engine)
    home.budgets.settle(home.actor, NOVEMBER, [_wish(home, "Pets", 500)])
    home.accounts.close(home.actor, home.account("Pets").id)
    with pytest.raises(Invalid, match="account_closed"):
        home.budgets.settle(home.actor, NOVEMBER, [_wish(home, "Pets", 600)])
    home.budgets.settle(home.actor, NOVEMBER, [_wish(home, "Pets", 0)])
    assert _limits(home) == {}
    assert list(_limits(home, NOVEMBER.previous)) == []


def test_a_planned_limit_outlives_a_change_before_it(engine: Engine) -> None:
    home = household(engine)
    home.budgets.settle(home.actor, NOVEMBER.next, [_wish(home, "Gifts", 900)])
    home.budgets.settle(home.actor, NOVEMBER, [_wish(home, "Gifts", 100)])
    assert list(_limits(home).values()) == [100]
    assert list(_limits(home, NOVEMBER.next).values()) == [900]


def test_a_limit_that_is_what_it_was_is_no_change(engine: Engine) -> None:
    home = household(engine)
    wish = AddBudget(
        id=new_id(), category_id=home.account("Fuel").id, amount=Decimal(5), month=NOVEMBER
    )
    line = home.budgets.add(home.actor, wish).budget
    same = ChangeBudget(id=line.id, amount=Decimal("5.00"), month=NOVEMBER, version=line.version)
    assert home.budgets.change(home.actor, same).budget == line
    assert len(home.budgets.changes(home.actor)) == 1
