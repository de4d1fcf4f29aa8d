"""The inspection finds every seeded corruption, and nothing in a healthy book."""

import time
from decimal import Decimal

import pytest
from sqlalchemy import Engine, create_engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import CHECKS, GUARDS, PostgresInspector
from finance.adapters.postgres.migrate import upgrade
from finance.adapters.postgres.work import enter
from finance.adapters.private_postgres import Urls
from finance.usecases.budgets import AddBudget
from tests.databases import new_database
from tests.household import Household, household
from tests.schedules.calendar import Home

CORRUPTIONS = {
    "transaction_unbalanced": "UPDATE posting SET amount = amount + 1 WHERE position = 0",
    "transaction_bare": "DELETE FROM posting",
    "posting_without_transaction": "DELETE FROM transaction WHERE trashed_at IS NULL",
    "posting_without_account": "UPDATE posting SET account_id = gen_random_uuid()",
    "balance_differs": "UPDATE account_balance SET amount = amount + 1",
    "month_differs": "DELETE FROM month_total",
    "trash_unbalanced": """UPDATE transaction SET trashed_postings =
        jsonb_set(trashed_postings, '{0,minor}', '7') WHERE trashed_at IS NOT NULL""",
    "system_account_missing": "UPDATE account SET role = NULL WHERE role = 'opening'",
    "currency_unknown": "UPDATE account SET currency = 'XXX' WHERE name = 'Cash'",
    "account_in_circle": """UPDATE account a SET parent_id = b.id FROM account b
        WHERE (a.name, b.name) IN (('Food', 'Groceries'))""",
    "parent_of_other_kind": """UPDATE account a SET parent_id = b.id FROM account b
        WHERE a.name = 'Salary' AND b.name = 'Food'""",
    "import_missing": "UPDATE transaction SET import_id = gen_random_uuid()",
    "kept_line_adrift": """INSERT INTO kept_line (book_id, account_id, fingerprint, occurrence,
        import_id, line_id, transaction_id, reference_key) SELECT book_id, id, 1, 1,
        gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 0 FROM account LIMIT 1""",
    "occurrence_adrift": """UPDATE occurrence SET transaction_id = gen_random_uuid()
        WHERE state = 'posted'""",
    "schedule_asleep": "UPDATE schedule SET wake_on = NULL",
    "schedule_without_account": """UPDATE schedule SET template =
        jsonb_set(template, '{body,account_id}', '"01890000-0000-7000-8000-000000000000"')""",
    "budget_adrift": "UPDATE budget_limit SET currency = 'USD'",
    "moved_without_change": """INSERT INTO moved_reference (book_id, change_id, kind, key)
        SELECT book_id, gen_random_uuid(), 'payee', 'shop' FROM account LIMIT 1""",
    "notice_adrift": "UPDATE notice SET subject_id = gen_random_uuid()",
    "invitation_adrift": """INSERT INTO invitation
        (book_id, id, role, digests, invited_by, created_at, expires_at)
        SELECT book_id, gen_random_uuid(), 'owner', '{x}', gen_random_uuid(), now(), 'infinity'
        FROM account LIMIT 1""",
    "book_adrift": """UPDATE book SET default_account_id =
        (SELECT id FROM account WHERE name = 'Groceries') WHERE id = {book}""",
    "history_missing": "DELETE FROM change WHERE subject = 'account'",
    "history_differs": """UPDATE transaction SET payee = 'Somebody else'
        WHERE trashed_at IS NULL""",
    "line_adrift": """INSERT INTO statement_line (book_id, import_id, id, statement, position, line,
        date, amount, payee, description, reference, fingerprint, occurrence, status, reason,
        decision) SELECT book_id, gen_random_uuid(), gen_random_uuid(), 0, 0, 1, now(), 1, '', '',
        '', 1, 1, 'new', '', 'import' FROM account LIMIT 1""",
    "ownerless": "UPDATE member SET role = 'viewer'",
}


def _lived_in(engine: Engine) -> Household:
    home = household(engine)
    home.spend("5")
    home.earn("100")
    home.transactions.trash(home.actor, home.spend("7").transaction.id)
    home.budgets.add(home.actor, AddBudget(id=new_id(), category_id=None, amount=Decimal(5)))
    recurring = Home(home)
    recurring.made("2026-10-31")
    recurring.wake()
    return home


def _damage(urls: Urls, home: Household, statement: str) -> None:
    """What only a superuser who switches the guards off can do at all."""
    powerful = create_engine(urls.superuser)
    with powerful.connect() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text("SET ROLE farthing_owner"))
        enter(connection, home.actor.book.id, None)
        connection.execute(text(statement.replace("{book}", f"'{home.actor.book.id}'")))
        connection.commit()
    powerful.dispose()


def _checks(owner_engine: Engine, home: Household) -> set[str]:
    return {one.check for one in PostgresInspector(owner_engine).faults(home.actor.book.id)}


def test_a_healthy_book_has_no_faults(engine: Engine, owner_engine: Engine) -> None:
    assert _checks(owner_engine, _lived_in(engine)) == set()


