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
# Enough postings in one statement to be looked at together, if their transactions were made in one
# moment; one transaction of them may be wrong.
MANY = """
    WITH made AS (
        SELECT CAST({moment} || substr(gen_random_uuid()::text, 9) AS uuid) AS id, at
        FROM generate_series(1, 6000) AS at
    ), kept AS (
        INSERT INTO transaction (book_id, id, date, created_at, updated_at, trashed_at,
            trashed_postings)
        SELECT :book, id, '2026-11-03', now(), now(), CASE WHEN at = 3000 THEN {trashed} END,
            CASE WHEN at = 3000 AND {trashed} IS NOT NULL THEN '[]'::jsonb END
        FROM made
        WHERE {there}
    )
    INSERT INTO posting (book_id, transaction_id, position, account_id, date, amount, currency)
    SELECT :book, id, side.position, side.account, side.day, side.amount, side.currency
    FROM made CROSS JOIN LATERAL (
        VALUES (0, CAST(:cash AS uuid), date '2026-11-03', -500, 'EUR'),
            (1, {account}, {day}, {amount}, {currency})
    ) AS side (position, account, day, amount, currency)
"""
ONE_MOMENT = "'01a227b6'"
MANY_MOMENTS = "'01a' || lpad(at::text, 5, '0')"
RIGHT = {
    "trashed": "NULL::timestamptz",
    "there": "true",
    "account": "CAST(:food AS uuid)",
    "day": "date '2026-11-03'",
    "amount": "500",
    "currency": "'EUR'",
}


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


@pytest.mark.parametrize("moment", [ONE_MOMENT, MANY_MOMENTS])
def test_many_postings_that_are_right_are_taken_in_one_statement(
    engine: Engine, connection: Connection, moment: str
) -> None:
    home = household(engine)
    enter(connection, home.actor.book.id, None)
    values = _values(home, new_id(), 0, 0)
    taken = connection.execute(text(MANY.format(**RIGHT, moment=moment)), values)
    connection.commit()
    assert taken.rowcount == 12_000


@pytest.mark.parametrize("moment", [ONE_MOMENT, MANY_MOMENTS])
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": "CASE WHEN at = 3000 THEN 499 ELSE 500 END"}, "add up to zero"),
        ({"amount": "CASE at WHEN 1 THEN 501 WHEN 2 THEN 499 ELSE 500 END"}, "add up to zero"),
        ({"currency": "CASE WHEN at = 3000 THEN 'USD' ELSE 'EUR' END"}, "add up to zero"),
        ({"there": "at <> 3000"}, "need their transaction"),
        ({"there": "at <> 1"}, "need their transaction"),
        ({"there": "at <> 6000"}, "need their transaction"),
        ({"there": "false"}, "need their transaction"),
        ({"trashed": "now()"}, "need their transaction"),
        ({"day": "date '2026-11-03' + CAST(at = 3000 AS integer)"}, "need their transaction"),
        (
            {"account": "CASE WHEN at = 3000 THEN gen_random_uuid() ELSE CAST(:food AS uuid) END"},
            "need an account",
        ),
    ],
)
def test_one_wrong_transaction_among_many_in_one_statement_is_refused(
    engine: Engine, connection: Connection, moment: str, wrong: dict[str, str], said: str
) -> None:
    home = household(engine)
    enter(connection, home.actor.book.id, None)
    statement = MANY.format(**RIGHT | wrong, moment=moment)
    assert said in _refused(connection, statement, _values(home, new_id(), 0, 0))


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
