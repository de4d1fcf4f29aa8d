"""The checks of a live database: each a statement whose rows are faults."""

from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import Engine, text

from finance.adapters.postgres import sums
from finance.adapters.postgres.errors import translated
from finance.adapters.postgres.planning import BY_HASH
from finance.adapters.postgres.work import enter
from finance.domain.currencies import EXPONENTS
from finance.usecases.inspecting import Fault

CHECKS: Final[dict[str, str]] = {
    "transaction_unbalanced": """
        SELECT 'transaction ' || transaction_id || ' is off by ' || sum(amount) || ' ' || currency
        FROM posting WHERE book_id = :book
        GROUP BY transaction_id, currency HAVING sum(amount) <> 0
    """,
    "transaction_bare": """
        SELECT 'transaction ' || t.id || ' has ' || count(p.position) || ' postings'
        FROM transaction t
        LEFT JOIN posting p ON p.book_id = t.book_id AND p.transaction_id = t.id
        WHERE t.book_id = :book AND t.trashed_at IS NULL
        GROUP BY t.id HAVING count(p.position) < 2
    """,
    "posting_without_transaction": """
        SELECT 'posting ' || p.transaction_id || '/' || p.position
        FROM posting p LEFT JOIN transaction t ON t.book_id = p.book_id AND t.id = p.transaction_id
        WHERE p.book_id = :book AND (t.id IS NULL OR t.trashed_at IS NOT NULL OR t.date <> p.date)
    """,
    "posting_without_account": """
        SELECT 'posting ' || p.transaction_id || '/' || p.position || ' on ' || p.account_id
        FROM posting p LEFT JOIN account a ON a.book_id = p.book_id AND a.id = p.account_id
        WHERE p.book_id = :book AND (a.id IS NULL OR a.currency <> p.currency)
    """,
    "balance_differs": """
        SELECT 'account ' || coalesce(k.account_id, c.account_id) || ' keeps '
            || coalesce(k.amount, 0) || ' in ' || coalesce(k.count, 0) || ', counted '
            || coalesce(c.amount, 0) || ' in ' || coalesce(c.count, 0) || ' '
            || coalesce(k.currency, c.currency)
        FROM (SELECT * FROM account_balance WHERE book_id = :book) k
        FULL JOIN (
            SELECT account_id, currency, sum(amount) AS amount, count(*) AS count
            FROM posting WHERE book_id = :book GROUP BY account_id, currency
        ) c ON c.account_id = k.account_id AND c.currency = k.currency
        WHERE (coalesce(k.amount, 0), coalesce(k.count, 0))
            <> (coalesce(c.amount, 0), coalesce(c.count, 0))
    """,
    "month_differs": """
        SELECT 'account ' || coalesce(k.account_id, c.account_id) || ' in '
            || coalesce(k.month, c.month) || ' keeps ' || coalesce(k.amount, 0) || ', counted '
            || coalesce(c.amount, 0) || ' ' || coalesce(k.currency, c.currency)
        FROM (SELECT * FROM month_total WHERE book_id = :book) k
        FULL JOIN (
            SELECT p.account_id, p.currency, period_start(p.date, b.month_start) AS month,
                sum(p.amount) AS amount, count(*) AS count
            FROM posting p JOIN book b ON b.id = p.book_id
            WHERE p.book_id = :book GROUP BY 1, 2, 3
        ) c ON c.account_id = k.account_id AND c.currency = k.currency AND c.month = k.month
        WHERE (coalesce(k.amount, 0), coalesce(k.count, 0))
            <> (coalesce(c.amount, 0), coalesce(c.count, 0))
    """,
    "trash_unbalanced": """
        SELECT 'trashed transaction ' || t.id
        FROM transaction t,
            jsonb_to_recordset(t.trashed_postings) AS p (minor bigint, currency text)
        WHERE t.book_id = :book AND t.trashed_at IS NOT NULL
        GROUP BY t.id, p.currency HAVING sum(p.minor) <> 0
    """,
    "moved_without_change": """
        SELECT 'change ' || m.change_id || ' is missing'
        FROM (
            SELECT change_id FROM moved_posting WHERE book_id = :book
            UNION SELECT change_id FROM moved_reference WHERE book_id = :book
        ) AS m
        WHERE NOT EXISTS (SELECT FROM change c WHERE c.book_id = :book AND c.id = m.change_id)
    """,
    "system_account_missing": """
        SELECT role FROM unnest(ARRAY['uncategorised_expense', 'uncategorised_income', 'opening',
            'conversion']) AS role
        WHERE NOT EXISTS (SELECT FROM account a WHERE a.book_id = :book AND a.role = role.role)
    """,
    "currency_unknown": """
        SELECT 'account ' || id || ' in ' || currency FROM account
        WHERE book_id = :book AND currency <> ALL (:currencies)
        UNION SELECT 'posting in ' || currency FROM account_balance
        WHERE book_id = :book AND currency <> ALL (:currencies)
        UNION SELECT 'book in ' || currency FROM book
        WHERE id = :book AND currency <> ALL (:currencies)
    """,
    "book_adrift": """
        SELECT 'the time zone ' || time_zone FROM book
        WHERE id = :book AND time_zone <> ALL (:zones)
        UNION ALL SELECT 'the default account ' || b.default_account_id
        FROM book b LEFT JOIN account a ON a.book_id = b.id AND a.id = b.default_account_id
        WHERE b.id = :book AND b.default_account_id IS NOT NULL
            AND coalesce(a.kind NOT IN ('asset', 'liability'), true)
    """,
    "history_missing": """
        SELECT 'account ' || a.id || ' was never opened' FROM account a
        WHERE a.book_id = :book AND NOT EXISTS (
            SELECT FROM change c WHERE c.book_id = :book AND c.subject_id = a.id
                AND c.subject = 'account' AND c.action = 'created')
    """,
    # Accounts are left out: a merge moves postings, and is told by the category that went.
    "history_differs": """
        WITH told AS (
            SELECT c.subject_id AS id, c.after->>'date' AS date, c.after->>'payee' AS payee,
                c.after->>'description' AS description, c.after->'tags' AS tags, (
                    SELECT string_agg(s.minor || s.currency, ' ' ORDER BY s.minor, s.currency)
                    FROM jsonb_to_recordset(c.after->'postings') AS s (minor bigint, currency text)
                ) AS amounts
            FROM change c WHERE c.book_id = :book AND c.subject = 'transaction'
        ), kept AS (
            SELECT t.id, t.trashed_at, t.import_id, t.date::text, t.payee, t.description,
                to_jsonb(t.tags) AS tags, p.amounts
            FROM transaction t LEFT JOIN (
                SELECT transaction_id, string_agg(amount || currency, ' ' ORDER BY amount, currency)
                    AS amounts
                FROM posting WHERE book_id = :book
                    AND transaction_id IN (SELECT id FROM told)
                GROUP BY transaction_id
            ) p ON p.transaction_id = t.id
            WHERE t.book_id = :book AND t.id IN (SELECT id FROM told)
        )
        SELECT 'transaction ' || k.id || ' is not what any change made of it' FROM kept k
        WHERE NOT EXISTS (
            SELECT FROM told WHERE told.id = k.id AND CASE
                WHEN k.trashed_at IS NOT NULL THEN told.date IS NULL OR k.import_id IS NOT NULL
                ELSE (told.date, told.payee, told.description, told.tags, told.amounts)
                    = (k.date, k.payee, k.description, k.tags, k.amounts) END)
    """,
    "account_in_circle": """
        WITH RECURSIVE up (id, at, steps) AS (
            SELECT id, parent_id, 1 FROM account WHERE book_id = :book AND parent_id IS NOT NULL
            UNION ALL SELECT up.id, a.parent_id, up.steps + 1
            FROM up JOIN account a ON a.book_id = :book AND a.id = up.at
            WHERE up.steps < 100 AND a.parent_id IS NOT NULL
        ) SELECT 'account ' || id FROM up WHERE steps >= 100
    """,
    "parent_of_other_kind": """
        SELECT 'account ' || a.id FROM account a
        JOIN account p ON p.book_id = a.book_id AND p.id = a.parent_id
        WHERE a.book_id = :book AND a.kind <> p.kind
    """,
    "import_missing": """
        SELECT 'transaction ' || t.id FROM transaction t
        LEFT JOIN import i ON i.book_id = t.book_id AND i.id = t.import_id
        WHERE t.book_id = :book AND t.import_id IS NOT NULL AND i.id IS NULL
    """,
    "line_adrift": """
        SELECT 'line ' || l.id || ' of import ' || l.import_id FROM statement_line l
        LEFT JOIN import_statement s ON s.book_id = l.book_id AND s.import_id = l.import_id
            AND s.position = l.statement
        WHERE l.book_id = :book AND s.import_id IS NULL
    """,
    "kept_line_adrift": """
        SELECT 'bank line ' || k.line_id || ' on transaction ' || k.transaction_id
        FROM kept_line k
        LEFT JOIN transaction t ON t.book_id = k.book_id AND t.id = k.transaction_id
        LEFT JOIN account a ON a.book_id = k.book_id AND a.id = k.account_id
        LEFT JOIN import i ON i.book_id = k.book_id AND i.id = k.import_id
        WHERE k.book_id = :book AND (t.id IS NULL OR a.id IS NULL OR i.id IS NULL)
    """,
    "occurrence_adrift": """
        SELECT 'occurrence ' || o.id || ' of ' || o.nominal_on
        FROM occurrence o
        LEFT JOIN transaction t ON t.book_id = o.book_id AND t.id = o.transaction_id
        WHERE o.book_id = :book AND o.state = 'posted' AND t.id IS NULL
    """,
    "schedule_asleep": """
        SELECT 'schedule ' || s.id || ' wakes on ' || coalesce(s.wake_on::text, 'no day')
            || ', due on ' || min(o.due_on)
        FROM schedule s JOIN occurrence o ON o.book_id = s.book_id AND o.schedule_id = s.id
        WHERE s.book_id = :book AND s.state = 'active' AND s.mode = 'post' AND s.fault = ''
            AND o.state = 'pending'
        GROUP BY s.id, s.wake_on HAVING coalesce(s.wake_on, 'infinity') > min(o.due_on)
    """,
    "schedule_without_account": """
        SELECT 'schedule ' || s.id || ' names account ' || named.id
        FROM schedule s,
            unnest(ARRAY['$.**.account_id', '$.**.from_account_id', '$.**.to_account_id',
                '$.**.category_id']::jsonpath[]) AS place,
            LATERAL (SELECT value #>> '{}' AS id
                FROM jsonb_path_query(s.template, place) AS value) AS named
        WHERE s.book_id = :book AND named.id IS NOT NULL AND NOT EXISTS (
            SELECT FROM account a WHERE a.book_id = :book AND a.id::text = named.id)
    """,
    "budget_adrift": """
        SELECT 'budget ' || b.id || ' on ' || b.category_id FROM budget b
        LEFT JOIN account a ON a.book_id = b.book_id AND a.id = b.category_id
        WHERE b.book_id = :book AND b.category_id IS NOT NULL AND a.kind IS DISTINCT FROM 'expense'
        UNION ALL
        SELECT 'limit of budget ' || l.budget_id || ' since ' || l.since || ' in ' || l.currency
        FROM budget_limit l JOIN book k ON k.id = l.book_id
        WHERE l.book_id = :book AND l.currency <> k.currency
    """,
    "notice_adrift": """
        SELECT 'notice ' || n.id || ' about ' || n.kind || ' ' || n.subject_id FROM notice n
        WHERE n.book_id = :book AND n.subject_id <> :book
            AND NOT EXISTS (
                SELECT FROM account a WHERE a.book_id = :book AND a.id = n.subject_id)
            AND NOT EXISTS (
                SELECT FROM transaction t WHERE t.book_id = :book AND t.id = n.subject_id)
            AND NOT EXISTS (
                SELECT FROM schedule s WHERE s.book_id = :book AND s.id = n.subject_id)
    """,
    "invitation_adrift": """
        SELECT 'invitation ' || i.id || ' of ' || i.invited_by || ', who owns the book no more'
        FROM invitation i
        LEFT JOIN member m ON m.book_id = i.book_id AND m.user_id = i.invited_by
        WHERE i.book_id = :book AND i.accepted_at IS NULL AND i.revoked_at IS NULL
            AND i.expires_at > now() AND m.role IS DISTINCT FROM 'owner'
    """,
    "ownerless": """
        SELECT 'nobody owns the book' WHERE NOT EXISTS (
            SELECT FROM member WHERE book_id = :book AND role = 'owner')
    """,
}
"""Check -> statement; each row it answers says what is wrong."""

