"""The inspection finds every seeded corruption, and nothing in a healthy book."""

from decimal import Decimal

import pytest
from sqlalchemy import Engine, text

from finance.adapters.clock import new_id
from finance.adapters.postgres.inspecting import CHECKS, PostgresInspector
from finance.adapters.postgres.work import enter
from finance.adapters.private_postgres import Urls
from finance.usecases.budgets import AddBudget
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
    from sqlalchemy import create_engine

    home = _lived_in(engine)
    powerful = create_engine(urls.superuser)
    with powerful.connect() as connection:
        # Only a superuser who switches the guards off can do this at all.
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text("SET ROLE farthing_owner"))
        enter(connection, home.actor.book.id, None)
        connection.execute(text(CORRUPTIONS[check]))
        connection.commit()
    powerful.dispose()
    assert check in _checks(owner_engine, home)


def test_kept_sums_can_be_counted_anew(engine: Engine, owner_engine: Engine) -> None:
    home = _lived_in(engine)
    with owner_engine.connect() as connection:
        enter(connection, home.actor.book.id, None)
        connection.execute(text("UPDATE account_balance SET amount = 0"))
        connection.execute(text("DELETE FROM month_total"))
        connection.commit()
    PostgresInspector(owner_engine).rebuild(home.actor.book.id)
    assert _checks(owner_engine, home) == set()
