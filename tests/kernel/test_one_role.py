"""One role that owns the tables and serves: a book is not seen from another for all that."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.migrate import upgrade
from finance.adapters.postgres.outbox import PostgresBooksWithMail
from finance.adapters.postgres.schedules import PostgresDueBooks
from finance.adapters.postgres.work import enter
from finance.adapters.private_postgres import Urls
from finance.domain.alerts import AlertKind, AlertRule
from finance.domain.money import Money
from finance.usecases.alerts import Alerts
from tests.databases import new_database
from tests.schedules.calendar import Home, home


@pytest.fixture
def single(urls: Urls) -> Iterator[Engine]:
    """Connections as the one role of a database of its own."""
    made = new_database(urls)
    upgrade(made.owner)
    engine = create_engine(made.owner)
    yield engine
    engine.dispose()


def _household(engine: Engine) -> Home:
    """Somebody with something due, and with a letter to be sent."""
    made = home(engine)
    made.made("2026-11-29")
    rule = AlertRule(id=new_id(), kind=AlertKind.LARGE, amount=Money(100, "EUR"))
    Alerts(made.means).add(made.house.actor, rule)
    made.house.spend("5")
    return made


def _seen(engine: Engine, table: str, one: Home | None) -> int:
    with engine.connect() as connection:
        if one is not None:
            enter(connection, one.house.actor.book.id, None)
        found = connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - our own
        return int(found.scalar_one())


def test_schedules_and_letters_of_others_are_not_seen_and_the_clock_finds_their_books(
    single: Engine,
) -> None:
    first, second = _household(single), _household(single)
    books = {one.house.actor.book.id for one in (first, second)}
    for table in ("schedule", "outbox"):
        assert _seen(single, table, None) == 0
        assert _seen(single, table, first) == 1
    assert set(PostgresDueBooks(single)(first.clock())) == books
    assert set(PostgresBooksWithMail(single)(first.means.clock().replace(year=2100))) == books
    assert first.waking.everywhere().posted == 2
    assert _seen(single, "schedule", second) == 1


def test_the_list_is_shut_again_in_the_same_transaction(single: Engine) -> None:
    one = _household(single)
    with single.connect() as connection:
        for function in ("books_to_wake", "books_with_mail"):
            query = text(f"SELECT count(*) FROM {function}(:at)")  # noqa: S608 - our own
            at = one.clock().replace(year=2100)
            assert connection.execute(query, {"at": at}).scalar_one() == 1
            for table in ("schedule", "outbox"):
                found = connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
                assert found.scalar_one() == 0
