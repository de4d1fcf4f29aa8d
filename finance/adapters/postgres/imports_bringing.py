"""An import's transactions, made and taken back by the hundred thousand.

The set-based companion of ``transactions`` and ``sums``: the same rows, sums and payees as writing
each transaction by itself, in a handful of statements. Sums and payees are written in key order.
How they are joined is told in ``planning``.
"""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, text

from finance.adapters.postgres import raising, sums
from finance.adapters.postgres.planning import BY_HASH, ROOM, hashed
from finance.usecases.ports import Mark

# The usual category of a payee is looked for among all that have one that can be used, not once a
# line: they are few, and the same names come again and again.
_COMING: Final = text("""
    CREATE TEMPORARY TABLE coming ON COMMIT DROP AS
    WITH usual AS MATERIALIZED (
        SELECT key, category_id FROM payee
        WHERE book_id = :book AND category_id IN (
            SELECT a.id FROM account a
            WHERE a.book_id = :book AND a.closed_at IS NULL AND (a.currency IS NULL
                OR a.currency = ALL (
                    SELECT used.currency FROM import_statement used
                    WHERE used.book_id = :book AND used.import_id = :import))
        )
    )
    SELECT l.id, l.date, st.account_id, st.currency, l.amount, l.payee, l.description,
        l.reference, l.fingerprint, l.occurrence, l.status = 'known' AS again,
        coalesce(usual.category_id, CASE WHEN l.amount > 0 THEN
            (SELECT id FROM account WHERE book_id = :book AND role = 'uncategorised_income')
        ELSE
            (SELECT id FROM account WHERE book_id = :book AND role = 'uncategorised_expense')
        END) AS other_id
    FROM statement_line l
    JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
        AND st.position = l.statement
    LEFT JOIN usual ON usual.key = lower(l.payee)
    WHERE l.book_id = :book AND l.import_id = :import AND l.decision = 'import'
        AND l.status <> 'invalid'
    ORDER BY l.position
""")
_TRANSACTIONS: Final = text("""
    INSERT INTO transaction (book_id, id, date, payee, description, tags, import_id,
        created_at, updated_at, version)
    SELECT :book, id, date, payee, description, '{}', :import, :at, :at, 1
    FROM pg_temp.coming
""")
# One side after the other: the register, the largest index, is then filled account by account.
_POSTINGS: Final = text("""
    INSERT INTO posting (book_id, transaction_id, position, account_id, date, amount, currency,
        memo)
    SELECT :book, id, 0, account_id, date, amount, currency, '' FROM pg_temp.coming
    UNION ALL SELECT :book, id, 1, other_id, date, -amount, currency, '' FROM pg_temp.coming
""")
_MOVED_IN: Final = text("""
    CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
    SELECT account_id, currency, date, sum(amount)::bigint AS amount, count(*) AS count
    FROM (
        SELECT account_id, currency, date, amount FROM pg_temp.coming
        UNION ALL SELECT other_id, currency, date, -amount FROM pg_temp.coming
    ) AS sides
    GROUP BY account_id, currency, date
""")
_PAYEES: Final = text("""
    INSERT INTO payee AS known (book_id, key, name, uses, last_on, account_id)
    SELECT :book, lower(payee), (array_agg(payee ORDER BY date DESC, id DESC))[1], count(*),
        max(date), (array_agg(account_id ORDER BY date DESC, id DESC))[1]
    FROM pg_temp.coming WHERE payee <> ''
    GROUP BY lower(payee)
    ORDER BY lower(payee)
    ON CONFLICT (book_id, key) DO UPDATE SET
        name = excluded.name, uses = known.uses + excluded.uses,
        last_on = greatest(known.last_on, excluded.last_on), account_id = excluded.account_id
""")
_KEEP: Final = text("""
    INSERT INTO kept_line (book_id, account_id, fingerprint, occurrence, import_id, line_id,
        transaction_id, reference_key)
    SELECT :book, account_id, fingerprint, occurrence, :import, id, id,
        CASE WHEN reference = '' THEN 0 ELSE hashtextextended(reference, 0) END
    FROM pg_temp.coming WHERE NOT again
""")
_MERGE: Final = text("""
    INSERT INTO kept_line (book_id, account_id, fingerprint, occurrence, import_id, line_id,
        transaction_id, reference_key)
    SELECT :book, st.account_id, l.fingerprint, l.occurrence, :import, l.id, l.twin_id,
        CASE WHEN l.reference = '' THEN 0 ELSE hashtextextended(l.reference, 0) END
    FROM statement_line l
    JOIN import_statement st ON st.book_id = :book AND st.import_id = :import
        AND st.position = l.statement
    WHERE l.book_id = :book AND l.import_id = :import AND l.decision = 'merge'
        AND l.status = 'probable' AND l.twin_id IS NOT NULL
""")
# A known line taken over all the same counts as one more coming of it.
_KEEP_AGAIN: Final = text("""
    INSERT INTO kept_line (book_id, account_id, fingerprint, occurrence, import_id, line_id,
        transaction_id, reference_key)
    SELECT :book, c.account_id, c.fingerprint,
        last.occurrence + row_number() OVER (
            PARTITION BY c.account_id, c.fingerprint ORDER BY c.occurrence),
        :import, c.id, c.id,
        CASE WHEN c.reference = '' THEN 0 ELSE hashtextextended(c.reference, 0) END
    FROM pg_temp.coming c, LATERAL (
        SELECT coalesce(max(k.occurrence), 0) AS occurrence FROM kept_line k
        WHERE k.book_id = :book AND k.account_id = c.account_id
            AND k.fingerprint = c.fingerprint
    ) AS last
    WHERE c.again
""")
_COUNTS: Final = text("""
    SELECT count(*) FILTER (WHERE decision = 'import' AND status <> 'invalid'),
        count(*) FILTER (WHERE decision = 'merge'),
        count(*) FILTER (WHERE decision = 'skip'),
        count(*) FILTER (WHERE decision = 'import' AND status = 'known')
    FROM statement_line WHERE book_id = :book AND import_id = :import
""")


