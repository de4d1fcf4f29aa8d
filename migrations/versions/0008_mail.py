"""What the clock asks before it sends letters: the books in which some are due."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CLOCK = """
CREATE FUNCTION books_with_mail(moment timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT book_id FROM public.outbox WHERE next_at <= moment
    GROUP BY book_id ORDER BY min(next_at), book_id
$$;
CREATE POLICY listing ON outbox FOR SELECT TO CURRENT_USER USING (true);
"""


def upgrade() -> None:
    """Let the clock find letters without seeing them."""
    op.execute(CLOCK)
