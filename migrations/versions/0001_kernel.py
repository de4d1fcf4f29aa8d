"""The ledger kernel: people, books, accounts, transactions, postings, kept sums, change log.

Every row of money is keyed by its book first and guarded by row level security from this first
revision on. What must never be wrong is refused here, whoever writes; what is right is decided
in Python.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PEOPLE = """
CREATE TABLE app_user (
    id uuid PRIMARY KEY,
    username text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    password_hash text NOT NULL,
    first_name text NOT NULL DEFAULT '',
    last_name text NOT NULL DEFAULT '',
    locale text NOT NULL DEFAULT 'en',
    created_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT user_named CHECK (username <> '' OR email <> ''),
    CONSTRAINT username_is_no_email CHECK (position('@' IN username) = 0)
);
CREATE UNIQUE INDEX username_taken ON app_user (lower(username)) WHERE username <> '';
CREATE UNIQUE INDEX email_taken ON app_user (lower(email)) WHERE email <> '';

CREATE TABLE book (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    currency char(3) NOT NULL,
    time_zone text NOT NULL,
    month_start smallint NOT NULL DEFAULT 1,
    default_account_id uuid,
    created_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT month_start_valid CHECK (month_start BETWEEN 1 AND 28 OR month_start = 31)
);

CREATE TABLE member (
    book_id uuid NOT NULL REFERENCES book,
    user_id uuid NOT NULL REFERENCES app_user,
    role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (book_id, user_id)
);
CREATE INDEX member_by_user ON member (user_id, joined_at);

CREATE TABLE session (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user,
    book_id uuid NOT NULL REFERENCES book,
    kind text NOT NULL CHECK (kind IN ('page', 'api')),
    refresh_id uuid,
    agent text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text NOT NULL DEFAULT ''
);
CREATE INDEX session_by_user ON session (user_id, created_at);

CREATE UNLOGGED TABLE failure (
    key text PRIMARY KEY,
    failures integer NOT NULL,
    window_ends_at timestamptz NOT NULL
);

CREATE TABLE idempotency (
    user_id uuid NOT NULL REFERENCES app_user,
    key text NOT NULL,
    request_hash text NOT NULL,
    status smallint,
    answer text,
    created_at timestamptz NOT NULL,
    taken_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
"""

LEDGER = """
CREATE TABLE account (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense', 'equity')),
    name text NOT NULL,
    currency char(3),
    parent_id uuid,
    position integer NOT NULL DEFAULT 0,
    role text CHECK (role IN
        ('uncategorised_expense', 'uncategorised_income', 'opening', 'conversion')),
    number text NOT NULL DEFAULT '',
    closed_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, id),
    FOREIGN KEY (book_id, parent_id) REFERENCES account,
    CONSTRAINT own_account_currency
        CHECK (currency IS NOT NULL OR kind NOT IN ('asset', 'liability')),
    CONSTRAINT system_account_open CHECK (role IS NULL OR closed_at IS NULL)
);
CREATE UNIQUE INDEX account_role_once ON account (book_id, role) WHERE role IS NOT NULL;
CREATE UNIQUE INDEX name_taken ON account (
    book_id, kind, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name)
) WHERE closed_at IS NULL;
ALTER TABLE book ADD CONSTRAINT default_account
    FOREIGN KEY (id, default_account_id) REFERENCES account (book_id, id);

CREATE TABLE transaction (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    date date NOT NULL CHECK (date BETWEEN '1900-01-01' AND '2200-12-31'),
    payee text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    tags text[] NOT NULL DEFAULT '{}',
    import_id uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    trashed_at timestamptz,
    trashed_postings jsonb,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, id),
    CONSTRAINT trash_keeps_postings CHECK ((trashed_at IS NULL) = (trashed_postings IS NULL))
);
CREATE INDEX transaction_by_date ON transaction (book_id, date, id) WHERE trashed_at IS NULL;
CREATE INDEX transaction_trashed ON transaction (book_id, trashed_at, id)
    WHERE trashed_at IS NOT NULL;
CREATE INDEX transaction_of_import ON transaction (book_id, import_id)
    WHERE import_id IS NOT NULL;