def bring(
    connection: Connection, book_id: UUID, import_id: UUID, mark: Mark
) -> tuple[int, int, int]:
    """Make the transactions of an import; see the port."""
    sums.hold(connection, book_id)
    given = {"book": book_id, "import": import_id, "at": mark.at}
    connection.execute(ROOM)
    imported, merged, skipped, again = connection.execute(_COUNTS, given).one()
    with hashed(connection):
        connection.execute(_COMING, given)
    steps = [_TRANSACTIONS, _POSTINGS, _KEEP]
    steps += [_MERGE] * bool(merged) + [_KEEP_AGAIN] * bool(again)
    for statement in (*steps, _MOVED_IN):
        connection.execute(statement, given)
    # Sums before payees, as everybody who records: nobody waits in a circle.
    sums.move_staged(connection, book_id)
    raising.after_bringing(connection, book_id, mark.at)
    connection.execute(_PAYEES, given)
    return imported, merged, skipped


_EDITED: Final = text("""
    SELECT count(*) FROM transaction t JOIN import i ON i.book_id = :book AND i.id = :import
    WHERE t.book_id = :book AND t.import_id = :import AND t.trashed_at IS NULL
        AND t.updated_at > i.committed_at
""")
_LOCK: Final = text("""
    CREATE TEMPORARY TABLE going ON COMMIT DROP AS
    SELECT id FROM transaction
    WHERE book_id = :book AND import_id = :import AND trashed_at IS NULL
    ORDER BY id FOR UPDATE
""")
_ANALYSE_GOING: Final = text("ANALYZE pg_temp.going")
_MOVED_OUT: Final = text("""
    CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
    SELECT p.account_id, p.currency, p.date, -sum(p.amount)::bigint AS amount, -count(*) AS count
    FROM posting p JOIN pg_temp.going g ON g.id = p.transaction_id
    WHERE p.book_id = :book
    GROUP BY p.account_id, p.currency, p.date
""")
_TRASH: Final = text("""
    UPDATE transaction AS t
    SET trashed_at = :at, updated_at = :at, version = t.version + 1,
        trashed_postings = kept.postings
    FROM (
        SELECT p.transaction_id, jsonb_agg(jsonb_build_object(
            'account_id', p.account_id, 'minor', p.amount, 'currency', p.currency::text,
            'memo', p.memo) ORDER BY p.position) AS postings
        FROM posting p JOIN pg_temp.going g ON g.id = p.transaction_id
        WHERE p.book_id = :book
        GROUP BY p.transaction_id
    ) AS kept
    WHERE t.book_id = :book AND t.id = kept.transaction_id
""")
_POSTINGS_OUT: Final = text("""
    DELETE FROM posting p USING pg_temp.going g
    WHERE p.book_id = :book AND p.transaction_id = g.id
""")
# Lines of later imports that were joined to these transactions must be able to come again too.
_LET_GO: Final = (
    text("""
        DELETE FROM kept_line k USING transaction t
        WHERE t.book_id = :book AND t.import_id = :import
            AND k.book_id = :book AND k.transaction_id = t.id AND k.occurrence > 0
    """),
    text("""
        DELETE FROM kept_line k USING statement_line l
        WHERE l.book_id = :book AND l.import_id = :import AND l.decision = 'merge'
            AND k.book_id = :book AND k.transaction_id = l.twin_id AND k.line_id = l.id
            AND k.occurrence > 0
    """),
)


_FEW: Final = 200


def edited(connection: Connection, book_id: UUID, import_id: UUID) -> int:
    """How many of an import's transactions were changed since, and are still there."""
    given = {"book": book_id, "import": import_id}
    return int(connection.execute(_EDITED, given).scalar_one())


def take_back(connection: Connection, book_id: UUID, import_id: UUID, mark: Mark) -> int:
    """Trash what an import made; see the port."""
    sums.hold(connection, book_id)
    given: dict[str, Any] = {"book": book_id, "import": import_id, "at": mark.at}
    connection.execute(ROOM)
    # Locked first and read in a later statement: what another writer did before is seen whole.
    count = connection.execute(_LOCK, given).rowcount
    if count > _FEW:
        connection.execute(BY_HASH)
    for statement in (_ANALYSE_GOING, _MOVED_OUT, _TRASH, _POSTINGS_OUT):
        connection.execute(statement, given)
    sums.move_staged(connection, book_id)
    raising.after_taking(connection, book_id, mark.at)
    for statement in _LET_GO:
        connection.execute(statement, given)
    return count