def test_every_check_has_a_corruption_to_find() -> None:
    assert set(CORRUPTIONS) == set(CHECKS)


@pytest.mark.parametrize("check", CORRUPTIONS)
def test_a_corruption_is_found(
    engine: Engine, owner_engine: Engine, urls: Urls, check: str
) -> None:
    home = _lived_in(engine)
    _damage(urls, home, CORRUPTIONS[check])
    assert check in _checks(owner_engine, home)


def test_a_time_zone_that_does_not_exist_is_found(
    engine: Engine, owner_engine: Engine, urls: Urls
) -> None:
    home = household(engine)
    _damage(urls, home, "UPDATE book SET time_zone = 'Mars/Olympus' WHERE id = {book}")
    found = _checks(owner_engine, home)
    # No clock can read such a book, and other tests wake all of them.
    _damage(urls, home, "UPDATE book SET time_zone = 'Europe/Berlin' WHERE id = {book}")
    assert found == {"book_adrift"}


@pytest.mark.parametrize(
    "more",
    [
        "UPDATE transaction SET trashed_at = now(), trashed_postings = '[]'",
        "UPDATE change SET after = jsonb_set(after, '{postings,0,minor}', '7')",
        "UPDATE change SET after = '{}' WHERE subject = 'transaction'",
        "UPDATE posting SET amount = amount * 2",
    ],
)
def test_what_no_change_made_of_a_transaction_is_found(
    engine: Engine, owner_engine: Engine, urls: Urls, more: str
) -> None:
    home = household(engine)
    home.spend("5")
    _damage(urls, home, more)
    assert "history_differs" in _checks(owner_engine, home)


WRITTEN = """
    WITH made AS (SELECT gen_random_uuid() AS id FROM generate_series(1, 30000)), kept AS (
        INSERT INTO transaction (book_id, id, date, created_at, updated_at)
        SELECT :book, id, '2026-11-03', now(), now() FROM made
    ), told AS (
        INSERT INTO change (book_id, id, at, user_id, action, subject, subject_id, after)
        SELECT :book, gen_random_uuid(), now(), :user, 'created', 'transaction', id,
            '{"date": "2026-11-03", "payee": "", "description": "", "tags": [],
            "postings": [{"minor": -5, "currency": "EUR"}, {"minor": 5, "currency": "EUR"}]}'
        FROM made
    )
    INSERT INTO posting (book_id, transaction_id, position, account_id, date, amount, currency)
    SELECT :book, id, side.position, side.account, '2026-11-03', side.amount, 'EUR'
    FROM made, (VALUES (0, CAST(:cash AS uuid), -5), (1, :food, 5))
        AS side (position, account, amount)
"""


def test_a_long_history_that_came_at_once_is_looked_through_in_seconds(
    engine: Engine, owner_engine: Engine
) -> None:
    home = household(engine)
    given = {"cash": home.account("Cash").id, "food": home.account("Groceries").id}
    book_id = home.actor.book.id
    with owner_engine.connect() as connection:
        enter(connection, book_id, None)
        who = {"book": book_id, "user": home.actor.user.id}
        connection.execute(text(WRITTEN), {**who, **given})
        connection.commit()
    PostgresInspector(owner_engine).rebuild(book_id)
    began = time.monotonic()
    assert _checks(owner_engine, home) == set()
    assert time.monotonic() - began < 8, "as after a restore, nothing is known of it yet"


def test_guards_of_the_database_that_are_gone_are_named(urls: Urls) -> None:
    own = new_database(urls)
    upgrade(own.owner, own.app)
    owner = create_engine(own.owner)
    inspector = PostgresInspector(owner)
    assert inspector.guards() == ()
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE posting DISABLE TRIGGER guard_in"))
        connection.execute(text("DROP TRIGGER guard_append_only ON change"))
        connection.execute(text("ALTER TABLE account NO FORCE ROW LEVEL SECURITY"))
        connection.execute(text("ALTER TABLE session DISABLE ROW LEVEL SECURITY"))
    found = [one.found for one in inspector.guards()]
    assert found == [
        "row level security of account",
        "row level security of session",
        "trigger change.guard_append_only",
        "trigger posting.guard_in",
    ]
    owner.dispose()


def test_every_trigger_there_is_counts_as_a_guard(owner_engine: Engine) -> None:
    every = text("""SELECT c.relname || '.' || t.tgname FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace""")
    with owner_engine.connect() as connection:
        assert set(connection.execute(every).scalars()) == GUARDS


def test_kept_sums_can_be_counted_anew(engine: Engine, owner_engine: Engine) -> None:
    home = _lived_in(engine)
    with owner_engine.connect() as connection:
        enter(connection, home.actor.book.id, None)
        connection.execute(text("UPDATE account_balance SET amount = 0"))
        connection.execute(text("DELETE FROM month_total"))
        connection.commit()
    PostgresInspector(owner_engine).rebuild(home.actor.book.id)
    assert _checks(owner_engine, home) == set()