CREATE TABLE posting (
    book_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    position smallint NOT NULL,
    account_id uuid NOT NULL,
    date date NOT NULL,
    amount bigint NOT NULL
        CHECK (amount BETWEEN -1000000000000000 AND 1000000000000000),
    currency char(3) NOT NULL,
    memo text NOT NULL DEFAULT '',
    PRIMARY KEY (book_id, transaction_id, position)
);
CREATE INDEX posting_register ON posting (book_id, account_id, date, transaction_id)
    INCLUDE (amount, currency);

CREATE TABLE account_balance (
    book_id uuid NOT NULL,
    account_id uuid NOT NULL,
    currency char(3) NOT NULL,
    amount bigint NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (book_id, account_id, currency)
);
CREATE TABLE month_total (
    book_id uuid NOT NULL,
    account_id uuid NOT NULL,
    month date NOT NULL,
    currency char(3) NOT NULL,
    amount bigint NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (book_id, account_id, month, currency)
);
CREATE INDEX month_total_by_month ON month_total (book_id, month, account_id)
    INCLUDE (currency, amount);

CREATE TABLE payee (
    book_id uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    uses bigint NOT NULL,
    last_on date NOT NULL,
    account_id uuid NOT NULL,
    category_id uuid,
    PRIMARY KEY (book_id, key)
);

CREATE TABLE change (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    subject text NOT NULL,
    subject_id uuid NOT NULL,
    action text NOT NULL,
    before jsonb,
    after jsonb,
    user_id uuid,
    at timestamptz NOT NULL,
    reverses uuid,
    PRIMARY KEY (book_id, id)
);
CREATE INDEX change_of_subject ON change (book_id, subject_id, id);
CREATE UNIQUE INDEX reversed_already ON change (book_id, reverses) WHERE reverses IS NOT NULL;
"""

IMPORTS = """
CREATE TABLE import (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('preview', 'committed', 'reverted', 'failed')),
    format text NOT NULL,
    source text NOT NULL,
    file_name text NOT NULL,
    file_hash text NOT NULL,
    content bytea NOT NULL,
    mapping jsonb,
    warnings jsonb NOT NULL DEFAULT '[]',
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    committed_at timestamptz,
    reverted_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, id)
);
CREATE INDEX import_of_file ON import (book_id, file_hash);
CREATE TABLE import_statement (
    book_id uuid NOT NULL,
    import_id uuid NOT NULL,
    position smallint NOT NULL,
    account_id uuid NOT NULL,
    makes boolean NOT NULL,
    account_name text NOT NULL,
    account_number text NOT NULL,
    account_kind text NOT NULL,
    bank text NOT NULL DEFAULT '',
    currency char(3) NOT NULL,
    opening bigint,
    closing bigint,
    closing_on date,
    PRIMARY KEY (book_id, import_id, position),
    FOREIGN KEY (book_id, import_id) REFERENCES import
);
CREATE TABLE statement_line (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    import_id uuid NOT NULL,
    statement smallint NOT NULL,
    position integer NOT NULL,
    line integer NOT NULL,
    date date,
    amount bigint,
    payee text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    reference text NOT NULL DEFAULT '',
    fingerprint bigint NOT NULL,
    occurrence integer NOT NULL,
    status text NOT NULL CHECK (status IN ('new', 'known', 'probable', 'invalid')),
    twin_id uuid,
    reason text NOT NULL DEFAULT '',
    decision text NOT NULL CHECK (decision IN ('import', 'skip', 'merge')),
    PRIMARY KEY (book_id, import_id, position)
);

-- The bank lines that stand behind transactions: the wall against taking one over twice.
CREATE TABLE kept_line (
    book_id uuid NOT NULL,
    account_id uuid NOT NULL,
    fingerprint bigint NOT NULL,
    occurrence integer NOT NULL,
    import_id uuid NOT NULL,
    line_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    reference_key bigint NOT NULL,
    CONSTRAINT statement_line_once PRIMARY KEY (book_id, account_id, fingerprint, occurrence)
);
-- Always true, and said only by who looks for a transaction: before statistics know a new book, the
-- planner must not be able to take this index, cheap for its size, for a search by fingerprint.
CREATE INDEX kept_line_of_transaction ON kept_line (book_id, transaction_id)
    WHERE occurrence > 0;
CREATE INDEX kept_line_by_reference ON kept_line (book_id, account_id, reference_key)
    WHERE reference_key <> 0;
