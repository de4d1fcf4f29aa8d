"""Budgets: the lines of limits on spending.

A line belongs to one expense category, or to all spending where ``category_id`` is null. It is
never deleted: ended, it has no limit left that holds, and its id stays what undoing needs.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE budget (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    category_id uuid,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, id),
    FOREIGN KEY (book_id, category_id) REFERENCES account
);
-- One line for each category; the book's own id stands for all spending.
CREATE UNIQUE INDEX budget_of_category ON budget (book_id, coalesce(category_id, book_id));

-- A limit holds from the book's month named ``since`` (the first day of that calendar month) until
-- the next one of its line; null ends the line there. Named, not dated: a book that moves the day
-- its months start on keeps its limits.
CREATE TABLE budget_limit (
    book_id uuid NOT NULL,
    budget_id uuid NOT NULL,
    since date NOT NULL CHECK (extract(day FROM since) = 1),
    amount bigint CHECK (amount > 0),
    currency char(3),
    PRIMARY KEY (book_id, budget_id, since),
    CHECK ((amount IS NULL) = (currency IS NULL)),
    FOREIGN KEY (book_id, budget_id) REFERENCES budget
);
"""

# The name, as the first day of a calendar month, of the book's month that starts on ``start``: the
# same as periods.month_of.
NAMES = """
CREATE FUNCTION month_named(start date, month_start smallint) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (date_trunc('month', start::timestamp)
        + CASE WHEN month_start > 15 THEN interval '1 month' ELSE interval '0' END)::date
$$;
"""


def _wall(table: str) -> str:
    """Row level security of one table of book data, for its owner too."""
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY book ON {table}
            USING (book_id = current_book_id()) WITH CHECK (book_id = current_book_id());
    """


def upgrade() -> None:
    """Add the two tables and what names a month."""
    op.execute(NAMES)
    op.execute(TABLES)
    for table in ("budget", "budget_limit"):
        op.execute(_wall(table))
