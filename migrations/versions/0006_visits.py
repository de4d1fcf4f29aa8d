"""Since when a member has not been here, and what the clock did last.

A visit is one member's own; a job is the installation's and holds nothing of anybody's book.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE visit (
    book_id uuid NOT NULL REFERENCES book,
    user_id uuid NOT NULL REFERENCES app_user,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (book_id, user_id)
);
ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit FORCE ROW LEVEL SECURITY;
CREATE POLICY book ON visit
    USING (book_id = current_book_id()) WITH CHECK (book_id = current_book_id());

CREATE TABLE job (
    name text PRIMARY KEY,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    next_at timestamptz NOT NULL,
    runs bigint NOT NULL,
    failures bigint NOT NULL DEFAULT 0,
    failed_at timestamptz,
    fault text NOT NULL DEFAULT ''
);
"""


def upgrade() -> None:
    """Make both tables."""
    op.execute(TABLES)