CREATE TABLE import_profile (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    name text NOT NULL,
    signature text NOT NULL,
    mapping jsonb NOT NULL,
    used_at timestamptz NOT NULL,
    PRIMARY KEY (book_id, id),
    CONSTRAINT profile_signature_once UNIQUE (book_id, signature)
);
"""

# The first day of the book's period that contains the day; the same as periods.first_day.
PERIODS = """
CREATE FUNCTION period_start(day date, month_start smallint) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN day >= this_start THEN this_start ELSE last_start END
    FROM (
        SELECT least(this_first + (month_start - 1), next_first - 1) AS this_start,
               least(last_first + (month_start - 1), this_first - 1) AS last_start
        FROM (
            SELECT date_trunc('month', day::timestamp)::date AS this_first,
                   (date_trunc('month', day::timestamp) + interval '1 month')::date AS next_first,
                   (date_trunc('month', day::timestamp) - interval '1 month')::date AS last_first
        ) AS firsts
    ) AS starts
$$;
"""

# One trigger per event, each summing its transition table: cost follows the rows written, never
# the rows there. Postings come and go a whole transaction at a time.
GUARDS = """
CREATE FUNCTION guard_postings_in() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM came GROUP BY book_id, transaction_id, currency HAVING sum(amount) <> 0
    ) THEN
        RAISE EXCEPTION 'postings of a transaction must add up to zero in every currency'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_balanced';
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT book_id, transaction_id, min(date) AS first, max(date) AS last
            FROM came GROUP BY book_id, transaction_id
        ) AS touched
        LEFT JOIN public.transaction t
            ON t.book_id = touched.book_id AND t.id = touched.transaction_id
        WHERE t.id IS NULL OR t.trashed_at IS NOT NULL
            OR touched.first <> t.date OR touched.last <> t.date
    ) THEN
        RAISE EXCEPTION 'postings need their transaction, untrashed and of the same date'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'posting_transaction';
    END IF;
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT book_id, account_id, currency FROM came) AS touched
        LEFT JOIN public.account a
            ON a.book_id = touched.book_id AND a.id = touched.account_id
        WHERE a.id IS NULL OR a.currency <> touched.currency
    ) THEN
        RAISE EXCEPTION 'postings need an account of the book that holds their currency'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'posting_account';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_in AFTER INSERT ON posting REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION guard_postings_in();

CREATE FUNCTION guard_postings_out() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM went GROUP BY book_id, transaction_id, currency HAVING sum(amount) <> 0
    ) THEN
        RAISE EXCEPTION 'the postings of a transaction go together'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_balanced';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_out AFTER DELETE ON posting REFERENCING OLD TABLE AS went
    FOR EACH STATEMENT EXECUTE FUNCTION guard_postings_out();

CREATE FUNCTION refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% on % is never right', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
END $$;
CREATE TRIGGER guard_rewrite BEFORE UPDATE ON posting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('posting_whole');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON posting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('posting_whole');
CREATE TRIGGER guard_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('change_append_only');

-- A transaction that moves to another day, to the trash or away must not leave its postings
-- behind; they are exchanged in the same database transaction, so this looks at its end.
CREATE FUNCTION guard_transaction_fits() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.posting p
        LEFT JOIN public.transaction t ON t.book_id = p.book_id AND t.id = p.transaction_id
        WHERE p.book_id = OLD.book_id AND p.transaction_id = OLD.id
            AND (t.id IS NULL OR t.trashed_at IS NOT NULL OR t.date <> p.date)
    ) THEN
        RAISE EXCEPTION 'a transaction must not leave its postings behind'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_transaction';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guard_fits
    AFTER UPDATE OF book_id, id, date, trashed_at ON transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION guard_transaction_fits();
CREATE CONSTRAINT TRIGGER guard_gone AFTER DELETE ON transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_transaction_fits();

CREATE FUNCTION guard_account() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.book_id, OLD.id, OLD.kind) IS DISTINCT FROM
        (NEW.book_id, NEW.id, NEW.kind) OR OLD.currency IS DISTINCT FROM NEW.currency THEN
        IF EXISTS (
            SELECT FROM public.posting p WHERE p.book_id = OLD.book_id AND p.account_id = OLD.id
        ) THEN
            RAISE EXCEPTION 'an account with postings keeps its id, kind and currency'
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'account_in_use';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_account AFTER UPDATE OR DELETE ON account
    FOR EACH ROW EXECUTE FUNCTION guard_account();
