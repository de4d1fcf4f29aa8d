"""All postings of one category moved onto another, and back, however many there are.

The set-based companion of ``transactions``: postings are never rewritten in place, so the
transactions concerned get all of theirs anew, in one statement. What was moved is remembered under
the change that moved it; trashed transactions are moved in the postings they keep aside.
"""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, text

from finance.adapters.postgres import raising, sums
from finance.adapters.postgres.planning import BY_HASH
from finance.domain.errors import Conflict
from finance.usecases.ports import Mark

# Locked first and read in later statements: what another writer did before is seen whole.
_LOCK: Final = (
    text("""
        CREATE TEMPORARY TABLE turning ON COMMIT DROP AS
        SELECT t.id FROM transaction t
        WHERE t.book_id = :book AND t.trashed_at IS NULL AND t.id IN (
            SELECT p.transaction_id FROM posting p
            WHERE p.book_id = :book AND p.account_id = :origin)
        ORDER BY t.id FOR UPDATE
    """),
    text("""
        INSERT INTO pg_temp.turning
        SELECT t.id FROM transaction t
        WHERE t.book_id = :book AND t.trashed_at IS NOT NULL AND t.trashed_postings @>
            jsonb_build_array(jsonb_build_object('account_id', CAST(:origin AS text)))
        ORDER BY t.id FOR UPDATE
    """),
)
_REMEMBER: Final = (
    text("""
        INSERT INTO moved_posting (book_id, change_id, transaction_id, position, amount)
        SELECT :book, :change, p.transaction_id, p.position, p.amount
        FROM posting p JOIN pg_temp.turning g ON g.id = p.transaction_id
        WHERE p.book_id = :book AND p.account_id = :origin
    """),
    text("""
        INSERT INTO moved_posting (book_id, change_id, transaction_id, position, amount)
        SELECT :book, :change, t.id, part.place - 1, (part.value ->> 'minor')::bigint
        FROM transaction t JOIN pg_temp.turning g ON g.id = t.id
        CROSS JOIN LATERAL jsonb_array_elements(t.trashed_postings)
            WITH ORDINALITY AS part (value, place)
        WHERE t.book_id = :book AND t.trashed_at IS NOT NULL
            AND part.value ->> 'account_id' = CAST(:origin AS text)
    """),
    text("""
        INSERT INTO moved_reference (book_id, change_id, kind, key)
        SELECT :book, :change, 'payee', key FROM payee
        WHERE book_id = :book AND category_id = :origin
    """),
    text("""
        INSERT INTO moved_reference (book_id, change_id, kind, key, before)
        SELECT :book, :change, 'schedule', id, template FROM schedule
        WHERE book_id = :book AND strpos(template::text, CAST(:origin AS text)) > 0
        ORDER BY id FOR UPDATE
    """),
)
_LOCK_MOVED: Final = text("""
    CREATE TEMPORARY TABLE turning ON COMMIT DROP AS
    SELECT t.id FROM transaction t
    WHERE t.book_id = :book AND t.id IN (
        SELECT m.transaction_id FROM moved_posting m
        WHERE m.book_id = :book AND m.change_id = :change)
    ORDER BY t.id FOR UPDATE
""")
_STRAYED: Final = text("""
    SELECT EXISTS (
        SELECT FROM moved_posting m
        LEFT JOIN posting p ON p.book_id = :book AND p.transaction_id = m.transaction_id
            AND p.position = m.position AND p.account_id = :origin AND p.amount = m.amount
        LEFT JOIN transaction t ON t.book_id = :book AND t.id = m.transaction_id
            AND t.trashed_at IS NOT NULL
            AND t.trashed_postings -> m.position ->> 'account_id' = CAST(:origin AS text)
            AND (t.trashed_postings -> m.position ->> 'minor')::bigint = m.amount
        WHERE m.book_id = :book AND m.change_id = :change AND p.position IS NULL AND t.id IS NULL
    )
""")
_TURN: Final = (
    text("""
        CREATE TEMPORARY TABLE turned ON COMMIT DROP AS
        SELECT p.transaction_id, p.position, p.date, p.amount, p.currency, p.memo,
            CASE WHEN m.position IS NULL THEN p.account_id ELSE CAST(:target AS uuid) END
                AS account_id,
            m.position IS NOT NULL AS moved
        FROM posting p JOIN pg_temp.turning g ON g.id = p.transaction_id
        LEFT JOIN moved_posting m ON m.book_id = :book AND m.change_id = :change
            AND m.transaction_id = p.transaction_id AND m.position = p.position
        WHERE p.book_id = :book
    """),
    text("""
        CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
        SELECT side.account_id, currency, date, sum(side.amount)::bigint AS amount,
            sum(side.count)::bigint AS count
        FROM pg_temp.turned CROSS JOIN LATERAL (
            VALUES (CAST(:origin AS uuid), -amount, -1), (CAST(:target AS uuid), amount, 1)
        ) AS side (account_id, amount, count)
        WHERE moved
        GROUP BY side.account_id, currency, date
    """),
    text("""
        UPDATE transaction AS t SET version = t.version + 1, updated_at = :at
        FROM pg_temp.turning g WHERE t.book_id = :book AND t.id = g.id
    """),
    text("""
        UPDATE transaction AS t SET trashed_postings = kept.postings
        FROM (
            SELECT old.id, jsonb_agg(
                CASE WHEN m.position IS NULL THEN part.value ELSE jsonb_set(
                    part.value, '{account_id}', to_jsonb(CAST(:target AS text))) END
                ORDER BY part.place) AS postings
            FROM transaction old JOIN pg_temp.turning g ON g.id = old.id
            CROSS JOIN LATERAL jsonb_array_elements(old.trashed_postings)
                WITH ORDINALITY AS part (value, place)
            LEFT JOIN moved_posting m ON m.book_id = :book AND m.change_id = :change
                AND m.transaction_id = old.id AND m.position = part.place - 1
            WHERE old.book_id = :book AND old.trashed_at IS NOT NULL
            GROUP BY old.id
        ) AS kept
        WHERE t.book_id = :book AND t.id = kept.id
    """),
    text("""
        DELETE FROM posting p USING pg_temp.turning g
        WHERE p.book_id = :book AND p.transaction_id = g.id
    """),
    text("""
        INSERT INTO posting
            (book_id, transaction_id, position, account_id, date, amount, currency, memo)
        SELECT :book, transaction_id, position, account_id, date, amount, currency, memo
        FROM pg_temp.turned
    """),
)
_PAYEES: Final = text("""
    UPDATE payee AS known SET category_id = :target
    FROM moved_reference m
    WHERE m.book_id = :book AND m.change_id = :change AND m.kind = 'payee'
        AND known.book_id = :book AND known.key = m.key AND known.category_id = :origin
""")
# A schedule that says both categories would not come back right by names alone; one that was
# changed since keeps what it says now.
_SCHEDULES: Final = text("""
    UPDATE schedule AS kept SET updated_at = :at, version = kept.version + 1,
        template = replace(kept.template::text, CAST(:origin AS text), CAST(:target AS text))::jsonb
    FROM moved_reference m
    WHERE m.book_id = :book AND m.change_id = :change AND m.kind = 'schedule'
        AND kept.book_id = :book AND kept.id = m.key::uuid
""")
_SCHEDULES_BACK: Final = text("""
    UPDATE schedule AS kept SET updated_at = :at, version = kept.version + 1, template = m.before
    FROM moved_reference m
    WHERE m.book_id = :book AND m.change_id = :change AND m.kind = 'schedule'
        AND kept.book_id = :book AND kept.id = m.key::uuid AND kept.template = replace(
            m.before::text, CAST(:target AS text), CAST(:origin AS text))::jsonb
""")
_FORGET: Final = (
    text("DELETE FROM moved_posting WHERE book_id = :book AND change_id = :change"),
    text("DELETE FROM moved_reference WHERE book_id = :book AND change_id = :change"),
)
_ANALYSE: Final = text("ANALYZE pg_temp.turning")
# A million postings take longer than any other statement may.
_ROOM: Final = text("""
    SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
        set_config('statement_timeout', '10min', true)
""")
_FEW: Final = 200


