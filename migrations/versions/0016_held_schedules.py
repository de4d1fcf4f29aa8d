"""Notices of what recurs and could not be recorded on its day: one more kind of notice."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = "'near', 'over', 'large', 'low_balance', 'held'"


def upgrade() -> None:
    """Let a notice, and how somebody hears of it, be of the new kind."""
    for table in ("notice", "notice_wish"):
        op.execute(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_kind_check,"
            f" ADD CONSTRAINT {table}_kind_check CHECK (kind IN ({KINDS}))"
        )