"""

# Users and sessions belong to nobody's book: their owner (and no one else) sees them, and three
# functions look them up for sign-in, where nobody is known yet.
LOOKUPS = """
CREATE FUNCTION find_sign_in(login text)
RETURNS TABLE (user_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id, password_hash FROM public.app_user
    WHERE (position('@' IN login) > 0 AND lower(email) = lower(login) AND email <> '')
       OR (position('@' IN login) = 0 AND lower(username) = lower(login) AND username <> '')
$$;

CREATE FUNCTION session_owner(wanted uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT user_id FROM public.session WHERE id = wanted
$$;

-- Who acts: the session's user in the wanted book (the session's own by default). Row level
-- security of books and members stays on: the user's own policies let these rows through.
CREATE FUNCTION session_context(wanted uuid, wanted_book uuid, moment timestamptz)
RETURNS TABLE (
    session_id uuid, kind text, refresh_id uuid, seen_at timestamptz,
    user_id uuid, username text, email text, first_name text, last_name text, locale text,
    created_at timestamptz, user_version integer,
    book_id uuid, book_name text, currency text, time_zone text, month_start smallint,
    default_account_id uuid, book_version integer, role text, books bigint
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
           (SELECT count(*) FROM public.member every WHERE every.user_id = s.user_id)
    FROM public.session s
    JOIN public.app_user u ON u.id = s.user_id
    JOIN public.member m ON m.user_id = s.user_id AND m.book_id = coalesce(wanted_book, s.book_id)
    JOIN public.book b ON b.id = m.book_id
    WHERE s.id = wanted AND s.ended_at IS NULL AND s.expires_at > moment;
    PERFORM set_config('finance.user_id', user_before, true);
END $$;

-- Who shares the current book. The names of other people are seen by nobody else.
CREATE FUNCTION book_members()
RETURNS TABLE (
    user_id uuid, username text, email text, first_name text, last_name text, locale text,
    created_at timestamptz, version integer, role text, joined_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.id, u.username, u.email, u.first_name, u.last_name, u.locale,
           u.created_at, u.version, m.role, m.joined_at
    FROM public.member m
    JOIN public.app_user u ON u.id = m.user_id
    WHERE m.book_id = nullif(current_setting('finance.book', true), '')::uuid
    ORDER BY m.joined_at, m.user_id
$$;
"""

BOOK_TABLES = (
    "member",
    "account",
    "transaction",
    "posting",
    "account_balance",
    "month_total",
    "payee",
    "change",
    "import",
    "import_statement",
    "statement_line",
    "kept_line",
    "import_profile",
)
# What a unit of work has entered; nothing is seen where nothing was entered.
CONTEXT = """
CREATE FUNCTION current_book_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('finance.book', true), '')::uuid $$;
CREATE FUNCTION current_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('finance.user_id', true), '')::uuid $$;
"""

USER_WALLS = """
CREATE POLICY own ON member FOR SELECT USING (user_id = current_user_id());
ALTER TABLE book ENABLE ROW LEVEL SECURITY;
ALTER TABLE book FORCE ROW LEVEL SECURITY;
CREATE POLICY book ON book USING (id = current_book_id()) WITH CHECK (id = current_book_id());
CREATE POLICY own ON book FOR SELECT USING (
    id IN (SELECT m.book_id FROM member m WHERE m.user_id = current_user_id())
);
-- Whoever owns the tables may list the books, to go through them one by one.
CREATE POLICY listing ON book FOR SELECT TO CURRENT_USER USING (true);
ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app_user USING (id = current_user_id()) WITH CHECK (id = current_user_id());
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON session
    USING (user_id = current_user_id()) WITH CHECK (user_id = current_user_id());
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON idempotency
    USING (user_id = current_user_id()) WITH CHECK (user_id = current_user_id());
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
    """Make the kernel in an empty database."""
    for part in (CONTEXT, PEOPLE, LEDGER, IMPORTS, PERIODS, GUARDS, LOOKUPS):
        op.execute(part)
    for table in BOOK_TABLES:
        op.execute(_wall(table))
    op.execute(USER_WALLS)