def move(connection: Connection, book_id: UUID, ends: tuple[UUID, UUID], mark: Mark) -> None:
    """Move all postings from the first account to the second; remember which under the mark."""
    origin, target = ends
    given = {"book": book_id, "origin": origin, "target": target, "change": mark.id, "at": mark.at}
    sums.hold(connection, book_id)
    connection.execute(_ROOM)
    _prepare(connection, sum(connection.execute(lock, given).rowcount for lock in _LOCK))
    for statement in _REMEMBER:
        connection.execute(statement, given)
    _turn(connection, given)
    connection.execute(_SCHEDULES, given)


def move_back(
    connection: Connection, book_id: UUID, change_id: UUID, ends: tuple[UUID, UUID], mark: Mark
) -> None:
    """Move what the change moved from the first account to the second back to the first.

    Conflict ``changed_since`` if any of it is no longer as the change left it.
    """
    home, away = ends
    given = {"book": book_id, "origin": away, "target": home, "change": change_id, "at": mark.at}
    sums.hold(connection, book_id)
    connection.execute(_ROOM)
    _prepare(connection, connection.execute(_LOCK_MOVED, given).rowcount)
    if connection.execute(_STRAYED, given).scalar_one():
        raise Conflict("changed_since", "id")
    _turn(connection, given)
    connection.execute(_SCHEDULES_BACK, given)
    for statement in _FORGET:
        connection.execute(statement, given)


def _prepare(connection: Connection, count: int) -> None:
    connection.execute(_ANALYSE)
    if count > _FEW:
        connection.execute(BY_HASH)


def _turn(connection: Connection, given: dict[str, Any]) -> None:
    for statement in _TURN:
        connection.execute(statement, given)
    # Sums before payees, as everybody who records: nobody waits in a circle.
    sums.move_staged(connection, given["book"])
    raising.after_taking(connection, given["book"], given["at"])
    connection.execute(_PAYEES, given)
