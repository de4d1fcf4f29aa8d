"""What the program believes of the database is what the migrations make."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from finance.adapters.postgres import tables, tables_people, tables_recurring
from finance.adapters.postgres.migrate import GRANTS

(METADATA,) = {part.metadata for part in (tables, tables_people, tables_recurring)}
ASKED_ONCE = "(book_id = ( SELECT current_book_id() AS current_book_id))"
POLICIES = text("""
    SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies
    WHERE schemaname = 'public'
""")
FUNCTIONS = text("""
    SELECT p.proname, p.prosecdef, coalesce(array_to_string(p.proconfig, ' '), '')
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.pronamespace = 'public'::regnamespace AND l.lanname <> 'c'
""")
TRIGGERS = text("""
    SELECT c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled = 'O'
""")
RIGHTS = text("""
    SELECT table_name, string_agg(DISTINCT privilege_type, ' ' ORDER BY privilege_type)
    FROM information_schema.column_privileges
    WHERE grantee = 'farthing_app' AND table_schema = 'public' GROUP BY table_name
""")


def test_the_tables_are_those_the_migrations_make(owner_engine: Engine) -> None:
    with owner_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, METADATA)
    shape = {"add_table", "remove_table", "add_column", "remove_column"}
    named = [one for one in found if not isinstance(one, list) and one[0] in shape]
    changed = [one for group in found if isinstance(group, list) for one in group]
    strange = [one for one in named if getattr(one[-1], "name", "") != "alembic_version"]
    assert strange == []
    assert [one for one in changed if one[0] in {"modify_nullable", "modify_type"}] == []


def test_the_guards_are_all_in_place(owner_engine: Engine) -> None:
    with owner_engine.connect() as connection:
        triggers = set(connection.execute(TRIGGERS).scalars())
    assert triggers == {
        "posting.guard_in",
        "posting.guard_out",
        "posting.guard_rewrite",
        "posting.guard_truncate",
        "transaction.guard_fits",
        "transaction.guard_gone",
        "account.guard_account",
        "change.guard_append_only",
    }


def test_every_policy_of_book_data_says_the_same(owner_engine: Engine) -> None:
    with owner_engine.connect() as connection:
        policies = connection.execute(POLICIES).all()
    walls = {row.tablename: row for row in policies if row.policyname == "book"}
    for name, wall in walls.items():
        key = "id" if name == "book" else "book_id"
        assert wall.qual == f"({key} = current_book_id())", name
        assert wall.with_check in {wall.qual, ASKED_ONCE}, name
        assert wall.cmd == "ALL"
    others = {(row.tablename, row.policyname) for row in policies} - {(n, "book") for n in walls}
    assert others == {
        ("app_user", "own"),
        ("book", "listing"),
        ("book", "own"),
        ("idempotency", "own"),
        ("invitation", "listing"),
        ("notice_copy", "own"),
        ("outbox", "listing"),
        ("member", "own"),
        ("schedule", "listing"),
        ("session", "own"),
    }


def test_functions_that_see_more_than_their_caller_pin_where_names_are_looked_up(
    owner_engine: Engine,
) -> None:
    with owner_engine.connect() as connection:
        functions = connection.execute(FUNCTIONS).all()
    definers = {row[0] for row in functions if row[1]}
    assert definers == {
        "book_members",
        "book_names",
        "books_to_wake",
        "books_with_mail",
        "find_invitation",
        "find_sign_in",
        "email_of_link",
        "verify_email",
        "session_owner",
        "session_context",
    }
    for name, definer, settings in functions:
        if definer or name.startswith(("guard", "refuse")):
            assert "search_path=public, pg_temp" in settings, name


def test_the_app_role_may_do_what_the_list_says_and_nothing_else(owner_engine: Engine) -> None:
    with owner_engine.connect() as connection:
        rights = {row[0]: row[1] for row in connection.execute(RIGHTS)}
    assert set(rights) == set(GRANTS)
    for table, granted in rights.items():
        columns = {word for word in granted.split() if word != "DELETE"}
        wanted = {one for one in ("SELECT", "INSERT", "UPDATE") if one in GRANTS[table]}
        assert columns == wanted, table
