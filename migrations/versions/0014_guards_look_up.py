"""The guard of postings looks up each transaction and account, whichever book it was planned in.

A plan is made once for a connection, with the book of that moment in mind. Where that was a new and
empty one, joining read the whole of the large book that came next, at every write.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

GUARD = """
CREATE OR REPLACE FUNCTION guard_postings_in() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM came GROUP BY book_id, transaction_id, currency HAVING sum(amount) <> 0
    ) THEN
        RAISE EXCEPTION 'postings of a transaction must add up to zero in every currency'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_balanced';
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT book_id, transaction_id, min(date) AS first, max(date) AS last
            FROM came GROUP BY book_id, transaction_id
        ) AS touched
        LEFT JOIN LATERAL (
            SELECT id, date, trashed_at FROM public.transaction
            WHERE book_id = touched.book_id AND id = touched.transaction_id
            LIMIT 1
        ) AS t ON true
        WHERE t.id IS NULL OR t.trashed_at IS NOT NULL
            OR touched.first <> t.date OR touched.last <> t.date
    ) THEN
        RAISE EXCEPTION 'postings need their transaction, untrashed and of the same date'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'posting_transaction';
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
    """Put lookups, one probe of an index each, in place of the joins."""
    op.execute(GUARD)
