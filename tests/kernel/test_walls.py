"""Row level security: one book is never seen from another, nor from nowhere."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from finance.adapters.clock import new_id
from finance.adapters.postgres.work import enter
from tests.household import household

BOOK_TABLES = text("""
    SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
        (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polwithcheck IS NOT NULL)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND (c.relname = 'book' OR EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'book_id'
            AND c.relname <> 'session'))
""")
READABLE = [
    "member",
    "account",
    "transaction",
    "posting",
    "account_balance",
    "month_total",
    "payee",
    "change",
    "import",
    "import_statement",
    "statement_line",
    "import_profile",
    "alert_rule",
    "notice",
    "notice_wish",
    "notice_copy",
    "outbox",
    "schedule",
    "occurrence",
    "visit",
    "budget",
    "budget_limit",
    "moved_posting",
    "moved_reference",
    "invitation",
    "book",
]


def test_every_table_of_book_data_is_walled_for_its_owner_too(owner_engine: Engine) -> None:
    with owner_engine.connect() as connection:
        tables = connection.execute(BOOK_TABLES).all()
    assert len(tables) >= len(READABLE)
    for name, enabled, forced, checked in tables:
        assert (enabled, forced) == (True, True), name
        assert checked >= 1, name


def test_every_key_of_book_data_leads_with_the_book(owner_engine: Engine) -> None:
    query = text("""
        SELECT i.indexrelid::regclass::text, a.attname FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'session' AND EXISTS (
            SELECT FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attname = 'book_id')
    """)
    with owner_engine.connect() as connection:
        leading = {row[0]: row[1] for row in connection.execute(query)}
    leading.pop("schedule_to_wake")  # the clock asks all books at once
    leading.pop("invitation_link")  # whoever holds a link does not say of which book it is
    leading.pop("member_by_user")  # a person's memberships are looked up by the person
    assert set(leading.values()) == {"book_id"}


def test_the_app_role_owns_nothing_and_may_bypass_nothing(engine: Engine) -> None:
    query = text("""
        SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole,
            (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid)
        FROM pg_roles r WHERE r.rolname = current_user
    """)
    with engine.connect() as connection:
        assert connection.execute(query).one() == (False, False, False, 0)


@pytest.mark.parametrize("table", READABLE)
def test_without_a_book_nothing_is_seen(engine: Engine, table: str) -> None:
    household(engine).spend("5")
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - own names
        assert rows.scalar_one() == 0


@pytest.mark.parametrize("table", [name for name in READABLE if name != "book"])
def test_in_a_book_only_its_rows_are_seen(engine: Engine, table: str) -> None:
    home = household(engine)
    home.spend("5")
    household(engine).spend("5")
    with engine.connect() as connection:
        enter(connection, home.actor.book.id, None)
        query = f"SELECT count(*) FROM {table} WHERE book_id <> :book"  # noqa: S608 - own names
        rows = connection.execute(text(query), {"book": home.actor.book.id})
        assert rows.scalar_one() == 0


def test_the_book_of_one_database_transaction_does_not_last_into_the_next(engine: Engine) -> None:
    home = household(engine)
    with engine.connect() as connection:
        enter(connection, home.actor.book.id, home.actor.user.id)
        assert connection.execute(text("SELECT count(*) FROM account")).scalar_one() > 0
        connection.commit()
        assert connection.execute(text("SELECT count(*) FROM account")).scalar_one() == 0


def test_a_row_cannot_be_written_into_another_book(engine: Engine) -> None:
    home, other = household(engine), household(engine)
    statement = text("""
        INSERT INTO account (book_id, id, kind, name, currency)
        VALUES (:book, :id, 'asset', 'Planted', 'EUR')
    """)
    with engine.connect() as connection:
        enter(connection, home.actor.book.id, home.actor.user.id)
        with pytest.raises(DBAPIError, match="row-level security"):
            connection.execute(statement, {"book": other.actor.book.id, "id": new_id()})


def test_one_person_does_not_see_another(engine: Engine) -> None:
    home = household(engine)
    household(engine)
    with engine.connect() as connection:
        enter(connection, None, home.actor.user.id)
        users = connection.execute(text("SELECT id FROM app_user")).scalars().all()
        books = connection.execute(text("SELECT id FROM book")).scalars().all()
    assert users == [home.actor.user.id]
    assert books == [home.actor.book.id]
