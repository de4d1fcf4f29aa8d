"""Addresses that their owners have shown to be theirs, by a link in a letter.

It is kept which address was shown, so another address is unproven by itself. A link is good for the
address its letter went to; of its secret only the SHA-256 is kept.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE app_user
    ADD COLUMN verified_email text NOT NULL DEFAULT '',
    ADD COLUMN linked_email text NOT NULL DEFAULT '',
    ADD COLUMN email_links text[] NOT NULL DEFAULT '{}',
    ADD COLUMN email_links_end_at timestamptz;
CREATE INDEX email_link ON app_user USING gin (email_links);
ALTER TABLE outbox ADD COLUMN verifying text NOT NULL DEFAULT '';
"""

MEMBERS = """
DROP FUNCTION book_members();
CREATE FUNCTION book_members()
RETURNS TABLE (
    user_id uuid, username text, email text, first_name text, last_name text, locale text,
    created_at timestamptz, version integer, role text, joined_at timestamptz,
    member_version integer, email_verified boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.id, u.username, u.email, u.first_name, u.last_name, u.locale,
           u.created_at, u.version, m.role, m.joined_at, m.version,
           u.email <> '' AND u.verified_email = u.email
    FROM public.member m
    JOIN public.app_user u ON u.id = m.user_id
    WHERE m.book_id = nullif(current_setting('finance.book', true), '')::uuid
    ORDER BY m.joined_at, m.user_id
$$;
"""

LINKS = """
-- Whoever opens a link need not be signed in: these two see past the wall, by the link alone.
CREATE FUNCTION email_of_link(wanted text, moment timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT email FROM public.app_user
    WHERE email_links @> ARRAY[wanted] AND email_links_end_at > moment AND linked_email = email
$$;
CREATE FUNCTION verify_email(wanted text, moment timestamptz) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE public.app_user
    SET verified_email = email, email_links = '{}', email_links_end_at = NULL
    WHERE email_links @> ARRAY[wanted] AND email_links_end_at > moment AND linked_email = email
    RETURNING email
$$;
"""


def upgrade() -> None:
    """Know which addresses are proven; none is so far."""
    op.execute(COLUMNS)
    op.execute(MEMBERS)
    op.execute(LINKS)
