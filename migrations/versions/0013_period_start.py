"""The first day of a period, said as one expression: the planner writes it into each statement.

As a query of its own it was called and planned for every row: six times the work, in what moves and
recounts the sums of months and in what looks at limits. What it says is the same.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PERIOD_START = """
CREATE OR REPLACE FUNCTION period_start(day date, month_start smallint) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN day >= least(
            date_trunc('month', day::timestamp)::date + (month_start - 1),
            (date_trunc('month', day::timestamp) + interval '1 month')::date - 1)
        THEN least(
            date_trunc('month', day::timestamp)::date + (month_start - 1),
            (date_trunc('month', day::timestamp) + interval '1 month')::date - 1)
        ELSE least(
            (date_trunc('month', day::timestamp) - interval '1 month')::date + (month_start - 1),
            date_trunc('month', day::timestamp)::date - 1)
    END
$$;
"""


def upgrade() -> None:
    """Put the expression in place of the query."""
    op.execute(PERIOD_START)
