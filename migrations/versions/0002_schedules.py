"""Recurring money: schedules and their occurrences.

An occurrence exists once for each schedule and nominal day, whoever plans it, so that nothing is
posted twice. ``wake_on`` is the next day on which the clock has something to do for a schedule.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE schedule (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    template jsonb NOT NULL,
    recurrence jsonb NOT NULL,
    mode text NOT NULL CHECK (mode IN ('post', 'ask', 'remind')),
    state text NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
    planned_to date,
    plan_on date,
    held_until date,
    fault text NOT NULL DEFAULT '',
    wake_on date,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, id)
);
-- The clock asks all books at once, so this one index leads with the day.
CREATE INDEX schedule_to_wake ON schedule (wake_on, book_id) WHERE wake_on IS NOT NULL;

CREATE TABLE occurrence (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    schedule_id uuid NOT NULL,
    nominal_on date NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'posted', 'skipped')),
    moved boolean NOT NULL DEFAULT false,
    transaction_id uuid,
    settled_at timestamptz,
    settled_by uuid,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, id),
    FOREIGN KEY (book_id, schedule_id) REFERENCES schedule,
    CONSTRAINT occurrence_once UNIQUE (book_id, schedule_id, nominal_on),
    CONSTRAINT occurrence_posted CHECK ((state = 'posted') = (transaction_id IS NOT NULL)),
    CONSTRAINT occurrence_settled CHECK ((state = 'pending') = (settled_at IS NULL))
);
CREATE INDEX occurrence_pending ON occurrence (book_id, due_on, id) WHERE state = 'pending';
CREATE INDEX occurrence_by_itself ON occurrence (book_id, settled_at)
    WHERE state = 'posted' AND settled_by IS NULL;
CREATE UNIQUE INDEX occurrence_of_transaction ON occurrence (book_id, transaction_id)
    WHERE transaction_id IS NOT NULL;
"""

# Which books the clock has to go to. The database may not know every zone the program knows; then
# the day is taken from where it begins first, and the program, which decides, finds nothing to do.
CLOCK = """
CREATE FUNCTION day_in(moment timestamptz, zone text) RETURNS date
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (moment AT TIME ZONE zone)::date;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN ((moment AT TIME ZONE 'UTC') + interval '14 hours')::date;
END $$;

CREATE FUNCTION books_to_wake(moment timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.id FROM public.book b JOIN (
        SELECT s.book_id, min(s.wake_on) AS wake_on FROM public.schedule s
        WHERE s.wake_on <= ((moment AT TIME ZONE 'UTC') + interval '14 hours')::date
        GROUP BY s.book_id
    ) AS due ON due.book_id = b.id
    WHERE due.wake_on <= public.day_in(moment, b.time_zone)
    ORDER BY due.wake_on, b.id
$$;
CREATE POLICY listing ON schedule FOR SELECT TO CURRENT_USER USING (true);
"""


def upgrade() -> None:
    """Make both tables, walled, and what the clock asks."""
    op.execute(TABLES)
    for table in ("schedule", "occurrence"):
        op.execute(f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY book ON {table}
                USING (book_id = current_book_id()) WITH CHECK (book_id = current_book_id());
        """)
    op.execute(CLOCK)
