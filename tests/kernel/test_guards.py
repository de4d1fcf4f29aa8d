"""What the database refuses, whoever writes: direct SQL as the app role and as the owner."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from finance.adapters.clock import new_id
from finance.adapters.postgres.work import enter
from tests.household import Household, household

INSERT = """
    INSERT INTO posting (book_id, transaction_id, position, account_id, date, amount, currency)
    VALUES (:book, :id, 10, :cash, '2026-11-03', :a, 'EUR'),
           (:book, :id, 11, :food, '2026-11-03', :b, 'EUR')
"""


@pytest.fixture(params=["app", "owner"])
def connection(
    request: pytest.FixtureRequest, engine: Engine, owner_engine: Engine
) -> Iterator[Connection]:
    """A bare connection of either role."""
    chosen = engine if request.param == "app" else owner_engine
    with chosen.connect() as made:
        yield made


def _values(home: Household, transaction_id: UUID, a: int, b: int) -> dict[str, object]:
    return {
        "book": home.actor.book.id,
        "id": transaction_id,
        "cash": home.account("Cash").id,
        "food": home.account("Groceries").id,
        "a": a,
        "b": b,
    }


def _refused(connection: Connection, statement: str, values: dict[str, object]) -> str:
    """What the database says to a statement and its commit, which it must not let pass."""
    try:
        connection.execute(text(statement), values)
        connection.commit()
    except DBAPIError as error:
        return str(error.orig)
    pytest.fail("the database took it")


def test_unbalanced_postings_are_refused(engine: Engine, connection: Connection) -> None:
    home = household(engine)
    row = home.spend("5")
    enter(connection, home.actor.book.id, None)
    said = _refused(connection, INSERT, _values(home, row.transaction.id, -500, 499))
    assert "add up to zero" in said


def test_postings_without_a_transaction_are_refused(engine: Engine, connection: Connection) -> None:
    home = household(engine)
    enter(connection, home.actor.book.id, None)
    assert "need their transaction" in _refused(connection, INSERT, _values(home, new_id(), -5, 5))


def test_postings_on_an_unknown_account_are_refused(engine: Engine, connection: Connection) -> None:
    home, row_id = household(engine), None
    row_id = home.spend("5").transaction.id
    enter(connection, home.actor.book.id, None)
    values = {**_values(home, row_id, -5, 5), "food": new_id()}
    assert "need an account" in _refused(connection, INSERT, values)


def test_postings_in_a_currency_the_account_does_not_hold_are_refused(
    engine: Engine, connection: Connection
) -> None:
    home = household(engine)
    row = home.spend("5")
    enter(connection, home.actor.book.id, None)
    dollars = INSERT.replace("EUR", "USD")
    values = _values(home, row.transaction.id, -5, 5)
    assert "need an account" in _refused(connection, dollars, values)


def test_a_part_of_a_transaction_cannot_be_taken_away(
    engine: Engine, connection: Connection
) -> None:
    home = household(engine)
    row = home.spend("5")
    enter(connection, home.actor.book.id, None)
    statement = "DELETE FROM posting WHERE transaction_id = :id AND position = 0"
    assert "go together" in _refused(connection, statement, {"id": row.transaction.id})


def test_postings_are_never_rewritten(engine: Engine, owner_engine: Engine) -> None:
    home = household(engine)
    home.spend("5")
    for statement in ("UPDATE posting SET memo = 'x'", "TRUNCATE posting"):
        with owner_engine.connect() as connection:
            enter(connection, home.actor.book.id, None)
            assert "never right" in _refused(connection, statement, {})
        with engine.connect() as connection:
            enter(connection, home.actor.book.id, None)
            assert "permission denied" in _refused(connection, statement, {})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transaction SET date = '2026-01-01' WHERE id = :id",
        "UPDATE transaction SET trashed_at = now(), trashed_postings = '[]' WHERE id = :id",
        "DELETE FROM transaction WHERE id = :id",
    ],
)
def test_a_transaction_does_not_leave_its_postings_behind(
    engine: Engine, connection: Connection, statement: str
) -> None:
    home = household(engine)
    row = home.spend("5")
    enter(connection, home.actor.book.id, None)
    assert "leave its postings" in _refused(connection, statement, {"id": row.transaction.id})


def test_a_temporary_table_of_the_same_name_does_not_fool_the_guard(
    engine: Engine, connection: Connection
) -> None:
    home = household(engine)
    enter(connection, home.actor.book.id, None)
    connection.execute(text("CREATE TEMP TABLE transaction AS SELECT * FROM public.transaction"))
    connection.execute(text("CREATE TEMP TABLE account AS SELECT * FROM public.account"))
    ghost = new_id()
    connection.execute(
        text("INSERT INTO pg_temp.transaction (book_id, id, date) VALUES (:b, :i, '2026-11-03')"),
        {"b": home.actor.book.id, "i": ghost},
    )
    statement = INSERT.replace("INTO posting", "INTO public.posting")
    assert "need their transaction" in _refused(connection, statement, _values(home, ghost, -5, 5))


def test_an_account_with_postings_cannot_be_deleted_by_its_owner_or_at_all_by_the_app(
    engine: Engine, owner_engine: Engine
) -> None:
    home = household(engine)
    home.spend("5")
    statement = "DELETE FROM account WHERE name = 'Groceries'"
    with owner_engine.connect() as connection:
        enter(connection, home.actor.book.id, None)
        assert "keeps its id" in _refused(connection, statement, {})
    with engine.connect() as connection:
        enter(connection, home.actor.book.id, None)
        assert "permission denied" in _refused(connection, statement, {})


def test_the_change_log_only_grows(engine: Engine, owner_engine: Engine) -> None:
    home = household(engine)
    home.spend("5")
    for statement in ("DELETE FROM change", "UPDATE change SET action = 'x'"):
        with owner_engine.connect() as connection:
            enter(connection, home.actor.book.id, None)
            assert "never right" in _refused(connection, statement, {})
        with engine.connect() as connection:
            enter(connection, home.actor.book.id, None)
            assert "permission denied" in _refused(connection, statement, {})
