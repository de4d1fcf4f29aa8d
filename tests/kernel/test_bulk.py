"""Many transactions at once end where one by one would have ended."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from finance.adapters.clock import new_id, now
from finance.adapters.postgres.bulk import add_many
from finance.adapters.postgres.inspecting import PostgresInspector
from finance.domain.errors import Invalid
from finance.domain.filters import Filter
from finance.domain.ledger import Posting, balances
from finance.domain.money import Bag, Money
from tests.household import household


def test_many_at_once_keep_the_sums_like_one_by_one(engine: Engine, owner_engine: Engine) -> None:
    home = household(engine)
    model = home.spend("5", on="2026-01-31").transaction
    copies = [replace(model, id=new_id(), date=model.date.replace(day=day)) for day in range(1, 30)]
    with home.work() as work:
        add_many(work.connection, home.actor.book.id, copies, now())
        work.commit()
    with home.work() as work:
        there = [entry.transaction for entry in work.readings.stream(Filter())]
    assert len(there) == 30
    cash = home.account("Cash").id
    assert home.balance("Cash") == balances(there)[cash] == Bag([Money(-15000, "EUR")])
    assert PostgresInspector(owner_engine).faults(home.actor.book.id) == ()


def test_one_bad_account_stops_them_all(engine: Engine) -> None:
    home = household(engine)
    model = home.spend("5").transaction
    good = replace(model, id=new_id())
    other = household(engine).account("Groceries").id
    strayed = (model.postings[0], Posting(other, model.postings[1].amount))
    bad = replace(model, id=new_id(), postings=strayed)
    with pytest.raises(Invalid, match="unknown_account"), home.work() as work:
        add_many(work.connection, home.actor.book.id, [good, bad], now())
    assert home.balance("Cash") == Bag([Money(-500, "EUR")])


def test_many_at_once_remember_payees_like_one_by_one(engine: Engine) -> None:
    one, many = household(engine), household(engine)
    for amount, category, day in (
        ("5", "Groceries", "01"),
        ("6", "Travel", "03"),
        ("7", "Pets", "02"),
    ):
        one.spend(amount, category, on=f"2026-11-{day}")
    one.move("9", "Cash", one.open("Bank").name)
    there = {
        one.account(name).id: many.account(name).id
        for name in ("Cash", "Groceries", "Travel", "Pets")
    }
    there[one.account("Bank").id] = many.open("Bank").id
    with one.work() as work:
        values = [entry.transaction for entry in work.readings.stream(Filter())]
    copies = [
        replace(
            value,
            postings=tuple(
                replace(side, account_id=there[side.account_id]) for side in value.postings
            ),
        )
        for value in values
    ]
    with many.work() as work:
        add_many(work.connection, many.actor.book.id, copies, now())
        work.commit()
    (found,) = many.transactions.payees(many.actor, "shop")
    (wanted,) = one.transactions.payees(one.actor, "shop")
    assert (found.uses, found.last_on) == (wanted.uses, wanted.last_on)
    assert found.account_id == there[wanted.account_id]
    assert found.category_id == many.account("Travel").id
