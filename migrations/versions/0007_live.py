"""Tickets of the live channel: good once, for seconds, so not worth being written ahead.

A ticket is found by the digest of its text, before anybody is known, so no wall stands around it;
whoever reads the table cannot use what is in it.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = """
CREATE UNLOGGED TABLE live_ticket (
    digest text PRIMARY KEY,
    session_id uuid NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX live_ticket_age ON live_ticket (expires_at);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(TABLE)
