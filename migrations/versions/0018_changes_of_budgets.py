"""Changes of limits are found without walking through all others."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INDEX = "CREATE INDEX change_of_budgets ON change (book_id, id) WHERE subject = 'budget'"


def upgrade() -> None:
    """Make the index."""
    op.execute(INDEX)