GUARDS: Final = frozenset(
    {
        "account.guard_account",
        "change.guard_append_only",
        *(
            "posting.guard_in",
            "posting.guard_out",
            "posting.guard_rewrite",
            "posting.guard_truncate",
        ),
        *("transaction.guard_fits", "transaction.guard_gone"),
    }
)
"""Table and trigger of what refuses the impossible, whoever writes."""
_UNGUARDED: Final = text("""
    SELECT 'row level security of ' || c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND (c.relname IN ('book', 'app_user') OR EXISTS (
            SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'book_id'))
        AND NOT (c.relrowsecurity
            AND (c.relforcerowsecurity OR c.relname IN ('app_user', 'session'))
            AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
    UNION ALL SELECT 'trigger ' || wanted.name
    FROM unnest(CAST(:guards AS text[])) AS wanted (name)
    WHERE NOT EXISTS (
        SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled IN ('O', 'A')
            AND c.relname || '.' || t.tgname = wanted.name)
    ORDER BY 1
""")
_MOST: Final = 20
_BOOKS: Final = text("SELECT id FROM book ORDER BY created_at, id")


class PostgresInspector:
    """The ``Inspector`` port; its engine connects as the owner of the tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def books(self) -> tuple[UUID, ...]:
        """All books there are."""
        with translated(), self._engine.connect() as connection:
            return tuple(connection.execute(_BOOKS).scalars())

    def guards(self) -> tuple[Fault, ...]:
        """What of the database's own guards is gone or switched off."""
        given = {"guards": sorted(GUARDS)}
        with translated(), self._engine.connect() as connection:
            found = connection.execute(_UNGUARDED, given).scalars()
            return tuple(Fault("guard_missing", None, one) for one in found)

    def faults(self, book_id: UUID) -> tuple[Fault, ...]:
        """What is wrong in one book, in one consistent view of it."""
        given = {
            "book": book_id,
            "currencies": sorted(EXPONENTS),
            "zones": sorted(available_timezones()),
        }
        view = self._engine.execution_options(isolation_level="REPEATABLE READ")
        with translated(), view.connect() as connection:
            enter(connection, book_id, None)
            connection.execute(BY_HASH)
            return tuple(
                Fault(check, book_id, found)
                for check, statement in CHECKS.items()
                for found in connection.execute(text(statement), given).scalars().fetchmany(_MOST)
            )

    def rebuild(self, book_id: UUID) -> None:
        """Count the kept sums of one book anew from its postings."""
        with translated(), self._engine.connect() as connection:
            enter(connection, book_id, None)
            sums.rebuild(connection, book_id)
            connection.commit()
