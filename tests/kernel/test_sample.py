"""The sample household: a full life, the same every time, in nobody's way."""

from datetime import date

import pytest
from sqlalchemy import Engine

from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.budgets import State
from finance.domain.errors import Conflict
from finance.usecases.sampling import Samples
from tests.household import household


def test_the_sample_fills_an_empty_book_with_two_years_in_two_currencies(
    engine: Engine, owner_engine: Engine
) -> None:
    home = household(engine)
    count = Samples(home.means).fill(home.actor)
    assert count > 800
    readings = home.accounts.all(home.actor)
    assert {code for one in readings for code in one.balance} == {"EUR", "USD"}
    assert PostgresInspector(owner_engine).faults(home.actor.book.id) == ()
    shown = home.overviews.home(home.actor)
    assert all(month.expenses for month in shown.history)
    found = home.budgets.sheet(home.actor).months
    assert all(len(month.standings) >= 5 for month in found)
    assert {one.state for month in found for one in month.standings} == set(State)
    due = [one for one in shown.near if one.occurrence.pending]
    assert due
    assert all(one.occurrence.due_on > shown.today for one in due)


def test_a_book_in_another_currency_gets_the_sample_without_limits(engine: Engine) -> None:
    home = household(engine, currency="USD")
    Samples(home.means).fill(home.actor)
    assert home.budgets.status(home.actor).standings == ()


def test_the_sample_touches_nobodys_own_data(engine: Engine) -> None:
    home = household(engine)
    home.spend("5")
    with pytest.raises(Conflict, match="book_not_empty"):
        Samples(home.means).fill(home.actor)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 3, 31), date(2026, 1, 1)])
def test_the_sample_knows_any_day(engine: Engine, today: date) -> None:
    from finance.adapters.clock import new_id
    from finance.domain.sample import sample

    home = household(engine)
    Samples(home.means).fill(home.actor)
    made = list(sample(home.chart(), today, new_id))
    assert max(one.date for one in made) <= today
