"""Rows are written to the entered book alone, whichever way its wall asks for it."""

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from finance.adapters.clock import new_id
from finance.adapters.postgres.work import enter
from tests.household import household

FILLED = {
    "transaction": "INSERT INTO transaction (book_id, id, date, created_at, updated_at)"
    " VALUES (:book, :id, '2026-11-01', now(), now())",
    "statement_line": "INSERT INTO statement_line (book_id, id, import_id, statement, position,"
    " line, fingerprint, occurrence, status, decision)"
    " VALUES (:book, :id, :id, 1, 1, 1, 7, 1, 'new', 'import')",
    "kept_line": "INSERT INTO kept_line (book_id, account_id, fingerprint, occurrence, import_id,"
    " line_id, transaction_id, reference_key) VALUES (:book, :id, 7, 1, :id, :id, :id, 0)",
    "posting": "INSERT INTO posting (book_id, transaction_id, position, account_id, date, amount,"
    " currency) VALUES (:book, :id, 0, :id, '2026-11-01', 0, 'EUR')",
}


@pytest.mark.parametrize("table", FILLED)
def test_a_row_of_another_book_is_refused(engine: Engine, table: str) -> None:
    mine, other = household(engine).actor, household(engine).actor
    with engine.connect() as connection:
        enter(connection, mine.book.id, mine.user.id)
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text(FILLED[table]), {"book": other.book.id, "id": new_id()})
    assert isinstance(refused.value.orig, InsufficientPrivilege)


@pytest.mark.parametrize("table", FILLED)
def test_the_wall_asks_once_for_each_statement(owner_engine: Engine, table: str) -> None:
    query = text(
        "SELECT with_check FROM pg_policies WHERE tablename = :name AND policyname = 'book'"
    )
    with owner_engine.connect() as connection:
        check = connection.execute(query, {"name": table}).scalar_one()
    assert "SELECT current_book_id()" in check
