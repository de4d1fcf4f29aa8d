"""The guard of postings looks up few transactions one by one, and joins many in one go.

A bank file of a hundred thousand lines spent a third of writing its postings on looking up each of
their transactions. What comes at once was made at once, mostly, so its ids lie together: reading
all between the first and the last is one walk along an index. Which way is meant is said by the
text, not left to a plan that was made for other books; and sums and transactions are looked at in
one pass. What is refused is the same.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

GUARD = """
CREATE OR REPLACE FUNCTION guard_postings_in() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
SET enable_nestloop = off SET enable_seqscan = off AS $$
DECLARE
    lowest uuid;
    highest uuid;
    astray boolean;
    unbalanced boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM came OFFSET 9999) THEN
        SELECT bool_or(t.id IS NULL OR t.trashed_at IS NOT NULL OR t.date <> touched.date),
            bool_or(touched.total <> 0)
        INTO astray, unbalanced
        FROM (
            SELECT book_id, transaction_id, date, currency, sum(amount) AS total
            FROM came GROUP BY book_id, transaction_id, date, currency
        ) AS touched
        LEFT JOIN LATERAL (
            SELECT id, date, trashed_at FROM public.transaction
            WHERE book_id = touched.book_id AND id = touched.transaction_id
            LIMIT 1
        ) AS t ON true;
    ELSE
        SELECT transaction_id INTO lowest FROM came ORDER BY transaction_id LIMIT 1;
        SELECT transaction_id INTO highest FROM came ORDER BY transaction_id DESC LIMIT 1;
        SELECT bool_or(t.id IS NULL OR t.trashed_at IS NOT NULL OR t.date <> touched.date),
            bool_or(touched.total <> 0)
        INTO astray, unbalanced
        FROM (
            SELECT book_id, transaction_id, date, currency, sum(amount) AS total
            FROM came GROUP BY book_id, transaction_id, date, currency
        ) AS touched
        LEFT JOIN public.transaction AS t
            ON t.book_id = touched.book_id AND t.id = touched.transaction_id
                AND t.id BETWEEN lowest AND highest;
    END IF;
    -- First of all: postings on several days are sums of several, and say nothing of balance.
    IF astray THEN
        RAISE EXCEPTION 'postings need their transaction, untrashed and of the same date'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'posting_transaction';
    END IF;
    IF unbalanced THEN
        RAISE EXCEPTION 'postings of a transaction must add up to zero in every currency'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_balanced';
    END IF;
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT book_id, account_id, currency FROM came) AS touched
        LEFT JOIN LATERAL (
            SELECT id, currency FROM public.account
            WHERE book_id = touched.book_id AND id = touched.account_id
            LIMIT 1
        ) AS a ON true
        WHERE a.id IS NULL OR a.currency <> touched.currency
    ) THEN
        RAISE EXCEPTION 'postings need an account of the book that holds their currency'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'posting_account';
    END IF;
    RETURN NULL;
END $$;
"""


def upgrade() -> None:
    """Put the guard with two ways of looking in place of the one with one."""
    op.execute(GUARD)
