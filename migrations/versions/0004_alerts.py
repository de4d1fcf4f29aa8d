"""Alerts: rules, what they raised, each member's copy of it, and what is to be mailed.

A notice exists once for what it is about, its month and its threshold, whoever raises it.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE alert_rule (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('near', 'over', 'large', 'low_balance')),
    account_id uuid,
    percent smallint CHECK (percent BETWEEN 1 AND 99),
    amount bigint,
    currency char(3),
    active boolean NOT NULL,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, id),
    FOREIGN KEY (book_id, account_id) REFERENCES account,
    CONSTRAINT alert_rule_says_when CHECK (
        CASE kind
            WHEN 'near' THEN percent IS NOT NULL AND amount IS NULL
            WHEN 'over' THEN percent IS NULL AND amount IS NULL
            WHEN 'large' THEN amount > 0 AND currency IS NOT NULL AND account_id IS NULL
            ELSE amount IS NOT NULL AND currency IS NOT NULL AND account_id IS NOT NULL
        END
    )
);
CREATE UNIQUE INDEX alert_there ON alert_rule (
    book_id, kind, coalesce(account_id, '00000000-0000-0000-0000-000000000000'),
    coalesce(percent, 0), coalesce(amount, 0), coalesce(currency, '')
);

CREATE TABLE notice (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('near', 'over', 'large', 'low_balance')),
    subject_id uuid NOT NULL,
    month date NOT NULL,
    threshold bigint NOT NULL,
    bound bigint NOT NULL,
    amount bigint NOT NULL,
    currency char(3) NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (book_id, id),
    CONSTRAINT notice_once UNIQUE (book_id, kind, subject_id, month, threshold)
);

CREATE TABLE notice_wish (
    book_id uuid NOT NULL REFERENCES book,
    user_id uuid NOT NULL REFERENCES app_user,
    kind text NOT NULL CHECK (kind IN ('near', 'over', 'large', 'low_balance')),
    on_page boolean NOT NULL,
    by_mail boolean NOT NULL,
    PRIMARY KEY (book_id, user_id, kind)
);

-- Letters to be sent: one for each member and each write that raised something.
CREATE TABLE outbox (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES app_user,
    created_at timestamptz NOT NULL,
    next_at timestamptz,
    tries smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    fault text NOT NULL DEFAULT '',
    PRIMARY KEY (book_id, id),
    CONSTRAINT outbox_sent_or_waiting CHECK (sent_at IS NULL OR next_at IS NULL)
);
CREATE INDEX outbox_waiting ON outbox (book_id, next_at) WHERE next_at IS NOT NULL;

CREATE TABLE notice_copy (
    book_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES app_user,
    notice_id uuid NOT NULL,
    shown boolean NOT NULL,
    read_at timestamptz,
    mail_id uuid,
    PRIMARY KEY (book_id, user_id, notice_id),
    FOREIGN KEY (book_id, notice_id) REFERENCES notice
);
CREATE INDEX notice_copy_unread ON notice_copy (book_id, user_id, notice_id)
    WHERE shown AND read_at IS NULL;
CREATE INDEX notice_copy_of_mail ON notice_copy (book_id, mail_id) WHERE mail_id IS NOT NULL;
"""

WALLED = ("alert_rule", "notice", "notice_wish", "outbox", "notice_copy")

RAISING = """
-- An id that sorts by its instant, as the program makes them (UUIDv7).
CREATE FUNCTION id_at(moment timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM moment) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;
"""

# As before, with the number of notices not read, so that no page needs to ask for it. Counting
# ends at a hundred: nobody needs to know more, and it must cost the same for everybody.
CONTEXT = """
CREATE POLICY own ON notice_copy FOR SELECT USING (user_id = current_user_id());

DROP FUNCTION session_context(uuid, uuid, timestamptz);
CREATE FUNCTION session_context(wanted uuid, wanted_book uuid, moment timestamptz)
RETURNS TABLE (
    session_id uuid, kind text, refresh_id uuid, seen_at timestamptz,
    user_id uuid, username text, email text, first_name text, last_name text, locale text,
    created_at timestamptz, user_version integer,
    book_id uuid, book_name text, currency text, time_zone text, month_start smallint,
    default_account_id uuid, book_version integer, role text, books bigint, unread bigint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    user_before text := coalesce(current_setting('finance.user_id', true), '');
    found_user uuid := public.session_owner(wanted);
BEGIN
    IF found_user IS NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('finance.user_id', found_user::text, true);
    RETURN QUERY
    SELECT s.id, s.kind, s.refresh_id, s.seen_at,
           u.id, u.username, u.email, u.first_name, u.last_name, u.locale,
           u.created_at, u.version,
           b.id, b.name, b.currency::text, b.time_zone, b.month_start,
           b.default_account_id, b.version, m.role,
           (SELECT count(*) FROM public.member every WHERE every.user_id = s.user_id),
           (SELECT count(*) FROM (
                SELECT FROM public.notice_copy c
                WHERE c.book_id = b.id AND c.user_id = s.user_id AND c.shown AND c.read_at IS NULL
                LIMIT 100
           ) AS waiting)
    FROM public.session s
    JOIN public.app_user u ON u.id = s.user_id
    JOIN public.member m ON m.user_id = s.user_id AND m.book_id = coalesce(wanted_book, s.book_id)
    JOIN public.book b ON b.id = m.book_id
    WHERE s.id = wanted AND s.ended_at IS NULL AND s.expires_at > moment;
    PERFORM set_config('finance.user_id', user_before, true);
END $$;
"""


def upgrade() -> None:
    """Make the tables, walled, and what raises and counts."""
    op.execute(TABLES)
    for table in WALLED:
        op.execute(f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY book ON {table}
                USING (book_id = current_book_id()) WITH CHECK (book_id = current_book_id());
        """)
    op.execute(RAISING)
    op.execute(CONTEXT)
