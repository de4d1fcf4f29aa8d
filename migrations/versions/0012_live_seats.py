"""How many sockets each web process keeps for each person: the bound holds for all together.

A process says anew every few seconds that it is there; what a dead one kept is forgotten soon.
"""

from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLE = """
CREATE UNLOGGED TABLE live_seat (
    user_id uuid NOT NULL,
    process_id uuid NOT NULL,
    taken integer NOT NULL CHECK (taken > 0),
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, process_id)
);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(TABLE)
