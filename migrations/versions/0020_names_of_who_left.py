"""The names of who was a member once, for those who share the book still.

A history that says "somebody" of half of what happened is none. The address goes with who leaves.
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NAMES = """
-- What everybody is called who shares the current book or did; seen by nobody else.
CREATE FUNCTION book_names() RETURNS TABLE (user_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.id, coalesce(
        nullif(btrim(u.first_name || ' ' || u.last_name), ''), nullif(u.username, ''),
        CASE WHEN m.user_id IS NULL THEN '' ELSE u.email END)
    FROM (
        SELECT c.subject_id AS user_id FROM public.change c
        WHERE c.book_id = nullif(current_setting('finance.book', true), '')::uuid
            AND c.subject = 'member'
        UNION
        SELECT here.user_id FROM public.member here
        WHERE here.book_id = nullif(current_setting('finance.book', true), '')::uuid
    ) AS known
    JOIN public.app_user u ON u.id = known.user_id
    LEFT JOIN public.member m ON m.user_id = u.id
        AND m.book_id = nullif(current_setting('finance.book', true), '')::uuid
$$;
"""


def upgrade() -> None:
    """Let members be told the names of those who left."""
    op.execute(NAMES)
