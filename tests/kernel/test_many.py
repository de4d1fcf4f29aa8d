"""The walls of bulk use cases that the API keeps nobody from reaching otherwise."""

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id
from finance.domain.accounts import AccountKind
from finance.domain.altering import Alteration
from finance.domain.errors import Forbidden, Invalid
from finance.domain.people import Role
from finance.usecases.accounts import OpenAccount
from finance.usecases.bulk import MOST, Bulk
from tests.household import household


def test_no_more_than_the_limit_and_not_nothing(engine: Engine) -> None:
    home = household(engine)
    bulk = Bulk(home.means)
    with pytest.raises(Invalid, match="too_many"):
        bulk.trash(home.actor, [new_id() for _ in range(MOST + 1)])
    with pytest.raises(Invalid, match="missing"):
        bulk.record(home.actor, [])


def test_a_viewer_does_nothing_to_many(engine: Engine) -> None:
    home = household(engine)
    viewer, spent = home.acting_as(Role.VIEWER), home.spend("5").transaction.id
    bulk = Bulk(home.means)
    for act in (bulk.trash, bulk.restore):
        with pytest.raises(Forbidden):
            act(viewer.actor, [spent])
    with pytest.raises(Forbidden):
        bulk.alter(viewer.actor, [spent], Alteration(payee="x"))
    with pytest.raises(Forbidden):
        bulk.record(viewer.actor, [])


def test_a_category_in_one_currency_takes_no_other(engine: Engine) -> None:
    home = household(engine)
    request = OpenAccount(
        id=new_id(), opening_id=new_id(), kind=AccountKind.EXPENSE, name="Dollars", currency="USD"
    )
    dollars = home.accounts.open(home.actor, request).account.id
    with pytest.raises(Invalid, match="currency_of_account"):
        Bulk(home.means).alter(
            home.actor, [home.spend("5").transaction.id], Alteration(category_id=dollars)
        )
