"""Invitations into a book, and versions of memberships.

Of a link only the SHA-256 of its secret is kept. An invitation may have several links (one shown,
one in each letter that was tried); whichever is used first uses up the invitation.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MEMBERS = """
ALTER TABLE member ADD COLUMN version integer NOT NULL DEFAULT 1;
DROP FUNCTION book_members();
CREATE FUNCTION book_members()
RETURNS TABLE (
    user_id uuid, username text, email text, first_name text, last_name text, locale text,
    created_at timestamptz, version integer, role text, joined_at timestamptz,
    member_version integer
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.id, u.username, u.email, u.first_name, u.last_name, u.locale,
           u.created_at, u.version, m.role, m.joined_at, m.version
    FROM public.member m
    JOIN public.app_user u ON u.id = m.user_id
    WHERE m.book_id = nullif(current_setting('finance.book', true), '')::uuid
    ORDER BY m.joined_at, m.user_id
$$;
CREATE INDEX change_of_members ON change (book_id, id) WHERE subject IN ('member', 'invitation');
"""

INVITATIONS = """
CREATE TABLE invitation (
    book_id uuid NOT NULL REFERENCES book,
    id uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    email text NOT NULL DEFAULT '',
    digests text[] NOT NULL,
    invited_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by uuid,
    revoked_at timestamptz,
    entered_by uuid,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, id),
    CONSTRAINT invitation_accepted CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
    CONSTRAINT invitation_ends_once CHECK (accepted_at IS NULL OR revoked_at IS NULL)
);
-- Whoever holds a link does not say of which book it is, so this one index leads with the link.
CREATE INDEX invitation_link ON invitation USING gin (digests);
ALTER TABLE outbox ADD COLUMN invitation_id uuid;
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY book ON invitation
    USING (book_id = current_book_id()) WITH CHECK (book_id = current_book_id());
CREATE POLICY listing ON invitation FOR SELECT TO CURRENT_USER USING (true);

-- What the holder of a link may know of it: the book's name, who invites, the role, until when.
CREATE FUNCTION find_invitation(wanted text)
RETURNS TABLE (
    id uuid, role text, email text, invited_by uuid, created_at timestamptz,
    expires_at timestamptz, accepted_at timestamptz, accepted_by uuid, revoked_at timestamptz,
    entered_by uuid, version integer, book_id uuid, book_name text, inviter text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.id, i.role, i.email, i.invited_by, i.created_at, i.expires_at, i.accepted_at,
           i.accepted_by, i.revoked_at, i.entered_by, i.version, b.id, b.name,
           coalesce(nullif(btrim(u.first_name || ' ' || u.last_name), ''),
                    nullif(u.username, ''), u.email)
    FROM public.invitation i
    JOIN public.book b ON b.id = i.book_id
    JOIN public.app_user u ON u.id = i.invited_by
    WHERE i.digests @> ARRAY[wanted]
$$;
"""


def upgrade() -> None:
    """Let members have versions, and let invitations be."""
    op.execute(MEMBERS)
    op.execute(INVITATIONS)
