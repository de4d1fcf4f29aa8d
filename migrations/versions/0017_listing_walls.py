"""The clock's look over all books, open for as long as its own functions look and no longer.

The policies that let those functions list schedules and letters hold for the owner of the tables.
Where one role owns and serves, that was the program itself, always and in every statement.
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LISTED = ("schedule", "outbox")
WALLS = """
CREATE OR REPLACE FUNCTION books_to_wake(moment timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text := coalesce(current_setting('finance.listing', true), '');
BEGIN
    PERFORM set_config('finance.listing', 'on', true);
    RETURN QUERY
    SELECT b.id FROM public.book b JOIN (
        SELECT s.book_id, min(s.wake_on) AS wake_on FROM public.schedule s
        WHERE s.wake_on <= ((moment AT TIME ZONE 'UTC') + interval '14 hours')::date
        GROUP BY s.book_id
    ) AS due ON due.book_id = b.id
    WHERE due.wake_on <= public.day_in(moment, b.time_zone)
    ORDER BY due.wake_on, b.id;
    PERFORM set_config('finance.listing', before, true);
END $$;

CREATE OR REPLACE FUNCTION books_with_mail(moment timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text := coalesce(current_setting('finance.listing', true), '');
BEGIN
    PERFORM set_config('finance.listing', 'on', true);
    RETURN QUERY
    SELECT o.book_id FROM public.outbox o WHERE o.next_at <= moment
    GROUP BY o.book_id ORDER BY min(o.next_at), o.book_id;
    PERFORM set_config('finance.listing', before, true);
END $$;
"""


def upgrade() -> None:
    """Let the functions open the list for themselves."""
    op.execute(WALLS)
    for table in LISTED:
        op.execute(
            f"ALTER POLICY listing ON {table}"
            " USING ((SELECT current_setting('finance.listing', true)) = 'on')"
        )
