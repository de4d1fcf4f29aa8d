"""What a merge of categories moved, so that taking it back moves exactly that.

One narrow row for each posting, and one for each payee and schedule that named the category. No
foreign keys: a merge writes as many rows as the category has postings, in one statement.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE moved_posting (
    book_id uuid NOT NULL,
    change_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    position smallint NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (book_id, change_id, transaction_id, position)
);
CREATE TABLE moved_reference (
    book_id uuid NOT NULL,
    change_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('payee', 'schedule')),
    key text NOT NULL,
    before jsonb,
    PRIMARY KEY (book_id, change_id, kind, key)
);
"""


def _wall(table: str) -> str:
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY book ON {table}
            USING (book_id = current_book_id()) WITH CHECK (book_id = current_book_id());
    """


def upgrade() -> None:
    """Make the two tables, walled like all book data."""
    op.execute(TABLES)
    for table in ("moved_posting", "moved_reference"):
        op.execute(_wall(table))
